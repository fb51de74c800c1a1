"""The trust's keys as managed settings name them: whoever answers with others is not believed, whichever way of setting up.

Settings that name no key compare nothing. Then a code still vouches for the keys by its checksum; a sign-in has nothing
else to go by, and is refused (`app.workflows.enrol_with_provider`).
"""

from dataclasses import dataclass

from app import protocol
from app.errors import RefusedError
from app.signing.keys import PublicKey


class OtherServiceError(RefusedError):
    """The service's keys are not those that the managed settings name."""

    sentence = "What answered is not the HR service that this computer was told of, so nothing was sent."
    next_step = "Tell your IT helpdesk. Do not type in a code or a password."


@dataclass(frozen=True)
class TrustKeys:
    """The thumbprints (RFC 7638) of the trust's keys, as managed settings name them; two while one is replaced."""

    service: tuple[str, ...] = ()
    publishing: tuple[str, ...] = ()

    def check_service(self, trust: protocol.Trust) -> None:
        """Raise OtherServiceError if the service's key is not one of those that are named."""
        if self.service and thumbprint(trust.service_key) not in self.service:
            raise OtherServiceError

    def check_publishing(self, key: protocol.Jwk) -> None:
        """Raise OtherServiceError if a publishing key is not one of those that are named."""
        if self.publishing and thumbprint(key) not in self.publishing:
            raise OtherServiceError


def thumbprint(key: protocol.Jwk) -> str:
    """Return the thumbprint of a key as the service tells it; raises InvalidKeyError or WeakKeyError."""
    return PublicKey.from_jwk(key.model_dump()).thumbprint
