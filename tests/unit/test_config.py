"""Settings: who wins, and what a wrong value does."""

import plistlib
import runpy
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app import config
from app.config import KINDS, Source, in_lesson, lesson_at, macos, merged
from app.config.files import UnreadableSettingsError, read_trusts
from app.config.lessons import parse

TEMPLATES = Path(__file__).parents[2] / "resources" / "policy-templates"
KEY = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.fixture
def files(tmp_path):
    return tmp_path / "trust.toml", tmp_path / "person" / "settings.toml"


def test_without_any_file_the_defaults_hold(files):
    loaded = config.load(*files)
    assert (loaded.server, loaded.scheme, loaded.text_scale) == (None, "system", 100)
    assert loaded.problems == ()


def test_the_trusts_value_wins_over_the_persons_and_says_so(files):
    trust, person = files
    trust.write_text('server = "https://hr.trust.example/"\n', encoding="utf-8")
    config.save(person, server="https://elsewhere.example", text_scale=150)
    loaded = config.load(trust, person)
    assert loaded.server == "https://hr.trust.example"
    assert loaded.text_scale == 150
    assert loaded.origins == {"server": "trust", "text_scale": "you"}


@pytest.mark.parametrize(
    "line",
    [
        "server = 7",
        'server = "http://hr.trust.example"',
        "text_scale = 20",
        "text_scale = true",
        'scheme = "pink"',
        'contact_hr = ""',
        "nonsense = 1",
    ],
)
def test_a_wrong_value_is_named_and_left_out(files, line):
    trust, person = files
    trust.write_text(line + '\ncontact_headteacher = "The head, room 1"\n', encoding="utf-8")
    loaded = config.load(trust, person)
    name = line.split()[0]
    assert len(loaded.problems) == 1
    assert name in loaded.problems[0]
    assert loaded.contact_headteacher == "The head, room 1"


@pytest.mark.parametrize("content", [b"server = ", b"\xff\xfe\x00", b"[[["])
def test_a_broken_file_is_named_and_stops_nothing(files, content):
    trust, person = files
    trust.write_bytes(content)
    loaded = config.load(trust, person)
    assert loaded.problems == ("trust.toml could not be read, so its settings were left out.",)


def test_saving_one_setting_keeps_the_others(files):
    _, person = files
    config.save(person, scheme="dark")
    config.save(person, text_scale=200)
    loaded = config.load(*files)
    assert (loaded.scheme, loaded.text_scale) == ("dark", 200)


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("linux", "/etc/undersigned/settings.toml"),
        ("darwin", "/Library/Application Support/Undersigned/settings.toml"),
    ],
)
def test_each_system_has_its_own_place_for_the_trusts_file(platform, expected):
    assert config.machine_file(platform, {}) == Path(expected)


def test_on_windows_the_trusts_file_is_in_program_data():
    found = config.machine_file("win32", {"ProgramData": "D:/Data"})
    assert found.parts[-3:] == ("Data", "Undersigned", "settings.toml")


SYSTEM, ADMINISTRATORS, PUPIL = "S-1-5-18", "S-1-5-32-544", "S-1-5-21-1-2-3-1104"


@pytest.mark.parametrize(
    ("folders", "files_owner", "counts"),
    [
        (SYSTEM, SYSTEM, True),
        (ADMINISTRATORS, SYSTEM, True),
        (ADMINISTRATORS, ADMINISTRATORS, True),
        (ADMINISTRATORS, PUPIL, False),  # anybody may put a file into the trust's folder
        (PUPIL, ADMINISTRATORS, False),  # whoever owns the folder may change what is in it
        (PUPIL, PUPIL, False),
        (ADMINISTRATORS, None, False),
        (None, ADMINISTRATORS, False),
        (ADMINISTRATORS, "S-1-5-32-545", False),
    ],
)
def test_on_windows_the_trusts_file_counts_only_where_an_administrator_made_it(
    tmp_path, folders, files_owner, counts
):
    path = tmp_path / "settings.toml"
    path.write_text('server = "https://evil.example"\n')
    owners = {tmp_path: folders, path: files_owner}
    loaded = merged([Source(path.name, "trust", lambda: read_trusts(path, owners.get))])
    assert (loaded.server is not None) is counts
    assert ("staff_groups" in loaded.unclear) is not counts
    problem = "settings.toml was not made by an administrator, so its settings were left out."
    assert loaded.problems == (() if counts else (problem,))


def test_a_trusts_file_that_is_not_there_is_nobodys(tmp_path):
    assert read_trusts(tmp_path / "settings.toml", {}.get) == {}


def source(name, origin, **values):
    return Source(name, origin, lambda: values)


def broken(name, origin):
    def read():
        raise UnreadableSettingsError

    return Source(name, origin, read)


def test_the_first_place_that_sets_a_key_wins_and_is_remembered():
    places = ("computer policy", "account policy", "trust file", "person file")
    origins = ("trust", "trust", "trust", "you")
    for first in range(4):
        given = [
            source(place, origin, scheme="dark" if index == first else "light")
            for index, (place, origin) in enumerate(zip(places, origins, strict=True))
            if index >= first
        ]
        loaded = merged(given)
        assert (loaded.scheme, loaded.sources["scheme"], loaded.origins["scheme"]) == (
            *("dark", places[first]),
            origins[first],
        )


def test_a_wrong_value_lets_the_next_place_hold_and_says_where_it_was():
    loaded = merged([source("policy", "trust", text_scale=9), source("file", "trust", text_scale=120)])
    assert (loaded.text_scale, loaded.sources["text_scale"]) == (120, "file")
    assert loaded.problems == (
        "policy: “text_scale” must be a whole number from 80 to 300, so it was left out.",
    )


@pytest.mark.parametrize("key", [name for name, setting in KINDS.items() if setting.trust_only])
def test_what_is_the_trusts_alone_is_left_out_of_the_persons_file(key):
    example = KINDS[key].example
    value = int(example) if KINDS[key].kind.bounds else tomllib.loads(f"value = '{example}'")["value"]
    assert merged([source("policy", "trust", **{key: value})]).origins == {key: "trust"}
    loaded = merged([source("settings.toml", "you", **{key: value})])
    assert loaded.origins == {}
    assert "by the trust alone" in loaded.problems[0]


def test_a_rule_of_the_trusts_that_cannot_be_read_is_known_to_be_unclear():
    wrong = source("policy", "trust", staff_accounts=7)
    right = source("file", "trust", staff_accounts="staff.*")
    assert merged([wrong, right]).unclear == {"staff_accounts"}
    assert merged([right, wrong]).unclear == set()
    assert "staff_accounts" in merged([broken("policy", "trust")]).unclear
    assert merged([broken("settings.toml", "you")]).unclear == set()


@pytest.mark.parametrize(
    ("key", "given", "value"),
    [
        ("staff_accounts", "a.*; b.* ;", ("a.*", "b.*")),
        ("staff_accounts", ["a.*", "b.*"], ("a.*", "b.*")),
        ("staff_accounts", "a.*\nb.*", ("a.*", "b.*")),
        ("service_key", KEY, (KEY,)),
        ("proxy", "http://proxy.school.example:8080/", "http://proxy.school.example:8080"),
        ("proxy", "none", "none"),
        ("enrolment", "sign-in", "sign-in"),
        ("server", "https://hr.trust.example:8443/undersigned/", "https://hr.trust.example:8443/undersigned"),
        ("server", "http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("server", "http://[::1]:8000", "http://[::1]:8000"),
        ("update_channel", " Software Centre ", "Software Centre"),
    ],
)
def test_a_list_may_be_one_text_or_a_list(key, given, value):
    assert getattr(merged([source("policy", "trust", **{key: given})]), key) == value


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("staff_accounts", " ; "),
        ("staff_accounts", [1]),
        ("service_key", KEY[:-1]),
        ("service_key", KEY[:-1] + "+"),
        ("proxy", "http://name:password@proxy.school.example:8080"),
        ("proxy", "socks://proxy.school.example"),
        ("server", "http://hr.trust.example"),
        ("server", "http://127.0.0.1.evil.example"),
        ("server", "http://localhost.evil.example"),
        ("server", "https://a b"),
        ("server", "https://"),
        ("server", "https://hr.trust.example:port"),
        ("server", "https://name:password@hr.trust.example"),
        ("server", "https://name@hr.trust.example"),
        ("server", "https://hr.trust.example/?token=password@1"),
        ("server", "https://hr.trust.example?"),
        ("server", "https://hr.trust.example/#part"),
        ("server", "https://hr.trust.example\\@evil.example"),
        ("enrolment", "letter"),
        ("lesson_hours", "Mon-Fri 12:15-08:50"),
        ("lesson_hours", "Mon-Fro 08:50-12:15"),
        ("lesson_hours", "Mon-Fri 8-12"),
        ("lesson_hours", "Mon-Fri 08:50-25:15"),
    ],
)
def test_a_managed_value_of_the_wrong_form_is_named_and_left_out(key, given):
    loaded = merged([source("policy", "trust", **{key: given})])
    assert len(loaded.problems) == 1
    assert f"“{key}”" in loaded.problems[0]
    assert key in loaded.unclear
    assert "password@" not in loaded.problems[0]
    assert "evil" not in loaded.problems[0]


@pytest.mark.parametrize(
    ("written", "when", "is_on"),
    [
        ("Mon-Fri 08:50-12:15", "2026-11-23 08:50", True),
        ("Mon-Fri 08:50-12:15", "2026-11-23 12:14", True),
        ("Mon-Fri 08:50-12:15", "2026-11-23 12:15", False),
        ("Mon-Fri 08:50-12:15", "2026-11-22 10:00", False),
        ("08:50-12:15", "2026-11-27 10:00", True),
        ("08:50-12:15", "2026-11-28 10:00", False),
        ("wed,Fri 8:50-9:50", "2026-11-25 09:00", True),
        ("Wed,Fri 8:50-9:50", "2026-11-26 09:00", False),
        ("Sat-Mon 08:50-12:15", "2026-11-23 10:00", True),
    ],
)
def test_lesson_hours_hold_on_the_computers_own_clock(written, when, is_on):
    local = datetime.fromisoformat(when)
    assert (lesson_at([parse(written)], local) is not None) is is_on
    assert parse(str(parse(written))) == parse(written)


def test_the_window_can_ask_whether_a_lesson_is_on():
    loaded = merged([source("policy", "trust", lesson_hours="Mon-Fri 08:50-12:15; Mon-Fri 13:10-15:20")])
    assert str(in_lesson(loaded, datetime(2026, 11, 23, 14, 0, tzinfo=UTC), UTC)).endswith("13:10-15:20")
    assert in_lesson(loaded, datetime(2026, 11, 23, 12, 30, tzinfo=UTC), UTC) is None


def test_a_macos_profile_is_read_without_what_describes_it(tmp_path):
    path = macos.managed_file("jo", tmp_path)
    path.parent.mkdir()
    path.write_bytes(plistlib.dumps({"server": "https://hr.trust.example", "PayloadUUID": "X"}))
    assert macos.read_managed(path) == {"server": "https://hr.trust.example"}
    assert macos.read_managed(macos.managed_file(None, tmp_path)) == {}


@pytest.mark.parametrize(
    "content", [b"", b"<plist>", b"<plist><date>x</date></plist>", b"bplist00\x00", plistlib.dumps([1])]
)
def test_a_damaged_macos_profile_is_named(tmp_path, content):
    path = tmp_path / "app.undersigned.plist"
    path.write_bytes(content)
    with pytest.raises(UnreadableSettingsError):
        macos.read_managed(path)


def test_without_a_file_no_reader_of_files_is_imported(tmp_path):
    code = (
        "import sys; from pathlib import Path; from app import config; "
        "config.load(Path('/nowhere/a'), Path('/nowhere/b')); "
        "print({'tomllib', 'json', 'plistlib'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=TEMPLATES.parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "set()"


def made():
    return runpy.run_path(str(TEMPLATES / "make.py"))["everything"]()


def test_the_templates_and_the_documentation_are_what_the_code_makes():
    for path, content in made().items():
        assert path.read_text(encoding="utf-8").encode() == content, (
            f"run resources/policy-templates/make.py: {path}"
        )


def test_group_policy_offers_every_setting_under_its_own_name():
    space = {"p": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}
    admx = ET.parse(TEMPLATES / "undersigned.admx").getroot()
    adml = ET.parse(TEMPLATES / "en-GB" / "undersigned.adml").getroot()
    policies = admx.findall("p:policies/p:policy", space)
    assert [each.get("name") for each in policies] == list(KINDS)
    strings = {each.get("id") for each in adml.iterfind(".//p:string", space)}
    shown = {each.get("id") for each in adml.iterfind(".//p:presentation", space)}
    fields = {each.get("refId") for each in adml.iterfind(".//p:presentation/*", space)}
    for policy in policies:
        name = policy.get("name")
        assert policy.get("key") == r"Software\Policies\Undersigned"
        assert [each.tag.partition("}")[2] for each in policy] == [
            "parentCategory",
            "supportedOn",
            "elements",
        ]
        (element,) = policy.find("p:elements", space)
        assert (element.get("id"), element.get("valueName")) == (name, name)
        assert name in shown & fields
    used = {
        value[len("$(string.") : -1]
        for element in admx.iter()
        for value in element.attrib.values()
        if value.startswith("$(string.")
    }
    assert used == strings


def test_every_example_in_the_templates_is_a_right_value():
    text = (TEMPLATES / "settings.toml").read_text(encoding="utf-8")
    lines = [line[2:] for line in text.splitlines() if line[2:].partition(" =")[0] in KINDS]
    values = tomllib.loads("\n".join(lines))
    assert list(values) == list(KINDS)
    loaded = merged([source("settings.toml", "trust", **values)])
    assert (loaded.problems, set(loaded.origins)) == ((), set(KINDS))
    profile = plistlib.loads((TEMPLATES / "undersigned.mobileconfig").read_bytes())
    (payload,) = profile["PayloadContent"]
    managed = {name: value for name, value in payload.items() if not name.startswith("Payload")}
    assert managed == values
    assert payload["PayloadType"] == macos.DOMAIN
