"""Compact JSON Web Signatures (RFC 7515) with Ed25519 (RFC 8037, RFC 9864), in one exact form.

* The header is exactly `{"alg":"Ed25519","typ":"<typ>","kid":"<thumbprint>"}`: these fields, this order, no space.
* The payload is a JSON object in its RFC 8785 form, at most 16 KiB, nested at most 16 deep, without fractions and
  without whole numbers beyond 2^53 - 1.
* All three parts are canonical base64url; nothing stands before, between or after them.
* No key is duplicated at any depth.
* Sizes are checked before anything is decoded, and the signature before the payload is read.

A token therefore has one spelling only: what verifies here is byte for byte what was signed. `sign` holds itself
to the same rules. No error repeats any text of the token.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

import rfc8785

from app.errors import RefusedError
from app.signing.keys import (
    BadSignatureError,
    InvalidKeyError,
    NotCanonicalError,
    PrivateKey,
    PublicKey,
    WeakKeyError,
    b64url,
    b64url_decode,
)

__all__ = [
    "BadSignatureError",
    "DuplicateClaimError",
    "Header",
    "InvalidKeyError",
    "MalformedTokenError",
    "MissingHeaderError",
    "NotCanonicalError",
    "NotCanonicalJsonError",
    "OversizeError",
    "UnexpectedHeaderError",
    "Verified",
    "WeakKeyError",
    "WrongAlgorithmError",
    "WrongKeyError",
    "WrongTypeError",
    "read_claims",
    "read_header",
    "record_sha256",
    "sign",
    "verify",
]

MAX_PAYLOAD_BYTES = 16 * 1024
MAX_DEPTH = 16
MAX_INTEGER = 2**53 - 1

# An honest header takes under 250 characters; the room is for naming what is wrong with a longer one.
_MAX_HEADER_CHARS = 4096
_MAX_PAYLOAD_CHARS = -(-MAX_PAYLOAD_BYTES * 4 // 3)
_SIGNATURE_CHARS = 86
_MAX_TOKEN_CHARS = _MAX_HEADER_CHARS + _MAX_PAYLOAD_CHARS + _SIGNATURE_CHARS + 2

_ALGORITHM = "Ed25519"
_FIELDS = ("alg", "typ", "kid")
# RFC 8785 for what `_check_values` let through, where every name is ASCII: five times as fast as the library, and
# the same bytes (tests/unit/signing/test_jws.py compares them).
_PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

_ALWAYS_EXACT = frozenset({str, bool, type(None)})

_VISIBLE = re.compile(r"[!-~]*")
_TYP = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}\+jws")
_KID = re.compile(r"[A-Za-z0-9_-]{43}")


class _TokenError(RefusedError):
    next_step = "Ask for a fresh copy of it. If it happens again, tell your IT helpdesk."


class WrongAlgorithmError(_TokenError):
    """`alg` is anything but Ed25519: `none`, EdDSA, HS256 and the rest (RFC 8725, section 3.1)."""

    sentence = "This record is signed in a way that is not accepted here."


class WrongTypeError(_TokenError):
    """`typ` is not the kind of record that was asked for (RFC 8725, section 3.11)."""

    sentence = "This is another kind of record than the one expected here."


class UnexpectedHeaderError(_TokenError):
    """The header has a further field, such as `crit`, `jwk`, `jku`, `x5u`, `x5c` or `b64`."""

    sentence = "This record says more about its own signature than is accepted."


class MissingHeaderError(_TokenError):
    """The header lacks `alg`, `typ` or `kid`."""

    sentence = "This record does not say how, as what, or by which key it was signed."


class MalformedTokenError(_TokenError):
    """Not one compact JWS: not three parts, other characters, data before or after, or no JSON object inside."""

    sentence = "This is not a whole signed record."


class DuplicateClaimError(_TokenError):
    """A JSON object names the same key twice, in the header or at any depth of the payload."""

    sentence = "This record says the same thing twice, so it could be read in two ways."


class NotCanonicalJsonError(_TokenError):
    """The payload is not in its RFC 8785 form (or cannot have one), or the header not in its exact form."""

    sentence = "What this record says is not written in the one form that is accepted."


class OversizeError(_TokenError):
    """The record is longer, or nested deeper, than a record may be."""

    sentence = "This record is larger than a record may be."


class WrongKeyError(_TokenError):
    """`kid` is not the thumbprint of the key it is checked with."""

    sentence = "This record names another key than the one it is checked with."


@dataclass(frozen=True)
class Header:
    """What a token claims to be and whose, not yet verified: enough to look its key up."""

    typ: str
    kid: str


@dataclass(frozen=True)
class Verified:
    """A token whose signature, header and form have all been checked."""

    typ: str
    kid: str
    claims: dict[str, Any]
    token: str
    sha256: str


def sign(typ: str, claims: Mapping[str, object], key: PrivateKey) -> str:
    """Return the compact JWS of `claims` as `typ` (such as `policy-ack+jws`), signed by `key`.

    Raises NotCanonicalJsonError for values without an exact JSON form, OversizeError, and WrongTypeError for a
    `typ` that is not lower-case letters, digits, dots and hyphens ending in `+jws`.
    """
    if not _TYP.fullmatch(typ):
        raise WrongTypeError
    payload = _canonical(dict(claims))
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise OversizeError
    signing_input = f"{b64url(_header_bytes(typ, key.public.thumbprint))}.{b64url(payload)}"
    return f"{signing_input}.{b64url(key.sign(signing_input.encode('ascii')))}"


def read_header(token: str) -> Header:
    """Return the header of a token, parsed strictly but not verified.

    Raises OversizeError, MalformedTokenError, NotCanonicalError, DuplicateClaimError, WrongAlgorithmError,
    UnexpectedHeaderError, MissingHeaderError or NotCanonicalJsonError.
    """
    return _parse_header(_split(token)[0])


def read_claims(token: str) -> dict[str, Any]:
    """Return the claims of a token, parsed as strictly as `verify` does but not verified.

    Raises what `read_header` raises, and for the payload MalformedTokenError, NotCanonicalError, DuplicateClaimError,
    NotCanonicalJsonError or OversizeError.
    """
    header_part, payload_part, signature_part = _split(token)
    _parse_header(header_part)
    b64url_decode(signature_part)
    return _parse_payload(b64url_decode(payload_part))


def verify(token: str, typ: str, key: PublicKey) -> Verified:
    """Return the verified contents of `token`, a record of kind `typ` signed by `key`.

    Raises what `read_header` raises, then WrongTypeError, WrongKeyError, BadSignatureError, and for the payload
    MalformedTokenError, DuplicateClaimError, NotCanonicalJsonError or OversizeError.
    """
    header_part, payload_part, signature_part = _split(token)
    header = _parse_header(header_part)
    if header.typ != typ:
        raise WrongTypeError
    if header.kid != key.thumbprint:
        raise WrongKeyError
    payload = b64url_decode(payload_part)
    signature = b64url_decode(signature_part)
    key.verify(signature, f"{header_part}.{payload_part}".encode("ascii"))
    return Verified(header.typ, header.kid, _parse_payload(payload), token, record_sha256(token))


def record_sha256(token: str) -> str:
    """Return the hex SHA-256 of the token's ASCII bytes; raises MalformedTokenError for other text."""
    if not token.isascii():
        raise MalformedTokenError
    return hashlib.sha256(token.encode("ascii")).hexdigest()


def _split(token: str) -> tuple[str, str, str]:
    if len(token) > _MAX_TOKEN_CHARS:
        raise OversizeError
    parts = token.split(".")
    if len(parts) != 3 or not _VISIBLE.fullmatch(token):
        raise MalformedTokenError
    header, payload, signature = parts
    if len(header) > _MAX_HEADER_CHARS or len(payload) > _MAX_PAYLOAD_CHARS:
        raise OversizeError
    return header, payload, signature


# A trust has few: one for each kind of record and each key. Packs and ingest see the same ones again and again.
@lru_cache(maxsize=512)
def _parse_header(part: str) -> Header:
    raw = b64url_decode(part)
    fields = _parse_object(raw)
    if fields.get("alg", _ALGORITHM) != _ALGORITHM:
        raise WrongAlgorithmError
    if not fields.keys() <= set(_FIELDS):
        raise UnexpectedHeaderError
    if len(fields) != len(_FIELDS):
        raise MissingHeaderError
    typ, kid = fields["typ"], fields["kid"]
    if not isinstance(typ, str) or not isinstance(kid, str):
        raise MalformedTokenError
    if not _TYP.fullmatch(typ):
        raise WrongTypeError
    if not _KID.fullmatch(kid):
        raise WrongKeyError
    if raw != _header_bytes(typ, kid):
        raise NotCanonicalJsonError
    return Header(typ, kid)


def _header_bytes(typ: str, kid: str) -> bytes:
    return f'{{"alg":"{_ALGORITHM}","typ":"{typ}","kid":"{kid}"}}'.encode("ascii")


def _parse_payload(raw: bytes) -> dict[str, Any]:
    claims = _parse_object(raw)
    if _canonical(claims) != raw:
        raise NotCanonicalJsonError
    return claims


def _parse_object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object_without_duplicates,
            parse_int=_whole_number,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except RecursionError as error:
        raise OversizeError from error
    except ValueError:
        # Not chained: a decoding error carries the text that it could not read.
        raise MalformedTokenError from None
    if not isinstance(value, dict):
        raise MalformedTokenError
    return value


def _object_without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DuplicateClaimError
    return found


def _whole_number(digits: str) -> int:
    # Bounded before int(), which takes quadratic time and refuses beyond 4300 digits in its own words.
    if len(digits) > 17:
        raise NotCanonicalJsonError
    return int(digits)


def _refuse_number(_text: str) -> NoReturn:
    raise NotCanonicalJsonError


def _canonical(claims: dict[str, Any]) -> bytes:
    names = _check_values(claims)
    try:
        if all(map(str.isascii, names)):
            return _PLAIN.encode(claims).encode("utf-8")
        # Names sort by their UTF-16 there, which differs from Python's order beyond the basic plane.
        return rfc8785.dumps(claims)
    except ValueError:
        # A lone surrogate, for one; not chained, for the library's message may quote it.
        raise NotCanonicalJsonError from None


def _check_values(claims: dict[str, Any]) -> set[str]:
    """Walk without recursion: bound the depth, and leave only values that have one exact JSON form.

    Returns every name there is, at any depth.
    """
    names: set[str] = set()
    level: list[object] = [claims]
    for _ in range(MAX_DEPTH):
        if not level:
            return names
        level = [
            inner for value in level if type(value) not in _ALWAYS_EXACT for inner in _members(value, names)
        ]
    for value in level:
        if isinstance(value, dict | list | tuple):
            raise OversizeError
        _members(value, names)
    return names


def _members(value: object, names: set[str]) -> Iterable[object]:
    match value:
        case dict():
            if not all(isinstance(name, str) for name in value):
                raise NotCanonicalJsonError
            names.update(value)
            return value.values()
        case list() | tuple():
            return value
        case None | bool() | str():
            return ()
        case int() if -MAX_INTEGER <= value <= MAX_INTEGER:
            return ()
    raise NotCanonicalJsonError
