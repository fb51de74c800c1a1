"""The publishing key: in the publisher's own key store, never on the service."""

from collections.abc import Callable

from app.errors import UnavailableError
from app.signing.keys import PrivateKey
from app.signing.keystore import KeyStore, publishing_service

PUBLISHER = "publisher"
_NEXT = "publisher-next"
_CHANGE = "publisher-change"


class PublishingKeyMissingError(UnavailableError):
    """This computer's key store does not hold the trust's publishing key."""

    sentence = "The key to publish with is not on this computer."
    next_step = "Publish from the account and computer on which the service was set up."


def make_publishing_key(keystore: KeyStore, aud: str, random: Callable[[int], bytes]) -> PrivateKey:
    """Make the key, or return the one that is there already; raises a key store's error."""
    held = keystore.get(publishing_service(aud), PUBLISHER)
    if held is not None:
        return PrivateKey.from_seed(held)
    key = PrivateKey.generate(random)
    keystore.set(publishing_service(aud), PUBLISHER, key.seed)
    return key


def publishing_key(keystore: KeyStore, aud: str) -> PrivateKey:
    """Return the key; raises PublishingKeyMissingError or a key store's error."""
    held = keystore.get(publishing_service(aud), PUBLISHER)
    if held is None:
        raise PublishingKeyMissingError
    return PrivateKey.from_seed(held)


def new_publishing_key(keystore: KeyStore, aud: str, random: Callable[[int], bytes]) -> PrivateKey:
    """Make the key that is to follow, or return the one that an interrupted try left; raises a key store's error."""
    held = keystore.get(publishing_service(aud), _NEXT)
    if held is not None:
        return PrivateKey.from_seed(held)
    key = PrivateKey.generate(random)
    keystore.set(publishing_service(aud), _NEXT, key.seed)
    return key


def keep_new_publishing_key(keystore: KeyStore, aud: str, key: PrivateKey, change: str) -> None:
    """Publish with `key` from now on; raises a key store's error.

    `change` is the leaf by which it took over. It is kept too: a service put back from an older backup has lost it, and
    the old key, which would have to sign another, is gone.
    """
    keystore.set(publishing_service(aud), _CHANGE, change.encode("ascii"))
    keystore.set(publishing_service(aud), PUBLISHER, key.seed)
    keystore.delete(publishing_service(aud), _NEXT)


def last_change(keystore: KeyStore, aud: str) -> str | None:
    """Return the leaf by which the key took over from the one before, or None; raises a key store's error."""
    held = keystore.get(publishing_service(aud), _CHANGE)
    return held.decode("ascii") if held is not None else None
