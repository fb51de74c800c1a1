"""Where everyone stands with every policy: one row a person and policy, and the tallies over them.

Rules:

* both change only inside a transaction that holds the log (`app.hr.log`), which gives the change its revision;
* a record changes one row, and the tallies by what it changed (`Changes`);
* publishing and a new staff list change many rows, and the tallies are then counted afresh (`recount`);
* a tally is the number of people of one school in one combination of states and due date; the date "" is none;
* a material version begins again at none; somebody who has left keeps what they had until they come back;
* only the audience of the version in force stands here (`app.hr.audience`); whoever drops out of it is put aside with
  what they had, and gets it back on coming in again;
* a date that is counted in school days is counted from the day on which somebody is first asked;
* nobody stands here before the day on which they join (`ask_those_who_joined`), and whoever is first asked later than
  the others has at least some school days (`app.domain.due_dates`);
* a minor version changes nobody's date unless it names another one, and then a date that leave or joining moved on
  stays where it is later.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from app.domain.due_dates import DueDates, renamed
from app.domain.obligation import AcknowledgementState, AuditState, PersonState
from app.errors import RefusedError
from app.hr.audience import members
from app.hr.calendars import calendars_of
from app.hr.log import LogWriter
from app.hr.store.database import AnyRow, upsert
from app.hr.store.schema import policies, staff, standings, standings_aside, tallies

NO_DATE = ""


class UnknownPolicyIdError(RefusedError):
    """No policy of that id was published here."""

    sentence = "No policy of that name has been published here."
    next_step = "Check the name, or publish the policy first."


@dataclass(frozen=True)
class Position:
    """One person's standing with one policy, and what the tallies need to know of the person."""

    policy_id: str
    sub: str
    school_id: int
    person: PersonState
    version: int
    acknowledgement: AcknowledgementState
    acknowledged_at: str | None
    audit: AuditState
    audit_on: str | None
    due: str | None

    @property
    def tally(self) -> tuple[str, int, str, str, str, str]:
        """The tally that this position counts in."""
        states = (self.person.value, self.acknowledgement.value, self.audit.value)
        return (self.policy_id, self.school_id, *states, self.due or NO_DATE)


class Changes:
    """The positions that one transaction touches, read once and written once with their tallies."""

    def __init__(self, connection: Connection, subs: Iterable[str]) -> None:
        wanted = sorted(set(subs))
        rows = connection.execute(_POSITIONS, {"subs": wanted}) if wanted else ()
        self._before = {(row.policy_id, row.sub): _position(row) for row in rows}
        self._after: dict[tuple[str, str], Position] = {}

    def get(self, policy_id: str, sub: str) -> Position | None:
        """Return the position as it is now, changes included; None where the person was never asked."""
        return self._after.get((policy_id, sub)) or self._before.get((policy_id, sub))

    def of(self, sub: str) -> list[Position]:
        """Return every position of one person, changes included."""
        return [self._after.get(key, one) for key, one in self._before.items() if one.sub == sub]

    def put(self, position: Position, **changed: object) -> None:
        """Note the new values of a position."""
        fresh = replace(position, **changed)  # type: ignore[arg-type]
        if fresh != position:
            self._after[position.policy_id, position.sub] = fresh

    def store(self, writer: LogWriter) -> None:
        """Write what changed, and the tallies by the difference."""
        if not self._after:
            return
        writer.connection.execute(_UPDATE, [_values(one, writer.revision) for one in self._after.values()])
        deltas: Counter[tuple[str, int, str, str, str, str]] = Counter()
        for key, fresh in self._after.items():
            deltas[self._before[key].tally] -= 1
            deltas[fresh.tally] += 1
        add_to_tallies(writer.connection, deltas)


def add_to_tallies(connection: Connection, deltas: Counter[tuple[str, int, str, str, str, str]]) -> None:
    """Add each difference to its tally."""
    names = ("policy_id", "school_id", "person", "acknowledgement", "audit", "due")
    rows = [
        {**dict(zip(names, key, strict=True)), "count": delta}
        for key, delta in sorted(deltas.items())
        if delta
    ]
    upsert(connection, tallies, rows, add="count")


def recount(connection: Connection, policy_id: str) -> None:
    """Count one policy's tallies afresh from its standings."""
    key = (
        standings.c.policy_id,
        staff.c.school_id,
        staff.c.person,
        standings.c.acknowledgement,
        standings.c.audit,
        func.coalesce(standings.c.due, NO_DATE),
    )
    counted = (
        select(*key, func.count())
        .join_from(standings, staff, standings.c.sub == staff.c.sub)
        .where(standings.c.policy_id == policy_id)
        .group_by(*key)
    )
    names = ["policy_id", "school_id", "person", "acknowledgement", "audit", "due", "count"]
    connection.execute(delete(tallies).where(tallies.c.policy_id == policy_id))
    connection.execute(insert(tallies).from_select(names, counted))


def bring_up_to_date(writer: LogWriter, policy: AnyRow, *, before: AnyRow | None = None) -> None:
    """Give everyone in the audience who is here a standing with `policy` (a row of `policies`).

    Standings from before the last material version begin again; later ones keep their answers. `before` is the row
    as it was, where a version begins now: the date of one that asks everyone is everyone's.
    """
    connection = writer.connection
    if not policy.withdrawn:
        mine = and_(is_here(writer.today), members(policy.audience, policy.id, policy.version))
        _let_go(writer, policy, mine)
        _take_back(writer, policy, mine)
        audit = AuditState.NONE if policy.has_checklist else AuditState.NOT_DUE
        asks_everyone = before is not None and policy.asked_version > before.version
        due = policy.due if asks_everyone else None
        fresh = {"version": policy.version, "due": due, "revision": writer.revision}
        _ask(connection, policy, mine, {**fresh, "audit": audit.value})
        _carry_over(connection, policy, fresh, audit)
        if before is not None and before.due != policy.due:
            _move_dates(connection, policy, before)
        _count_days(writer, policy)
    recount(connection, policy.id)


def joined_since(connection: Connection, looked: date | None, today: date) -> bool:
    """Whether somebody's first day came after the day `looked` (None: ever) and no later than today."""
    return connection.execute(select(staff.c.sub).where(_joins(looked, today)).limit(1)).first() is not None


def ask_those_who_joined(writer: LogWriter, looked: date | None, today: date) -> None:
    """Ask everybody whose first day came since the day `looked`."""
    if joined_since(writer.connection, looked, today):
        for policy in all_policies(writer.connection):
            bring_up_to_date(writer, policy)


def _joins(looked: date | None, today: date) -> ColumnElement[bool]:
    come = and_(staff.c.person != PersonState.LEFT.value, staff.c.joined_on <= today.isoformat())
    return come if looked is None else and_(come, staff.c.joined_on > looked.isoformat())


def is_here(today: str) -> ColumnElement[bool]:
    """Whether somebody has joined by `today` (`YYYY-MM-DD`) and not left; a first day that nobody knows has passed."""
    joined = or_(staff.c.joined_on.is_(None), staff.c.joined_on <= today)
    return and_(staff.c.person != PersonState.LEFT.value, joined)


def _let_go(writer: LogWriter, policy: AnyRow, mine: ColumnElement[bool]) -> None:
    """Put aside those who are here and no longer in the audience; windows are then told all rows again."""
    here = staff.c.person != PersonState.LEFT.value
    gone = select(staff.c.sub).where(here, staff.c.sub.not_in(select(staff.c.sub).where(mine)))
    ours = and_(standings.c.policy_id == policy.id, standings.c.sub.in_(gone))
    if _move(writer.connection, standings, standings_aside, ours):
        shrunk = update(policies).where(policies.c.id == policy.id).values(shrunk_at=writer.revision)
        writer.connection.execute(shrunk)


def _take_back(writer: LogWriter, policy: AnyRow, mine: ColumnElement[bool]) -> None:
    aside = standings_aside.c
    back = and_(aside.policy_id == policy.id, aside.sub.in_(select(staff.c.sub).where(mine)))
    subs = list(writer.connection.execute(select(aside.sub).where(back)).scalars())
    if subs:
        _move(writer.connection, standings_aside, standings, back)
        told = update(standings).where(
            standings.c.policy_id == policy.id, standings.c.sub == bindparam("of_sub")
        )
        writer.connection.execute(told.values(revision=writer.revision), [{"of_sub": sub} for sub in subs])


def _move(connection: Connection, source: Table, target: Table, which: ColumnElement[bool]) -> int:
    names = [column.name for column in target.columns]
    moved = select(*(source.c[name] for name in names)).where(which)
    connection.execute(insert(target).from_select(names, moved))
    return connection.execute(delete(source).where(which)).rowcount


def _ask(connection: Connection, policy: AnyRow, mine: ColumnElement[bool], fresh: dict[str, Any]) -> None:
    new = {**fresh, "policy_id": policy.id, "acknowledgement": AcknowledgementState.NONE.value}
    asked_before = select(standings.c.sub).where(standings.c.policy_id == policy.id)
    people = select(
        staff.c.sub, *(literal(value, standings.c[name].type) for name, value in new.items())
    ).where(mine, staff.c.sub.not_in(asked_before))
    connection.execute(insert(standings).from_select(["sub", *new], people))


def _count_days(writer: LogWriter, policy: AnyRow) -> None:
    """Set the dates that are counted in school days, from today."""
    asked_now = DueDates.of(policy.due, policy.due_days)
    if asked_now.days is None:
        return
    connection, today = writer.connection, date.fromisoformat(writer.today)
    undated = and_(standings.c.policy_id == policy.id, standings.c.due.is_(None))
    theirs = select(staff.c.school_id).join_from(standings, staff, standings.c.sub == staff.c.sub)
    here = staff.c.person != PersonState.LEFT.value
    found = set(connection.execute(theirs.where(undated, here).distinct()).scalars())
    for school_id, calendar in calendars_of(connection, found).items() if found else ():
        people = select(staff.c.sub).where(here, staff.c.school_id == school_id)
        due = asked_now.for_a_latecomer(today, calendar)
        dated = update(standings).where(undated, standings.c.sub.in_(people))
        connection.execute(dated.values(due=due.isoformat() if due else None))


def _carry_over(connection: Connection, policy: AnyRow, fresh: dict[str, Any], audit: AuditState) -> None:
    here = standings.c.sub.in_(select(staff.c.sub).where(staff.c.person != PersonState.LEFT.value))
    ours = and_(standings.c.policy_id == policy.id, here)
    begun_again = {
        "acknowledgement": AcknowledgementState.NONE.value,
        "acknowledged_at": None,
        "audit": audit.value,
        "audit_on": None,
    }
    connection.execute(
        update(standings)
        .where(ours, standings.c.version < policy.asked_version)
        .values(**begun_again, **fresh)
    )
    none, not_due = AuditState.NONE.value, AuditState.NOT_DUE.value
    kept = case(
        (standings.c.audit.in_([none, not_due]), audit.value),
        else_=standings.c.audit,
    )
    older = standings.c.version != policy.version
    told = {name: value for name, value in fresh.items() if name != "due"}
    connection.execute(update(standings).where(ours, older).values(audit=kept, **told))


def _move_dates(connection: Connection, policy: AnyRow, before: AnyRow) -> None:
    """Give those who are asked already the date that a minor version names (`app.domain.due_dates.renamed`)."""
    ours = standings.c.policy_id == policy.id
    for [own] in connection.execute(select(standings.c.due).where(ours).distinct()).all():
        due = renamed(_day(own), _day(before.due), _day(policy.due))
        if due != _day(own):
            mine = standings.c.due.is_not_distinct_from(own)
            moved = update(standings).where(ours, mine, standings.c.version == policy.version)
            connection.execute(moved.values(due=due.isoformat() if due else None))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def all_policies(connection: Connection) -> Sequence[AnyRow]:
    """The row of every policy that has begun, in the order of their ids."""
    return connection.execute(select(policies).where(policies.c.version > 0).order_by(policies.c.id)).all()


_POSITIONS = (
    select(standings, staff.c.school_id, staff.c.person)
    .join_from(standings, staff, standings.c.sub == staff.c.sub)
    .where(standings.c.sub.in_(bindparam("subs", expanding=True)))
)

_UPDATE = (
    update(standings)
    .where(standings.c.policy_id == bindparam("of_policy"), standings.c.sub == bindparam("of_sub"))
    .values(
        acknowledgement=bindparam("new_acknowledgement"),
        acknowledged_at=bindparam("new_acknowledged_at"),
        audit=bindparam("new_audit"),
        audit_on=bindparam("new_audit_on"),
        due=bindparam("new_due"),
        revision=bindparam("new_revision"),
    )
)


def _position(row: AnyRow) -> Position:
    return Position(
        row.policy_id,
        row.sub,
        row.school_id,
        PersonState(row.person),
        row.version,
        AcknowledgementState(row.acknowledgement),
        row.acknowledged_at,
        AuditState(row.audit),
        row.audit_on,
        row.due,
    )


def _values(position: Position, revision: int) -> dict[str, object]:
    return {
        "of_policy": position.policy_id,
        "of_sub": position.sub,
        "new_acknowledgement": position.acknowledgement.value,
        "new_acknowledged_at": position.acknowledged_at,
        "new_audit": position.audit.value,
        "new_audit_on": position.audit_on,
        "new_due": position.due,
        "new_revision": revision,
    }
