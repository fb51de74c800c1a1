"""Who has not completed it: counts by school from the tallies, rows with what changed since a revision.

Rules (states: `app.domain.obligation`):

* outstanding means active, and either part still due; the date is judged by the day it is in the trust's time zone;
* people who have left are in no count, and stand in the rows as having left;
* what a role may not see does not leave this module: a headteacher's schools, a line manager's people, else all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, false, func, select, true

from app.domain.obligation import AcknowledgementState, AuditState, PersonState, is_outstanding
from app.hr.core import Core
from app.hr.leave import Leave
from app.hr.standings import NO_DATE, UnknownPolicyIdError
from app.hr.store.database import AnyRow
from app.hr.store.schema import log_state, policies, schools, staff, standings, tallies

# Looked up by the texts that the database holds, for 100,000 rows at a time.
_SIGNED = frozenset(
    {AcknowledgementState.ACKNOWLEDGED, AcknowledgementState.LATE, AcknowledgementState.PAPER}
)
_WAITING: dict[tuple[str, str, str], bool] = {
    (person, acknowledgement, audit): is_outstanding(person, acknowledgement, audit)
    for person in PersonState
    for acknowledgement in AcknowledgementState
    for audit in AuditState
}


@dataclass(frozen=True)
class Scope:
    """Whom somebody may see: everyone, or the people of some schools, or those whom one person manages."""

    everyone: bool = False
    schools: frozenset[int] = frozenset()
    manager: str | None = None

    def over_staff(self) -> ColumnElement[bool]:
        """The condition over `staff`."""
        if self.everyone:
            return true()
        if self.manager is not None:
            return staff.c.line_manager == self.manager
        return staff.c.school_id.in_(self.schools) if self.schools else false()


EVERYONE = Scope(everyone=True)


@dataclass(frozen=True)
class Standing:
    """Where one person stands with one policy; states are the domain's values, times and dates are texts."""

    staff_id: str
    name: str
    email: str
    school: str
    role: str
    line_manager: str
    person: str
    acknowledgement: str
    acknowledged_at: str | None
    audit: str
    audit_on: str | None
    due: str | None
    outstanding: bool


@dataclass
class SchoolCount:
    """The counts of one school for one policy. `acknowledged` includes late and on paper."""

    school: str
    staff: int = 0
    outstanding: int = 0
    acknowledged: int = 0
    audits: int = 0
    questions: int = 0
    declined: int = 0
    overdue: int = 0

    def include(self, row: AnyRow, today: str) -> None:
        """Count the people of one tally; those who have left are in no count."""
        if row.person == PersonState.LEFT:
            return
        here: int = row.people
        active = here if row.person == PersonState.ACTIVE else 0
        outstanding = here if _WAITING[row.person, row.acknowledgement, row.audit] else 0
        self.staff += here
        self.outstanding += outstanding
        self.acknowledged += here if row.acknowledgement in _SIGNED else 0
        self.audits += here if row.audit == AuditState.COMPLETED else 0
        self.questions += active if row.acknowledgement == AcknowledgementState.QUESTION else 0
        self.declined += active if row.acknowledgement == AcknowledgementState.DECLINED else 0
        self.overdue += outstanding if row.due != NO_DATE and today > row.due else 0


class Outstanding:
    """Answers who has not completed it."""

    def __init__(self, core: Core, leave: Leave) -> None:
        self._core = core
        self._leave = leave

    def by_school(self, policy_id: str, scope: Scope = EVERYONE) -> tuple[int, list[SchoolCount]]:
        """Return the revision and the counts of every school in sight, by name. Raises UnknownPolicyIdError, StorageError."""
        self._leave.keep_up()
        today = self._core.today().isoformat()
        with self._core.database.read() as connection:
            revision = _revision(connection, policy_id)
            rows = connection.execute(_tallies_in(policy_id, scope)).all()
        found: dict[str, SchoolCount] = {}
        for row in rows:
            if row.school not in found:
                found[row.school] = SchoolCount(row.school)
            found[row.school].include(row, today)
        return revision, [found[school] for school in sorted(found)]

    def rows(
        self, policy_id: str, scope: Scope = EVERYONE, *, after: int = 0, school: str | None = None
    ) -> tuple[int, list[Standing]]:
        """Return the revision, and every standing that changed after revision `after`.

        Raises UnknownPolicyIdError, StorageError.
        """
        self._leave.keep_up()
        with self._core.database.read() as connection:
            # Read first: a row that changes meanwhile is then told again next time, and never missed.
            revision = _revision(connection, policy_id)
            if revision == after:
                return revision, []
            query = _STANDINGS.where(
                standings.c.policy_id == policy_id, standings.c.revision > after, scope.over_staff()
            )
            if school is not None:
                query = query.where(schools.c.name == school)
            return revision, list(_standings(connection.execute(query)))

    def policy_ids(self) -> list[str]:
        """Every policy in force, by id."""
        query = select(policies.c.id).where(~policies.c.withdrawn).order_by(policies.c.id)
        with self._core.database.read() as connection:
            return list(connection.execute(query).scalars())


def _revision(connection: Connection, policy_id: str) -> int:
    """The newest revision; one statement for both questions, for this is asked every second."""
    known = select(policies.c.id).where(policies.c.id == policy_id).scalar_subquery()
    revision, found = connection.execute(select(log_state.c.revision, known)).one()
    if found is None:
        raise UnknownPolicyIdError
    return int(revision)


def _tallies_in(policy_id: str, scope: Scope) -> Select[*tuple[Any, ...]]:
    key = (schools.c.name.label("school"), tallies.c.person, tallies.c.acknowledgement, tallies.c.audit)
    if scope.manager is None:
        seen = true() if scope.everyone else tallies.c.school_id.in_(scope.schools)
        return (
            select(*key, tallies.c.due, tallies.c.count.label("people"))
            .join_from(tallies, schools, tallies.c.school_id == schools.c.id)
            .where(tallies.c.policy_id == policy_id, tallies.c.count != 0, seen)
        )
    # One manager's people are few: they are counted as they are.
    own = (
        schools.c.name.label("school"),
        staff.c.person,
        standings.c.acknowledgement,
        standings.c.audit,
        func.coalesce(standings.c.due, NO_DATE).label("due"),
    )
    return (
        select(*own, func.count().label("people"))
        .join_from(standings, staff, standings.c.sub == staff.c.sub)
        .join(schools, staff.c.school_id == schools.c.id)
        .where(standings.c.policy_id == policy_id, scope.over_staff())
        .group_by(*own)
    )


def _standings(rows: Iterator[AnyRow]) -> Iterator[Standing]:
    for row in rows:
        states = (row.person, row.acknowledgement, row.audit)
        yield Standing(
            row.staff_id,
            row.name,
            row.email,
            row.school,
            row.role,
            row.manager or "",
            *states[:2],
            row.acknowledged_at,
            row.audit,
            row.audit_on,
            row.due,
            _WAITING[states],
        )


_manager = staff.alias("manager")
_STANDINGS = (
    select(
        *(staff.c[name] for name in ("staff_id", "name", "email", "role", "person")),
        *(standings.c[name] for name in ("acknowledgement", "acknowledged_at", "audit", "audit_on", "due")),
        schools.c.name.label("school"),
        _manager.c.name.label("manager"),
    )
    .select_from(
        standings.join(staff, standings.c.sub == staff.c.sub)
        .join(schools, staff.c.school_id == schools.c.id)
        .join(_manager, staff.c.line_manager == _manager.c.sub, isouter=True)
    )
    .order_by(staff.c.name, staff.c.staff_id)
)
