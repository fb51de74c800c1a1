"""What HR wrote to or of the person, on the status page and where the policy is asked again.

1. HR's answer stands beside what was asked, with who wrote it and when, and then what can be done next.
2. What HR recorded by hand names its author, day and reason, never looks like a signature, and can be called not right.
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.page import named
from app.desktop.places import Place
from app.desktop.standing import Thing, written_thing
from app.desktop.standing_card import StandingCard
from app.desktop.wording import moment_words
from app.desktop.work import Sentence, Work
from app.domain.acknowledgement import Outcome
from app.ui import theme
from app.ui.layouts import Wrap, empty
from app.ui.widgets import (
    Body,
    Button,
    Card,
    LinkButton,
    Muted,
    NoteBox,
    NoteKind,
    PrimaryButton,
    SecondaryButton,
    Strong,
)
from app.workflows.in_my_name import WrittenItem, asked_words
from app.workflows.overview import ByHand, PolicyStatus, Reply


class HrWords(QWidget):
    """Follows one policy; hidden where HR wrote nothing. `steps` offers the next step, and the way to a dispute."""

    placeAsked = Signal(Place)

    def __init__(self, work: Work, *, steps: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._steps = steps
        self._shown: tuple[object, ...] = ()
        self._asked = Body()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.SPACE_16)
        self.hide()

    def show_policy(self, policy: PolicyStatus | None) -> None:
        """Shows what HR wrote about this policy; the same again changes nothing."""
        reply = policy.reply if policy is not None else None
        by_hand = policy.by_hand if policy is not None and self._steps else None
        asks = policy is not None and policy.asks_for_answer
        wanted = (reply, by_hand, asks) if reply or by_hand else ()
        if wanted != self._shown:
            self._shown = wanted
            empty(self._rows)
            if policy is not None and reply is not None:
                self._rows.addWidget(self._reply_card(policy, reply))
            if policy is not None and by_hand is not None:
                self._rows.addWidget(self._by_hand_card(policy, by_hand))
        self.setVisible(bool(self._shown))

    def _reply_card(self, policy: PolicyStatus, reply: Reply) -> Card:
        card = named(Card(), "hr-answered")
        self._asked = Body(selectable=True)
        self._asked.hide()
        asked = self._what_was_asked(policy)
        self._asked.setAccessibleName(asked)
        who = self.tr("{0} answered for HR on {1}:").format(reply.by, moment_words(reply.at))
        for part in (Muted(asked), self._asked, NoteBox(NoteKind.INFO, reply.text, title=who)):
            card.add(part)
        if self._steps and policy.asks_for_answer:
            self._add_steps(card)
        self._work.submit(
            partial(asked_words, self._work.context, reply.jti), self._show_asked, self._not_known, owner=self
        )
        return card

    def _what_was_asked(self, policy: PolicyStatus) -> str:
        declined = policy.answer is not None and policy.answer.outcome is Outcome.DECLINED
        when = moment_words(policy.answer.at) if policy.answer is not None else ""
        if declined:
            return self.tr("You said on {0} that you do not agree.").format(when)
        return self.tr("You asked a question on {0}.").format(when)

    def _add_steps(self, card: Card) -> None:
        card.add(Strong(self.tr("What you can do next")))
        card.add(
            Body(
                self.tr(
                    "Read the policy again, or give your answer: sign, ask again, or say that you do not agree."
                )
            )
        )
        answer = self._way(PrimaryButton(self.tr("Give my answer")), "answer-now", Place.ANSWER)
        read = self._way(SecondaryButton(self.tr("Read the policy first")), "read-first", Place.READ)
        card.add(Wrap(answer, read))

    def _way(self, button: Button, name: str, place: Place) -> Button:
        button.clicked.connect(partial(self.placeAsked.emit, place))
        return named(button, name)

    def _show_asked(self, words: str) -> None:
        self._asked.setText(words)
        self._asked.setVisible(bool(words))

    def _not_known(self, words: Sentence) -> None:
        self._show_asked(str(words))

    def _by_hand_card(self, policy: PolicyStatus, by_hand: ByHand) -> Card:
        title = (policy.title, policy.label)
        thing = written_thing(
            WrittenItem(
                jti=by_hand.jti,
                fact=by_hand.fact,
                policy=title,
                on=by_hand.on,
                until=None,
                reason=by_hand.reason,
                by=by_hand.by,
                at=by_hand.at,
                disputed=by_hand.disputed,
            )
        )
        links = []
        said = by_hand.disputed
        if said is None or said.problem is not None:
            links = [named(LinkButton(self.tr("This is not right…")), "by-hand-not-right")]
            links[0].clicked.connect(partial(self._dispute, thing))
        return StandingCard("by-hand", thing, links)

    def _dispute(self, thing: Thing) -> None:
        self._work.thing, self._work.back_to = thing, Place.STATUS
        self.placeAsked.emit(Place.DISPUTE)
