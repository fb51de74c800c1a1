"""Trying a text before it goes out: as a real person would get it, and by a test to somebody's own mailbox."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from app.domain.reminders import usable_address
from app.errors import RefusedError
from app.hr import trail
from app.hr.core import Core
from app.hr.mail_server import Fate, on_the_line
from app.hr.reminders_message import reminder_message
from app.hr.reminders_plan import Planning
from app.hr.reminders_settings import SettingsStore
from app.hr.reminders_templates import ReminderText
from app.hr.store.schema import staff


class TrialAddressError(RefusedError):
    """A test would go to somebody who is neither on the staff list nor whom reminders come from."""

    sentence = "A test can go only to somebody on the staff list, or to the address that reminders come from."
    next_step = "Use your own work address, as it stands on the staff list."


class TrialNotTakenError(RefusedError):
    """The mail server answered, and did not take the test."""

    sentence = "The mail server did not take the test."
    next_step = "Check the address, and the address that reminders come from."


@dataclass(frozen=True)
class FilledText:
    """A text as somebody would get it; `example` if they owe nothing, so that every policy stands in it."""

    to: str
    subject: str
    text: str
    example: bool


class Previews:
    """Fills in texts for real people. `judge` makes what certificates are judged by; None is the system's way."""

    def __init__(
        self,
        core: Core,
        planning: Planning,
        settings: SettingsStore,
        judge: Callable[[], ssl.SSLContext | None],
    ) -> None:
        self._core = core
        self._planning = planning
        self._settings = settings
        self._judge = judge

    def preview(self, text: ReminderText, staff_id: str) -> FilledText:
        """A text as one person would get it; raises the errors of a text, UnknownStaffError, StorageError."""
        text.check()
        one, values, example = self._planning.planner().for_one(staff_id, text.name)
        subject, body = text.filled(values)
        return FilledText(one.address, subject, body, example)

    def test(self, text: ReminderText, staff_id: str, to: str, *, actor: str) -> str:
        """Send a text as `staff_id` would get it to `to`, and return the mail server's answer.

        Raises TrialAddressError, TrialNotTakenError, RemindersNotReadyError, MailNotSentError, and what `preview`
        raises.
        """
        filled = self.preview(text, staff_id)
        server, address = self._settings.ready_server(), usable_address(to)
        if not address or address not in {server.sender.lower(), *self._addresses()}:
            raise TrialAddressError
        message = reminder_message(
            (self._core.trust.name, server.sender),
            address,
            f"[Test] {filled.subject}",
            filled.text,
            self._core.new_id(),
            self._core.clock(),
        )
        with server.line(self._judge()) as line:
            answer = line.hand_in(address, on_the_line(message))
        with self._core.database.write() as connection:
            trail.note(connection, self._core.now_text(), actor, "reminders-test", address, answer.words)
        if answer.fate is not Fate.TAKEN:
            raise TrialNotTakenError
        return answer.words

    def _addresses(self) -> set[str]:
        with self._core.database.read() as connection:
            return {usable_address(email) for email in connection.execute(select(staff.c.email)).scalars()}
