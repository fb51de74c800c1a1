"""What a leaf rests on, where it is kept: a provider's word for a key or an answer, or a key handing on to the next.

* The bytes are those whose SHA-256 is the leaf's `basis`; they are kept apart from the log and may be erased.
* A sign-in (`provider_basis`): the ID token is signed by the provider's key that lies beside it, and its `nonce` is the
  commitment to this very key. Whether that key is the provider's own is the service's word, or another's who knows it.
* A sign-in that came with an answer: the same, and its `nonce` is the commitment to that very record; the provider
  says that the person signed in just before.
* A change of key (`rotation_basis`): the old key and the new one signed the same claims, about the same person.

Whether the token was fresh was judged when it came (`app.hr.oidc`); here its times are told and not judged.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from app.errors import RefusedError
from app.evidence import id_token
from app.evidence.events import KeyEvent
from app.evidence.identity import KeyRotation, commitment
from app.evidence.presence import PresenceCheck, check_fresh, presence_commitment
from app.evidence.records import Acknowledgement, Signed
from app.signing import jws
from app.signing.keys import PublicKey

_RANDOM = re.compile(r"[A-Za-z0-9_-]{43}")
_FAR = 2**37  # seconds; what a provider may say is bounded by nothing else


class BasisError(RefusedError):
    """What is kept beside a leaf is not what the log fixed, or does not vouch for that key or answer."""

    sentence = "What is kept of how this key or this answer was vouched for does not belong to it."
    next_step = "Do not rely on it. Ask for the original pack."


@dataclass(frozen=True)
class SignedIn:
    """A provider vouched: its address, the account there, its e-mail address if the provider says it is theirs, when.

    `at` is when it signed its word for a key; for an answer it is when the person signed in. Seconds since 1970.
    """

    issuer: str
    account: str
    email: str | None
    at: int | None
    algorithm: str


@dataclass(frozen=True)
class HandedOn:
    """The key `old` of the same person signed that the new one follows it."""

    old: str


Basis = SignedIn | HandedOn


def read_basis(content: bytes, event: KeyEvent) -> Basis:
    """Return what `content` shows about the key of an `enrolled` event.

    Raises BasisError, an error of `app.evidence.id_token`, or of `Record.verified`.
    """
    if event.event != "enrolled" or sha256(content).hexdigest() != event.basis:
        raise BasisError
    fields = _object(content)
    if fields.keys() == _SIGN_IN:
        return _signed_in(fields, event)
    if fields.keys() == {"by_old", "by_new"}:
        return _handed_on(fields, event)
    raise BasisError


def _object(content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise BasisError from None
    if not isinstance(value, dict):
        raise BasisError
    return value


_SIGN_IN = {"id_token", "random", "provider_key"}


def read_presence(content: bytes, check: PresenceCheck, answer: Signed[Acknowledgement]) -> SignedIn:
    """Return whose fresh sign-in came with an answer, as `content` shows it.

    Raises BasisError, SignInNotFreshError, or an error of `app.evidence.id_token`.
    """
    about = (answer.record.jti, answer.record.sub, answer.record.presence)
    if about != (check.acknowledgement, check.sub, "provider") or sha256(content).hexdigest() != check.basis:
        raise BasisError
    fields = _object(content)
    if fields.keys() != _SIGN_IN:
        raise BasisError
    claims, algorithm = _provider_word(fields)
    if claims.get("nonce") != presence_commitment(answer.sha256, fields["random"]):
        raise BasisError
    check_fresh(claims)
    return _told(claims, algorithm, claims.get("auth_time"))


def _signed_in(fields: dict[str, Any], event: KeyEvent) -> SignedIn:
    claims, algorithm = _provider_word(fields)
    if claims.get("nonce") != commitment(event.aud, event.kid, fields["random"]):
        raise BasisError
    return _told(claims, algorithm, claims.get("iat"))


def _provider_word(fields: dict[str, Any]) -> tuple[Mapping[str, Any], str]:
    """The claims of an ID token that the key beside it signed, and how it was signed."""
    token, random, key = fields["id_token"], fields["random"], fields["provider_key"]
    if not (isinstance(token, str) and isinstance(random, str) and isinstance(key, dict)):
        raise BasisError
    if not _RANDOM.fullmatch(random):
        raise BasisError
    algorithm, _ = id_token.header(token)
    return id_token.verified(token, algorithm, key), algorithm


def _told(claims: Mapping[str, Any], algorithm: str, at: object) -> SignedIn:
    issuer, account, email = (claims.get(name) for name in ("iss", "sub", "email"))
    if not isinstance(issuer, str) or not isinstance(account, str):
        raise BasisError
    vouched = isinstance(email, str) and claims.get("email_verified") is True
    return SignedIn(
        issuer=issuer,
        account=account,
        email=str(email) if vouched else None,
        at=at if isinstance(at, int) and 0 <= at < _FAR else None,
        algorithm=algorithm,
    )


def _handed_on(fields: dict[str, Any], event: KeyEvent) -> HandedOn:
    by_old, by_new = fields["by_old"], fields["by_new"]
    if not (isinstance(by_old, str) and isinstance(by_new, str)):
        raise BasisError
    new = PublicKey.from_jwk(event.jwk.model_dump())
    claims = KeyRotation.verified(by_new, new).record
    if (claims.aud, claims.sub, claims.new) != (event.aud, event.sub, event.jwk):
        raise BasisError
    # The old key itself is looked up by whoever knows the person's keys.
    if jws.read_header(by_old).kid != claims.old or jws.read_claims(by_old) != claims.model_dump():
        raise BasisError
    return HandedOn(claims.old)


def check_handed_on(content: bytes, old: PublicKey) -> None:
    """Raise an error of `Record.verified` unless the old key of a change signed its half."""
    KeyRotation.verified(_object(content)["by_old"], old)
