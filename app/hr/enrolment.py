"""Enrolling a key with a one-time code from HR.

Rules:

* every code handed out is a leaf of the log, signed by the service, without the code itself;
* a code is good once, and for fourteen days; the service keeps only its scrypt hash;
* wrong tries are counted (`app.hr.throttle`);
* the device proves that it holds the key; a weak key, or one that somebody else holds, is refused;
* the key coming into force is a leaf of the log, and says that identity was vouched for by HR alone.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, insert, select, update

from app.domain.dates import to_utc_text
from app.domain.obligation import PersonState
from app.errors import RefusedError
from app.evidence.events import CodeIssue
from app.hr import trail
from app.hr.core import Core
from app.hr.key_events import Ground, enrol_key
from app.hr.log import Leaf, Log, LogWriter
from app.hr.people import Person, UnknownStaffError, people, person_of
from app.hr.proofs import Proofs
from app.hr.store.database import AnyRow
from app.hr.store.schema import codes, keys, schools, staff
from app.hr.throttle import Throttle
from app.signing.enrolment_code import EnrolmentCode, issue, lookup_hash
from app.signing.keys import PublicKey

CODE_LIFE = timedelta(days=14)


class WrongCodeError(RefusedError):
    """No such code was handed out."""

    sentence = "That code is not right."
    next_step = "Check each letter against what HR gave you, and try again."


class CodeUsedError(RefusedError):
    """The code was used before."""

    sentence = "That code has been used already. A code works once."
    next_step = "Ask HR for a new code. If it was not you who used it, tell HR so."


class CodeExpiredError(RefusedError):
    """The code's time is over."""

    sentence = "That code is too old to be used."
    next_step = "Ask HR for a new code."


class LeaverError(RefusedError):
    """Nobody who has left gets a code."""

    sentence = "This person is marked as having left, so they cannot be given a code."
    next_step = "If they are back, import a staff list that has them on it."


@dataclass(frozen=True)
class Issued:
    """A code as HR reads it out, for whom, and until when (RFC 3339)."""

    code: str
    person: Person
    expires: str


class Enrolment:
    """Hands out codes and enrols keys."""

    def __init__(self, core: Core, log: Log, proofs: Proofs) -> None:
        self._core = core
        self._log = log
        self._proofs = proofs
        self._throttle = Throttle(core, "code")

    def invite(self, staff_ids: Sequence[str], actor: str) -> list[Issued]:
        """Hand out a code to each; raises UnknownStaffError, LeaverError, StorageError. Takes 30 ms a person."""
        with self._core.database.read() as connection:
            wanted = list(_people(connection, staff_ids))
        made = self._make_codes(len(wanted))
        now = self._core.clock()
        expires = to_utc_text(now + CODE_LIFE)
        with self._log.writing() as writer:
            for person, (_, lookup) in zip(wanted, made, strict=True):
                self._store_code(writer, person, lookup, expires, actor)
        self._log.head()
        return [
            Issued(code.spoken(), person, expires) for person, (code, _) in zip(wanted, made, strict=True)
        ]

    def without_key(self, school: str | None = None) -> list[str]:
        """Return the staff ids of those who are here and have no key in force, of one school or all."""
        held = select(keys.c.sub).where(keys.c.ended_at.is_(None))
        here = [staff.c.person != PersonState.LEFT.value, staff.c.sub.not_in(held)]
        if school is not None:
            here.append(schools.c.name == school)
        with self._core.database.read() as connection:
            return [one.staff_id for one in people(connection, *here)]

    def enrol(self, secret: str, key: PublicKey, proof: str, source: str) -> Person:
        """Enrol `key` for whoever the code was handed to; `source` is the address that asks.

        Raises TooManyTriesError, WrongCodeError, CodeUsedError, CodeExpiredError, KeyTakenError, ProofRefusedError,
        StorageError.
        """
        self._throttle.check(source)
        lookup = lookup_hash(secret, self._core.trust.aud) if secret.isascii() else ""
        self._check_code_is_known(lookup, source)
        self._proofs.check(proof, key, "enrol")
        with self._log.writing() as writer:
            person = self._use_code(writer, lookup)
            enrol_key(self._core, writer, person.sub, key, Ground("code", by="code"))
        self._log.head()
        return person

    def _make_codes(self, count: int) -> list[tuple[EnrolmentCode, str]]:
        """Each costs two runs of scrypt, which leave the other cores free to help."""
        aud, service = self._core.trust.aud, self._core.trust.service_key.thumbprint
        publishing = self._core.publishing_keys()[-1].thumbprint

        def make(_: int) -> tuple[EnrolmentCode, str]:
            code = issue(aud, service, publishing, self._core.random)
            return code, lookup_hash(code.secret, aud)

        with ThreadPoolExecutor() as pool:
            return list(pool.map(make, range(count)))

    def _store_code(self, writer: LogWriter, person: Person, lookup: str, expires: str, actor: str) -> None:
        writer.connection.execute(
            insert(codes).values(
                lookup_hash=lookup, sub=person.sub, issued_at=writer.at, expires_at=expires, issued_by=actor
            )
        )
        jti = self._core.new_id()
        event = CodeIssue(
            aud=self._core.trust.aud, jti=jti, sub=person.sub, issued=writer.at, expires=expires, by=actor
        )
        writer.add(Leaf(event.signed_by(self._core.key), CodeIssue.typ, jti, person.sub))
        trail.note(writer.connection, writer.at, actor, "code", person.staff_id)

    def _check_code_is_known(self, lookup: str, source: str) -> None:
        with self._core.database.read() as connection:
            row = connection.execute(select(codes).where(codes.c.lookup_hash == lookup)).first()
        try:
            self._check_code(row)
        except RefusedError:
            self._throttle.note(source)
            raise

    def _check_code(self, row: AnyRow | None) -> None:
        if row is None:
            raise WrongCodeError
        if row.used_at is not None:
            raise CodeUsedError
        if row.expires_at <= self._core.now_text():
            raise CodeExpiredError

    def _use_code(self, writer: LogWriter, lookup: str) -> Person:
        # Looked at again under the lock: two devices may have come with the same code at once.
        row = writer.connection.execute(select(codes).where(codes.c.lookup_hash == lookup)).first()
        self._check_code(row)
        writer.connection.execute(
            update(codes).where(codes.c.lookup_hash == lookup).values(used_at=writer.at)
        )
        return person_of(writer.connection, staff.c.sub == row.sub)  # type: ignore[union-attr]


def _people(connection: Connection, staff_ids: Sequence[str]) -> Iterator[Person]:
    found = {one.staff_id: one for one in people(connection, staff.c.staff_id.in_(set(staff_ids)))}
    for staff_id in staff_ids:
        if staff_id not in found:
            raise UnknownStaffError(staff_id=staff_id)
        if found[staff_id].person is PersonState.LEFT:
            raise LeaverError
        yield found[staff_id]
