"""Follows the service's log: every head that is shown must continue the one this computer holds.

A head that does not is an alarm: it is kept as a notice and raised, never retried away. What could not be asked
now (no connection) is no alarm, and nothing moves.

Where the service was put back from a backup, its heads have another origin. That is no alarm if

* the leaf that opened the epoch is the service's, stands in the log where it says, and holds a head that the new
  one continues;
* whatever this computer saw of the log before that place still fits.

Then what the service lost of this person's waits to be sent again, and one calm notice says so. The same without
such a leaf is a fork, and an alarm.
"""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime

from app import protocol
from app.errors import RefusedError
from app.evidence import merkle
from app.evidence.checkpoint import Checkpoint
from app.evidence.epoch import Opened, shared_leaves, verified_chain
from app.evidence.trust_keys import Keys
from app.signing.keys import b64url_decode
from app.storage import log_head, notices
from app.storage.database import Database
from app.storage.log_head import LogHead
from app.storage.notices import Notice, NoticeKind
from app.sync.errors import LogInconsistentError, LogShorterError, ServiceBusyError
from app.sync.hr_client import HrClient

_RESTORED = Notice(
    NoticeKind.LOG_RESTORED,
    "HR’s service was put back from a backup. What it had lost of yours, this computer sends again.",
    "There is nothing you need to do. Your receipts are still good: keep them.",
)
_MOST_ROUNDS = 8  # how often the log may grow while its heads are being related


class LogFollower:
    """Relates heads to the one in hand, and moves that one forward.

    Args:
        database: where the head in hand is.
        client: whom to ask for proofs.
        aud: the log's name.
        keys: who signs its heads.
        clock: when a notice was made.
    """

    def __init__(
        self,
        database: Database,
        client: HrClient,
        aud: str,
        keys: Keys,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._client = client
        self._aud = aud
        self._keys = keys
        self._clock = clock

    def read(self, text: str) -> Checkpoint:
        """Verify a checkpoint's signature; raises CheckpointError."""
        return self._keys.checkpoint(text)

    def held_size(self) -> int:
        """How many leaves the head in hand has; 0 before the first."""
        with self._database.reading() as connection:
            held = log_head.load(connection)
        return held.size if held else 0

    def follow(self, head: Checkpoint, *, at_least: int = 0) -> None:
        """Accept a verified head of at least so many leaves that continues the one in hand, or is continued by it.

        Raises LogInconsistentError, with a notice kept, or what HrClient raises when the service could not be
        asked.
        """
        try:
            if self._is_of_unknown_epoch(head):
                self._enter_epoch()
                at_least = 0  # it spoke of the epoch that was in hand
            self._check(head, at_least)
        except LogInconsistentError as error:
            self._keep_alarm(error)
            raise
        with self._database.transaction() as connection:
            held = log_head.load(connection)
            if held is None or held.origin == head.origin:
                log_head.advance(connection, log_head.LogHead(head.size, head.root, head.text))

    def _is_of_unknown_epoch(self, head: Checkpoint) -> bool:
        with self._database.reading() as connection:
            return head.origin != self._aud and head.origin not in log_head.epochs(connection)

    def _check(self, head: Checkpoint, at_least: int) -> None:
        with self._database.reading() as connection:
            held, known = log_head.load(connection), log_head.epochs(connection)
        if held is None:
            return
        if held.origin == head.origin:
            too_small = head.size < at_least
        else:
            # A head from before the epoch in hand, as an old receipt has it: not news, and in what the two share.
            shared = shared_leaves(held.origin, head.origin, known, self._aud)
            too_small = at_least > 0 or shared is None or head.size > shared
        if too_small:
            raise LogInconsistentError
        self._relate(*sorted((self._as_checkpoint(held), head), key=lambda each: each.size))

    def _enter_epoch(self) -> None:
        """Find out how the newest epoch was opened, and go on in it; raises LogInconsistentError."""
        answer = self._client.epochs()
        try:
            chain, newest = self._shown_epochs(answer)
        except LogInconsistentError:
            raise
        except RefusedError as error:
            raise LogInconsistentError from error
        with self._database.reading() as connection:
            held = log_head.load(connection)
            known = log_head.epochs(connection) | {each.origin: (each.parent, each.starts) for each in chain}
            base = self._seen_before(connection, held, known, newest) if held else None
        if base is not None:
            self._relate(self._as_checkpoint(base), newest)
        with self._database.transaction() as connection:
            for each in chain:
                log_head.save_epoch(connection, each.origin, each.parent, each.starts, each.leaf.token)
            log_head.advance(connection, log_head.LogHead(newest.size, newest.root, newest.text))
            if held is not None:
                notices.clear(connection, NoticeKind.LOG_INCONSISTENT, self._aud)
                notices.add(connection, _RESTORED, self._aud, self._clock())

    def _shown_epochs(self, answer: protocol.Epochs) -> tuple[list[Opened], Checkpoint]:
        """The epochs and the newest head, once every leaf is where it says and every head in them is continued."""
        chain = verified_chain([each.leaf for each in answer.opened], self._aud, self._keys)
        newest = self.read(answer.checkpoint)
        if not chain or newest.origin != chain[-1].origin:
            raise LogInconsistentError
        for opened, placed in zip(chain, answer.opened, strict=True):
            if placed.index != opened.starts:
                raise LogInconsistentError
            proof = [b64url_decode(each) for each in placed.proof]
            leaf = merkle.leaf_hash(placed.leaf.encode("ascii"))
            merkle.verify_inclusion(placed.index, newest.size, leaf, proof, newest.root)
            self._relate(opened.previous, newest)
        return chain, newest

    def _seen_before(
        self,
        connection: sqlite3.Connection,
        held: LogHead,
        known: Mapping[str, tuple[str, int]],
        newest: Checkpoint,
    ) -> LogHead | None:
        """The newest head seen here that lies in what the epoch in hand shares with the newest one."""
        try:
            shared = shared_leaves(held.origin, newest.origin, known, self._aud)
        except RefusedError as error:
            raise LogInconsistentError from error
        if shared is None or held.size <= shared:
            return held
        return log_head.newest_within(connection, held.origin, shared)

    def _as_checkpoint(self, head: LogHead) -> Checkpoint:
        return Checkpoint(head.origin, head.size, head.root, head.checkpoint)

    def _relate(self, small: Checkpoint, large: Checkpoint) -> None:
        """Show that both are heads of one log; the service may answer with a newer head than was asked for."""
        for _ in range(_MOST_ROUNDS):
            if small.size in {0, large.size}:
                if small.size and small.root != large.root:
                    raise LogInconsistentError
                return
            after_small = self._proved(small, large.size)
            if after_small.size == large.size:
                small = after_small
            else:
                small, large = after_small, self._proved(large, after_small.size)
        raise ServiceBusyError

    def _proved(self, head: Checkpoint, size: int) -> Checkpoint:
        """A head of at least `size` leaves that the service proves to continue `head`."""
        if head.size == size:
            return head
        try:
            answer = self._client.consistency(head.size, size)
        except LogShorterError as error:
            raise LogInconsistentError from error
        try:
            shown = self.read(answer.checkpoint)
            proof = [b64url_decode(each) for each in answer.proof]
            merkle.verify_consistency(head.size, shown.size, proof, head.root, shown.root)
        except RefusedError as error:
            # A service that signed both heads and cannot prove the one from the other has changed its log.
            raise LogInconsistentError from error
        if shown.size < size:
            raise LogInconsistentError
        return shown

    def _keep_alarm(self, error: LogInconsistentError) -> None:
        notice = Notice(NoticeKind.LOG_INCONSISTENT, error.sentence, error.next_step)
        with self._database.transaction() as connection:
            notices.add(connection, notice, self._aud, self._clock())
