"""Deleting what the rules make due: listed first, then confirmed, then done in one step or not at all.

Rules:

* a listing is of one day, and known by its digest: what is confirmed is exactly what was listed. If anything of it
  changed meanwhile (a hold, a rule, somebody who came back), nothing is deleted and it has to be listed again;
* everything happens in one transaction that holds the log: a service that dies half-way has deleted nothing;
* of what is in the log the bytes go, with the receipt, the words, the scan and the standing that rested on it; the
  32-byte leaf hash stays, so that the log, its proofs and everybody else's packs still check;
* the purge is a leaf of the log itself (`purge+jws`: kind, rule, places, how many, no name) and a line of the trail;
* the service does not take again what it deleted, should a device send it again;
* in SQLite deleted bytes are overwritten (`secure_delete`), and the write-ahead log is emptied. Backups, and what
  PostgreSQL has not vacuumed yet, are for whoever runs the service.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import Connection, bindparam, select

from app.errors import RefusedError
from app.evidence.purge import MOST_RANGES, Purge, PurgedKind, ranges
from app.hr import trail
from app.hr.approvals import Agreed
from app.hr.core import Core
from app.hr.facts import check_reason
from app.hr.log import Leaf, Log, LogWriter
from app.hr.purge_delete import delete_all
from app.hr.purge_find import Due, Findings, Kept, find
from app.hr.retention import KINDS, rules_in
from app.hr.store.database import AnyRow, upsert
from app.hr.store.schema import purged, schools, staff

PURGE = "purge"
"""The kind of act, for what two people have to agree to."""


class ListChangedError(RefusedError):
    """What would be deleted is not what was listed."""

    sentence = "What would be deleted is no longer what you were shown. Nothing was deleted."
    next_step = "Look at the new list, and confirm that one."


class NothingToPurgeError(RefusedError):
    """Nothing is due."""

    sentence = "There is nothing to delete."
    next_step = "Choose rules first, or come back later."


class PurgedRecordError(RefusedError):
    """A device sent again what was deleted under a rule."""

    sentence = "HR deleted this record under its rules for keeping. It was not taken again."
    next_step = "Nothing is wrong. Your own copy stays with you."


@dataclass(frozen=True)
class Line:
    """Some of what is listed: of one kind, one person (nothing where it is about nobody), and why.

    `why` is the rule in words, or for what is kept back the hold or the reason.
    """

    kind: str
    staff_id: str
    name: str
    school: str
    count: int
    why: str


@dataclass(frozen=True)
class Listing:
    """What a purge would delete on `as_of` and what it keeps back; `token` confirms it. `unset` are kinds without rule."""

    as_of: str
    token: str
    due: Sequence[Line]
    kept: Sequence[Line]
    unset: Sequence[str]

    @property
    def count(self) -> int:
        """How many things would be deleted."""
        return sum(line.count for line in self.due)

    def totals(self) -> dict[str, int]:
        """How many of each kind would be deleted."""
        found: Counter[str] = Counter()
        for line in self.due:
            found[line.kind] += line.count
        return dict(found)


class Purging:
    """Lists and deletes."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def listing(self) -> Listing:
        """What the rules make due today; changes nothing. Raises StorageError."""
        as_of = self._core.today()
        with self._core.database.read() as connection:
            return _listing(connection, as_of, find(connection, as_of))

    def run(self, token: str, reason: str, *, actor: str) -> dict[str, int]:
        """Delete what was listed under `token`; returns how many of each kind.

        Raises FactReasonMissingError, ListChangedError, NothingToPurgeError, StorageError.
        """
        check_reason(reason)
        as_of = self._day_of(token)
        with self._log.writing() as writer:
            _overwrite(writer.connection)
            found = find(writer.connection, as_of)
            if token != _token(as_of, found.due):
                raise ListChangedError
            if not found.due:
                raise NothingToPurgeError
            self._record(writer, found.due, actor, reason)
            delete_all(writer, found.due)
        self._log.head()
        self._forget_pages()
        return dict(Counter(one.kind for one in found.due))

    def told(self, token: str, reason: str) -> list[str]:
        """What would happen, in sentences for a second person; raises what `run` raises, and deletes nothing."""
        check_reason(reason)
        as_of = self._day_of(token)
        with self._core.database.read() as connection:
            listing = _listing(connection, as_of, find(connection, as_of))
        if token != listing.token:
            raise ListChangedError
        if not listing.due:
            raise NothingToPurgeError
        totals = listing.totals()
        return [
            *(
                f"{words}: {totals[kind]} are deleted for good."
                for kind, (words, _) in KINDS.items()
                if kind in totals
            ),
            "Their places in the log stay, with a hash of 32 bytes each. Whose they are is listed under Keeping.",
            f"The list is of {listing.as_of}. If it changes before this is approved, nothing is deleted.",
            f"The reason: {reason}",
        ]

    def asked(self, token: str, reason: str) -> bytes:
        """What is stored while a second person decides."""
        return json.dumps({"token": token, "reason": reason}).encode()

    def carry_out(self, content: bytes, agreed: Agreed) -> None:
        """Delete what two people agreed to; raises what `run` raises."""
        asked = json.loads(content)
        self.run(asked["token"], asked["reason"], actor=agreed.actor)

    def _day_of(self, token: str) -> date:
        try:
            as_of = date.fromisoformat(token.partition(".")[0])
        except ValueError:
            raise ListChangedError from None
        if as_of > self._core.today():
            raise ListChangedError
        return as_of

    def _record(self, writer: LogWriter, due: Sequence[Due], actor: str, reason: str) -> None:
        groups: dict[tuple[str, int, str], list[Due]] = {}
        for one in due:
            rule = one.rule
            groups.setdefault((one.kind, rule.months or 0, rule.counted_from or ""), []).append(one)
        for members in groups.values():
            for part in _parts(members):
                self._leaf(writer, part, actor)
            words = f"{len(members)} {members[0].kind}, {members[0].rule.words}: {reason}"
            trail.note(writer.connection, writer.at, actor, "purge", members[0].kind, words)

    def _leaf(self, writer: LogWriter, part: Sequence[Due], actor: str) -> None:
        jti, rule = self._core.new_id(), part[0].rule
        claims = {
            "aud": self._core.trust.aud,
            "jti": jti,
            "kind": part[0].kind,
            "months": rule.months,
            "counted_from": rule.counted_from,
            "count": len(part),
            "entries": ranges([one.leaf_index for one in part if one.leaf_index is not None]),
            "at": writer.at,
            "by": actor,
        }
        writer.add(Leaf(Purge.of(claims).signed_by(self._core.key), Purge.typ, jti))
        rows = [
            {
                "leaf_index": one.leaf_index,
                "kind": one.kind,
                "sub": one.subs[0],
                "jti": one.key[:36],
                "purge": jti,
            }
            for one in part
            if one.leaf_index is not None
        ]
        upsert(writer.connection, purged, rows)

    def _forget_pages(self) -> None:
        """Empty SQLite's write-ahead log, which still holds older pages; another reader may put that off."""
        if self._core.database.engine.dialect.name == "sqlite":
            with self._core.database.engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def was_purged(connection: Connection, jtis: Sequence[str]) -> frozenset[str]:
    """Those of these records or messages that were deleted under a rule."""
    return frozenset(connection.execute(_GONE, {"jtis": list(jtis)}).scalars())


def _overwrite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def _parts(members: Sequence[Due]) -> list[Sequence[Due]]:
    """Members in parts whose places fit one leaf."""
    if members[0].leaf_index is None:
        return [members]
    ordered = sorted(members, key=lambda one: one.leaf_index or 0)
    return [ordered[start : start + MOST_RANGES] for start in range(0, len(ordered), MOST_RANGES)]


def _token(as_of: date, due: Sequence[Due]) -> str:
    listed = "".join(f"{one.kind} {one.key} {one.rule.words}\n" for one in due)
    return f"{as_of.isoformat()}.{sha256(listed.encode()).hexdigest()[:32]}"


def _listing(connection: Connection, as_of: date, found: Findings) -> Listing:
    chosen = rules_in(connection)
    everybody = {row.sub: row for row in connection.execute(_WHO)}
    due = Counter((one.kind, one.subs[:1], _why(one)) for one in found.due)
    kept = Counter((one.due.kind, one.due.subs[:1], _why_kept(one)) for one in found.kept)
    unset = [kind for kind in KINDS if kind not in chosen]
    named = (_lines(due, everybody), _lines(kept, everybody))
    return Listing(as_of.isoformat(), _token(as_of, found.due), *named, unset)


def _why(due: Due) -> str:
    return f"goes with its answer ({due.rule.words})" if due.with_answer else due.rule.words


def _why_kept(kept: Kept) -> str:
    return f"legal hold {kept.hold}" if kept.hold is not None else kept.why


def _lines(
    counted: Mapping[tuple[PurgedKind, tuple[str, ...], str], int], everybody: Mapping[str, AnyRow]
) -> list[Line]:
    lines = [Line(kind, *_who(everybody, subs), count, why) for (kind, subs, why), count in counted.items()]
    return sorted(lines, key=lambda line: (line.kind, line.name, line.staff_id, line.why))


def _who(everybody: Mapping[str, AnyRow], subs: tuple[str, ...]) -> tuple[str, str, str]:
    if not subs:
        return "", "", ""
    row = everybody[subs[0]]
    return row.staff_id, row.name, row.school


_WHO = select(staff.c.sub, staff.c.staff_id, staff.c.name, schools.c.name.label("school")).join_from(
    staff, schools, staff.c.school_id == schools.c.id
)


_GONE = select(purged.c.jti).where(purged.c.jti.in_(bindparam("jtis", expanding=True)))
