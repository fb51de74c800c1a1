"""Keys pressed in the first half second of a window that opened by itself do nothing.

They were meant for what the person was doing before. The half second counts from when there is something to be seen:
a window that is slow to be painted ignores keys until then too.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.ui.first_paint import after_first_paint

GUARDED = 500
"""Milliseconds."""

_KEYS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut}
)


class StartGuard(QObject):
    """Swallows keys for one window until its time is up, then stops; `seen` runs from the first paint."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.is_on = True
        self.seen = QTimer(self, singleShot=True, interval=GUARDED)
        self.seen.timeout.connect(self._end)
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        after_first_paint(window, self.seen.start)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True for a key on its way to the window."""
        if event.type() not in _KEYS:
            return False
        if isinstance(watched, QWidget):
            return watched.window() is self._window
        return watched is self._window.windowHandle()

    def _end(self) -> None:
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.is_on = False
