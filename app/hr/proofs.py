"""Showing that one holds a key: a server's nonce, used once, signed together with what it is for."""

from datetime import timedelta
from typing import ClassVar, Literal

from sqlalchemy import bindparam, delete, insert

from app.domain.dates import to_utc_text
from app.errors import RefusedError
from app.evidence.records import LogName, Record, Thumbprint
from app.hr.core import Core
from app.hr.store.schema import challenges
from app.protocol import PROOF_TYP
from app.signing.keys import PublicKey, b64url

_LIFE = timedelta(minutes=5)


class Proof(Record):
    """What a device signs to show that it holds a key."""

    typ: ClassVar[str] = PROOF_TYP

    aud: LogName
    nonce: Thumbprint
    purpose: Literal["enrol", "token"]


class ProofRefusedError(RefusedError):
    """The proof is for another log or purpose, or its nonce is unknown, used or older than five minutes."""

    sentence = "This computer could not show that the key is its own."
    next_step = "Try again. If it happens again, tell your IT helpdesk."


class Proofs:
    """Hands out nonces and checks what was signed with them."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def challenge(self) -> str:
        """Return a fresh nonce (32 bytes, base64url), good once and for five minutes."""
        now = self._core.clock()
        nonce = b64url(self._core.random(32))
        with self._core.database.write() as connection:
            connection.execute(_FORGET, {"now": to_utc_text(now)})
            connection.execute(_OFFER, {"nonce": nonce, "expires_at": to_utc_text(now + _LIFE)})
        return nonce

    def check(self, token: str, key: PublicKey, purpose: str) -> None:
        """Use up the nonce in `token`; raises ProofRefusedError, StorageError, or those of `Record.verified`."""
        proof = Proof.verified(token, key).record
        if proof.aud != self._core.trust.aud or proof.purpose != purpose:
            raise ProofRefusedError
        self.use(proof.nonce)

    def use(self, nonce: str) -> None:
        """Use up a nonce; raises ProofRefusedError unless it is one of ours, fresh and unused, or StorageError."""
        with self._core.database.write() as connection:
            used = connection.execute(_USE, {"of_nonce": nonce, "now": self._core.now_text()}).rowcount
        if used != 1:
            raise ProofRefusedError


# Made once: everybody who logs in asks for these.
_OFFER = insert(challenges)
_FORGET = delete(challenges).where(challenges.c.expires_at <= bindparam("now"))
_USE = delete(challenges).where(
    challenges.c.nonce == bindparam("of_nonce"), challenges.c.expires_at > bindparam("now")
)
