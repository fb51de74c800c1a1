"""What I promise: the commitments on one page, to read and tick as one likes. None is needed to finish.

A note of the checklist on a promise (such as what the law protects) stands under it. Each checklist, and each version
of one, shows its own promises alone.
"""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.audit_page import AuditPage
from app.desktop.page import OneClick, Waiting, named
from app.desktop.places import Place
from app.desktop.work import Sentence, Work
from app.domain.checklist import Checklist, Commitment
from app.ui.layouts import empty
from app.ui.widgets import Choice, Muted, PrimaryButton
from app.workflows.complete_audit import complete
from app.workflows.overview import RecordStatus


class PromisesPage(AuditPage):
    """The last page before the end."""

    place = Place.PROMISES

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("What I promise"), parent)
        self.waiting = Waiting("promises")
        self.finish = named(PrimaryButton(self.tr("Finish")), "finish-audit")
        self.finish.installEventFilter(OneClick(self))
        self.choices: dict[str, Choice] = {}
        self._shown_for = ""
        self._rows = QVBoxLayout()
        self._rows.setSpacing(self.column.column.spacing())
        self._finishing = False
        self.column.add(
            Muted(
                self.tr("Read them, and tick what you will do. You need not tick any. Nobody is told which.")
            )
        )
        self.column.add_layout(self._rows)
        self.back_button(self.tr("‹ My list"), Place.LIST)
        self.foot.add_right(self.waiting)
        self.foot.add_right(self.finish)
        self.finish.clicked.connect(self._finish)

    def enter(self) -> None:
        """Shows the commitments with those ticked before."""
        checklist = self.audit.checklist
        if self._shown_for != checklist.sha256:
            self._begin(checklist)
        for name, choice in self.choices.items():
            choice.setChecked(name in self.audit.affirmed)
        done = self.work.policy.audit is not None or not self.audit.is_finished
        self.finish.setText(self.tr("Go to my list") if done else self.tr("Finish"))

    def _begin(self, checklist: Checklist) -> None:
        """Makes the promises of this checklist, in place of those of the one before."""
        self._shown_for = checklist.sha256
        empty(self._rows)
        self.choices = {}
        for commitment in checklist.commitments:
            self._add(commitment)

    def _add(self, commitment: Commitment) -> None:
        choice = named(Choice("", ""), f"promise-{commitment.id}")
        choice.setCheckable(True)
        choice.toggled.connect(partial(self._mark, choice, commitment))
        self._mark(choice, commitment)
        self.choices[commitment.id] = choice
        self._rows.addWidget(choice)

    def _mark(self, choice: Choice, commitment: Commitment, _on: object = None) -> None:
        sign = "✓" if choice.isChecked() else "○"
        under = "\n".join(filter(None, (commitment.why, commitment.note)))
        choice.set_texts(f"{sign} {commitment.statement}", under)
        choice.setAccessibleName(commitment.statement)

    def _finish(self) -> None:
        ticked = [name for name, choice in self.choices.items() if choice.isChecked()]
        finishes = self.audit.is_finished and self.work.policy.audit is None
        self.keep(
            self.audit.see_commitments(ticked), self._complete if finishes else partial(self.go, Place.LIST)
        )

    def _complete(self) -> None:
        if self._finishing:
            return
        self._finishing = True
        self.finish.setEnabled(False)
        self.waiting.begin(self.tr("Signing with your key…"))
        work = partial(complete, self.work.context, self.work.policy.ref)
        self.work.submit(work, self._completed, self._not_completed, owner=self)

    def _completed(self, _record: RecordStatus) -> None:
        if self.work.context.send_completions_at_once:
            self.work.recordSaved.emit()  # otherwise nothing is asked of the network now: the moment would tell
        self.work.reload(then=self._move_on)

    def _move_on(self) -> None:
        self._ready()
        self.go(Place.END)

    def _not_completed(self, words: Sentence) -> None:
        self._ready()
        self.trouble.say(words)

    def _ready(self) -> None:
        self._finishing = False
        self.finish.setEnabled(True)
        self.waiting.end()
