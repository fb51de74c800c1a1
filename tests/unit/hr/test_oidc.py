"""ID tokens: the provider's own are taken, and every forged one is refused by the error that names why."""

import pytest

from app.hr import oidc
from app.hr.identity import (
    Account,
    Provider,
    ProviderSettingsError,
    WrongOrganisationError,
    _check_settings,
    account_of,
    kind_of,
)
from app.sync.openid import ProviderNonsenseError, ProviderUnreachableError
from app.sync.provider_http import ProviderHttp
from app.sync.transport import no_proxies
from tests.fakes.hr_service import FixedClock
from tests.fakes.oidc_provider import CLIENT_ID, FORGERIES, OidcProvider, rsa_key

NONCE = "n" * 43
TENANT = "https://login.microsoftonline.com/8d1c3f60-0000-4000-8000-1f0f0f0f0f0f/v2.0"
TENANT_ID = "8d1c3f60-0000-4000-8000-1f0f0f0f0f0f"


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture(params=["RS256", "PS256", "ES256"])
def any_provider(request, clock):
    running = OidcProvider(clock, algorithm=request.param)
    yield running
    running.close()


@pytest.fixture
def provider(clock):
    running = OidcProvider(clock)
    yield running
    running.close()


@pytest.fixture
def tokens(clock):
    return oidc.IdTokens(ProviderHttp(no_proxies).get, clock)


def check(tokens, provider, token=None, nonce=NONCE):
    return tokens.check(token or provider.id_token(NONCE), provider.issuer, CLIENT_ID, nonce)


def test_a_token_of_the_provider_stands(any_provider, tokens):
    vouched = check(tokens, any_provider)
    assert vouched.claims["email"] == "s0@oak.example"
    assert vouched.provider_key == any_provider.key.as_dict(private=False)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_token_is_refused_by_name(provider, tokens, forgery):
    provider.forge = forgery
    with pytest.raises(oidc.RefusedError) as refused:
        check(tokens, provider)
    assert refused.value.code == forgery.partition("--")[0]
    provider.forge = None
    assert check(tokens, provider)


def test_a_token_for_one_key_is_not_taken_for_another(provider, tokens):
    token = provider.id_token(NONCE)
    with pytest.raises(oidc.IdTokenNonceError):
        check(tokens, provider, token, nonce="m" * 43)


def test_a_token_is_too_old_after_ten_minutes_though_the_provider_gave_it_an_hour(provider, tokens, clock):
    token = provider.id_token(NONCE)
    clock.move(minutes=11)
    check(tokens, provider, token)
    clock.move(minutes=2)
    with pytest.raises(oidc.IdTokenExpiredError):
        check(tokens, provider, token)


def test_a_token_for_several_programs_is_taken_when_we_are_the_authorized_one(provider, tokens):
    provider.account |= {"aud": [CLIENT_ID, "another-program"], "azp": CLIENT_ID}
    assert check(tokens, provider)


def test_the_key_set_is_asked_for_once_an_hour(provider, tokens, clock):
    for _ in range(3):
        check(tokens, provider)
    assert provider.asked.count("/jwks") == 1
    clock.move(hours=1, seconds=1)
    check(tokens, provider)
    assert provider.asked.count("/jwks") == 2


def test_a_new_key_of_the_provider_is_found_and_unknown_ones_ask_no_more_than_once_a_minute(
    provider, tokens, clock
):
    check(tokens, provider)
    provider.key = rsa_key("k2")
    provider.published.append(provider.key)
    for _ in range(3):
        with pytest.raises(oidc.IdTokenKeyError):
            check(tokens, provider)
    assert provider.asked.count("/jwks") == 1
    clock.move(minutes=1, seconds=1)
    assert check(tokens, provider)


def test_a_provider_that_is_away_is_left_alone_for_a_moment(provider, clock):
    asked = []

    def away(address):
        asked.append(address)
        raise ProviderUnreachableError

    tokens = oidc.IdTokens(away, clock)
    for _ in range(5):
        with pytest.raises(ProviderUnreachableError):
            check(tokens, provider)
    assert len(asked) == 1
    clock.move(seconds=11)
    with pytest.raises(ProviderUnreachableError):
        check(tokens, provider)
    assert len(asked) == 2


def test_a_provider_that_names_another_issuer_is_not_believed(provider, clock):
    http = ProviderHttp(no_proxies)
    tokens = oidc.IdTokens(http.get, clock)
    other = provider.issuer.replace("127.0.0.1", "localhost")
    with pytest.raises(ProviderNonsenseError):
        tokens.check(provider.id_token(NONCE), other, CLIENT_ID, NONCE)


# --- whose account it is -----------------------------------------------------------------------------------------

ENTRA = {"tid": TENANT_ID, "oid": "o-1", "sub": "pairwise", "preferred_username": "s0@oak.example"}
GOOGLE = {"sub": "g-1", "hd": "oak.example", "email": "s0@oak.example", "email_verified": True}
entra = Provider(TENANT, CLIENT_ID, "entra")
google = Provider("https://accounts.google.com", CLIENT_ID, "google", domain="oak.example")
plain = Provider("https://id.example", CLIENT_ID)


@pytest.mark.parametrize(
    ("provider", "claims", "account"),
    [
        (entra, ENTRA, Account("o-1", "s0@oak.example")),
        (entra, ENTRA | {"email": "head@oak.example", "acct": 0}, Account("o-1", "s0@oak.example")),
        (google, GOOGLE, Account("g-1", "s0@oak.example")),
        (google, GOOGLE | {"email_verified": False}, Account("g-1", None)),
        (plain, {"sub": "x", "email": "s0@oak.example"}, Account("x", None)),
        (plain, {"sub": "x", "email": "s0@oak.example", "email_verified": "true"}, Account("x", None)),
        (plain, {"sub": "x", "email": ["s0@oak.example"], "email_verified": True}, Account("x", None)),
    ],
)
def test_the_account_is_what_never_changes_of_it(provider, claims, account):
    assert account_of(claims, provider) == account


@pytest.mark.parametrize(
    ("provider", "claims"),
    [
        (entra, ENTRA | {"tid": "another"}),
        (entra, ENTRA | {"acct": 1}),
        (entra, ENTRA | {"idp": "https://sts.windows.net/another/"}),
        (google, GOOGLE | {"hd": "another.example"}),
        (google, {name: value for name, value in GOOGLE.items() if name != "hd"}),
        (google, GOOGLE | {"email": "s0@another.example"}),
    ],
)
def test_an_account_of_another_organisation_is_refused(provider, claims):
    with pytest.raises(WrongOrganisationError):
        account_of(claims, provider)


@pytest.mark.parametrize(
    "wrong",
    [
        Provider("http://id.example", CLIENT_ID),
        Provider("id.example", CLIENT_ID),
        Provider("https://id.example", ""),
        Provider("https://id.example", CLIENT_ID, scopes="email"),
        Provider("https://accounts.google.com", CLIENT_ID, "google"),
        Provider("https://login.microsoftonline.com/common/v2.0", CLIENT_ID, "entra"),
    ],
)
def test_settings_that_would_let_anybody_in_are_refused(wrong):
    with pytest.raises(ProviderSettingsError):
        _check_settings(wrong)


def test_the_kind_of_provider_is_told_by_its_address():
    issuers = (TENANT, "https://accounts.google.com", "https://id.example")
    assert [kind_of(each) for each in issuers] == ["entra", "google", "openid"]
