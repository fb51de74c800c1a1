"""Whom somebody may see of the staff."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from app.hr.store.schema import schools, staff, staff_schools


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
        return works_at(self.schools) if self.schools else false()


def works_at(school_ids: Collection[int] | Select[tuple[int]]) -> ColumnElement[bool]:
    """People at one of these schools, be it the one they are counted in or another one that they work at."""
    also = select(staff_schools.c.sub).where(staff_schools.c.school_id.in_(school_ids))
    return or_(staff.c.school_id.in_(school_ids), staff.c.sub.in_(also))


def at_school(name: str) -> ColumnElement[bool]:
    """People at the school of this name, be it the one they are counted in or another one that they work at."""
    return works_at(select(schools.c.id).where(schools.c.name == name))


EVERYONE = Scope(everyone=True)
