"""The keys in one person's name: listing them, going on from one to the next, and ending one.

* Several keys a person is normal. A lost key costs a new enrolment, and nothing that it signed.
* A rotation is signed by the old key and by the new one over the same claims, with a nonce of the service. The new key
  inherits how identity was proved; the old one is retired, at the next leaf of the log.
* HR ends a key with a reason: `retired` (not in use any more) or `revoked` (lost or stolen). Either way what stands in
  the log before that leaf stays valid, and what comes after is refused.
* A person ends a key of their own with any other of theirs; asked again, nothing more happens.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.errors import RefusedError
from app.evidence.identity import KeyRotation, rotation_basis
from app.hr import trail
from app.hr.core import Core
from app.hr.key_events import Ending, Ground, end_key, enrol_key, identity_of
from app.hr.log import Log
from app.hr.people import person_of
from app.hr.proofs import Proofs
from app.hr.store.schema import keys, staff
from app.hr.verification import Verifier, check_in_force
from app.signing.jws import read_header
from app.signing.keys import PublicKey

_OWN_WORDS: dict[Ending, str] = {
    "retired": "Not in use any more, said the person.",
    "revoked": "Lost or stolen, said the person.",
}


class RotationMismatchError(RefusedError):
    """The two signed halves do not say the same, or not of the keys that signed them."""

    sentence = "The old key and the new one do not say the same."
    next_step = "Nothing was changed. Try again; if it happens again, tell your IT helpdesk."


class KeyNotTheirsError(RefusedError):
    """The person has no key of this thumbprint."""

    sentence = "This person has no such key."
    next_step = "List the person’s keys, and copy the key’s name from there."


class KeyEndedError(RefusedError):
    """The key was retired or revoked before."""

    sentence = "This key has ended already."
    next_step = "There is nothing more to do. What it signed before stays valid."


class ReasonMissingError(RefusedError):
    """No reason was given."""

    sentence = "There is no reason yet. The person will see it beside their key."
    next_step = "Give one in a few words, such as “laptop stolen”."


@dataclass(frozen=True)
class HeldKey:
    """A key in a person's name; times are RFC 3339, leaves are places in the log, of an epoch each.

    `x` is its public half in base64url. `ending` is "retired" or "revoked", `why` the reason given for it.
    """

    kid: str
    x: str
    identity: str
    enrolled: str
    enrolled_leaf: int | None
    ended: str | None
    ended_leaf: int | None
    ending: str | None
    why: str | None


def keys_of(connection: Connection, sub: str) -> list[HeldKey]:
    """The keys of one person, oldest first."""
    rows = connection.execute(
        select(keys).where(keys.c.sub == sub).order_by(keys.c.enrolled_at, keys.c.enrolled_leaf)
    )
    return [
        HeldKey(
            kid=row.kid,
            x=row.x,
            identity=row.identity,
            enrolled=row.enrolled_at,
            enrolled_leaf=row.enrolled_leaf,
            ended=row.ended_at,
            ended_leaf=row.ended_leaf,
            ending=row.ended_as,
            why=row.ended_why,
        )
        for row in rows
    ]


class PersonKeys:
    """Lists, rotates and ends keys."""

    def __init__(self, core: Core, log: Log, proofs: Proofs, verifier: Verifier) -> None:
        self._core = core
        self._log = log
        self._proofs = proofs
        self._verifier = verifier

    def of(self, staff_id: str) -> list[HeldKey]:
        """Return the keys of somebody on the staff list; raises UnknownStaffError, StorageError."""
        with self._core.database.read() as connection:
            return keys_of(connection, person_of(connection, staff.c.staff_id == staff_id).sub)

    def end(self, staff_id: str, kid: str, ending: Ending, why: str, actor: str) -> None:
        """End a key from here on in the log.

        Raises UnknownStaffError, KeyNotTheirsError, KeyEndedError, ReasonMissingError, StorageError.
        """
        if not why.strip():
            raise ReasonMissingError
        with self._log.writing() as writer:
            person = person_of(writer.connection, staff.c.staff_id == staff_id)
            held = writer.connection.execute(select(keys).where(keys.c.kid == kid)).first()
            if held is None or held.sub != person.sub:
                raise KeyNotTheirsError
            if held.ended_at is not None:
                raise KeyEndedError
            end_key(self._core, writer, held, ending, actor, why.strip())
            trail.note(writer.connection, writer.at, actor, f"key-{ending}", staff_id, f"{kid} {why.strip()}")
        self._log.head()

    def end_own(self, sub: str, kid: str, ending: Ending) -> None:
        """End a key in one's own name from here on in the log; one that has ended stays as it is.

        Raises KeyNotTheirsError, StorageError.
        """
        why = _OWN_WORDS[ending]
        with self._log.writing() as writer:
            held = writer.connection.execute(select(keys).where(keys.c.kid == kid)).first()
            if held is None or held.sub != sub:
                raise KeyNotTheirsError
            if held.ended_at is None:
                end_key(self._core, writer, held, ending, trail.THEMSELVES, why)
                staff_id = person_of(writer.connection, staff.c.sub == sub).staff_id
                detail = f"{kid} {why}"
                trail.note(writer.connection, writer.at, trail.THEMSELVES, f"key-{ending}", staff_id, detail)
        self._log.head()

    def rotate(self, by_old: str, by_new: str) -> None:
        """Retire the key that signed `by_old` and bring the one that signed `by_new` into force, as one step.

        Raises UnknownKeyError, RetiredKeyError, RevokedKeyError, KeyTakenError, RotationMismatchError, WrongAudienceError,
        WrongPersonError, ProofRefusedError, those of `Record.verified`, StorageError.
        """
        old, owner = self._verifier.key(read_header(by_old).kid)
        claims = KeyRotation.verified(by_old, old).record
        new = PublicKey.from_jwk(claims.new.model_dump())
        if KeyRotation.verified(by_new, new).record != claims or claims.old != old.thumbprint or new == old:
            raise RotationMismatchError
        self._verifier.check_owner(claims.aud, claims.sub, owner)
        self._proofs.use(claims.nonce)
        with self._log.writing() as writer:
            check_in_force(writer.connection, old.thumbprint)
            held = writer.connection.execute(select(keys).where(keys.c.kid == old.thumbprint)).one()
            ground = Ground(identity_of(held), "rotation", rotation_basis(by_old, by_new))
            enrol_key(self._core, writer, owner, new, ground)
            end_key(self._core, writer, held, "retired", "rotation", "Replaced by a newer key.")
        self._log.head()
