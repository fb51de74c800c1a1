"""The doctor: each thing that can be wrong on a computer, told in the product's words, without a secret."""

import json
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.commands import doctor, doctor_checks
from app.commands.autostart_entries import AutostartRefusedError
from app.commands.autostart_linux import LinuxDesktop
from app.commands.doctor import examine
from app.commands.doctor_findings import Patient
from app.config import Config
from app.config.addresses import without_secrets
from app.login.state import State, write
from app.signing.keys import PrivateKey
from app.signing.keystore import KeyStoreLockedError, MemoryKeyStore
from app.storage.database import Database

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
SERVICE, PUBLISHER = (PrivateKey.from_seed(bytes([n]) * 32).public for n in (1, 2))
TRUST = {
    "aud": "trust.example/undersigned",
    "name": "A trust",
    "time_zone": "Europe/London",
    "service_key": SERVICE.jwk(),
    "publishing_keys": [PUBLISHER.jwk()],
}


class Answers(BaseHTTPRequestHandler):
    """A service that gives one answer to everything."""

    body = json.dumps(TRUST).encode()
    media_type = "application/json"
    now = NOW
    date = None

    def do_GET(self):
        self.send_response_only(200)
        self.send_header("Content-Type", self.media_type)
        self.send_header("Content-Length", str(len(self.body)))
        if self.now:
            self.send_header("Date", self.date or format_datetime(self.now, usegmt=True))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *arguments):
        """Say nothing."""


@contextmanager
def serving(**answer):
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Service", (Answers,), answer))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class LockedStore(MemoryKeyStore):
    def get(self, service, account):
        raise KeyStoreLockedError


@pytest.fixture
def patient(tmp_path):
    def make(keystore=None, proxies=None, now=NOW, **settings):
        return Patient(
            config=Config(**settings),
            database=tmp_path / "undersigned.sqlite",
            state_file=tmp_path / "state.txt",
            proxies=lambda address: proxies or {},
            keystore=keystore or MemoryKeyStore(),
            now=lambda: now,
        )

    return make


@pytest.fixture(autouse=True)
def own_autostart(tmp_path, monkeypatch):
    """A computer on which nothing runs at login, whoever's it is."""

    def refuse(command):
        raise AutostartRefusedError

    system = LinuxDesktop(refuse, {"HOME": str(tmp_path)}, tmp_path / "root")
    monkeypatch.setattr(doctor_checks, "this_system", lambda: system)
    return system


def found(patient, name):
    return [each for each in examine(patient) if each.name == name]


def one(patient, name):
    (finding,) = found(patient, name)
    return finding


def test_a_service_that_answers_is_named_with_its_clock_and_keys(patient):
    with serving() as server:
        well = patient(
            server=server, service_key=(SERVICE.thumbprint,), publishing_key=(PUBLISHER.thumbprint,)
        )
        findings = {each.name: each for each in examine(well)}
    for name in ("proxy", "service", "keys", "clock"):
        assert findings[name].fine is True, findings[name]
    assert server in findings["service"].sentence


@pytest.mark.parametrize(
    ("apart", "said"),
    [
        (timedelta(minutes=6), "6 minutes ahead of"),
        (-timedelta(hours=1, minutes=2), "1 hour behind"),
        (timedelta(days=365), "365 days ahead of"),
    ],
)
def test_a_clock_that_is_off_is_told_with_how_much(patient, apart, said):
    with serving() as server:
        finding = one(patient(server=server, now=NOW + apart), "clock")
    assert (finding.fine, finding.code) == (False, "clock")
    assert said in finding.sentence


@pytest.mark.parametrize("now", [None])
def test_a_service_that_does_not_tell_the_time_is_no_fault(patient, now):
    with serving(now=now) as server:
        assert one(patient(server=server), "clock").fine is None


@pytest.mark.parametrize(
    ("date", "fine"),
    [
        ("Mon, 23 Nov 2026 08:30:00 -0000", True),  # a date without a zone is UTC
        ("Mon, 23 Nov 2026 08:30:00", True),
        ("Mon, 23 Nov 2026 09:30:00 -0000", False),
        ("Mon, 99 Nov 2026 08:30:00 GMT", None),
        ("soon", None),
    ],
)
def test_a_date_of_any_form_is_read_or_counts_as_none(patient, date, fine):
    with serving(date=date) as server:
        assert one(patient(server=server), "clock").fine is fine


def test_a_service_with_another_key_than_the_trusts_is_told(patient):
    with serving() as server:
        other = patient(server=server, service_key=(PUBLISHER.thumbprint,))
        assert one(other, "keys").code == "another-service"
        other = patient(server=server, publishing_key=(SERVICE.thumbprint,))
        assert one(other, "keys").code == "another-service"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"media_type": "text/html", "body": b"<html>Sign in to WiFi</html>"}, "sign-in-page"),
        ({"body": b"{}"}, "not-the-service"),
    ],
)
def test_what_answers_in_the_services_place_is_told(patient, answer, code):
    with serving(**answer) as server:
        findings = found(patient(server=server), "service")
    assert [(each.fine, each.code) for each in findings] == [(False, code)]
    assert findings[0].next_step


def test_a_service_that_is_not_there_or_not_set_is_told(patient):
    with serving() as server:
        pass
    assert one(patient(server=server), "service").code == "service-unreachable"
    assert one(patient(), "service").code == "service-not-set"


def test_the_proxy_is_named_without_its_password(patient):
    way = {"https": "http://jo:s3cret@proxy.school.example:8080"}
    sentence = one(patient(server="https://hr.trust.invalid", proxies=way), "proxy").sentence
    assert "proxy.school.example" in sentence
    assert "8080" in sentence
    assert "s3cret" not in sentence
    assert "jo" not in sentence


@pytest.mark.parametrize(
    ("way", "said", "code"),
    [
        ("proxy.school.example:8080", "goes by the proxy proxy.school.example, port 8080.", ""),
        ("jo:s3cret@proxy.school.example:8080", "goes by the proxy proxy.school.example, port 8080.", ""),
        ("http://proxy.school.example", "goes by the proxy proxy.school.example, without a port.", ""),
        ("http://jo:s3cret@proxy.school.example:80a", "cannot be read", "proxy-unreadable"),
        ("http://jo:s3cret@proxy.school.example:99999", "cannot be read", "proxy-unreadable"),
        ("http://", "cannot be read", "proxy-unreadable"),
    ],
)
def test_a_proxy_of_any_form_is_named_or_said_to_be_wrong(patient, way, said, code):
    finding = one(patient(server="https://hr.trust.invalid", proxies={"https": way}), "proxy")
    assert said in finding.sentence
    assert finding.code == code
    assert "s3cret" not in f"{finding.sentence} {finding.next_step}"


def test_whatever_fails_is_a_finding_and_the_rest_is_looked_at_all_the_same(patient):
    class Surprising(MemoryKeyStore):
        def get(self, service, account):
            raise ZeroDivisionError("s3cret")

    findings = {each.name: each for each in examine(patient(keystore=Surprising()))}
    found = findings["key store"]
    assert (found.fine, found.code) == (False, "unforeseen")
    assert found.sentence == "This could not be looked at: ZeroDivisionError."
    assert list(findings)[-1] == "autostart"


def test_a_state_with_a_time_that_no_calendar_has_is_looked_at_as_damaged(patient):
    ill = patient()
    ill.state_file.write_text(f"undersigned state 1\nask {10**18}\nsynced 0\ndue p\nend\n")
    assert (
        "There was no sync yet. Now: Opens: this computer does not know" in one(ill, "login check").sentence
    )


def test_a_locked_key_store_is_told_in_its_own_sentence(patient):
    finding = one(patient(keystore=LockedStore()), "key store")
    assert (finding.fine, finding.code) == (False, "key-store-locked")
    assert finding.next_step


def test_a_damaged_file_is_told_and_left_where_it_is(patient):
    ill = patient()
    ill.database.write_bytes(b"this was a database once" * 500)
    before = ill.database.read_bytes()
    assert one(ill, "your file").code == "database-damaged"
    assert ill.database.read_bytes() == before
    assert [path.name for path in ill.database.parent.iterdir()] == [ill.database.name]


def test_a_sound_file_is_told_with_what_waits(patient):
    well = patient()
    assert one(well, "your file").fine is None
    Database.open(well.database, lambda: NOW).close()
    finding = one(well, "your file")
    assert finding.fine is True
    assert "not set up yet. Waiting to be sent: 0." in finding.sentence


def test_it_tells_what_the_login_would_do_and_when_the_last_sync_was(patient):
    well = patient()
    write(well.state_file, State(None, (), NOW - timedelta(hours=2)))
    assert (
        one(well, "login check").sentence
        == "The last sync was 2 hours ago. Now: Stays closed: nothing is due."
    )


def test_nothing_at_login_is_told_and_another_installations_entry_too(patient, own_autostart):
    assert one(patient(), "autostart").code == "autostart-missing"
    here = doctor_checks.entries(all_users=False)
    own_autostart.install(here)
    assert one(patient(), "autostart").fine is True
    own_autostart.install(type(here)(["/old/undersigned"], ["/old/undersigned"], False, 0))
    assert one(patient(), "autostart").code == "autostart-stale"
    own_autostart.install(here)
    own_autostart.install(doctor_checks.entries(all_users=True))
    twice = one(patient(), "autostart")
    assert (
        twice.sentence == "The login check is installed for everyone on this computer and for this account."
    )
    assert "autostart remove" in twice.next_step


def test_a_wrong_setting_is_told(patient):
    problem = "policy: “scheme” must be one of: light, so it was left out."
    finding = one(patient(problems=(problem,)), "settings")
    assert (finding.fine, finding.sentence) == (False, problem)


SECRETS = ("joe", "s3cret", "t0ken", "frag", "path")
WITH_SECRETS = "https://joe:s3cret@hr.trust.invalid:8443/path?token=t0ken#frag"


def test_an_address_is_shown_without_what_may_be_secret(patient, monkeypatch, capsys, tmp_path):
    """Such an address is refused as a setting; but an older file may hold one."""
    config = Config(server=WITH_SECRETS, origins={"server": "you"})
    config = Config(**{**vars(config), "sources": {"server": "settings.toml"}, "proxy": "none"})
    monkeypatch.setattr(doctor.settings, "load_here", lambda user_file: config)
    for options in ([], ["--json"]):
        assert doctor.main(["--profile", str(tmp_path / "here"), *options]) == 1
        told = capsys.readouterr().out
        assert "https://hr.trust.invalid:8443" in told
        assert not [each for each in SECRETS if each in told]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (WITH_SECRETS, "https://hr.trust.invalid:8443"),
        ("https://hr.trust.invalid", "https://hr.trust.invalid"),
        ("http://[::1]:8000/x", "http://[::1]:8000"),
        ("https://joe:s3cret@hr.trust.invalid:port", "not an address"),
        ("s3cret", "not an address"),
    ],
)
def test_of_an_address_scheme_host_and_port_are_shown_alone(address, shown):
    assert without_secrets(address) == shown


@pytest.fixture
def on_this_computer(monkeypatch, tmp_path):
    """The command itself, on settings of the test's own and a home that is the test's folder."""
    config = Config(server="https://hr.trust.invalid", scheme="dark", origins={"server": "trust"})
    config = Config(**{**vars(config), "sources": {"server": "settings.toml"}, "proxy": "none"})
    monkeypatch.setattr(doctor.settings, "load_here", lambda user_file: config)
    monkeypatch.setattr(doctor.Path, "home", lambda: tmp_path)
    return tmp_path


def test_the_command_answers_as_text_and_as_json_and_its_status_says_whether_all_is_fine(
    on_this_computer, capsys
):
    profile = ["--profile", str(on_this_computer)]
    assert doctor.main(profile) == 1
    text = capsys.readouterr().out
    assert "service: LOOK HERE." in text
    assert "server = https://hr.trust.invalid  (your trust, settings.toml)" in text
    assert str(on_this_computer) not in text
    assert doctor.main([*profile, "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert {each["name"] for each in answer["findings"]} >= {"settings", "service", "key store", "your file"}
    assert {row["key"]: row["set_by"] for row in answer["settings"]}["server"] == "your trust"
    assert all(each["next_step"] for each in answer["findings"] if each["fine"] is False)
