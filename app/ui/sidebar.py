"""The column at the left: sections of a policy, or filters with their counts.

1. Arrow keys move along the list; what is current is chosen at once.
2. Each row tells its state in words: "6 Cyberbullying, not yet seen".
3. The row that has the focus shows the ring itself.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme
from app.ui.focus_ring import AIR, WIDTH
from app.ui.stylesheet import target_height
from app.ui.widgets import Muted, Strong

_SIGN = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_EDGE = AIR + WIDTH
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class SideItem:
    """One row: its words, a sign before them, its state for a screen reader, a count at the right."""

    title: str
    sign: str = ""
    state: str = ""
    count: str = ""

    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(part for part in (self.title, self.state, self.count) if part)


class _Rows(QStyledItemDelegate):
    """Paints a row: sign, words that wrap, count; a soft ground if current, a ring if it has the focus.

    Its list is asked for the state: the style's own flags would load all of QStyle before the first paint.
    """

    def __init__(self, shown_in: "SideList") -> None:
        super().__init__(shown_in)
        self._list = shown_in

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the list, as high as the words need."""
        width = self._list.contentsRect().width()
        place = self._places(QRect(0, 0, width, 0), option, index)[1]
        least = target_height(theme.current().scale)
        return QSize(width, max(_height(option.font, place, index.data()) + 2 * theme.SPACE_8, least) + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints one row in the colours of the scheme now in force."""
        look = theme.current()
        roles = look.roles
        current, has_focus = self._state_of(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            edge = QPen(QColor(roles.ink), 2) if look.high_contrast else QPen(Qt.PenStyle.NoPen)
            painter.setPen(edge)
            painter.setBrush(QColor(roles.soft))
            inner = option.rect.adjusted(_EDGE, _EDGE - 2, -_EDGE, -_EDGE + 2)
            painter.drawRoundedRect(inner, 8, 8)
        if has_focus:
            painter.setPen(QPen(QColor(roles.accent), WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 9, 9)
        self._write(painter, option, index, current=current)
        painter.restore()

    def _state_of(self, index: QModelIndex | QPersistentModelIndex) -> tuple[bool, bool]:
        """Whether the row is current, and whether it has the focus."""
        is_at = self._list.currentIndex() == index
        return self._list.item(index.row()).isSelected(), is_at and self._list.hasFocus()

    def _write(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        *,
        current: bool,
    ) -> None:
        roles = theme.current().roles
        sign, words, count = self._places(option.rect, option, index)
        bold = _bold(option.font)
        fits = _height(bold, words, index.data()) <= words.height() - 2 * theme.SPACE_8
        painter.setFont(bold if current and fits else option.font)
        mark = index.data(_SIGN)
        painter.setPen(QColor(roles.done if mark == "✓" else roles.muted))
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, mark)
        painter.setPen(QColor(roles.ink))
        painter.drawText(words, _WRAP, index.data())
        painter.setPen(QColor(roles.accent if current else roles.muted))
        painter.drawText(
            count, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, index.data(_COUNT)
        )

    def _places(
        self, rect: QRect, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> tuple[QRect, QRect, QRect]:
        metrics = QFontMetrics(_bold(option.font))
        room = rect.adjusted(_EDGE + theme.SPACE_8, 0, -_EDGE - theme.SPACE_8, 0)
        sign = QRect(room)
        sign.setWidth(metrics.horizontalAdvance("◐ ") if index.data(_SIGN) else 0)
        count = QRect(room)
        count.setLeft(room.right() - metrics.horizontalAdvance(index.data(_COUNT) or "") + 1)
        words = QRect(room)
        words.setLeft(sign.right() + 1 + (theme.SPACE_8 if index.data(_SIGN) else 0))
        words.setRight(count.left() - theme.SPACE_8 if index.data(_COUNT) else room.right())
        return sign, words, count


class SideList(QListWidget):
    """The list alone. `chosen(int)` is emitted when a person moves to a row or presses it."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "side")
        self.setProperty("ownFocus", True)
        self.setAccessibleName(name)
        self.setItemDelegate(_Rows(self))
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._by_mouse = False
        self.currentRowChanged.connect(self._moved)
        self.itemClicked.connect(self._pressed)
        self.itemActivated.connect(self._pressed)

    def set_items(self, items: Sequence[SideItem]) -> None:
        """Shows these rows; the current row stays where it was if there still is one."""
        current = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for item in items:
            self.addItem(QListWidgetItem())
            self._fill(self.count() - 1, item)
        if 0 <= current < self.count():
            self.setCurrentRow(current)
        self.blockSignals(False)
        self._fit()

    def set_item(self, row: int, item: SideItem) -> None:
        """Changes one row."""
        self._fill(row, item)
        self._fit()

    def update_items(self, items: Sequence[SideItem]) -> None:
        """Changes rows, as many as there are, measuring them once; the list keeps its place for a screen reader."""
        for row, item in enumerate(items):
            self._fill(row, item)
        self._fit()

    def hide_rows(self, hidden: Collection[int]) -> None:
        """Leaves these rows out of sight, and shows all others."""
        for row in range(self.count()):
            self.setRowHidden(row, row in hidden)
        self._fit()

    def set_current(self, row: int) -> None:
        """Marks a row as current, telling nobody; -1 marks none."""
        if row == self.currentRow():
            return
        before = self.currentIndex()
        self.blockSignals(True)
        self.setCurrentRow(row)
        self.blockSignals(False)
        for changed in (before, self.currentIndex()):
            self.update(changed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses when it is released, not when it begins."""
        self._by_mouse = True
        try:
            super().mousePressEvent(event)
        finally:
            self._by_mouse = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew at another width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fill(self, row: int, item: SideItem) -> None:
        place = self.item(row)
        place.setText(item.title)
        place.setData(_SIGN, item.sign)
        place.setData(_COUNT, item.count)
        place.setData(Qt.ItemDataRole.AccessibleTextRole, item.spoken())

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        rows = (row for row in range(self.count()) if not self.isRowHidden(row))
        height = sum(self.sizeHintForRow(row) for row in rows)
        if height != self.height():
            self.setFixedHeight(height)

    def _moved(self, row: int) -> None:
        if row >= 0 and not self._by_mouse:
            self.chosen.emit(row)

    def _pressed(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self.row(item))


class Sidebar(QScrollArea):
    """A title, a line under it, a list, and room for more below. It scrolls when it must."""

    chosen = Signal(int)

    def __init__(self, title: str, summary: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(theme.SPACE_12, theme.SPACE_24, theme.SPACE_12, theme.SPACE_16)
        self._column.setSpacing(theme.SPACE_4)
        self._title = Strong(title)
        self._summary = Muted(summary)
        self._summary.setVisible(bool(summary))
        for label in (self._title, self._summary):
            label.setContentsMargins(theme.SPACE_12, 0, 0, 0)
            self._column.addWidget(label)
        self.list = SideList(title)
        self.list.chosen.connect(self.chosen)
        self._column.addSpacing(theme.SPACE_8)
        self._column.addWidget(self.list)
        self._column.addStretch(1)
        self.setWidget(inside)

    def set_items(self, items: Sequence[SideItem]) -> None:
        """Shows these rows."""
        self.list.set_items(items)

    def set_item(self, row: int, item: SideItem) -> None:
        """Changes one row."""
        self.list.set_item(row, item)

    def set_current(self, row: int) -> None:
        """Marks a row as current, telling nobody."""
        self.list.set_current(row)

    def set_summary(self, text: str) -> None:
        """Sets the line under the title."""
        self._summary.setText(text)
        self._summary.setVisible(bool(text))

    def add(self, widget: QWidget, *, wide: bool = False) -> None:
        """Adds a widget under the list, such as a note or another `SideList`; a `wide` one keeps its own margins."""
        below = QVBoxLayout()
        side = 0 if wide or isinstance(widget, SideList) else theme.SPACE_12
        below.setContentsMargins(side, theme.SPACE_12, side, 0)
        below.addWidget(widget)
        self._column.insertLayout(self._column.count() - 1, below)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _height(font: QFont, place: QRect, words: str) -> int:
    """How high the words are when they wrap at the width of this place."""
    return QFontMetrics(font).boundingRect(QRect(0, 0, place.width(), 10000), _WRAP, words).height()
