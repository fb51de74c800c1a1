"""Whom a version is for: everyone, or those of some roles, schools or staff ids.

Rules:

* it is asked anew at each change of the staff list, so that a joiner, a new role or another school bring people in
  or out;
* a role or school that nobody has is refused when the version is published, for it is a slip of the pen;
* somebody at several schools is in the audience of each of them;
* the names are those of the staff list, letter for letter.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, func, insert, select, true

from app.domain.obligation import PersonState
from app.errors import RefusedError
from app.hr.scope import works_at
from app.hr.store.schema import audience_members, schools, staff

_MOST_NAMES = 20_000


class AudienceKind(StrEnum):
    """By what people are chosen."""

    EVERYONE = "everyone"
    ROLES = "roles"
    SCHOOLS = "schools"
    PEOPLE = "people"


class EmptyAudienceError(RefusedError):
    """Roles, schools or people were to be named, and none was."""

    sentence = "Nobody is chosen yet whom this policy is for."
    next_step = "Choose at least one role, school or person, or choose everyone."


class UnknownAudienceError(RefusedError):
    """A role, school or staff id that is not on the staff list."""

    sentence = "“{name}” is not on the staff list."
    next_step = "Write it as it stands on the staff list. Nothing was published."


@dataclass(frozen=True)
class Audience:
    """`names` are roles, names of schools or staff ids, by `kind`; none for everyone."""

    kind: AudienceKind = AudienceKind.EVERYONE
    names: tuple[str, ...] = ()

    def check(self, connection: Connection) -> None:
        """Raise EmptyAudienceError or UnknownAudienceError unless the staff list knows every name."""
        if self.kind is AudienceKind.EVERYONE:
            return
        if not self.names or len(self.names) > _MOST_NAMES:
            raise EmptyAudienceError
        known = set(connection.execute(select(_COLUMNS[self.kind]).distinct()).scalars())
        for name in self.names:
            if name not in known:
                raise UnknownAudienceError(name=name)

    def store(self, connection: Connection, policy_id: str, version: int) -> None:
        """Keep the names of one version."""
        rows = [
            {"policy_id": policy_id, "version": version, "value": name} for name in sorted(set(self.names))
        ]
        if rows and self.kind is not AudienceKind.EVERYONE:
            connection.execute(insert(audience_members), rows)

    def over_staff(self) -> ColumnElement[bool]:
        """The condition over `staff` before the version is kept."""
        if self.kind is AudienceKind.EVERYONE:
            return true()
        if self.kind is AudienceKind.SCHOOLS:
            return works_at(select(schools.c.id).where(schools.c.name.in_(self.names)))
        return _COLUMNS[self.kind].in_(self.names)


def members(kind: str, policy_id: str, version: int) -> ColumnElement[bool]:
    """The condition over `staff` for a version that is kept."""
    named = select(audience_members.c.value).where(
        audience_members.c.policy_id == policy_id, audience_members.c.version == version
    )
    if kind == AudienceKind.EVERYONE:
        return true()
    if kind == AudienceKind.SCHOOLS:
        return works_at(select(schools.c.id).where(schools.c.name.in_(named)))
    return _COLUMNS[AudienceKind(kind)].in_(named)


def names_of(connection: Connection, policy_id: str, version: int) -> list[str]:
    """The names kept for one version, in order."""
    query = select(audience_members.c.value).where(
        audience_members.c.policy_id == policy_id, audience_members.c.version == version
    )
    return list(connection.execute(query.order_by(audience_members.c.value)).scalars())


def choices(connection: Connection) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Every role and every school with how many people have it, those who left not counted."""
    here = staff.c.person != PersonState.LEFT.value
    roles = select(staff.c.role, func.count()).where(here).group_by(staff.c.role).order_by(staff.c.role)
    by_school = (
        select(schools.c.name, func.count())
        .join_from(staff, schools, staff.c.school_id == schools.c.id)
        .where(here)
        .group_by(schools.c.name)
        .order_by(schools.c.name)
    )
    return (
        [(row[0], row[1]) for row in connection.execute(roles)],
        [(row[0], row[1]) for row in connection.execute(by_school)],
    )


_COLUMNS = {
    AudienceKind.ROLES: staff.c.role,
    AudienceKind.SCHOOLS: schools.c.name,
    AudienceKind.PEOPLE: staff.c.staff_id,
}
