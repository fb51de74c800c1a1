"""The daily head of HR's own audit trail, and checking the trail against every head there was."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from app.errors import RefusedError
from app.evidence import merkle
from app.evidence.trail_head import TrailHead, line_hash, roots
from app.hr.core import Core
from app.hr.log import Leaf, Log
from app.hr.store.database import AnyRow
from app.hr.store.schema import log_leaves, log_state, records, trail, trail_places, trail_stubs


class TrailChangedError(RefusedError):
    """The trail does not fit a head that was made of it."""

    sentence = (
        "HR’s own trail does not fit what was fixed of it on {day}: a line was changed, dropped or swapped."
    )
    next_step = "Keep a copy of the database as it is, and tell somebody outside HR. Do not delete anything."


@dataclass(frozen=True)
class TrailState:
    """How many heads there are, how many lines they cover, how many came after the last, and the last one's day."""

    heads: int
    covered: int
    later: int
    newest: str | None = None


class TrailHeads:
    """Makes heads of the trail, and checks them."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def make(self) -> TrailHead:
        """Add the head of the trail as it is now to the log; raises StorageError."""
        jti = self._core.new_id()
        with self._log.writing() as writer:
            _give_places(writer.connection)
            lines = _covered(writer.connection)
            head = TrailHead(
                aud=self._core.trust.aud,
                jti=jti,
                day=writer.today,
                at=writer.at,
                lines=len(lines),
                root=roots(lines, [len(lines)])[len(lines)],
            )
            writer.add(Leaf(head.signed_by(self._core.key), TrailHead.typ, jti))
        self._log.head()
        return head

    def verify(self) -> TrailState:
        """Check every line against every head, and each head's place in the log.

        Raises TrailChangedError, InclusionError, StorageError, signature errors.
        """
        with self._core.database.read() as connection:
            rows = connection.execute(_HEADS).all()
            heads = [self._head(row.token, row.leaf_hash) for row in rows]
            self._check_places(connection, rows)
            lines = _covered(connection)
            whole = connection.execute(select(func.count()).select_from(trail)).scalar_one()
        found = roots(lines, [head.lines for head in heads])
        for head in heads:
            if found.get(head.lines) != head.root:
                raise TrailChangedError(day=head.day)
        covered = heads[-1].lines if heads else 0
        return TrailState(len(heads), covered, whole - covered, heads[-1].day if heads else None)

    def _check_places(self, connection: Connection, rows: Sequence[AnyRow]) -> None:
        """Raise InclusionError unless each head stands at its place under the log's root as it is now."""
        state = connection.execute(select(log_state.c.size, log_state.c.root)).one()
        for row in rows:
            proof = self._log.inclusion(connection, row.leaf_index, state.size)
            merkle.verify_inclusion(row.leaf_index, state.size, row.leaf_hash, proof, state.root)

    def _head(self, token: str, leaf_hash: bytes) -> TrailHead:
        head = TrailHead.verified(token, self._core.service_key_of(token)).record
        if merkle.leaf_hash(token.encode("ascii")) != leaf_hash:
            raise TrailChangedError(day=head.day)
        return head


def _give_places(connection: Connection) -> None:
    """Number the lines that no head covers yet; lines written at the same time may have been seen late."""
    counts = (select(func.count()).select_from(table) for table in (trail_places, trail_stubs))
    first = sum(connection.execute(count).scalar_one() for count in counts)
    fresh = connection.execute(
        select(trail.c.id).where(trail.c.id.not_in(select(trail_places.c.trail_id))).order_by(trail.c.id)
    ).scalars()
    rows = [{"place": place, "trail_id": line} for place, line in enumerate(fresh, first)]
    if rows:
        connection.execute(insert(trail_places), rows)


def _covered(connection: Connection) -> Sequence[bytes]:
    """The hash of every line that has a place, in their order; of a line that was purged, the one that was kept."""
    found = {row.place: bytes(row.line_hash) for row in connection.execute(select(trail_stubs))}
    for place, *line in connection.execute(_LINES):
        number, at, actor, action, subject, detail = line
        found[place] = line_hash((number, at, actor, action, subject, detail))
    return [found[place] for place in sorted(found)]


_LINES = (
    select(
        trail_places.c.place,
        *(trail.c[name] for name in ("id", "at", "actor", "action", "subject", "detail")),
    )
    .join_from(trail_places, trail, trail_places.c.trail_id == trail.c.id)
    .order_by(trail_places.c.place)
)
_HEADS = (
    select(records.c.token, records.c.leaf_index, log_leaves.c.leaf_hash)
    .join_from(
        records,
        log_leaves,
        (records.c.epoch == log_leaves.c.epoch) & (records.c.leaf_index == log_leaves.c.index),
    )
    .where(records.c.typ == TrailHead.typ)
    .order_by(records.c.leaf_index)
)
