"""Reminders and calendars through the HR window's endpoints: who may do what, and that no password ever comes back."""

import base64

import pytest

from app import protocol, protocol_reminders
from app.hr.accounts import Role
from app.sync import console_reminders as asked
from app.sync.console_client import ConsoleClient, ConsoleRefusedError, NotAllowedError
from app.sync.transport import HttpTransport, no_proxies
from tests.fakes.mail_receiver import MailReceiver

PASSWORD = "correct horse battery"
SECRET = "blue-heron-44"
CALENDAR = "\r\n".join(
    [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//oak//terms//EN", "BEGIN:VEVENT", "UID:1@oak"),
        *("SUMMARY:Autumn term", "DTSTART;VALUE=DATE:20260902", "DTEND;VALUE=DATE:20261219", "END:VEVENT"),
        *("BEGIN:VEVENT", "UID:2@oak", "SUMMARY:Half term", "DTSTART;VALUE=DATE:20261026"),
        *("DTEND;VALUE=DATE:20261031", "END:VEVENT", "END:VCALENDAR", ""),
    ]
).encode()


@pytest.fixture
def receiver():
    running = MailReceiver()
    yield running
    running.close()


@pytest.fixture
def window(school, serving):
    """Somebody signed in at the HR window."""
    school.clock.move(days=7)
    school.account("hr", Role.HR)
    school.account("head", Role.HEADTEACHER, school_names=["School 1"])
    school.account("manager", Role.LINE_MANAGER, staff_id="s0")
    school.account("auditor", Role.AUDITOR)
    base = serving(school.hr)
    opened = []

    def sign_in(account: str) -> ConsoleClient:
        client = ConsoleClient(HttpTransport(base, no_proxies))
        client.sign_in(account, PASSWORD)
        opened.append(client)
        return client

    yield sign_in
    for client in opened:
        client.close()


def _server(receiver, **changed):
    given = {"address": f"127.0.0.1:{receiver.port}", "sender": "hr@oak.example", "account": "mailer"}
    return protocol_reminders.ServerChange(**(given | {"password": SECRET} | changed))


def _draft(name="reminder", subject="For $name", text="$policies"):
    return protocol_reminders.Draft(name=name, subject=subject, text=text)


def test_hr_sets_it_all_and_the_password_never_comes_back(school, window, receiver):
    client = window("hr")
    with pytest.raises(ConsoleRefusedError) as refused:
        asked.switch(client, on=True)
    assert refused.value.problem_code == "reminders-not-ready"
    change = _server(receiver)
    assert SECRET not in repr(change)
    answer = asked.set_server(client, change)
    assert answer.server.has_password
    assert SECRET not in answer.model_dump_json()
    assert asked.set_server(client, _server(receiver, password=None)).server.has_password
    rules = protocol_reminders.Rules(most=3, first_after=2, pause=4, at="09:15", tell_manager=False)
    assert asked.set_rules(client, rules).rules == rules
    assert asked.switch(client, on=True).on
    assert school.hr.reminders.run("the service").sent == 4
    assert asked.reminders(client).last_run_at == "2026-11-30T09:00:00Z"


def test_a_text_is_previewed_tested_and_saved(window, receiver):
    client = window("hr")
    asked.set_server(client, _server(receiver))
    shown = asked.preview(client, _draft(), "s1")
    assert (shown.to, shown.subject, shown.example) == ("s1@oak.example", "For Person 1", False)
    assert asked.send_test(client, _draft(), "s1", "s2@oak.example").said == "250 kept"
    assert receiver.mails[0].to == ["s2@oak.example"]
    saved = asked.save_text(client, _draft())
    assert next(one for one in saved.texts if one.name == "reminder").changed_by == "hr"
    with pytest.raises(ConsoleRefusedError) as refused:
        asked.save_text(client, _draft(text="$policies $nmae"))
    assert "$nmae" in str(refused.value)
    with pytest.raises(ConsoleRefusedError):
        asked.preview(client, _draft(), "nobody")


def test_what_would_go_out_and_what_went_out_is_shown(school, window, receiver):
    client = window("hr")
    asked.set_server(client, _server(receiver))
    asked.switch(client, on=True)
    plan = asked.plan(client)
    assert [mail.people for mail in plan.mails] == [[f"Person {n}"] for n in range(4)]
    receiver.refused = {"s1@oak.example": "550 5.1.1 unknown"}
    school.hr.reminders.run("the service")
    log = asked.log(client)
    assert sorted(mail.state for mail in log.mails) == ["refused", "sent", "sent", "sent"]
    assert not log.more
    assert len(asked.log(client, log.mails[1].number).mails) == 2


def test_each_role_sees_how_often_its_own_people_were_reminded(school, window, receiver):
    client = window("hr")
    asked.set_server(client, _server(receiver))
    asked.switch(client, on=True)
    school.hr.reminders.run("the service")
    seen = {"hr": {"s0", "s1", "s2", "s3"}, "auditor": {"s0", "s1", "s2", "s3"}}
    for account, expected in (seen | {"head": {"s1", "s3"}, "manager": set()}).items():
        people = asked.reminded_people(window(account)).people
        assert {one.staff_id for one in people} == expected
        assert all((one.reminded_count, one.last_reminded) == (1, "2026-11-30") for one in people)


def test_a_calendar_is_previewed_taken_over_replaced_and_forgotten(window):
    client = window("hr")
    shown = asked.send_calendar(client, "terms.ics", "School 0", CALENDAR, save=False)
    assert [one.kind for one in shown.entries] == ["term", "closed"]
    assert asked.reminders(client).calendars == []
    for _ in range(2):
        assert asked.send_calendar(client, "terms.ics", "School 0", CALENDAR, save=True).saved
    now = asked.reminders(client)
    assert [(one.name, one.school, one.terms, one.closed) for one in now.calendars] == [
        ("terms.ics", "School 0", 1, 1)
    ]
    assert [(one.name, one.known_until, one.own) for one in now.schools] == [
        ("School 0", "2026-12-18", True),
        ("School 1", None, False),
    ]
    asked.send_calendar(client, "trust.ics", None, CALENDAR, save=True)
    assert asked.reminders(client).schools[1].known_until == "2026-12-18"
    assert len(asked.remove_calendar(client, "trust.ics", None).calendars) == 1
    for wrong in (("trust.ics", None), ("terms.ics", "School 1")):
        with pytest.raises(ConsoleRefusedError):
            asked.remove_calendar(client, *wrong)
    with pytest.raises(ConsoleRefusedError):
        asked.send_calendar(client, "x.ics", "No such school", CALENDAR, save=True)
    with pytest.raises(ConsoleRefusedError) as refused:
        asked.send_calendar(client, "x.ics", None, b"nothing", save=True)
    assert refused.value.problem_code == "not-a-calendar"
    with pytest.raises(asked.CalendarTooLargeError):
        asked.send_calendar(client, "x.ics", None, b" " * 2_000_001, save=True)


ONLY_HR = {
    "reminders": asked.reminders,
    "plan": asked.plan,
    "log": asked.log,
    "switch": lambda client: asked.switch(client, on=False),
    "rules": lambda client: asked.set_rules(
        client, protocol_reminders.Rules(most=1, first_after=1, pause=1, at="09:00", tell_manager=True)
    ),
    "server": lambda client: asked.set_server(
        client, protocol_reminders.ServerChange(address="m.example", sender="a@b.example", account="")
    ),
    "texts": lambda client: asked.save_text(client, _draft()),
    "preview": lambda client: asked.preview(client, _draft(), "s1"),
    "test": lambda client: asked.send_test(client, _draft(), "s1", "s1@oak.example"),
    "addresses": lambda client: asked.clear_address(client, "s1@oak.example"),
    "calendars": lambda client: asked.send_calendar(client, "x.ics", None, CALENDAR, save=True),
    "removals": lambda client: asked.remove_calendar(client, "x.ics", None),
}


@pytest.mark.parametrize("account", ["head", "manager", "auditor"])
def test_only_hr_reminds(window, account):
    client = window(account)
    for question in ONLY_HR.values():
        with pytest.raises(NotAllowedError):
            question(client)


def test_nobody_without_a_session_learns_anything(school, serving, http):
    base = serving(school.hr)
    for path in (protocol_reminders.REMINDERS, protocol_reminders.PEOPLE, protocol_reminders.LOG):
        assert http.get(base + path, timeout=10).status_code == 401


def test_a_malformed_file_and_an_unknown_field_are_refused(school, window, serving, http):
    base = serving(school.hr)
    school.account("pat", Role.HR)
    token = school.hr.accounts.sign_in("pat", PASSWORD, "10.0.0.1").token
    headers = {"Authorization": f"Bearer {token}"}
    body = {"name": "x", "school": None, "content": "not base64!", "preview": True}
    for sent in (body, body | {"content": base64.b64encode(b"x").decode(), "more": 1}):
        answer = http.post(base + protocol_reminders.CALENDARS, json=sent, headers=headers, timeout=10)
        assert answer.status_code == 422
        assert protocol.Problem.model_validate_json(answer.content).code == "malformed-request"
