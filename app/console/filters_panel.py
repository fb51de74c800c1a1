"""The column at the left: whom to show, and of which school, line manager or role, each with its count."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.console import filter_words
from app.console.facet_list import FacetList
from app.console.filters import Facet, Filters
from app.console.rows import Show
from app.console.staff_table import StaffTable
from app.ui.sidebar import Sidebar, SideItem
from app.ui.widgets import LinkButton, NoteBox, NoteKind, Strong, name_choice

_MORE = (Show.LATE, Show.ON_PAPER, Show.ON_BEHALF, Show.EXEMPT, Show.LEFT)
GROUPS = (*(show for show in Show if show not in {*_MORE, Show.EVERYONE}), *_MORE, Show.EVERYONE)
_OBJECT_NAMES = {Facet.SCHOOL: "schoolFilters", Facet.MANAGER: "managerFilters", Facet.ROLE: "roleFilters"}


class FiltersPanel(Sidebar):
    """The groups, and one list of names at a time. Moving along a list filters at once."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("FiltersPanel", "Show"), parent=parent)
        self.list.setObjectName("showFilters")
        self._groups: list[SideItem] = []
        self.review = NoteBox(NoteKind.ATTENTION)
        self.review.setObjectName("reviewNote")
        self.review.hide()
        self._more = LinkButton("")
        self._more.setObjectName("moreGroups")
        self._all_groups = False
        self._by = QComboBox()
        self._by.setObjectName("byChooser")
        name_choice(self._by, self.tr("Count the outstanding by"))
        self.facets: dict[Facet, FacetList] = {}
        self._by.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._by.setMinimumContentsLength(1)
        self.add(self._more)
        self.add(Strong(self.tr("Outstanding by")))
        self.add(self._by)
        for facet in Facet:
            self._add_facet(facet)
        self.add(self.review)
        self._by.currentIndexChanged.connect(self._by_changed)
        self.show_counts(StaffTable())
        self.list.set_current(0)
        self._more.clicked.connect(self._more_or_fewer)
        self.chosen.connect(self._chosen)
        self._hide_groups()

    def _add_facet(self, facet: Facet) -> None:
        names = FacetList(facet)
        names.list.setObjectName(_OBJECT_NAMES[facet])
        names.setVisible(facet is Facet.SCHOOL)
        names.changed.connect(self.changed)
        self.facets[facet] = names
        self._by.addItem(filter_words.title(facet), facet)
        self.add(names, wide=True)

    def filters(self, words: str = "") -> Filters:
        """Everything that is chosen, with these words looked for."""
        return Filters(
            GROUPS[max(self.list.currentRow(), 0)],
            self.facets[Facet.SCHOOL].chosen,
            words,
            self.facets[Facet.MANAGER].chosen,
            self.facets[Facet.ROLE].chosen,
        )

    def set_filters(self, filters: Filters) -> None:
        """Marks these filters as chosen, telling nobody; the counts follow with `show_counts`."""
        self.list.set_current(GROUPS.index(filters.show))
        self._hide_groups()
        for facet, names in self.facets.items():
            names.chosen = filters.of(facet)

    def by(self, facet: Facet) -> None:
        """Shows the list of schools, of line managers or of roles."""
        self._by.setCurrentIndex(tuple(Facet).index(facet))

    def set_review(self, sentence: str) -> None:
        """Says that the policy is past its review date; an empty sentence takes the note away."""
        self.review.set_text(sentence)
        self.review.setVisible(bool(sentence))

    def show_counts(self, table: StaffTable) -> None:
        """Shows how many there are of each, keeping what is chosen."""
        school = self.facets[Facet.SCHOOL].chosen
        groups = [
            SideItem(filter_words.group(show), count=f"{table.count(show, school):,}") for show in GROUPS
        ]
        if not self._groups:
            self.list.set_items(groups)
        elif groups != self._groups:
            self.list.update_items(groups)
        self._groups = groups
        shown = self.facets[self._facet()]
        shown.show_counts(table.outstanding_by(shown.facet), shown.chosen)
        self._table = table

    def _more_or_fewer(self) -> None:
        self._all_groups = not self._all_groups
        self._hide_groups()

    def _hide_groups(self) -> None:
        """The rarer groups are one step away; one that is chosen stays in sight."""
        kept = self.list.currentRow()
        rows = () if self._all_groups else (GROUPS.index(show) for show in _MORE)
        self.list.hide_rows({row for row in rows if row != kept})
        self._more.setText(self.tr("Fewer groups") if self._all_groups else self.tr("More groups"))

    def _facet(self) -> Facet:
        return tuple(Facet)[max(self._by.currentIndex(), 0)]

    def _by_changed(self) -> None:
        for facet, names in self.facets.items():
            names.setVisible(facet is self._facet())
        self.show_counts(self._table)

    def _chosen(self, _row: int) -> None:
        self._hide_groups()
        self.changed.emit()
