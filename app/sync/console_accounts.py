"""Accounts and what waits for approval, as the HR window asks the service for them; and signing in by a work account.

Each function takes a `ConsoleClient`, and raises what its methods raise.
"""

from collections.abc import Callable, Mapping

from app import protocol
from app import protocol_accounts as wire
from app.errors import RefusedError
from app.evidence.identity import IdentityProvider
from app.signing.keys import PublicKey
from app.sync.console_client import ConsoleClient
from app.sync.errors import NotTheServiceError
from app.sync.provider_http import ProviderHttp
from app.sync.sign_in import SignIn


class NoWorkAccountsError(RefusedError):
    """The service has no identity provider."""

    sentence = "Signing in with a work account is not set up here."
    next_step = "Sign in with the account and password that you were given."


class _Nothing(protocol.Body):
    """An empty body."""


def sign_in_with_work_account(
    client: ConsoleClient,
    proxies: Callable[[str], Mapping[str, str]],
    open_browser: Callable[[str], bool],
    random: Callable[[int], bytes],
    cancelled: Callable[[], bool],
) -> protocol.ConsoleSession:
    """Let the person sign in at the trust's provider, in their own browser; takes as long as they do.

    Raises NoWorkAccountsError, an error of `SignIn.id_token`, ConsoleRefusedError, SyncError.
    """
    trust = client.ask_openly("GET", protocol.TRUST, protocol.Trust)
    told = client.ask_openly("GET", protocol.IDENTITY, protocol.SignIn).provider
    if told is None:
        raise NoWorkAccountsError
    key = PublicKey.from_jwk(trust.service_key.model_dump())
    provider = IdentityProvider.verified(told, key).record
    if provider.aud != trust.aud:
        raise NotTheServiceError
    nonce = client.ask_openly("POST", protocol.CHALLENGES, protocol.Challenge, _Nothing()).nonce
    sign_in = SignIn(provider, ProviderHttp(proxies), open_browser, random, cancelled=cancelled)
    asked = wire.WorkSession(id_token=sign_in.id_token(nonce), nonce=nonce)
    return client.sign_in_by(wire.WORK_SESSIONS, asked)


def my_account(client: ConsoleClient) -> wire.MyAccount:
    """One's own account."""
    return client.get(wire.MY_ACCOUNT, wire.MyAccount)


def begin_second_factor(client: ConsoleClient) -> wire.SecondFactorSecret:
    """A new secret for the phone."""
    return client.post(wire.MY_SECOND_FACTOR, _Nothing(), wire.SecondFactorSecret)


def confirm_second_factor(client: ConsoleClient, code: str) -> list[str]:
    """Show that the phone has it; returns the recovery codes."""
    return client.post(wire.MY_FIRST_CODE, wire.FirstCode(code=code[:40]), wire.RecoveryCodes).codes


def change_password(client: ConsoleClient, old: str, new: str) -> None:
    """Another password; one's other sessions end."""
    client.post(wire.MY_PASSWORD, wire.NewPassword(old=old, new=new), wire.Done)


def end_sessions(client: ConsoleClient, number: str | None = None) -> None:
    """End one of one's other sessions, or all of them."""
    client.post(wire.MY_SESSIONS, wire.EndedSession(number=number), wire.Done)


def accounts(client: ConsoleClient) -> wire.AccountList:
    """Every account, and the rules."""
    return client.get(wire.ACCOUNTS, wire.AccountList)


def add_account(client: ConsoleClient, new: wire.NewAccountBody) -> wire.Done:
    """Make an account."""
    return client.post(wire.ACCOUNTS, new, wire.Done)


def close_account(client: ConsoleClient, name: str) -> wire.Done:
    """Close an account."""
    return client.post(wire.CLOSED, wire.Named(name=name), wire.Done)


def change_account(client: ConsoleClient, change: wire.ChangedAccount) -> wire.Done:
    """Change an account's role and schools."""
    return client.post(wire.CHANGED, change, wire.Done)


def end_wait(client: ConsoleClient, name: str) -> wire.Done:
    """Let an account try a code again now."""
    return client.post(wire.ENDED_WAITS, wire.Named(name=name), wire.Done)


def fresh_recovery_codes(client: ConsoleClient, password: str, code: str) -> list[str]:
    """Ten fresh recovery codes for one's own account; the old ones end."""
    asked = wire.FreshCodes(password=password, code=code)
    return client.post(wire.MY_RECOVERY_CODES, asked, wire.RecoveryCodes).codes


def end_sessions_of(client: ConsoleClient, name: str) -> wire.Done:
    """End an account's sessions."""
    return client.post(wire.ENDED_SESSIONS, wire.Named(name=name), wire.Done)


def take_second_factor(client: ConsoleClient, name: str, reason: str) -> wire.Done:
    """Take a lost second factor away."""
    return client.post(wire.LOST_FACTORS, wire.LostFactor(name=name, reason=reason[:400]), wire.Done)


def set_rules(client: ConsoleClient, rules: wire.RulesBody) -> wire.Done:
    """What the trust asks of accounts."""
    return client.post(wire.RULES, rules, wire.Done)


def requests(client: ConsoleClient) -> wire.Requests:
    """What waits for a second person, and what was decided of late."""
    return client.get(wire.APPROVALS, wire.Requests)


def approve(client: ConsoleClient, number: str) -> None:
    """Approve, and carry out."""
    client.post(wire.APPROVED, wire.Approve(number=number), wire.RequestBody)


def refuse(client: ConsoleClient, number: str, reason: str) -> None:
    """Refuse, or take back what one asked for."""
    client.post(wire.REFUSED, wire.Refuse(number=number, reason=reason[:400]), wire.Done)
