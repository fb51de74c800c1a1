"""The last steps of setting a computer up, whichever way the person's identity was proved."""

import hmac
from contextlib import suppress

from app import protocol
from app.errors import RefusedError
from app.signing.keys import PrivateKey
from app.signing.keystore import KeyStoreBrokenError, signing_service
from app.storage import audits, outbox
from app.storage import person as people
from app.storage.person import Person
from app.sync.errors import SyncError
from app.workflows._anchor import write_anchor
from app.workflows._state import StateFileError, leave_state
from app.workflows.context import Context
from app.workflows.rebuild import rebuild


class AnotherPersonsFileError(RefusedError):
    """The file on this computer account is another person's, and holds what HR has not received yet."""

    sentence = "This login still holds answers of somebody else. HR does not have them yet."
    next_step = "Log in to the computer with your own account, or ask that person to open the app once more."


def person_of(
    found: protocol.Enrolled | protocol.Me, trust: protocol.Trust, server: str, publishing_key: str
) -> Person:
    """The person as the service told of them, with whom of the trust is believed."""
    return Person(
        sub=found.sub,
        name=found.name,
        school=found.school,
        role=found.role,
        line_manager=found.line_manager if isinstance(found, protocol.Me) else "",
        trust=trust.name,
        server=server,
        aud=trust.aud,
        time_zone=trust.time_zone,
        service_key=trust.service_key.x,
        publishing_key=publishing_key,
    )


def keep(context: Context, person: Person, key: PrivateKey, pending: str) -> None:
    """Keep the key first, then the person: a crash between is mended by the next try. `pending` held it until now."""
    service = signing_service(person.aud)
    store(context, service, person.sub, key.seed)
    left: tuple[audits.Owner, ...] = ()
    with context.database.transaction() as connection:
        held = people.load(connection)
        if held is not None and (held.sub, held.aud) != (person.sub, person.aud):
            if outbox.count(connection):
                raise AnotherPersonsFileError
            left = audits.owned_by(connection, held.sub, held.aud)
            people.forget(connection)
        people.save(connection, person)
        people.save_key(connection, key.public.thumbprint, key.public.jwk()["x"])
    for owner in left:
        audits.destroy_key(context.keystore, owner)
    if left:
        context.database.overwrite_deleted()
    write_anchor(context, person)
    context.keystore.delete(service, pending)


def completed(context: Context, person: Person) -> Person:
    """Fetch what the service holds in the person's name; without it the set-up stands all the same."""
    with suppress(SyncError, RefusedError):
        rebuild(context)
    with suppress(StateFileError):  # a state file that cannot be written only opens the window once too often
        leave_state(context)
    with context.database.reading() as connection:
        return people.load(connection) or person


def store(context: Context, service: str, account: str, secret: bytes) -> None:
    """Keep a secret and read it back; raises KeyStoreBrokenError or another error of the key store."""
    context.keystore.set(service, account, secret)
    back = context.keystore.get(service, account)
    if back is None or not hmac.compare_digest(back, secret):
        raise KeyStoreBrokenError
