"""Services that remind at once, and one killed in the middle of it: nobody ever gets the same mail twice."""

import os
import threading
from collections import Counter
from datetime import datetime

import pytest

from app.hr.service import open_service
from app.hr.store.database import open_database
from app.signing.keys import PrivateKey
from tests.fakes.mail_certificate import certified
from tests.fakes.mail_receiver import MailReceiver
from tests.faults.processes import FORKSERVER

PEOPLE = 12


def remind(url: str, seed: bytes, now: datetime, trusted: str) -> None:
    """What a service does at its hour, in a process of its own."""
    os.environ["SSL_CERT_FILE"] = trusted
    hr = open_service(open_database(url), PrivateKey.from_seed(seed), lambda: now, os.urandom)
    hr.reminders.run("the service")
    hr.close()


@pytest.fixture
def receiver(tmp_path):
    running = MailReceiver(certified(tmp_path / "mail.pem"))
    running.pause = threading.Event()
    yield running
    running.pause.set()
    running.close()


@pytest.fixture
def services(world, receiver, tmp_path):
    """Starts one more process that reminds; everybody was asked a week ago, and the mail server wants TLS."""
    world.staff(PEOPLE)
    world.publish()
    settings = world.hr.reminders.settings
    settings.set_server(f"127.0.0.1:{receiver.port}", "hr@oak.example", "mailer", "blue-heron-44", actor="hr")
    settings.switch(on=True, actor="hr")
    world.clock.move(days=7)
    running = []

    def start():
        given = (world.url, world.service_key.seed, world.clock(), str(tmp_path / "mail.pem"))
        process = FORKSERVER.Process(target=remind, args=given)
        process.start()
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.join()


def _received(receiver) -> Counter[str]:
    return Counter(to for mail in receiver.mails for to in mail.to)


def test_two_processes_at_once_send_each_mail_once_under_tls(world, receiver, services):
    processes = [services(), services()]
    for _ in processes:  # each of them has one mail at the server, whose answer they wait for
        assert receiver.arrivals.acquire(timeout=60)
    receiver.pause.set()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert _received(receiver) == {f"s{n}@oak.example": 1 for n in range(PEOPLE)}
    assert all(mail.encrypted and mail.user for mail in receiver.mails)
    assert {mail.state for mail in world.hr.reminder_log.mails()} == {"sent"}


@pytest.mark.parametrize(("pause_at", "delivered"), [("rcpt", PEOPLE - 1), ("data", PEOPLE)])
def test_a_mail_claimed_by_a_killed_process_is_shown_and_never_sent_again(
    world, receiver, services, pause_at, delivered
):
    receiver.pause_at = pause_at
    first = services()
    assert receiver.arrivals.acquire(timeout=60)
    first.kill()
    first.join()
    receiver.pause.set()
    second = services()
    second.join(60)
    assert second.exitcode == 0
    assert max(_received(receiver).values()) == 1
    assert len(_received(receiver)) == delivered
    unsettled = [mail for mail in world.hr.reminder_log.mails() if mail.state == "claimed"]
    assert [mail.answer for mail in unsettled] == [None]
    third = services()
    third.join(60)
    assert len(receiver.mails) == delivered


def test_a_mail_server_whose_certificate_is_not_trusted_is_told_nothing(world, receiver, services):
    receiver.pause.set()
    done = world.hr.reminders.run("the service")
    assert done.problem is not None
    assert receiver.mails == []
    assert world.hr.reminder_log.mails() == []
