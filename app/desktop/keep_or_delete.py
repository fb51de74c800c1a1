"""*Keep my list* and *Delete it now*: two equal buttons."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.page import OneClick, TroubleNote, announce, named
from app.desktop.work import Sentence, Work
from app.domain.policy import PolicyRef
from app.login.machine import Keeping
from app.ui import theme
from app.ui.widgets import Choice, ChoiceRow
from app.workflows import complete_audit
from app.workflows.context import Context


class KeepOrDelete(QWidget):
    """Asks once; `settled` tells that the person has chosen and it was done."""

    settled = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        once = OneClick(self)
        self.keep = named(
            Choice(
                self.tr("Keep my list"),
                self.tr("Locked with your key, on this computer only. You can look again."),
            ),
            "keep-list",
        )
        self.delete = named(
            Choice(
                self.tr("Delete it now"),
                self.tr("It cannot be brought back. That you finished still counts. If a complaint or case is "
                        "open, take advice first."),
            ),
            "delete-list",
        )  # fmt: skip
        keeps = work.context.keeping is Keeping.HERE
        self.keep.setVisible(keeps)
        self.trouble = TroubleNote("keep-or-delete")
        self.trouble.triedAgain.connect(self._try_again)
        self._last: Callable[[Context, PolicyRef], None] = complete_audit.keep_answers
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE_12)
        rows.addWidget(ChoiceRow((self.keep, self.delete) if keeps else (self.delete,)))
        rows.addWidget(self.trouble)
        for choice, work_to_do in (
            (self.keep, complete_audit.keep_answers),
            (self.delete, complete_audit.delete_answers),
        ):
            choice.installEventFilter(once)
            choice.clicked.connect(partial(self._do, work_to_do))

    def _do(self, what: Callable[[Context, PolicyRef], None]) -> None:
        self._last = what
        self._try_again()

    def _try_again(self) -> None:
        do = partial(self._last, self._work.context, self._work.policy.ref)
        self._work.submit(do, self._done, self._failed, owner=self)

    def _done(self, _nothing: object) -> None:
        self.trouble.hide()
        deleted = self._last is complete_audit.delete_answers
        if deleted:
            self._work.audit = None
        announce(self, self.tr("Your list is deleted.") if deleted else self.tr("Your list is kept."))
        self.settled.emit()

    def _failed(self, words: Sentence) -> None:
        self.trouble.say(words)
