"""Reminders on the command line: set, tried, planned, sent, logged, and the calendars of schools."""

import io
import json
from datetime import UTC, datetime

import pytest

from app.admin.commands import main
from app.signing.keystore import MemoryKeyStore
from tests.fakes.mail_receiver import MailReceiver

SECRET = "blue-heron-44"
ROSTER = "Staff ID,Name,Email,School,Role,Line manager\ns1,Sue Lee,s1@oak.example,Oak Primary,Teacher,\n"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//oak//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Autumn term\r\n"
    "DTSTART;VALUE=DATE:20260902\r\nDTEND;VALUE=DATE:20261219\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


class Desk:
    """Somebody at the service's own command line, with everybody asked by the 23rd."""

    def __init__(self, folder):
        self.data = folder / "data"
        self.keystore = MemoryKeyStore()
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
        self.out = ""

    def run(self, command, *arguments):
        out = io.StringIO()
        code = main(
            [*command.split(), *map(str, arguments), "--data", str(self.data)],
            keystore=self.keystore,
            clock=lambda: self.now,
            out=out,
            ask=lambda _: SECRET,
            user="pat",
        )
        self.out = out.getvalue()
        return code

    def json(self, command, *arguments):
        assert self.run(command, *arguments, "--json") == 0, self.out
        return json.loads(self.out)


@pytest.fixture
def receiver():
    running = MailReceiver()
    yield running
    running.close()


@pytest.fixture
def desk(tmp_path):
    found = Desk(tmp_path)
    assert found.run("init --log-name oak.example/policies --name", "Oak Trust") == 0
    (tmp_path / "staff.csv").write_text(ROSTER)
    (tmp_path / "policy.md").write_text("# Care online\n\n## Be kind\n\nWords.\n")
    assert found.run("import-roster", tmp_path / "staff.csv") == 0
    given = ("--policy", "care-online", "--version-label", "2026-11-23", "--summary", "It is new.")
    assert found.run("publish", tmp_path / "policy.md", *given) == 0
    found.now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    return found


def test_reminders_are_set_up_and_the_password_is_never_said(desk, receiver):
    assert desk.run("reminders on") == 2
    server = (
        "--smtp",
        f"127.0.0.1:{receiver.port}",
        "--mail-from",
        "hr@oak.example",
        "--smtp-user",
        "mailer",
    )
    shown = desk.json("reminders server", *server)
    assert shown["has_password"]
    assert SECRET not in desk.out
    assert desk.run("reminders rules --most 2 --no-tell-manager --at 09:00") == 0
    shown = desk.json("reminders on")
    assert (shown["on"], shown["most"], shown["pause"], shown["tell_manager"]) == (True, 2, 5, False)
    assert desk.run("reminders show") == 0
    assert "most: 2" in desk.out
    assert desk.run("reminders off") == 0


def test_what_would_go_out_is_said_sent_and_logged(desk, receiver):
    assert desk.run("remind") == 2
    desk.run("reminders server --mail-from hr@oak.example --smtp", f"127.0.0.1:{receiver.port}")
    desk.run("reminders on")
    plan = desk.json("remind --dry-run")
    assert [mail["people"] for mail in plan["mails"]] == [["Sue Lee"]]
    assert desk.run("remind --dry-run") == 0
    assert "1 mails would go out" in desk.out
    assert receiver.mails == []
    assert desk.json("remind")["sent"] == 1
    assert desk.run("remind") == 0
    assert len(receiver.mails) == 1
    (line,) = desk.json("reminders log")
    assert (line["address"], line["state"]) == ("s1@oak.example", "sent")
    assert desk.run("reminders log") == 0
    assert "sent (250 kept); Sue Lee: " in desk.out


def test_a_mail_server_that_is_away_ends_the_command_in_words(desk, receiver):
    desk.run("reminders server --mail-from hr@oak.example --smtp", f"127.0.0.1:{receiver.port}")
    desk.run("reminders on")
    receiver.close()
    assert desk.run("remind") == 2
    assert "mail server" in desk.out


def test_a_text_is_shown_previewed_tested_and_changed(desk, receiver, tmp_path, capsys):
    desk.run("reminders server --mail-from hr@oak.example --smtp", f"127.0.0.1:{receiver.port}")
    file = tmp_path / "text.txt"
    file.write_text("For $name\n\nStill open:\n\n$policies\n")
    shown = desk.json("reminders text reminder --preview s1 --file", file)
    assert shown["subject"] == "For Sue Lee"
    assert desk.run("reminders text reminder --preview s1 --test-to s1@oak.example --file", file) == 0
    assert desk.json("reminders text reminder")["changed_at"] is None
    assert desk.run("reminders text reminder --file", file) == 0
    assert desk.json("reminders text reminder")["subject"] == "For $name"
    file.write_text("For $nmae\n\n$policies\n")
    assert desk.run("reminders text reminder --file", file) == 2
    assert "$nmae" in capsys.readouterr().err


def test_bounces_are_read_and_an_address_is_cleared(desk, tmp_path, capsys):
    file = tmp_path / "mail.eml"
    file.write_text("Subject: lunch?\n\nNo.\n")
    assert desk.json("bounces", file) == {"messages": 1, "reports": 0, "new": 0, "marked": []}
    assert desk.run("bounces", file) == 0
    assert desk.run("reminders clear-address s1@oak.example") == 2
    assert desk.run("bounces", tmp_path / "none") == 2
    assert "could not be read" in capsys.readouterr().err


def test_calendars_are_previewed_taken_over_listed_and_forgotten(desk, tmp_path):
    file = tmp_path / "terms.ics"
    file.write_bytes(CALENDAR.encode())
    shown = desk.json("calendar add --preview", file)
    assert [one["kind"] for one in shown["entries"]] == ["term"]
    assert desk.json("calendar list")["files"] == []
    assert desk.run("calendar add --school", "Oak Primary", file) == 0
    listed = desk.json("calendar list")
    assert [(one["school"], one["known_until"]) for one in listed["schools"]] == [
        ("Oak Primary", "2026-12-18")
    ]
    assert desk.run("calendar list") == 0
    assert "Oak Primary: terms known until 2026-12-18" in desk.out
    assert desk.run("calendar remove terms.ics --school", "Oak Primary") == 0
    assert desk.run("calendar remove terms.ics") == 2
