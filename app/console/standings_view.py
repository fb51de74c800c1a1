"""The table: states as chips, sorting by mouse and by keys, its place kept when rows come and go.

1. Arrow keys move, Tab leaves, Enter acts on the row; Home and End go to the first and the last.
2. Long words go on in a second line (`cells`); columns share the width (`column_titles`).
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.console.cells import Cells, row_height
from app.console.column_titles import ColumnTitles, need, shared
from app.console.filters import Order
from app.console.rows import Column, Row
from app.console.standings_model import StandingsModel


class StandingsView(QTableView):
    """The table of people. `acted` is emitted when Enter is pressed on a row or it is clicked twice."""

    acted = Signal()
    personChanged = Signal()

    def __init__(self, model: StandingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._anchor: tuple[str, int] | None = None
        self._was_at = -1
        self._needs: list[tuple[int, int]] | None = None
        self._titles = ColumnTitles(self)
        self._cells = Cells(model, self)
        self.setHorizontalHeader(self._titles)
        self.setItemDelegate(self._cells)
        self.setModel(model)
        self._set_up()
        self.setColumnHidden(Column.REMINDED, True)
        model.remindedShown.connect(self._show_reminded)
        model.modelReset.connect(self._measure_again)
        model.layoutAboutToBeChanged.connect(self._remember_place)
        model.layoutChanged.connect(self._return_to_place)
        model.headerDataChanged.connect(self._titles.describe)
        self._titles.wanted.connect(self._sort_by)
        self._titles.describe()
        self.doubleClicked.connect(self.acted)
        self.selectionModel().selectionChanged.connect(self.personChanged)

    def _set_up(self) -> None:
        self.setAccessibleName(self.tr("Staff"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._follow_look()

    def person(self) -> Row | None:
        """The selected person."""
        chosen = self.selectionModel().selectedRows()
        return self._model.row(chosen[0].row()) if chosen else None

    def select_person(self, staff_id: str) -> None:
        """Selects a person, if shown, and scrolls there."""
        row = self._model.table.place_of(staff_id)
        if row is not None:
            self.selectRow(row)
            self.scrollTo(self._model.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts on the row; Home and End go to the first and the last row."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.person() is not None:
            self.acted.emit()
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and self._model.rowCount():
            row = 0 if key == Qt.Key.Key_Home else self._model.rowCount() - 1
            self.setCurrentIndex(self._model.index(row, max(self.currentIndex().column(), 0)))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Follows colours and size of text."""
        super().changeEvent(event)
        kinds = {QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange}
        if event.type() in kinds and hasattr(self, "_cells"):
            self._follow_look()

    def fit_columns(self) -> None:
        """Gives each column what its words need, and shares out what is left over or missing."""
        if self._needs is None:
            columns = range(self._model.columnCount())
            self._needs = [
                (0, 0) if self.isColumnHidden(column) else need(self._model, column, self.font())
                for column in columns
            ]
        widths = shared(self._needs, self.viewport().width())
        for place, width in enumerate(widths):
            if not self.isColumnHidden(place):
                self.setColumnWidth(place, width)

    def _follow_look(self) -> None:
        self._cells.paints = None
        self._needs = None
        self.verticalHeader().setDefaultSectionSize(row_height(QFontMetrics(self.font())))
        self.fit_columns()

    def _show_reminded(self, shown: bool) -> None:
        self.setColumnHidden(Column.REMINDED, not shown)
        self._measure_again()

    def _measure_again(self) -> None:
        self._needs = None
        self.fit_columns()

    def _sort_by(self, column: int) -> None:
        order = self._model.table.order
        again = order.column == column and not order.descending
        self._model.sort_by(Order(Column(column), descending=again))

    def _remember_place(self) -> None:
        """Notes who is at the top, or who is current if in view, and how far down."""
        bar, height = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
        current = self.currentIndex().row()
        self._was_at = current
        top = bar.value() // height
        in_view = top <= current <= (bar.value() + self.viewport().height()) // height
        row = current if current >= 0 and in_view else top
        self._anchor = None
        if bar.value() and row < self._model.rowCount():
            self._anchor = (self._model.row(row).staff_id, row * height - bar.value())

    def _return_to_place(self) -> None:
        self.updateGeometries()
        if self._anchor is not None:
            staff_id, down = self._anchor
            row = self._model.table.place_of(staff_id)
            if row is not None:
                self.verticalScrollBar().setValue(row * self.verticalHeader().defaultSectionSize() - down)
        self._anchor = None
        if self._was_at >= 0 and not self.currentIndex().isValid() and self._model.rowCount():
            near = self._model.index(min(self._was_at, self._model.rowCount() - 1), 0)
            self.selectionModel().setCurrentIndex(near, self.selectionModel().SelectionFlag.NoUpdate)
