"""A short list of checks: what to talk about, or what is there for who would like more."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.audit_page import AuditPage
from app.desktop.page import list_row, named
from app.desktop.places import Place
from app.desktop.work import Work
from app.domain.audit import Answer
from app.domain.checklist import Check
from app.ui.widgets import ChipKind, LinkButton, Muted, RowCard, StatusChip


class ChecksPage(AuditPage):
    """Shows `work.listed`: "talk" or "more"."""

    place = Place.CHECKS

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, "", parent)
        self.explained = Muted()
        self.rows = RowCard()
        self.column.add(self.explained)
        self.column.add(self.rows)
        self.back_button(self.tr("‹ My list"), Place.LIST)

    def enter(self) -> None:
        """Lists the checks with their answers."""
        talk = self.work.listed == "talk"
        self.heading.setText(self.tr("To talk about") if talk else self.tr("More if you like"))
        self.explained.setText(
            self.tr("Nobody is told unless you tell them.") if talk else self.tr("Not needed to finish.")
        )
        self.rows.clear()
        for check in self.audit.to_talk if talk else self.audit.more:
            self._add(check)

    def _add(self, check: Check) -> None:
        link = named(LinkButton(check.title), f"check-{check.id}")
        link.setAccessibleDescription(check.question)
        link.clicked.connect(partial(self._open, check.id))
        given = self.audit.answers.get(check.id)
        chip = answer_chip(self, given.answer if given else None)
        self.rows.add_row(list_row(link, self.audit.checklist.site_of(check.id).name), chip)

    def _open(self, check_id: str) -> None:
        self.keep(self.audit.visit(check_id), partial(self.go, Place.CHECK))


def answer_chip(page: QWidget, answer: Answer | None) -> StatusChip:
    """An answer as a sign and a word."""
    kind, word = {
        None: (ChipKind.OPEN, page.tr("Not yet")),
        Answer.DONE: (ChipKind.DONE, page.tr("Done")),
        Answer.NOT_FOR_ME: (ChipKind.DONE, page.tr("Does not apply to me")),
        Answer.TALK: (ChipKind.QUESTION, page.tr("I need to talk to someone")),
        Answer.NOT_NOW: (ChipKind.PARTLY, page.tr("Not now")),
    }[answer]
    return StatusChip(kind, word)
