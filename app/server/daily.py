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
                _do(hr, mail, stop)
            except Exception as error:  # noqa: BLE001 - whatever it is, the thread must see tomorrow
                name = error.code if isinstance(error, UndersignedError) else type(error).__name__
                _log.warning("The day's tasks wait: %s", name)

    thread = threading.Thread(target=look, name="daily tasks", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _do(hr: HrService, mail: MailServer | None, stop: threading.Event) -> None:
    with hr.daily.goes_on("leave"):
        hr.leave.keep_up()
    hr.daily.run(mail, lambda: not stop.is_set())
    with hr.daily.goes_on("disputes"):
        if mail is not None and hr.disputes.contact() is not None:
            hr.disputes.tell(mail, actor=ACTOR)
