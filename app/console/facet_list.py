"""One list of schools, line managers or roles, each with how many are outstanding.

1. The first row chooses nothing; the chosen one is always there.
2. Line managers come with the most outstanding first, the rest by name.
3. A long list shows its beginning, and a field that finds the others as one types.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.console import filter_words
from app.console.filters import Facet
from app.domain.folding import fold
from app.ui import theme
from app.ui.sidebar import SideItem, SideList
from app.ui.widgets import Muted

MOST = 25
"""As many names as are shown at once."""


class FacetList(QWidget):
    """The names of one facet. `changed` is emitted when a person chooses another one."""

    changed = Signal()

    def __init__(self, facet: Facet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facet = facet
        self.chosen: str | None = None
        self._counts: dict[str, int] = {}
        self._names: list[str | None] = [None]
        self._items: list[SideItem] = []
        self.search = QLineEdit()
        self.search.setObjectName(f"{facet}Find")
        self.search.setPlaceholderText(self.tr("Find in this list"))
        self.search.setAccessibleName(self.tr("Find in the list: {0}").format(filter_words.by(facet)))
        self.search.setClearButtonEnabled(True)
        self.list = SideList(filter_words.by(facet))
        self.list.setObjectName(f"{facet}Filters")
        self._more = Muted()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_4)
        for part in (self.search, self.list, self._more):
            inset = QVBoxLayout()
            side = 0 if part is self.list else theme.SPACE_12
            inset.setContentsMargins(side, 0, side, 0)
            inset.addWidget(part)
            column.addLayout(inset)
        self.search.textChanged.connect(self._show)
        self.list.chosen.connect(self._row_chosen)
        self.show_counts({}, None)

    def show_counts(self, counts: dict[str, int], chosen: str | None) -> None:
        """Shows how many are outstanding for each name, and what is chosen."""
        self._counts, self.chosen = counts, chosen
        if chosen is not None and chosen not in counts:
            self._counts = {**counts, chosen: 0}
        self._show()

    def _show(self) -> None:
        found = self._found()
        shown = found[:MOST]
        if self.chosen is not None and self.chosen not in shown:
            shown.append(self.chosen)
        self.search.setVisible(len(self._counts) > MOST)
        rest = len(found) - min(len(found), MOST)
        self._more.setText(self.tr("{0} more: type to find them").format(f"{rest:,}") if rest else "")
        self._more.setVisible(bool(rest))
        self._names = [None, *shown]
        everyone = SideItem(filter_words.everyone(self.facet), count=f"{sum(self._counts.values()):,}")
        names = [
            SideItem(filter_words.name(self.facet, one), count=f"{self._counts[one]:,}") for one in shown
        ]
        self._fill([everyone, *names])
        self.list.set_current(self._names.index(self.chosen))

    def _found(self) -> list[str]:
        """The names that fit what is typed, in their order."""
        words = fold(self.search.text()).split()
        found = [one for one in self._counts if all(word in fold(one) for word in words)]
        if self.facet is Facet.MANAGER:
            found.sort(key=self._counts.__getitem__, reverse=True)
        return found

    def _fill(self, items: list[SideItem]) -> None:
        """Changes only what differs: a list made anew would lose its place for a screen reader."""
        if [one.title for one in items] != [one.title for one in self._items]:
            self.list.set_items(items)
        elif items != self._items:
            self.list.update_items(items)
        self._items = items

    def _row_chosen(self, row: int) -> None:
        self.chosen = self._names[row]
        self.changed.emit()
