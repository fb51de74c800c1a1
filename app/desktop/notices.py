"""What the person should know whatever page is shown: a strip under the header that never blocks anything.

A notice can be put away for now, except that the log does not fit: that stays.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.page import announce, named
from app.ui import theme
from app.ui.layouts import empty
from app.ui.translation import said
from app.ui.widgets import LinkButton, NoteBox, NoteKind

if TYPE_CHECKING:
    from app.workflows.overview import Notice, Overview

_STAYS = "log_inconsistent"


class NoticeStrip(QWidget):
    """Shows the notices of the latest overview."""

    putAway = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notices")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(theme.SPACE_24, theme.SPACE_8, theme.SPACE_24, theme.SPACE_8)
        self._rows.setSpacing(theme.SPACE_8)
        self._shown: tuple[Notice, ...] = ()
        self._put_away: set[str] = set()
        self.hide()

    def show_notices(self, overview: "Overview") -> None:
        """Shows these notices, new ones spoken."""
        wanted = tuple(notice for notice in overview.notices if notice.sentence not in self._put_away)
        if wanted == self._shown:
            return
        fresh = [notice for notice in wanted if notice not in self._shown]
        self._shown = wanted
        empty(self._rows)
        for notice in wanted:
            self._rows.addWidget(self._note(notice))
        self.setVisible(bool(wanted))
        for notice in fresh:
            announce(self, f"{said(notice.sentence)} {said(notice.next_step)}")

    def _note(self, notice: "Notice") -> NoteBox:
        stays = notice.kind.value == _STAYS
        kind = NoteKind.ALARM if stays else NoteKind.ATTENTION
        note = named(
            NoteBox(kind, said(notice.next_step), title=said(notice.sentence)), f"notice-{notice.kind.value}"
        )
        if not stays:
            hide = named(LinkButton(self.tr("Hide this")), f"hide-{notice.kind.value}")
            hide.clicked.connect(partial(self._put_notice_away, notice, note))
            note.add(hide)
        return note

    def _put_notice_away(self, notice: "Notice", note: QWidget) -> None:
        self._put_away.add(notice.sentence)
        self._shown = tuple(each for each in self._shown if each != notice)
        note.hide()
        note.deleteLater()
        self.setVisible(bool(self._shown))
        self.putAway.emit()
