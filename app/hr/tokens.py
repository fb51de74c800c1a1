"""Bearer tokens of devices (`session+jws`): signed by the service, good for an hour on every worker and host.

A token names the key it was given for. It ends with the key, too: each use looks whether the key is in force.
"""

from typing import ClassVar

from app.errors import RefusedError, UndersignedError
from app.evidence.records import Count, LogName, Record, Thumbprint, Uuid4
from app.hr.core import Core
from app.hr.proofs import Proofs
from app.hr.verification import Verifier, check_in_force
from app.signing.jws import read_header

LIFE_SECONDS = 3600


class NotSignedInError(RefusedError):
    """There is no token, or it is not one of ours, or its time is over."""

    sentence = "This needs a fresh sign-in."
    next_step = "The app signs in again by itself. If it does not, start it again."


class Session(Record):
    """Whom a token speaks for, by which key, and until when (seconds since 1970)."""

    typ: ClassVar[str] = "session+jws"

    aud: LogName
    sub: Uuid4
    key: Thumbprint
    expires: Count


class Tokens:
    """Gives out bearer tokens and reads them back."""

    def __init__(self, core: Core, verifier: Verifier, proofs: Proofs) -> None:
        self._core = core
        self._verifier = verifier
        self._proofs = proofs

    def give(self, proof: str) -> str:
        """Return a token for the key that `proof` shows; raises a RefusedError, or StorageError."""
        kid = read_header(proof).kid
        key, sub = self._verifier.key(kid)
        self._proofs.check(proof, key, "token")
        self._check_in_force(kid)
        expires = int(self._core.clock().timestamp()) + LIFE_SECONDS
        return Session(aud=self._core.trust.aud, sub=sub, key=kid, expires=expires).signed_by(self._core.key)

    def owner(self, token: str | None) -> str:
        """Return the `sub` that `token` speaks for; raises NotSignedInError, RetiredKeyError, RevokedKeyError, StorageError."""
        if token is None:
            raise NotSignedInError
        try:
            session = Session.verified(token, self._core.key.public).record
        except UndersignedError:
            raise NotSignedInError from None
        if session.aud != self._core.trust.aud or session.expires <= self._core.clock().timestamp():
            raise NotSignedInError
        self._check_in_force(session.key)
        return session.sub

    def _check_in_force(self, kid: str) -> None:
        with self._core.database.read() as connection:
            check_in_force(connection, kid)
