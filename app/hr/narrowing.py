"""Narrowing a list to one school, role or line manager by what a person typed: a name that nobody has is said, not empty."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select, true

from app.errors import RefusedError
from app.hr.accounts import UnknownSchoolError
from app.hr.people import manager_called, shared_names
from app.hr.scope import at_school
from app.hr.store.schema import schools, staff


class UnlistedRoleError(RefusedError):
    """Nobody on the staff list has this role."""

    sentence = "Nobody on the staff list has that role."
    next_step = "Give the role as the staff list has it."


class UnknownManagerError(RefusedError):
    """Nobody on the staff list has a line manager of this name or staff id."""

    sentence = "Nobody on the staff list has a line manager of that name or staff id."
    next_step = "Give the name or the staff id as the staff list has it."


class SeveralManagersError(RefusedError):
    """Several line managers have this name."""

    sentence = "There are several line managers of that name: {staff_ids}."
    next_step = "Give the staff id of the one you mean."


@dataclass(frozen=True)
class Narrowing:
    """One school (which may be somebody's second), role and line manager (name or staff id); None is all of them."""

    school: str | None = None
    role: str | None = None
    manager: str | None = None

    def over_staff(self, connection: Connection) -> ColumnElement[bool]:
        """The condition over `staff`; raises UnknownSchoolError, UnlistedRoleError, UnknownManagerError, SeveralManagersError."""
        found: ColumnElement[bool] = true()
        if self.school is not None:
            if not _is_there(connection, schools.c.name == self.school):
                raise UnknownSchoolError
            found &= at_school(self.school)
        if self.role is not None:
            if not _is_there(connection, staff.c.role == self.role):
                raise UnlistedRoleError
            found &= staff.c.role == self.role
        if self.manager is not None:
            found &= staff.c.line_manager == _manager(connection, self.manager)
        return found


def _is_there(connection: Connection, where: ColumnElement[bool]) -> bool:
    return connection.execute(select(where).where(where).limit(1)).first() is not None


def _manager(connection: Connection, called: str) -> str:
    """The `sub` of the line manager whom a name, a staff id, or both as lists have them, mean."""
    managers = select(staff.c.line_manager).where(staff.c.line_manager.is_not(None))
    query = select(staff.c.sub, staff.c.name, staff.c.staff_id).where(staff.c.sub.in_(managers))
    shared = shared_names(connection)
    rows = [
        row
        for row in connection.execute(query.order_by(staff.c.staff_id))
        if called in {row.name, row.staff_id, manager_called(row.name, row.staff_id, shared)}
    ]
    exact = [row for row in rows if row.staff_id == called] or rows
    if not exact:
        raise UnknownManagerError
    if len(exact) > 1:
        raise SeveralManagersError(staff_ids=", ".join(row.staff_id for row in exact))
    return str(exact[0].sub)
