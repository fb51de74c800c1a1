"""Reminders by e-mail: one mail a mailbox, claimed before it is sent, logged with the server's answer, and then they stop."""

import threading
from email import message_from_string
from email.policy import default

import pytest
from sqlalchemy import select, update

from app.domain.reminders import Hold, Rules
from app.hr import trail
from app.hr.mail_server import MailAccountLettersError, MailAddressError, MailNotSentError, MailServer
from app.hr.reminders_settings import (
    MailPasswordMissingError,
    ReminderRulesError,
    RemindersNotReadyError,
    RemindersOffError,
    SenderAddressError,
)
from app.hr.reminders_templates import ReminderText, TemplateLacksError, TemplateNameError
from app.hr.store.schema import reminder_settings, staff
from app.server.daily import daily_tasks
from tests.fakes.mail_receiver import MailReceiver

HR = "hr@oak.example"


@pytest.fixture
def receiver():
    running = MailReceiver()
    yield running
    running.close()


@pytest.fixture
def ready(school, receiver):
    """Reminders are on, and everybody was asked a week ago."""
    school.hr.reminders.settings.set_server(f"127.0.0.1:{receiver.port}", HR, None, None, actor="hr")
    school.hr.reminders.settings.switch(on=True, actor="hr")
    school.clock.move(days=7)
    return school


def _run(world):
    done = world.hr.reminders.run("the service")
    assert done.problem is None
    return done


def _message(mail):
    return message_from_string(mail.text, policy=default)


def _to(receiver):
    return sorted(one for mail in receiver.mails for one in mail.to)


def _email(world, staff_id, address):
    with world.database.write() as connection:
        connection.execute(update(staff).where(staff.c.staff_id == staff_id).values(email=address))


def _states(world):
    return {one.address: one.state for one in world.hr.reminder_log.mails()}


def test_nothing_is_sent_until_hr_has_set_a_server_and_switched_reminders_on(school, receiver):
    school.clock.move(days=7)
    settings = school.hr.reminders.settings
    with pytest.raises(RemindersNotReadyError):
        settings.switch(on=True, actor="hr")
    settings.set_server(f"127.0.0.1:{receiver.port}", HR, None, None, actor="hr")
    with pytest.raises(RemindersOffError):
        school.hr.reminders.run("hr")
    assert "remind" not in school.hr.daily.run(None)
    assert receiver.mails == []


def test_everybody_who_owes_something_gets_one_mail_however_many_policies(ready, receiver):
    ready.publish(policy_id="safeguarding-policy", due=None)
    device = ready.device("s0")
    ready.received(device.acknowledgement(), device.completion())
    _run(ready)
    assert _to(receiver) == [f"s{n}@oak.example" for n in range(4)]
    lines = [_message(mail).get_content().count("to read and answer") for mail in receiver.mails]
    assert lines == [1, 2, 2, 2]
    text = _message(receiver.mails[0]).get_content()
    assert "Dear Person 0" in text
    assert "by Thursday 31 December" in text
    assert "Oak Trust" in text


def test_a_mail_says_that_a_program_sent_it_and_bears_its_own_number(ready, receiver):
    _run(ready)
    message = _message(receiver.mails[0])
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["From"] == f"Oak Trust <{HR}>"
    assert message["Message-ID"].endswith("@oak.example>")


def test_those_who_signed_meanwhile_get_none(ready, receiver):
    plan = ready.hr.reminders.plan()
    assert len(plan.mails) == 4
    device = ready.device("s2")
    receiver.pause = threading.Event()
    sending = threading.Thread(target=_run, args=(ready,))
    sending.start()
    assert receiver.arrivals.acquire(timeout=30)  # the first mail waits for the server's answer
    ready.received(device.acknowledgement(), device.completion())
    receiver.pause.set()
    sending.join()
    assert "s2@oak.example" not in _to(receiver)
    assert len(receiver.mails) == 3


def test_the_self_audit_alone_is_a_reminder_of_its_own_and_never_reaches_the_manager(world, receiver):
    world.hr.roster.apply(
        world.roster(("m", "Max", "A"), ("s", "Sue", "A"), managers={"s": "m@oak.example"}), actor="t"
    )
    world.publish()
    world.hr.reminders.settings.set_server(f"127.0.0.1:{receiver.port}", HR, None, None, actor="hr")
    world.hr.reminders.settings.switch(on=True, actor="hr")
    world.received(world.device("s").acknowledgement())
    done = world.device("m")
    world.received(done.acknowledgement(), done.completion())
    for _ in range(120):
        world.clock.move(days=1)
        _run(world)
    assert _to(receiver) == ["s@oak.example"] * 4
    assert "Only you see your answers" in _message(receiver.mails[0]).get_content()


def test_it_widens_then_tells_the_line_manager_once_and_then_stops(world, receiver):
    people = [("m", "Max", "A"), ("s", "Sue", "A"), ("t", "Tim", "A")]
    managers = {"s": "m@oak.example", "t": "m@oak.example"}
    world.hr.roster.apply(world.roster(*people, managers=managers), actor="t")
    world.publish()
    done = world.device("m")
    world.received(done.acknowledgement(), done.completion())
    world.hr.reminders.settings.set_server(f"127.0.0.1:{receiver.port}", HR, None, None, actor="hr")
    world.hr.reminders.settings.switch(on=True, actor="hr")
    days = []
    for day in range(1, 121):
        world.clock.move(days=1)
        if _run(world).sent:
            days.append(day)
    # Asked on a Monday: five school days, then five, ten and fifteen, then the manager after one more pause.
    assert days == [7, 14, 28, 49, 56]
    assert _to(receiver) == ["m@oak.example"] + ["s@oak.example"] * 4 + ["t@oak.example"] * 4
    assert "we let Max know" in _message(receiver.mails[-2]).get_content()
    last = _message(receiver.mails[-1])
    assert last["To"] == "m@oak.example"
    assert "Sue" in last.get_content()
    assert "Tim" in last.get_content()
    assert "private check" not in last.get_content()


def test_a_line_manager_is_told_once_of_people_whom_no_mail_reaches(world, receiver):
    people = [("m", "Max", "A"), ("s", "Sue", "A"), ("t", "Tim", "A")]
    managers = {"s": "m@oak.example", "t": "m@oak.example"}
    world.hr.roster.apply(world.roster(*people, managers=managers), actor="t")
    _email(world, "s", "")
    world.publish()
    done = world.device("m")
    world.received(done.acknowledgement(), done.completion())
    receiver.refused = {"t@oak.example": "550 5.1.1 no such mailbox"}
    world.hr.reminders.settings.set_server(f"127.0.0.1:{receiver.port}", HR, None, None, actor="hr")
    world.hr.reminders.settings.switch(on=True, actor="hr")
    told = {}
    for day in range(1, 121):
        world.clock.move(days=1)
        if _run(world).sent:
            told[day] = _message(receiver.mails[-1]).get_content()
    # Sue when her first mail would have gone out, Tim one pause after the third of his came back.
    assert list(told) == [7, 35]
    assert _to(receiver) == ["m@oak.example"] * 2
    assert "Sue: Social Media Policy (we have no e-mail address for them)" in told[7]
    assert "Tim" not in told[7]
    assert "Tim: Social Media Policy (our mail to them comes back)" in told[35]
    assert "Sue" not in told[35]
    why = {one.name: one.why for one in world.hr.reminders.plan().unreachable}
    assert why == {"Sue": Hold.NO_ADDRESS, "Tim": Hold.BOUNCED}


def test_an_address_that_no_mail_can_have_costs_nobody_else_theirs(ready, receiver):
    _email(ready, "s1", "j.smith.@oak.example")
    assert _run(ready).sent == 3
    assert _to(receiver) == ["s0@oak.example", "s2@oak.example", "s3@oak.example"]
    assert [one.name for one in ready.hr.reminders.plan().unreachable] == ["Person 1"]


def test_a_mail_that_cannot_be_written_is_logged_as_not_sent_and_the_round_goes_on(ready, receiver):
    with ready.database.write() as connection:  # as it was taken before it was checked
        connection.execute(update(reminder_settings).values(sender="hr.@oak.example"))
    done = _run(ready)
    assert (done.failed, done.complete) == (4, True)
    assert set(_states(ready).values()) == {"failed"}
    assert all("could not be written" in one.answer for one in ready.hr.reminder_log.mails())
    assert receiver.mails == []


def test_what_nobody_foresaw_stops_a_round_and_is_said(ready, receiver, monkeypatch):
    def broken(*_):
        raise KeyError("odd")

    with monkeypatch.context() as patched:
        patched.setattr(ReminderText, "filled", broken)
        done = ready.hr.reminders.run("the service")
    assert (done.problem.code, done.sent) == ("round-stopped", 0)
    assert ready.hr.reminders.settings.now().last_problem == "round-stopped"
    assert set(_states(ready)) == set()
    assert _run(ready).sent == 4


@pytest.mark.parametrize("host", ["smtp..oak.example", f"{'a' * 64}.example", ".oak.example"])
def test_a_mail_servers_name_that_cannot_be_looked_up_is_refused_and_stops_no_thread(ready, host):
    settings = ready.hr.reminders.settings
    with pytest.raises(MailAddressError):
        settings.set_server(f"{host}:587", HR, None, None, actor="hr")
    with ready.database.write() as connection:  # as it was taken before it was checked
        connection.execute(update(reminder_settings).values(host=host))
    assert ready.hr.reminders.run("the service").problem.code == "mail-not-sent"
    assert settings.now().last_problem == "mail-not-sent"


def test_a_password_that_mail_servers_cannot_be_told_is_refused_and_named(ready, receiver):
    with pytest.raises(MailAccountLettersError):
        ready.hr.reminders.settings.set_server(
            f"127.0.0.1:{receiver.port}", HR, "mailer", "pass£word", actor="hr"
        )
    with pytest.raises(MailNotSentError):
        MailServer("127.0.0.1", receiver.port, HR, "mailer", "pass£word").send("a@oak.example", "x", "y")


def test_the_days_thread_sends_to_everybody_after_an_odd_address(ready, receiver):
    _email(ready, "s0", "j.smith.@oak.example")
    receiver.pause = threading.Event()
    receiver.pause.set()
    with daily_tasks(ready.hr, None, every=0.01):
        assert all(receiver.arrivals.acquire(timeout=30) for _ in range(3))
    assert _to(receiver) == ["s1@oak.example", "s2@oak.example", "s3@oak.example"]


def test_the_days_thread_outlives_whatever_goes_wrong_in_it(ready, receiver, monkeypatch):
    def broken():
        raise ZeroDivisionError

    monkeypatch.setattr(ready.hr.leave, "keep_up", broken)
    monkeypatch.setattr(ready.hr.trail_heads, "make", broken)
    again, looks = threading.Event(), []

    def contact():
        looks.append(1)
        if len(looks) == 3:
            again.set()
        raise UnicodeError

    monkeypatch.setattr(ready.hr.disputes, "contact", contact)
    with daily_tasks(ready.hr, MailServer("127.0.0.1", receiver.port, HR), every=0.01):
        assert again.wait(30)
    with ready.database.read() as connection:
        failed = [(one.subject, one.detail) for one in trail.steps(connection) if one.action == "task-failed"]
    # Each once that day, however often it is tried.
    assert failed == [
        ("leave", "ZeroDivisionError"),
        ("trail-head", "ZeroDivisionError"),
        ("disputes", "UnicodeError"),
    ]


def test_no_mail_on_closed_days_and_none_outside_term(ready, receiver):
    calendar = "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//oak//terms//EN",
            *_event("Autumn term", "20260902", "20261219"),
            *_event("INSET day", "20261130", "20261201"),
            "END:VCALENDAR",
        ]
    ).encode()
    ready.hr.calendars.add("terms.ics", calendar, actor="hr", school="School 0")
    _run(ready)
    assert _to(receiver) == ["s1@oak.example", "s3@oak.example"]
    ready.clock.move(days=1)
    _run(ready)
    assert _to(receiver) == [f"s{n}@oak.example" for n in range(4)]
    ready.clock.move(days=28)
    assert ready.hr.reminders.plan().held[Hold.CALENDAR_ENDED] == 2


def _event(title, first, after):
    return (
        *("BEGIN:VEVENT", f"UID:{title}@oak", "DTSTAMP:20260101T000000Z", f"SUMMARY:{title}"),
        *(f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{after}", "END:VEVENT"),
    )


def test_nobody_on_leave_with_an_open_question_refusing_exempt_or_on_paper_is_written_to(ready, receiver):
    policy = ("social-media-policy", 1)
    ready.hr.facts.exempt(["s1"], policy, "no accounts", actor="hr")
    ready.hr.facts.paper(["s2"], policy, ready.hr.core.today(), "no computer", actor="hr")
    ready.hr.leave.record("s3", ready.hr.core.today(), None, "parental", actor="hr")
    ready.received(ready.device("s0").acknowledgement("declined"))
    _run(ready)
    assert receiver.mails == []


def test_an_open_question_stops_all_mail_and_its_answer_lets_it_go_on(ready, receiver):
    ready.publish(policy_id="safeguarding-policy")
    device = ready.device("s0")
    token, message = device.question()
    ready.received(token)
    ready.hr.messages.take(message)
    _run(ready)
    assert "s0@oak.example" not in _to(receiver)
    (asked,) = ready.hr.questions.open()
    ready.hr.questions.answer(asked.jti, "It means this.", actor="hr")
    ready.clock.move(days=7)
    _run(ready)
    assert "s0@oak.example" in _to(receiver)


def test_a_shared_mailbox_gets_one_mail_that_names_both_and_tells_of_no_self_audit(ready, receiver):
    for staff_id in ("s0", "s1", "s2"):
        _email(ready, staff_id, "Office@oak.example")
    ready.received(ready.device("s2").acknowledgement())
    _run(ready)
    assert _to(receiver) == ["office@oak.example", "s3@oak.example"]
    text = _message(next(mail for mail in receiver.mails if "office" in mail.to[0])).get_content()
    assert "Dear Person 0 and Person 1" in text
    assert "Only you see" not in text
    ready.clock.move(days=1)
    _run(ready)
    assert _to(receiver) == ["office@oak.example", "s3@oak.example"]


def test_somebody_without_an_address_is_shown_and_not_written_to(ready, receiver):
    _email(ready, "s0", "nobody")
    _run(ready)
    (found,) = ready.hr.reminders.plan().unreachable
    assert (found.staff_id, found.why) == ("s0", Hold.NO_ADDRESS.value)
    assert len(receiver.mails) == 3


def test_each_mail_is_logged_with_its_people_policies_text_and_the_answer(ready, receiver):
    receiver.refused = {"s1@oak.example": "550 5.1.1 no such mailbox"}
    done = _run(ready)
    assert (done.sent, done.refused) == (3, 1)
    by_address = {one.address: one for one in ready.hr.reminder_log.mails()}
    one, refused = by_address["s0@oak.example"], by_address["s1@oak.example"]
    assert (one.state, one.answer, one.people) == ("sent", "250 kept", ("Person 0",))
    assert one.template == "reminder"
    assert one.template_sha256 == ready.hr.reminders.templates.all()[0].sha256
    assert len(one.policies) == 1
    assert (refused.state, refused.answer) == ("refused", "550 5.1.1 no such mailbox")
    assert {(one.staff_id, one.count) for one in ready.hr.reminder_log.people()} == {
        ("s0", 1), ("s2", 1), ("s3", 1)
    }  # fmt: skip


def test_what_the_server_would_not_take_today_is_tried_another_day(ready, receiver):
    receiver.refused = {"s1@oak.example": "451 4.3.0 later"}
    _run(ready)
    assert _states(ready)["s1@oak.example"] == "failed"
    receiver.refused = {}
    _run(ready)
    assert len(receiver.mails) == 3
    ready.clock.move(days=1)
    _run(ready)
    assert _to(receiver) == [f"s{n}@oak.example" for n in range(4)]


def test_a_server_that_takes_nothing_stops_the_round_and_the_rest_is_sent_later_that_day(world, receiver):
    world.staff(8)
    world.publish()
    world.hr.reminders.settings.set_server(f"127.0.0.1:{receiver.port}", HR, None, None, actor="hr")
    world.hr.reminders.settings.switch(on=True, actor="hr")
    world.clock.move(days=7)
    receiver.verdict = "452 4.3.1 full"
    done = world.hr.reminders.run("the service")
    assert isinstance(done.problem, MailNotSentError)
    assert done.failed == 5
    assert world.hr.reminders.settings.now().last_problem == "mail-not-sent"
    receiver.verdict = "250 kept"
    assert _run(world).sent == 3
    assert world.hr.reminders.settings.now().last_problem is None


def test_a_server_that_is_away_costs_nothing_and_it_goes_out_later_that_day(ready, receiver):
    port = receiver.port
    receiver.close()
    assert "remind" not in ready.hr.daily.run(None)
    assert ready.hr.reminder_log.mails() == []
    other = MailReceiver()
    ready.hr.reminders.settings.set_server(f"127.0.0.1:{other.port}", HR, None, None, actor="hr")
    ready.clock.move(minutes=11)
    assert "remind" in ready.hr.daily.run(None)
    assert len(other.mails) == 4
    other.close()
    assert port != other.port


def test_a_line_that_breaks_before_the_answer_leaves_a_mail_that_is_never_sent_again(ready, receiver):
    receiver.drops = "after"
    done = ready.hr.reminders.run("the service")
    assert done.unknown == 4
    assert set(_states(ready).values()) == {"claimed"}
    receiver.drops = ""
    assert _run(ready).sent == 0
    assert len(receiver.mails) == 4


def test_a_line_that_breaks_before_the_message_sent_nothing(ready, receiver):
    receiver.drops = "before"
    done = ready.hr.reminders.run("the service")
    assert (done.sent, done.failed) == (0, 4)
    assert set(_states(ready).values()) == {"failed"}


def test_two_services_at_once_send_each_mail_once(ready, receiver):
    other = ready.open()
    threads = [threading.Thread(target=hr.reminders.run, args=("the service",)) for hr in (ready.hr, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _to(receiver) == [f"s{n}@oak.example" for n in range(4)]


def test_the_days_round_waits_for_its_hour_and_goes_out_once(ready, receiver):
    ready.clock.move(hours=-1, minutes=-1)  # 07:59 in London
    assert "remind" not in ready.hr.daily.run(None)
    ready.clock.move(hours=1)
    other = ready.open()
    assert "remind" in ready.hr.daily.run(None)
    assert "remind" not in other.daily.run(None)
    assert len(receiver.mails) == 4


def test_no_round_begins_after_hours(ready, receiver):
    ready.clock.move(hours=8, minutes=1)
    assert "remind" not in ready.hr.daily.run(None)
    assert receiver.mails == []


def test_a_round_that_is_told_to_stop_goes_on_with_the_next(ready, receiver):
    left = iter([True, True, True])
    done = ready.hr.reminders.run("the service", lambda: next(left, False))
    assert not done.complete
    assert len(receiver.mails) == 2
    _run(ready)
    assert len(receiver.mails) == 4


def test_switching_off_stops_at_once(ready, receiver):
    receiver.pause = threading.Event()
    sending = threading.Thread(target=ready.hr.reminders.run, args=("the service",))
    sending.start()
    assert receiver.arrivals.acquire(timeout=30)
    ready.hr.reminders.settings.switch(on=False, actor="hr")
    receiver.pause.set()
    sending.join()
    assert len(receiver.mails) == 1


def test_the_password_is_used_sealed_and_never_shown(ready, receiver):
    secret = "blue-heron-44"
    address = f"127.0.0.1:{receiver.port}"
    ready.hr.reminders.settings.set_server(address, HR, "mailer", secret, actor="hr")
    _run(ready)
    assert receiver.mails[0].user
    settings = ready.hr.reminders.settings.now()
    assert secret not in repr(settings)
    with ready.database.read() as connection:
        row = connection.execute(select(reminder_settings)).one()
        lines = [f"{step.action} {step.subject} {step.detail}" for step in trail.steps(connection)]
    assert secret not in str(row)
    assert not any(secret in line for line in lines)
    # It stays when nothing changes, and opens for no other server or account.
    ready.hr.reminders.settings.set_server(address, "pat@oak.example", "mailer", None, actor="hr")
    for other in (("mail.evil.example:587", "mailer"), (address, "root")):
        with pytest.raises(MailPasswordMissingError):
            ready.hr.reminders.settings.set_server(other[0], HR, other[1], None, actor="hr")


@pytest.mark.parametrize("sender", ["", "nobody", "hr@oak.example\nBcc: all@oak.example", "a@b, c@d"])
def test_mail_comes_from_a_real_address(school, sender):
    with pytest.raises(SenderAddressError):
        school.hr.reminders.settings.set_server("mail.oak.example", sender, None, None, actor="hr")


@pytest.mark.parametrize(
    ("rules", "at"),
    [
        (Rules(most=0), "08:30"),
        (Rules(most=7), "08:30"),
        (Rules(pause=0), "08:30"),
        (Rules(first_after=41), "08:30"),
        (Rules(), "05:59"),
        (Rules(), "16:01"),
        (Rules(), "8:30"),
        (Rules(), "08:61"),
        (Rules(), "ab:cd"),
    ],
)
def test_rules_stay_humane(school, rules, at):
    with pytest.raises(ReminderRulesError):
        school.hr.reminders.settings.set_rules(rules, at, actor="hr")


def test_a_changed_text_goes_out_and_a_wrong_name_in_it_is_named(ready, receiver):
    text = ReminderText("reminder", "For $name", "Costs $$0.\n$policies")
    ready.hr.reminders.templates.save(text, actor="hr")
    _run(ready)
    message = _message(receiver.mails[0])
    assert message["Subject"] == "For Person 0"
    assert "Costs $0." in message.get_content()
    for wrong, named in (("$nmae", "$nmae"), ("$manager", "$manager"), ("5 $", "a lone $")):
        with pytest.raises(TemplateNameError) as refused:
            ready.hr.reminders.templates.save(ReminderText("reminder", "x", f"$policies {wrong}"), actor="hr")
        assert named in refused.value.sentence
    with pytest.raises(TemplateLacksError):
        ready.hr.reminders.templates.save(ReminderText("reminder", "x", "Dear $name"), actor="hr")


def test_what_a_person_is_called_is_never_read_as_a_name_to_fill_in(ready, receiver):
    with ready.database.write() as connection:
        connection.execute(
            update(staff).where(staff.c.staff_id == "s0").values(name="$trust ${policies} 李小龙")
        )
    _run(ready)
    text = next(_message(mail).get_content() for mail in receiver.mails if mail.to == ["s0@oak.example"])
    assert "Dear $trust ${policies} 李小龙" in text


def test_a_preview_shows_a_text_as_a_real_person_would_get_it(ready):
    ready.received(ready.device("s1").acknowledgement(), ready.device("s1").completion())
    text = next(one for one in ready.hr.reminders.templates.all() if one.name == "reminder")
    owing = ready.hr.reminders.previews.preview(text, "s0")
    assert (owing.to, owing.example) == ("s0@oak.example", False)
    assert "Dear Person 0" in owing.text
    assert ready.hr.reminders.previews.preview(text, "s1").example


def test_a_test_goes_to_staff_alone_and_is_no_reminder(ready, receiver):
    from app.hr.reminders_preview import TrialAddressError  # noqa: PLC0415

    text = ready.hr.reminders.templates.all()[0]
    with pytest.raises(TrialAddressError):
        ready.hr.reminders.previews.test(text, "s0", "me@elsewhere.example", actor="hr")
    assert ready.hr.reminders.previews.test(text, "s0", "S1@oak.example", actor="hr") == "250 kept"
    assert _to(receiver) == ["s1@oak.example"]
    assert _message(receiver.mails[0])["Subject"].startswith("[Test] ")
    assert ready.hr.reminder_log.mails() == []
