"""What lies under the policy view: a browser that loads nothing, and one that keeps the reader's place.

1. Nothing is loaded and nothing is followed; a link is told by Qt's own `anchorClicked`.
2. Keys move the caret from where the reader is, not from where the caret was left.
3. When the window or the text changes size the first line in view stays the first line in view. While that
   happens `settled` is False: what is there for a moment may never be painted.
4. The room for the text is known from Qt's own word of it: to ask for the viewport would load all of QtWidgets first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QTextBrowser, QWidget
from shiboken6 import isValid

from app.ui import theme
from app.ui.policy_document import PolicyText, plain, set_margins, styled

if TYPE_CHECKING:
    from app.ui.policy_pages import Pages

_MOVES = (
    QKeySequence.StandardKey.MoveToNextLine,
    QKeySequence.StandardKey.MoveToPreviousLine,
    QKeySequence.StandardKey.MoveToNextChar,
    QKeySequence.StandardKey.MoveToPreviousChar,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.MoveToNextPage,
    QKeySequence.StandardKey.MoveToPreviousPage,
)
_RESTYLING = (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


class SealedBrowser(QTextBrowser):
    """A text browser that loads nothing and follows nothing; its text can be selected with the keyboard.

    Signals:
        zoomAsked(int): the reader turned the wheel with Control held: +1 larger, -1 smaller.
    """

    zoomAsked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.room = QSize()
        """How large the part is in which the text is seen."""
        self.setProperty("kind", "policy")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing, whatever is asked for."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notes the room for the text."""
        self.room = event.size()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Control and the wheel ask for larger or smaller text everywhere, not only here."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomAsked.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves the caret, from the top of what is in view if it was left elsewhere."""
        moves = any(event.matches(key) for key in _MOVES)
        if moves and not QRect(QPoint(0, 0), self.room).intersects(self.cursorRect()):
            self.setTextCursor(self.cursorForPosition(QPoint(self.room.width() // 2, 2)))
        super().keyPressEvent(event)

    def cursor_at(self, position: int) -> QTextCursor:
        """A cursor at a position of the text."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        return cursor

    def bottom_of(self, position: int) -> int:
        """Where the line at a position ends, in pixels from the top of the document."""
        return self.cursorRect(self.cursor_at(position)).bottom() + self.verticalScrollBar().value()


class PlacedBrowser(SealedBrowser):
    """Shows a policy, typed or plain, and keeps the reader's place whatever changes size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.policy = PolicyText(self.document(), [])
        self._markdown = ""
        self._pages: Pages | None = None
        self._drawn_width = 0
        self._plain = False
        self._changing = 0
        self._drawn_for: object = None

    @property
    def plain_text_mode(self) -> bool:
        """Whether plain lines are shown."""
        return self._plain

    @property
    def settled(self) -> bool:
        """Whether what is where it is now will stay there."""
        return not self._changing

    @contextmanager
    def changing(self) -> Iterator[None]:
        """While sizes or texts change; afterwards `after_change` is called once."""
        self._changing += 1
        try:
            yield
        finally:
            self._changing -= 1
        if self.settled:
            self.after_change()

    def after_change(self) -> None:
        """Sizes or texts have changed; for those who build on this."""

    def place(self) -> tuple[int, int] | None:
        """What to keep: a position of the text and the air above it in pixels; None is the very top."""
        if self.verticalScrollBar().value() == 0:
            return None
        return self.cursorForPosition(QPoint(self.room.width() // 2, 2)).position(), 2

    def put_caret(self, position: int) -> None:
        """Puts the caret there, as if nobody had moved it."""
        with self.changing():
            self.setTextCursor(self.cursor_at(position))

    def scroll_to(self, position: int, air: int) -> None:
        """Shows a position of the text, with so many pixels of air above it."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(self.cursor_at(position)).top() - air)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Centres the column anew."""
        with self._keep_place():
            super().resizeEvent(event)
            if self._pages is not None and not self._plain and self._drawn_width != self._page_width():
                self.draw()
            self._set_margins()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of text and the colours, live."""
        if event.type() not in _RESTYLING or not (self._markdown or self._pages):
            super().changeEvent(event)
            return
        with self._keep_place():
            super().changeEvent(event)
            if self._drawn_for != (self.font().key(), theme.current().roles):
                self.draw()

    def draw(self) -> None:
        """Makes the document anew from the Markdown or the pages and shows it."""
        old, font, roles = self.policy.document, self.font(), theme.current().roles
        self.policy = self._made()
        self._drawn_for = (font.key(), roles)
        self._set_margins()
        self.setDocument(self.policy.document)
        if isValid(old):  # Qt itself deletes the empty document a browser begins with
            old.deleteLater()

    def _made(self) -> PolicyText:
        font, roles = self.font(), theme.current().roles
        if self._pages is not None:
            from app.ui.policy_pages import pictured, plain_pages  # noqa: PLC0415 - late: only where a PDF is shown

            if self._plain:
                return plain_pages(self._pages, font, self)
            self._drawn_width = self._page_width()
            return pictured(self._pages, font, roles, self._drawn_width, self)
        return plain(self._markdown, font, self) if self._plain else styled(self._markdown, font, roles, self)

    def _page_width(self) -> int:
        """A page is as wide as the column of text, or as there is room."""
        room = self.room.width() - 2 * theme.SPACE_24
        return max(min(theme.column_width(self.font()), room), theme.SPACE_32)

    @contextmanager
    def _keep_place(self) -> Iterator[None]:
        kept = self.place()
        with self.changing():
            yield
            if kept is not None:
                self.scroll_to(*kept)

    def _set_margins(self) -> None:
        column = theme.column_width(self.font())
        side = max(theme.SPACE_24, (self.room.width() - column) // 2)
        set_margins(self.policy.document, side, theme.SPACE_32)
