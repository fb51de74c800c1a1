"""Timestamps of the log from outside (RFC 3161), taken once a day where a timestamp service is set.

* The head as it is goes to the service that IT set, with a nonce; what comes back has to be its answer to that, under
  the certificate that IT set beside it. Then its digest becomes a leaf of the log, and the answer is kept.
* Whatever fails, there is no timestamp; the local clock takes nobody's place. It is on the trail, and tried again.
* A log that has not grown since the last timestamp but by that timestamp needs no other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from sqlalchemy import delete, func, insert, select

from app.domain.dates import to_utc_text
from app.errors import RefusedError, UndersignedError
from app.evidence import timestamp
from app.evidence.timestamp import Stamp, Timestamp, TimestampServiceUnreachableError
from app.hr import trail
from app.hr.core import Core
from app.hr.log import Head, Leaf, Log
from app.hr.store.schema import timestamp_service, timestamps

Post = Callable[[str, bytes], bytes]
"""Sends a timestamp request (RFC 3161 section 3.4) to an address and returns the answer's body."""


class TimestampAddressError(RefusedError):
    """Not an http or https address."""

    sentence = "A timestamp service has an address that starts with https:// or http://."
    next_step = "Give the address as its operator publishes it."


@dataclass(frozen=True)
class TimestampService:
    """Where timestamps come from: its address, and the certificates (PEM) that its answers are judged by."""

    url: str
    authority: str


@dataclass(frozen=True)
class Taken:
    """What came of it: the timestamp and the log's size that it covers, why there is none, or neither if none is due."""

    stamp: Stamp | None = None
    size: int = 0
    problem: UndersignedError | None = None


def no_timestamps(_url: str, _request: bytes) -> bytes:
    """Reach no timestamp service: what only administers never has to."""
    raise TimestampServiceUnreachableError


class Timestamps:
    """Sets the timestamp service, and takes timestamps. `post` is how it is reached."""

    def __init__(self, core: Core, log: Log, post: Post = no_timestamps) -> None:
        self._core = core
        self._log = log
        self._post = post

    def set_service(self, service: TimestampService | None, actor: str) -> None:
        """Use this service from now on, or none; raises TimestampAddressError, AuthorityError, StorageError."""
        with self._core.database.write() as connection:
            connection.execute(delete(timestamp_service))
            if service is not None:
                parts = urlsplit(service.url)
                if parts.scheme not in ("http", "https") or not parts.hostname:
                    raise TimestampAddressError
                kept = {"url": service.url, "authority": timestamp.tidy(service.authority)}
                connection.execute(insert(timestamp_service).values(id=1, **kept))
            at, subject = self._core.now_text(), service.url if service else "none"
            trail.note(connection, at, actor, "timestamp-service", subject[:200])

    def service(self) -> TimestampService | None:
        """The service that is set, or None; raises StorageError."""
        with self._core.database.read() as connection:
            row = connection.execute(select(timestamp_service)).first()
        return TimestampService(row.url, row.authority) if row else None

    def newest(self) -> str | None:
        """The time of the newest timestamp (RFC 3339), or None; raises StorageError."""
        with self._core.database.read() as connection:
            return connection.execute(select(func.max(timestamps.c.at))).scalar()

    def take(self, actor: str) -> Taken:
        """Have the log's head stamped, if a service is set and the log has grown; raises StorageError."""
        service, head = self.service(), self._log.head()
        if service is None or head.size <= self._covered():
            return Taken()
        try:
            return Taken(self._take(service, head), head.size)
        except (RefusedError, TimestampServiceUnreachableError) as problem:
            with self._core.database.write() as connection:
                why = f"no timestamp: {problem.code}"
                trail.note(connection, self._core.now_text(), actor, "timestamp", service.url[:200], why)
            return Taken(problem=problem)

    def _take(self, service: TimestampService, head: Head) -> Stamp:
        asked = timestamp.request(head.text.encode("utf-8"))
        response = self._post(service.url, asked.content)
        stamp = timestamp.verified(response, head.text.encode("utf-8"), service.authority, asked)
        jti = self._core.new_id()
        with self._log.writing() as writer:
            leaf = Timestamp(
                aud=self._core.trust.aud,
                jti=jti,
                at=writer.at,
                checkpoint=head.text,
                response=sha256(response).hexdigest(),
                authority=service.authority,
            )
            index = writer.add(Leaf(leaf.signed_by(self._core.key), Timestamp.typ, jti))
            writer.connection.execute(
                insert(timestamps).values(
                    leaf_index=index, size=head.size, at=to_utc_text(stamp.at), response=response
                )
            )
        self._log.head()
        return stamp

    def _covered(self) -> int:
        """The log's size right after the newest timestamp's own leaf."""
        with self._core.database.read() as connection:
            newest: int | None = connection.execute(select(func.max(timestamps.c.leaf_index))).scalar()
        return 0 if newest is None else newest + 1
