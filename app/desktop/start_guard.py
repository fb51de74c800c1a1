"""Keys pressed in the first half second of a window that opened by itself do nothing.

They were meant for what the person was doing before.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

GUARDED = 500
"""Milliseconds."""

_KEYS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut}
)


class StartGuard(QObject):
    """Swallows keys for one window until its time is up, then stops."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.is_on = True
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        QTimer.singleShot(GUARDED, self, self._end)

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
