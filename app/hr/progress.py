"""How far it has come: counts by school, line manager and role, and by the day on which people answered.

Rules (states: `app.domain.obligation`):

* totals count people at work; those on leave, those exempt and those who have left are counted beside them;
* acknowledged holds late, on paper and on their behalf, which are counted again by themselves;
* by school the counts come from the tallies; by line manager and role they are counted when they are asked for, and
  by school where somebody in sight is counted at a school out of sight, so that every view has the same people;
* nobody owes a policy that is withdrawn;
* the days are the trust's own, and count who is at work now and has answered what is asked now: a material version
  begins again at nothing;
* what a role may not see does not leave this module.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal, select

from app.domain import dates
from app.domain.obligation import SETTLED, AcknowledgementState, AuditState, PersonState
from app.hr.core import Core
from app.hr.leave import Leave
from app.hr.outstanding import WAITING, revision_of
from app.hr.people import manager_called, shared_names
from app.hr.policy_events import next_review
from app.hr.scope import EVERYONE, Scope
from app.hr.standings import NO_DATE
from app.hr.store.database import AnyRow
from app.hr.store.schema import policies, schools, staff, staff_schools, standings, tallies, versions

_SIGNED = SETTLED - {AcknowledgementState.EXEMPT}
_OWN_COUNT: dict[str, str] = {
    AcknowledgementState.LATE: "late",
    AcknowledgementState.PAPER: "paper",
    AcknowledgementState.BEHALF: "behalf",
    AcknowledgementState.QUESTION: "questions",
    AcknowledgementState.DECLINED: "declined",
    AcknowledgementState.EXEMPT: "exempt",
}
_MIDNIGHT = "2026-01-01T00:00:00Z"
_TO_THE_HOUR, _TO_THE_MINUTE = len("2026-01-01T00"), len("2026-01-01T00:00")


class By(StrEnum):
    """What people are counted by."""

    SCHOOL = "school"
    MANAGER = "manager"
    ROLE = "role"


@dataclass
class GroupCount:
    """The counts of one school, line manager or role for one policy.

    `staff` are those at work or on leave, `asked` those at work who are not exempt; of these are `acknowledged`
    (`late`, `paper` and `behalf` among them), `questions` and `declined`. `invited` are those at work whom the self-audit asks.
    """

    name: str
    staff: int = 0
    asked: int = 0
    outstanding: int = 0
    overdue: int = 0
    acknowledged: int = 0
    late: int = 0
    paper: int = 0
    behalf: int = 0
    questions: int = 0
    declined: int = 0
    invited: int = 0
    audits: int = 0
    on_leave: int = 0
    exempt: int = 0
    left: int = 0


@dataclass(frozen=True)
class Version:
    """A version since the last material one; `published_on` is a day of the trust's, `YYYY-MM-DD`."""

    version: int
    label: str
    published_on: str
    material: bool


@dataclass
class SchoolDays:
    """For each day on which somebody at one school did so: how many acknowledged, how many finished the self-audit."""

    school: str
    days: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))


@dataclass(frozen=True)
class Course:
    """One policy's way so far; `today` and `due` are days of the trust's."""

    policy_id: str
    title: str
    today: str
    due: str | None
    review: str | None
    versions: list[Version]
    schools: list[SchoolDays]


class Progress:
    """Counts."""

    def __init__(self, core: Core, leave: Leave) -> None:
        self._core = core
        self._leave = leave

    def by_school(self, policy_id: str, scope: Scope = EVERYONE) -> tuple[int, list[GroupCount]]:
        """Return the revision and the counts of every school in sight, by name. Raises as `counts` does."""
        return self.counts(policy_id, By.SCHOOL, scope)

    def counts(self, policy_id: str, by: By, scope: Scope = EVERYONE) -> tuple[int, list[GroupCount]]:
        """Return the revision and the counts of every group in sight, by name; no line manager has the name "".

        Raises UnknownPolicyIdError, StorageError.
        """
        self._leave.keep_up()
        today = self._core.today().isoformat()
        with self._core.database.read() as connection:
            revision = revision_of(connection, policy_id)
            withdrawn = _is_withdrawn(connection, policy_id)
            rows = connection.execute(_grouped(connection, policy_id, by, scope)).all()
            shared = shared_names(connection) if by is By.MANAGER else ()
        found: dict[tuple[str, str], dict[str, Any]] = {}
        counted: dict[tuple[str, str, str, str], tuple[str, ...]] = {}
        for name, key, *states, people in rows:
            combination = (*states,)
            if combination not in counted:
                counted[combination] = _counts_of(*combination, today=today, asked=not withdrawn)
            if (name, key) not in found:
                found[name, key] = vars(GroupCount(manager_called(name, key, shared)))
            group = found[name, key]
            for count in counted[combination]:
                group[count] += people
        return revision, [GroupCount(**found[key]) for key in sorted(found)]

    def course(self, policy_id: str, scope: Scope = EVERYONE) -> Course:
        """Return the way so far, day by day; raises UnknownPolicyIdError, StorageError."""
        self._leave.keep_up()
        with self._core.database.read() as connection:
            revision_of(connection, policy_id)
            newest, known = self._versions(connection, policy_id)
            review = next_review(connection, policy_id, newest.version, newest.review)
            days = self._days(connection, policy_id, scope)
        return Course(
            policy_id=policy_id,
            title=newest.title,
            today=self._core.today().isoformat(),
            due=newest.due,
            review=review,
            versions=known,
            schools=[days[school] for school in sorted(days)],
        )

    def _versions(self, connection: Connection, policy_id: str) -> tuple[AnyRow, list[Version]]:
        rows = connection.execute(
            select(versions, policies.c.due)
            .join_from(versions, policies, versions.c.policy_id == policies.c.id)
            .where(policies.c.id == policy_id, versions.c.version >= policies.c.asked_version)
            .order_by(versions.c.version)
        ).all()
        return rows[-1], [
            Version(row.version, row.label, self._day(row.published_at), row.material) for row in rows
        ]

    def _days(self, connection: Connection, policy_id: str, scope: Scope) -> dict[str, SchoolDays]:
        found: dict[str, SchoolDays] = {}
        for row in connection.execute(_answered(policy_id, scope, self._precision())):
            day = self._day(row.at + _MIDNIGHT[len(row.at) :])
            found.setdefault(row.school, SchoolDays(row.school)).days[day][0] += row.people
        for row in connection.execute(_finished(policy_id, scope)):
            found.setdefault(row.school, SchoolDays(row.school)).days[row.day][1] += row.people
        return found

    def _precision(self) -> int:
        """As few characters of an instant as tell its day in the trust's time zone: the fewer, the fewer rows."""
        offset = self._core.clock().astimezone(self._core.time_zone).utcoffset() or timedelta()
        return _TO_THE_MINUTE if offset % timedelta(hours=1) else _TO_THE_HOUR

    def _day(self, at: str) -> str:
        """The trust's day of an instant."""
        return dates.date_in(self._core.time_zone, dates.from_utc_text(at)).isoformat()


def _is_withdrawn(connection: Connection, policy_id: str) -> bool:
    return bool(connection.execute(select(policies.c.withdrawn).where(policies.c.id == policy_id)).scalar())


def _counts_of(
    person: str, acknowledgement: str, audit: str, due: str, *, today: str, asked: bool
) -> tuple[str, ...]:
    """Which counts of a `GroupCount` somebody in these states is part of."""
    if person == PersonState.LEFT:
        return ("left",)
    if person == PersonState.ON_LEAVE:
        return ("staff", "on_leave")
    outstanding = asked and WAITING[person, acknowledgement, audit]
    parts = {
        "staff": True,
        "outstanding": outstanding,
        "overdue": outstanding and due != NO_DATE and today > due,
        "audits": audit == AuditState.COMPLETED,
        "invited": audit in {AuditState.COMPLETED, AuditState.NONE},
        "asked": acknowledgement != AcknowledgementState.EXEMPT,
        "acknowledged": acknowledgement in _SIGNED,
        _OWN_COUNT.get(acknowledgement, "staff"): True,
    }
    return tuple(name for name, counts in parts.items() if counts)


def _grouped(connection: Connection, policy_id: str, by: By, scope: Scope) -> Select[*tuple[Any, ...]]:
    """Rows of name, key, the states and how many people: from the tallies if they can tell.

    They count everybody at one school, so they cannot where somebody in sight is counted at a school out of sight.
    """
    if by is not By.SCHOOL or scope.manager is not None or _also_elsewhere(connection, scope):
        return _counted(policy_id, by, scope)
    query = _TALLIES.where(tallies.c.policy_id == policy_id)
    return query if scope.everyone else query.where(tallies.c.school_id.in_(scope.schools))


def _also_elsewhere(connection: Connection, scope: Scope) -> bool:
    if scope.everyone:
        return False
    here = select(staff.c.sub).join_from(staff_schools, staff, staff_schools.c.sub == staff.c.sub)
    also = here.where(staff_schools.c.school_id.in_(scope.schools), staff.c.school_id.not_in(scope.schools))
    return connection.execute(also.limit(1)).first() is not None


def _counted(policy_id: str, by: By, scope: Scope) -> Select[*tuple[Any, ...]]:
    """The same, counted as they are: one manager's people are few, the rest is asked for seldom."""
    name, key = _NAMES[by]
    states = (
        staff.c.person,
        standings.c.acknowledgement,
        standings.c.audit,
        func.coalesce(standings.c.due, NO_DATE).label("due"),
    )
    return (
        select(name.label("name"), key.label("key"), *states, func.count().label("people"))
        .select_from(_PEOPLE)
        .where(standings.c.policy_id == policy_id, scope.over_staff())
        .group_by(name, key, *states)
    )


def _answered(policy_id: str, scope: Scope, precision: int) -> Select[*tuple[Any, ...]]:
    at = func.substr(standings.c.acknowledged_at, 1, precision)
    return (
        select(schools.c.name.label("school"), at.label("at"), func.count().label("people"))
        .select_from(_PEOPLE)
        .where(
            standings.c.policy_id == policy_id,
            standings.c.acknowledgement.in_(sorted(_SIGNED)),
            staff.c.person == PersonState.ACTIVE.value,
            scope.over_staff(),
        )
        .group_by(schools.c.name, at)
    )


def _finished(policy_id: str, scope: Scope) -> Select[*tuple[Any, ...]]:
    return (
        select(
            schools.c.name.label("school"), standings.c.audit_on.label("day"), func.count().label("people")
        )
        .select_from(_PEOPLE)
        .where(
            standings.c.policy_id == policy_id,
            standings.c.audit == AuditState.COMPLETED.value,
            staff.c.person == PersonState.ACTIVE.value,
            scope.over_staff(),
        )
        .group_by(schools.c.name, standings.c.audit_on)
    )


_TALLIES = (
    select(
        schools.c.name.label("name"),
        literal("").label("key"),
        *(tallies.c[name] for name in ("person", "acknowledgement", "audit", "due")),
        tallies.c.count.label("people"),
    )
    .join_from(tallies, schools, tallies.c.school_id == schools.c.id)
    .where(tallies.c.count != 0)
)
_manager = staff.alias("manager")
_PEOPLE = (
    standings.join(staff, standings.c.sub == staff.c.sub)
    .join(schools, staff.c.school_id == schools.c.id)
    .join(_manager, staff.c.line_manager == _manager.c.sub, isouter=True)
)
_NAMES: dict[By, tuple[ColumnElement[str], ColumnElement[str]]] = {
    By.SCHOOL: (schools.c.name, literal("")),
    By.ROLE: (staff.c.role, literal("")),
    By.MANAGER: (func.coalesce(_manager.c.name, ""), func.coalesce(_manager.c.staff_id, "")),
}
