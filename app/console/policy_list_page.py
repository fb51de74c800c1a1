"""The policies of the trust: each with how it stands, its versions, and what HR can do with it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.policy_words import day_words, state_words, version_words
from app.protocol_policies import PolicyBody, PolicyListAnswer
from app.ui.bars import Header
from app.ui.layouts import Page, Wrap, fill
from app.ui.widgets import (
    Body,
    Card,
    ChipKind,
    Heading,
    LinkButton,
    Muted,
    NoteBox,
    NoteKind,
    PrimaryButton,
    SecondaryButton,
    StatusChip,
)

_CHIPS = {"in force": ChipKind.DONE, "waiting": ChipKind.PARTLY, "withdrawn": ChipKind.OPEN}


class PolicyListPage(QWidget):
    """Lists policies. `publishWanted` carries a `PolicyBody` or None for a new policy; `showWanted` its version too."""

    publishWanted = Signal(object)
    showWanted = Signal(object, int)
    withdrawWanted = Signal(object)
    confirmWanted = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, may_publish: bool) -> None:
        super().__init__(parent)
        self._may = may_publish
        self._page = Page(name=self.tr("Policies"), characters=100)
        self._said = NoteBox(NoteKind.INFO)
        self._said.setObjectName("policiesSaid")
        self._said.hide()
        self.publish = PrimaryButton(self.tr("Publish a new policy…"))
        self.publish.setObjectName("publishPolicyButton")
        self.publish.setVisible(may_publish)
        self.publish.clicked.connect(partial(self.publishWanted.emit, None))
        header = Header(self.tr("Policies"), self.tr("What staff are asked to read, and every version of it"))
        header.add_tool(self.publish)
        self._cards = QWidget()
        self._rows = QVBoxLayout(self._cards)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(16)
        self._page.add(self._said)
        self._page.add(self._cards)
        fill(self, header, self._page, grows=self._page)

    def show_policies(self, answer: PolicyListAnswer) -> None:
        """Lists them in the order they came."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for policy in answer.policies:
            self._rows.addWidget(self._card(policy))
        if not answer.policies:
            self._rows.addWidget(Body(self.tr("Nothing has been published yet.")))

    def say(self, words: str) -> None:
        """Says what was done, or why it could not be."""
        self._said.set_text(words)
        self._said.setVisible(bool(words))
        self._page.to_top()

    def _card(self, policy: PolicyBody) -> QWidget:
        card = Card()
        card.setObjectName(f"policy-{policy.policy_id}")
        card.add(Wrap(Heading(policy.title), StatusChip(_CHIPS[policy.state], state_words(policy))))
        newest = policy.versions[0].terms
        stands = [
            self.tr("Owner: {0}").format(newest.owner) if newest.owner else "",
            self.tr("Approved by {0}").format(newest.approved_by) if newest.approved_by else "",
            self.tr("Ratified {0}").format(day_words(newest.ratified)) if newest.ratified else "",
            self.tr("Next review {0}").format(day_words(newest.review)) if newest.review else "",
        ]
        if any(stands):
            card.add(Muted(" · ".join(filter(None, stands))))
        if policy.past_review:
            note = NoteBox(NoteKind.ATTENTION)
            note.set_text(self.tr("This policy is past its review date. Staff see that too."))
            card.add(note)
        elif policy.confirmed is not None:
            said = policy.confirmed
            words = self.tr("Still in force, said {0} on {1}. Next review by {2}.")
            card.add(Muted(words.format(said.name, day_words(said.on), day_words(said.until))))
        for version in policy.versions:
            named = self.tr("Version {0} ({1})").format(version.version, version.label)
            line = LinkButton(named, description=self.tr("Shows this version as staff see it"))
            line.setObjectName(f"show-{policy.policy_id}-{version.version}")
            line.clicked.connect(partial(self.showWanted.emit, policy, version.version))
            card.add(Wrap(line, Muted(version_words(version))))
        if self._may:
            card.add(self._buttons(policy))
        return card

    def _buttons(self, policy: PolicyBody) -> QWidget:
        wanted = [("publish", self.tr("Publish a new version…"), self.publishWanted)]
        if policy.state == "in force":
            wanted.append(("confirm", self.tr("Still in force…"), self.confirmWanted))
        waits = policy.versions[0].state == "waiting"
        if policy.state != "withdrawn" and (waits or policy.version):
            take_back = self.tr("Take back version {0}…").format(policy.versions[0].version)
            wanted.append(("withdraw", take_back if waits else self.tr("Withdraw…"), self.withdrawWanted))
        buttons = []
        for name, words, signal in wanted:
            button = SecondaryButton(words, description=policy.title)
            button.setObjectName(f"{name}-{policy.policy_id}")
            button.clicked.connect(partial(signal.emit, policy))
            buttons.append(button)
        return Wrap(*buttons)
