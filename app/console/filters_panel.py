"""The column at the left: whom to show, and of which school, each with its count."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.console.rows import Show
from app.console.staff_table import Filters, StaffTable
from app.ui import theme
from app.ui.sidebar import Sidebar, SideItem, SideList
from app.ui.widgets import NoteBox, NoteKind, Strong

GROUPS = tuple(Show)


class FiltersPanel(Sidebar):
    """Two lists of filters. Moving along a list filters at once."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("FiltersPanel", "Show"), parent=parent)
        self.list.setObjectName("showFilters")
        self._words = {
            Show.OUTSTANDING: self.tr("Outstanding"),
            Show.NOT_ACKNOWLEDGED: self.tr("Not acknowledged"),
            Show.AUDIT_OPEN: self.tr("Self-audit open"),
            Show.OVERDUE: self.tr("Overdue"),
            Show.QUESTIONS: self.tr("Questions"),
            Show.DECLINED: self.tr("Do not agree"),
            Show.ON_LEAVE: self.tr("On leave"),
            Show.COMPLETED: self.tr("Completed"),
            Show.LEFT: self.tr("Left"),
            Show.EVERYONE: self.tr("Everyone"),
        }
        self._add_schools()
        self._names: list[str] = [""]
        self._shown_items: dict[SideList, list[SideItem]] = {}
        self.show_counts(StaffTable())
        self.list.set_current(0)
        self.schools.set_current(0)
        self.chosen.connect(self._chosen)
        self.schools.chosen.connect(self._chosen)

    def _add_schools(self) -> None:
        heading = Strong(self.tr("Outstanding by school"))
        heading.setContentsMargins(0, theme.SPACE_12, 0, 0)
        self.schools = SideList(self.tr("Outstanding by school"))
        self.schools.setObjectName("schoolFilters")
        self.review = NoteBox(NoteKind.ATTENTION)
        self.review.setObjectName("reviewNote")
        self.review.hide()
        for widget in (heading, self.schools, self.review):
            self.add(widget)

    def filters(self) -> tuple[Show, str]:
        """The group and the school ("" for all) that are chosen."""
        school = self._names[max(self.schools.currentRow(), 0)]
        return GROUPS[max(self.list.currentRow(), 0)], school

    def set_filters(self, filters: Filters) -> None:
        """Marks these filters as chosen, telling nobody."""
        self.list.set_current(GROUPS.index(filters.show))
        names = self._names
        self.schools.set_current(names.index(filters.school) if filters.school in names else 0)

    def set_review(self, sentence: str) -> None:
        """Says that the policy is past its review date; an empty sentence takes the note away."""
        self.review.set_text(sentence)
        self.review.setVisible(bool(sentence))

    def show_counts(self, table: StaffTable) -> None:
        """Shows how many there are of each, keeping what is chosen."""
        show, school = self.filters() if self.list.count() else (Show.OUTSTANDING, "")
        names = ["", *table.schools()]
        if school not in names:
            names.append(school)
        everywhere = self.tr("All schools")
        self._names = names
        groups = [SideItem(self._words[group], count=f"{table.count(group, school):,}") for group in GROUPS]
        places = [
            SideItem(name or everywhere, count=f"{table.count(Show.OUTSTANDING, name):,}") for name in names
        ]
        self._fill(self.list, groups, GROUPS.index(show))
        self._fill(self.schools, places, names.index(school))

    def _fill(self, rows: SideList, items: list[SideItem], current: int) -> None:
        """Changes only what differs: a list made anew would lose its place for a screen reader."""
        before = self._shown_items.get(rows, [])
        if [item.title for item in before] != [item.title for item in items]:
            rows.set_items(items)
        else:
            for place, (old, new) in enumerate(zip(before, items, strict=True)):
                if old != new:
                    rows.set_item(place, new)
        self._shown_items[rows] = items
        rows.set_current(current)

    def _chosen(self, _row: int) -> None:
        self.changed.emit()
