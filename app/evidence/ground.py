"""What a record is judged against: the trust's keys, the people's keys and their lives, and what was published.

A key event holds from its own place in the log: what comes after it is judged by it, what came before is not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.errors import RefusedError
from app.evidence.events import JwkClaim, KeyEvent
from app.evidence.manifest import Manifest
from app.evidence.records import Signed
from app.evidence.trust_keys import ServiceKeys, Term, UnknownServiceError
from app.signing.keys import PublicKey

_NEW_CODE = "Set up this computer again with a new code from HR."
_ASK = "It was not accepted. Ask for the original record, and tell your IT helpdesk."


class UnknownKeyError(RefusedError):
    """No such key was ever enrolled here."""

    sentence = "This was signed with a key that HR does not know."
    next_step = _NEW_CODE


class KeyNotEnrolledYetError(RefusedError):
    """The record stands in the log before its key was enrolled."""

    sentence = "This was signed with a key that was not set up yet at that time."
    next_step = _ASK


class RetiredKeyError(RefusedError):
    """The key was retired before this place in the log."""

    sentence = "This was signed with a key that is no longer in use."
    next_step = f"{_NEW_CODE} What arrived before stays valid."


class RevokedKeyError(RefusedError):
    """The key was revoked before this place in the log."""

    sentence = "This was signed with a key that was reported lost or stolen."
    next_step = f"{_NEW_CODE} What arrived before stays valid."


class KeyHistoryError(RefusedError):
    """Key events that no honest log holds: a wrong `kid`, two owners, enrolled twice, ended twice or unenrolled."""

    sentence = "What is known of this key does not fit together."
    next_step = _ASK


class UnknownPublisherError(RefusedError):
    """The manifest is signed by a key that is not one of the trust's publishing keys."""

    sentence = "This policy was signed by somebody who does not publish for this trust."
    next_step = "Publish from the computer that holds the trust’s publishing key."


@dataclass(frozen=True)
class KeyLife:
    """A person's key: whose, how identity was vouched for, and the leaf indexes of its enrolment and end."""

    kid: str
    sub: str
    jwk: JwkClaim
    identity: str
    enrolled: int
    ended: int | None = None
    end: str | None = None

    @cached_property
    def key(self) -> PublicKey:
        """The key itself; raises WeakKeyError, InvalidKeyError or KeyHistoryError."""
        key = PublicKey.from_jwk(self.jwk.model_dump())
        if key.thumbprint != self.kid:
            raise KeyHistoryError
        return key

    def check_in_force(self, index: int | None) -> None:
        """Raise unless the key was in force at leaf `index`; None is "now", after all that is known.

        Raises KeyNotEnrolledYetError, RetiredKeyError or RevokedKeyError.
        """
        if index is not None and index <= self.enrolled:
            raise KeyNotEnrolledYetError
        if self.ended is None or (index is not None and index < self.ended):
            return
        raise RevokedKeyError if self.end == "revoked" else RetiredKeyError


@dataclass(frozen=True)
class Published:
    """A verified manifest and its leaf index, or None where that is not known."""

    manifest: Signed[Manifest]
    index: int | None = None


@dataclass(frozen=True)
class Ground:
    """What a record is judged against.

    `manifests` is by policy id and version; `received` has the token digest (hex) of each `jti` already known. The
    mappings may look up what they are asked for, as the service's do (`app.hr.verification`). `service_key` and
    `publishing_keys` are the trust's; where any was changed, `service` and `terms` (by thumbprint) say which was in force
    where in the log.
    """

    aud: str
    service_key: PublicKey
    publishing_keys: tuple[PublicKey, ...]
    keys: Mapping[str, KeyLife] = field(default_factory=dict)
    manifests: Mapping[tuple[str, int], Published] = field(default_factory=dict)
    received: Mapping[str, str] = field(default_factory=dict)
    service: ServiceKeys | None = None
    terms: Mapping[str, Term] = field(default_factory=dict)

    @cached_property
    def service_keys(self) -> ServiceKeys:
        """The service keys, whether they were ever changed or not."""
        return self.service or ServiceKeys.of(self.aud, self.service_key)

    def service_term(self, kid: str) -> Term:
        """Return the service key of this thumbprint; raises UnknownServiceError."""
        found = self.service_keys.term(kid)
        if found is None:
            raise UnknownServiceError
        return found

    def publisher(self, kid: str) -> Term:
        """Return the publishing key of this thumbprint; raises UnknownPublisherError."""
        for key in self.publishing_keys:
            if key.thumbprint == kid:
                return self.terms.get(kid, Term(key))
        raise UnknownPublisherError


def key_history(events: Iterable[tuple[int, KeyEvent]]) -> dict[str, KeyLife]:
    """Return the life of each key from its events and their leaf indexes, in any order; raises KeyHistoryError."""
    lives: dict[str, KeyLife] = {}
    for index, event in sorted(events, key=lambda one: one[0]):
        life = lives.get(event.kid)
        if event.event == "enrolled":
            if life is not None:
                raise KeyHistoryError
            lives[event.kid] = KeyLife(event.kid, event.sub, event.jwk, event.identity, index)
            continue
        if life is None or life.ended is not None or (life.sub, life.jwk) != (event.sub, event.jwk):
            raise KeyHistoryError
        lives[event.kid] = replace(life, ended=index, end=event.event)
    return lives
