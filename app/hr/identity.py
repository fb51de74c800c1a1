"""Enrolling a key with a sign-in at the trust's own identity provider (OpenID Connect), the normal way.

Rules:

* what is at the provider is set by IT and told to devices under the service's signature;
* the ID token must stand (`app.hr.oidc`) and be about the new key; the device proves that it holds that key;
* the first time, the account's work e-mail must be that of exactly one person on the staff list who is here, and the
  provider must answer for the address; from then on the person is pinned to the account itself, by its issuer and
  subject, and an address that goes to somebody else later takes nobody's place;
* the key event says "provider"; the token, the random value and the provider's key are kept erasably, and their
  digest is its `basis`.

Kinds of provider: `entra` (Microsoft Entra ID: `tid` is the tenant of the issuer, the account is `oid`, no guests, the
address is `preferred_username`), `google` (Google Workspace: `hd` is the trust's domain, the account is `sub`),
`openid` (any other: the account is `sub`). The latter two must say `email_verified`.
There is no counting of wrong tries: a signature cannot be guessed.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, func, insert, select

from app.domain.obligation import PersonState
from app.errors import RefusedError
from app.evidence.identity import IdentityProvider, RedirectHost, commitment, provider_basis
from app.hr import trail
from app.hr.core import Core
from app.hr.key_events import Ground, enrol_key
from app.hr.log import Log, LogWriter
from app.hr.oidc import IdTokenMalformedError, IdTokens, Vouched
from app.hr.people import Person, people, person_of
from app.hr.proofs import Proofs
from app.hr.store.schema import identities, identity_provider, staff
from app.signing.keys import PublicKey
from app.sync.address import is_safe

Kind = Literal["entra", "google", "openid"]
SCOPES = "openid email profile"
_HOSTS: Mapping[str, Kind] = {"login.microsoftonline.com": "entra", "accounts.google.com": "google"}
_SHARED_TENANTS = frozenset({"common", "organizations", "consumers", ""})
_LONGEST_SUBJECT = 255


class ProviderSettingsError(RefusedError):
    """What IT gave does not describe a provider that can be used."""

    sentence = "These are not settings of a sign-in service that can be used: {why}"
    next_step = "Correct them, and set them again."


class NoProviderError(RefusedError):
    """No identity provider is set."""

    sentence = "Signing in with a work account is not set up here."
    next_step = "Ask HR for a one-time code."


class WrongOrganisationError(RefusedError):
    """The account is a guest's, or of another tenant or domain."""

    sentence = "This account does not belong to your Trust."
    next_step = "Sign in with your work account."


class EmailNotVerifiedError(RefusedError):
    """The provider does not answer for the account's address, or gives none."""

    sentence = "Your sign-in service does not say that this e-mail address is yours."
    next_step = "Ask your IT helpdesk, or ask HR for a one-time code."


class NotOnStaffListError(RefusedError):
    """No one person on the staff list has this work e-mail."""

    sentence = "Nobody on HR’s staff list has the e-mail address of this account."
    next_step = "Sign in with your work account. If you did, ask HR to check your e-mail address."


class AccountChangedError(RefusedError):
    """The person with this e-mail was pinned to another account before."""

    sentence = "Another account was used for this person before."
    next_step = "Sign in with that account. If your account is new, ask HR."


@dataclass(frozen=True)
class Provider:
    """What IT sets. `domain` is the trust's e-mail domain, which `google` needs; the others may have one."""

    issuer: str
    client_id: str
    kind: Kind = "openid"
    client_secret: str | None = None
    redirect_host: RedirectHost = "127.0.0.1"
    scopes: str = SCOPES
    domain: str | None = None


@dataclass(frozen=True)
class Account:
    """The account that signed in: what never changes of it, and its address where the provider answers for it."""

    subject: str
    email: str | None


class Identity:
    """Keeps the provider's settings, and enrols keys that it vouches for."""

    def __init__(self, core: Core, log: Log, proofs: Proofs, tokens: IdTokens) -> None:
        self._core = core
        self._log = log
        self._proofs = proofs
        self._tokens = tokens

    def set_provider(self, provider: Provider | None, actor: str) -> None:
        """Use this provider from now on, or none; raises ProviderSettingsError, StorageError."""
        if provider is not None:
            _check_settings(provider)
        with self._core.database.write() as connection:
            connection.execute(delete(identity_provider))
            if provider is not None:
                connection.execute(insert(identity_provider).values(id=1, **asdict(provider)))
            issuer = provider.issuer if provider else "none"
            trail.note(connection, self._core.now_text(), actor, "identity-provider", issuer)

    def provider(self) -> Provider | None:
        """Return the provider that is set; raises StorageError."""
        with self._core.database.read() as connection:
            row = connection.execute(select(identity_provider)).first()
        if row is None:
            return None
        return Provider(**{name: value for name, value in row._mapping.items() if name != "id"})  # noqa: SLF001 - SQLAlchemy's own name

    def signed_provider(self) -> str | None:
        """Return what devices are told of the provider (`identity-provider+jws`); raises StorageError."""
        provider = self.provider()
        if provider is None:
            return None
        told = {name: value for name, value in asdict(provider).items() if name not in ("kind", "domain")}
        return IdentityProvider(aud=self._core.trust.aud, **told).signed_by(self._core.key)

    def enrol(self, id_token: str, random: str, key: PublicKey, proof: str) -> Person:
        """Enrol `key` for whoever the ID token is about.

        Raises NoProviderError, the errors of `IdTokens.check`, WrongOrganisationError, EmailNotVerifiedError,
        NotOnStaffListError, AccountChangedError, KeyTakenError, ProofRefusedError, StorageError.
        """
        provider = self.provider()
        if provider is None:
            raise NoProviderError
        nonce = commitment(self._core.trust.aud, key.thumbprint, random)
        vouched = self._tokens.check(id_token, provider.issuer, provider.client_id, nonce)
        account = account_of(vouched.claims, provider)
        self._proofs.check(proof, key, "enrol")
        basis = provider_basis(id_token, random, vouched.provider_key)
        with self._log.writing() as writer:
            person = _person(writer, provider.issuer, account)
            enrol_key(self._core, writer, person.sub, key, Ground("provider", "provider", basis))
        self._log.head()
        return person

    def behind(self, id_token: str, nonce: str, within: timedelta) -> tuple[Vouched, str]:
        """Return what an ID token about `nonce`, made `within` that time, says, and whose account it is (their `sub`).

        Raises what `enrol` raises of tokens and accounts, and StorageError. Nothing is pinned by it.
        """
        provider = self.provider()
        if provider is None:
            raise NoProviderError
        vouched = self._tokens.check(id_token, provider.issuer, provider.client_id, nonce, within=within)
        account = account_of(vouched.claims, provider)
        with self._core.database.read() as connection:
            return vouched, _whose(connection, provider.issuer, account)[0].sub

    def unpin(self, staff_id: str, actor: str) -> None:
        """Let a person come with another account, such as after they changed their name; raises UnknownStaffError."""
        with self._core.database.write() as connection:
            person = person_of(connection, staff.c.staff_id == staff_id)
            connection.execute(delete(identities).where(identities.c.sub == person.sub))
            trail.note(connection, self._core.now_text(), actor, "identity-unpin", staff_id)


def kind_of(issuer: str) -> Kind:
    """Return the kind of provider that an issuer's address tells."""
    return _HOSTS.get(urlsplit(issuer).hostname or "", "openid")


def account_of(claims: Mapping[str, Any], provider: Provider) -> Account:
    """Return the account that an ID token is about; raises WrongOrganisationError, IdTokenMalformedError."""
    if provider.kind == "entra":
        return _entra_account(claims, provider)
    if provider.kind == "google" and claims.get("hd") != provider.domain:
        raise WrongOrganisationError
    email = claims.get("email") if claims.get("email_verified") is True else None
    return Account(_text(claims, "sub"), _in_domain(email, provider.domain))


def _entra_account(claims: Mapping[str, Any], provider: Provider) -> Account:
    is_guest = "idp" in claims or claims.get("acct") == 1
    if is_guest or claims.get("tid") != _tenant(provider.issuer):
        raise WrongOrganisationError
    # `email` is the account holder's to choose there; the user principal name is the tenant's.
    return Account(_text(claims, "oid"), _in_domain(claims.get("preferred_username"), provider.domain))


def _in_domain(email: object, domain: str | None) -> str | None:
    if not isinstance(email, str) or "@" not in email:
        return None
    if domain is not None and email.rpartition("@")[2].lower() != domain.lower():
        raise WrongOrganisationError
    return email


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_SUBJECT:
        raise IdTokenMalformedError
    return value


def _person(writer: LogWriter, issuer: str, account: Account) -> Person:
    """Whose account it is; they are pinned to it from now on."""
    person, is_pinned = _whose(writer.connection, issuer, account)
    if not is_pinned:
        pin = {"issuer": issuer, "subject": account.subject, "sub": person.sub, "pinned_at": writer.at}
        writer.connection.execute(insert(identities).values(pin))
    return person


def _whose(connection: Connection, issuer: str, account: Account) -> tuple[Person, bool]:
    """Whose account it is, and whether they are pinned to it."""
    pinned = select(identities.c.sub).where(
        identities.c.issuer == issuer, identities.c.subject == account.subject
    )
    sub = connection.execute(pinned).scalar()
    if sub is not None:
        person = person_of(connection, staff.c.sub == sub)
        if person.person is PersonState.LEFT:
            raise NotOnStaffListError
        return person, True
    person = _person_by_email(connection, account.email)
    others = select(identities.c.subject).where(identities.c.issuer == issuer, identities.c.sub == person.sub)
    if connection.execute(others).first() is not None:
        raise AccountChangedError
    return person, False


def _person_by_email(connection: Connection, email: str | None) -> Person:
    if email is None:
        raise EmailNotVerifiedError
    here = staff.c.person != PersonState.LEFT.value
    found = list(people(connection, func.lower(staff.c.email) == email.lower(), here))
    if len(found) != 1:
        raise NotOnStaffListError
    return found[0]


def _tenant(issuer: str) -> str:
    return urlsplit(issuer).path.strip("/").partition("/")[0]


def _check_settings(provider: Provider) -> None:
    for is_wrong, why in (
        (
            not is_safe(provider.issuer) or urlsplit(provider.issuer).query,
            "the issuer is not an https address.",
        ),
        (not provider.client_id, "there is no client id."),
        ("openid" not in provider.scopes.split(), "the scopes must name openid."),
        (provider.kind == "google" and not provider.domain, "Google needs the Trust’s domain."),
        (
            provider.kind == "entra" and _tenant(provider.issuer) in _SHARED_TENANTS,
            "the issuer must be that of the Trust’s own tenant.",
        ),
    ):
        if is_wrong:
            raise ProviderSettingsError(why=why)
