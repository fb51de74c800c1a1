"""Checkpoints reach somebody outside HR once a day, by mail or as a file; each sending is on the trail."""

import ssl
from email import message_from_string
from email.policy import default

import pytest

from app import protocol
from app.evidence import checkpoint as checkpoints
from app.hr import trail
from app.hr.holders import HolderTargetError, UnknownHolderError
from app.hr.mail_server import (
    MailAccountLettersError,
    MailAddressError,
    MailNotSentError,
    MailServer,
    mail_server,
)
from tests.fakes.mail_certificate import certified
from tests.fakes.mail_receiver import MailReceiver
from tests.server.conftest import AUD


@pytest.fixture
def receiver():
    running = MailReceiver()
    yield running
    running.close()


@pytest.fixture
def mail(receiver):
    return MailServer("127.0.0.1", receiver.port, "log@oak.example")


def _trail(world):
    with world.database.read() as connection:
        return [
            (step.actor, step.subject, step.detail)
            for step in trail.steps(connection)
            if step.action == "send-checkpoint"
        ]


def _checkpoint_in(text, world):
    body = text[text.index(f"{AUD}\n") :]
    note = body[: body.index("\n\nThe log's key")] + "\n" if "The log's key" in body else body
    return checkpoints.verify(note.rstrip("\n") + "\n", AUD, world.service_key.public)


def test_a_holder_gets_the_checkpoint_by_mail(school, mail, receiver):
    school.hr.holders.add("Union representative", "rep@union.example", "hr")
    (sent,) = school.hr.holders.send(mail, "os user pat")
    assert sent.problem is None
    (got,) = receiver.mails
    assert got.to == ["rep@union.example"]
    words = message_from_string(got.text, policy=default).get_content()
    head = checkpoints.verify(school.hr.log.head().text, AUD, school.service_key.public)
    assert _checkpoint_in(words, school).root == head.root
    assert "Please keep this message" in words
    assert _trail(school) == [("os user pat", "Union representative", f"{head.size} leaves")]


def test_a_holder_gets_the_checkpoint_as_a_file_a_day_in_a_folder(school, tmp_path):
    folder = tmp_path / "governor"
    folder.mkdir()
    school.hr.holders.add("Governor", str(folder), "hr")
    school.hr.holders.send(None, "hr")
    school.clock.move(days=1)
    school.staff(5)
    school.hr.enrolment.invite(["s0"], "hr")
    school.hr.holders.send(None, "hr")
    found = sorted(folder.iterdir())
    assert len(found) == 2
    for file in found:
        checkpoints.verify(file.read_text(encoding="utf-8"), AUD, school.service_key.public)


def test_a_file_is_only_ever_added_to(school, tmp_path):
    file = tmp_path / "heads.txt"
    school.hr.holders.add("Governor", str(file), "hr")
    school.hr.holders.send(None, "hr")
    first = file.read_text(encoding="utf-8")
    school.hr.holders.send(None, "hr")
    assert file.read_text(encoding="utf-8") == first * 2


def test_what_could_not_be_sent_is_on_the_trail_and_keeps_nobody_else_waiting(
    school, mail, receiver, tmp_path
):
    receiver.refuses = True
    school.hr.holders.add("Union representative", "rep@union.example", "hr")
    school.hr.holders.add("Governor", str(tmp_path), "hr")
    first, second = school.hr.holders.send(mail, "hr")
    assert isinstance(first.problem, MailNotSentError)
    assert second.problem is None
    assert next(detail for _, _, detail in _trail(school)) == "failed: mail-not-sent"


def test_two_services_send_once_a_day(school, mail, receiver):
    school.hr.holders.add("Union representative", "rep@union.example", "hr")
    other = school.open()
    assert school.hr.daily.run(mail) == ["trail-head", "send-checkpoint"]
    assert other.daily.run(mail) == []
    assert len(receiver.mails) == 1
    school.clock.move(days=1)
    assert other.daily.run(mail) == ["trail-head", "send-checkpoint"]
    assert school.hr.daily.run(mail) == []
    assert len(receiver.mails) == 2


def test_what_failed_today_is_tried_again_today(school, mail, receiver):
    school.hr.holders.add("Union representative", "rep@union.example", "hr")
    receiver.refuses = True
    assert school.hr.daily.run(mail) == ["trail-head"]
    receiver.refuses = False
    assert school.hr.daily.run(mail) == []
    school.clock.move(minutes=11)
    assert school.hr.daily.run(mail) == ["send-checkpoint"]


def test_devices_and_witnesses_are_told_names_and_no_addresses(school, serving, http):
    school.hr.holders.add("Union representative", "rep@union.example", "hr")
    answer = http.get(f"{serving(school.hr)}{protocol.TRUST}", timeout=10)
    assert protocol.Trust.model_validate_json(answer.content).holders == ["Union representative"]
    assert "rep@union.example" not in answer.text


def test_an_ended_holder_is_sent_nothing_more(school, mail, receiver):
    school.hr.holders.add("Union representative", "rep@union.example", "hr")
    school.hr.holders.end("Union representative", "hr")
    assert school.hr.holders.send(mail, "hr") == []
    assert school.hr.holders.names() == []
    with pytest.raises(UnknownHolderError):
        school.hr.holders.end("Union representative", "hr")


@pytest.mark.parametrize("target", ["", "/nowhere/at/all", "rep"])
def test_a_holder_without_a_place_is_refused(world, target):
    target = target if target != "rep" else "no-such-folder/rep"
    with pytest.raises(HolderTargetError):
        world.hr.holders.add("Somebody", target, "hr")


@pytest.fixture
def encrypting(tmp_path):
    running = MailReceiver(certified(tmp_path / "mail.pem"))
    yield running
    running.close()


def test_mail_is_handed_in_under_tls_and_only_then_with_the_password(encrypting, tmp_path):
    judge = ssl.create_default_context(cafile=str(tmp_path / "mail.pem"))
    server = MailServer("127.0.0.1", encrypting.port, "log@oak.example", "oak", "secret words")
    server.send("rep@union.example", "Please keep", "Words.", judge)
    (got,) = encrypting.mails
    assert got.encrypted
    assert "secret words" not in repr(server)


def test_a_mail_server_with_an_unknown_certificate_is_sent_nothing(encrypting):
    with pytest.raises(MailNotSentError):
        MailServer("127.0.0.1", encrypting.port, "log@oak.example").send("rep@union.example", "x", "y")
    assert encrypting.mails == []


def test_a_mail_server_that_is_away_is_said(receiver):
    receiver.close()
    with pytest.raises(MailNotSentError):
        MailServer("127.0.0.1", receiver.port, "log@oak.example").send("rep@union.example", "x", "y")


def test_the_mail_servers_address_is_read():
    found = mail_server("mail.example", "a@b.example", "oak", "SECRET", {"SECRET": "s"})
    assert (found.host, found.port, found.user, found.password) == ("mail.example", 587, "oak", "s")
    assert mail_server("mail.example:465", "a@b.example", None, None, {}).port == 465
    assert mail_server("::1", "a@b.example", None, None, {}).host == "::1"
    for wrong in (
        "mail.example:x",
        "mail.example:0",
        "mail.example:65536",
        "mail.example:²",
        "mail..example",
        "",
    ):
        with pytest.raises(MailAddressError):
            mail_server(wrong, "a@b.example", None, None, {})
    with pytest.raises(MailAccountLettersError):
        mail_server("mail.example", "a@b.example", "oak", "SECRET", {"SECRET": "pass£word"})
