"""What may wait until something has been painted: so that nobody waits for what they do not see yet."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

AT_LATEST_MS = 3000


class _FirstPaint(QObject):
    def __init__(self, widget: QWidget, then: Callable[[], None], at_latest: int) -> None:
        super().__init__(widget)
        self._then: Callable[[], None] | None = then
        widget.installEventFilter(self)
        QTimer.singleShot(at_latest, self, self._go)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint, and for the end of it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._go)
        return False

    def _go(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()


def after_first_paint(widget: QWidget, then: Callable[[], None], at_latest: int = AT_LATEST_MS) -> None:
    """Call `then` once, after `widget` has been painted, or `at_latest` milliseconds from now if it is not."""
    _FirstPaint(widget, then, at_latest)
