"""One person's page: who they are, where they stand with each policy, and all that happened, in order.

Rules:

* what happened is read from the log's leaves about the person, each checked again: of one that no longer checks out
  the page says so, and repeats nothing of it;
* each says what it rests on: the person's own key, the service's clock, HR's hand, or the person's word;
* when somebody was asked, and reminded, is the service's own note and no leaf;
* what the reader may not see (`app.hr.reader`) is not in the answer.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, select

from app.domain.dates import date_in, from_date_text, from_utc_text, to_utc_text
from app.domain.obligation import AcknowledgementState, AuditState, PersonState, is_outstanding, is_overdue
from app.errors import RefusedError
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.records import Acknowledgement, AuditCompletion
from app.hr.core import Core
from app.hr.facts import Scan, disputed_in
from app.hr.leave import Leave, away_on
from app.hr.people import Person
from app.hr.person_keys import HeldKey, keys_of
from app.hr.reader import HR_READER, Reader, Whom
from app.hr.store.database import AnyRow
from app.hr.store.schema import (
    beside_leaves,
    facts,
    messages,
    policies,
    records,
    reminder_subjects,
    reminders,
    scans,
    staff,
    standings,
    versions,
)
from app.hr.verification import Verifier
from app.signing.jws import read_header

RestsOn = Literal["their-key", "the-clock", "by-hand", "their-word"]
_OF_DISPUTES = frozenset({"dispute", "upheld", "not-upheld"})
_RESTS_ON: Mapping[str, RestsOn] = {"dispute": "their-word"}


class NoSuchScanError(RefusedError):
    """No scan of this digest was kept for this person."""

    sentence = "There is no such scan for this person."
    next_step = "Open the person’s page again, and choose it from there."


@dataclass(frozen=True)
class Happening:
    """One thing that happened; the fields are those of the body `app.protocol_people.Happening`."""

    kind: str
    at: str
    rests_on: RestsOn
    number: str = ""
    leaf: int | None = None
    policy_id: str | None = None
    version: int | None = None
    title: str = ""
    label: str = ""
    claimed: str | None = None
    on: str | None = None
    until: str | None = None
    late: bool = False
    by: str | None = None
    words: str | None = None
    kept_from: Whom | None = None
    about: str | None = None
    kid: str | None = None
    identity: str | None = None
    scan: str | None = None
    disputed: bool = False
    sign_in: str | None = None


@dataclass(frozen=True)
class PolicyStanding:
    """Where the person stands with one policy; states are the domain's values, times and days are texts."""

    policy_id: str
    title: str
    label: str
    version: int
    acknowledgement: str
    acknowledged_at: str | None
    audit: str
    audit_on: str | None
    due: str | None
    outstanding: bool
    overdue: bool


@dataclass(frozen=True)
class PersonPage:
    """All that a reader may see of one person. `keys` is None where they may see none."""

    person: Person
    away: tuple[str, str | None] | None
    standings: Sequence[PolicyStanding]
    history: Sequence[Happening]
    keys: Sequence[HeldKey] | None
    disputed: Collection[str]


class PersonHistory:
    """Reads persons' pages."""

    def __init__(self, core: Core, verifier: Verifier, leave: Leave) -> None:
        self._core = core
        self._verifier = verifier
        self._leave = leave

    def of(self, staff_id: str, reader: Reader = HR_READER) -> PersonPage:
        """Return one person's page; raises UnknownStaffError for one out of sight too, StorageError."""
        self._leave.keep_up()
        with self._core.database.read() as connection:
            person = reader.person(connection, staff_id)
            found = _Found(self._core, self._verifier, connection, person, reader)
            return PersonPage(
                person=person,
                away=_away(connection, person, self._core.today()),
                standings=list(self._standings(connection, person)),
                history=found.history(),
                keys=keys_of(connection, person.sub) if reader.facts else None,
                disputed=found.disputed,
            )

    def scan(self, staff_id: str, sha256: str, reader: Reader = HR_READER) -> Scan:
        """Return the scan of a sheet that this person signed; raises UnknownStaffError, NoSuchScanError, StorageError."""
        page = self.of(staff_id, reader)
        if not any(one.scan == sha256 for one in page.history):
            raise NoSuchScanError
        with self._core.database.read() as connection:
            row = connection.execute(select(scans).where(scans.c.sha256 == sha256)).first()
        if row is None:
            raise NoSuchScanError
        return Scan(row.name, row.content)

    def _standings(self, connection: Connection, person: Person) -> Iterator[PolicyStanding]:
        today = self._core.today()
        for row in connection.execute(_STANDINGS.where(standings.c.sub == person.sub)):
            states = (
                person.person,
                AcknowledgementState(row.acknowledgement),
                AuditState(row.audit),
            )
            due = from_date_text(row.due) if row.due else None
            yield PolicyStanding(
                row.policy_id,
                row.title,
                row.label,
                row.version,
                row.acknowledgement,
                row.acknowledged_at,
                row.audit,
                row.audit_on,
                row.due,
                is_outstanding(*states),
                is_overdue(*states, due, today),
            )


class _Found:
    """What happened to one person, as one reader may see it."""

    def __init__(
        self, core: Core, verifier: Verifier, connection: Connection, person: Person, reader: Reader
    ) -> None:
        self._core, self._verifier = core, verifier
        self._connection, self._person, self._reader = connection, person, reader
        self._leaves = connection.execute(_LEAVES.where(records.c.sub == person.sub)).all()
        self._identities = {one.kid: one.identity for one in keys_of(connection, person.sub)}
        self._names = {(row.policy_id, row.version): row for row in connection.execute(_NAMES)}
        told = connection.execute(_FACTS.where(facts.c.sub == person.sub)).all()
        self.disputed = disputed_in(told) if reader.facts else set()
        sign_ins = select(beside_leaves.c.about).where(beside_leaves.c.kind == "sign-in")
        theirs = connection.execute(sign_ins.where(beside_leaves.c.sub == person.sub))
        self._signed_in = set(theirs.scalars())
        self._uses_sign_ins = connection.execute(sign_ins.limit(1)).first() is not None
        self._disputes = {row.jti for row in told if row.fact == "dispute"}
        self._words = {
            row.acknowledgement: row
            for row in connection.execute(select(messages).where(messages.c.sub == person.sub))
        }

    def history(self) -> list[Happening]:
        """Everything, in order; what has a day and no time comes at the end of that day."""
        found = [*self._asked(), *self._reminded(), *(self._of(row) for row in self._leaves)]
        seen = [self._named(one) for one in found if one is not None]
        return sorted(seen, key=lambda one: (one.at[:10], one.at[10:] or "~", one.leaf or 0))

    def _of(self, row: AnyRow) -> Happening | None:
        read = {
            Acknowledgement.typ: self._answer,
            AuditCompletion.typ: self._answer,
            HrFact.typ: self._fact,
            CodeIssue.typ: self._code,
            KeyEvent.typ: self._key,
        }[row.typ]
        try:
            happening = read(row)
        except RefusedError:
            happening = Happening("unsound", row.received_at, "the-clock")
        if happening is None:
            return None
        return replace(
            happening, number=row.jti or "", leaf=row.leaf_index, disputed=row.jti in self.disputed
        )

    def _answer(self, row: AnyRow) -> Happening:
        record = self._verifier.check(row.token).record
        kid = read_header(row.token).kid
        signed: dict[str, Any] = {
            "at": row.received_at,
            "rests_on": "their-key",
            "policy_id": record.policy.id,
            "version": record.policy.version,
            "late": row.late,
            "kid": kid if self._reader.facts else None,
            "identity": self._identities.get(kid),
        }
        if isinstance(record, AuditCompletion):
            return Happening("completed", on=record.completed_on, **signed)
        claimed = to_utc_text(datetime.fromtimestamp(record.iat, UTC))
        words, kept_from = self._message(record)
        return Happening(
            record.outcome,
            claimed=claimed,
            by=record.name,
            words=words,
            kept_from=kept_from,
            sign_in=self._sign_in(record),
            **signed,
        )

    def _sign_in(self, record: Acknowledgement) -> str | None:
        """Whether a fresh sign-in came with it; None where none ever came with any answer here."""
        if record.presence == "provider":
            return "checked" if record.jti in self._signed_in else "claimed"
        return "none" if self._uses_sign_ins else None

    def _message(self, record: Acknowledgement) -> tuple[str | None, Whom | None]:
        row = self._words.get(record.jti)
        if row is None:
            return None, None
        message = self._verifier.message(row.token).record
        if not self._reader.may_read(row):
            return None, message.to
        return message.text, None

    def _fact(self, row: AnyRow) -> Happening | None:
        fact = HrFact.verified(row.token, self._core.service_key_of(row.token)).record
        is_note = fact.fact == "answer" and fact.about in self._disputes
        if not self._reader.facts and (is_note or fact.fact in _OF_DISPUTES):
            return None
        policy = fact.policy
        return Happening(
            kind="note" if is_note else fact.fact,
            at=fact.at,
            rests_on=_RESTS_ON.get(fact.fact, "by-hand"),
            policy_id=policy.id if policy else None,
            version=policy.version if policy else None,
            on=fact.on,
            until=fact.until,
            by=fact.by,
            words=fact.reason if self._may_read(fact) else None,
            about=fact.about,
            scan=fact.basis if self._reader.facts and fact.fact == "paper" else None,
        )

    def _may_read(self, fact: HrFact) -> bool:
        """Whoever may read a question may read its answer."""
        asked = self._words.get(fact.about or "")
        own = fact.fact == "answer" and asked is not None and self._reader.may_read(asked)
        return self._reader.facts or own

    def _code(self, row: AnyRow) -> Happening | None:
        if not self._reader.facts:
            return None
        event = CodeIssue.verified(row.token, self._core.service_key_of(row.token)).record
        until = date_in(self._core.time_zone, from_utc_text(event.expires)).isoformat()
        return Happening("code", event.issued, "by-hand", by=event.by, until=until)

    def _key(self, row: AnyRow) -> Happening | None:
        if not self._reader.facts:
            return None
        event = KeyEvent.verified(row.token, self._core.service_key_of(row.token)).record
        return Happening(
            f"key-{event.event}",
            event.at,
            "the-clock" if event.event == "enrolled" else "by-hand",
            by=event.by,
            kid=event.kid,
            identity=event.identity,
        )

    def _asked(self) -> Iterator[Happening]:
        """When each version that asks everyone first met this person: as it came out, or as they joined."""
        joined = self._connection.execute(
            select(staff.c.joined_on).where(staff.c.sub == self._person.sub)
        ).scalar()
        mine = select(standings.c.policy_id).where(standings.c.sub == self._person.sub)
        rows = self._connection.execute(_ASKING.where(versions.c.policy_id.in_(mine))).all()
        for policy_id in sorted({row.policy_id for row in rows}):
            whole = [row for row in rows if row.policy_id == policy_id]
            before = [row for row in whole if joined and self._day(row.published_at) < joined]
            if before and joined:
                yield Happening("asked", joined, "the-clock", policy_id=policy_id, version=before[-1].version)
            for row in whole[len(before) :]:
                yield Happening(
                    "asked", row.published_at, "the-clock", policy_id=policy_id, version=row.version
                )

    def _reminded(self) -> Iterator[Happening]:
        if not self._reader.facts:
            return
        for row in self._connection.execute(_REMINDED.where(reminder_subjects.c.sub == self._person.sub)):
            yield Happening(
                "reminded",
                row.claimed_at,
                "the-clock",
                policy_id=row.policy_id,
                version=row.version,
                words=row.state,
            )

    def _day(self, at: str) -> str:
        return date_in(self._core.time_zone, from_utc_text(at)).isoformat()

    def _named(self, one: Happening) -> Happening:
        known = self._names.get((one.policy_id, one.version))
        return replace(one, title=known.title, label=known.label) if known else one


def _away(connection: Connection, person: Person, today: date) -> tuple[str, str | None] | None:
    if person.person is not PersonState.ON_LEAVE:
        return None
    leave = away_on(connection, person.sub, today)
    if leave is None:
        return None
    return leave.first.isoformat(), leave.last.isoformat() if leave.last else None


_LEAVES = (
    select(*(records.c[name] for name in ("typ", "jti", "token", "leaf_index", "received_at", "late")))
    .where(
        records.c.typ.in_(
            [each.typ for each in (Acknowledgement, AuditCompletion, HrFact, CodeIssue, KeyEvent)]
        )
    )
    .order_by(records.c.epoch, records.c.leaf_index)
)
_FACTS = select(facts.c.jti, facts.c.fact, facts.c.about).order_by(facts.c.leaf_index)
_NAMES = select(versions.c.policy_id, versions.c.version, versions.c.title, versions.c.label)
_ASKING = (
    select(versions.c.policy_id, versions.c.version, versions.c.published_at)
    .where(versions.c.material)
    .order_by(versions.c.policy_id, versions.c.version)
)
_REMINDED = select(
    reminders.c.claimed_at, reminders.c.state, reminder_subjects.c.policy_id, reminder_subjects.c.version
).join_from(reminder_subjects, reminders, reminder_subjects.c.reminder == reminders.c.number)
_STANDINGS = (
    select(standings, versions.c.title, versions.c.label)
    .select_from(
        standings.join(policies, standings.c.policy_id == policies.c.id).join(
            versions,
            (versions.c.policy_id == standings.c.policy_id) & (versions.c.version == standings.c.version),
        )
    )
    .where(~policies.c.withdrawn)
    .order_by(versions.c.title, standings.c.policy_id)
)
