"""To approve: what somebody else of HR asked for, with exactly what would happen, and what was decided of late.

1. Whoever asked sees it here too, and can take it back, but cannot approve it.
2. To refuse, a reason is asked for; who asked sees it here.
"""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import protocol_accounts as wire
from app.console.desk import Desk
from app.console.person_words import Words
from app.console.section import PageSection
from app.console.words import words
from app.sync import console_accounts as service
from app.ui.fields import TextField
from app.ui.layouts import Wrap
from app.ui.widgets import (
    Body,
    Card,
    ChipKind,
    Muted,
    NoteBox,
    NoteKind,
    PrimaryButton,
    SecondaryButton,
    StatusChip,
    Strong,
    Subheading,
    Title,
)


class RequestCard(Card):
    """One request that waits."""

    approved = Signal(str)
    refused = Signal(str, str)

    def __init__(self, request: wire.RequestBody, told: Words, *, own: bool) -> None:
        super().__init__()
        self.setObjectName(f"request-{request.number}")
        self._request = request
        self.add(Strong(self._kind()))
        asked = self.tr("Asked for by {0}, {1}. It ends {2} if nobody decides.").format(
            request.asked_by, told.moment(request.asked_at), told.moment(request.expires_at)
        )
        self.add(Muted(asked))
        self.add(Body(self.tr("This is what would happen:")))
        for sentence in request.told:
            self.add(Body(sentence, selectable=True))
        self._note = NoteBox(NoteKind.ATTENTION)
        self._note.setObjectName("requestNote")
        self._note.hide()
        self.add(self._note)
        if request.state == "approved":
            self.add(Body(self.tr("It is approved by {0}, and was not finished.").format(request.decided_by)))
        self._reason = TextField(self.tr("Why not?"), self.tr("They will see your reason."))
        if own:
            self._reason = TextField(self.tr("Why do you take it back?"))
            self.add(Body(self.tr("You asked for this yourself, so somebody else has to approve it.")))
        self._reason.edit.setObjectName("refuseReason")
        approve = PrimaryButton(self.tr("Approve, and do it now"))
        approve.setObjectName("approveButton")
        approve.clicked.connect(self._approve)
        approve.setVisible(not own)
        refuse = SecondaryButton(self.tr("Take it back") if own else self.tr("Refuse"))
        refuse.setObjectName("refuseButton")
        refuse.clicked.connect(self._refuse)
        if request.state == "open":
            self.add(self._reason)
        else:
            refuse.hide()
        self.add(Wrap(refuse, approve))

    def _kind(self) -> str:
        return {
            "publish": self.tr("Publish a policy"),
            "withdraw": self.tr("Withdraw a policy"),
            "purge": self.tr("Delete records for good"),
            "rules": self.tr("Change the rules for accounts"),
            "account": self.tr("Add an account for HR"),
            "account-hr": self.tr("Let an account become HR’s"),
            "lost-factor": self.tr("Take away a second factor"),
        }.get(self._request.kind, self._request.kind)

    def _approve(self) -> None:
        self.setEnabled(False)
        self.approved.emit(self._request.number)

    def _refuse(self) -> None:
        reason = self._reason.text().strip()
        if not reason:
            self._reason.set_message(self.tr("Write a few words first."))
            self._reason.edit.setFocus()
            return
        self.setEnabled(False)
        self.refused.emit(self._request.number, reason)

    def say_failed(self, error: Exception) -> None:
        """It was not done."""
        self.setEnabled(True)
        self._note.set_text(words(error))
        self._note.show()


class ApprovalsSection(PageSection):
    """What waits, and what was decided."""

    name: ClassVar[str] = "approvals"
    roles: ClassVar[frozenset[str]] = frozenset({"hr"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._said = ""

    def title(self) -> str:
        """What the button says."""
        return self.tr("To approve")

    def begin(self) -> None:
        """Asks what waits."""
        self.desk.ask(self, service.requests, self._show, self._failed)

    def _show(self, found: wire.Requests) -> None:
        page, told = self._page, Words(self.desk)
        page.clear()
        page.add(Title(self.title()))
        if self._said:
            said = NoteBox(NoteKind.INFO, self._said)
            said.setObjectName("approvalsSaid")
            page.add(said)
            self._said = ""
        if not found.waiting:
            page.add(Muted(self.tr("Nothing waits for a second person.")))
        for request in found.waiting:
            card = RequestCard(request, told, own=request.asked_by == self.desk.session.account)
            card.approved.connect(partial(self._approve, card))
            card.refused.connect(partial(self._refuse, card))
            page.add(card)
        if found.decided:
            page.add(Subheading(self.tr("Decided of late")))
        for request in found.decided:
            page.add(self._decided(request, told))

    def _decided(self, request: wire.RequestBody, told: Words) -> Card:
        card = Card()
        states = {
            "done": (ChipKind.DONE, self.tr("Done")),
            "refused": (ChipKind.OPEN, self.tr("Refused")),
            "failed": (ChipKind.ATTENTION, self.tr("Could not be done")),
            "expired": (ChipKind.OPEN, self.tr("Expired")),
        }
        chip = states.get(request.state, (ChipKind.OPEN, request.state))
        card.add(Wrap(Strong(request.told[0] if request.told else request.subject), StatusChip(*chip)))
        by = self.tr("Asked for by {0}, {1}.").format(request.asked_by, told.moment(request.asked_at))
        if request.decided_by is not None:
            by = f"{by} {self.tr('Decided by {0}.').format(request.decided_by)}"
        card.add(Muted(by))
        if request.reason:
            card.add(Body(f"“{request.reason}”", selectable=True))
        return card

    def _approve(self, card: RequestCard, number: str) -> None:
        self.desk.ask(card, lambda client: service.approve(client, number), self._approved, card.say_failed)

    def _refuse(self, card: RequestCard, number: str, reason: str) -> None:
        self.desk.ask(
            card, lambda client: service.refuse(client, number, reason), self._refused, card.say_failed
        )

    def _approved(self, _nothing: None) -> None:
        self._said = self.tr("✓ Approved and done. Both names are on record.")
        self.desk.changed()
        self.begin()

    def _refused(self, _nothing: None) -> None:
        self._said = self.tr("✓ It will not be done. The reason is on record.")
        self.begin()
