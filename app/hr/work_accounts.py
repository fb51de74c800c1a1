"""Signing in to the HR window with a work account (OpenID Connect).

Rules:

* the provider is the one that staff sign in at (`app.hr.identity`), and its tokens are judged by the same rules;
* an account here is bound to the provider and to its lasting name for the person (`sub`; for Microsoft `oid`), never
  to an e-mail address, which may be somebody else's tomorrow;
* the token is about a nonce of this service, fresh and good once: one that was made for a key, or for an earlier
  sign-in, lets nobody in;
* nobody is made an account by signing in, and whoever has left signs in no more.
"""

from dataclasses import replace

from app.errors import RefusedError
from app.hr.accounts import ACCOUNTS, Accounts, NewAccount, Opened, may_be_used
from app.hr.core import Core
from app.hr.identity import Identity, NoProviderError, Provider, account_of
from app.hr.oidc import IdTokens
from app.hr.proofs import Proofs
from app.hr.store.schema import accounts


class UnknownWorkAccountError(RefusedError):
    """No account here is bound to the work account, or it is closed, or its person has left."""

    sentence = "Your work account is not set up for the HR window."
    next_step = "Ask IT to add it, or sign in with a password."


class WorkAccounts:
    """Binds accounts to work accounts, and signs them in."""

    def __init__(
        self, core: Core, identity: Identity, tokens: IdTokens, proofs: Proofs, accounts_: Accounts
    ) -> None:
        self._core = core
        self._identity = identity
        self._tokens = tokens
        self._proofs = proofs
        self._accounts = accounts_

    def bound(self, new: NewAccount, subject: str) -> NewAccount:
        """The same account, bound to a work account at the trust's provider; raises NoProviderError, StorageError."""
        return replace(new, password_hash="", issuer=self._provider().issuer, subject=subject.strip())

    def sign_in(self, id_token: str, nonce: str) -> Opened:
        """Open a session for whoever the token is about.

        Raises NoProviderError, the errors of `IdTokens.check`, WrongOrganisationError, ProofRefusedError,
        UnknownWorkAccountError, StorageError.
        """
        provider = self._provider()
        vouched = self._tokens.check(id_token, provider.issuer, provider.client_id, nonce)
        subject = account_of(vouched.claims, provider).subject
        self._proofs.use(nonce)
        bound = (accounts.c.issuer == provider.issuer, accounts.c.subject == subject)
        with self._core.database.read() as connection:
            row = connection.execute(ACCOUNTS.where(*bound)).first()
        if row is None or not may_be_used(row):
            raise UnknownWorkAccountError
        return self._accounts.open(row)

    def _provider(self) -> Provider:
        provider = self._identity.provider()
        if provider is None:
            raise NoProviderError
        return provider
