"""Read: the policy itself, its sections with what has been in view, and the way on.

1. A section ticks when it has been in view, by whatever means; each tick is kept at once.
2. The way on opens when every section that has to be seen has been; there is no timer.
3. The place in the text is kept, and found again.
"""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.page import StaffPage, announce, named
from app.desktop.place_keeper import PlaceKeeper
from app.desktop.places import Place, Step, for_policy
from app.desktop.sections import Sections
from app.desktop.tools import FindBar
from app.desktop.work import Sentence, Work
from app.domain.policy import PolicyRef, Section
from app.domain.reading import Reading
from app.ui.layouts import SidePage
from app.ui.policy_view import PolicyView
from app.ui.translation import said
from app.ui.widgets import LinkButton, Muted, PrimaryButton, SecondaryButton, ToggleButton
from app.workflows import read_policy
from app.workflows.overview import PolicyStatus


class ReadPage(StaffPage):
    """The policy, section by section."""

    place = Place.READ
    step = Step.READ

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self.view = named(PolicyView(), "policy-text")
        self.sections = Sections()
        self.find_bar = FindBar(self.view)
        self._keeper = PlaceKeeper(self.view, work)
        self._ref: PolicyRef | None = None
        self._text: tuple[Section, ...] = ()
        self._reading: Reading | None = None
        self._low = False
        self._build()
        self._connect()

    def _build(self) -> None:
        main = QWidget()
        rows = QVBoxLayout(main)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.find_bar)
        rows.addWidget(self.view, 1)
        self.set_middle(SidePage(self.sections, main))
        self.plain = named(ToggleButton(self.tr("Plain text")), "plain-text")
        self.plain.setAccessibleDescription(self.tr("Shows the policy as plain lines, without tables"))
        self.search = named(SecondaryButton(self.tr("Find")), "find")
        self.add_later()
        self.ask = named(LinkButton(self.tr("I have a question")), "ask-a-question")
        self.foot.add_left(self.ask)
        self.left = Muted()
        self.next = named(SecondaryButton(self.tr("Next section ↓")), "next-section")
        self.go_on = named(PrimaryButton(self.tr("Continue to your answer")), "continue-to-answer")
        for widget in (self.left, self.next, self.go_on):
            self.foot.add_right(widget)

    def _connect(self) -> None:
        self.sections.chosen.connect(self.view.go_to_section)
        self.view.sectionSeen.connect(self._section_seen)
        self.view.currentSectionChanged.connect(self.sections.set_current)
        self.sections.beside.policyWanted.connect(self._open_other)
        self.next.clicked.connect(self.view.show_next)
        self.go_on.clicked.connect(self._continue)
        self.ask.clicked.connect(self._answer)
        self.plain.toggled.connect(self.view.set_plain_text_mode)
        self.search.clicked.connect(self.find_bar.open_search)
        self.find_bar.closed.connect(self.view.setFocus)

    def tools(self) -> tuple[QWidget, ...]:
        """*Plain text* and *Find*."""
        return (self.plain, self.search)

    def first_focus(self) -> QWidget:
        """The text: keys scroll it at once."""
        return self.view

    def heading_text(self) -> str:
        """The policy's title."""
        return self.work.policy.title

    def enter(self) -> None:
        """Shows the text where it was left."""
        policy = self.work.policy
        if policy.ref != self._ref:
            self._fill()
        changes = policy.summary_of_changes if policy.since is not None else ""
        self.sections.show_notes(said(policy.review_sentence or ""), changes)
        self.sections.beside.show_beside(policy.beside)
        self._offer_the_way_on()
        self.show_due()

    def set_compact(self, compact: bool) -> None:
        """Leaves room for the text: what cannot be pressed yet stays away, and the column tells how many are left."""
        super().set_compact(compact)
        self._low = compact
        self._offer_the_way_on()

    def leave(self) -> None:
        """Keeps the place in the text."""
        self._keeper.keep_now()

    def _fill(self) -> None:
        policy = self.work.policy
        self._ref = policy.ref
        self._text = policy.sections
        reading = Reading.start(self._text, since=policy.since, unchanged=policy.unchanged)
        self._reading = reading.resume(policy.seen)
        self._show_text(policy)
        known = self._reading.seen | self._reading.unchanged
        self.view.mark_seen(number for number, part in enumerate(self._text) if part.digest in known)
        self.sections.show_sections(self._text, self._reading, self.view.current_section)
        self._keeper.find_again(policy.ref)

    def _show_text(self, policy: PolicyStatus) -> None:
        if policy.pdf is None:
            self.view.set_policy(policy.text)
            return
        from app.ui.policy_pages import Pages, ShownPage  # noqa: PLC0415 - late: only where a PDF is shown

        pages = [ShownPage(one.title, one.text, one.width, one.height) for one in policy.pages]
        self.view.set_pages(Pages(policy.pdf, pages))

    def _section_seen(self, number: int) -> None:
        if self._reading is None or self._ref is None:
            return
        digest = self._text[number].digest
        self._reading = self._reading.see(digest)
        self.sections.show_seen(digest, self._reading)
        keep = partial(read_policy.see_section, self.work.context, self._ref, digest)
        self.work.submit(keep, None, self._not_kept, owner=self)
        self._offer_the_way_on()
        if self._reading.is_complete:
            announce(self, self.tr("You have seen every section. You can continue to your answer."))

    def _offer_the_way_on(self) -> None:
        if self._reading is None or not self.work.has_policy:
            return
        left = len(self._reading.to_see)
        words = (
            self.tr("%n sections still to see", "", left) if left > 1 else self.tr("1 section still to see")
        )
        self.left.setText(words if left else "")
        self.left.setVisible(bool(left) and not self._low)
        self.ask.setText(self.tr("Ask") if self._low else self.tr("I have a question"))
        self.ask.setAccessibleName(self.tr("I have a question"))
        answered = self.work.policy.answer is not None
        self.go_on.setText(self.tr("Back to my answer") if answered else self.tr("Continue to your answer"))
        self.go_on.setEnabled(answered or self._reading.is_complete)
        self.go_on.setVisible(self.go_on.isEnabled() or not self._low)
        self.next.setVisible(bool(left))
        self.ask.setVisible(not answered)

    def _open_other(self, policy_id: str) -> None:
        """A related policy that is on this person's list; one that is not is named and no more."""
        found = [
            one
            for one in (self.work.overview.policies if self.work.overview else ())
            if one.ref.id == policy_id
        ]
        if found:
            self.leave()
            self.work.choose(found[0].ref)
            self.enter()

    def _continue(self) -> None:
        if self.work.policy.answer is not None:
            self.go(for_policy(self.work.policy, 0.0))
            return
        self._keeper.keep_the_answer()
        self._answer()

    def _answer(self) -> None:
        """The sections just seen are read back first: the answers that are open hang on them."""
        self.work.reload(then=partial(self.go, Place.ANSWER))

    def _not_kept(self, words: Sentence) -> None:
        self.left.setText(str(words))
        self.left.show()
