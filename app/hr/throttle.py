"""Counting wrong tries in the database, so that all workers count together.

* At most `PER_SOURCE` wrong tries a minute from one address or for one account, `PER_SERVICE` for all together.
* Who tried is kept as a digest under the log's name, and forgotten after a minute.
* Where many tries at once would be worth something (passwords), each is counted as wrong before it is judged, in the
  transaction that looks at the count, and taken back once it was right (`trying`).
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import Connection, delete, func, insert, select, text

from app.domain.dates import to_utc_text
from app.errors import RefusedError
from app.hr.core import Core
from app.hr.store.schema import attempts

PER_SOURCE = 5
PER_SERVICE = 60
_WINDOW = timedelta(minutes=1)


_ONE_AT_A_TIME = text("LOCK TABLE attempts IN SHARE ROW EXCLUSIVE MODE")


class TooManyTriesError(RefusedError):
    """More wrong tries in the last minute than are allowed."""

    sentence = "There were too many wrong tries in the last minute."
    next_step = "Wait a minute, check what you were given, and try again."


class Throttle:
    """Wrong tries of one kind, such as "code" or "sign-in"."""

    def __init__(self, core: Core, kind: str) -> None:
        self._core = core
        self._kind = kind

    def check(self, *sources: str) -> None:
        """Raise TooManyTriesError if one of `sources`, or everyone together, has used up the tries."""
        with self._core.database.read() as connection:
            self._check(connection, sources)

    def note(self, *sources: str) -> None:
        """Count one wrong try for each of `sources`."""
        with self._core.database.write() as connection:
            self._note(connection, sources)

    @contextmanager
    def trying(self, *sources: str) -> Iterator[None]:
        """Count a try of `sources` before the block judges it; a RefusedError of the block leaves it counted.

        Raises TooManyTriesError, StorageError.
        """
        with self._core.database.write() as connection:
            if connection.dialect.name != "sqlite":  # there every writer waits for the one before as it is
                connection.execute(_ONE_AT_A_TIME)
            self._check(connection, sources)
            noted = self._note(connection, sources)
        try:
            yield
        except RefusedError:
            raise
        except BaseException:
            self._take_back(noted)
            raise
        self._take_back(noted)

    def _check(self, connection: Connection, sources: tuple[str, ...]) -> None:
        since = to_utc_text(self._core.clock() - _WINDOW)
        ours = (attempts.c.kind == self._kind, attempts.c.at > since)
        query = select(attempts.c.who, func.count()).where(*ours).group_by(attempts.c.who)
        counts = {row[0]: row[1] for row in connection.execute(query)}
        most = max((counts.get(self._digest(source), 0) for source in sources), default=0)
        # Each wrong try is noted once for each of its sources.
        if most >= PER_SOURCE or sum(counts.values()) >= PER_SERVICE * len(sources):
            raise TooManyTriesError

    def _note(self, connection: Connection, sources: tuple[str, ...]) -> list[int]:
        """Count, and answer the numbers of the rows that do."""
        now = self._core.clock()
        rows = [
            {"kind": self._kind, "who": self._digest(source), "at": to_utc_text(now)} for source in sources
        ]
        old = (attempts.c.kind == self._kind, attempts.c.at <= to_utc_text(now - _WINDOW))
        connection.execute(delete(attempts).where(*old))
        return list(connection.execute(insert(attempts).returning(attempts.c.id), rows).scalars())

    def _take_back(self, noted: list[int]) -> None:
        with self._core.database.write() as connection:
            connection.execute(delete(attempts).where(attempts.c.id.in_(noted)))

    def _digest(self, source: str) -> str:
        return hashlib.sha256(f"{self._core.trust.aud}\n{self._kind}\n{source}".encode()).hexdigest()
