"""Finding people on the staff list, as far as somebody may see it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.domain.folding import fold
from app.domain.obligation import PersonState
from app.hr.core import Core
from app.hr.people import Person, people, person_of
from app.hr.scope import Scope
from app.hr.store.database import AnyRow
from app.hr.store.schema import schools, staff, staff_schools

MOST_FOUND = 20


@dataclass(frozen=True)
class Entry:
    """Somebody on the list with everything that HR keeps of them. `schools` has the main one first.

    `line_manager` is that person's staff id or nothing; days are `YYYY-MM-DD` or None.
    """

    person: Person
    schools: tuple[str, ...]
    line_manager: str
    joined_on: str | None
    left_on: str | None


class Directory:
    """Answers who is on the list."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def one(self, staff_id: str, scope: Scope) -> Person:
        """Return one person in sight; raises UnknownStaffError, StorageError."""
        with self._core.database.read() as connection:
            return person_of(connection, (staff.c.staff_id == staff_id) & scope.over_staff())

    def find(self, words: str, scope: Scope) -> list[Entry]:
        """Return the first people in sight, by name, who fit the words; raises StorageError.

        Each word stands in a name, the address or the staff id, whatever its capitals and accents.
        """
        wanted = fold(words).split()
        found: list[str] = []
        with self._core.database.read() as connection:
            # Folded here: no engine's own search leaves the accents of every language aside.
            for sub, *texts in connection.execute(_SEARCHED.where(scope.over_staff())):
                text = fold("\n".join(filter(None, texts)))
                if all(word in text for word in wanted):
                    found.append(sub)
                if len(found) == MOST_FOUND:
                    break
            return [_entry(connection, one) for one in people(connection, staff.c.sub.in_(found))]

    def schools(self, scope: Scope) -> list[str]:
        """Return every school in sight that has somebody, by name; raises StorageError."""
        here = select(staff.c.school_id).where(staff.c.person != PersonState.LEFT.value, scope.over_staff())
        query = select(schools.c.name).where(schools.c.id.in_(here)).order_by(schools.c.name)
        with self._core.database.read() as connection:
            return list(connection.execute(query).scalars())


def _entry(connection: Connection, one: Person) -> Entry:
    row = connection.execute(_ENTRY.where(staff.c.sub == one.sub)).one()
    return Entry(one, (one.school, *_further(connection, one.sub)), *_rest(row))


def _rest(row: AnyRow) -> tuple[str, str | None, str | None]:
    return (row.manager_id or "", row.joined_on, row.left_on)


def _further(connection: Connection, sub: str) -> Iterator[str]:
    query = select(schools.c.name).join(staff_schools, staff_schools.c.school_id == schools.c.id)
    yield from connection.execute(query.where(staff_schools.c.sub == sub).order_by(schools.c.name)).scalars()


_manager = staff.alias("manager")
_SEARCHED = select(*(staff.c[name] for name in ("sub", "name", "legal_name", "email", "staff_id"))).order_by(
    staff.c.name, staff.c.staff_id
)
_ENTRY = select(staff.c.joined_on, staff.c.left_on, _manager.c.staff_id.label("manager_id")).join_from(
    staff, _manager, staff.c.line_manager == _manager.c.sub, isouter=True
)
