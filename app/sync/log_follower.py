"""Follows the service's log: every head that is shown must continue the one this computer holds.

A head that does not is an alarm: it is kept as a notice and raised, never retried away. What could not be asked
now (no connection) is no alarm, and nothing moves.
"""

from collections.abc import Callable
from datetime import datetime

from app.errors import RefusedError
from app.evidence import checkpoint as checkpoints
from app.evidence import merkle
from app.evidence.checkpoint import Checkpoint
from app.signing.keys import PublicKey, b64url_decode
from app.storage import log_head, notices
from app.storage.database import Database
from app.storage.notices import Notice, NoticeKind
from app.sync.errors import LogInconsistentError, LogShorterError, ServiceBusyError
from app.sync.hr_client import HrClient

_MOST_ROUNDS = 8  # how often the log may grow while its heads are being related


class LogFollower:
    """Relates heads to the one in hand, and moves that one forward.

    Args:
        database: where the head in hand is.
        client: whom to ask for proofs.
        aud: the log's name.
        service_key: who signs its heads.
        clock: when a notice was made.
    """

    def __init__(
        self,
        database: Database,
        client: HrClient,
        aud: str,
        service_key: PublicKey,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._client = client
        self._aud = aud
        self._key = service_key
        self._clock = clock

    def read(self, text: str) -> Checkpoint:
        """Verify a checkpoint's signature; raises CheckpointError."""
        return checkpoints.verify(text, self._aud, self._key)

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
            self._check(head, at_least)
        except LogInconsistentError as error:
            self._keep_alarm(error)
            raise
        with self._database.transaction() as connection:
            log_head.advance(connection, log_head.LogHead(head.size, head.root, head.text))

    def _check(self, head: Checkpoint, at_least: int) -> None:
        if head.size < at_least:
            raise LogInconsistentError
        with self._database.reading() as connection:
            held = log_head.load(connection)
        if held is not None:
            known = Checkpoint(self._aud, held.size, held.root, held.checkpoint)
            self._relate(*sorted((known, head), key=lambda each: each.size))

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
