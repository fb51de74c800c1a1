"""What every use case of the service is handed: the database, the trust's facts, its key, the clock, randomness."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, insert, select

from app.domain.dates import date_in, to_utc_text
from app.errors import RefusedError, UnavailableError
from app.evidence.merkle import empty_root
from app.evidence.trust_keys import ServiceKeys, Term
from app.hr.store.database import Database
from app.hr.store.schema import log_state, publishing_keys, service_keys, trust
from app.signing.jws import read_header
from app.signing.keys import PrivateKey, PublicKey, b64url, b64url_decode

Clock = Callable[[], datetime]
Random = Callable[[int], bytes]


class NotFoundedError(UnavailableError):
    """The database holds no trust yet."""

    sentence = "This HR service has not been set up yet."
    next_step = "Run “undersigned admin init” first."


class FoundedAlreadyError(RefusedError):
    """The database holds a trust already."""

    sentence = "This HR service has been set up already."
    next_step = "Choose another folder or database for another trust."


class OtherServiceKeyError(RefusedError):
    """The key given is not the one that this log was begun with."""

    sentence = "This is not the service key that belongs to this database."
    next_step = "Give the key that is in force. Of a database put back from a backup it is the one that was in force then."


class UnknownTimeZoneError(RefusedError):
    """No such time zone is known here."""

    sentence = "That time zone is not known on this computer."
    next_step = "Give one such as Europe/London."


@dataclass(frozen=True)
class Trust:
    """Who runs the service: the log's name, the trust's name, its time zone, and the keys it answers for.

    `publishing_keys` are those known when the service was opened; `Core.publishing_keys` knows later ones.
    """

    aud: str
    name: str
    time_zone: str
    service_key: PublicKey
    publishing_keys: tuple[PublicKey, ...]


@dataclass(frozen=True)
class Core:
    """The collaborators that use cases share; all of them are given, none is looked up."""

    database: Database
    trust: Trust
    key: PrivateKey
    clock: Clock
    random: Random

    def publishing_keys(self) -> tuple[PublicKey, ...]:
        """Every key that publishes here or did, the one in force last; raises StorageError.

        Asked for each time: the key may have been changed by another process.
        """
        with self.database.read() as connection:
            return _publishing_keys(connection)

    def service_keys(self, connection: Connection) -> ServiceKeys:
        """Every key that the service signs with or did, the one in force last."""
        rows = connection.execute(select(service_keys).order_by(service_keys.c.leaf_index)).all()
        newest = connection.execute(select(trust.c.service_x)).scalar_one()
        xs = [*(row.x for row in rows), newest]
        ends = [*(row.leaf_index for row in rows), None]
        terms = zip(xs, [None, *ends], ends, strict=False)
        return ServiceKeys(self.trust.aud, tuple(Term(public_key(x), *term) for x, *term in terms))

    def service_key_of(self, token: str) -> PublicKey:
        """Return the key that signed something of the service's own; raises UnknownServiceError, StorageError."""
        if read_header(token).kid == self.trust.service_key.thumbprint:
            return self.trust.service_key
        with self.database.read() as connection:
            return self.service_keys(connection).key_of(token)

    @property
    def time_zone(self) -> ZoneInfo:
        """The trust's time zone."""
        return ZoneInfo(self.trust.time_zone)

    def now_text(self) -> str:
        """The time now, as records hold it."""
        return to_utc_text(self.clock())

    def today(self) -> date:
        """The day it is in the trust's time zone."""
        return date_in(self.time_zone, self.clock())

    def new_id(self) -> str:
        """A fresh UUIDv4 (RFC 9562)."""
        return str(uuid.UUID(bytes=self.random(16), version=4))


def found_trust(database: Database, facts: Trust, now: datetime) -> None:
    """Set up an empty database for one trust; raises FoundedAlreadyError, UnknownTimeZoneError, StorageError."""
    try:
        ZoneInfo(facts.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnknownTimeZoneError from error
    at = to_utc_text(now)
    with database.write() as connection:
        if connection.execute(select(trust.c.id)).first():
            raise FoundedAlreadyError
        connection.execute(
            insert(trust).values(
                id=1,
                aud=facts.aud,
                name=facts.name,
                time_zone=facts.time_zone,
                service_x=b64url(facts.service_key.raw),
            )
        )
        connection.execute(
            insert(publishing_keys),
            [{"kid": key.thumbprint, "x": b64url(key.raw), "added_at": at} for key in facts.publishing_keys],
        )
        connection.execute(
            insert(log_state).values(
                id=1,
                epoch=1,
                size=0,
                root=empty_root(),
                last_at=at,
                revision=0,
                checkpoint="",
                checkpoint_size=-1,
            )
        )


def load_trust(connection: Connection) -> Trust:
    """Return the trust this database belongs to; raises NotFoundedError."""
    row = connection.execute(select(trust)).first()
    if row is None:
        raise NotFoundedError
    publishing = _publishing_keys(connection)
    return Trust(row.aud, row.name, row.time_zone, public_key(row.service_x), publishing)


def _publishing_keys(connection: Connection) -> tuple[PublicKey, ...]:
    in_force_last = (
        publishing_keys.c.replaced_at.is_(None),
        publishing_keys.c.leaf_index,
        publishing_keys.c.added_at,
    )
    rows = connection.execute(select(publishing_keys.c.x).order_by(*in_force_last)).scalars()
    return tuple(public_key(x) for x in rows)


def open_core(database: Database, key: PrivateKey, clock: Clock, random: Random) -> Core:
    """Return the core of a database that was set up; raises NotFoundedError, OtherServiceKeyError, StorageError."""
    with database.read() as connection:
        facts = load_trust(connection)
    if facts.service_key != key.public:
        raise OtherServiceKeyError
    return Core(database, facts, key, clock, random)


def public_key(x: str) -> PublicKey:
    """Return the key of a stored `x` (base64url of its 32 bytes)."""
    return PublicKey.from_raw(b64url_decode(x))
