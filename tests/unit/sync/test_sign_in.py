"""Signing in through the browser: what comes back to the loopback, what is taken of it, and how it ends."""

import socket
import threading
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from app.evidence.identity import IdentityProvider
from app.sync import sign_in
from app.sync.openid import ProviderNonsenseError, ProviderUnreachableError
from app.sync.provider_http import ProviderHttp
from app.sync.transport import Limits, no_proxies
from tests.fakes.hr_service import FixedClock
from tests.fakes.oidc_provider import CLIENT_ID, Browser, OidcProvider
from tests.fakes.staff_app import Chance

NONCE = "n" * 43


@pytest.fixture
def provider():
    running = OidcProvider(FixedClock())
    yield running
    running.close()


@pytest.fixture
def browser():
    opened = Browser()
    yield opened
    opened.join()


class Hand:
    """A browser that the test moves by hand: it keeps the address and asks what the test says."""

    def __init__(self, *visits):
        self.visits = visits
        self.answers = []
        self.asked = {}

    def __call__(self, address):
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self._thread = threading.Thread(target=self._visit)
        self._thread.start()
        return True

    def _visit(self):
        for visit in self.visits:
            self.answers.append(visit(self.asked))


def go(**query):
    """Come back to the loopback with these words, `state` being the right one unless it is given."""

    def visit(asked):
        words = {"state": asked["state"]} | query
        return requests.get(asked["redirect_uri"], params=words, timeout=5)

    return visit


def signing_in(provider, browser, *, host="127.0.0.1", secret=None, **options):
    told = IdentityProvider(
        aud="oak.example/policies",
        issuer=provider.issuer,
        client_id=CLIENT_ID,
        client_secret=secret,
        redirect_host=host,
        scopes="openid email profile",
    )
    http = ProviderHttp(no_proxies, Limits(connect=2, read=2, whole=5, size=100_000))
    return sign_in.SignIn(told, http, browser, Chance(), **options)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_the_browser_comes_back_and_the_token_is_about_the_nonce(provider, browser, host):
    if host == "::1" and not _has_ipv6():
        pytest.skip("this computer has no IPv6 loopback")
    token = signing_in(provider, browser, host=host).id_token(NONCE)
    assert provider.tokens == [token]
    browser.join()
    [page] = browser.pages
    assert page.status_code == 200
    assert "You can close this page now" in page.text


def test_the_closing_page_runs_nothing_and_is_kept_nowhere(provider, browser):
    signing_in(provider, browser).id_token(NONCE)
    browser.join()
    [page] = browser.pages
    assert "<script" not in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "code=" not in page.text


def test_what_is_asked_of_the_provider_is_the_code_flow_with_pkce(provider):
    hand = Hand(go(error="access_denied"))
    with pytest.raises(sign_in.SignInCancelledError):
        signing_in(provider, hand).id_token(NONCE)
    assert hand.asked["response_type"] == "code"
    assert hand.asked["code_challenge_method"] == "S256"
    assert len(hand.asked["code_challenge"]) == len(hand.asked["state"]) == 43
    assert hand.asked["nonce"] == NONCE
    assert hand.asked["scope"] == "openid email profile"


def test_two_sign_ins_share_neither_state_nor_challenge(provider):
    hands = [Hand(go(error="access_denied")), Hand(go(error="access_denied"))]
    one = signing_in(provider, hands[0])
    for hand in hands:
        one._open_browser = hand
        with pytest.raises(sign_in.SignInCancelledError):
            one.id_token(NONCE)
    for name in ("state", "code_challenge"):
        assert hands[0].asked[name] != hands[1].asked[name]


def test_whoever_does_not_know_the_state_changes_nothing(provider):
    def other_host(asked):
        port = urlsplit(asked["redirect_uri"]).port
        words = {"state": asked["state"], "error": "access_denied"}
        host = {"Host": f"rebound.example:{port}"}
        return requests.get(f"http://127.0.0.1:{port}/", params=words, headers=host, timeout=5)

    def icon(asked):
        return requests.get(f"{asked['redirect_uri']}favicon.ico?state={asked['state']}", timeout=5)

    def twice(asked):
        return requests.get(f"{asked['redirect_uri']}?state={asked['state']}&state=x&code=y", timeout=5)

    def posted(asked):
        return requests.post(asked["redirect_uri"], params={"state": asked["state"]}, timeout=5)

    hand = Hand(
        go(state="guess", error="access_denied"),
        go(state="", code="planted"),
        other_host,
        icon,
        twice,
        posted,
        go(error="login_required"),
    )
    with pytest.raises(sign_in.ProviderSaidNoError):
        signing_in(provider, hand).id_token(NONCE)
    assert [answer.status_code for answer in hand.answers[:6]] == [404] * 5 + [501]


def test_only_the_first_answer_counts():
    with sign_in._listening("127.0.0.1", "right") as listener:
        assert listener.take("state=right&code=first")
        assert not listener.take("state=right&code=second")
    assert listener.answer["code"] == "first"


def test_a_browser_that_holds_a_connection_open_keeps_nobody_waiting(provider, browser):
    held = []

    def opened(address):
        redirect = parse_qs(urlsplit(address).query)["redirect_uri"][0]
        held.append(socket.create_connection(("127.0.0.1", urlsplit(redirect).port)))
        return browser(address)

    begun = time.monotonic()
    signing_in(provider, opened).id_token(NONCE)
    assert time.monotonic() - begun < sign_in._REQUEST_SECONDS
    held[0].close()


def test_a_person_can_stop_it(provider):
    with pytest.raises(sign_in.SignInCancelledError):
        signing_in(provider, Hand(), cancelled=lambda: True).id_token(NONCE)


def test_it_does_not_wait_for_ever_and_closes_its_port(provider):
    hand = Hand()
    with pytest.raises(sign_in.SignInTimeoutError):
        signing_in(provider, hand, seconds=0).id_token(NONCE)
    with pytest.raises(requests.ConnectionError):
        requests.get(hand.asked["redirect_uri"], timeout=5)


def test_no_browser_is_told(provider):
    with pytest.raises(sign_in.BrowserNotOpenedError):
        signing_in(provider, lambda _address: False).id_token(NONCE)


@pytest.mark.parametrize(
    ("bend", "error"),
    [
        ({"refuse": "access_denied"}, sign_in.SignInCancelledError),
        ({"refuse": "server_error"}, sign_in.ProviderSaidNoError),
        ({"answer_iss": "https://another.example"}, ProviderNonsenseError),
        ({"token_status": 400}, sign_in.ProviderSaidNoError),
        ({"token_status": 503}, ProviderUnreachableError),
        ({"token_body": b"<html>"}, ProviderNonsenseError),
        ({"token_body": b"[]"}, ProviderNonsenseError),
        ({"token_body": {"access_token": "x"}}, ProviderNonsenseError),
        ({"token_body": {"id_token": "x" * 30_000}}, ProviderNonsenseError),
        ({"token_body": b" " * 200_000}, ProviderUnreachableError),
    ],
)
def test_what_goes_wrong_at_the_provider_is_named(provider, browser, bend, error):
    for name, value in bend.items():
        setattr(provider, name, value)
    with pytest.raises(error):
        signing_in(provider, browser).id_token(NONCE)


def test_a_code_that_somebody_else_asked_for_is_worth_nothing(provider):
    """A code planted by an attacker was asked for with another PKCE challenge."""
    planted = Hand(go(error="access_denied"))
    with pytest.raises(sign_in.SignInCancelledError):
        signing_in(provider, planted).id_token(NONCE)
    stolen = urlsplit(provider.authorize({name: [value] for name, value in planted.asked.items()}))
    code = parse_qs(stolen.query)["code"][0]
    with pytest.raises(sign_in.ProviderSaidNoError):
        signing_in(provider, Hand(go(code=code))).id_token(NONCE)


def test_a_provider_that_is_away_is_named_before_any_browser_opens(provider):
    provider.close()
    hand = Hand()
    with pytest.raises(ProviderUnreachableError):
        signing_in(provider, hand).id_token(NONCE)
    assert hand.asked == {}


def _has_ipv6():
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True
