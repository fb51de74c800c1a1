"""One HTTP exchange with HR's service, careful about everything that is not that service.

Rules:

* https only, judged by the operating system's own trust store, also through a proxy (schools' own CAs are there);
  plain http only to this very computer;
* 5 s to connect, 15 s between any two pieces of an answer, 60 s in all, 24 MiB at most;
* no redirects, no cookies, nothing from the environment or a .netrc, and nothing of the machine in a header;
* the proxy is what the given callable says for the address; after a failure it is asked again;
* every failure is one of the errors of `app.sync.errors`.
"""

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Protocol

import requests
import truststore
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ReadTimeoutError

from app.sync.address import checked_address
from app.sync.errors import (
    AnswerTooLargeError,
    CertificateDateError,
    CertificateError,
    ProxyRefusedError,
    ProxyWantsPasswordError,
    ServiceSlowError,
    ServiceUnreachableError,
    SignInPageError,
    SyncError,
)

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
WHOLE_SECONDS = 60.0
MAX_BYTES = 24 * 2**20

_PIECE_BYTES = 64 * 1024
_HEADERS = {"User-Agent": "undersigned", "Accept-Encoding": "gzip", "Accept": "*/*"}

Proxies = Callable[[str], Mapping[str, str]]
"""Answers an address with the proxies for it by scheme, `{}` for none; it may take seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the media type without parameters (lower case), and the body."""

    status: int
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much, in seconds and bytes."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    whole: float = WHOLE_SECONDS
    size: int = MAX_BYTES


class HttpTransport:
    """Exchanges with one service; `base` is its address.

    Args:
        base: such as "https://hr.example.org"; raises AddressRefusedError for one that is not safe.
        proxies: the way there.
        limits: how long and how much.
        monotonic: a clock that never goes back, in seconds.
    """

    def __init__(
        self,
        base: str,
        proxies: Proxies,
        limits: Limits = Limits(),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._base = checked_address(base)
        self._proxies = proxies
        self._way: dict[str, str] | None = None
        self._limits = limits
        self._monotonic = monotonic
        self._session = _session()

    def exchange(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        bearer: str | None = None,
        media_type: str = "application/json",
    ) -> Answer:
        """Send one request, its body of `media_type`, and return what came back, whatever its status.

        Raises: one of the kinds of SyncError.
        """
        ends = self._monotonic() + self._limits.whole
        try:
            response = self._session.request(
                method,
                self._base + path,
                data=body,
                headers=_headers(body, bearer, media_type),
                timeout=(self._limits.connect, self._limits.read),
                proxies=self._proxies_now(),
                allow_redirects=False,
                stream=True,
            )
            with response:
                return self._read(response, ends)
        except requests.RequestException as error:
            self._way = None
            raise _in_words(error) from error

    def close(self) -> None:
        """Close every connection."""
        self._session.close()

    def _proxies_now(self) -> dict[str, str]:
        if self._way is None:
            self._way = dict(self._proxies(self._base))
        return self._way

    def _read(self, response: requests.Response, ends: float) -> Answer:
        if response.is_redirect or 300 <= response.status_code < 400:
            raise SignInPageError
        if response.status_code == requests.codes.proxy_authentication_required:
            raise ProxyWantsPasswordError
        body = b"".join(self._pieces(response, ends))
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(response.status_code, media_type, body)

    def _pieces(self, response: requests.Response, ends: float) -> Iterator[bytes]:
        size = 0
        for piece in response.iter_content(_PIECE_BYTES):
            size += len(piece)
            if size > self._limits.size:
                raise AnswerTooLargeError
            if self._monotonic() > ends:
                raise ServiceSlowError
            yield piece


def no_proxies(_address: str) -> Mapping[str, str]:
    """The straight way."""
    return {}


class _Judged(Protocol):
    cert_reqs: str


class _TrustStoreAdapter(HTTPAdapter):
    """Judges certificates by the operating system's trust store alone, with a proxy and without."""

    def __init__(self) -> None:
        self._context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().__init__(max_retries=0)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: object
    ) -> None:
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs, ssl_context=self._context)

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: object) -> object:
        return super().proxy_manager_for(proxy, **proxy_kwargs, ssl_context=self._context)

    def cert_verify(self, conn: _Judged, url: str, verify: object, cert: object) -> None:  # noqa: ARG002
        # The library would add the certificates it ships to those of the system.
        conn.cert_reqs = "CERT_REQUIRED"


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.headers.clear()
    session.headers.update(_HEADERS)
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.mount("https://", _TrustStoreAdapter())
    session.mount("http://", HTTPAdapter(max_retries=0))
    return session


def _headers(body: bytes | None, bearer: str | None, media_type: str) -> dict[str, str]:
    headers = {"Content-Type": media_type} if body is not None else {}
    return headers | ({"Authorization": f"Bearer {bearer}"} if bearer else {})


_KINDS: tuple[tuple[type[Exception], type[SyncError]], ...] = (
    (requests.exceptions.ProxyError, ProxyRefusedError),
    (requests.exceptions.InvalidProxyURL, ProxyRefusedError),
    (requests.exceptions.SSLError, CertificateError),
    (requests.exceptions.ConnectTimeout, ServiceUnreachableError),
    (requests.exceptions.Timeout, ServiceSlowError),
)


def _in_words(error: requests.RequestException) -> SyncError:
    # A read that times out in the middle of a body comes as a broken connection around the timeout.
    if any(isinstance(inner, ReadTimeoutError) for inner in error.args):
        return ServiceSlowError()
    kind = next((ours for theirs, ours in _KINDS if isinstance(error, theirs)), ServiceUnreachableError)
    causes = list(_causes(error))
    if kind is ProxyRefusedError and any("407" in str(cause) for cause in causes):
        return ProxyWantsPasswordError()
    if kind is CertificateError and any(getattr(cause, "verify_code", 0) in _OUT_OF_DATE for cause in causes):
        return CertificateDateError()
    return kind()


_OUT_OF_DATE = {9, 10, 0x800B0101}
"""Not yet valid and expired as OpenSSL numbers them (X509_V_ERR_…), and Windows (CERT_E_EXPIRED)."""


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Walk through the library's wrappings: their arguments and reasons, down to the first cause."""
    for inner in (*error.args, getattr(error, "reason", None)):
        if isinstance(inner, BaseException):
            yield inner
            yield from _causes(inner)
