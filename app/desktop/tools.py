"""The header's tools: text size for every page; plain text and search while reading."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app import config as settings
from app.desktop.page import announce, named
from app.desktop.work import Work
from app.ui import theme
from app.ui.fields import TextField
from app.ui.layouts import Wrap
from app.ui.policy_view import PolicyView
from app.ui.widgets import Muted, SecondaryButton

SCALES = (100, 115, 130, 150, 175, 200, 250, 300)
"""Text sizes to choose from, in per cent."""


class TextSize(QWidget):
    """Smaller and larger text, kept for next time."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.percent = work.config.text_scale
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_4)
        self.smaller = named(SecondaryButton("A−"), "smaller-text")
        self.smaller.setAccessibleName(self.tr("Smaller text"))
        self.larger = named(SecondaryButton("A+"), "larger-text")
        self.larger.setAccessibleName(self.tr("Larger text"))
        self.smaller.clicked.connect(self._make_smaller)
        self.larger.clicked.connect(self._make_larger)
        for button in (self.smaller, self.larger):
            button.setProperty("tool", True)
            row.addWidget(button)
        self._offer()

    def listen_in(self, window: QWidget) -> None:
        """Takes the system's keys for larger and smaller text, wherever the focus is."""
        for keys, act in (
            (QKeySequence.StandardKey.ZoomIn, self._make_larger),
            (QKeySequence.StandardKey.ZoomOut, self._make_smaller),
        ):
            QShortcut(QKeySequence(keys), window).activated.connect(act)

    def _make_smaller(self) -> None:
        self.apply(max((size for size in SCALES if size < self.percent), default=SCALES[0]))

    def _make_larger(self) -> None:
        self.apply(min((size for size in SCALES if size > self.percent), default=SCALES[-1]))

    def apply(self, percent: int) -> None:
        """Sets the size of all text now, and keeps it in the person's own settings."""
        self.percent = percent
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, theme.current().scheme, percent / 100)
        self._offer()
        announce(self, self.tr("Text size {0} per cent").format(percent))
        file = self._work.user_file
        if file is not None:
            self._work.bridge.submit(lambda: settings.save(file, text_scale=percent), failed=_not_kept)

    def _offer(self) -> None:
        self.smaller.setEnabled(self.percent > SCALES[0])
        self.larger.setEnabled(self.percent < SCALES[-1])


class FindBar(Wrap):
    """Searches the text beside it; hidden until asked for."""

    closed = Signal()

    def __init__(self, view: PolicyView, parent: QWidget | None = None) -> None:
        self.field = TextField(self.tr("Find in this policy"))
        self.field.edit.setObjectName("find-words")
        self.previous = named(SecondaryButton(self.tr("Previous")), "find-previous")
        self.next = named(SecondaryButton(self.tr("Next")), "find-next")
        self.done = named(SecondaryButton(self.tr("Close search")), "find-close")
        self.found = Muted()
        super().__init__(self.field, self.previous, self.next, self.done, self.found, parent=parent)
        self._view = view
        self.row.setContentsMargins(theme.SPACE_24, theme.SPACE_12, theme.SPACE_24, theme.SPACE_12)
        self.field.textChanged.connect(self._search)
        self.field.edit.returnPressed.connect(self._next)
        self.next.clicked.connect(self._next)
        self.previous.clicked.connect(self._previous)
        self.done.clicked.connect(self.close_search)
        view.searchChanged.connect(self._count)
        escape = QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_search)
        self.hide()

    def open_search(self) -> None:
        """Shows the bar with the focus in its field."""
        self.show()
        self.field.edit.setFocus()
        self.field.edit.selectAll()

    def close_search(self) -> None:
        """Hides the bar and what it marked."""
        self.hide()
        self._view.clear_search()
        self.closed.emit()

    def _search(self, words: str) -> None:
        if words.strip():
            self._view.search(words.strip())
        else:
            self._view.clear_search()
            self.found.setText("")

    def _next(self) -> None:
        self._view.search_next()

    def _previous(self) -> None:
        self._view.search_previous()

    def _count(self, current: int, total: int) -> None:
        words = self.tr("{0} of {1}").format(current, total) if total else self.tr("Not in this policy")
        self.found.setText(words if self.field.text().strip() else "")
        announce(self.found, self.found.text())


def _not_kept(_error: Exception) -> None:
    """The size holds for now; only the next start will not know it."""
