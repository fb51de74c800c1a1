"""Judging an OpenID Connect ID token: is it that provider's, for us, fresh, and about that key?

* Signed by a key of the provider's own key set, fetched from the issuer (`app.evidence.id_token`).
* `iss` is the issuer, `aud` names our client, `azp` (where there is one, or several audiences) is our client.
* `exp` has not passed, `iat` is within ten minutes, two minutes of difference between clocks allowed. What came with a
  record may come later than that (`app.hr.presence`): `exp` is then judged as at `iat`.
* `nonce` is the commitment to the new key or to the record (`app.evidence.identity`, `app.evidence.presence`).

The key set is kept for an hour; for a key that is not in it it is asked for again, at most once a minute. A provider
that cannot be reached is left alone for ten seconds, so that a crowd that waits for it does not hold up the service.
Sources: OpenID Connect Core 1.0 section 3.1.3.7; RFC 7515; RFC 7517; RFC 8725.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.errors import RefusedError
from app.evidence import id_token
from app.evidence.id_token import (
    KEY_TYPES,
    SIGN_IN_AGAIN,
    IdTokenAlgorithmError,
    IdTokenForgedError,
    IdTokenKeyError,
    IdTokenMalformedError,
)
from app.hr.core import Clock
from app.sync.openid import Get, ProviderUnreachableError, discover, read_json

_KEPT = timedelta(hours=1)
_AGAIN = timedelta(minutes=1)
_PAUSE = timedelta(seconds=10)
_FRESH = timedelta(minutes=10)
_LEEWAY_SECONDS = 120

__all__ = [
    "IdTokenAlgorithmError",
    "IdTokenAudienceError",
    "IdTokenExpiredError",
    "IdTokenForgedError",
    "IdTokenIssuerError",
    "IdTokenKeyError",
    "IdTokenMalformedError",
    "IdTokenNonceError",
    "IdTokens",
    "Vouched",
]


class IdTokenIssuerError(RefusedError):
    """The token comes from another provider."""

    sentence = "This sign-in comes from another sign-in service than your Trust’s."
    next_step = "Sign in with your work account."


class IdTokenAudienceError(RefusedError):
    """The token was made for another program."""

    sentence = "This sign-in was made for another program."
    next_step = SIGN_IN_AGAIN


class IdTokenExpiredError(RefusedError):
    """The token's time is over, it is older than ten minutes, or it is from the future."""

    sentence = "This sign-in is too old, or the clocks do not agree."
    next_step = "Sign in again. If it happens again, ask your IT helpdesk to check the computer’s clock."


class IdTokenNonceError(RefusedError):
    """The token was made for another key: it was copied or used again."""

    sentence = "This sign-in was made for another key than the one on this computer."
    next_step = SIGN_IN_AGAIN


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

    def check(
        self, token: str, issuer: str, client_id: str, nonce: str, *, within: timedelta = _FRESH
    ) -> Vouched:
        """Return what a token says, once it stands; it was made `within` that time.

        Raises IdTokenMalformedError, IdTokenAlgorithmError, IdTokenKeyError, IdTokenForgedError, IdTokenIssuerError,
        IdTokenAudienceError, IdTokenExpiredError, IdTokenNonceError, ProviderUnreachableError or
        ProviderNonsenseError.
        """
        algorithm, kid = id_token.header(token)
        provider_key = self._key(issuer, algorithm, kid)
        claims = id_token.verified(token, algorithm, provider_key)
        _check(claims, issuer, client_id, nonce, _moment(claims, int(self._clock().timestamp()), within))
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


def _fitting(keys: list[Mapping[str, Any]], algorithm: str, kid: str | None) -> Mapping[str, Any] | None:
    """The one key of the set that the token can mean."""
    found = [
        each
        for each in keys
        if each.get("kty") == KEY_TYPES[algorithm]
        and each.get("use", "sig") == "sig"
        and each.get("alg", algorithm) == algorithm
        and kid in (None, each.get("kid"))
    ]
    return found[0] if len(found) == 1 else None


def _moment(claims: Mapping[str, Any], now: int, within: timedelta) -> int:
    """The second as at which a token is judged; raises IdTokenExpiredError for one that is too old."""
    made = claims.get("iat")
    if type(made) is not int:
        return now
    if made < now - within.total_seconds() - _LEEWAY_SECONDS:
        raise IdTokenExpiredError
    return now if within <= _FRESH else min(now, made)


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
