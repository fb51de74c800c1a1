"""The log of the service: leaves go in under one lock, and its head is signed from what is committed.

Rules:

* one transaction takes the lock on the log's state, adds leaves and whatever they change, and commits;
* `at` never decreases along the log, whatever the clock does;
* a checkpoint is signed only from a committed state, so that several workers, and a worker killed half-way,
  never sign two heads that do not continue each other;
* the tree is one and only grows; after a backup was put back it grows in a new epoch, whose heads have an origin of
  their own (`app.hr.epochs`), so that for each origin a head of one size is one;
* a node belongs to the epoch in which its last leaf was added: nothing cached from before a backup was put back can
  be taken for it;
* a process whose service key was replaced signs nothing more: no head with the change in it, and no leaf;
* whoever changes standings takes the same lock, so that revisions become visible in their order.

Sources: RFC 9162 section 2.1 (the tree); C2SP tlog-checkpoint.
"""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, insert, select, update

from app.domain.dates import date_in, from_utc_text, to_utc_text
from app.errors import RefusedError, UnavailableError
from app.evidence import checkpoint as checkpoints
from app.evidence import merkle
from app.hr.core import Core
from app.hr.store.database import AnyRow, StorageError
from app.hr.store.schema import epochs, log_leaves, log_nodes, log_state, records
from app.signing.jws import record_sha256

_MOST_CACHED = 200_000
_NODE = select(log_nodes.c.hash).where(
    log_nodes.c.epoch == bindparam("wanted_epoch"),
    log_nodes.c.level == bindparam("wanted_level"),
    log_nodes.c.index == bindparam("wanted_index"),
)

# Made once: to make a statement takes longer than SQLite does to carry it out.
_STATE = select(log_state)
_LOCKED = select(log_state).with_for_update()
_GROW = update(log_state).values(
    size=bindparam("new_size"),
    root=bindparam("new_root"),
    last_at=bindparam("new_at"),
    revision=bindparam("new_revision"),
)
_KEEP_HEAD = (
    update(log_state)
    .where(log_state.c.epoch == bindparam("of_epoch"), log_state.c.checkpoint_size < bindparam("new_size"))
    .values(checkpoint=bindparam("new_checkpoint"), checkpoint_size=bindparam("new_size"))
)
_LEAVES, _NODES, _RECORDS = insert(log_leaves), insert(log_nodes), insert(records)


class ServiceKeyReplacedError(UnavailableError):
    """The service key was changed while this process ran with the old one: it may sign nothing more."""

    sentence = "The service’s key was changed, and this service still runs with the old one."
    next_step = "Start it again with the new key."


class LogIsShorterError(RefusedError):
    """A proof was asked from a size that this log has not reached."""

    sentence = "This log is shorter than the one you have seen before."
    next_step = "Keep your own copies, and tell your IT helpdesk. Do not delete anything."


@dataclass(frozen=True)
class Leaf:
    """One record to go into the log. `jti` and `sub` are null where its type has none; `day_only` keeps no time."""

    token: str
    typ: str
    jti: str | None = None
    sub: str | None = None
    late: bool = False
    day_only: bool = False


@dataclass(frozen=True)
class Head:
    """A signed head: epoch, number of leaves and the checkpoint's text."""

    epoch: int
    size: int
    text: str


@dataclass
class LogWriter:
    """The locked log inside one transaction. `at` is the time of everything added; `revision` that of every change."""

    connection: Connection
    epoch: int
    size: int
    at: str
    today: str
    revision: int
    leaves: list[Leaf] = field(default_factory=list)

    def add(self, leaf: Leaf) -> int:
        """Add a leaf and return its index; it is stored when the transaction ends."""
        self.leaves.append(leaf)
        return self.size + len(self.leaves) - 1


class Log:
    """The trust's log in the database. The hashes it caches are of complete, committed subtrees: they never change."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._known: dict[tuple[int, int, int], bytes] = {}
        # The origin of each epoch's heads, and the index of its first leaf.
        self._epochs: list[tuple[str, int]] = []

    @contextmanager
    def writing(self) -> Iterator[LogWriter]:
        """A transaction that holds the log; it commits at the end or leaves nothing behind. Raises StorageError."""
        with self._core.database.write() as connection:
            state = connection.execute(_LOCKED).one()
            _check_key(state, self._core)
            writer = self._writer(connection, state)
            yield writer
            nodes = self._store(writer, state)
        self._remember(writer.epoch, nodes)

    def head(self) -> Head:
        """Return the newest head, signed from what is committed. Raises StorageError."""
        with self._core.database.read() as connection:
            state = connection.execute(_STATE).one()
            _check_key(state, self._core)
            if state.checkpoint_size == state.size:
                return Head(state.epoch, state.size, state.checkpoint)
            head = self._signed(connection, state.epoch, state.size, state.root)
        with self._core.database.write() as connection:
            self.keep_head(connection, head)
        return head

    def signed_head(self, connection: Connection) -> Head:
        """Return the head of what is committed, read in this transaction that only reads, without storing it.

        See `keep_head`. Raises ServiceKeyReplacedError.
        """
        state = connection.execute(_STATE).one()
        _check_key(state, self._core)
        return self._signed(connection, state.epoch, state.size, state.root)

    def keep_head(self, connection: Connection, head: Head) -> None:
        """Store a signed head unless a newer one is stored already."""
        newer = {"of_epoch": head.epoch, "new_checkpoint": head.text, "new_size": head.size}
        connection.execute(_KEEP_HEAD, newer)

    def inclusion(self, connection: Connection, index: int, size: int) -> list[bytes]:
        """Return the proof that leaf `index` is among the first `size` leaves."""
        return merkle.inclusion_proof(index, size, self._reader(connection))

    def consistency(self, first: int, second: int | None = None) -> tuple[list[bytes], Head]:
        """Return the proof that the log of `second` leaves (the newest head if None) continues that of `first`.

        Raises LogIsShorterError for sizes that the log has not reached or that run backwards, StorageError.
        """
        head = self.head()
        second = head.size if second is None else second
        if not first <= second <= head.size:
            raise LogIsShorterError
        with self._core.database.read() as connection:
            reader = self._reader(connection)
            proof = merkle.consistency_proof(first, second, reader) if first else []
            if second == head.size:
                return proof, head
            # An earlier head, worked out again: the tree of a smaller size never changes.
            root = merkle.root(second, reader)
            epoch = self._epoch_at(connection, second)
            return proof, self._signed(connection, epoch, second, root)

    def origin(self, connection: Connection, epoch: int) -> str:
        """Return the name under which an epoch's heads are signed."""
        return self._known_epochs(connection, epoch)[epoch - 1][0]

    def _signed(self, connection: Connection, epoch: int, size: int, root: bytes) -> Head:
        text = checkpoints.sign(self.origin(connection, epoch), size, root, self._core.key)
        return Head(epoch, size, text)

    def _epoch_at(self, connection: Connection, size: int) -> int:
        """The epoch in which the log had exactly `size` leaves; the earlier one where two share that size."""
        known = self._known_epochs(connection, 0)
        return bisect_right(known, max(size - 1, 0), key=lambda each: each[1])

    def _known_epochs(self, connection: Connection, wanted: int) -> list[tuple[str, int]]:
        """Every epoch, read again when one is wanted that was not there yet."""
        if len(self._epochs) < max(wanted, 1):
            rows = connection.execute(select(epochs.c.origin, epochs.c.starts).order_by(epochs.c.epoch))
            self._epochs = [(self._core.trust.aud, 0), *((row.origin, row.starts) for row in rows)]
        return self._epochs

    def _writer(self, connection: Connection, state: AnyRow) -> LogWriter:
        at = max(state.last_at, to_utc_text(self._core.clock()))
        today = date_in(self._core.time_zone, from_utc_text(at)).isoformat()
        return LogWriter(connection, state.epoch, state.size, at, today, state.revision + 1)

    def _store(self, writer: LogWriter, state: AnyRow) -> list[merkle.Node]:
        connection, size = writer.connection, writer.size
        self._known_epochs(connection, writer.epoch)
        hashes = [merkle.leaf_hash(leaf.token.encode("ascii")) for leaf in writer.leaves]
        read = self._reader(connection)
        nodes = merkle.append_batch(size, hashes, read)
        grown = size + len(hashes)
        root = merkle.root(grown, merkle.overlay(nodes, read)) if hashes else state.root
        if hashes:
            _insert(connection, writer, hashes, nodes)
        grew = {"new_size": grown, "new_root": root, "new_at": writer.at, "new_revision": writer.revision}
        connection.execute(_GROW, grew)
        return nodes

    def _reader(self, connection: Connection) -> merkle.NodeReader:
        def read(level: int, index: int) -> bytes:
            epoch = self._epoch_at(connection, (index + 1) << level)
            found = self._known.get((epoch, level, index))
            return bytes(found or self._fetched(connection, level, index))

        return read

    def _fetched(self, connection: Connection, level: int, index: int) -> bytes:
        for _ in range(2):
            epoch = self._epoch_at(connection, (index + 1) << level)
            where = {"wanted_epoch": epoch, "wanted_level": level, "wanted_index": index}
            found: bytes | None = connection.execute(_NODE, where).scalar()
            if found is not None:
                self._remember(epoch, [(level, index, found)])
                return found
            # Another process may have opened an epoch meanwhile.
            self._epochs = []
        raise StorageError

    def _remember(self, epoch: int, nodes: list[merkle.Node]) -> None:
        if len(self._known) > _MOST_CACHED:
            self._known = {}
        self._known.update({(epoch, level, index): value for level, index, value in nodes})


def _check_key(state: AnyRow, core: Core) -> None:
    """Raise ServiceKeyReplacedError if another key than this process has is in force by now."""
    if state.service_kid not in (None, core.key.public.thumbprint):
        raise ServiceKeyReplacedError


def _insert(connection: Connection, writer: LogWriter, hashes: list[bytes], nodes: list[merkle.Node]) -> None:
    epoch, size = writer.epoch, writer.size
    connection.execute(
        _LEAVES,
        [{"epoch": epoch, "index": place, "leaf_hash": value} for place, value in enumerate(hashes, size)],
    )
    connection.execute(
        _NODES,
        [{"epoch": epoch, "level": level, "index": index, "hash": value} for level, index, value in nodes],
    )
    connection.execute(
        _RECORDS,
        [
            {
                "epoch": epoch,
                "leaf_index": place,
                "typ": leaf.typ,
                "jti": leaf.jti,
                "sub": leaf.sub,
                "sha256": record_sha256(leaf.token),
                "token": leaf.token,
                "received_at": writer.today if leaf.day_only else writer.at,
                "late": leaf.late,
            }
            for place, leaf in enumerate(writer.leaves, size)
        ],
    )
