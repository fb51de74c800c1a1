"""Places for widgets that stay whole at 200 % text: rows that wrap, pages that scroll, a side column.

1. Nothing is clipped: what does not fit beside goes below, what does not fit below scrolls.
2. The column of a page is centred and no wider than a line one can read.
"""

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme


class WrapLayout(QLayout):
    """A row in zones: left, middle and right. When the row is too narrow each zone gets rows of its own.

    Zones keep their order from left to right, and from top to bottom when they wrap; within a zone items flow.
    """

    LEFT, MIDDLE, RIGHT = 0, 1, 2

    def __init__(self, parent: QWidget | None = None, spacing: int = theme.SPACE_8) -> None:
        super().__init__(parent)
        self._items: list[tuple[int, QLayoutItem]] = []
        self._zone = self.LEFT
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def add(self, widget: QWidget, zone: int = 0) -> None:
        """Adds a widget at the end of a zone."""
        self._zone = zone
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Called by Qt; use `add`."""
        self._items.append((self._zone, item))

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item in reading order, or None beyond the last."""
        ordered = sorted(self._items, key=_zone_of)
        return ordered[index][1] if 0 <= index < len(ordered) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Removes and returns an item."""
        item = self.itemAt(index)
        self._items = [pair for pair in self._items if pair[1] is not item]
        return item

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it is given."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that all rows take at this width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Places the items."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """One row with everything in it."""
        sizes = [item.sizeHint() for _zone, item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        height = max((size.height() for size in sizes), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """The widest single item: everything else wraps."""
        size = QSize()
        for _zone, item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[tuple[int, QLayoutItem]]:
        return sorted((pair for pair in self._items if not pair[1].isEmpty()), key=_zone_of)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        space = rect.marginsRemoved(margins)
        rows = self._rows(space.width())
        top = space.top()
        for row in rows:
            height = max(_size_of(item, space.width()).height() for _zone, item in row)
            if len(rows) == 1:
                height = max(height, space.height())
            if move:
                _place_row(row, QRect(space.left(), top, space.width(), height), self.spacing())
            top += height + self.spacing()
        return max(top - self.spacing() - space.top(), 0) + margins.top() + margins.bottom()

    def _rows(self, width: int) -> list[list[tuple[int, QLayoutItem]]]:
        """Zones that fit beside each other share a row; a zone wider than the row goes on in the next."""
        rows: list[list[tuple[int, QLayoutItem]]] = []
        left = 0
        shown = self._shown()
        for wanted in (self.LEFT, self.MIDDLE, self.RIGHT):
            zone = [pair for pair in shown if pair[0] == wanted]
            if not zone:
                continue
            if rows and _width_of(zone, width, self.spacing()) <= left:
                rows[-1] += zone
                left -= _width_of(zone, width, self.spacing()) + self.spacing()
                continue
            left = 0
            for pair in zone:
                needs = _size_of(pair[1], width).width() + self.spacing()
                if not rows or needs - self.spacing() > left:  # an empty label needs no width
                    rows.append([])
                    left = width
                rows[-1].append(pair)
                left -= needs
        return rows


def _place_row(row: list[tuple[int, QLayoutItem]], line: QRect, spacing: int) -> None:
    left_zone, middle_zone, right_zone = range(3)
    widths = [_width_of([p for p in row if p[0] == zone], line.width(), spacing) for zone in range(3)]
    begin = line.left() + widths[left_zone]
    free = line.width() - sum(widths)
    at_left = not widths[left_zone]
    left = {
        left_zone: line.left(),
        middle_zone: begin + (0 if at_left else free // 2),
        right_zone: line.right() + 1 - widths[right_zone],
    }
    for zone, item in row:
        size = _size_of(item, line.width())
        top = line.top() + (line.height() - size.height()) // 2
        item.setGeometry(QRect(QPoint(left[zone], top), size))
        left[zone] += size.width() + spacing


def _width_of(zone: list[tuple[int, QLayoutItem]], width: int, spacing: int) -> int:
    sizes = [_size_of(item, width).width() for _zone, item in zone]
    return sum(sizes) + spacing * max(len(sizes) - 1, 0)


def _zone_of(pair: tuple[int, QLayoutItem]) -> int:
    return pair[0]


def _size_of(item: QLayoutItem, width: int) -> QSize:
    """What the item wants, in a row of this width."""
    wanted = item.sizeHint()
    if wanted.width() <= width:
        return wanted
    height = item.heightForWidth(width) if item.hasHeightForWidth() else wanted.height()
    return QSize(width, height)


class Wrap(QWidget):
    """A widget around a `WrapLayout`: buttons or chips that flow on to the next row when they must."""

    def __init__(
        self, *widgets: QWidget, spacing: int = theme.SPACE_12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.row = WrapLayout(self, spacing)
        for widget in widgets:
            self.row.add(widget)

    def add(self, widget: QWidget, zone: int = WrapLayout.LEFT) -> None:
        """Adds a widget to the left, the middle or the right."""
        self.row.add(widget, zone)

    def clear(self) -> None:
        """Removes and deletes everything in it."""
        empty(self.row)


class Page(QScrollArea):
    """A page that scrolls, its column centred, no wider than `characters` of controls' text.

    Texts on it stop at 68 characters by themselves; the column leaves room for what stands beside each other.
    It can be reached with Tab (to scroll with the keys) only while there is something to scroll.
    `name` is what a screen reader calls it.
    """

    def __init__(self, parent: QWidget | None = None, *, characters: int = 92, name: str = "") -> None:
        super().__init__(parent)
        self._characters = characters
        self.setProperty("kind", "page")
        self.setAccessibleName(name or self.tr("Page"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        self._middle = QWidget(inside)
        sides = QHBoxLayout(inside)
        sides.setContentsMargins(theme.SPACE_24, theme.SPACE_32, theme.SPACE_24, theme.SPACE_32)
        sides.addStretch(1)
        sides.addWidget(self._middle, 1000)
        sides.addStretch(1)
        down = QVBoxLayout(self._middle)
        down.setContentsMargins(0, 0, 0, 0)
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.SPACE_16)
        down.addLayout(self.column)
        down.addStretch(1)  # not an alignment at the top: that squeezes wrapped text in a narrow page
        self.setWidget(inside)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Adds a widget below the others."""
        self.column.addWidget(widget, stretch)

    def add_layout(self, layout: QLayout) -> None:
        """Adds a layout below the others."""
        self.column.addLayout(layout)

    def add_space(self, pixels: int) -> None:
        """Adds air; take one of the `SPACE_…` steps."""
        self.column.addSpacing(pixels)

    def add_row(self, *widgets: QWidget) -> Wrap:
        """Adds widgets side by side; they wrap when they must."""
        row = Wrap(*widgets)
        self.column.addWidget(row)
        return row

    def clear(self) -> None:
        """Removes and deletes everything on the page."""
        empty(self.column)

    def to_top(self) -> None:
        """Scrolls to the top."""
        self.verticalScrollBar().setValue(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Sets the width once the font is known."""
        self._fit()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        width = theme.column_width(self.font(), self._characters)
        if width != self._middle.maximumWidth():
            self._middle.setMaximumWidth(width)

    def _range_changed(self, _least: int, most: int) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if most > 0 else Qt.FocusPolicy.NoFocus)


class SidePage(QWidget):
    """A main part with a column beside it, at the left by default.

    The column takes `characters` of text, and never more than three tenths of the width.
    """

    SHARE = 0.3

    def __init__(
        self,
        side: QWidget,
        main: QWidget,
        *,
        at_right: bool = False,
        characters: int = 38,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._characters = characters
        self._side = QWidget(self)
        self._side.setProperty("kind", "side-right" if at_right else "side-left")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QVBoxLayout(self._side)
        inner.setContentsMargins(1 if at_right else 0, 0, 0 if at_right else 1, 0)  # the dividing line
        inner.addWidget(side)
        row = QHBoxLayout(self)
        row.setContentsMargins(QMargins())
        row.setSpacing(0)
        parts = (main, self._side) if at_right else (self._side, main)
        for part in parts:
            row.addWidget(part, 1 if part is main else 0)
        main.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def resizeEvent(self, event: object) -> None:
        """Keeps the column to its share."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        wanted = theme.column_width(self.font(), self._characters) + 2 * theme.SPACE_24
        self._side.setFixedWidth(min(wanted, round(self.width() * self.SHARE)))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            wanted = theme.column_width(self.font(), self._characters) + 2 * theme.SPACE_24
            self._side.setFixedWidth(min(wanted, round(self.width() * self.SHARE)))


def empty(layout: QLayout) -> None:
    """Removes and deletes every item of a layout, and of the layouts in it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
            inner.deleteLater()


def fill(owner: QWidget, *parts: QWidget, grows: QWidget | None = None, spacing: int = 0) -> None:
    """Fills `owner` to its edges with `parts` under one another; `grows` takes what height is left."""
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for part in parts:
        column.addWidget(part, 1 if part is grows else 0)
