"""Mail that comes back: delivery reports are believed only about mails of ours, and three of them mark an address."""

import mailbox
from email.message import EmailMessage, MIMEPart

import pytest

from app.domain.reminders import Hold
from app.hr.reminders_bounces import MAX_FILE, MailboxTooLargeError, MailboxUnreadableError, bounce_in
from app.hr.reminders_log import NotMarkedError
from tests.fakes.mail_receiver import MailReceiver


@pytest.fixture
def receiver():
    running = MailReceiver()
    yield running
    running.close()


@pytest.fixture
def sent(school, receiver):
    """Everybody was reminded once."""
    settings = school.hr.reminders.settings
    settings.set_server(f"127.0.0.1:{receiver.port}", "hr@oak.example", None, None, actor="hr")
    settings.switch(on=True, actor="hr")
    school.clock.move(days=7)
    school.hr.reminders.run("the service")
    return school


def report(original: str, *, action: str = "failed", headers_only: bool = False) -> bytes:
    """A delivery report (RFC 3464) as mail servers make them, with what came back."""
    message = EmailMessage()
    message["From"] = "MAILER-DAEMON@mail.example"
    message["To"] = "hr@oak.example"
    message["Subject"] = "Undelivered Mail Returned to Sender"
    message.set_content("I'm sorry to have to inform you that your message could not be delivered.")
    message.make_mixed()
    message.set_type("multipart/report")
    message.set_param("report-type", "delivery-status")
    status = MIMEPart()
    status["Content-Type"] = "message/delivery-status"
    status.set_payload(
        [
            _block("Reporting-MTA: dns; mail.example"),
            _block(
                "Final-Recipient: rfc822; s0@oak.example",
                f"Action: {action}",
                "Status: 5.1.1",
                "Diagnostic-Code: smtp; 550 5.1.1 <s0@oak.example>: user unknown \x07",
            ),
        ]
    )
    message.attach(status)
    returned = MIMEPart()
    if headers_only:
        returned["Content-Type"] = "text/rfc822-headers"
        returned.set_payload(original.partition("\n\n")[0])
    else:
        returned["Content-Type"] = "message/rfc822"
        returned.set_payload([_block(*original.partition("\n\n")[0].splitlines())])
    message.attach(returned)
    return message.as_bytes()


def _block(*lines: str) -> EmailMessage:
    block = EmailMessage()
    for line in lines:
        if ": " in line and not line.startswith((" ", "\t")):
            name, _, value = line.partition(": ")
            block[name] = value
    return block


def _first(receiver, address="s0@oak.example"):
    return next(mail.text for mail in receiver.mails if mail.to == [address])


def _state(world, address="s0@oak.example"):
    return next(one for one in world.hr.reminder_log.mails() if one.address == address)


def test_a_mailbox_that_the_window_sends_is_read_like_one_on_the_disk(sent, receiver):
    one = b"From MAILER-DAEMON Mon Nov 30 09:00:00 2026\n" + report(_first(receiver))
    read = sent.hr.bounces.read_file(one + b"\n" + one, actor="hr")
    assert (read.messages, read.reports, read.new) == (2, 2, 1)
    assert _state(sent).state == "bounced"
    with pytest.raises(MailboxTooLargeError):
        sent.hr.bounces.read_file(b"x" * (MAX_FILE + 1), actor="hr")


@pytest.mark.parametrize("headers_only", [False, True])
def test_a_report_marks_the_mail_that_came_back_once(sent, receiver, tmp_path, headers_only):
    file = tmp_path / "report.eml"
    file.write_bytes(report(_first(receiver), headers_only=headers_only))
    read = sent.hr.bounces.read(file, actor="hr")
    assert (read.messages, read.reports, read.new) == (1, 1, 1)
    found = _state(sent)
    assert (found.state, found.answer) == ("bounced", "5.1.1 550 5.1.1 <s0@oak.example>: user unknown")
    assert sent.hr.bounces.read(file, actor="hr").new == 0
    assert "s0" not in {one.staff_id for one in sent.hr.reminder_log.people()}


def test_a_mailbox_of_many_is_read_as_mbox_and_as_maildir(sent, receiver, tmp_path):
    messages = [report(_first(receiver, f"s{n}@oak.example")) for n in range(2)] + [b"Subject: lunch?\n\nNo."]
    box = mailbox.mbox(tmp_path / "box")
    folder = mailbox.Maildir(tmp_path / "dir")
    for message in messages:
        box.add(message)
        folder.add(message)
    box.close()
    read = sent.hr.bounces.read(tmp_path / "box", actor="hr")
    assert (read.messages, read.reports, read.new) == (3, 2, 2)
    read = sent.hr.bounces.read(tmp_path / "dir", actor="hr")
    assert (read.messages, read.reports, read.new) == (3, 2, 0)


def test_a_late_delivery_or_somebody_elses_mail_changes_nothing(sent, receiver, tmp_path):
    own = _first(receiver)
    other = own.replace(
        own[own.index("<", own.index("Message-ID")) :].split("@")[0], f"<{'0' * 8}-0000-4000-8000-{'0' * 12}"
    )
    for content in (report(own, action="delayed"), report(other), report("Message-ID: <x@y>\n\n")):
        file = tmp_path / "report.eml"
        file.write_bytes(content)
        assert sent.hr.bounces.read(file, actor="hr").new == 0
    assert _state(sent).state == "sent"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 1000,
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\n--x--",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n\xff\n--x--",
        b"Content-Type: multipart/report\n\nno parts",
        b"Content-Type: multipart/report; boundary=x\n\n"
        + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 3000,
    ],
)
def test_what_is_no_report_is_read_without_harm(content):
    assert bounce_in(content) is None


def test_a_mailbox_that_is_not_there_is_said(sent, tmp_path):
    for path in (tmp_path / "nothing", tmp_path):
        with pytest.raises(MailboxUnreadableError):
            sent.hr.bounces.read(path, actor="hr")


def test_three_mails_that_came_back_mark_an_address_until_hr_says_it_is_right(sent, receiver):
    receiver.refused = {"s0@oak.example": "550 5.1.1 no such mailbox"}
    for _ in range(80):
        sent.clock.move(days=1)
        sent.hr.reminders.run("the service")
    (marked,) = sent.hr.reminder_log.marked()
    assert (marked.address, marked.names, marked.bounces) == ("s0@oak.example", ("Person 0",), 3)
    sent.publish(due=None)
    sent.clock.move(days=35)
    held = sent.hr.reminders.plan()
    assert held.held[Hold.BOUNCED] == 1
    assert [one.staff_id for one in held.unreachable] == ["s0"]
    receiver.refused = {}
    sent.hr.reminder_log.clear("s0@oak.example", actor="hr")
    assert sent.hr.reminder_log.marked() == []
    with pytest.raises(NotMarkedError):
        sent.hr.reminder_log.clear("s0@oak.example", actor="hr")
    assert any(mail.address == "s0@oak.example" for mail in sent.hr.reminders.plan().mails)
