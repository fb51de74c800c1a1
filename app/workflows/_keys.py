"""The person's signing key, from the key store and nowhere else."""

from app.errors import RefusedError
from app.signing.keys import PrivateKey, PublicKey, b64url_decode
from app.signing.keystore import signing_service
from app.storage.person import Person
from app.sync.hr_client import HrClient
from app.workflows.context import Context


class SigningKeyMissingError(RefusedError):
    """The key store has no key for this person: it was emptied, or this is another computer."""

    sentence = "Your key is not on this computer any more."
    next_step = "What you signed before stays valid. Ask HR for a new code to set this computer up again."


def load_key(context: Context, person: Person) -> PrivateKey:
    """The person's key; raises SigningKeyMissingError or an error of the key store."""
    seed = context.keystore.get(signing_service(person.aud), person.sub)
    if seed is None:
        raise SigningKeyMissingError
    return PrivateKey.from_seed(seed)


def public_key(x: str) -> PublicKey:
    """A public key from its JWK's `x`."""
    return PublicKey.from_raw(b64url_decode(x))


def signed_in(context: Context, person: Person) -> HrClient:
    """The client of the person's service, ready to sign in with their key when it has to."""
    client = context.connect(person.server)
    client.sign_in(person.aud, load_key(context, person))
    return client
