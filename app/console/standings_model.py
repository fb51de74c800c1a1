"""The Qt model over a `StaffTable`: reads cells, and tells views when rows move.

Roles are compared as numbers: turning each into an enumeration costs more than all the rest.
"""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.console.filters import Changed, Filters, Order
from app.console.rows import NEVER_REMINDED, Mark, Row
from app.console.staff_table import StaffTable
from app.ui.plain import tip

_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole.value
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value
_NOWHERE = QModelIndex()


class StandingsModel(QAbstractTableModel):
    """The shown rows of a `StaffTable` as Qt wants them."""

    countsChanged = Signal()
    remindedShown = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = StaffTable()
        self._titles = (
            self.tr("Name"),
            self.tr("School"),
            self.tr("Role"),
            self.tr("Line manager"),
            self.tr("Acknowledgement"),
            self.tr("Self-audit"),
            self.tr("Due"),
            self.tr("Reminded"),
        )
        self.reminded: dict[str, Mark] = {}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self.table.shown)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's own
        """The words of a cell, or the sentence a screen reader says."""
        if role == _DISPLAY:
            return self.row(index.row()).text(index.column())
        if role == _TOOL_TIP:
            return tip(self.row(index.row()).text(index.column()))
        if role == _SPOKEN:
            return self.row(index.row()).spoken(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's own
        """A column's title; the leading one says which way it is sorted."""
        if orientation is not Qt.Orientation.Horizontal or role not in {_DISPLAY, _SPOKEN}:
            return None
        order, title = self.table.order, self._titles[section]
        if section != order.column:
            return title
        if role == _SPOKEN:
            return self.tr("{0}, sorted, {1}").format(title, self.way())
        return f"{title} {'▼' if order.descending else '▲'}"

    def title(self, column: int) -> str:
        """A column's plain title."""
        return self._titles[column]

    def way(self) -> str:
        """Which way the leading column is sorted, in words."""
        return self.tr("last to first") if self.table.order.descending else self.tr("first to last")

    def row(self, shown: int) -> Row:
        """The row at a place among the shown ones."""
        table = self.table
        return table.rows[table.shown[shown]]

    def replace_all(self, rows: list[Row]) -> None:
        """Takes rows in the place of all there were."""
        self.beginResetModel()
        self.table.replace_all(rows)
        self.endResetModel()
        self.countsChanged.emit()

    def update_rows(self, rows: list[Row]) -> None:
        """Takes rows that are new or have changed."""
        before = self.table.shown
        changed = self.table.update(rows)
        if changed is Changed.SHOWN:
            self._show_anew(before)
        elif changed is Changed.CELLS:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        if rows:
            self.countsChanged.emit()

    def take_reminded(self, reminded: dict[str, Mark]) -> None:
        """Takes who was reminded; a column appears for it once there is anybody."""
        before, self.reminded = self.reminded, reminded
        changed = {one for one in before.keys() | reminded.keys() if before.get(one) != reminded.get(one)}
        rows = [
            row.reminded(reminded.get(row.staff_id, NEVER_REMINDED))
            for row in self.table.rows
            if row.staff_id in changed
        ]
        self.update_rows(rows)
        if bool(before) != bool(reminded):
            self.remindedShown.emit(bool(reminded))

    def choose(self, filters: Filters) -> None:
        """Shows another choice of rows."""
        before, counted = self.table.shown, self.table.filters
        self.table.choose(filters)
        self._show_anew(before)
        if not counted.same_people_counted(filters):
            self.countsChanged.emit()

    def sort_by(self, order: Order) -> None:
        """Shows the rows in another order."""
        before = self.table.shown
        self.table.sort(order)
        self._show_anew(before)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._titles) - 1)

    def _show_anew(self, before: list[int]) -> None:
        """Tells the views that the layout is another one; what a view held on to is found again by person.

        A reset would be as cheap, but a view then loses its current row and its selection.
        """
        after = self.table.shown
        self.table.shown = before
        self.layoutAboutToBeChanged.emit()
        held = [(index, before[index.row()]) for index in self.persistentIndexList() if index.isValid()]
        self.table.shown = after
        rows = {person: _find(after, person) for person in {person for _index, person in held}}
        for index, person in held:
            row = rows[person]
            moved = self.index(row, index.column()) if row >= 0 else QModelIndex()
            self.changePersistentIndex(index, moved)
        self.layoutChanged.emit()


def _find(places: list[int], person: int) -> int:
    try:
        return places.index(person)
    except ValueError:
        return -1
