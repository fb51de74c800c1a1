"""Replacing the publishing key: a leaf signed by the old key that carries the new key's consent.

* `publishing-key+jws` is signed by the old key, and holds the new key and `consent`.
* `consent` is a `publishing-key-consent+jws` signed by the new key, with the same `jti`, naming both keys.
* The new key holds for manifests after the leaf, the old one for those before it. So it does not matter which of
  the two a device was told of: the leaf leads from either to the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from app.errors import RefusedError
from app.evidence.events import JwkClaim
from app.evidence.records import LogName, Record, Signed, Thumbprint, UtcTime, Uuid4
from app.signing.keys import PrivateKey, PublicKey


class RotationError(RefusedError):
    """The old key and the new one do not both stand behind the change."""

    sentence = (
        "The change of the key that policies are signed with is not in order, so it was not taken over."
    )
    next_step = "Tell your IT helpdesk. What is published stays as it is."


class Consent(Record):
    """The new key's word that it takes over from the old one."""

    typ: ClassVar[str] = "publishing-key-consent+jws"

    aud: LogName
    jti: Uuid4
    old: Thumbprint
    new: Thumbprint


class KeyChange(Record):
    """The old key's word that the new one takes over."""

    typ: ClassVar[str] = "publishing-key+jws"
    consents: ClassVar[type[Consent]] = Consent

    aud: LogName
    jti: Uuid4
    at: UtcTime
    old: JwkClaim
    new: JwkClaim
    consent: Annotated[str, StringConstraints(max_length=4096)]

    def keys(self) -> tuple[PublicKey, PublicKey]:
        """The old and the new key; raises InvalidKeyError or WeakKeyError."""
        return PublicKey.from_jwk(self.old.model_dump()), PublicKey.from_jwk(self.new.model_dump())


@dataclass(frozen=True)
class Publisher:
    """A key that may have signed a manifest, and the leaf index before which it did; None is no end."""

    key: PublicKey
    until: int | None


def change(
    aud: str, jti: str, at: str, old: PrivateKey, new: PrivateKey, kind: type[KeyChange] = KeyChange
) -> str:
    """Return the leaf by which `new` takes over from `old`, signed by both. `at` is RFC 3339, UTC."""
    consent = kind.consents(aud=aud, jti=jti, old=old.public.thumbprint, new=new.public.thumbprint)
    return kind(
        aud=aud,
        jti=jti,
        at=at,
        old=JwkClaim.model_validate(old.public.jwk()),
        new=JwkClaim.model_validate(new.public.jwk()),
        consent=consent.signed_by(new),
    ).signed_by(old)


def verified(token: str, old: PublicKey, aud: str, kind: type[KeyChange] = KeyChange) -> Signed[KeyChange]:
    """Return the change that `old` signed, with the new key's consent; raises RotationError and signature errors."""
    found = kind.verified(token, old)
    named, new = found.record.keys()
    consent = kind.consents.verified(found.record.consent, new).record
    expected = (aud, aud, found.record.jti, old.thumbprint, new.thumbprint, old)
    if (
        found.record.aud,
        consent.aud,
        consent.jti,
        consent.old,
        consent.new,
        named,
    ) != expected or new == old:
        raise RotationError
    return found


def publishers(
    trusted: PublicKey, first: PublicKey, changes: Iterable[tuple[int, str]], aud: str
) -> list[Publisher]:
    """Return the keys to believe in, newest last: from `first` by every change, each with its leaf's index.

    Raises RotationError where `trusted` is in none of them, or a signature error where they do not follow on.
    """
    found: list[Publisher] = []
    newest = first
    for index, token in changes:
        found.append(Publisher(newest, index))
        newest = verified(token, newest, aud).record.keys()[1]
    found.append(Publisher(newest, None))
    if trusted not in [each.key for each in found]:
        raise RotationError
    return found
