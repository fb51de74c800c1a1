"""Opening a new epoch of the log after the service was put back from a backup.

* The last head of what was put back is signed for the old origin: it is a prefix of whatever that epoch went on to.
* The leaf that holds it opens the new epoch at the very next place; from then on the old origin signs nothing new.
* Devices find the leaf, and send again what their receipts say lay beyond it. A receipt of this service's own that
  comes back with a record keeps it from counting as late.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from app.errors import RefusedError
from app.evidence import checkpoint as checkpoints
from app.evidence.epoch import LogEpoch
from app.evidence.receipt import Receipt
from app.evidence.records import Signed
from app.hr import trail
from app.hr.core import Core
from app.hr.log import Leaf, Log
from app.hr.place import keep_place
from app.hr.store.schema import epochs, log_state, records


@dataclass(frozen=True)
class Leaves:
    """Leaves with their indexes and proofs (32-byte hashes) under `checkpoint`."""

    leaves: list[tuple[str, int, list[bytes]]]
    checkpoint: str


class Epochs:
    """Opens epochs and shows how they were opened."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def open(self, actor: str) -> LogEpoch:
        """Open a new epoch where the log now ends, and remember that the database is used here.

        Raises StorageError.
        """
        jti = self._core.new_id()
        with self._log.writing() as writer:
            connection = writer.connection
            root = connection.execute(select(log_state.c.root)).scalar_one()
            origin = self._log.origin(connection, writer.epoch)
            leaf = LogEpoch(
                aud=self._core.trust.aud,
                jti=jti,
                epoch=writer.epoch + 1,
                previous=checkpoints.sign(origin, writer.size, bytes(root), self._core.key),
                at=writer.at,
                by=actor,
            )
            writer.epoch += 1
            connection.execute(
                insert(epochs).values(epoch=writer.epoch, origin=leaf.origin, starts=writer.size)
            )
            connection.execute(
                update(log_state).values(epoch=writer.epoch, checkpoint="", checkpoint_size=-1)
            )
            writer.add(Leaf(leaf.signed_by(self._core.key), LogEpoch.typ, jti))
            trail.note(connection, writer.at, actor, "restore-epoch", leaf.origin)
        keep_place(self._core.database)
        self._log.head()
        return leaf

    def accept_move(self, actor: str) -> None:
        """Go on where the database is now, in the same epoch: it was moved, and nothing is missing."""
        with self._core.database.write() as connection:
            trail.note(connection, self._core.now_text(), actor, "moved")
        keep_place(self._core.database)

    def opened(self) -> Leaves:
        """Return the leaf of every later epoch, oldest first; raises StorageError."""
        head = self._log.head()
        query = select(records.c.token, records.c.leaf_index).where(records.c.typ == LogEpoch.typ)
        with self._core.database.read() as connection:
            rows = connection.execute(query.order_by(records.c.leaf_index)).all()
            return Leaves(
                [
                    (row.token, row.leaf_index, self._log.inclusion(connection, row.leaf_index, head.size))
                    for row in rows
                    if row.leaf_index < head.size
                ],
                head.text,
            )


def receipts_before(core: Core, tokens: Sequence[str]) -> Mapping[str, Signed[Receipt]]:
    """Return this service's own receipts among `tokens`, by the digest of the record each is for; raises StorageError."""
    if not tokens:
        return {}
    with core.database.read() as connection:
        keys = core.service_keys(connection)
    found: dict[str, Signed[Receipt]] = {}
    for token in tokens:
        try:
            receipt = Receipt.verified(token, keys.key_of(token))
            keys.checkpoint(receipt.record.checkpoint)
        except RefusedError:
            continue  # somebody else's word counts for nothing here
        found[receipt.record.record_sha256] = receipt
    return found
