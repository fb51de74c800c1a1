"""A fresh sign-in at the trust's provider, to go with one answer: in the person's browser, with nobody signed in before.

* It is asked for where the trust's managed settings say so, and nowhere else.
* The answer is complete before the browser opens; the sign-in's `nonce` commits to it (`app.evidence.presence`).
* What comes back is looked at here too, so that no answer claims a sign-in that HR's service would not take. Whether the
  provider signed it is for the service to judge: here it came straight from the provider, over TLS.

Source: OpenID Connect Core 1.0, sections 3.1.2.1 and 3.1.3.7.
"""

import json
from collections.abc import Callable
from typing import Any

from app.errors import RefusedError, UndersignedError
from app.evidence.identity import IdentityProvider
from app.evidence.presence import SignInNotFreshError, check_fresh
from app.signing.keys import b64url_decode
from app.sync.errors import NoSignInError, NotTheServiceError, ServiceRefusedError, SyncError
from app.sync.openid import ProviderNonsenseError, ProviderUnreachableError
from app.sync.provider_http import ProviderHttp
from app.sync.sign_in import (
    DEADLINE_SECONDS,
    BrowserNotOpenedError,
    ProviderSaidNoError,
    SignIn,
    SignInCancelledError,
    SignInTimeoutError,
)
from app.workflows._service import open_service
from app.workflows.context import Context
from app.workflows.person import require_person

__all__ = ["TROUBLES", "AskToSignIn", "SignInNotFreshError", "SignInTooLongError", "fresh_sign_in"]

AskToSignIn = Callable[[str], str]
"""Lets the person sign in about a nonce, and returns the provider's ID token."""

LONGEST_TOKEN = 10_000
"""The most characters of an ID token that go with an answer: a record has 16 KiB for everything in it."""


class SignInTooLongError(RefusedError):
    """The provider's token is longer than fits beside an answer."""

    sentence = "What your sign-in service sent is too long to go with an answer."
    next_step = "Answer without it, and tell your IT helpdesk: the sign-in lists too many groups."


TROUBLES = (
    *(SyncError, ServiceRefusedError, NotTheServiceError, ProviderUnreachableError, ProviderNonsenseError),
    *(SignInCancelledError, SignInTimeoutError, BrowserNotOpenedError, ProviderSaidNoError),
    *(SignInNotFreshError, SignInTooLongError),
)
"""What can get in the way of a sign-in; the answer can be given without it."""


def fresh_sign_in(
    context: Context,
    open_browser: Callable[[str], bool],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    seconds: float = DEADLINE_SECONDS,
) -> AskToSignIn:
    """Return how the person is asked to sign in; nothing is asked of anybody yet.

    Calling it raises NoSignInError, an error of `SignIn.id_token`, SignInNotFreshError, SignInTooLongError, SyncError,
    ServiceRefusedError, or an error of the key store.
    """

    def ask(nonce: str) -> str:
        provider = _provider(context)
        sign_in = SignIn(
            provider,
            ProviderHttp(context.proxies),
            open_browser,
            context.random,
            cancelled=cancelled,
            seconds=seconds,
            anew=True,
        )
        token = sign_in.id_token(nonce)
        _check(token, provider, nonce)
        return token

    return ask


def _provider(context: Context) -> IdentityProvider:
    service = open_service(context, require_person(context))
    token = service.client.identity_provider()
    if token is None:
        raise NoSignInError
    provider = IdentityProvider.verified(token, service.keys.key_of(token)).record
    if provider.aud != service.person.aud:
        raise NotTheServiceError
    return provider


def _check(token: str, provider: IdentityProvider, nonce: str) -> None:
    claims = _claims(token)
    audiences = claims.get("aud") if isinstance(claims.get("aud"), list) else [claims.get("aud")]
    if (claims.get("iss"), claims.get("nonce")) != (provider.issuer, nonce):
        raise ProviderNonsenseError
    if provider.client_id not in (audiences or ()):
        raise ProviderNonsenseError
    check_fresh(claims)
    if len(token) > LONGEST_TOKEN:
        raise SignInTooLongError


def _claims(token: str) -> dict[str, Any]:
    try:
        claims = json.loads(b64url_decode(token.split(".")[1]))
    except (IndexError, ValueError, RecursionError, UndersignedError):
        raise ProviderNonsenseError from None
    if not isinstance(claims, dict):
        raise ProviderNonsenseError
    return claims
