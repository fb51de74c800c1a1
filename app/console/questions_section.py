"""Questions and refusals in one place: open ones first, answered here, all of them kept.

1. Words are shown to whom the person sent them, and to nobody else; others see that they were sent, and to whom.
2. An answer is shown to the person beside their question, and they are asked again.
3. A question is not a refusal, and the two are told apart.
"""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import protocol_people as wire
from app.console.desk import Desk
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
    SecondaryButton,
    StatusChip,
    Strong,
    Subheading,
    Title,
)

SHOWN = 50
"""How many cards of one kind are shown at first, and how many more at a time."""


class QuestionCard(Card):
    """One question or refusal, its answer, and the way to answer it."""

    opened = Signal(str)
    answered = Signal(str, str)

    def __init__(self, question: wire.Question, told: Words, *, may_answer: bool) -> None:
        super().__init__()
        self.setObjectName(f"question-{question.jti}")
        self._question = question
        name = LinkButton(on_button(question.name), description=self.tr("Opens the person’s page"))
        name.clicked.connect(self._open)
        declined = question.outcome == "declined"
        chip = (
            StatusChip(ChipKind.ATTENTION, self.tr("Does not agree"))
            if declined
            else StatusChip(ChipKind.QUESTION, self.tr("Question"))
        )
        self.add(Wrap(name, chip))
        self.add(Muted(f"{question.school} · {question.title} · {told.moment(question.asked)}"))
        self.add(Body(self._words(), selectable=True))
        if question.answer is not None:
            when = told.moment(question.answered_at or question.asked)
            self.add(Strong(self.tr("Answered by {0}, {1}").format(question.answered_by, when)))
            self.add(Body(f"“{question.answer}”", selectable=True))
        if may_answer and question.state != "settled":
            self.reply = Reply("answer", self._reply_words())
            self.reply.sent.connect(self._send)
            self.add(self.reply)

    def _reply_words(self) -> ReplyWords:
        hint = self.tr("{0} will see these words with your name beside their question, and is asked again.")
        return ReplyWords(
            begin=self.tr("Answer…") if self._question.answer is None else self.tr("Answer again…"),
            field=self.tr("Your answer"),
            hint=hint.format(self._question.name),
            send=self.tr("Send this answer"),
            empty=self.tr("Write your answer first."),
        )

    def _words(self) -> str:
        question = self._question
        if question.words is not None:
            return f"“{question.words}”"
        if question.astray:
            return self.tr(
                "The words went to the line manager they had then, and are shown to nobody else. Their own window asks"
                " them to send them again. Please talk to them."
            )
        if question.to == "line-manager":
            if not question.line_manager:
                return self.tr(
                    "The words went to their line manager, but the staff list names none. Please talk to them."
                )
            words_went = self.tr("The words went to their line manager, {0}, and are shown to nobody else.")
            return words_went.format(question.line_manager)
        if question.to == "hr":
            return self.tr("The words went to HR, and are shown to nobody else.")
        return self.tr("No words came with it. Please talk to them.")

    def _open(self) -> None:
        self.opened.emit(self._question.staff_id)

    def _send(self, text: str) -> None:
        self.answered.emit(self._question.jti, text)


class QuestionsSection(PageSection):
    """The list of questions and refusals."""

    name: ClassVar[str] = "questions"
    roles: ClassVar[frozenset[str]] = frozenset({"hr", "line-manager", "auditor"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._shown: dict[str, int] = {}
        self._found: Sequence[wire.Question] = ()
        self._said = ""

    def title(self) -> str:
        """What the button says."""
        return self.tr("Questions")

    def begin(self) -> None:
        """Asks for all of them."""
        self._said = ""
        self._ask()

    def _ask(self) -> None:
        self.desk.ask(self, service.questions, self._arrived, self._failed)

    def _arrived(self, found: list[wire.Question]) -> None:
        self._found = found
        self._fill()

    def _fill(self) -> None:
        page = self._page
        page.clear()
        page.add(Title(self.title()))
        if self._said:
            said = NoteBox(NoteKind.INFO, self._said)
            said.setObjectName("questionsSaid")
            page.add(said)
        self._add_group("open", self.tr("To be answered"), self.tr("Nothing waits for an answer."))
        self._add_group("answered", self.tr("Answered, and asked again"), "")
        self._add_group("settled", self.tr("Settled"), "")

    def _add_group(self, state: str, title: str, none: str) -> None:
        group = [one for one in self._found if one.state == state]
        if not group and not none:
            return
        self._page.add(Subheading(f"{title} ({len(group):,})" if group else title))
        if not group:
            self._page.add(Muted(none))
            return
        told, may_answer = Words(self.desk), self.desk.session.role in {"hr", "line-manager"}
        most = self._shown.get(state, SHOWN)
        for question in group[:most]:
            card = QuestionCard(question, told, may_answer=may_answer)
            card.opened.connect(self.desk.show_person)
            card.answered.connect(partial(self._answer, card))
            self._page.add(card)
        if len(group) > most:
            more = SecondaryButton(self.tr("Show more ({0} left)").format(f"{len(group) - most:,}"))
            more.clicked.connect(partial(self._show_more, state))
            self._page.add_row(more)

    def _show_more(self, state: str, _checked: bool = False) -> None:
        self._shown[state] = self._shown.get(state, SHOWN) + SHOWN
        self._fill()

    def _answer(self, card: QuestionCard, jti: str, text: str) -> None:
        self.desk.ask(
            card, lambda client: service.answer(client, jti, text), self._answered, card.reply.say_failed
        )

    def _answered(self, _nothing: None) -> None:
        self._said = self.tr("✓ Answered. They see it at their computer’s next sync, and are asked again.")
        self.desk.changed()
        self._ask()
