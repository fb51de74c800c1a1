"""A key coming into force or ending: the row and its leaf, in one transaction that holds the log.

A record counts by its place in the log: what stands before the leaf that ended its key stays valid.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from sqlalchemy import insert, select, update

from app.errors import RefusedError
from app.evidence.events import JwkClaim, KeyEvent
from app.hr.core import Core, public_key
from app.hr.log import Leaf, LogWriter
from app.hr.store.database import AnyRow
from app.hr.store.schema import key_bases, keys
from app.signing.keys import PublicKey, b64url

Identity = Literal["code", "provider"]
Ending = Literal["retired", "revoked"]


class KeyTakenError(RefusedError):
    """The key is enrolled for somebody else, or was, or is no longer in force."""

    sentence = "This key is in use already, or was, and cannot be set up again."
    next_step = "Set up this computer again, so that it makes a new key."


@dataclass(frozen=True)
class Ground:
    """How a person was vouched for, by whose hand, and the bytes that it rests on, if there are any."""

    identity: Identity
    by: str
    basis: bytes | None = None


def enrol_key(core: Core, writer: LogWriter, sub: str, key: PublicKey, ground: Ground) -> None:
    """Bring a key into force; one that is in force for this person already stays as it is. Raises KeyTakenError."""
    held = writer.connection.execute(select(keys).where(keys.c.kid == key.thumbprint)).first()
    if held is not None:
        if held.sub != sub or held.ended_at is not None:
            raise KeyTakenError
        return
    digest = sha256(ground.basis).hexdigest() if ground.basis is not None else None
    leaf = _add(core, writer, sub, key, "enrolled", ground, digest)
    writer.connection.execute(
        insert(keys).values(
            kid=key.thumbprint,
            sub=sub,
            x=b64url(key.raw),
            identity=ground.identity,
            enrolled_at=writer.at,
            enrolled_leaf=leaf,
        )
    )
    if ground.basis is not None:
        kept = {"kid": key.thumbprint, "sha256": digest, "content": ground.basis.decode("utf-8")}
        writer.connection.execute(insert(key_bases).values(kept))


def end_key(core: Core, writer: LogWriter, held: AnyRow, ending: Ending, by: str, why: str) -> None:
    """End the key of a row of `keys` from here on in the log; `why` is for people and stays out of the log."""
    ground = Ground(identity_of(held), by)
    leaf = _add(core, writer, held.sub, public_key(held.x), ending, ground, None)
    writer.connection.execute(
        update(keys)
        .where(keys.c.kid == held.kid)
        .values(
            ended_at=writer.at,
            ended_leaf=leaf,
            ended_as=ending,
            ended_why=why[:400],
        )
    )


def identity_of(held: AnyRow) -> Identity:
    """Return how the person was vouched for when the key of a row of `keys` was enrolled."""
    return "provider" if held.identity == "provider" else "code"


def _add(
    core: Core,
    writer: LogWriter,
    sub: str,
    key: PublicKey,
    event: Literal["enrolled", "retired", "revoked"],
    ground: Ground,
    digest: str | None,
) -> int:
    jti = core.new_id()
    claims = KeyEvent(
        aud=core.trust.aud,
        jti=jti,
        sub=sub,
        event=event,
        at=writer.at,
        kid=key.thumbprint,
        jwk=JwkClaim.model_validate(key.jwk()),
        identity=ground.identity,
        basis=digest,
        by=ground.by,
    )
    return writer.add(Leaf(claims.signed_by(core.key), KeyEvent.typ, jti, sub))
