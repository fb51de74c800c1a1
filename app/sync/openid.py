"""An OpenID Connect provider's own words about itself, and talking to it over HTTP; for the device and the service.

* The discovery document is at the issuer's address, and must name that very issuer.
* Every address in it must be https, or this very computer.
* Answers are bounded: 256 KiB, 15 seconds, no redirects. Whatever goes wrong is one named error.

Source: OpenID Connect Discovery 1.0, sections 3 and 4.3.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.errors import UnavailableError
from app.sync.address import is_safe

MAX_BYTES = 256 * 1024

Get = Callable[[str], bytes]
"""Fetches what is at an address; raises ProviderUnreachableError."""


class ProviderUnreachableError(UnavailableError):
    """The identity provider could not be asked, or not in time."""

    sentence = "The sign-in service of your work account could not be reached."
    next_step = "Check the connection and try again. If it happens again, tell your IT helpdesk."


class ProviderNonsenseError(UnavailableError):
    """What answered does not speak as that provider would."""

    sentence = "The sign-in service of your work account did not answer as it should."
    next_step = "Try again in a minute. If it happens again, tell your IT helpdesk."


@dataclass(frozen=True)
class Discovery:
    """Where a provider's parts are."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


def discover(issuer: str, get: Get) -> Discovery:
    """Ask a provider where its parts are; raises ProviderUnreachableError or ProviderNonsenseError."""
    found = read_json(get(f"{issuer.rstrip('/')}/.well-known/openid-configuration"))
    names = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
    values = [found.get(name) for name in names]
    if found.get("issuer") != issuer or not all(isinstance(each, str) and is_safe(each) for each in values):
        raise ProviderNonsenseError
    return Discovery(*(str(each) for each in values))


def read_json(content: bytes) -> dict[str, Any]:
    """Read a JSON object; raises ProviderNonsenseError."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise ProviderNonsenseError from None
    if not isinstance(found, dict):
        raise ProviderNonsenseError
    return found
