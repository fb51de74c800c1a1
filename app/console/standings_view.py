"""The table: states as chips, sorting by mouse and by keys, its place kept when rows come and go.

1. Arrow keys move, Tab leaves, Enter acts on the row; the titles are a stop of their own, where Left and Right
   choose a column and Enter or Space sorts by it.
2. Cells are painted straight from the rows: asking a model for each role of each cell takes three times as long.
3. Long words go on in a second line; columns share the width so that the states stay in view, and where not
   even single words would fit the table scrolls sideways.
"""

import re

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.console.rows import Column, Row
from app.console.staff_table import Order
from app.console.standings_model import StandingsModel
from app.ui import theme
from app.ui.stylesheet import target_height
from app.ui.widgets import ChipKind

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_SIDE = theme.SPACE_8
_CHIP_SIDE = theme.SPACE_8
_GIVING_WAY = (Column.NAME, Column.SCHOOL, Column.ROLE, Column.LINE_MANAGER)
_LONGEST_WORD = 16
_MOST_CHARACTERS = 34
_WORDS = re.compile(r"[^ -]*[ -]+|[^ -]+")
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


class _Paints:
    """The colours and measures of one look, made once for many cells."""

    def __init__(self, font: QFont, look: theme.Theme) -> None:
        roles = look.roles
        self.font = font
        self.metrics = QFontMetrics(font)
        self.ink, self.muted = QColor(roles.ink), QColor(roles.muted)
        self.line = QPen(QColor(roles.line), 1)
        self.accent = QPen(QColor(roles.accent), 2)
        self.soft = QColor(roles.soft)
        self.chip_height = self.metrics.height() + theme.SPACE_4
        self.contrast = look.high_contrast
        edge, none = QPen(QColor(roles.edge), 1), QPen(Qt.PenStyle.NoPen)
        framed = edge if look.high_contrast else none
        accent, soft = QColor(roles.accent), QColor(roles.soft)
        attention, attention_on = QColor(roles.attention), QColor(roles.attention_on)
        self.chips = {
            ChipKind.DONE: (QColor(roles.done), QColor(roles.done_on), framed),
            ChipKind.OPEN: (QColor(roles.muted), QColor(roles.surface), edge),
            ChipKind.QUESTION: (attention, attention_on, framed),
            ChipKind.ATTENTION: (attention, attention_on, framed),
            ChipKind.PAPER: (accent, soft, QPen(QColor(roles.accent), 1)),
            ChipKind.ALARM: (QColor(roles.alarm), QColor(roles.alarm_on), framed),
        }
        self._widths: dict[str, int] = {}
        self._lines: dict[tuple[str, int], str] = {}

    def lines(self, text: str, room: int) -> str:
        """A text in one line, or in two if it is too long; what does not fit into two ends in "…"."""
        if self.metrics.averageCharWidth() * len(text) * 2 < room or self.width(text) <= room:
            return text
        lines = self._lines.get((text, room))
        if lines is None:
            lines = self._lines[text, room] = self._two_lines(text, room)
        return lines

    def _two_lines(self, text: str, room: int) -> str:
        first, *others = _WORDS.findall(text)
        while others and self.metrics.horizontalAdvance((first + others[0]).rstrip()) <= room:
            first += others.pop(0)
        rest = "".join(others)
        cut = (
            self.metrics.elidedText(part, Qt.TextElideMode.ElideRight, room)
            for part in (first.rstrip(), rest)
        )
        return "\n".join(part for part in cut if part)

    def width(self, text: str) -> int:
        """How wide a text is; the few texts of chips are measured once."""
        width = self._widths.get(text)
        if width is None:
            width = self._widths[text] = self.metrics.horizontalAdvance(text)
        return width


class _Cells(QStyledItemDelegate):
    """Paints every cell of the table."""

    def __init__(self, model: StandingsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.paints: _Paints | None = None

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints one cell in the colours of the scheme now in force."""
        paints = self.paints
        if paints is None:
            paints = self.paints = _Paints(option.font, theme.current())
        row, column = self._model.row(index.row()), index.column()
        rect: QRect = option.rect
        state = option.state.value
        selected = bool(state & _SELECTED)
        if selected:
            painter.fillRect(rect, paints.soft)
        painter.setPen(paints.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column < Column.ACKNOWLEDGEMENT:
            _write(painter, paints, rect, row, column)
        else:
            _chip(painter, paints, rect, row, column)
        if selected and paints.contrast:
            painter.setPen(paints.accent)
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & _FOCUSED:
            painter.setPen(paints.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """What the words of a cell take."""
        metrics = QFontMetrics(option.font)
        words = metrics.horizontalAdvance(self._model.row(index.row()).text(index.column()))
        return QSize(words + 2 * (_SIDE + _CHIP_SIDE), row_height(metrics))


def row_height(metrics: QFontMetrics) -> int:
    """The height of a row in pixels: two lines of text, and a target to press."""
    return max(2 * metrics.height(), target_height(theme.current().scale)) + theme.SPACE_4


def _write(painter: QPainter, paints: _Paints, rect: QRect, row: Row, column: int) -> None:
    room = rect.adjusted(_SIDE, 0, -_SIDE, 0)
    painter.setPen(paints.ink)
    painter.drawText(room, _LEFT, paints.lines(row.text(column), room.width()))


def _chip(painter: QPainter, paints: _Paints, rect: QRect, row: Row, column: int) -> None:
    kind, text, _spoken, _rank = row.mark(column)
    if kind is None:
        painter.setPen(paints.muted)
        painter.drawText(rect.adjusted(_SIDE, 0, 0, 0), _LEFT, text)
        return
    ink, ground, edge = paints.chips[kind]
    top = rect.top() + (rect.height() - paints.chip_height) / 2
    width = paints.width(text) + 2 * _CHIP_SIDE + 4
    box = QRectF(rect.left() + _SIDE - 2 + 0.5, int(top) + 0.5, width, paints.chip_height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(edge)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, paints.chip_height / 2, paints.chip_height / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(ink)
    painter.drawText(box.adjusted(_CHIP_SIDE + 2, 0, 0, 0), _LEFT, text)


def _widest(texts: set[str], metrics: QFontMetrics) -> int:
    longest = sorted(texts, key=len)[-8:]
    return max((metrics.horizontalAdvance(text) for text in longest), default=0)


def _shared(needs: list[tuple[int, int]], room: int) -> list[int]:
    """The width of each column: the widest give way first, and what is left over goes to the columns of words."""
    least, most = 0, max(wide for _narrow, wide in needs)
    while least < most:
        cap = (least + most + 1) // 2
        fits = sum(max(narrow, min(wide, cap)) for narrow, wide in needs) <= room
        least, most = (cap, most) if fits else (least, cap - 1)
    widths = [max(narrow, min(wide, least)) for narrow, wide in needs]
    spare = max(room - sum(widths), 0) // len(_GIVING_WAY)
    for column in _GIVING_WAY:
        widths[column] += spare
    return widths


class _Titles(QHeaderView):
    """The titles of the columns; reached with Tab, moved along with Left and Right."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("columnTitles")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(_LEFT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.at = 0
        self.sectionClicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move, Enter and Space sort, everything else goes on as usual."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.at = min(max(self.at + step, 0), self.count() - 1)
            self.describe()
            self.viewport().update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.wanted.emit(self.at)
        else:
            super().keyPressEvent(event)

    def describe(self) -> None:
        """Says to a screen reader which title it is on."""
        model = self.model()
        title = model.headerData(self.at, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
        self.setAccessibleName(self.tr("Column title: {0}. Enter sorts by it.").format(title))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """A title, with a ring while the keys are on it."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if self.hasFocus() and section == self.at:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().roles.accent), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 8, 8)

    def _clicked(self, section: int) -> None:
        self.at = section
        self.wanted.emit(section)


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
        self._titles = _Titles(self)
        self._cells = _Cells(model, self)
        self.setHorizontalHeader(self._titles)
        self.setItemDelegate(self._cells)
        self.setModel(model)
        self._set_up()
        model.modelReset.connect(self._measure_again)
        model.layoutAboutToBeChanged.connect(self._remember_place)
        model.layoutChanged.connect(self._return_to_place)
        model.headerDataChanged.connect(self._titles.describe)
        self._titles.wanted.connect(self._sort_by)
        self._titles.describe()
        self.doubleClicked.connect(self._double_clicked)
        self.selectionModel().selectionChanged.connect(self._selection_changed)

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
            metrics = QFontMetrics(self.font())
            self._needs = [self._need(column, metrics) for column in range(self._model.columnCount())]
        widths = _shared(self._needs, self.viewport().width())
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)

    def _need(self, column: int, metrics: QFontMetrics) -> tuple[int, int]:
        """The least and the most width of a column, judged by its longest words and its title."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        title = QFontMetrics(bold).horizontalAdvance(f"{self._model.title(column)} ▲") + 2 * _SIDE + 4
        texts = {row.text(column) for row in self._model.table.rows}
        if column >= Column.ACKNOWLEDGEMENT:
            widest = _widest(texts, metrics) + 2 * _CHIP_SIDE + 2 * _SIDE + 4
            return max(title, widest), max(title, widest)
        words = {word for text in texts for word in _WORDS.findall(text)}
        least = min(_widest(words, metrics), metrics.averageCharWidth() * _LONGEST_WORD) + 2 * _SIDE + 4
        most = min(_widest(texts, metrics), metrics.averageCharWidth() * _MOST_CHARACTERS) + 2 * _SIDE + 4
        return max(title, least), max(title, most)

    def _follow_look(self) -> None:
        self._cells.paints = None
        self._needs = None
        self.verticalHeader().setDefaultSectionSize(row_height(QFontMetrics(self.font())))
        self.fit_columns()

    def _measure_again(self) -> None:
        self._needs = None
        self.fit_columns()

    def _sort_by(self, column: int) -> None:
        order = self._model.table.order
        again = order.column == column and not order.descending
        self._model.sort_by(Order(Column(column), descending=again))

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.acted.emit()

    def _selection_changed(self) -> None:
        self.personChanged.emit()

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
