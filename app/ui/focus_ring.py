"""One ring that shows what the keyboard acts on: 3 pixels of the accent, 2 pixels of air, in every scheme.

1. It follows the focus of the whole application, so that no widget can be reached without showing it.
2. It is drawn outside a control, and inside what fills its place (scrolling views).
3. A widget that shows the focus itself (a list marks its current row) says so: property `ownFocus`.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

AIR = 2
WIDTH = 3
_RADIUS = 8
_MOVES = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange}
)


class FocusRing(QObject):
    """Moves the ring with the focus; a child of the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._forget()
        if new is None or new.isWindow() or new.property("ownFocus"):
            return
        home = _home_of(new)
        step: QWidget | None = new
        while step is not None and step is not home:
            self._watched.append(step)
            step.installEventFilter(self)
            step = step.parentWidget()
        self._ring = _Ring(home)
        self._place()

    def _forget(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the ring where its widget is."""
        if event.type() in _MOVES:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        if self._ring is None or not isValid(self._ring) or not self._watched:
            return
        target = self._watched[0]
        home = self._ring.parentWidget()
        # Qt looks for `home` above `target` without end: it must be there still.
        if home is None or not isValid(target) or not home.isAncestorOf(target):
            return
        rect = QRect(target.mapTo(home, QPoint(0, 0)), target.size())
        if not _fills_its_place(target):
            rect.adjust(-AIR - WIDTH, -AIR - WIDTH, AIR + WIDTH, AIR + WIDTH)
        self._ring.setGeometry(rect)
        self._ring.setVisible(target.isVisible())
        self._ring.raise_()


class _Ring(QWidget):
    """The ring itself: lets every click through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ring in the accent of the scheme now in force."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QApplication.palette().color(QPalette.ColorRole.Accent)
        painter.setPen(QPen(QColor(accent), WIDTH))
        half = WIDTH / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, _RADIUS + AIR, _RADIUS + AIR)


def _fills_its_place(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractScrollArea) and not widget.property("field")


def _home_of(widget: QWidget) -> QWidget:
    """The widget to draw on: what scrolls with the control, else its window."""
    step = widget
    while (parent := step.parentWidget()) is not None and not step.isWindow():
        area = parent.parentWidget()
        if isinstance(area, QScrollArea) and area.widget() is step:
            return step
        step = parent
    return step
