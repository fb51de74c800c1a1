"""Everything disputed: since when, the person's words, who outside the case was told, and the notes so far.

Nothing is deleted or decided here. Whoever handles a dispute adds notes; the person sees each.
"""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import protocol_people as wire
from app.console.desk import Desk
from app.console.person_forms import limit_lines
from app.console.person_words import Words
from app.console.section import Section
from app.console.words import words
from app.sync import console_people as service
from app.ui.fields import TextArea
from app.ui.layouts import Page, Wrap
from app.ui.widgets import (
    Body,
    Card,
    ChipKind,
    LinkButton,
    Muted,
    NoteBox,
    NoteKind,
    PrimaryButton,
    SecondaryButton,
    StatusChip,
    Strong,
    Title,
)


class DisputeCard(Card):
    """One dispute, its notes, and the way to add one."""

    opened = Signal(str)
    noted = Signal(str, str)

    def __init__(self, dispute: wire.Dispute, told: Words, *, may_note: bool) -> None:
        super().__init__()
        self.setObjectName(f"dispute-{dispute.jti}")
        self._dispute = dispute
        name = LinkButton(dispute.name, description=self.tr("Opens the person’s page"))
        name.clicked.connect(self._open)
        chip = (
            StatusChip(ChipKind.DONE, self.tr("Told outside HR"))
            if dispute.told_at
            else StatusChip(ChipKind.ATTENTION, self.tr("Nobody outside HR told yet"))
        )
        self.add(Wrap(name, chip))
        since = self.tr("says of {0}: this was not me. Since {1}.")
        self.add(Body(since.format(dispute.what, told.moment(dispute.at))))
        self.add(Muted(f"{dispute.school} · {self.tr('number {0}').format(dispute.about)}", selectable=True))
        self.add(Body(f"“{dispute.reason}”", selectable=True))
        if dispute.told_at is not None:
            told_at = told.moment(dispute.told_at)
            self.add(Muted(self.tr("Somebody outside the case was told {0}.").format(told_at)))
        for note in dispute.notes:
            self.add(Strong(self.tr("Note by {0}, {1}").format(note.by, told.moment(note.at))))
            self.add(Body(f"“{note.text}”", selectable=True))
        self._note = SecondaryButton(self.tr("Add a note…"))
        self._note.setObjectName("noteButton")
        self._note.clicked.connect(self._begin)
        if may_note:
            self.add(Wrap(self._note))

    def _open(self) -> None:
        self.opened.emit(self._dispute.staff_id)

    def _begin(self) -> None:
        self._note.hide()
        self.area = TextArea(
            self.tr("Your note"),
            self.tr("{0} will see these words with your name. They cannot be changed or deleted.").format(
                self._dispute.name
            ),
        )
        self.area.edit.setObjectName("noteText")
        limit_lines(self.area)
        add = PrimaryButton(self.tr("Add this note"))
        add.setObjectName("noteAdd")
        add.clicked.connect(self._add)
        self.add(self.area)
        self.add(Wrap(add))
        self.area.edit.setFocus()

    def _add(self) -> None:
        text = self.area.text().strip()
        if not text:
            self.area.set_message(self.tr("Write your note first."))
            return
        self.setEnabled(False)
        self.noted.emit(self._dispute.jti, text)

    def say_failed(self, error: Exception) -> None:
        """The note was not added; what was written stays."""
        self.setEnabled(True)
        self.area.set_message(words(error))


class DisputesSection(Section):
    """The list of disputes."""

    name: ClassVar[str] = "disputes"
    roles: ClassVar[frozenset[str]] = frozenset({"hr", "auditor"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._page = Page(name=self.title())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def title(self) -> str:
        """What the button says."""
        return self.tr("Disputed")

    def begin(self) -> None:
        """Asks for all of them."""
        self.desk.ask(self, service.disputes, self._arrived, self._failed)

    def _arrived(self, found: wire.Disputes) -> None:
        page, told = self._page, Words(self.desk)
        page.clear()
        page.add(Title(self.title()))
        page.add(
            Body(
                self.tr(
                    "Somebody says of a record or a key in their name: this was not me."
                    " Nothing is deleted, and nothing is decided here. Please ask them what happened."
                )
            )
        )
        page.add(self._contact(found.contact))
        if not found.disputes:
            page.add(Muted(self.tr("Nothing is disputed.")))
        for dispute in reversed(found.disputes):
            card = DisputeCard(dispute, told, may_note=self.desk.session.role == "hr")
            card.opened.connect(self.desk.show_person)
            card.noted.connect(partial(self._note, card))
            page.add(card)

    def _contact(self, contact: str | None) -> NoteBox:
        if contact is not None:
            return NoteBox(NoteKind.INFO, self.tr("Told of each, outside the case: {0}").format(contact))
        return NoteBox(
            NoteKind.ATTENTION,
            self.tr(
                "Nobody outside HR is named who is told of a dispute. IT names somebody with:"
                " undersigned admin disputes --contact ADDRESS"
            ),
        )

    def _note(self, card: DisputeCard, jti: str, text: str) -> None:
        self.desk.ask(card, lambda client: service.add_note(client, jti, text), self._noted, card.say_failed)

    def _noted(self, _nothing: None) -> None:
        self.begin()

    def _failed(self, error: Exception) -> None:
        self._page.clear()
        note = NoteBox(NoteKind.ATTENTION, words(error))
        note.setObjectName("disputesNote")
        self._page.add(note)
