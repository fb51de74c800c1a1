"""What ties a key to a person by more than HR's word: the trust's identity provider, and one key handing on to another.

* `identity-provider+jws` is the service's: at which OpenID Connect provider staff sign in, and as which client. Devices
  take it only under the service key they were told of, so that nobody on the way can send them elsewhere.
* The sign-in's `nonce` commits to the new key (`commitment`): the provider's ID token then vouches for that very key.
* `key-rotation+jws` is signed twice over the same claims, by the old key and by the new one.
* What a key event rests on (`provider_basis`, `rotation_basis`) is kept apart from the log and can be erased; its
  SHA-256 is the event's `basis`.

Sources: OpenID Connect Core 1.0 section 2 (`nonce`); RFC 8252; RFC 8785 for the bytes of a basis.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, ClassVar, Literal

import rfc8785

from app.evidence.events import JwkClaim
from app.evidence.records import LogName, LongText, Record, ShortText, Thumbprint, Uuid4
from app.signing.keys import b64url

RedirectHost = Literal["127.0.0.1", "localhost", "::1"]


class IdentityProvider(Record):
    """Where staff sign in with their work account, told by the service to a device.

    `client_secret` is no secret: it is what some providers hand out with a desktop client and want to see again.
    """

    typ: ClassVar[str] = "identity-provider+jws"

    aud: LogName
    issuer: LongText
    client_id: ShortText
    client_secret: ShortText | None
    redirect_host: RedirectHost
    scopes: ShortText


class KeyRotation(Record):
    """The holder of the key `old` goes on with the key `new`; `nonce` is the service's, good once."""

    typ: ClassVar[str] = "key-rotation+jws"

    aud: LogName
    sub: Uuid4
    nonce: Thumbprint
    old: Thumbprint
    new: JwkClaim


def commitment(aud: str, thumbprint: str, random: str) -> str:
    """Return the `nonce` of a sign-in that is to vouch for a key: base64url of 32 bytes.

    Args:
        aud: the log's name.
        thumbprint: the new key's (RFC 7638).
        random: 32 fresh bytes in base64url, told to the service with the ID token.
    """
    return b64url(sha256(f"{aud}\n{thumbprint}\n{random}".encode()).digest())


def provider_basis(id_token: str, random: str, provider_key: Mapping[str, Any]) -> bytes:
    """Return the bytes kept of a sign-in: the ID token, the random value, and the provider's key (a JWK) as fetched."""
    return rfc8785.dumps({"id_token": id_token, "random": random, "provider_key": dict(provider_key)})


def rotation_basis(by_old: str, by_new: str) -> bytes:
    """Return the bytes kept of a rotation: both signed forms of its claims."""
    return rfc8785.dumps({"by_old": by_old, "by_new": by_new})
