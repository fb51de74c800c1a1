"""Whom of the service is believed in one workflow; a newer key that the log leads to is kept."""

from contextlib import suppress
from dataclasses import replace

from app.signing.keys import PublicKey, b64url
from app.storage import person as people
from app.storage.person import Person
from app.sync.hr_client import HrClient
from app.sync.key_ring import KeyRing
from app.workflows._anchor import write_anchor
from app.workflows._keys import public_key
from app.workflows.context import Context


def key_ring(context: Context, person: Person, client: HrClient) -> KeyRing:
    """Return the service's keys, beginning with the one that this computer was told of; nothing is asked yet."""

    def keep(newest: PublicKey) -> None:
        x = b64url(newest.raw)
        with context.database.transaction() as connection:
            held = people.load(connection)
            if held is not None:
                people.save(connection, replace(held, service_key=x))
        with suppress(OSError):  # the note is for an emptied database, which the log can lead on too
            write_anchor(context, replace(person, service_key=x))

    return KeyRing(client, person.aud, public_key(person.service_key), keep)
