"""Keeps what is shown up to date: asks for what changed since the last revision, about once a second.

1. Never two questions at once: the next one waits for the answer, then for the pause.
2. What was asked for another policy, or before a new sign-in, is dropped when it arrives.
3. While the service is away the pause grows, to a few seconds at most; the first answer brings it back.
4. A revision that goes back means a restored service: everything is asked for again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.console.rows import Mark, Row, RowReader
from app.domain import dates
from app.errors import UndersignedError
from app.protocol import PublishedPolicy
from app.sync.console_client import ConsoleClient, SessionEndedError
from app.sync.console_reminders import reminded_people
from app.sync.errors import NotTheServiceError
from app.ui.bridge import Bridge

POLL_SECONDS = 1.0
_LONGEST_PAUSE = 5.0
_POLICIES_EVERY = 30
_REMINDERS_EVERY = 120


@dataclass(frozen=True)
class News:
    """What one round brought: rows (`whole` means all there are); policies and reminders if they were asked for."""

    round: int
    revision: int
    rows: list[Row]
    whole: bool
    policies: list[PublishedPolicy] | None
    reader: RowReader | None
    reminded: dict[str, Mark] | None = None


@dataclass(frozen=True)
class _Question:
    round: int
    policy_id: str
    revision: int
    reader: RowReader | None
    with_policies: bool
    with_reminders: bool


class Refresher(QObject):
    """Asks the service again and again, on the network lane.

    Args:
        bridge: between Qt and work.
        clock: the time now, aware, UTC.
        seconds: the pause between two questions.
    """

    arrived = Signal(object)
    """News"""
    away = Signal(object)
    """UndersignedError: the service did not answer as it should; what is shown stays."""
    sessionEnded = Signal(object)
    """UndersignedError: a person must sign in again."""

    def __init__(
        self, bridge: Bridge, clock: Callable[[], datetime], seconds: float, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._clock, self._seconds = bridge, clock, seconds
        self._client: ConsoleClient | None = None
        self._tz: tzinfo | None = None
        self._policy_id = ""
        self._round = self._revision = self._failures = self._asked = 0
        self._reader: RowReader | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)

    def start(self, client: ConsoleClient, tz: tzinfo) -> None:
        """Begins to ask this client; what was known of the policy is kept until the first answer."""
        self._client, self._tz = client, tz
        self._asked = self._failures = 0
        self._begin_round()

    def follow(self, policy_id: str) -> None:
        """Asks about another policy, from the beginning."""
        self._policy_id = policy_id
        self._begin_round()

    def stop(self) -> None:
        """Asks no more; an answer under way is dropped."""
        self._timer.stop()
        self._client = None
        self._round += 1

    def ask_now(self) -> None:
        """Asks at once instead of after the pause, unless an answer is under way already."""
        if self._timer.isActive():
            self._timer.stop()
            self._ask()

    def _begin_round(self) -> None:
        self._round += 1
        self._revision, self._reader = 0, None
        self._timer.stop()
        self._ask()

    def _ask(self) -> None:
        client, tz = self._client, self._tz
        if client is None or tz is None:
            return
        question = _Question(
            self._round,
            self._policy_id,
            self._revision,
            self._reader,
            with_policies=self._asked % _POLICIES_EVERY == 0,
            with_reminders=self._asked % _REMINDERS_EVERY == 0,
        )
        today = dates.date_in(tz, self._clock())
        self._bridge.submit(
            partial(_answer, client, question, RowReader(today, tz)),
            self._done,
            partial(self._failed, self._round),
            lane="network",
            owner=self,
        )

    def _done(self, news: News) -> None:
        if news.round != self._round:
            return
        self._asked += 1
        self._failures = 0
        self._revision, self._reader = news.revision, news.reader
        self._pause()
        self.arrived.emit(news)

    def _failed(self, asked_in: int, error: Exception) -> None:
        if asked_in != self._round:
            return
        self._failures += 1
        if isinstance(error, SessionEndedError):
            self.stop()
            self.sessionEnded.emit(error)
            return
        self._asked = 0
        self._pause()
        self.away.emit(error if isinstance(error, UndersignedError) else UndersignedError())

    def _pause(self) -> None:
        longer = self._seconds * 2 ** min(self._failures, 8)
        pause = longer if not self._failures else min(longer, max(self._seconds, _LONGEST_PAUSE))
        self._timer.start(round(pause * 1000))


def _answer(client: ConsoleClient, question: _Question, fresh: RowReader) -> News:
    """Runs on the network lane: asks, and makes rows of what comes."""
    policies = list(client.policies()) if question.with_policies or not question.policy_id else None
    policy_id = question.policy_id or (policies[0].policy_id if policies else "")
    if not policy_id:
        return News(question.round, 0, [], whole=True, policies=policies, reader=None)
    same_day = question.reader is not None and question.reader.today == fresh.today
    reader = question.reader if same_day and question.reader is not None else fresh
    after = question.revision if same_day else 0
    asks_reminders = question.with_reminders or reader is fresh
    people = reminded_people(client).people if asks_reminders else None
    answer = client.standings(policy_id, after)
    if answer.revision < after:
        answer, after = client.standings(policy_id, 0), 0
    try:
        if people is not None:
            reader.remind(people)
        rows = [reader.read(standing) for standing in answer.rows]
    except ValueError as error:
        raise NotTheServiceError from error
    return News(
        question.round,
        answer.revision,
        rows,
        whole=after == 0 or answer.whole,
        policies=policies,
        reader=reader,
        reminded=reader.reminded if asks_reminders else None,
    )
