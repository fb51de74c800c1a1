"""Evidence packs from what the service holds: for one person, one school, everyone; and the parts that a device lacks.

* A pack is made under one checkpoint: the same log gives the same bytes.
* Beside what is about the people it has what HR said of the policies they answered, and the log's own leaves: later
  epochs, changes of the trust's keys, and for each entry the first timestamp that covers it; and what the leaves hold
  digests of, where that is still kept.
* A trust too large for one pack is split by school, and a school too large into parts.
* Nothing is packed that does not stand (`app.evidence.pack`).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, bindparam, select, true, tuple_

from app.errors import RefusedError
from app.evidence.contents import Hashes, PackContents, PackedLeaf, PackedPolicy, PackedRecord
from app.evidence.epoch import LogEpoch
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.pack import build
from app.evidence.presence import PresenceCheck
from app.evidence.publisher_keys import KeyChange
from app.evidence.purge import Purge
from app.evidence.records import Acknowledgement, AuditCompletion
from app.evidence.timestamp import Timestamp
from app.evidence.trust_keys import ServiceKeyChange
from app.hr import trail
from app.hr.core import Core
from app.hr.log import Head, Log
from app.hr.people import Person, people
from app.hr.receipts import Receipted, Receipts
from app.hr.scope import at_school
from app.hr.store.database import AnyRow
from app.hr.store.schema import (
    beside_leaves,
    documents,
    earlier_receipts,
    epochs,
    holders,
    key_bases,
    messages,
    policy_events,
    purged,
    receipts,
    records,
    staff,
    timestamps,
    versions,
)
from app.signing.jws import read_claims

MOST_PEOPLE = 1000  # in one pack
_ANSWERS = (Acknowledgement.typ, AuditCompletion.typ)
_EVENTS = (CodeIssue.typ, KeyEvent.typ, HrFact.typ, PresenceCheck.typ)


class NobodyToExportError(RefusedError):
    """Nobody on the list is meant."""

    sentence = "There is nobody on the staff list whom this names, or nothing is in the log about them."
    next_step = "Check the staff id or the school’s name."


@dataclass(frozen=True)
class Pack:
    """A pack and what it is about, as the end of a file's name; nothing where it is the only one."""

    name: str
    content: bytes


@dataclass(frozen=True)
class ForDevice:
    """What a device lacks for its own pack. `continued` has a consistency proof for each size of a receipt's head."""

    checkpoint: str
    events: tuple[PackedLeaf, ...]
    manifests: tuple[PackedLeaf, ...]
    continued: Mapping[int, Hashes]
    witnesses: tuple[str, ...]


@dataclass(frozen=True)
class _Held:
    """What the service holds about some people, under one head."""

    head: Head
    answers: Sequence[AnyRow]
    events: tuple[PackedLeaf, ...]
    policies: Sequence[tuple[PackedLeaf, str]]
    receipts: Mapping[str, Receipted]
    sizes: Mapping[str, int]
    continued: Mapping[int, Hashes]
    messages: Mapping[str, str]
    earlier: Mapping[str, tuple[str, ...]]
    witnesses: tuple[str, ...]


class Export:
    """Makes packs."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log
        self._receipts = Receipts(core, log)

    def for_device(self, sub: str) -> ForDevice:
        """Return what a person's device lacks for their own pack; raises StorageError."""
        held = self._held([sub])
        manifests = tuple(leaf for leaf, _ in held.policies)
        return ForDevice(held.head.text, held.events, manifests, held.continued, held.witnesses)

    def packs(
        self,
        *,
        staff_id: str | None = None,
        school: str | None = None,
        actor: str,
        words_for: Collection[str] = (),
    ) -> Iterator[Pack]:
        """Make the packs of one person, of one school, or of everyone.

        `words_for` are those whose messages go in ("hr", "line-manager"): nobody's unless said. Digests always stay.

        Raises NobodyToExportError, what `build` raises where something in the log does not stand, StorageError.
        """
        groups = self._groups(staff_id, school)
        whole = staff_id or school or "everyone"
        with self._core.database.write() as connection:
            trail.note(connection, self._core.now_text(), actor, "export-evidence", whole)
        for name, concerned in groups:
            yield Pack(name, build(self._contents([one.sub for one in concerned], words_for)))

    def _groups(self, staff_id: str | None, school: str | None) -> list[tuple[str, list[Person]]]:
        where: ColumnElement[bool] = true()
        if staff_id is not None:
            where = staff.c.staff_id == staff_id
        elif school is not None:
            where = at_school(school)
        known = select(records.c.sub).where(records.c.typ.in_((*_ANSWERS, *_EVENTS)))
        with self._core.database.read() as connection:
            found = list(people(connection, where, staff.c.sub.in_(known)))
        if not found:
            raise NobodyToExportError
        return list(_split(found))

    def _contents(self, subs: Sequence[str], words_for: Collection[str]) -> PackContents:
        held, trust = self._held(subs, words_for), self._core.trust
        with self._core.database.read() as connection:
            texts = {
                row.sha256: row.content
                for row in connection.execute(_TEXTS, {"digests": sorted({one for _, one in held.policies})})
            }
        return PackContents(
            aud=trust.aud,
            service_key=trust.service_key,
            publishing_keys=self._core.publishing_keys(),
            checkpoint=held.head.text,
            records=tuple(_packed(row, held) for row in held.answers),
            policies=tuple(PackedPolicy(leaf, texts[digest]) for leaf, digest in held.policies),
            events=held.events,
            witnesses=held.witnesses,
        )

    def _held(self, subs: Sequence[str], words_for: Collection[str] | None = None) -> _Held:
        with self._core.database.read() as connection:
            rows = connection.execute(_LEAVES, {"subs": list(subs)}).all()
            answers = [row for row in rows if row.typ in _ANSWERS]
            gone = connection.execute(_PURGES, {"subs": list(subs)}).all()
            said = connection.execute(
                _SAID, {"policies": sorted({_policy_of(row.token)[0] for row in answers})}
            )
            stamps = _stamps(connection, [row.leaf_index for row in rows])
            own = [*connection.execute(_OWN), *gone, *said, *stamps]
            kept = _kept(connection, rows)
        jtis = [row.jti for row in answers]
        made = self._receipts.of(jtis)
        # Asked for last, so that every receipt's head is among what it continues.
        head = self._log.head()
        with self._core.database.read() as connection:
            sizes = {row.jti: row.size for row in connection.execute(_SIZES, {"jtis": jtis})}
            return _Held(
                head=head,
                answers=answers,
                events=tuple(
                    self._event(connection, row, head, kept)
                    for row in (*rows, *own)
                    if row.typ not in _ANSWERS and row.leaf_index < head.size
                ),
                policies=[
                    (self._placed(connection, row, head), row.sha256)
                    for row in _versions(connection, answers)
                ],
                receipts=made,
                sizes=sizes,
                continued={size: self._continued(size, head) for size in sorted(set(sizes.values()))},
                messages={
                    row.acknowledgement: row.token
                    for row in connection.execute(_MESSAGES, {"jtis": jtis})
                    if words_for is None or row.to in words_for
                },
                earlier=_earlier(connection, self._core.trust.aud, jtis),
                witnesses=tuple(connection.execute(_WITNESSES).scalars()),
            )

    def _event(
        self, connection: Connection, row: AnyRow, head: Head, kept: Mapping[int, bytes]
    ) -> PackedLeaf:
        placed = self._placed(connection, row, head)
        # Both kinds of leaf that hold a head come right after it or later: the log has grown since.
        size = _size_in(row)
        continued = self._continued(size, head) if size is not None else None
        beside = row.response if row.typ == Timestamp.typ else kept.get(row.leaf_index)
        return replace(placed, continued=continued, kept=beside)

    def _placed(self, connection: Connection, row: AnyRow, head: Head) -> PackedLeaf:
        proof = self._log.inclusion(connection, row.leaf_index, head.size)
        return PackedLeaf(row.token, row.leaf_index, tuple(proof))

    def _continued(self, size: int, head: Head) -> Hashes:
        return () if size in (0, head.size) else tuple(self._log.consistency(size, head.size)[0])


def _packed(row: AnyRow, held: _Held) -> PackedRecord:
    one = held.receipts[row.jti]
    return PackedRecord(
        token=row.token,
        receipt=one.receipt,
        proof=tuple(one.proof),
        consistency=held.continued[held.sizes[row.jti]],
        message=held.messages.get(row.jti),
        earlier=held.earlier.get(row.jti, ()),
    )


def _size_in(row: AnyRow) -> int | None:
    """The size of the head that a leaf holds, or None."""
    name = {LogEpoch.typ: "previous", Timestamp.typ: "checkpoint"}.get(row.typ)
    return None if name is None else int(read_claims(row.token)[name].split("\n")[1])


def _stamps(connection: Connection, indexes: Iterable[int]) -> list[AnyRow]:
    """For each of these places the first timestamp of a head that has it, as its leaf with the authority's answer."""
    stamps = connection.execute(_STAMPS).all()
    found: dict[int, AnyRow] = {}
    for index in indexes:
        over = next((row for row in stamps if row.size > index), None)
        if over is not None:
            found[over.leaf_index] = over
    return list(found.values())


def _kept(connection: Connection, rows: Iterable[AnyRow]) -> dict[int, bytes]:
    """What each of these leaves rests on, where it was not erased, by its index.

    Of a key that is its enrolment, of a fresh sign-in the provider's word, of a dispute what the person signed.
    """
    leaves = [row for row in rows if row.typ in (KeyEvent.typ, PresenceCheck.typ, HrFact.typ)]
    digests = {row.leaf_index: read_claims(row.token)["basis"] for row in leaves}
    wanted = {"digests": sorted({one for one in digests.values() if one is not None})}
    kept = (*connection.execute(_BASES, wanted), *connection.execute(_BESIDE, wanted))
    bases = {row.sha256: row.content.encode("utf-8") for row in kept}
    return {index: bases[digest] for index, digest in digests.items() if digest in bases}


def _earlier(connection: Connection, aud: str, jtis: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Receipts whose place in the log was lost, by the number of their record."""
    opened = connection.execute(select(epochs.c.origin, epochs.c.starts).order_by(epochs.c.epoch)).all()
    ends = dict(
        zip((aud, *(row.origin for row in opened)), (*(row.starts for row in opened), None), strict=True)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(_EARLIER, {"jtis": jtis}):
        claims = read_claims(row.token)
        end = ends.get(claims["checkpoint"].partition("\n")[0], 0)
        if end is not None and claims["leaf_index"] >= end:
            found[row.jti] = (*found.get(row.jti, ()), row.token)
    return found


def _split(found: Sequence[Person]) -> Iterator[tuple[str, list[Person]]]:
    """People in packs that are not too large, each with its name."""
    if len(found) <= MOST_PEOPLE:
        yield "", list(found)
        return
    by_school: dict[str, list[Person]] = {}
    for one in found:
        by_school.setdefault(one.school, []).append(one)
    for number, (school, concerned) in enumerate(sorted(by_school.items()), start=1):
        for place in range(0, len(concerned), MOST_PEOPLE):
            part = f"-{place // MOST_PEOPLE + 1}" if len(concerned) > MOST_PEOPLE else ""
            yield f"{number:03}-{_plain(school)}{part}", concerned[place : place + MOST_PEOPLE]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60] or "school"


def _versions(connection: Connection, answers: Iterable[AnyRow]) -> Sequence[AnyRow]:
    """The versions that these answers name; whether they name them rightly is for the pack's examination."""
    named = {_policy_of(row.token) for row in answers}
    if not named:
        return []
    return connection.execute(_VERSIONS, {"named": sorted(named)}).all()


def _policy_of(token: str) -> tuple[str, int]:
    claims = read_claims(token)
    return claims["policy"]["id"], claims["policy"]["version"]


_LEAVES = (
    select(*(records.c[name] for name in ("jti", "typ", "leaf_index", "token")))
    .where(records.c.sub.in_(bindparam("subs", expanding=True)), records.c.typ.in_((*_ANSWERS, *_EVENTS)))
    .order_by(records.c.leaf_index)
)
_LEAF = tuple(records.c[name] for name in ("typ", "leaf_index", "token"))
_OWN = (
    select(*_LEAF)
    .where(records.c.typ.in_((LogEpoch.typ, KeyChange.typ, ServiceKeyChange.typ)))
    .order_by(records.c.leaf_index)
)
_SAID = (
    select(*_LEAF)
    .join_from(policy_events, records, policy_events.c.jti == records.c.jti)
    .where(policy_events.c.policy_id.in_(bindparam("policies", expanding=True)))
    .order_by(records.c.leaf_index)
)
_PURGES = (
    select(*_LEAF)
    .where(
        records.c.typ == Purge.typ,
        records.c.jti.in_(select(purged.c.purge).where(purged.c.sub.in_(bindparam("subs", expanding=True)))),
    )
    .order_by(records.c.leaf_index)
)
_STAMPS = (
    select(*_LEAF, timestamps.c.size, timestamps.c.response)
    .join_from(timestamps, records, timestamps.c.leaf_index == records.c.leaf_index)
    .where(records.c.typ == Timestamp.typ)
    .order_by(timestamps.c.at, timestamps.c.leaf_index)
)
_BASES = select(key_bases.c.sha256, key_bases.c.content).where(
    key_bases.c.sha256.in_(bindparam("digests", expanding=True))
)
_BESIDE = select(beside_leaves.c.sha256, beside_leaves.c.content).where(
    beside_leaves.c.sha256.in_(bindparam("digests", expanding=True)), beside_leaves.c.content.is_not(None)
)
_EARLIER = (
    select(earlier_receipts.c.jti, earlier_receipts.c.token)
    .where(earlier_receipts.c.jti.in_(bindparam("jtis", expanding=True)))
    .order_by(earlier_receipts.c.sha256)
)
_SIZES = select(receipts.c.jti, receipts.c.size).where(receipts.c.jti.in_(bindparam("jtis", expanding=True)))
_MESSAGES = select(messages.c.acknowledgement, messages.c.to, messages.c.token).where(
    messages.c.acknowledgement.in_(bindparam("jtis", expanding=True))
)
_VERSIONS = (
    select(versions.c.manifest.label("token"), versions.c.leaf_index, versions.c.sha256)
    .where(tuple_(versions.c.policy_id, versions.c.version).in_(bindparam("named", expanding=True)))
    .order_by(versions.c.leaf_index)
)
_TEXTS = select(documents.c.sha256, documents.c.content).where(
    documents.c.sha256.in_(bindparam("digests", expanding=True))
)
_WITNESSES = select(holders.c.name).where(holders.c.ended_at.is_(None)).order_by(holders.c.name)
