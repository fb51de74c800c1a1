"""Takes what waits in the outbox to HR's service, until a verified receipt is kept.

Rules:

* in order, in batches; what goes beside a record only once that has been received (`app.sync.letters`), and of such
  what was tried least often first, so that one which cannot be taken yet keeps no other waiting;
* a completion waits for the next scheduled sync, so that its time tells little;
* nothing counts as received before its receipt, the proof beside it and the log behind it were verified;
* what the service refuses is kept and shown, and not sent again as it is;
* after a failure everything waits, longer each time and by chance (`app.sync.retry`); a person who asks for it,
  or who has just signed something, is not made to wait.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app import protocol
from app.errors import RefusedError, UndersignedError
from app.evidence.receipt import ReceiptMismatchError, verify_receipt
from app.evidence.trust_keys import Keys
from app.signing.keys import b64url_decode
from app.storage import letters, outbox, records
from app.storage.database import Database
from app.storage.outbox import Waiting
from app.storage.records import ReceiptFacts
from app.sync import retry
from app.sync.errors import NotTheServiceError, SyncError, refusal
from app.sync.hr_client import HrClient
from app.sync.letters import Letters
from app.sync.log_follower import LogFollower


@dataclass(frozen=True, slots=True)
class Sent:
    """What one round came to: how many were received, wait, and were refused, and what got in the way, if anything."""

    received: int
    waiting: int
    refused: int
    problem: UndersignedError | None


@dataclass
class _Round:
    received: int = 0
    refused: int = 0
    problem: UndersignedError | None = None


class Dispatcher:
    """Sends the outbox of one person.

    Args:
        database: where the outbox is.
        client: whom to send to.
        follower: judges the log behind each receipt.
        keys: who signs receipts.
        clock: what time it is.
        random: chance for the waiting times.
    """

    def __init__(
        self,
        database: Database,
        client: HrClient,
        follower: LogFollower,
        *,
        keys: Keys,
        clock: Callable[[], datetime],
        random: Callable[[int], bytes],
    ) -> None:
        self._database = database
        self._client = client
        self._follower = follower
        self._keys = keys
        self._letters = Letters(database, client, keys)
        self._clock = clock
        self._random = random

    def send(self, *, completions: bool, now_asked: bool) -> Sent:
        """Send what is to be sent now; whatever gets in the way is in the answer, not raised.

        `completions` sends those too; `now_asked` does not keep to the waiting times. Raises StorageError.
        """
        outcome = _Round()
        batch = self._next_batch(completions=completions, now_asked=now_asked)
        while batch and outcome.problem is None:
            self._attempt(batch, outcome)
            batch = self._next_batch(completions=completions, now_asked=True)
        with self._database.reading() as connection:
            return Sent(outcome.received, outbox.count(connection), outcome.refused, outcome.problem)

    def _next_batch(self, *, completions: bool, now_asked: bool) -> list[Waiting]:
        """The next records in order, or else the next thing beside one; none where all must still wait."""
        with self._database.reading() as connection:
            rows = outbox.waiting(connection)
        kinds = [kind for kind in outbox.KINDS if completions or kind != outbox.COMPLETION]
        allowed = [row for row in rows if row.parcel.typ in kinds]
        now = self._clock()
        if not now_asked and not any(_may_go(row, now) for row in allowed):
            return []
        found = [row for row in allowed if row.parcel.typ in outbox.RECORDS]
        if found:
            return found[: protocol.MAX_BATCH]
        waiting_for = {row.parcel.jti for row in rows}
        beside = [row for row in allowed if row.parcel.follows not in waiting_for]
        return sorted(beside, key=lambda row: row.attempts)[:1]

    def _attempt(self, batch: list[Waiting], outcome: _Round) -> None:
        try:
            if batch[0].parcel.typ in outbox.RECORDS:
                self._send_records(batch, outcome)
            elif self._letters.send(batch[0].parcel):
                outcome.received += 1
            else:
                outcome.refused += 1
        except (SyncError, RefusedError) as error:
            outcome.problem = error
            self._postpone(batch)

    def _send_records(self, batch: Sequence[Waiting], outcome: _Round) -> None:
        with self._database.reading() as connection:
            earlier = {
                each.jti: each.receipt_token for each in records.lost(connection) if each.receipt_token
            }
        answer = self._client.send_records(
            [row.parcel.token for row in batch],
            [earlier[row.parcel.jti] for row in batch if row.parcel.jti in earlier],
        )
        if any(not 0 <= each.position < len(batch) for each in answer.refused):
            raise NotTheServiceError
        for each in answer.refused:
            self._keep_refused(batch[each.position], refusal(each.problem.code))
            outcome.refused += 1
        by_jti = {row.parcel.jti: row for row in batch}
        for received in answer.received:
            row = by_jti.pop(received.jti, None)
            try:
                self._keep_received(row, received)
                outcome.received += 1
            except RefusedError as error:  # one receipt that is not in order keeps no other from being taken
                outcome.problem = outcome.problem or error
        if outcome.problem is not None:
            raise outcome.problem
        if len(answer.received) + len(answer.refused) < len(batch):
            raise NotTheServiceError

    def _keep_received(self, row: Waiting | None, received: protocol.Received) -> None:
        """Verify a receipt and the log behind it, and only then take the record out of the outbox."""
        if row is None:
            raise ReceiptMismatchError
        jti = row.parcel.jti
        try:
            receipt, head = verify_receipt(
                received.receipt,
                record=row.parcel.token,
                jti=jti,
                proof=[b64url_decode(each) for each in received.proof],
                keys=self._keys,
            )
            self._follower.follow(head)
        except RefusedError as error:
            self._keep_problem(jti, error)
            raise
        facts = ReceiptFacts(receipt.record.received_at, receipt.record.late, receipt.record.leaf_index)
        with self._database.transaction() as connection:
            records.set_received(connection, jti, received.receipt, list(received.proof), facts)
            outbox.remove(connection, [jti])

    def _keep_refused(self, row: Waiting, error: UndersignedError) -> None:
        with self._database.transaction() as connection:
            records.set_problem(connection, row.parcel.jti, str(error), refused=True)
            outbox.remove(connection, [row.parcel.jti])
            outbox.remove_following(connection, row.parcel.jti)
            letters.set_refused_about(connection, row.parcel.jti, str(error))

    def _keep_problem(self, jti: str, error: UndersignedError) -> None:
        with self._database.transaction() as connection:
            records.set_problem(connection, jti, str(error), refused=False)

    def _postpone(self, batch: Sequence[Waiting]) -> None:
        tried = max(row.attempts for row in batch) + 1
        until = self._clock() + retry.delay(tried, self._random)
        with self._database.transaction() as connection:
            left = {row.parcel.jti for row in outbox.waiting(connection)}
            outbox.postpone(connection, [row.parcel.jti for row in batch if row.parcel.jti in left], until)


def _may_go(row: Waiting, now: datetime) -> bool:
    at = row.next_attempt_at
    # A time too far ahead means that the computer's clock was wrong when it was set.
    return at is None or at <= now or at - now > retry.LONGEST
