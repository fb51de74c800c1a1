"""Where the window was and how large: kept beside the person's settings, found again at the next start.

A place on a display that is gone is brought back onto one that is there (Qt does, on restoring). What cannot be read
or kept costs nothing but the place.
"""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject
from PySide6.QtWidgets import QWidget

FILE = "window-place"


class WindowPlace(QObject):
    """Restores the window's place at once, and keeps it when the window closes."""

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._file = folder / FILE
        with suppress(OSError, ValueError):
            kept = bytes.fromhex(self._file.read_text(encoding="ascii"))
            window.restoreGeometry(QByteArray(kept))
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the place as the window closes."""
        if event.type() == QEvent.Type.Close:
            with suppress(OSError):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.write_text(self._window.saveGeometry().data().hex(), encoding="ascii")
        return super().eventFilter(watched, event)
