"""HTTP to a timestamp service (RFC 3161, section 3.4), with a deadline and a bound, and in words of its own.

Plain HTTP will do, and is what most of these services speak: what goes there is a digest, and what comes back is signed.
"""

from urllib.parse import urlsplit

from app.errors import UndersignedError
from app.evidence.timestamp import MOST_RESPONSE_BYTES, TimestampServiceUnreachableError
from app.sync.transport import HttpTransport, Limits, Proxies

QUERY = "application/timestamp-query"
_LIMITS = Limits(connect=5, read=10, whole=20, size=MOST_RESPONSE_BYTES)


class TimestampHttp:
    """Asks a timestamp service. `proxies` answers an address with the way there."""

    def __init__(self, proxies: Proxies, limits: Limits = _LIMITS) -> None:
        self._proxies = proxies
        self._limits = limits

    def post(self, address: str, request: bytes) -> bytes:
        """Send a request and return the answer's body; raises TimestampServiceUnreachableError."""
        parts = urlsplit(address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            transport = _Transport(f"{parts.scheme}://{parts.netloc}", self._proxies, self._limits)
            try:
                answer = transport.exchange("POST", path, body=request, media_type=QUERY)
            finally:
                transport.close()
        except UndersignedError as error:
            # The words of the error speak of HR's service.
            raise TimestampServiceUnreachableError from error
        if answer.status != 200:
            raise TimestampServiceUnreachableError
        return answer.body


class _Transport(HttpTransport):
    """The same without its demand for TLS."""

    def __init__(self, base: str, proxies: Proxies, limits: Limits) -> None:
        super().__init__("https://timestamps.invalid", proxies, limits)
        self._base = base
