"""The signature of an identity provider on an ID token: read and verified, with a key that somebody else vouches for.

* Signed with RS256, PS256 or ES256; no other algorithm is looked at, least of all `none` and those with a shared secret.
* An RSA key has 2048 bits or more.
* What the claims must be is another matter: the service judges a fresh token (`app.hr.oidc`), a pack one that is kept
  (`app.evidence.basis`).

Sources: RFC 7515; RFC 7517; RFC 8725.
"""

from collections.abc import Mapping
from typing import Any

from app.errors import RefusedError, UndersignedError
from app.signing.keys import b64url_decode

KEY_TYPES: Mapping[str, str] = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}
SIGN_IN_AGAIN = "Sign in again. If it happens again, tell your IT helpdesk."
_LEAST_RSA_BITS = 2048


class IdTokenMalformedError(RefusedError):
    """It is not a signed token, or a claim that must be there is missing or of the wrong kind."""

    sentence = "Your sign-in did not come back in a form that can be read."
    next_step = SIGN_IN_AGAIN


class IdTokenAlgorithmError(RefusedError):
    """The token is signed by another kind of signature than a provider's, or by none."""

    sentence = "Your sign-in is not signed in a way that can be relied on."
    next_step = SIGN_IN_AGAIN


class IdTokenKeyError(RefusedError):
    """The token names a key that the provider does not have, or one that is too weak."""

    sentence = "Your sign-in is signed with a key that your sign-in service does not have."
    next_step = SIGN_IN_AGAIN


class IdTokenForgedError(RefusedError):
    """The signature is not the provider's."""

    sentence = "Your sign-in does not carry the signature of your sign-in service."
    next_step = SIGN_IN_AGAIN


def header(token: str) -> tuple[str, str | None]:
    """Return a token's algorithm and the name of its key, if it has one.

    Raises IdTokenMalformedError or IdTokenAlgorithmError.
    """
    from joserfc import jws  # noqa: PLC0415 - late: a computer without a sign-in never needs it
    from joserfc.errors import JoseError  # noqa: PLC0415

    try:
        found = jws.extract_compact(token.encode("ascii")).headers()
    except (JoseError, ValueError, RecursionError):
        raise IdTokenMalformedError from None
    algorithm, kid = found.get("alg"), found.get("kid")
    if not isinstance(algorithm, str) or algorithm not in KEY_TYPES or "crit" in found:
        raise IdTokenAlgorithmError
    if kid is not None and not isinstance(kid, str):
        raise IdTokenMalformedError
    return algorithm, kid


def verified(token: str, algorithm: str, provider_key: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the claims of a token that `provider_key` (a JWK) signed with `algorithm`.

    Raises IdTokenMalformedError, IdTokenKeyError or IdTokenForgedError.
    """
    from joserfc import jwk, jwt  # noqa: PLC0415 - as above
    from joserfc.errors import ExceededSizeError, JoseError  # noqa: PLC0415

    if provider_key.get("kty") != KEY_TYPES[algorithm]:
        raise IdTokenKeyError
    if provider_key["kty"] == "RSA" and _rsa_bits(provider_key) < _LEAST_RSA_BITS:
        raise IdTokenKeyError
    try:
        key = jwk.import_key(dict(provider_key))
    except (JoseError, ValueError):
        raise IdTokenKeyError from None
    try:
        return jwt.decode(token, key, algorithms=[algorithm]).claims
    except (ExceededSizeError, RecursionError):
        raise IdTokenMalformedError from None
    except (JoseError, ValueError):
        raise IdTokenForgedError from None


def _rsa_bits(provider_key: Mapping[str, Any]) -> int:
    try:
        return int.from_bytes(b64url_decode(str(provider_key.get("n"))), "big").bit_length()
    except UndersignedError:
        raise IdTokenKeyError from None
