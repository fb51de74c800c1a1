"""HTTP to an identity provider, with the same care as to HR's service and in words of its own."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from requests.utils import get_environ_proxies

from app.errors import UndersignedError
from app.sync.openid import MAX_BYTES, ProviderNonsenseError, ProviderUnreachableError
from app.sync.transport import Answer, HttpTransport, Limits, Proxies

_LIMITS = Limits(connect=5, read=10, whole=15, size=MAX_BYTES)
_FORM = "application/x-www-form-urlencoded"


class ProviderHttp:
    """Asks a provider. `proxies` answers an address with the way there."""

    def __init__(self, proxies: Proxies, limits: Limits = _LIMITS) -> None:
        self._proxies = proxies
        self._limits = limits

    def get(self, address: str) -> bytes:
        """Fetch what is at `address`; raises ProviderUnreachableError or ProviderNonsenseError."""
        answer = self._exchange("GET", address)
        if answer.status != 200:
            raise ProviderUnreachableError if answer.status >= 500 else ProviderNonsenseError
        return answer.body

    def post_form(self, address: str, fields: Mapping[str, str]) -> Answer:
        """Send a form and return what came back, whatever its status; raises ProviderUnreachableError."""
        return self._exchange("POST", address, urlencode(fields).encode("ascii"))

    def _exchange(self, method: str, address: str, body: bytes | None = None) -> Answer:
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            transport = HttpTransport(f"{parts.scheme}://{parts.netloc}", self._proxies, self._limits)
            try:
                return transport.exchange(method, path, body=body, media_type=_FORM)
            finally:
                transport.close()
        except UndersignedError as error:
            # The words of the error speak of HR's service.
            raise ProviderUnreachableError from error


def environment_proxies(address: str) -> Mapping[str, str]:
    """The proxies that the environment names (`HTTPS_PROXY`, `NO_PROXY`), as is usual for a service."""
    return dict(get_environ_proxies(address))
