"""A fresh sign-in that came with an answer: what ties it to that very record, and what fixes it in the log.

* The record is complete before the browser opens. The sign-in's `nonce` commits to its digest (`presence_commitment`):
  what the provider signs is about this record, and can be put to no other use.
* The sign-in was fresh: the provider says when the person signed in (`auth_time`), and that it was just before it signed.
* The service checks it when it comes, and adds a leaf (`presence-check+jws`) whose `basis` is the digest of what it
  keeps beside the log: the ID token, the random value and the provider's key as fetched. That can be erased.

Sources: OpenID Connect Core 1.0 sections 2 (`nonce`, `auth_time`) and 3.1.2.1 (`max_age`, `prompt`).
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, ClassVar

from app.errors import RefusedError
from app.evidence.records import LogName, Record, Sha256, UtcTime, Uuid4
from app.signing.keys import b64url

FRESH_SECONDS = 300
"""How long before the provider signed its ID token the person may have signed in."""

_LEEWAY_SECONDS = 120


class SignInNotFreshError(RefusedError):
    """The provider does not say when the person signed in, or it was not just now."""

    sentence = "Your sign-in service did not ask you to sign in anew, or does not say when you did."
    next_step = "Try again and type your password when it asks, or answer without it. Tell your IT helpdesk."


class PresenceCheck(Record):
    """The service checked the sign-in that came with an answer; `basis` is the digest of what it rests on."""

    typ: ClassVar[str] = "presence-check+jws"

    aud: LogName
    jti: Uuid4
    sub: Uuid4
    acknowledgement: Uuid4
    at: UtcTime
    basis: Sha256


def presence_commitment(record_sha256: str, random: str) -> str:
    """Return the `nonce` of a sign-in that is to go with one record: base64url of 32 bytes.

    Args:
        record_sha256: the digest of the record's token, in hex.
        random: 32 fresh bytes in base64url, told to the service with the ID token.
    """
    return b64url(sha256(f"{record_sha256}\n{random}".encode()).digest())


def check_fresh(claims: Mapping[str, Any]) -> None:
    """Raise SignInNotFreshError unless an ID token says that the person signed in just before it was made."""
    signed, at = claims.get("auth_time"), claims.get("iat")
    if type(signed) is not int or type(at) is not int:
        raise SignInNotFreshError
    if not at - FRESH_SECONDS <= signed <= at + _LEEWAY_SECONDS:
        raise SignInNotFreshError
