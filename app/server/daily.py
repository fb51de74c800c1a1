"""Runs the day's tasks beside the server, on a thread of their own."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import UndersignedError
from app.hr.daily import ACTOR
from app.hr.mail_server import MailServer
from app.hr.service import HrService

LOOK_SECONDS = 300.0

_log = logging.getLogger(__name__)


@contextmanager
def daily_tasks(hr: HrService, mail: MailServer | None, every: float = LOOK_SECONDS) -> Iterator[None]:
    """Look every so many seconds whether something is left to do today, until the block ends."""
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(every):
            try:
                hr.leave.keep_up()
                hr.daily.run(mail, lambda: not stop.is_set())
                if mail is not None and hr.disputes.contact() is not None:
                    hr.disputes.tell(mail, actor=ACTOR)
            except UndersignedError as error:
                _log.warning("The day's tasks wait: %s", error.code)

    thread = threading.Thread(target=look, name="daily tasks", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
