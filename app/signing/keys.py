"""Ed25519 keys (RFC 8032) by libsodium, and the strict base64url that records use.

A public key is refused, before anything is verified with it, when it is

* one of the 14 encodings of a low-order point: such a key "signs" anything, so its holder could deny everything;
* not canonical (y >= 2^255 - 19), not a point of the curve, or outside the prime-order subgroup, which no honest
  key generation produces.

A private key never shows its seed: its repr is the thumbprint of its public half.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NoReturn

from nacl.bindings import crypto_core_ed25519_is_valid_point
from nacl.exceptions import BadSignatureError as _SodiumBadSignatureError
from nacl.signing import SigningKey, VerifyKey

from app.errors import RefusedError

KEY_BYTES = 32
SIGNATURE_BYTES = 64

_P = 2**255 - 19
_ORDER_8_Y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
# With either sign bit these seven make the 14 low-order encodings (y = p and p + 1 are 0 and 1 again).
_LOW_ORDER_Y = frozenset({0, 1, _P - 1, _P, _P + 1, _ORDER_8_Y, _P - _ORDER_8_Y})
_SIGN_BIT = 1 << 255
# SubjectPublicKeyInfo for id-Ed25519 up to the key itself (RFC 8410, section 4).
_SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")


class NotCanonicalError(RefusedError):
    """Base64url text is not the one canonical form of its bytes (RFC 4648, sections 3.5 and 5)."""

    sentence = "Part of this record is not written in the one form that is accepted."
    next_step = "Ask for a fresh copy of it. If it happens again, tell your IT helpdesk."


class WeakKeyError(RefusedError):
    """The public key is a low-order point: a signature by it proves nothing."""

    sentence = "This key is too weak to sign with."
    next_step = (
        "Set up this computer again, so that it makes a new key. If it happens again, tell your IT helpdesk."
    )


class InvalidKeyError(RefusedError):
    """What was given is not an Ed25519 public key in its one exact form."""

    sentence = "This is not a key that can be used."
    next_step = (
        "Set up this computer again, so that it makes a new key. If it happens again, tell your IT helpdesk."
    )


class BadSignatureError(RefusedError):
    """The signature was not made over these bytes by this key."""

    sentence = "The signature does not fit. What was signed may have been changed since."
    next_step = "Do not rely on it. Ask for a fresh copy, and tell your IT helpdesk."


def b64url(data: bytes) -> str:
    """Return `data` as base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def b64url_decode(text: str) -> bytes:
    """Return the bytes of unpadded base64url `text`.

    Raises NotCanonicalError unless encoding the bytes again gives `text` exactly: no padding, no white space, no
    other alphabet, no stray low bits.
    """
    padded = text + "=" * (-len(text) % 4)
    try:
        data = base64.urlsafe_b64decode(padded)
    except (binascii.Error, ValueError) as error:
        raise NotCanonicalError from error
    if b64url(data) != text:
        raise NotCanonicalError
    return data


@dataclass(frozen=True)
class PublicKey:
    """An Ed25519 public key that has passed every check above; equal and hashable by its 32 bytes."""

    raw: bytes

    def __post_init__(self) -> None:
        _check_point(self.raw)

    @classmethod
    def from_raw(cls, raw: bytes) -> "PublicKey":
        """Make a key from its 32 bytes; raises WeakKeyError or InvalidKeyError."""
        return cls(bytes(raw))

    @classmethod
    def from_jwk(cls, jwk: Mapping[str, object]) -> "PublicKey":
        """Make a key from a JWK (RFC 8037, section 2) of exactly `kty`, `crv` and `x`.

        Raises InvalidKeyError, WeakKeyError, or NotCanonicalError for an `x` that is not canonical base64url.
        """
        x = jwk.get("x")
        if set(jwk) != {"kty", "crv", "x"} or not isinstance(x, str):
            raise InvalidKeyError
        if jwk["kty"] != "OKP" or jwk["crv"] != "Ed25519":
            raise InvalidKeyError
        return cls(b64url_decode(x))

    def jwk(self) -> dict[str, str]:
        """Return the key as a JWK with its members in the order of RFC 7638."""
        return {"crv": "Ed25519", "kty": "OKP", "x": b64url(self.raw)}

    @cached_property
    def thumbprint(self) -> str:
        """The base64url SHA-256 of the key's JWK (RFC 7638): its `kid`, 43 characters."""
        member = f'{{"crv":"Ed25519","kty":"OKP","x":"{b64url(self.raw)}"}}'
        return b64url(hashlib.sha256(member.encode("ascii")).digest())

    def pem(self) -> str:
        """Return the key as SubjectPublicKeyInfo PEM text (RFC 8410), as `openssl` reads it."""
        body = base64.b64encode(_SPKI_PREFIX + self.raw).decode("ascii")
        return f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n"

    def verify(self, signature: bytes, message: bytes) -> None:
        """Raise BadSignatureError unless `signature` (64 bytes) is this key's over `message` (RFC 8032, 5.1.7)."""
        if len(signature) != SIGNATURE_BYTES:
            raise BadSignatureError
        try:
            VerifyKey(self.raw).verify(message, signature)
        except _SodiumBadSignatureError as error:
            raise BadSignatureError from error

    def __repr__(self) -> str:
        return f"PublicKey({self.thumbprint})"


class PrivateKey:
    """An Ed25519 private key; its repr shows the public half's thumbprint and nothing else."""

    __slots__ = ("_key", "_public")

    def __init__(self, key: SigningKey) -> None:
        self._key = key
        self._public = PublicKey(bytes(key.verify_key))

    @classmethod
    def generate(cls, random: Callable[[int], bytes] = os.urandom) -> "PrivateKey":
        """Make a new key from 32 bytes of `random`."""
        return cls.from_seed(random(KEY_BYTES))

    @classmethod
    def from_seed(cls, seed: bytes) -> "PrivateKey":
        """Make the key of a 32-byte seed (RFC 8032, 5.1.5); raises InvalidKeyError for another length."""
        if len(seed) != KEY_BYTES:
            raise InvalidKeyError
        return cls(SigningKey(bytes(seed)))

    @property
    def seed(self) -> bytes:
        """The 32 secret bytes: for the key store alone."""
        return bytes(self._key)

    @property
    def public(self) -> PublicKey:
        """The public half."""
        return self._public

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature over `message` (RFC 8032, 5.1.6)."""
        return self._key.sign(message).signature

    def __reduce__(self) -> NoReturn:
        raise TypeError("a private key is neither pickled nor copied")

    def __repr__(self) -> str:
        return f"PrivateKey({self._public.thumbprint})"


@lru_cache(maxsize=512)
def _check_point(raw: bytes) -> None:
    if len(raw) != KEY_BYTES:
        raise InvalidKeyError
    if int.from_bytes(raw, "little") & ~_SIGN_BIT in _LOW_ORDER_Y:
        raise WeakKeyError
    # libsodium's check covers y < p, the curve equation and the prime-order subgroup at once.
    if not crypto_core_ed25519_is_valid_point(raw):
        raise InvalidKeyError
