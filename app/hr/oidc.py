"""Judging an OpenID Connect ID token: is it that provider's, for us, fresh, and about that key?

* Signed with RS256, PS256 or ES256 by a key of the provider's own key set, fetched from the issuer; an RSA key has
  2048 bits or more. No other algorithm is looked at, least of all `none` and those with a shared secret.
* `iss` is the issuer, `aud` names our client, `azp` (where there is one, or several audiences) is our client.
* `exp` has not passed, `iat` is within ten minutes, two minutes of difference between clocks allowed.
* `nonce` is the commitment to the new key (`app.evidence.identity.commitment`).

The key set is kept for an hour; for a key that is not in it it is asked for again, at most once a minute. A provider
that cannot be reached is left alone for ten seconds, so that a crowd that waits for it does not hold up the service.
Sources: OpenID Connect Core 1.0 section 3.1.3.7; RFC 7515; RFC 7517; RFC 8725.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.errors import RefusedError, UndersignedError
from app.hr.core import Clock
from app.signing.keys import b64url_decode
from app.sync.openid import Get, ProviderUnreachableError, discover, read_json

_KEPT = timedelta(hours=1)
_AGAIN = timedelta(minutes=1)
_PAUSE = timedelta(seconds=10)
_FRESH_SECONDS = 600
_LEEWAY_SECONDS = 120
_LEAST_RSA_BITS = 2048
_KEY_TYPES = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}
_SIGN_IN_AGAIN = "Sign in again. If it happens again, tell your IT helpdesk."


class IdTokenMalformedError(RefusedError):
    """It is not a signed token, or a claim that must be there is missing or of the wrong kind."""

    sentence = "Your sign-in did not come back in a form that can be read."
    next_step = _SIGN_IN_AGAIN


class IdTokenAlgorithmError(RefusedError):
    """The token is signed by another kind of signature than a provider's, or by none."""

    sentence = "Your sign-in is not signed in a way that can be relied on."
    next_step = _SIGN_IN_AGAIN


class IdTokenKeyError(RefusedError):
    """The token names a key that the provider does not have, or one that is too weak."""

    sentence = "Your sign-in is signed with a key that your sign-in service does not have."
    next_step = _SIGN_IN_AGAIN


class IdTokenForgedError(RefusedError):
    """The signature is not the provider's."""

    sentence = "Your sign-in does not carry the signature of your sign-in service."
    next_step = _SIGN_IN_AGAIN


class IdTokenIssuerError(RefusedError):
    """The token comes from another provider."""

    sentence = "This sign-in comes from another sign-in service than your Trust’s."
    next_step = "Sign in with your work account."


class IdTokenAudienceError(RefusedError):
    """The token was made for another program."""

    sentence = "This sign-in was made for another program."
    next_step = _SIGN_IN_AGAIN


class IdTokenExpiredError(RefusedError):
    """The token's time is over, it is older than ten minutes, or it is from the future."""

    sentence = "This sign-in is too old, or the clocks do not agree."
    next_step = "Sign in again. If it happens again, ask your IT helpdesk to check the computer’s clock."


class IdTokenNonceError(RefusedError):
    """The token was made for another key: it was copied or used again."""

    sentence = "This sign-in was made for another key than the one on this computer."
    next_step = _SIGN_IN_AGAIN


@dataclass(frozen=True)
class Vouched:
    """The claims of a token that stands, and the provider's key (a JWK) as it was fetched."""

    claims: Mapping[str, Any]
    provider_key: Mapping[str, Any]


class IdTokens:
    """Judges ID tokens. `get` fetches from the provider; what it fetched is kept for an hour."""

    def __init__(self, get: Get, clock: Clock) -> None:
        self._get = get
        self._clock = clock
        self._lock = threading.Lock()
        self._fetched: dict[str, tuple[datetime, list[Mapping[str, Any]]]] = {}
        self._failed: dict[str, datetime] = {}

    def check(self, token: str, issuer: str, client_id: str, nonce: str) -> Vouched:
        """Return what a token says, once it stands.

        Raises IdTokenMalformedError, IdTokenAlgorithmError, IdTokenKeyError, IdTokenForgedError, IdTokenIssuerError,
        IdTokenAudienceError, IdTokenExpiredError, IdTokenNonceError, ProviderUnreachableError or
        ProviderNonsenseError.
        """
        algorithm, kid = _header(token)
        provider_key = self._key(issuer, algorithm, kid)
        claims = _verified(token, algorithm, provider_key)
        _check(claims, issuer, client_id, nonce, int(self._clock().timestamp()))
        return Vouched(claims, provider_key)

    def _key(self, issuer: str, algorithm: str, kid: str | None) -> Mapping[str, Any]:
        with self._lock:
            now = self._clock()
            at, keys = self._fetched.get(issuer, (now - 2 * _KEPT, []))
            found = _fitting(keys, algorithm, kid)
            if now - at > _KEPT or (found is None and now - at > _AGAIN):
                keys = self._fetch(issuer)
                self._fetched[issuer] = (now, keys)
                found = _fitting(keys, algorithm, kid)
        if found is None:
            raise IdTokenKeyError
        return found

    def _fetch(self, issuer: str) -> list[Mapping[str, Any]]:
        now = self._clock()
        if issuer in self._failed and now - self._failed[issuer] < _PAUSE:
            raise ProviderUnreachableError
        self._failed[issuer] = now
        keys = read_json(self._get(discover(issuer, self._get).jwks_uri)).get("keys")
        del self._failed[issuer]
        return [each for each in keys if isinstance(each, dict)] if isinstance(keys, list) else []


def _header(token: str) -> tuple[str, str | None]:
    from joserfc import jws  # noqa: PLC0415 - only a service with a provider needs it
    from joserfc.errors import JoseError  # noqa: PLC0415

    try:
        header = jws.extract_compact(token.encode("ascii")).headers()
    except (JoseError, ValueError, RecursionError):
        raise IdTokenMalformedError from None
    algorithm, kid = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in _KEY_TYPES or "crit" in header:
        raise IdTokenAlgorithmError
    if kid is not None and not isinstance(kid, str):
        raise IdTokenMalformedError
    return algorithm, kid


def _fitting(keys: list[Mapping[str, Any]], algorithm: str, kid: str | None) -> Mapping[str, Any] | None:
    """The one key of the set that the token can mean."""
    found = [
        each
        for each in keys
        if each.get("kty") == _KEY_TYPES[algorithm]
        and each.get("use", "sig") == "sig"
        and each.get("alg", algorithm) == algorithm
        and kid in (None, each.get("kid"))
    ]
    return found[0] if len(found) == 1 else None


def _verified(token: str, algorithm: str, provider_key: Mapping[str, Any]) -> Mapping[str, Any]:
    from joserfc import jwk, jwt  # noqa: PLC0415 - as above
    from joserfc.errors import ExceededSizeError, JoseError  # noqa: PLC0415

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


def _check(claims: Mapping[str, Any], issuer: str, client_id: str, nonce: str, now: int) -> None:
    from joserfc.errors import ClaimError  # noqa: PLC0415 - as above
    from joserfc.jwt import JWTClaimsRegistry  # noqa: PLC0415

    rules = JWTClaimsRegistry(
        now=now,
        leeway=_LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        exp={"essential": True},
        iat={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        rules.validate(dict(claims))
    except ClaimError as error:
        raise _CLAIMS.get(error.claim, IdTokenMalformedError) from None
    _check_authorized(claims, client_id)
    if claims["iat"] < now - _FRESH_SECONDS - _LEEWAY_SECONDS:
        raise IdTokenExpiredError


def _check_authorized(claims: Mapping[str, Any], client_id: str) -> None:
    audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if len(audiences) > 1 and "azp" not in claims:
        raise IdTokenAudienceError
    if claims.get("azp", client_id) != client_id:
        raise IdTokenAudienceError


_CLAIMS: dict[str, type[RefusedError]] = {
    "iss": IdTokenIssuerError,
    "aud": IdTokenAudienceError,
    "exp": IdTokenExpiredError,
    "nbf": IdTokenExpiredError,
    "iat": IdTokenExpiredError,
    "nonce": IdTokenNonceError,
}
