"""How things stand: what is saved, what HR has received, the receipt, and what HR sees.

1. "Received by HR" is said only for a record whose receipt was verified; the overview knows.
2. What HR did not accept is said plainly, with what to do; nothing is deleted.
3. The next thing, if there is one, is the main button; else it is *Close*.
"""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.hr_words import HrWords
from app.desktop.in_my_name_card import InMyNameCard
from app.desktop.keep_or_delete import KeepOrDelete
from app.desktop.keeping_words import list_words
from app.desktop.my_people_card import MyPeopleCard
from app.desktop.page import TextPage, named
from app.desktop.places import Place, Step, asking, for_policy
from app.desktop.record_row import RecordRow
from app.desktop.reminder_card import ReminderCard
from app.desktop.what_hr_sees import HrSummary
from app.desktop.wording import standing_words
from app.desktop.work import Sentence, Work
from app.domain.acknowledgement import Outcome
from app.domain.policy import PolicyRef
from app.login.machine import Keeping
from app.ui.layouts import Wrap
from app.ui.widgets import (
    Body,
    Button,
    Card,
    LinkButton,
    Muted,
    PrimaryButton,
    RowCard,
    SecondaryButton,
    Strong,
)
from app.workflows import complete_audit
from app.workflows.context import Context
from app.workflows.overview import PolicyStatus, Standing


class StatusPage(TextPage):
    """The last page, and the first one when nothing is asked."""

    place = Place.STATUS
    step = Step.DONE

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Thank you"), parent)
        self.line = Muted()
        self.hr_words = HrWords(work, steps=True)
        self.records = RowCard()
        self.hr = HrSummary(work, partial(self.go, Place.HR_VIEW))
        self.list_title = Strong(self.tr("Your self-audit list"))
        self.keeping = KeepOrDelete(work)
        self.keeping.settled.connect(self._ask_whether_kept)
        self.kept = Body()
        self.my_list = self._button(SecondaryButton(self.tr("Look at my list")), "look-at-list", Place.AUDIT)
        self.change = self._button(
            SecondaryButton(self.tr("Change my answer")), "change-answer", Place.ANSWER
        )
        self.read = self._button(SecondaryButton(self.tr("Read the policy again")), "read-again", Place.READ)
        self.follow_up = named(SecondaryButton(self.tr("My follow-up list")), "my-follow-up")
        self.delete = named(LinkButton(self.tr("Delete my answers…")), "delete-my-answers")
        self.reminder = ReminderCard(work)
        self.in_my_name = InMyNameCard(work)
        self.my_people = MyPeopleCard(work)
        self.settings = self._button(
            LinkButton(self.tr("Settings on this computer")), "settings-here", Place.SETTINGS
        )
        self.policies = self._button(LinkButton(self.tr("All my policies")), "all-policies", Place.POLICIES)
        self.go_on = named(PrimaryButton(""), "status-go-on")
        self.close_window = named(PrimaryButton(self.tr("Close")), "close-window")
        self._build()

    def _button(self, button: Button, name: str, place: Place) -> Button:
        button.setObjectName(name)
        button.clicked.connect(partial(self.go, place))
        return button

    def _build(self) -> None:
        for part in (self.line, self.hr_words, self.records, self.hr, self.trouble):
            self.column.add(part)
        for cards in (self.hr_words, self.in_my_name, self.my_people):
            cards.placeAsked.connect(self.go)
        self.mine = Card()
        list_row = Wrap(self.my_list, self.follow_up, self.delete)
        for inner in (self.list_title, self.kept, self.keeping, list_row):
            self.mine.add(inner)
        self.column.add(self.mine)
        self.column.add(self.reminder)
        self.column.add(self.my_people)
        self.column.add(self.in_my_name)
        self.column.add_row(self.change, self.read)
        self.column.add_row(self.policies, self.settings)
        self.follow_up.clicked.connect(self._show_follow_up)
        self.delete.clicked.connect(self._ask_to_delete)
        self.trouble.triedAgain.connect(self._ask_whether_kept)
        for button in (self.go_on, self.close_window):
            self.foot.add_right(button)
        self.go_on.clicked.connect(self._go_on)
        self.close_window.clicked.connect(self.closeAsked)

    def enter(self) -> None:
        """Shows how things stand now."""
        self.in_my_name.evidence.begin()
        self.overview_changed()
        self._ask_whether_kept()

    def overview_changed(self) -> None:
        """Follows what was sent and received while the page is open."""
        if not self.work.has_policy:
            self._show_nothing()
            return
        policy = self.work.policy
        self.heading.setText(self._thanks(policy))
        self.line.setText(self._what_next(policy))
        self._show_records(policy)
        self.hr_words.show_policy(policy)
        self.hr.refresh()
        open_question = policy.answer is not None and policy.answer.outcome is not Outcome.ACKNOWLEDGED
        refused = policy.answer is not None and policy.answer.standing is Standing.NOT_ACCEPTED
        self.change.setVisible((open_question or refused) and not _is_answered(policy))
        several = len(self.work.overview.policies) > 1 if self.work.overview else False
        self.policies.setVisible(several)
        self._show_way_on(policy)

    def _show_nothing(self) -> None:
        self.heading.setText(self.tr("Nothing to read today"))
        self.line.setText(
            self.tr("When HR publishes a policy for you, it is shown here. You can close this window.")
        )
        for part in (
            self.hr_words,
            self.records,
            self.hr,
            self.mine,
            self.change,
            self.read,
            self.policies,
            self.reminder,
            self.go_on,
        ):
            part.hide()

    def _thanks(self, policy: PolicyStatus) -> str:
        if _is_answered(policy):
            return self.tr("HR has answered you")
        if policy.answer is None or policy.withdrawn or policy.paused:
            return self.tr("Nothing is asked of you")
        if self.work.context.keeping is not Keeping.HERE and policy.answer.standing is Standing.SAVED:
            return self.tr("Your answer is on its way to HR")
        if policy.asks_for_audit and policy.audit is None:
            return self.tr("Thank you. Your answer is in.")
        return self.tr("Thank you. That is everything.")

    def _what_next(self, policy: PolicyStatus) -> str:
        if standing := standing_words(self, policy):
            return standing
        if _is_answered(policy) and policy.asks_for_answer:
            return self.tr("Your answer is still open. Take your time.")
        outcome = policy.answer.outcome if policy.answer and not _is_answered(policy) else None
        if outcome is not None and _went_astray(policy):
            return self.tr(
                "Your words went to the line manager you had then. Nobody else can read them. You can change your answer and"
                " send them again."
            )
        if outcome is Outcome.QUESTION:
            return self.tr("Your question is on its way. You will get an answer, and can then change yours.")
        if outcome is Outcome.DECLINED:
            return self.tr("HR will talk to you. You can change your answer at any time.")
        return self.tr("If the policy changes, you will be asked about the change.")

    def _show_records(self, policy: PolicyStatus) -> None:
        self.records.clear()
        self.records.setVisible(policy.answer is not None or policy.audit is not None)
        for record in (policy.answer, policy.audit):
            if record is not None:
                row = RecordRow(record, self.work.context.keeping)
                row.receiptAsked.connect(self._show_receipt)
                self.records.add_row(row, row.chip)

    def _show_receipt(self, jti: str) -> None:
        self.work.listed, self.work.back_to = jti, Place.STATUS
        self.go(Place.RECEIPT)

    def _show_way_on(self, policy: PolicyStatus) -> None:
        overview = self.work.overview
        others = [each for each in asking(overview) if each.ref != policy.ref] if overview else []
        audit_open = policy.asks_for_audit and policy.audit is None
        self.go_on.setVisible(audit_open or bool(others))
        if audit_open:
            self.go_on.setText(self.tr("Carry on to the self-audit"))
        elif others:
            self.go_on.setText(self.tr("Next policy: {0}").format(others[0].title))

    def _go_on(self) -> None:
        policy = self.work.policy
        if policy.asks_for_audit and policy.audit is None:
            self.go(Place.AUDIT)
            return
        others = (
            [each for each in asking(self.work.overview) if each.ref != policy.ref]
            if self.work.overview
            else []
        )
        if others:
            self.work.choose(others[0].ref)
            self.go(for_policy(others[0], 0.0))

    def _ask_whether_kept(self) -> None:
        has_list = self.work.has_policy and self.work.policy.checklist is not None
        self.mine.hide()
        self.reminder.hide()
        if has_list:
            context, ref = self.work.context, self.work.policy.ref
            self.work.submit(lambda: _answers(context, ref), self._show_kept, self._not_known, owner=self)

    def _show_kept(self, answers: tuple[bool, bool | None]) -> None:
        there, kept = answers
        done = self.work.policy.audit is not None
        self.trouble.hide()
        self.mine.setVisible(there or done)
        asks = done and there and kept is None and self.work.context.keeping is Keeping.HERE
        self.keeping.setVisible(asks)
        for button in (self.my_list, self.follow_up, self.delete):
            button.setVisible(there and not asks)
        self.kept.setText(self._about_list(there=there, done=done, asks=asks))
        if done:
            self.reminder.refresh()

    def _about_list(self, *, there: bool, done: bool, asks: bool) -> str:
        if asks:
            return self.tr("It is only on this computer. What shall happen to it?")
        if there:
            keeping = self.work.context.keeping
            kept = self.tr("Kept on this computer, locked with your key.")
            return kept if keeping is Keeping.HERE else list_words(keeping)
        return self.tr("Deleted. That you finished still counts.") if done else ""

    def _show_follow_up(self) -> None:
        self.work.after_opening = Place.FOLLOW_UP
        self.go(Place.AUDIT)

    def _ask_to_delete(self) -> None:
        self.work.back_to = Place.STATUS
        self.go(Place.DELETE)

    def _not_known(self, words: Sentence) -> None:
        self.trouble.say(words, focus=False)


def _went_astray(policy: PolicyStatus) -> bool:
    """Whether their newest words went to somebody who is their line manager no more."""
    sent = policy.answer.jti if policy.answer is not None else None
    return policy.beside is not None and sent is not None and policy.beside.astray == sent


def _is_answered(policy: PolicyStatus) -> bool:
    """Whether HR has answered the question or refusal that stands."""
    return policy.reply is not None


def _answers(context: Context, ref: PolicyRef) -> tuple[bool, bool | None]:
    """Whether there are answers, and what was chosen for them."""
    return complete_audit.there_are_answers(context, ref), complete_audit.answers_are_kept(context, ref)
