"""Everything disputed: since when, the person's words, who outside the case was told, and the notes so far.

Nothing is deleted here. Whoever handles a dispute adds notes, and somebody without a hand in it says how it ended; the
person sees each.
"""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal

from app import protocol_people as wire
from app.console.person_words import Words
from app.console.reply import Reply, ReplyWords
from app.console.section import PageSection
from app.sync import console_people as service
from app.ui.layouts import Wrap
from app.ui.plain import on_button
from app.ui.widgets import (
    Body,
    Card,
    ChipKind,
    LinkButton,
    Muted,
    NoteBox,
    NoteKind,
    StatusChip,
    Strong,
    Title,
)


class DisputeCard(Card):
    """One dispute, its notes and how it ended, and the ways to add to them."""

    opened = Signal(str)
    noted = Signal(str, str)
    ended = Signal(str, str, str)
    """Its number, the outcome and why."""

    def __init__(self, dispute: wire.Dispute, told: Words, *, may_note: bool) -> None:
        super().__init__()
        self.setObjectName(f"dispute-{dispute.jti}")
        self._dispute = dispute
        name = LinkButton(on_button(dispute.name), description=self.tr("Opens the person’s page"))
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
        if dispute.end is not None:
            self._show_end(dispute.end, told)
        if may_note:
            self._add_ways()

    def _show_end(self, end: wire.DisputeEnd, told: Words) -> None:
        words = (
            self.tr("{0} said how it ended, {1}: it was not them")
            if end.outcome == "upheld"
            else self.tr("{0} said how it ended, {1}: nothing shows that it was not them")
        )
        self.add(Strong(words.format(end.by, told.moment(end.at))))
        self.add(Body(f"“{end.reason}”", selectable=True))

    def _add_ways(self) -> None:
        self.reply = Reply("note", self._reply_words())
        self.reply.sent.connect(self._send)
        self.ways = {
            "upheld": Reply("upheld", self._end_words(self.tr("It was not them…"))),
            "not-upheld": Reply("notUpheld", self._end_words(self.tr("Nothing shows that it was not them…"))),
        }
        for outcome, way in self.ways.items():
            way.sent.connect(partial(self._end, outcome))
        for row in (self.reply, *self.ways.values()):
            self.add(row)

    def _end_words(self, begin: str) -> ReplyWords:
        hint = self.tr(
            "{0} will see your reason with your name. What was signed stays as it is, and nothing is deleted."
        )
        return ReplyWords(
            begin=begin,
            field=self.tr("How do you know?"),
            hint=hint.format(self._dispute.name),
            send=self.tr("Say that it has ended so"),
            empty=self.tr("Write your reason first."),
        )

    def _reply_words(self) -> ReplyWords:
        hint = self.tr("{0} will see these words with your name. They cannot be changed or deleted.")
        return ReplyWords(
            begin=self.tr("Add a note…"),
            field=self.tr("Your note"),
            hint=hint.format(self._dispute.name),
            send=self.tr("Add this note"),
            empty=self.tr("Write your note first."),
        )

    def _open(self) -> None:
        self.opened.emit(self._dispute.staff_id)

    def _send(self, text: str) -> None:
        self.noted.emit(self._dispute.jti, text)

    def _end(self, outcome: str, text: str) -> None:
        self.ended.emit(self._dispute.jti, outcome, text)


class DisputesSection(PageSection):
    """The list of disputes."""

    name: ClassVar[str] = "disputes"
    roles: ClassVar[frozenset[str]] = frozenset({"hr", "auditor"})

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
                    " Nothing is deleted. Please ask them what happened. Somebody who had no hand in it says how it ended."
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
            card.ended.connect(partial(self._end, card))
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
        self.desk.ask(
            card, lambda client: service.add_note(client, jti, text), self._noted, card.reply.say_failed
        )

    def _end(self, card: DisputeCard, jti: str, outcome: service.Outcome, text: str) -> None:
        way = card.ways[outcome]
        self.desk.ask(
            way, lambda client: service.end_dispute(client, jti, outcome, text), self._noted, way.say_failed
        )

    def _noted(self, _nothing: None) -> None:
        self.begin()
