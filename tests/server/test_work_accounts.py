"""Signing in to the HR window with a work account: bound to the provider's lasting name, by a fresh token of ours alone."""

import os
from datetime import UTC, datetime

import pytest

from app.errors import RefusedError
from app.hr.accounts import NewAccount, Role, WorkAccountTakenError, WrongPasswordError
from app.hr.identity import NoProviderError, Provider
from app.hr.proofs import ProofRefusedError
from app.hr.service import open_service
from app.hr.store.database import open_database
from app.hr.work_accounts import UnknownWorkAccountError
from app.sync.console_accounts import NoWorkAccountsError, sign_in_with_work_account
from app.sync.console_client import ConsoleRefusedError, connector
from app.sync.provider_http import ProviderHttp
from app.sync.transport import no_proxies
from tests.fakes.oidc_provider import CLIENT_ID, FORGERIES, Browser, OidcProvider
from tests.server.test_real_provider import Person, issuer, trust

__all__ = ["issuer", "trust"]


@pytest.fixture
def provider(world):
    found = OidcProvider(world.clock)
    yield found
    found.close()


@pytest.fixture
def hr(world, provider):
    """A service that knows the provider, and an account of HR bound to `account-0` there."""
    world.hr = open_service(
        open_database(world.url),
        world.service_key,
        world.clock,
        os.urandom,
        provider_get=ProviderHttp(no_proxies).get,
    )
    world._opened.append(world.hr)
    world.hr.identity.set_provider(Provider(provider.issuer, CLIENT_ID), "it")
    bind(world.hr, "pat", "account-0")
    return world.hr


def bind(hr, name, subject):
    hr.accounts.add(hr.work_accounts.bound(NewAccount(name, Role.HR, ""), subject), actor="it")


def sign_in(base, browser):
    client = connector(no_proxies)(base)
    try:
        return sign_in_with_work_account(client, no_proxies, browser, os.urandom, lambda: False)
    finally:
        browser.join()


def test_a_person_signs_in_in_their_own_browser(hr, serving):
    session = sign_in(serving(hr), Browser())
    assert (session.account, session.role) == ("pat", "hr")
    assert hr.accounts.account(session.token).name == "pat"


def test_somebody_elses_account_is_told_even_with_the_same_address(hr, provider, serving):
    provider.account = provider.account | {"sub": "account-9"}
    with pytest.raises(ConsoleRefusedError, match="not set up for the HR window"):
        sign_in(serving(hr), Browser())


def test_a_closed_account_does_not_sign_in(hr, provider):
    hr.accounts.close("pat", actor="it")
    nonce = hr.proofs.challenge()
    with pytest.raises(UnknownWorkAccountError):
        hr.work_accounts.sign_in(provider.id_token(nonce), nonce)


def test_the_account_of_somebody_who_left_does_not_sign_in(hr, world, provider):
    provider.account = provider.account | {"sub": "account-1"}
    world.staff()
    new = NewAccount("lee", Role.LINE_MANAGER, "", staff_id="s1")
    hr.accounts.add(hr.work_accounts.bound(new, "account-1"), actor="it")
    nonce = hr.proofs.challenge()
    assert hr.work_accounts.sign_in(provider.id_token(nonce), nonce).account.name == "lee"
    hr.roster.apply(world.roster(("s0", "Person 0", "School 0")), actor="t", confirm_leavers=True)
    nonce = hr.proofs.challenge()
    with pytest.raises(UnknownWorkAccountError):
        hr.work_accounts.sign_in(provider.id_token(nonce), nonce)


@pytest.mark.parametrize("forgery", sorted(FORGERIES))
def test_no_forged_expired_or_misdirected_token_signs_anybody_in(hr, provider, forgery):
    provider.forge = forgery
    nonce = hr.proofs.challenge()
    with pytest.raises(RefusedError):
        hr.work_accounts.sign_in(provider.id_token(nonce), nonce)


def test_a_token_signs_in_once_and_one_for_another_nonce_never(hr, provider):
    nonce = hr.proofs.challenge()
    token = provider.id_token(nonce)
    hr.work_accounts.sign_in(token, nonce)
    with pytest.raises(ProofRefusedError):
        hr.work_accounts.sign_in(token, nonce)
    with pytest.raises(RefusedError):
        hr.work_accounts.sign_in(token, hr.proofs.challenge())
    invented = "A" * 43
    with pytest.raises(ProofRefusedError):
        hr.work_accounts.sign_in(provider.id_token(invented), invented)


def test_such_an_account_has_no_password_that_fits(hr):
    for password in ("", "correct horse battery"):
        with pytest.raises(WrongPasswordError):
            hr.accounts.sign_in("pat", password, "x")


def test_one_work_account_is_one_account(hr):
    with pytest.raises(WorkAccountTakenError):
        bind(hr, "pat again", "account-0")


def test_without_a_provider_it_is_said_plainly(world, serving):
    with pytest.raises(NoProviderError):
        bind(world.hr, "pat", "account-0")
    client = connector(no_proxies)(serving(world.hr))
    with pytest.raises(NoWorkAccountsError):
        sign_in_with_work_account(client, no_proxies, Browser(), os.urandom, lambda: False)


def test_it_works_at_a_real_provider(trust):
    assert trust.school.clock.now <= datetime.now(UTC)
    bind(trust.hr, "pat", "s0@oak.example")
    session = sign_in(trust.url, Person("s0@oak.example"))
    assert session.account == "pat"
