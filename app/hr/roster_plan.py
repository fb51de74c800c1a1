"""Working out what a staff list changes, before anything is saved.

Rules:

* a person is known by staff id, else by e-mail address; whoever left and returns gets their record back;
* a staff id or address of somebody of quite another name is a problem, not a return or a change: nobody gets a
  stranger's record. Of somebody who is here, the staff id and the e-mail address together say that it is they;
* how many are given quite another name is counted: a column may have been sorted apart from the others;
* people missing from the list have left, but for those added by hand; so has whoever's last day has passed;
* what the list has no column for stays as it is known;
* a line manager is somebody on the list or already known; nobody is, directly or through others, their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from app.domain.obligation import PersonState
from app.hr.roster_file import MOST_PROBLEMS, Entry, StaffList
from app.hr.roster_values import same_person
from app.hr.store.schema import list_columns, schools, staff, staff_schools

_LEFT = PersonState.LEFT


class Row(NamedTuple):
    """A person as the staff table holds them. `key` and `line_manager` are a `sub`, or a new person's staff id.

    `schools` has the main one first, the others by name.
    """

    key: str
    staff_id: str
    name: str
    legal_name: str | None
    email: str
    schools: tuple[str, ...]
    role: str
    line_manager: str | None
    person: PersonState
    kind: str
    by_hand: bool
    joined_on: str | None
    left_on: str | None


@dataclass
class Plan:
    """What a file changes, by staff id. `problems` are sentences; with any, nothing may be saved.

    `returners` are among the joiners, `no_email` is how many sign by walking up or on paper, `renamed` how many who
    are here get a name that shares no word with the one before. `wanted` and `before` hold the people that change, by staff id; `found` is the list as it was read.
    """

    joiners: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    leavers: list[str] = field(default_factory=list)
    unchanged: int = 0
    problems: list[str] = field(default_factory=list)
    staff: int = 0
    saved: bool = False
    returners: list[str] = field(default_factory=list)
    no_email: int = 0
    renamed: int = 0
    wanted: dict[str, Row] = field(default_factory=dict, repr=False)
    before: dict[str, Row] = field(default_factory=dict, repr=False)
    found: StaffList = field(default_factory=StaffList, repr=False)


class People:
    """Everybody on the staff list, by key, by staff id and by e-mail address."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)
        self.by_id = {row.staff_id: row for row in self.rows}
        self._by_id = {row.staff_id.casefold(): row for row in self.rows}
        self._by_email: dict[str, Row] = {}
        for row in self.rows:
            if row.email and (row.person is not _LEFT or row.email.casefold() not in self._by_email):
                self._by_email[row.email.casefold()] = row

    def with_id(self, staff_id: str) -> Row | None:
        """Who has this staff id, in capitals or not."""
        return self._by_id.get(staff_id.casefold())

    def with_email(self, email: str) -> Row | None:
        """Who has this address; somebody who is here before somebody who left."""
        return self._by_email.get(email.casefold()) if email else None


def plan_for(found: StaffList, people: People, today: date) -> Plan:
    """Work out what a list that was read changes."""
    plan = Plan(problems=found.problems, found=found)
    plan.staff = sum(row.person is not _LEFT for row in people.rows)
    if plan.problems:
        return plan
    known = _recognised(found.entries, people, plan.problems)
    managers = _managers(found.entries, people, known)
    wanted = dict(_wanted(found, known, managers, today, plan.problems))
    plan.problems += _loops(wanted, found.entries, people)
    if plan.problems:
        del plan.problems[MOST_PROBLEMS:]
        return plan
    listed = {row.key for row in wanted.values()}
    leaving = (row for row in people.rows if row.key not in listed and not row.by_hand)
    wanted |= {row.staff_id: left(row, today) for row in leaving}
    before = {row.key: row for row in people.rows}
    for row in wanted.values():
        compare(plan, row, before.get(row.key))
    plan.no_email = sum(not row.email for row in wanted.values() if row.person is not _LEFT)
    return plan


def left(row: Row, today: date) -> Row:
    """The same person, gone since today unless a day is known."""
    if row.person is _LEFT:
        return row
    return row._replace(person=_LEFT, left_on=row.left_on or today.isoformat())


def compare(plan: Plan, row: Row, before: Row | None) -> None:
    """Note in the plan what `row` changes."""
    if before == row:
        plan.unchanged += 1
        return
    staff_id = row.staff_id
    if before is None or (before.person is _LEFT and row.person is not _LEFT):
        plan.joiners.append(staff_id)
        if before is not None:
            plan.returners.append(staff_id)
    elif row.person is _LEFT and before.person is not _LEFT:
        plan.leavers.append(staff_id)
    else:
        plan.changes.append(staff_id)
        plan.renamed += not same_person(_names(before), _names(row))
    plan.wanted[staff_id] = row
    if before is not None:
        plan.before[staff_id] = before


def manager_named(text: str, people: People) -> Row | None:
    """Whom an e-mail address or a staff id names."""
    return people.with_email(text) or people.with_id(text)


def _recognised(entries: list[Entry], people: People, problems: list[str]) -> dict[str, Row]:
    """Who of the list is known already, by the list's staff ids."""
    ids = {entry.staff_id.casefold() for entry in entries}
    found: dict[str, Row] = {}
    for entry in entries:
        row = people.with_id(entry.staff_id)
        if row is None:
            by_email = people.with_email(entry.email)
            row = by_email if by_email and by_email.staff_id.casefold() not in ids else None
        if row is None:
            continue
        if not _may_be(row, entry):
            problems.append(f"Row {entry.row}: {_STRANGER[row.person is _LEFT]}")
        found[entry.staff_id] = row
    return found


def _may_be(row: Row, entry: Entry) -> bool:
    """Whether the list can mean this person: by a word of the name, or, while here, by staff id and address both."""
    if same_person(_names(row), _names(entry)):
        return True
    same_id = row.staff_id.casefold() == entry.staff_id.casefold()
    same_address = bool(row.email) and row.email.casefold() == entry.email.casefold()
    return row.person is not _LEFT and same_id and same_address


def _names(one: Row | Entry) -> str:
    return f"{one.name} {one.legal_name or ''}"


_STRANGER = {
    True: "this staff id or e-mail address belonged to somebody else, who left. Give this person another one.",
    False: "this staff id or e-mail address is that of somebody else, who is on the list under quite another name. "
    "If it is the same person, change their name by hand first. If not, give this person another one.",
}


def _managers(entries: list[Entry], people: People, known: Mapping[str, Row]) -> dict[str, str]:
    """Keys by e-mail address and by staff id, in small letters, those in the file winning."""
    keys: dict[str, str] = {}
    for row in people.rows:
        if row.email:
            keys.setdefault(row.email.casefold(), row.key)
        keys[row.staff_id.casefold()] = row.key
    for entry in entries:
        key = known[entry.staff_id].key if entry.staff_id in known else entry.staff_id
        if entry.email:
            keys[entry.email.casefold()] = key
        keys[entry.staff_id.casefold()] = key
    return keys


def _wanted(
    found: StaffList, known: Mapping[str, Row], managers: Mapping[str, str], today: date, problems: list[str]
) -> Iterator[tuple[str, Row]]:
    have = found.meanings
    legal = any(meaning.startswith(("legal", "preferred")) for meaning in have)
    for entry in found.entries:
        before = known.get(entry.staff_id)
        manager = managers.get(entry.line_manager.casefold()) if entry.line_manager else None
        key = before.key if before else entry.staff_id
        if entry.line_manager and manager is None:
            problems.append(f"Row {entry.row}: the line manager is not on the staff list.")
        if manager == key:
            problems.append(f"Row {entry.row}: this person is given as their own line manager.")
            manager = None
        gone = entry.left_on is not None and entry.left_on < today
        if before is None:
            if not gone:
                yield entry.staff_id, _fresh(entry, key, manager)
            continue
        here = PersonState.ACTIVE if before.person is _LEFT else before.person
        yield (
            entry.staff_id,
            Row(
                key,
                entry.staff_id,
                entry.name,
                (entry.legal_name or None) if legal else before.legal_name,
                entry.email,
                _ordered(entry.schools),
                entry.role,
                manager if "line_manager" in have else before.line_manager,
                _LEFT if gone else here,
                entry.kind.value if "kind" in have else before.kind,
                by_hand=False,
                joined_on=_iso(entry.joined_on) if "joined_on" in have else before.joined_on,
                left_on=_iso(entry.left_on) if gone or "left_on" in have else _no_end(before),
            ),
        )


def _no_end(before: Row) -> str | None:
    """The last day that stays known: that of an earlier time here is over."""
    return None if before.person is _LEFT else before.left_on


def _fresh(entry: Entry, key: str, manager: str | None) -> Row:
    return Row(
        key,
        entry.staff_id,
        entry.name,
        entry.legal_name or None,
        entry.email,
        _ordered(entry.schools),
        entry.role,
        manager,
        PersonState.ACTIVE,
        entry.kind.value,
        by_hand=False,
        joined_on=_iso(entry.joined_on),
        left_on=_iso(entry.left_on),
    )


def _ordered(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) < 3 else (names[0], *sorted(names[1:]))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def loops(manager_of: Mapping[str, str | None]) -> list[list[str]]:
    """The circles among line managers: each a list of keys."""
    seen: set[str] = set()
    found = []
    for start in manager_of:
        path: dict[str, None] = {}
        key: str | None = start
        while key is not None and key not in seen and key not in path:
            path[key] = None
            key = manager_of.get(key)
        if key is not None and key in path:
            keys = list(path)
            found.append(keys[keys.index(key) :])
        seen.update(path)
    return found


def _loops(wanted: Mapping[str, Row], entries: list[Entry], people: People) -> Iterator[str]:
    manager_of = {row.key: row.line_manager for row in people.rows}
    manager_of |= {row.key: row.line_manager for row in wanted.values()}
    row_of = {wanted[one.staff_id].key: one.row for one in entries if one.staff_id in wanted}
    for circle in loops(manager_of):
        rows = sorted(row_of[key] for key in circle if key in row_of)
        if rows:
            numbers = ", ".join(map(str, rows[:10]))
            yield f"Rows {numbers}: these people are each other's line managers, in a circle."


def current_people(connection: Connection) -> People:
    """Read everybody on the staff list."""
    names = {row.id: row.name for row in connection.execute(select(schools))}
    further: dict[str, list[str]] = {}
    for sub, school_id in connection.execute(select(staff_schools)):
        further.setdefault(sub, []).append(names[school_id])
    states = {state.value: state for state in PersonState}

    main = {school_id: (name,) for school_id, name in names.items()}
    rows = []
    for one in connection.execute(_PEOPLE).all():
        sub, staff_id, name, legal_name, email, school_id, role, line_manager, person, *others = one
        at = main[school_id]
        if sub in further:
            at += tuple(sorted(further[sub]))
        known = (sub, staff_id, name, legal_name, email, at, role, line_manager, states[person])
        rows.append(Row(*known, *others))
    return People(rows)


_PEOPLE = select(
    *(
        staff.c[name]
        for name in (
            *("sub", "staff_id", "name", "legal_name", "email", "school_id", "role", "line_manager"),
            *("person", "kind", "by_hand", "joined_on", "left_on"),
        )
    )
)


def remembered_columns(connection: Connection) -> dict[str, str]:
    """The headings that the trust chose, by meaning."""
    return {row.meaning: row.heading for row in connection.execute(select(list_columns))}
