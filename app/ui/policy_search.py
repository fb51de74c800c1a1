"""Finding words in the policy: every place is marked, one at a time is shown."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from app.ui import theme
from app.ui.policy_browser import PlacedBrowser


class SearchableBrowser(PlacedBrowser):
    """A policy in which words can be found.

    Signals:
        searchChanged(int, int): which match is shown (from 1; 0 none) of how many.
    """

    searchChanged = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needle = ""
        self._matches: list[QTextCursor] = []
        self._match = 0

    def search(self, text: str) -> int:
        """Marks every place with these words, shows the first from here on, and tells how many there are."""
        self._needle = text
        self._find_all()
        here = self.cursorForPosition(QPoint(0, 0)).position()
        after = [number for number, found in enumerate(self._matches, 1) if found.selectionStart() >= here]
        self._show_match(after[0] if after else min(len(self._matches), 1))
        return len(self._matches)

    def search_next(self) -> int:
        """Shows the next match, from the last round to the first; tells which one it is, 0 if there is none."""
        return self._show_match(self._match % len(self._matches) + 1 if self._matches else 0)

    def search_previous(self) -> int:
        """Shows the match before; tells which one it is, 0 if there is none."""
        return self._show_match((self._match - 2) % len(self._matches) + 1 if self._matches else 0)

    def clear_search(self) -> None:
        """Takes the marks away."""
        self.search("")

    def draw(self) -> None:
        """Shows the document anew, with the marks where they were."""
        super().draw()
        self._find_all()
        self._match = min(self._match, len(self._matches))
        self._mark_matches()

    def _find_all(self) -> None:
        if self._pages is not None and not self._plain:
            self._matches = self._pages_with(self._needle.casefold())
            return
        self._matches = []
        found = self.document().find(self._needle) if self._needle else QTextCursor()
        while not found.isNull():
            self._matches.append(found)
            found = self.document().find(self._needle, found)

    def _pages_with(self, needle: str) -> list[QTextCursor]:
        """The numbers above the pages with these words."""
        found = []
        pages = self._pages.pages if self._pages is not None and needle else ()
        for page, section in zip(pages, self.policy.sections, strict=False):
            if needle in page.text.casefold():
                cursor = QTextCursor(self.document())
                cursor.setPosition(section.start)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                found.append(cursor)
        return found

    def _show_match(self, number: int) -> int:
        self._match = number
        self._mark_matches()
        if number:
            self.put_caret(self._matches[number - 1].selectionStart())
            self.ensureCursorVisible()
        self.searchChanged.emit(number, len(self._matches))
        return number

    def _mark_matches(self) -> None:
        marks = []
        for number, found in enumerate(self._matches, 1):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = found
            mark.format = _mark(here=number == self._match)
            marks.append(mark)
        self.setExtraSelections(marks)


def _mark(*, here: bool) -> QTextCharFormat:
    roles = theme.current().roles
    look = QTextCharFormat()
    look.setBackground(QColor(roles.accent if here else roles.attention_on))
    look.setForeground(QColor(roles.on_accent if here else roles.ink))
    look.setFontUnderline(True)
    return look
