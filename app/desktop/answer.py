"""Answer: the exact statement, the name, and three answers of equal standing.

1. Nothing is the default: Enter in the name field signs nothing.
2. Who has a question, or does not agree, writes it on this page and says yes once more.
3. From the press until the record is saved everything is disabled: one press, one signature.
4. What was typed stays, whatever goes wrong.
5. Where the trust asks for a fresh sign-in the press opens the browser first; without it the answer can be given too.
"""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.desktop.fresh_sign_in import FreshSignIn
from app.desktop.hr_words import HrWords
from app.desktop.keeping_words import done_words
from app.desktop.message_form import MessageForm
from app.desktop.page import OneClick, TextPage, Waiting, announce, focusable, named
from app.desktop.places import Place, Step, for_policy
from app.desktop.sent_words import SentWordsNote
from app.desktop.wording import version_words
from app.desktop.work import Sentence, Work, words_of
from app.domain.acknowledgement import NameRefusedError, Outcome, signed_name
from app.domain.reading import Reading
from app.sync.sign_in import SignInCancelledError
from app.ui import translation, widgets
from app.ui.fields import TextField
from app.ui.widgets import Card, Choice, ChoiceRow, Muted, SecondaryButton
from app.workflows.acknowledge_policy import acknowledge
from app.workflows.overview import RecordStatus


class AnswerPage(TextPage):
    """Where a person signs, asks or declines."""

    place = Place.ANSWER
    step = Step.ANSWER

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Your answer"), parent)
        self.explained = Muted()
        self.published_words = named(Muted(), "published-words")
        self.hr_words = HrWords(work, steps=False)
        self.statement = focusable(widgets.Reading())
        self.name = TextField(self.tr("Type your full name"), self.tr("As you would sign a letter"))
        self.name.edit.setObjectName("full-name")
        self.choices = ChoiceRow([self._answer_choice(outcome) for outcome in Outcome])
        self.form = MessageForm()
        self.sign_in = FreshSignIn(work)
        self.sent = SentWordsNote(work, self._asked_for, self._with_sign_in)
        self.waiting = Waiting("answer")
        self._outcome: Outcome | None = None
        self._signing = False
        self._build()

    def _answer_choice(self, outcome: Outcome) -> Choice:
        explanation = {
            Outcome.ACKNOWLEDGED: "",
            Outcome.QUESTION: self.tr(
                "It goes to your line manager or to HR, as you choose. Reminders stop until it is answered."
            ),
            Outcome.DECLINED: self.tr("HR will talk to you. You can say why."),
        }[outcome]
        choice = named(Choice(self._title(outcome), explanation), f"answer-{outcome.value}")
        choice.installEventFilter(OneClick(choice))
        choice.clicked.connect(partial(self._choose, outcome))
        return choice

    def _title(self, outcome: Outcome) -> str:
        return {
            Outcome.ACKNOWLEDGED: self.tr("I acknowledge"),
            Outcome.QUESTION: self.tr("I have a question"),
            Outcome.DECLINED: self.tr("I do not agree"),
        }[outcome]

    def _build(self) -> None:
        card = Card(accent=True)
        card.add(self.statement)
        parts = (
            self.explained,
            self.published_words,
            self.hr_words,
            card,
            self.name,
            self.trouble,
            self.sign_in,
            self.choices,
            self.form,
            self.waiting,
            self.sent,
        )
        for part in parts:
            self.column.add(part)
        self.form.hide()
        back = named(SecondaryButton(self.tr("‹ Back to the policy")), "back-to-policy")
        back.clicked.connect(partial(self.go, Place.READ))
        self.foot.add_left(back)
        self.add_later()
        self.name.textChanged.connect(self._name_changed)
        self.form.confirmed.connect(self._sign)
        self.form.wentBack.connect(self._show_choices)
        self.trouble.triedAgain.connect(self._sign)
        self.sign_in.withoutAsked.connect(self._sign)

    def first_focus(self) -> QWidget:
        """The name field."""
        return self.name.edit

    def leave(self) -> None:
        """Nobody waits for a sign-in any more."""
        self.sign_in.stop()

    def heading_text(self) -> str:
        """The heading and the statement."""
        return f"{self.heading.text()}. {self.statement.text()}"

    def enter(self) -> None:
        """Shows the statement; what was typed before stays."""
        policy = self.work.policy
        self.hr_words.show_policy(policy)
        reading = Reading.start(policy.sections, since=policy.since, unchanged=policy.unchanged)
        reading = reading.resume(policy.seen)
        self.explained.setText(_how_it_is_signed(self, reading))
        self.published_words.setText(
            self.tr(
                "The words in the frame stay in the language in which the policy was published. That is what you sign."
            )
        )
        self.published_words.setVisible(translation.language() != translation.ENGLISH)
        first = self.choices.choices[0]
        first.setEnabled(reading.is_complete)
        first.set_texts(
            self.tr("I acknowledge"), _what_follows(self, reading, has_audit=policy.checklist is not None)
        )
        self.sign_in.begin()
        self.heading.setText(
            self.tr("Your answer to the {0}, {1}").format(policy.title, version_words(policy.label))
        )
        self._show_choices()
        self.show_due()

    def _choose(self, outcome: Outcome) -> None:
        if not self._name_is_there():
            return
        self._outcome = outcome
        self.statement.setText(self.work.policy.statements[outcome])
        if outcome is Outcome.ACKNOWLEDGED:
            self._sign()
            return
        person = self.work.overview.person if self.work.overview else None
        self.form.ask(outcome, person.line_manager if person else "")
        self.choices.hide()
        self.form.show()
        self.sent.refresh()
        self.form.words.edit.setFocus()
        QTimer.singleShot(0, self, partial(self.column.ensureWidgetVisible, self.form))
        announce(self, self.statement.text())

    def _show_choices(self) -> None:
        self._outcome = None
        self.statement.setText(self.work.policy.statements[Outcome.ACKNOWLEDGED])
        self.form.hide()
        self.trouble.hide()
        self.choices.show()
        self.sent.refresh()
        if self.isVisible():
            self.name.edit.setFocus()

    def _name_is_there(self) -> bool:
        try:
            signed_name(self.name.text())
        except NameRefusedError as refused:
            self.name.set_message(str(words_of(refused)))
            self.name.edit.setFocus()
            announce(self, str(words_of(refused)))
            return False
        return True

    def _name_changed(self) -> None:
        self.name.set_message("")
        self.sent.refresh()

    def _with_sign_in(self) -> bool:
        return self.sign_in.is_asked

    def _asked_for(self) -> tuple[Outcome, str]:
        return self._outcome or Outcome.ACKNOWLEDGED, self.name.text()

    def _sign(self) -> None:
        if self._signing or self._outcome is None or not self._name_is_there():
            return
        self._busy(True)
        self.trouble.hide()
        sign_in = self.sign_in.ask(self._title(self._outcome))
        if sign_in is None:
            self.waiting.begin(self.tr("Signing with your key. This computer may ask you to unlock it."))
        message = self.form.message() if self._outcome is not Outcome.ACKNOWLEDGED else None
        sign = partial(
            acknowledge, self.work.context, self.work.policy.ref, self._outcome, self.name.text(),
            message=message, to=self.form.to(), sign_in=sign_in,
        )  # fmt: skip
        # A sign-in takes as long as the person: nothing else waits for it there.
        self.work.submit(
            sign, self._signed, self._not_signed, owner=self, lane="network" if sign_in else "database"
        )

    def _busy(self, busy: bool) -> None:
        self._signing = busy
        if busy:
            self.heading.setFocus()
        for part in (self.name, self.choices, self.form, self.foot):
            part.setEnabled(not busy)

    def _signed(self, _record: RecordStatus) -> None:
        self.waiting.end()
        self.sign_in.end()
        announce(self, done_words(self.work.context.keeping))
        self.work.recordSaved.emit()
        self.work.reload(then=self._move_on)

    def _move_on(self) -> None:
        self._busy(False)
        self.form.words.setText("")
        self.go(for_policy(self.work.policy, 0.0) if self.work.has_policy else Place.STATUS)

    def _not_signed(self, words: Sentence) -> None:
        self.waiting.end()
        self._busy(False)
        if not isinstance(words.cause, SignInCancelledError):
            self.trouble.say(words)
        self.sign_in.end(words.cause)
        if isinstance(words.cause, SignInCancelledError):
            self.sign_in.without.setFocus()


def _how_it_is_signed(page: QWidget, reading: Reading) -> str:
    seen, needed = reading.progress
    if reading.is_complete:
        begin = page.tr("You have seen every section.")
    else:
        begin = page.tr("You have seen {0} of {1} sections. You can ask at any time.").format(seen, needed)
    signed = page.tr(
        "Your answer is signed on this computer with your own key, so that it cannot be changed unseen. "
        "You keep a receipt."
    )
    return f"{begin} {signed}"


def _what_follows(page: QWidget, reading: Reading, *, has_audit: bool) -> str:
    if not reading.is_complete:
        return page.tr("Opens when you have seen every section.")
    return page.tr("You move on to the self-audit.") if has_audit else page.tr("Then you are done.")
