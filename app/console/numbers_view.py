"""A table of numbers: read with the arrow keys, left with Tab, sorted by its titles."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.console.numbers import Table
from app.ui import theme
from app.ui.plain import tip

_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_ALIGN = Qt.ItemDataRole.TextAlignmentRole.value
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole.value
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_LONGEST_NAME = 30
_NOWHERE = QModelIndex()


class NumbersModel(QAbstractTableModel):
    """A `Table` as Qt wants it; numbers stand at the right, and a screen reader hears the title with each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = Table((), ())

    def replace(self, table: Table) -> None:
        """Shows another table."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.table.titles)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's own
        """A cell's words, or the words with their title."""
        cell = self.table.rows[index.row()][index.column()]
        words = f"{cell:,}" if isinstance(cell, int) else cell
        if role == _DISPLAY:
            return words
        if role == _TOOL_TIP:
            return tip(words)
        if role == _SPOKEN:
            return f"{self.table.titles[index.column()]}: {words}" if index.column() else words
        return _RIGHT if role == _ALIGN and index.column() >= self.table.texts else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's own
        """A column's title, over its numbers."""
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY:
            return self.table.titles[section]
        return (_RIGHT if section >= self.table.texts else _LEFT) if role == _ALIGN else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; the sum at the end takes part like the others."""
        self.layoutAboutToBeChanged.emit()
        rows = sorted(self.table.rows, key=lambda row: _sort_key(row[column]))
        if order is Qt.SortOrder.DescendingOrder:
            rows.reverse()
        self.table = replace(self.table, rows=tuple(rows))
        self.layoutChanged.emit()


class NumbersView(QTableView):
    """Shows a `Table`; as high as its rows, up to `most` of them, then it scrolls."""

    def __init__(self, name: str, most: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self.numbers = NumbersModel(self)
        self.setModel(self.numbers)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        titles = self.horizontalHeader()
        titles.setHighlightSections(False)
        titles.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        titles.setSectionsClickable(True)
        titles.setSortIndicatorShown(False)
        titles.sortIndicatorChanged.connect(self.numbers.sort)

    def show_table(self, table: Table) -> None:
        """Shows another table."""
        self.numbers.replace(table)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "numbers"):
            self._fit()

    def _fit(self) -> None:
        """As wide as its columns at most, the names no longer than thirty letters; as high as its rows."""
        metrics = QFontMetrics(self.font())
        self.verticalHeader().setDefaultSectionSize(metrics.height() + theme.SPACE_12)
        self.resizeColumnsToContents()
        if self.numbers.columnCount():
            self.setColumnWidth(0, min(self.columnWidth(0), metrics.averageCharWidth() * _LONGEST_NAME))
        widths = sum(self.columnWidth(column) for column in range(self.numbers.columnCount()))
        bars = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth() + theme.SPACE_8
        self.setMaximumWidth(max(widths + bars, 100))
        rows = min(max(self.numbers.rowCount(), 1), self._most) * self.verticalHeader().defaultSectionSize()
        edges = self.horizontalScrollBar().sizeHint().height() + 2 * self.frameWidth()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + edges)


def _sort_key(cell: str | int) -> tuple[int, int, str]:
    """Numbers by size, "74 %" too; words by letters, after them."""
    if isinstance(cell, int):
        return 0, cell, ""
    figures = cell.removesuffix(" %")
    return (0, int(figures), "") if figures.isdecimal() else (1, 0, cell.casefold())
