"""The people on the staff list, as other use cases read them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from app.domain.obligation import PersonState
from app.errors import RefusedError
from app.hr.store.schema import schools, staff


class UnknownStaffError(RefusedError):
    """No such staff id is on the list."""

    sentence = "There is nobody with that staff id on the staff list."
    next_step = "Check the staff id, or import a newer staff list."


@dataclass(frozen=True)
class Person:
    """Somebody on the staff list. `name` is shown; `legal_name` is nothing where it is the same.

    `school` is the main one, `line_manager` that person's name or nothing, `kind` what they are to the trust.
    """

    sub: str
    staff_id: str
    name: str
    email: str
    school: str
    role: str
    line_manager: str
    person: PersonState
    legal_name: str = ""
    kind: str = "employee"


def people(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Person]:
    """Everyone for whom `where` (over `staff` and `schools`) holds, by name."""
    for row in connection.execute(_PEOPLE.where(*where).order_by(staff.c.name, staff.c.staff_id)):
        yield Person(
            row.sub,
            row.staff_id,
            row.name,
            row.email,
            row.school,
            row.role,
            row.manager or "",
            PersonState(row.person),
            row.legal_name or "",
            row.kind,
        )


def person_of(connection: Connection, where: ColumnElement[bool]) -> Person:
    """The one for whom `where` holds; raises UnknownStaffError."""
    for found in people(connection, where):
        return found
    raise UnknownStaffError


def shared_names(connection: Connection) -> frozenset[str]:
    """The names that several line managers have, so that lists tell them apart by their staff ids too."""
    managers = select(staff.c.line_manager).where(staff.c.line_manager.is_not(None))
    names = select(staff.c.name).where(staff.c.sub.in_(managers)).group_by(staff.c.name)
    return frozenset(connection.execute(names.having(func.count() > 1)).scalars())


def manager_called(name: str | None, staff_id: str | None, shared: Collection[str]) -> str:
    """What lists call a line manager: the name, with the staff id where several have it; "" for nobody."""
    return f"{name} ({staff_id})" if name in shared else name or ""


_manager = staff.alias("manager")
_PEOPLE = select(staff, schools.c.name.label("school"), _manager.c.name.label("manager")).select_from(
    staff.join(schools, staff.c.school_id == schools.c.id).join(
        _manager, staff.c.line_manager == _manager.c.sub, isouter=True
    )
)
