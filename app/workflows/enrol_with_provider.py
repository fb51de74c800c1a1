"""Setting this computer up with a sign-in at the trust's own identity provider, in the person's browser.

* The service is believed only if its keys are those that the trust's managed settings name: before that nothing is
  asked of it but who it is. What it then says of the provider counts only under its signature.
* The key is made here first, and the sign-in's `nonce` commits to it: the provider vouches for this key and no other.
* A crash or a lost answer leaves the key in waiting, and the next sign-in goes on with it.
* Where nothing is kept the provider is asked not to go by who is signed in at it: that may be somebody else.
"""

from collections.abc import Callable

from app import protocol
from app.errors import RefusedError
from app.evidence.identity import IdentityProvider, commitment
from app.login.machine import Keeping
from app.signing.keys import PrivateKey, PublicKey, b64url
from app.signing.keystore import signing_service
from app.storage.person import Person
from app.sync.errors import KeyHeldByAnotherError, NoSignInError, NotTheServiceError
from app.sync.provider_http import ProviderHttp
from app.sync.sign_in import DEADLINE_SECONDS, SignIn
from app.workflows._settle import completed, keep, person_of, store
from app.workflows.context import Context
from app.workflows.trust_keys import OtherServiceError, TrustKeys, thumbprint

__all__ = ["OtherServiceError", "TrustKeys", "TrustKeysUnknownError", "enrol_with_provider"]

PENDING = "pending-sign-in"
_RANDOM_BYTES = 32


class TrustKeysUnknownError(RefusedError):
    """The managed settings name no keys of the trust."""

    sentence = "This computer has not been told how to know HR’s service, so you cannot sign in here yet."
    next_step = "Ask HR for a code, or ask your IT helpdesk to set the service’s keys."


def enrol_with_provider(
    context: Context,
    server: str,
    trust_keys: TrustKeys,
    open_browser: Callable[[str], bool],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    seconds: float = DEADLINE_SECONDS,
) -> Person:
    """Set up this computer for whoever signs in at the trust's provider; takes as long as the person, up to `seconds`.

    Args:
        context: the collaborators.
        server: the address of the service.
        trust_keys: whom to believe.
        open_browser: opens an address in the person's own browser, from any thread; answers whether it could.
        cancelled: asked several times a second while the person is away.
        seconds: how long they may take.

    Raises TrustKeysUnknownError, OtherServiceError, NoSignInError, an error of `SignIn.id_token`,
    AnotherPersonsFileError, ServiceRefusedError (such as NotOnStaffListError), SyncError, StorageError, or an error of
    the key store.
    """
    if not (trust_keys.service and trust_keys.publishing):
        raise TrustKeysUnknownError
    client = context.connect(server)
    trust = client.trust()
    publishing_key = _known(trust, trust_keys)
    provider = _provider(client.identity_provider(), trust)
    key = _key_in_waiting(context, trust.aud)
    random = b64url(context.random(_RANDOM_BYTES))
    sign_in = SignIn(
        provider,
        ProviderHttp(context.proxies),
        open_browser,
        context.random,
        cancelled=cancelled,
        seconds=seconds,
        anew=context.keeping is Keeping.IN_MEMORY,
    )
    id_token = sign_in.id_token(commitment(trust.aud, key.public.thumbprint, random))
    try:
        found = client.enrol_with_provider(id_token, random, trust.aud, key)
    except KeyHeldByAnotherError:
        # An earlier try here was somebody else's: the next one makes a key of its own.
        context.keystore.delete(signing_service(trust.aud), PENDING)
        raise
    person = person_of(found, trust, server, publishing_key)
    keep(context, person, key, PENDING)
    return completed(context, person)


def _known(trust: protocol.Trust, trust_keys: TrustKeys) -> str:
    """The publishing key (its `x`) that the settings name, where they name the service's key too."""
    trust_keys.check_service(trust)
    for jwk in reversed(trust.publishing_keys):
        if thumbprint(jwk) in trust_keys.publishing:
            return jwk.x
    raise OtherServiceError


def _provider(token: str | None, trust: protocol.Trust) -> IdentityProvider:
    if token is None:
        raise NoSignInError
    service_key = PublicKey.from_jwk(trust.service_key.model_dump())
    provider = IdentityProvider.verified(token, service_key).record
    if provider.aud != trust.aud:
        raise NotTheServiceError
    return provider


def _key_in_waiting(context: Context, aud: str) -> PrivateKey:
    service = signing_service(aud)
    left = context.keystore.get(service, PENDING)
    if left is not None:
        return PrivateKey.from_seed(left)
    key = PrivateKey.generate(context.random)
    store(context, service, PENDING, key.seed)
    return key
