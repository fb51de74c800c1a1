"""Whom somebody may see of the staff."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, select, true

from app.hr.store.schema import staff, staff_schools


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
        if not self.schools:
            return false()
        also = select(staff_schools.c.sub).where(staff_schools.c.school_id.in_(self.schools))
        return or_(staff.c.school_id.in_(self.schools), staff.c.sub.in_(also))


EVERYONE = Scope(everyone=True)
