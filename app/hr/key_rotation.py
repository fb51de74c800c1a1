"""Replacing the publishing key: accepted only if the key in force and the new one both signed it.

From then on only the new key publishes, and codes that are handed out commit to it. What the old one published
before stays valid by its place in the log.
"""

from sqlalchemy import insert, select, update

from app.errors import RefusedError
from app.evidence import publisher_keys
from app.evidence.publisher_keys import KeyChange
from app.evidence.records import Signed
from app.hr import trail
from app.hr.core import Core, public_key
from app.hr.epochs import Leaves
from app.hr.log import Leaf, Log
from app.hr.store.schema import publishing_keys
from app.signing.keys import PublicKey, b64url


class PublisherTakenError(RefusedError):
    """The new key publishes here already, or did."""

    sentence = "This key publishes for the trust already, or did before."
    next_step = "Make a new key, and change to that one."


class KeyRotation:
    """Accepts changes of the publishing key, and shows them."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def accept(self, token: str, actor: str) -> Signed[KeyChange]:
        """Put a change into the log, and the new key into force.

        Raises RotationError, PublisherTakenError, StorageError, or an error of `Record.verified`.
        """
        with self._log.writing() as writer:
            connection = writer.connection
            known = self._core.publishing_keys()
            old = known[-1]
            signed = publisher_keys.verified(token, old, self._core.trust.aud)
            new = signed.record.keys()[1]
            if new in known:
                raise PublisherTakenError
            index = writer.add(Leaf(token, KeyChange.typ, signed.record.jti))
            ended = publishing_keys.c.kid == old.thumbprint
            connection.execute(update(publishing_keys).where(ended).values(replaced_at=writer.at))
            fresh = {"kid": new.thumbprint, "x": b64url(new.raw), "added_at": writer.at}
            connection.execute(insert(publishing_keys).values(**fresh, leaf_index=index, change=token))
            trail.note(connection, writer.at, actor, "publishing-key", new.thumbprint)
        self._log.head()
        return signed

    def changes(self) -> tuple[PublicKey, Leaves]:
        """Return the key that the changes begin with, and every change, oldest first; raises StorageError."""
        head = self._log.head()
        query = select(publishing_keys).order_by(publishing_keys.c.leaf_index)
        with self._core.database.read() as connection:
            rows = connection.execute(query).all()
            changed = [row for row in rows if row.leaf_index is not None and row.leaf_index < head.size]
            leaves = [
                (row.change, row.leaf_index, self._log.inclusion(connection, row.leaf_index, head.size))
                for row in changed
            ]
        # The first change was signed by whichever key was replaced without having come in by a change itself.
        firsts = [row.x for row in rows if row.leaf_index is None and row.replaced_at is not None]
        first = public_key(firsts[0]) if firsts else self._core.publishing_keys()[-1]
        return first, Leaves(leaves, head.text)
