"""Opening the self-audit: the kept answers are unsealed, which asks the key store; then it goes on where it was."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.page import TextPage, Waiting, named
from app.desktop.places import Place, Step, in_audit
from app.desktop.work import Sentence, Work
from app.domain.audit import Audit, DamagedAuditError
from app.ui.widgets import SecondaryButton
from app.workflows import complete_audit


class AuditOpeningPage(TextPage):
    """Shown while the answers are unsealed, and when they cannot be."""

    place = Place.AUDIT
    step = Step.AUDIT

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Your self-audit"), parent)
        self.waiting = Waiting("audit")
        self.column.add(self.waiting)
        self.column.add(self.trouble)
        self.trouble.triedAgain.connect(self._load)
        self.start_again = named(SecondaryButton(self.tr("Start the list again")), "start-list-again")
        self.start_again.hide()
        self.start_again.clicked.connect(self._start_again)
        self.column.add_row(self.start_again)
        self.add_later()

    def enter(self) -> None:
        """Unseals the answers."""
        self.show_due()
        self._load()

    def _load(self) -> None:
        self.trouble.hide()
        self.waiting.begin(self.tr("Opening your list. This computer may ask you to unlock your key."))
        load = partial(complete_audit.load_audit, self.work.context, self.work.policy.ref)
        self.work.submit(load, self._loaded, self._not_loaded, owner=self)

    def _loaded(self, audit: Audit) -> None:
        self.waiting.end()
        self.work.audit = audit
        wanted, self.work.after_opening = self.work.after_opening, None
        if self.isVisible():
            self.go(wanted if wanted is not None and audit.chosen is not None else in_audit(audit))

    def _not_loaded(self, words: Sentence) -> None:
        self.waiting.end()
        self.start_again.setVisible(isinstance(words.cause, DamagedAuditError))
        self.trouble.say(words)

    def _start_again(self) -> None:
        forget = partial(complete_audit.delete_answers, self.work.context, self.work.policy.ref)
        self.work.submit(forget, self._forgotten, self._not_loaded, owner=self)

    def _forgotten(self, _nothing: object) -> None:
        self.start_again.hide()
        self._load()
