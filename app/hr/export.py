"""Evidence packs from what the service holds: for one person, one school, everyone; and the parts that a device lacks.

* A pack is made under one checkpoint: the same log gives the same bytes.
* A trust too large for one pack is split by school, and a school too large into parts.
* Nothing is packed that does not stand (`app.evidence.pack`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, select, true, tuple_

from app.errors import RefusedError
from app.evidence.contents import Hashes, PackContents, PackedLeaf, PackedPolicy, PackedRecord
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.pack import build
from app.evidence.records import Acknowledgement, AuditCompletion
from app.hr import trail
from app.hr.core import Core
from app.hr.log import Head, Log
from app.hr.people import Person, people
from app.hr.receipts import Receipted, Receipts
from app.hr.store.database import AnyRow
from app.hr.store.schema import documents, holders, messages, receipts, records, schools, staff, versions
from app.signing.keys import b64url_decode

MOST_PEOPLE = 1000  # in one pack
_ANSWERS = (Acknowledgement.typ, AuditCompletion.typ)
_EVENTS = (CodeIssue.typ, KeyEvent.typ, HrFact.typ)


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

    def packs(self, *, staff_id: str | None = None, school: str | None = None, actor: str) -> Iterator[Pack]:
        """Make the packs of one person, of one school, or of everyone.

        Raises NobodyToExportError, what `build` raises where something in the log does not stand, StorageError.
        """
        groups = self._groups(staff_id, school)
        whole = staff_id or school or "everyone"
        with self._core.database.write() as connection:
            trail.note(connection, self._core.now_text(), actor, "export-evidence", whole)
        for name, concerned in groups:
            yield Pack(name, build(self._contents([one.sub for one in concerned])))

    def _groups(self, staff_id: str | None, school: str | None) -> list[tuple[str, list[Person]]]:
        where: ColumnElement[bool] = true()
        if staff_id is not None:
            where = staff.c.staff_id == staff_id
        elif school is not None:
            where = schools.c.name == school
        known = select(records.c.sub).where(records.c.typ.in_((*_ANSWERS, *_EVENTS)))
        with self._core.database.read() as connection:
            found = list(people(connection, where, staff.c.sub.in_(known)))
        if not found:
            raise NobodyToExportError
        return list(_split(found))

    def _contents(self, subs: Sequence[str]) -> PackContents:
        held, trust = self._held(subs), self._core.trust
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

    def _held(self, subs: Sequence[str]) -> _Held:
        with self._core.database.read() as connection:
            rows = connection.execute(_LEAVES, {"subs": list(subs)}).all()
        answers = [row for row in rows if row.typ in _ANSWERS]
        jtis = [row.jti for row in answers]
        made = self._receipts.of(jtis)
        # Asked for last, so that every receipt's head is among what it continues.
        head = self._log.head()
        with self._core.database.read() as connection:
            sizes = {row.jti: row.size for row in connection.execute(_SIZES, {"jtis": jtis})}
            return _Held(
                head=head,
                answers=answers,
                events=tuple(self._placed(connection, row, head) for row in rows if row.typ in _EVENTS),
                policies=[
                    (self._placed(connection, row, head), row.sha256)
                    for row in _versions(connection, answers)
                ],
                receipts=made,
                sizes=sizes,
                continued={size: self._continued(size, head) for size in sorted(set(sizes.values()))},
                messages={
                    row.acknowledgement: row.token for row in connection.execute(_MESSAGES, {"jtis": jtis})
                },
                witnesses=tuple(connection.execute(_WITNESSES).scalars()),
            )

    def _placed(self, connection: Connection, row: AnyRow, head: Head) -> PackedLeaf:
        proof = self._log.inclusion(connection, row.leaf_index, head.size)
        return PackedLeaf(row.token, row.leaf_index, tuple(proof))

    def _continued(self, size: int, head: Head) -> Hashes:
        return () if size == head.size else tuple(self._log.consistency(size, head.size)[0])


def _packed(row: AnyRow, held: _Held) -> PackedRecord:
    one = held.receipts[row.jti]
    return PackedRecord(
        token=row.token,
        receipt=one.receipt,
        proof=tuple(one.proof),
        consistency=held.continued[held.sizes[row.jti]],
        message=held.messages.get(row.jti),
    )


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
    claims: dict[str, Any] = json.loads(b64url_decode(token.split(".")[1]))
    return claims["policy"]["id"], claims["policy"]["version"]


_LEAVES = (
    select(*(records.c[name] for name in ("jti", "typ", "leaf_index", "token")))
    .where(records.c.sub.in_(bindparam("subs", expanding=True)), records.c.typ.in_((*_ANSWERS, *_EVENTS)))
    .order_by(records.c.leaf_index)
)
_SIZES = select(receipts.c.jti, receipts.c.size).where(receipts.c.jti.in_(bindparam("jtis", expanding=True)))
_MESSAGES = select(messages.c.acknowledgement, messages.c.token).where(
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
