"""Sending reminders: planned afresh, claimed one by one, handed to the mail server, and logged with its answer.

Rules:

* a mail is claimed in the database before it is handed in: one mail a mailbox and day, whoever else is sending;
* it is written in full before it is claimed: one that cannot be written is logged as not sent, and costs nobody else
  theirs;
* what the claim rests on is looked at again in the same transaction: somebody who has signed meanwhile gets none;
* a claim that was never settled (the power went, the line broke before the answer) reads "may not have been sent"
  and is never sent again by itself;
* a round that meets trouble five times in a row stops; what it did not claim is tried again later that day.
"""

import logging
import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, insert, select, update

from app.domain.dates import clock
from app.errors import UnavailableError, UndersignedError
from app.hr import trail
from app.hr.core import Core
from app.hr.leave import Leave
from app.hr.mail_server import (
    Fate,
    MailLine,
    MailLineLostError,
    MailNotSentError,
    MailServer,
    ServerAnswer,
    on_the_line,
)
from app.hr.questions import Questions
from app.hr.reminders_cases import Answered, MailState, owing_now
from app.hr.reminders_message import reminder_message
from app.hr.reminders_plan import Plan, PlannedMail, Planning
from app.hr.reminders_preview import Previews
from app.hr.reminders_settings import RemindersOffError, SettingsStore
from app.hr.reminders_templates import ReminderText, Templates, texts
from app.hr.store.schema import reminder_subjects, reminders

HOME_TIME = "17:00"
_TROUBLES = 5
_NOT_WRITTEN = "This mail could not be written: something in it does not belong in a mail. Nothing was sent."
_log = logging.getLogger(__name__)
_STATES = {
    Fate.TAKEN: MailState.SENT,
    Fate.REFUSED: MailState.REFUSED,
    Fate.NOT_TAKEN: MailState.FAILED,
    Fate.UNKNOWN: MailState.CLAIMED,
}


class RoundStoppedError(UnavailableError):
    """Something that nobody foresaw stopped a round; its kind is in the server's log."""

    sentence = "Something on the service did not work while reminders went out."
    next_step = (
        "What was not sent is tried again by itself. Ask your IT helpdesk to look at the service’s log."
    )


@dataclass
class Round:
    """What one round did: mails by what became of them, what stopped it, and whether it came to its end."""

    sent: int = 0
    refused: int = 0
    failed: int = 0
    unknown: int = 0
    problem: UndersignedError | None = None
    complete: bool = False

    def note(self, fate: Fate) -> None:
        """Count one mail."""
        self.sent += fate is Fate.TAKEN
        self.refused += fate is Fate.REFUSED
        self.failed += fate is Fate.NOT_TAKEN
        self.unknown += fate is Fate.UNKNOWN

    def __str__(self) -> str:
        return f"{self.sent} sent, {self.refused} refused, {self.failed} not taken, {self.unknown} unknown"


@dataclass
class _Work:
    """A round at work: what waits, what it rests on, and how often in a row there was trouble."""

    plan: Plan
    server: MailServer
    answered: Answered
    waiting: deque[PlannedMail]
    done: Round
    troubles: int = 0


@dataclass(frozen=True)
class _Claim:
    """A mail that is ours to send: its line in the log, and what is handed in; nothing if it cannot be written."""

    number: int
    mail: PlannedMail
    content: bytes = field(repr=False)


class Reminders:
    """Plans and sends. `judge` makes what certificates are judged by; None is the system's way."""

    def __init__(
        self,
        core: Core,
        questions: Questions,
        leave: Leave,
        judge: Callable[[], ssl.SSLContext | None] = lambda: None,
    ) -> None:
        self._core = core
        self._judge = judge
        self.settings = SettingsStore(core)
        self.templates = Templates(core)
        self._planning = Planning(core, questions, leave, self.settings)
        self.previews = Previews(core, self._planning, self.settings, judge)

    def is_time(self) -> bool:
        """Whether a round may begin now: switched on, and within the hours that HR has set; raises StorageError."""
        settings = self.settings.now()
        local = clock(self._core.clock().astimezone(self._core.time_zone).time())
        return settings.on and settings.at <= local < HOME_TIME

    def plan(self) -> Plan:
        """What would go out now, whether or not reminders are on; raises StorageError."""
        return self._planning.planner().plan()

    def run(self, actor: str, go_on: Callable[[], bool] = lambda: True) -> Round:
        """Send what is planned until done, or until `go_on` says no; what stopped it stands in the answer.

        Raises RemindersOffError, StorageError.
        """
        if not self.settings.now().on:
            raise RemindersOffError
        done = Round()
        try:
            done.complete = self._send(done, go_on)
        except UndersignedError as error:
            done.problem = error
        except Exception as error:  # noqa: BLE001 - one odd value must not stop the reminders of every day to come
            _log.warning("A round of reminders stopped: %s", type(error).__name__)
            done.problem = RoundStoppedError()
        self.settings.ran(done.problem.code if done.problem else None)
        with self._core.database.write() as connection:
            trail.note(connection, self._core.now_text(), actor, "remind", "", str(done))
        return done

    def _send(self, done: Round, go_on: Callable[[], bool]) -> bool:
        server, plan = self.settings.ready_server(), self.plan()
        work = _Work(plan, server, self._planning.answered(), deque(plan.mails), done)
        while work.waiting and go_on():
            with server.line(self._judge()) as line:
                while work.waiting and not line.lost and go_on():
                    self._next(work, line)
                    if work.troubles >= _TROUBLES:
                        raise MailNotSentError
        return not work.waiting

    def _next(self, work: _Work, line: MailLine) -> None:
        claim = self._claim(work.waiting.popleft(), work)
        if claim is None:
            return
        answer = _handed_in(claim, line)
        work.done.note(answer.fate)
        if claim.content:
            work.troubles = work.troubles + 1 if answer.fate in {Fate.NOT_TAKEN, Fate.UNKNOWN} else 0
        self._settle(claim.number, answer)

    def _claim(self, mail: PlannedMail, work: _Work) -> _Claim | None:
        """Write the mail down as ours, or return None: somebody else's, no longer owed, or switched off meanwhile."""
        with self._core.database.write() as connection:
            settings = self.settings.hold(connection)
            if not settings.on or self._core.today() != work.plan.day:
                return None
            if _is_taken(connection, mail, work.plan.day):
                return None
            subs = {owing[0] for owing in mail.owing}
            if not set(mail.owing) <= owing_now(connection, subs, work.answered):
                return None
            text, mail_id = texts(connection)[mail.template], self._core.new_id()
            content = self._content(mail, text, mail_id, work.server)
            number = self._written_down(connection, mail, work.plan.day, (mail_id, text))
            return _Claim(number, mail, content)

    def _content(self, mail: PlannedMail, text: ReminderText, mail_id: str, server: MailServer) -> bytes:
        """The message as it is handed in; nothing where it cannot be written."""
        sender = (self._core.trust.name, server.sender)
        try:
            subject, words = text.filled(mail.values)
            now = self._core.clock()
            return on_the_line(reminder_message(sender, mail.address, subject, words, mail_id, now))
        except ValueError as error:
            _log.warning("A reminder could not be written: %s", type(error).__name__)
            return b""

    def _written_down(
        self, connection: Connection, mail: PlannedMail, day: date, made: tuple[str, ReminderText]
    ) -> int:
        mail_id, text = made
        number: int = connection.execute(
            insert(reminders)
            .values(
                id=mail_id,
                day=day.isoformat(),
                address=mail.address,
                template=mail.template,
                template_sha256=text.sha256,
                claimed_at=self._core.now_text(),
                state=MailState.CLAIMED.value,
            )
            .returning(reminders.c.number)
        ).scalar_one()
        subjects = [
            {"reminder": number, "sub": sub, "policy_id": policy, "part": part.value, "version": version}
            for sub, policy, part, version in mail.owing
        ]
        connection.execute(insert(reminder_subjects), subjects)
        return number

    def _settle(self, number: int, answer: ServerAnswer) -> None:
        ours = (reminders.c.number == number, reminders.c.state == MailState.CLAIMED.value)
        with self._core.database.write() as connection:
            connection.execute(
                update(reminders)
                .where(*ours)
                .values(
                    state=_STATES[answer.fate].value, answered_at=self._core.now_text(), answer=answer.words
                )
            )


def _handed_in(claim: _Claim, line: MailLine) -> ServerAnswer:
    if not claim.content:
        return ServerAnswer(Fate.NOT_TAKEN, _NOT_WRITTEN)
    try:
        return line.hand_in(claim.mail.address, claim.content)
    except MailLineLostError:
        return ServerAnswer(Fate.NOT_TAKEN, "The line to the mail server broke before it was handed in.")


def _is_taken(connection: Connection, mail: PlannedMail, day: date) -> bool:
    here = (reminders.c.address == mail.address, reminders.c.day == day.isoformat())
    return connection.execute(select(reminders.c.number).where(*here)).first() is not None
