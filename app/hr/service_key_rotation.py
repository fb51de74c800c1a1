"""Replacing the service key: the old key and the new one sign the change, and it stands in the log.

* From that leaf on the new key signs everything. A service that still runs with the old key signs nothing more: it is
  told so, and has to be started with the new one.
* What the old key signed before stays valid by its place; devices and packs are led from either key to the other.
* Nothing here holds the new key's file: whoever changes it keeps it first (`app.admin.service_key`).
"""

from sqlalchemy import insert, update

from app.evidence import publisher_keys
from app.evidence.publisher_keys import KeyChange
from app.evidence.records import Signed
from app.evidence.trust_keys import ServiceKeyChange
from app.hr import trail
from app.hr.core import Core
from app.hr.epochs import Leaves
from app.hr.key_rotation import PublisherTakenError
from app.hr.log import Leaf, Log
from app.hr.store.schema import log_state, service_keys, trust
from app.signing.keys import PrivateKey, b64url


class ServiceKeyRotation:
    """Changes the service key, and shows the changes."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def change(self, new: PrivateKey, actor: str) -> Signed[KeyChange]:
        """Put the change to `new` into the log; this process signs nothing more. Raises PublisherTakenError, StorageError."""
        old = self._core.key
        with self._log.writing() as writer:
            connection = writer.connection
            if self._core.service_keys(connection).term(new.public.thumbprint) is not None:
                raise PublisherTakenError
            jti = self._core.new_id()
            token = publisher_keys.change(self._core.trust.aud, jti, writer.at, old, new, ServiceKeyChange)
            index = writer.add(Leaf(token, ServiceKeyChange.typ, jti))
            replaced = {"kid": old.public.thumbprint, "x": b64url(old.public.raw), "leaf_index": index}
            connection.execute(insert(service_keys).values(**replaced, change=token))
            connection.execute(update(trust).values(service_x=b64url(new.public.raw)))
            connection.execute(update(log_state).values(service_kid=new.public.thumbprint))
            trail.note(connection, writer.at, actor, "service-key", new.public.thumbprint)
        return publisher_keys.verified(token, old.public, self._core.trust.aud, ServiceKeyChange)

    def changes(self) -> Leaves:
        """Return every change, oldest first; raises StorageError."""
        head = self._log.head()
        with self._core.database.read() as connection:
            rows = connection.execute(service_keys.select().order_by(service_keys.c.leaf_index)).all()
            return Leaves(
                [
                    (row.change, row.leaf_index, self._log.inclusion(connection, row.leaf_index, head.size))
                    for row in rows
                    if row.leaf_index < head.size
                ],
                head.text,
            )
