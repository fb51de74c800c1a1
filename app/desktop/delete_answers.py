"""*Delete my answers*: at any time, after one page that says what it means."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.page import OneClick, TextPage, announce, named
from app.desktop.places import Place
from app.desktop.work import Sentence, Work
from app.ui.widgets import Body, NoteBox, NoteKind, SecondaryButton
from app.workflows import complete_audit


class DeletePage(TextPage):
    """Two equal buttons: delete, or go back to `work.back_to`."""

    place = Place.DELETE

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Delete my answers"), parent)
        said = self.tr(
            "Your answers, your sites and your list are deleted from this computer, with the key that locks them. "
            "They cannot be brought back. If you have finished the self-audit, that still counts."
        )
        case = self.tr("If a complaint or a case about you is open, take advice first. Your union can help.")
        self.column.add(Body(said))
        self.column.add(NoteBox(NoteKind.ATTENTION, case))
        self.column.add(self.trouble)
        self.delete = named(SecondaryButton(self.tr("Delete my answers")), "delete-answers")
        self.keep = named(SecondaryButton(self.tr("Keep them and go back")), "keep-answers")
        self.delete.installEventFilter(OneClick(self))
        self.delete.clicked.connect(self._delete)
        self.keep.clicked.connect(self._go_back)
        self.trouble.triedAgain.connect(self._delete)
        self.foot.add_right(self.keep)
        self.foot.add_right(self.delete)

    def enter(self) -> None:
        """Begins without an old trouble."""
        self.trouble.hide()

    def _delete(self) -> None:
        delete = partial(complete_audit.delete_answers, self.work.context, self.work.policy.ref)
        self.work.submit(delete, self._deleted, self._cannot, owner=self)

    def _deleted(self, _nothing: object) -> None:
        self.work.audit = None
        announce(self, self.tr("Your answers are deleted."))
        self.go(Place.STATUS)

    def _cannot(self, words: Sentence) -> None:
        self.trouble.say(words)

    def _go_back(self) -> None:
        self.go(self.work.back_to)
