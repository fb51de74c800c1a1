"""*My people*: whom a line manager looks after, who has acknowledged what, and what they asked.

1. It is shown to whom the staff list makes a line manager, by their own key; nothing of it is kept here.
2. What was asked of the manager comes first, and is answered here.
3. Of a self-audit it shows done or not done, and nothing else: it is the person's own.
"""

from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout

from app.desktop.page import TextPage, Waiting, named
from app.desktop.places import Place, Step
from app.desktop.wording import moment_words, quoted
from app.desktop.work import Sentence, Work
from app.domain import dates
from app.protocol_my_people import MyPeople, OneOfMine, TheirQuestion, TheirStanding
from app.ui.fields import TextArea
from app.ui.layouts import Wrap, empty
from app.ui.widgets import (
    Body,
    Card,
    ChipKind,
    Muted,
    PrimaryButton,
    SecondaryButton,
    StatusChip,
    Strong,
    Subheading,
)
from app.workflows.my_people import answer, my_people

_LINES = 6


class QuestionCard(Card):
    """One question or refusal sent to the manager, and the way to answer it."""

    answered = Signal(str, str)

    def __init__(self, question: TheirQuestion) -> None:
        super().__init__()
        self._question = question
        self.setObjectName(f"my-question-{question.jti}")
        declined = question.outcome == "declined"
        word = self.tr("Does not agree") if declined else self.tr("Question")
        self.add(Wrap(Strong(question.name), StatusChip(ChipKind.QUESTION, word)))
        self.add(Muted(f"{question.title} · {moment_words(datetime.fromisoformat(question.asked))}"))
        self.add(Body(quoted(question.words or self.tr("No words came with it.")), selectable=True))
        if question.answer is not None:
            self.add(Strong(self.tr("Answered by {0}").format(question.answered_by or "")))
            self.add(Body(quoted(question.answer), selectable=True))
        self.area = TextArea(
            self.tr("Your answer"),
            self.tr("{0} sees it with your name, and is asked again. It goes on record.").format(
                question.name
            ),
        )
        self.area.edit.setObjectName(f"answer-words-{question.jti}")
        self.area.edit.setFixedHeight(self.area.edit.fontMetrics().lineSpacing() * _LINES)
        self.send = named(PrimaryButton(self.tr("Send this answer")), f"send-answer-{question.jti}")
        self.send.clicked.connect(self._send)
        self.begin = named(SecondaryButton(self.tr("Answer…")), f"answer-{question.jti}")
        self.begin.setAccessibleDescription(self.tr("Answer {0}").format(question.name))
        self.begin.clicked.connect(self._begin)
        for part in (self.area, Wrap(self.send), Wrap(self.begin)):
            self.add(part)
        self.area.hide()
        self.send.hide()
        self.begin.setVisible(question.state != "settled")

    def _begin(self) -> None:
        self.begin.hide()
        self.area.show()
        self.send.show()
        self.area.edit.setFocus()

    def _send(self) -> None:
        words = self.area.text().strip()
        if not words:
            self.area.set_message(self.tr("Write your answer first."))
            return
        self.setEnabled(False)
        self.answered.emit(self._question.jti, words)

    def say_failed(self, words: Sentence) -> None:
        """It did not go; what was written stays."""
        self.setEnabled(True)
        self.area.set_message(str(words))
        self.area.edit.setFocus()


class MyPeoplePage(TextPage):
    """Asks the service each time it is shown."""

    place = Place.MY_PEOPLE
    step = Step.DONE

    def __init__(self, work: Work) -> None:
        super().__init__(work, work.tr("My people"))
        self._summary = named(Body(), "my-people-summary")
        self._waiting = Waiting("my-people")
        self._list = QVBoxLayout()
        self._list.setSpacing(self.column.column.spacing())
        for part in (self._summary, self.trouble, self._waiting):
            self.column.add(part)
        self.column.add_layout(self._list)
        self.trouble.triedAgain.connect(self.enter)
        back = named(SecondaryButton(self.tr("‹ Back")), "my-people-back")
        back.clicked.connect(partial(self.go, Place.STATUS))
        self.foot.add_left(back)

    def enter(self) -> None:
        """Asks for them."""
        self._summary.setText("")
        empty(self._list)
        self.trouble.hide()
        self._waiting.begin(self.tr("Asking HR’s service…"))
        context = self.work.context
        self.work.submit(lambda: my_people(context), self._show, self._cannot, owner=self, lane="network")

    def leave(self) -> None:
        """Forgets them: a line manager's computer may be looked at by somebody else."""
        self._summary.setText("")
        empty(self._list)

    def _cannot(self, words: Sentence) -> None:
        self._waiting.end()
        self.trouble.say(words)

    def _show(self, found: MyPeople) -> None:
        self._waiting.end()
        self.work.keep_people(found)
        self.trouble.hide()
        empty(self._list)
        self._summary.setText(self._summary_of(found))
        if found.questions:
            self._list.addWidget(Subheading(self.tr("What they asked you")))
        for question in found.questions:
            card = QuestionCard(question)
            card.answered.connect(partial(self._answer, card))
            self._list.addWidget(card)
        for title, people in self._groups(found):
            self._list.addWidget(Subheading(f"{title} ({len(people)})"))
            for person in people:
                self._list.addWidget(self._person(person))

    def _summary_of(self, found: MyPeople) -> str:
        if not found.people:
            return self.tr("The staff list names nobody as yours.")
        done = sum(_is_settled(one) for one in found.people)
        said = self.tr("{0} of your {1} people have answered everything that is asked of them.")
        return said.format(done, len(found.people))

    def _groups(self, found: MyPeople) -> list[tuple[str, list[OneOfMine]]]:
        away = [one for one in found.people if one.person == "on-leave"]
        here = [one for one in found.people if one.person == "active"]
        groups = [
            (self.tr("Still to answer"), [one for one in here if not _is_settled(one)]),
            (self.tr("Have answered"), [one for one in here if _is_settled(one)]),
            (self.tr("On leave, not asked for now"), away),
        ]
        return [(title, people) for title, people in groups if people]

    def _person(self, person: OneOfMine) -> Card:
        card = named(Card(), f"mine-{person.staff_id}")
        card.add(Strong(person.name))
        card.add(Muted(" · ".join(part for part in (person.role, person.school) if part)))
        for standing in person.standings:
            card.add(self._title(standing))
            card.add(Wrap(self._answer_chip(standing), *self._audit_chip(standing)))
        return card

    def _title(self, standing: TheirStanding) -> QLabel:
        due = date.fromisoformat(standing.due) if standing.due else None
        if due is None or standing.acknowledgement != "none":
            return Body(standing.title)
        day = dates.day(due, self.work.today)
        said = self.tr("{0}: the date was {1}") if standing.overdue else self.tr("{0}: by {1}")
        return Body(said.format(standing.title, day))

    def _answer_chip(self, standing: TheirStanding) -> StatusChip:
        said = {
            "none": (ChipKind.OPEN, self.tr("Not acknowledged yet")),
            "acknowledged": (ChipKind.DONE, self.tr("Acknowledged")),
            "late": (ChipKind.DONE, self.tr("Acknowledged, after the date")),
            "question": (ChipKind.QUESTION, self.tr("Has a question")),
            "declined": (ChipKind.QUESTION, self.tr("Does not agree")),
            "paper": (ChipKind.PAPER, self.tr("Signed on paper")),
            "behalf": (ChipKind.PAPER, self.tr("Recorded by HR")),
            "exempt": (ChipKind.PAPER, self.tr("Not asked")),
        }
        return StatusChip(*said[standing.acknowledgement])

    def _audit_chip(self, standing: TheirStanding) -> tuple[StatusChip, ...]:
        if standing.audit == "completed":
            return (StatusChip(ChipKind.DONE, self.tr("Self-audit done")),)
        if standing.audit == "none":
            return (StatusChip(ChipKind.OPEN, self.tr("Self-audit not done")),)
        return ()

    def _answer(self, card: QuestionCard, jti: str, words: str) -> None:
        context = self.work.context
        self.work.submit(
            lambda: answer(context, jti, words), self._answered, card.say_failed, owner=card, lane="network"
        )

    def _answered(self, _nothing: None) -> None:
        self.enter()


def _is_settled(person: OneOfMine) -> bool:
    """Whether nothing is left that the person has to answer; a self-audit is their own affair."""
    open_ones = {"none", "question", "declined"}
    return all(standing.acknowledgement not in open_ones for standing in person.standings)
