"""Setting this computer up for a person with a one-time code from HR.

* The service is believed only if the code's own checksum fits its keys, and if they are those that managed settings
  name, where those name any: before that nothing is sent to it.
* The key is made here, kept in the key store, read back, and only then shown to the service, by its public half.
* A crash or a lost answer leaves a key in waiting. Typing the same code again goes on with that key, even where
  the service has used the code up for it already.
"""

import hashlib
import hmac
from contextlib import suppress

from app import protocol
from app.signing import enrolment_code
from app.signing.enrolment_code import CodeForAnotherTrustError, EnrolmentCode
from app.signing.keys import PrivateKey
from app.signing.keystore import signing_service
from app.storage.person import Person
from app.sync.errors import ServiceRefusedError
from app.sync.hr_client import HrClient
from app.workflows._settle import AnotherPersonsFileError, completed, person_of, store
from app.workflows._settle import keep as _keep
from app.workflows.context import Context
from app.workflows.trust_keys import TrustKeys, thumbprint

__all__ = ["PENDING", "AnotherPersonsFileError", "enrol"]

PENDING = "pending"
_SEED_BYTES = 32


def enrol(context: Context, server: str, code: str, trust_keys: TrustKeys | None = None) -> Person:
    """Set up this computer with the typed `code` at the service `server`; safe to repeat with the same code.

    `trust_keys` are those that managed settings name. Raises CodeShapeError, CodeForAnotherTrustError,
    OtherServiceError, AnotherPersonsFileError, ServiceRefusedError (a wrong, used or old code), SyncError, StorageError,
    or an error of the key store.
    """
    typed = enrolment_code.parse(code)
    client = context.connect(server)
    trust = client.trust()
    publishing_key = _vouched_for(typed, trust, trust_keys or TrustKeys())
    key, is_again = _key_in_waiting(context, trust.aud, typed)
    found = _enrolled(client, typed, trust.aud, key, is_again=is_again)
    person = person_of(found, trust, server, publishing_key)
    _keep(context, person, key, PENDING)
    return completed(context, person)


def _vouched_for(code: EnrolmentCode, trust: protocol.Trust, known: TrustKeys) -> str:
    """The publishing key (its `x`) that the code's checksum vouches for, together with the service's key."""
    known.check_service(trust)
    service_kid = thumbprint(trust.service_key)
    for jwk in trust.publishing_keys:
        with suppress(CodeForAnotherTrustError):
            enrolment_code.check(code, trust.aud, service_kid, thumbprint(jwk))
            known.check_publishing(jwk)
            return jwk.x
    raise CodeForAnotherTrustError


def _key_in_waiting(context: Context, aud: str, code: EnrolmentCode) -> tuple[PrivateKey, bool]:
    """The key that a try with this very code left behind, or a new one; and whether it was left behind."""
    service, mark = signing_service(aud), hashlib.sha256(code.spoken().encode("ascii")).digest()
    left = context.keystore.get(service, PENDING)
    if left is not None and hmac.compare_digest(left[_SEED_BYTES:], mark):
        return PrivateKey.from_seed(left[:_SEED_BYTES]), True
    key = PrivateKey.generate(context.random)
    store(context, service, PENDING, key.seed + mark)
    return key, False


def _enrolled(
    client: HrClient, code: EnrolmentCode, aud: str, key: PrivateKey, *, is_again: bool
) -> protocol.Enrolled | protocol.Me:
    try:
        return client.enrol(code.secret, aud, key)
    except ServiceRefusedError as refusal:
        if not is_again:
            raise
        # The answer to the first try may have been lost after the service had taken the key.
        client.sign_in(aud, key)
        try:
            return client.me()
        except ServiceRefusedError:
            raise refusal from None
