"""Saving what a plan changes, in the transaction that holds the log.

New people are written managers first: a line manager may be on the same list. Standings and tallies follow in the
same transaction, and whoever leaves is signed out.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from app.domain.obligation import PersonState
from app.hr.core import Core
from app.hr.log import LogWriter
from app.hr.roster_plan import Plan, Row
from app.hr.sessions import Sessions
from app.hr.standings import all_policies, bring_up_to_date
from app.hr.store.database import upsert
from app.hr.store.schema import list_columns, schools, staff, staff_schools, standings


def save(core: Core, writer: LogWriter, plan: Plan) -> None:
    """Write everybody whom the plan changes."""
    connection = writer.connection
    rows = [plan.wanted[one] for one in (*plan.joiners, *plan.changes, *plan.leavers)]
    if not rows:
        return
    upsert_schools(connection, {name for row in rows for name in row.schools})
    school_ids = {row.name: row.id for row in connection.execute(select(schools))}
    new = [row for row in rows if row.staff_id not in plan.before]
    old = [row for row in rows if row.staff_id in plan.before]
    subs = {row.key: core.new_id() for row in new}
    if new:
        connection.execute(insert(staff), [_made(row, school_ids, subs) for row in _managers_first(new)])
    subs |= {row.key: row.key for row in old}
    if old:
        changed = [{**_bound(row, school_ids), "of_sub": row.key} for row in old]
        connection.execute(_UPDATE, changed)
    _set_managers(connection, plan, old, subs)
    _set_further_schools(connection, plan, rows, subs, school_ids)
    touched = [{"of_sub": row.key} for row in old]
    if touched:
        followed = update(standings).where(standings.c.sub == bindparam("of_sub"))
        connection.execute(followed.values(revision=writer.revision), touched)
    gone = [row.key for row in old if row.person is PersonState.LEFT]
    Sessions(core).end_of_people(connection, gone)
    for policy in all_policies(connection):
        bring_up_to_date(writer, policy)


def upsert_schools(connection: Connection, names: Iterable[str]) -> None:
    """Make the schools of these names where they are not there yet."""
    known = set(connection.execute(select(schools.c.name)).scalars())
    upsert(connection, schools, [{"name": name} for name in sorted(set(names) - known)])


def remember_columns(connection: Connection, headings: dict[str, str]) -> None:
    """Keep which heading the trust chose for each meaning."""
    connection.execute(delete(list_columns))
    if headings:
        rows = [{"meaning": meaning, "heading": heading[:200]} for meaning, heading in headings.items()]
        connection.execute(insert(list_columns), rows)


def _managers_first(new: Sequence[Row]) -> list[Row]:
    """New people in an order in which each comes after their line manager; there are no circles among them."""
    waiting = {row.key: row for row in new}
    ordered: list[Row] = []
    for row in new:
        above: list[Row] = []
        one: Row | None = waiting.pop(row.key, None)
        while one is not None:
            above.append(one)
            one = waiting.pop(one.line_manager, None) if one.line_manager else None
        ordered += reversed(above)
    return ordered


def _made(row: Row, school_ids: dict[str, int], subs: dict[str, str]) -> dict[str, object]:
    manager = subs.get(row.line_manager, row.line_manager) if row.line_manager else None
    return {**_values(row, school_ids), "sub": subs[row.key], "line_manager": manager}


def _set_managers(connection: Connection, plan: Plan, old: Sequence[Row], subs: dict[str, str]) -> None:
    told = [
        {"of_sub": row.key, "manager": subs.get(row.line_manager or "", row.line_manager)}
        for row in old
        if plan.before[row.staff_id].line_manager != row.line_manager
    ]
    if told:
        connection.execute(_MANAGER, told)


def _set_further_schools(
    connection: Connection, plan: Plan, rows: Sequence[Row], subs: dict[str, str], school_ids: dict[str, int]
) -> None:
    def further(row: Row | None) -> tuple[str, ...]:
        return row.schools[1:] if row else ()

    moved = [row for row in rows if further(row) != further(plan.before.get(row.staff_id))]
    if not moved:
        return
    of = delete(staff_schools).where(staff_schools.c.sub == bindparam("of_sub"))
    connection.execute(of, [{"of_sub": subs[row.key]} for row in moved])
    wanted = [
        {"sub": subs[row.key], "school_id": school_ids[name]} for row in moved for name in row.schools[1:]
    ]
    if wanted:
        connection.execute(insert(staff_schools), wanted)


def _values(row: Row, school_ids: dict[str, int]) -> dict[str, object]:
    return {
        "staff_id": row.staff_id,
        "name": row.name,
        "legal_name": row.legal_name,
        "email": row.email,
        "school_id": school_ids[row.schools[0]],
        "role": row.role,
        "person": row.person.value,
        "kind": row.kind,
        "by_hand": row.by_hand,
        "joined_on": row.joined_on,
        "left_on": row.left_on,
    }


def _bound(row: Row, school_ids: dict[str, int]) -> dict[str, object]:
    return {f"new_{name}": value for name, value in _values(row, school_ids).items()}


_CHANGING = (
    *("staff_id", "name", "legal_name", "email", "school_id", "role", "person"),
    *("kind", "by_hand", "joined_on", "left_on"),
)
_UPDATE = (
    update(staff)
    .where(staff.c.sub == bindparam("of_sub"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)
_MANAGER = update(staff).where(staff.c.sub == bindparam("of_sub")).values(line_manager=bindparam("manager"))
