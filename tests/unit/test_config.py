"""Settings: who wins, and what a wrong value does."""

from pathlib import Path

import pytest

from app import config


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
