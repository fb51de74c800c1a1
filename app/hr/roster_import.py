"""Bringing the staff list up to date with a file.

Rules:

* a preview and an import work out the same changes; nothing is saved when there is a problem;
* people missing from the file, or with a leaving date that has passed, are marked as left, and keep their records;
  somebody who returns gets theirs back;
* a file that would make more than a tenth of the staff leave must be confirmed;
* importing the same file again changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, bindparam, insert, select, update

from app.domain.obligation import PersonState
from app.errors import RefusedError
from app.hr import trail
from app.hr.core import Core
from app.hr.log import Log, LogWriter
from app.hr.roster_file import Entry, read
from app.hr.standings import all_policies, bring_up_to_date
from app.hr.store.database import AnyRow, upsert
from app.hr.store.schema import schools, staff, standings

_TENTH = 10


class ManyLeaversError(RefusedError):
    """More than a tenth of the staff would leave."""

    sentence = "This file would mark {leavers} of {staff} people as having left. Is it the whole list?"
    next_step = "If it is, import it again and confirm that so many have left. Nothing was changed."


@dataclass(frozen=True)
class Row:
    """A person as the staff table holds them, with the school and the line manager by their keys."""

    staff_id: str
    name: str
    email: str
    school: str
    role: str
    line_manager: str | None
    person: PersonState
    joined_on: str | None
    left_on: str | None


@dataclass
class Plan:
    """What a file changes, by staff id. `problems` are sentences; with any, nothing may be saved."""

    joiners: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    leavers: list[str] = field(default_factory=list)
    unchanged: int = 0
    problems: list[str] = field(default_factory=list)
    staff: int = 0
    saved: bool = False
    wanted: dict[str, Row] = field(default_factory=dict, repr=False)


class RosterImport:
    """Previews and imports staff lists."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def preview(self, content: bytes) -> Plan:
        """Work out what the file would change, saving nothing. Raises StorageError."""
        with self._core.database.read() as connection:
            return self._plan(connection, content)

    def apply(self, content: bytes, *, actor: str, confirm_leavers: bool = False) -> Plan:
        """Import the file, unless it has problems; see `Plan.saved`. Raises ManyLeaversError, StorageError."""
        with self._log.writing() as writer:
            plan = self._plan(writer.connection, content)
            if plan.problems:
                return plan
            if len(plan.leavers) * _TENTH > plan.staff and not confirm_leavers:
                raise ManyLeaversError(leavers=len(plan.leavers), staff=plan.staff)
            plan.saved = True
            if plan.joiners or plan.changes or plan.leavers:
                self._save(writer, plan, actor)
        return plan

    def _plan(self, connection: Connection, content: bytes) -> Plan:
        found = read(content)
        plan = Plan(problems=found.problems)
        current = _current(connection)
        plan.staff = sum(row.person is not PersonState.LEFT for row in current.values())
        if not plan.problems:
            self._want(plan, found.entries, current)
        if plan.problems:
            return Plan(problems=plan.problems, staff=plan.staff)
        for staff_id, row in plan.wanted.items():
            _compare(plan, staff_id, row, current.get(staff_id))
        return plan

    def _want(self, plan: Plan, entries: list[Entry], current: dict[str, Row]) -> None:
        managers = _managers(entries, current)
        today = self._core.today()
        for entry in entries:
            manager = managers.get(entry.line_manager.casefold()) if entry.line_manager else None
            if entry.line_manager and manager is None:
                plan.problems.append(f"Line {entry.line}: the line manager is not on the staff list.")
            if manager == entry.staff_id:
                plan.problems.append(f"Line {entry.line}: this person is given as their own line manager.")
            gone = entry.left_on is not None and entry.left_on < today
            before = current.get(entry.staff_id)
            if gone and before is None:
                continue
            here = before.person if before and before.person is not PersonState.LEFT else PersonState.ACTIVE
            plan.wanted[entry.staff_id] = Row(
                entry.staff_id,
                entry.name,
                entry.email,
                entry.school,
                entry.role,
                manager,
                PersonState.LEFT if gone else here,
                entry.joined_on.isoformat() if entry.joined_on else None,
                entry.left_on.isoformat() if entry.left_on else None,
            )
        for staff_id in current.keys() - plan.wanted.keys():
            plan.wanted[staff_id] = self._as_left(current[staff_id])

    def _as_left(self, row: Row) -> Row:
        if row.person is PersonState.LEFT:
            return row
        return replace(row, person=PersonState.LEFT, left_on=row.left_on or self._core.today().isoformat())

    def _save(self, writer: LogWriter, plan: Plan, actor: str) -> None:
        connection = writer.connection
        upsert_schools(connection, {row.school for row in plan.wanted.values()})
        school_ids = {row.name: row.id for row in connection.execute(select(schools))}
        joiners = [plan.wanted[staff_id] for staff_id in plan.joiners]
        changed = [plan.wanted[staff_id] for staff_id in (*plan.joiners, *plan.changes, *plan.leavers)]
        fresh = set(plan.joiners) - set(connection.execute(select(staff.c.staff_id)).scalars())
        new = [
            {**_values(row, school_ids), "sub": self._core.new_id(), "staff_id": row.staff_id}
            for row in joiners
            if row.staff_id in fresh
        ]
        if new:
            connection.execute(insert(staff), new)
        self._update(writer, changed, school_ids)
        for policy in all_policies(connection):
            bring_up_to_date(writer, policy)
        counts = f"{len(plan.joiners)} joined, {len(plan.changes)} changed, {len(plan.leavers)} left"
        trail.note(connection, writer.at, actor, "import-roster", "", counts)

    def _update(self, writer: LogWriter, changed: list[Row], school_ids: dict[str, int]) -> None:
        """Line managers come last: they may be on the same list."""
        connection = writer.connection
        subs = {row.staff_id: row.sub for row in connection.execute(select(staff.c.staff_id, staff.c.sub))}
        connection.execute(
            _UPDATE,
            [
                {
                    **_values(row, school_ids),
                    "of_staff_id": row.staff_id,
                    "line_manager": subs[row.line_manager] if row.line_manager else None,
                }
                for row in changed
            ],
        )
        touched = [{"of_sub": subs[row.staff_id]} for row in changed]
        connection.execute(
            update(standings).where(standings.c.sub == bindparam("of_sub")).values(revision=writer.revision),
            touched,
        )


def upsert_schools(connection: Connection, names: Iterable[str]) -> None:
    """Make the schools of these names where they are not there yet."""
    known = set(connection.execute(select(schools.c.name)).scalars())
    upsert(connection, schools, [{"name": name} for name in sorted(set(names) - known)])


def _compare(plan: Plan, staff_id: str, row: Row, before: Row | None) -> None:
    left = PersonState.LEFT
    if before is None or (before.person is left and row.person is not left):
        plan.joiners.append(staff_id)
    elif before == row:
        plan.unchanged += 1
    elif row.person is left and before.person is not left:
        plan.leavers.append(staff_id)
    else:
        plan.changes.append(staff_id)


def _managers(entries: list[Entry], current: dict[str, Row]) -> dict[str, str]:
    """Staff ids by e-mail address and by staff id, those in the file winning."""
    known: dict[str, str] = {}
    people = [(one.email, one.staff_id) for one in current.values()]
    for email, staff_id in (*people, *((one.email, one.staff_id) for one in entries)):
        known[email.casefold()] = known[staff_id.casefold()] = staff_id
    return known


def _current(connection: Connection) -> dict[str, Row]:
    manager = staff.alias("manager")
    query = select(staff, schools.c.name.label("school"), manager.c.staff_id.label("manager_id")).select_from(
        staff.join(schools, staff.c.school_id == schools.c.id).join(
            manager, staff.c.line_manager == manager.c.sub, isouter=True
        )
    )
    return {row.staff_id: _row(row) for row in connection.execute(query)}


def _row(row: AnyRow) -> Row:
    return Row(
        row.staff_id,
        row.name,
        row.email,
        row.school,
        row.role,
        row.manager_id,
        PersonState(row.person),
        row.joined_on,
        row.left_on,
    )


def _values(row: Row, school_ids: dict[str, int]) -> dict[str, object]:
    return {
        "name": row.name,
        "email": row.email,
        "school_id": school_ids[row.school],
        "role": row.role,
        "person": row.person.value,
        "joined_on": row.joined_on,
        "left_on": row.left_on,
    }


_UPDATE = (
    update(staff)
    .where(staff.c.staff_id == bindparam("of_staff_id"))
    .values(
        {
            name: bindparam(name)
            for name in (
                "name",
                "email",
                "school_id",
                "role",
                "person",
                "joined_on",
                "left_on",
                "line_manager",
            )
        }
    )
)
