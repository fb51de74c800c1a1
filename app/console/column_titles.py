"""The titles of the table's columns, and how wide the columns are.

1. The titles are a stop of their own, where Left and Right choose a column and Enter or Space sorts by it.
2. Columns share the width so that the states stay in view; the widest give way first, and where not even single
   words would fit the table scrolls sideways.
"""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from app.console.cells import CHIP_SIDE, LEFT, SIDE, WORDS
from app.console.rows import Column
from app.console.standings_model import StandingsModel
from app.ui import theme

_GIVING_WAY = (Column.NAME, Column.SCHOOL, Column.ROLE, Column.LINE_MANAGER)
_LONGEST_WORD = 12
_MOST_CHARACTERS = 34


class ColumnTitles(QHeaderView):
    """The titles of the columns; reached with Tab, moved along with Left and Right."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("columnTitles")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(LEFT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.at = 0
        self.sectionClicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move, Enter and Space sort, everything else goes on as usual."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            shown = self.count() - self.hiddenSectionCount()
            self.at = min(max(self.at + step, 0), shown - 1)
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


def need(model: StandingsModel, column: int, font: QFont) -> tuple[int, int]:
    """The least and the most width of a column, judged by its longest words and its title."""
    metrics = QFontMetrics(font)
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    title = QFontMetrics(bold).horizontalAdvance(f"{model.title(column)} ▲") + 2 * SIDE + 4
    texts = {row.text(column) for row in model.table.rows}
    if column >= Column.ACKNOWLEDGEMENT:
        widest = _widest(texts, metrics) + 2 * CHIP_SIDE + 2 * SIDE + 4
        return max(title, widest), max(title, widest)
    words = {word for text in texts for word in WORDS.findall(text)}
    least = min(_widest(words, metrics), metrics.averageCharWidth() * _LONGEST_WORD) + 2 * SIDE + 4
    most = min(_widest(texts, metrics), metrics.averageCharWidth() * _MOST_CHARACTERS) + 2 * SIDE + 4
    return max(title, least), max(title, most)


def _widest(texts: set[str], metrics: QFontMetrics) -> int:
    longest = sorted(texts, key=len)[-8:]
    return max((metrics.horizontalAdvance(text) for text in longest), default=0)


def shared(needs: list[tuple[int, int]], room: int) -> list[int]:
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
