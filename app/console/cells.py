"""How a cell of the table looks: words in one or two lines, states as chips.

Cells are painted straight from the rows: asking a model for each role of each cell takes three times as long.
"""

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.console.rows import Column, Row
from app.console.standings_model import StandingsModel
from app.ui import theme
from app.ui.stylesheet import target_height
from app.ui.widgets import ChipKind

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
SIDE = theme.SPACE_8
CHIP_SIDE = theme.SPACE_8
WORDS = re.compile(r"[^ -]*[ -]+|[^ -]+")
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
        first, *others = WORDS.findall(text)
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


class Cells(QStyledItemDelegate):
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
        return QSize(words + 2 * (SIDE + CHIP_SIDE), row_height(metrics))


def row_height(metrics: QFontMetrics) -> int:
    """The height of a row in pixels: two lines of text, and a target to press."""
    return max(2 * metrics.height(), target_height(theme.current().scale)) + theme.SPACE_4


def _write(painter: QPainter, paints: _Paints, rect: QRect, row: Row, column: int) -> None:
    room = rect.adjusted(SIDE, 0, -SIDE, 0)
    painter.setPen(paints.ink)
    painter.drawText(room, LEFT, paints.lines(row.text(column), room.width()))


def _chip(painter: QPainter, paints: _Paints, rect: QRect, row: Row, column: int) -> None:
    kind, text, _spoken, _rank = row.mark(column)
    if kind is None:
        painter.setPen(paints.muted)
        painter.drawText(rect.adjusted(SIDE, 0, 0, 0), LEFT, text)
        return
    ink, ground, edge = paints.chips[kind]
    top = rect.top() + (rect.height() - paints.chip_height) / 2
    width = paints.width(text) + 2 * CHIP_SIDE + 4
    box = QRectF(rect.left() + SIDE - 2 + 0.5, int(top) + 0.5, width, paints.chip_height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(edge)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, paints.chip_height / 2, paints.chip_height / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(ink)
    painter.drawText(box.adjusted(CHIP_SIDE + 2, 0, 0, 0), LEFT, text)
