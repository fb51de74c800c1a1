"""The keys in the person's name: which there are, ending one that is elsewhere, and going on with a fresh one.

* What is waiting is sent first: after the rotation nothing signed with the old key is taken any more.
* The new key is kept before the service hears of it. A crash or a lost answer is mended by asking again: if the
  service took the new key already, it is simply used from then on.
"""

from dataclasses import dataclass
from typing import Literal

from app import protocol
from app.errors import RefusedError, UnavailableError
from app.signing.keys import PrivateKey
from app.signing.keystore import signing_service
from app.storage import outbox
from app.storage import person as people
from app.storage.person import Person
from app.sync.errors import KeyHeldByAnotherError, KeyNotKnownError, NotTheServiceError
from app.sync.hr_client import HrClient
from app.workflows._keys import load_key, signed_in
from app.workflows._settle import store
from app.workflows.context import Context
from app.workflows.person import require_person
from app.workflows.send_outbox import send

PENDING = "pending-rotation"


class StillWaitingError(UnavailableError):
    """Something signed with the old key has not been received yet."""

    sentence = "Something you signed has not been received by HR yet, so your key stays as it is for now."
    next_step = "Try again when there is a connection."


class KeyInUseHereError(RefusedError):
    """The key to end is the one that this computer signs with."""

    sentence = "This computer signs with that key."
    next_step = "Change it for a new one instead, or end it from another computer of yours."


@dataclass(frozen=True)
class KeyStatus:
    """One key in the person's name, as the service tells of it; times are RFC 3339.

    `identity` is how it was proved who the person is: a code from HR, or the trust's sign-in. `ending` is how it
    ended, `why` the reason given. `is_here` tells that it is the one on this computer.
    """

    kid: str
    identity: Literal["code", "provider"]
    enrolled: str
    ended: str | None
    ending: Literal["retired", "revoked"] | None
    why: str | None
    is_here: bool


def list_keys(context: Context) -> tuple[KeyStatus, ...]:
    """Ask the service for every key in the person's name, oldest first.

    Raises NotEnrolledError, SigningKeyMissingError, an error of the key store, SyncError or ServiceRefusedError.
    """
    person = require_person(context)
    here = load_key(context, person).public.thumbprint
    return tuple(
        KeyStatus(
            kid=one.kid,
            identity=one.identity,
            enrolled=one.enrolled,
            ended=one.ended,
            ending=one.ending,
            why=one.why,
            is_here=one.kid == here,
        )
        for one in signed_in(context, person).me().keys
    )


def end_key(context: Context, kid: str, ending: Literal["retired", "revoked"]) -> None:
    """Let a key on another computer sign no more, `retired` (not in use) or `revoked` (lost); safe to repeat.

    Raises KeyInUseHereError, NotEnrolledError, SigningKeyMissingError, an error of the key store, SyncError or
    ServiceRefusedError.
    """
    person = require_person(context)
    if load_key(context, person).public.thumbprint == kid:
        raise KeyInUseHereError
    signed_in(context, person).end_key(protocol.KeyEnding(kid=kid, ending=ending))


def rotate(context: Context) -> None:
    """Go on with a fresh key, vouched for by the old one, which is retired; safe to repeat.

    Raises NotEnrolledError, SigningKeyMissingError, StillWaitingError, an error of the key store, SyncError,
    ServiceRefusedError or StorageError.
    """
    person = require_person(context)
    old = load_key(context, person)
    client = context.connect(person.server)
    left = context.keystore.get(signing_service(person.aud), PENDING)
    if left is None or not _is_known(client, person, PrivateKey.from_seed(left)):
        _send_all(context)
        left = left or _new_seed(context, person)
        _hand_on(context, person, client, old, PrivateKey.from_seed(left))
    _use(context, person, client, PrivateKey.from_seed(left))


def _hand_on(context: Context, person: Person, client: HrClient, old: PrivateKey, new: PrivateKey) -> None:
    try:
        client.rotate(person.sub, person.aud, old, new)
    except KeyHeldByAnotherError:
        # What an earlier try left has ended by now: the next one makes another.
        context.keystore.delete(signing_service(person.aud), PENDING)
        raise


def _is_known(client: HrClient, person: Person, key: PrivateKey) -> bool:
    client.sign_in(person.aud, key)
    try:
        if client.me().sub != person.sub:
            raise NotTheServiceError
    except KeyNotKnownError:
        return False
    return True


def _send_all(context: Context) -> None:
    sent = send(context, everything=True)
    if sent.problem is not None:
        raise sent.problem
    with context.database.reading() as connection:
        if outbox.count(connection):
            raise StillWaitingError


def _new_seed(context: Context, person: Person) -> bytes:
    seed = PrivateKey.generate(context.random).seed
    store(context, signing_service(person.aud), PENDING, seed)
    return seed


def _use(context: Context, person: Person, client: HrClient, key: PrivateKey) -> None:
    service = signing_service(person.aud)
    store(context, service, person.sub, key.seed)
    with context.database.transaction() as connection:
        people.save_key(connection, key.public.thumbprint, key.public.jwk()["x"])
    client.sign_in(person.aud, key)
    context.keystore.delete(service, PENDING)
