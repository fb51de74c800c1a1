"""Signing in at the trust's identity provider: the person's own browser does it, and comes back to this computer.

Rules:

* authorization code with PKCE (S256), as a public client: nothing secret is in this program;
* the system's browser, never one of ours: the app sees no password;
* the browser comes back to a port that the system chose on the loopback, open only while it is awaited. Only a request
  with this sign-in's own `state` counts; anything else is answered "not found" and changes nothing;
* the closing page is plain HTML, without script, and may not be kept or framed;
* the ID token is handed on as it came: whether it stands is for HR's service to judge, whose business it is.

Sources: RFC 6749 section 4.1; RFC 7636; RFC 8252 sections 7.3 and 8; RFC 9207 (`iss`); OpenID Connect Core 1.0.
"""

import hmac
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

from app.errors import RefusedError, UnavailableError
from app.evidence.identity import IdentityProvider
from app.signing.keys import b64url
from app.sync.openid import Discovery, ProviderNonsenseError, ProviderUnreachableError, discover, read_json
from app.sync.provider_http import ProviderHttp

DEADLINE_SECONDS = 300.0
_LOOK_SECONDS = 0.1  # how soon a cancelled sign-in ends
_REQUEST_SECONDS = 5  # a browser opens connections that it never uses
_LONGEST_TOKEN = 24_000


class SignInCancelledError(RefusedError):
    """The person stopped it, here or at the provider."""

    sentence = "The sign-in was stopped."
    next_step = "Nothing was changed. You can sign in again at any time."


class SignInTimeoutError(UnavailableError):
    """The browser did not come back in time."""

    sentence = "The sign-in was not finished in time."
    next_step = "Try again, and finish signing in within five minutes."


class BrowserNotOpenedError(UnavailableError):
    """No browser could be opened."""

    sentence = "No web browser could be opened to sign in."
    next_step = "Open a web browser once by hand and try again, or ask HR for a code."


class ProviderSaidNoError(RefusedError):
    """The provider said no."""

    sentence = "Your sign-in service did not let you in."
    next_step = "Sign in with your work account. If it happens again, tell your IT helpdesk."


class SignIn:
    """One sign-in at one provider.

    Args:
        provider: what the service told under its signature.
        http: the way to the provider.
        open_browser: opens an address in the person's browser; answers whether it could.
        random: fresh random bytes.
        cancelled: asked several times a second while the person is away.
        seconds: how long the person may take.
        anew: ask the provider to let the person sign in anew, whoever is signed in at it already, and to say when they
            did (OpenID Connect Core 1.0, 3.1.2.1, `prompt` and `max_age`).
    """

    def __init__(
        self,
        provider: IdentityProvider,
        http: ProviderHttp,
        open_browser: Callable[[str], bool],
        random: Callable[[int], bytes],
        *,
        cancelled: Callable[[], bool] = lambda: False,
        seconds: float = DEADLINE_SECONDS,
        anew: bool = False,
    ) -> None:
        self._anew = anew
        self._provider = provider
        self._http = http
        self._open_browser = open_browser
        self._random = random
        self._cancelled = cancelled
        self._seconds = seconds

    def id_token(self, nonce: str) -> str:
        """Let the person sign in and return the provider's ID token about `nonce`.

        Raises SignInCancelledError, SignInTimeoutError, ProviderSaidNoError, BrowserNotOpenedError,
        ProviderUnreachableError or ProviderNonsenseError.
        """
        found = discover(self._provider.issuer, self._http.get)
        verifier, state = b64url(self._random(32)), b64url(self._random(32))
        with _listening(self._provider.redirect_host, state) as listener:
            asked = self._address(found, listener.redirect_uri, nonce, state, verifier)
            if not self._open_browser(asked):
                raise BrowserNotOpenedError
            answer = self._await(listener)
            code = self._code(answer)
            return self._redeem(found, code, listener.redirect_uri, verifier)

    def _address(self, found: Discovery, redirect_uri: str, nonce: str, state: str, verifier: str) -> str:
        fields = {
            "response_type": "code",
            "client_id": self._provider.client_id,
            "redirect_uri": redirect_uri,
            "scope": self._provider.scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": b64url(sha256(verifier.encode("ascii")).digest()),
            "code_challenge_method": "S256",
        }
        if self._anew:
            fields |= {"prompt": "login", "max_age": "0"}
        joint = "&" if urlsplit(found.authorization_endpoint).query else "?"
        return f"{found.authorization_endpoint}{joint}{urlencode(fields)}"

    def _await(self, listener: "_Listener") -> Mapping[str, str]:
        ends = time.monotonic() + self._seconds
        while not listener.came_back.wait(_LOOK_SECONDS):
            if self._cancelled():
                raise SignInCancelledError
            if time.monotonic() > ends:
                raise SignInTimeoutError
        return listener.answer

    def _code(self, answer: Mapping[str, str]) -> str:
        if answer.get("iss", self._provider.issuer) != self._provider.issuer:
            raise ProviderNonsenseError
        if "error" in answer:
            raise SignInCancelledError if answer["error"] == "access_denied" else ProviderSaidNoError
        if not answer.get("code"):
            raise ProviderNonsenseError
        return answer["code"]

    def _redeem(self, found: Discovery, code: str, redirect_uri: str, verifier: str) -> str:
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "client_id": self._provider.client_id,
            "code_verifier": verifier,
        }
        if self._provider.client_secret is not None:
            fields["client_secret"] = self._provider.client_secret
        answer = self._http.post_form(found.token_endpoint, fields)
        if answer.status >= 500:
            raise ProviderUnreachableError
        if answer.status != 200:
            raise ProviderSaidNoError
        token = read_json(answer.body).get("id_token")
        if not isinstance(token, str) or not 0 < len(token) <= _LONGEST_TOKEN:
            raise ProviderNonsenseError
        return token


class _Listener(ThreadingHTTPServer):
    """Waits on the loopback for the browser to come back with the right state, once."""

    daemon_threads = True
    allow_reuse_address = False  # on Windows it would let another program take the same port

    def __init__(self, host: str, state: str) -> None:
        self.address_family = socket.AF_INET6 if host == "::1" else socket.AF_INET
        super().__init__(("::1" if host == "::1" else "127.0.0.1", 0), _Handler)
        shown = "[::1]" if host == "::1" else host
        self.authority = f"{shown}:{self.server_address[1]}"
        self.redirect_uri = f"http://{self.authority}/"
        self.came_back = threading.Event()
        self.answer: Mapping[str, str] = {}
        self._state = state
        self._taking = threading.Lock()

    def server_bind(self) -> None:
        """Bind without asking the network for this computer's name, as the library would."""
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def take(self, query: str) -> bool:
        """Take the provider's answer, if it is the answer to this sign-in and the first one."""
        try:
            pairs = parse_qsl(query, max_num_fields=20, errors="strict")
        except ValueError:
            return False
        answer = dict(pairs)
        is_ours = len(answer) == len(pairs) and hmac.compare_digest(
            answer.get("state", "").encode(), self._state.encode()
        )
        with self._taking:
            if not is_ours or self.came_back.is_set():
                return False
            self.answer = answer
            self.came_back.set()
        return True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    timeout = _REQUEST_SECONDS

    def do_GET(self) -> None:
        """Answer the browser."""
        parts = urlsplit(self.path)
        ours = self.headers.get("Host") == self.server.authority and parts.path == "/"
        if ours and self.server.take(parts.query):
            self._answer(200, _CLOSING_PAGE)
        else:
            self._answer(404, _OTHER_PAGE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Say nothing: the address holds the code."""

    def version_string(self) -> str:
        """Name no version."""
        return "undersigned"

    def _answer(self, status: int, page: str) -> None:
        content = page.encode("utf-8")
        self.send_response(status)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(content))),
            (
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            ),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("Connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def _listening(host: str, state: str) -> Iterator[_Listener]:
    try:
        listener = _Listener(host, state)
    except OSError as error:
        raise BrowserNotOpenedError from error
    thread = threading.Thread(target=listener.serve_forever, args=(_LOOK_SECONDS,), daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()


_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Undersigned</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.125rem/1.6 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto; padding: 0 1.5rem; }}
</style>
</head>
<body>
<main>
<h1>{heading}</h1>
<p>{words}</p>
</main>
</body>
</html>
"""
_CLOSING_PAGE = _PAGE.format(
    heading="Thank you",
    words="You can close this page now, and go on in Undersigned.",
)
_OTHER_PAGE = _PAGE.format(
    heading="Nothing to see here",
    words="This page belongs to a sign-in that is over. You can close it.",
)
