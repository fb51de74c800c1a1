"""Receiving records: checked, made durable in the log, and only then receipted.

Rules:

* one writer thread a process takes whatever is waiting and commits it together (group commit);
* leaves, standings, tallies and `received_at` are one transaction; the checkpoint is signed from what it committed,
  and receipts are made after that and stored before any is handed out;
* the same record again gets the same receipt; another record with a known `jti` is refused;
* a receipt from before the service was put back from a backup is kept beside the record that came with it;
* a failure of storage leaves neither receipt nor gap; who else waited in the same group is tried again alone.
"""

import queue
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from app.domain.acknowledgement import Outcome
from app.domain.dates import end_of_day, from_date_text, from_utc_text
from app.domain.obligation import AuditState, acknowledgement_after
from app.errors import RefusedError, UndersignedError
from app.evidence.judgement import check_replay
from app.evidence.receipt import Receipt
from app.evidence.records import AuditCompletion, Signed
from app.hr.core import Core
from app.hr.epochs import receipts_before
from app.hr.log import Leaf, Log, LogWriter
from app.hr.purge import PurgedRecordError, was_purged
from app.hr.receipts import Receipted, Receipts
from app.hr.standings import Changes, Position
from app.hr.store.database import upsert
from app.hr.store.schema import earlier_receipts, policies, records
from app.hr.verification import Checked, Verifier, lives

MOST_TOGETHER = 256  # records in one transaction

Outcomes = list[Receipted | UndersignedError]


@dataclass(frozen=True)
class _Submission:
    tokens: Sequence[str]
    answer: "Future[Outcomes]"
    earlier: Mapping[str, Signed[Receipt]]


class Ingest:
    """Takes records from any number of threads; ends with `close`."""

    def __init__(self, core: Core, log: Log, verifier: Verifier) -> None:
        self._core = core
        self._log = log
        self._verifier = verifier
        self._receipts = Receipts(core, log)
        self._waiting: queue.SimpleQueue[_Submission | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._run, name="log writer", daemon=True)
        self._writer.start()

    def receive(self, tokens: Sequence[str], earlier: Sequence[str] = ()) -> "Future[Outcomes]":
        """Queue records; the future holds, in their order, a receipt or the error for each.

        `earlier` are receipts for some of them that were made before the service was put back from a backup.
        """
        answer: Future[Outcomes] = Future()
        self._waiting.put(_Submission(tokens, answer, receipts_before(self._core, earlier)))
        return answer

    def close(self) -> None:
        """Finish what is queued and stop."""
        self._waiting.put(None)
        self._writer.join()

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            group, ended = self._gather(first)
            self._carry_out(group)
            if ended:
                return

    def _gather(self, first: _Submission) -> tuple[list[_Submission], bool]:
        group, count = [first], len(first.tokens)
        while count < MOST_TOGETHER:
            try:
                following = self._waiting.get_nowait()
            except queue.Empty:
                return group, False
            if following is None:
                return group, True
            group.append(following)
            count += len(following.tokens)
        return group, False

    def _carry_out(self, group: list[_Submission]) -> None:
        tokens = [token for submission in group for token in submission.tokens]
        try:
            outcomes = self._store(tokens, {k: v for one in group for k, v in one.earlier.items()})
        except Exception as error:  # noqa: BLE001 - whatever it was, every caller must get an answer
            self._alone(group, error)
            return
        for submission in group:
            part, outcomes = outcomes[: len(submission.tokens)], outcomes[len(submission.tokens) :]
            submission.answer.set_result(part)

    def _alone(self, group: list[_Submission], error: Exception) -> None:
        if len(group) == 1:
            group[0].answer.set_exception(error)
            return
        for submission in group:
            self._carry_out([submission])

    def _store(self, tokens: Sequence[str], earlier: Mapping[str, Signed[Receipt]]) -> Outcomes:
        checked = [self._check(token) for token in tokens]
        good = [one for one in checked if isinstance(one, Checked)]
        refused: dict[str, UndersignedError] = {}
        if good:
            with self._log.writing() as writer:
                refused = _Group(self._core, writer, good, earlier).apply()
        receipts = self._receipts.of([one.record.jti for one in good if one.signed.token not in refused])
        return [
            one
            if isinstance(one, UndersignedError)
            else refused.get(one.signed.token) or receipts[one.record.jti]
            for one in checked
        ]

    def _check(self, token: str) -> Checked | RefusedError:
        try:
            return self._verifier.check(token)
        except RefusedError as error:
            return error


class _Group:
    """The records of one transaction."""

    def __init__(
        self,
        core: Core,
        writer: LogWriter,
        checked: Sequence[Checked],
        earlier: Mapping[str, Signed[Receipt]],
    ) -> None:
        self._core = core
        self._writer = writer
        self._checked = checked
        self._earlier = earlier
        self._known = _known(writer.connection, [one.record.jti for one in checked])
        self._keys = lives(writer.connection, {one.signed.kid for one in checked})
        self._asked = {row.id: row.asked_version for row in writer.connection.execute(_ASKED)}
        self._changes = Changes(writer.connection, (one.record.sub for one in checked))
        self._again: list[Signed[Receipt]] = []
        self._gone = was_purged(writer.connection, [one.record.jti for one in checked])

    def apply(self) -> dict[str, UndersignedError]:
        """Add every record that is new; returns the error of each token that may not be."""
        refused: dict[str, UndersignedError] = {}
        for one in self._checked:
            try:
                self._apply(one)
            except RefusedError as error:
                refused[one.signed.token] = error
        self._changes.store(self._writer)
        if self._again:
            rows = [{"sha256": e.sha256, "jti": e.record.jti, "token": e.token} for e in self._again]
            upsert(self._writer.connection, earlier_receipts, rows)
        return refused

    def _apply(self, one: Checked) -> None:
        jti, sha256 = one.record.jti, one.signed.sha256
        check_replay(self._known, jti, sha256)
        if jti in self._known:
            return
        if jti in self._gone:
            raise PurgedRecordError
        self._keys[one.signed.kid].check_in_force(None)
        self._known[jti] = sha256
        position = self._changes.get(one.record.policy.id, one.record.sub)
        due = position.due if position else None
        late = due is not None and self._is_after(due) and not self._was_in_time(sha256)
        completion = isinstance(one.record, AuditCompletion)
        self._writer.add(
            Leaf(one.signed.token, one.record.typ, jti, one.record.sub, late=late, day_only=completion)
        )
        if sha256 in self._earlier:
            self._again.append(self._earlier[sha256])
        # An answer to a version that has since been replaced in substance is kept, and answers nothing more.
        if position and one.record.policy.version >= self._asked[position.policy_id]:
            self._move(position, one)

    def _was_in_time(self, sha256: str) -> bool:
        earlier = self._earlier.get(sha256)
        return earlier is not None and not earlier.record.late

    def _is_after(self, due: str) -> bool:
        ends = end_of_day(from_date_text(due), self._core.time_zone)
        return from_utc_text(self._writer.at) >= ends

    def _move(self, position: Position, one: Checked) -> None:
        record = one.record
        if isinstance(record, AuditCompletion):
            if position.audit is AuditState.NONE:
                # The day is a claim of the device; HR is never shown one that has not come yet.
                on = min(record.completed_on, self._writer.today)
                self._changes.put(position, audit=AuditState.COMPLETED, audit_on=on)
            return
        due = from_date_text(position.due) if position.due else None
        earlier = self._earlier.get(one.signed.sha256)
        at = earlier.record.received_at if earlier else self._writer.at
        outcome, received = Outcome(record.outcome), from_utc_text(at)
        state = acknowledgement_after(position.acknowledgement, outcome, received, due, self._core.time_zone)
        if state is not position.acknowledgement:
            self._changes.put(position, acknowledgement=state, acknowledged_at=at)


def _known(connection: Connection, jtis: Sequence[str]) -> dict[str, str]:
    rows = connection.execute(_KNOWN, {"jtis": list(jtis)})
    return {row.jti: row.sha256 for row in rows}


_ASKED = select(policies.c.id, policies.c.asked_version)
_KNOWN = select(records.c.jti, records.c.sha256).where(records.c.jti.in_(bindparam("jtis", expanding=True)))
