"""Whom to show: a group, a school, a line manager, a role and the words looked for, all at once."""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from app.console.rows import Column, Row, Show
from app.domain.folding import fold


class Facet(StrEnum):
    """What people are sorted into beside their state; the values are the names of the fields of `Filters`."""

    SCHOOL = "school"
    MANAGER = "manager"
    ROLE = "role"


@dataclass(frozen=True)
class Filters:
    """Whom to show. None is everyone; "" is those without a line manager."""

    show: Show = Show.OUTSTANDING
    school: str | None = None
    words: str = ""
    manager: str | None = None
    role: str | None = None

    def of(self, facet: Facet) -> str | None:
        """The school, the line manager or the role that is chosen."""
        chosen: str | None = getattr(self, facet)
        return chosen

    def choosing(self, facet: Facet, name: str | None) -> "Filters":
        """The same with another school, line manager or role."""
        changed: dict[str, str | None] = {facet.value: name}
        return replace(self, **changed)  # type: ignore[arg-type]

    def want(self, row: Row) -> bool:
        """Whether this person is to be shown."""
        names = {Facet.SCHOOL: row.school, Facet.MANAGER: row.line_manager, Facet.ROLE: row.role}
        if not row.flags & self.show or any(self.of(one) not in {None, names[one]} for one in Facet):
            return False
        return all(word in row.found_by for word in fold(self.words).split())

    def same_people_counted(self, other: "Filters") -> bool:
        """Whether every count is the same under both: counts follow school, line manager and role alone."""
        return all(self.of(facet) == other.of(facet) for facet in Facet)

    @property
    def narrow(self) -> bool:
        """Whether anything but the first page's own choice is in force."""
        return self != Filters(words=self.words)


@dataclass(frozen=True)
class Order:
    """Which column leads, and which way."""

    column: Column = Column.NAME
    descending: bool = False


class Changed(IntEnum):
    """What a change did to what is shown."""

    NOTHING = 0
    CELLS = 1
    SHOWN = 2
