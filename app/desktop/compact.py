"""Room to read: where the window is low for its text, the header and the foot keep only what can be pressed.

The words left out are said elsewhere: the steps and the version on the pages, the date on *Later…*.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.desktop.header import StaffHeader
from app.desktop.page import StaffPage
from app.ui import theme

LEAST_HEIGHT = 350
"""Pixels at 100 % text; below, the window is low."""


class Compact(QObject):
    """Watches the window's height and the size of text."""

    def __init__(self, window: QWidget, header: StaffHeader) -> None:
        super().__init__(window)
        self._window = window
        self._header = header
        self._page: StaffPage | None = None
        window.installEventFilter(self)
        theme.current().changed.connect(self._apply)

    def show_page(self, page: StaffPage) -> None:
        """Fits the page that is now shown."""
        self._page = page
        self._apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the window's size."""
        if event.type() == QEvent.Type.Resize:
            self._apply()
        return super().eventFilter(watched, event)

    def _apply(self) -> None:
        low = self._window.height() / theme.current().scale < LEAST_HEIGHT
        self._header.set_compact(low)
        if self._page is not None:
            self._page.set_compact(low)
