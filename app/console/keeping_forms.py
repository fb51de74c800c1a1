"""Forms of keeping: placing a hold, ending one. Each asks for a reason, and says what comes of it before it is done."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app import protocol_keeping as wire
from app.console.desk import Desk
from app.console.keeping_words import hold_on, translate
from app.console.person_forms import limit_lines
from app.console.words import words
from app.sync import console_keeping as service
from app.sync.console_client import ConsoleClient
from app.ui.fields import TextArea, TextField
from app.ui.layouts import Wrap
from app.ui.widgets import (
    Body,
    Card,
    NoteBox,
    NoteKind,
    PrimaryButton,
    SecondaryButton,
    Strong,
    Subheading,
    name_choice,
)

_MOST = 400


class ReasonForm(QWidget):
    """A form with a reason. `recorded` carries what to say when it is done, `left` when it was given up."""

    recorded = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, title: str, explained: str, go_on: str) -> None:
        super().__init__()
        self.desk = desk
        self.note = NoteBox(NoteKind.ATTENTION)
        self.note.setObjectName("keepingFormNote")
        self.note.hide()
        self.card = Card(accent=True)
        self.reason = TextArea(
            translate("Keeping", "Reason"), translate("Keeping", "A few words. They stay beside it.")
        )
        self.reason.edit.setObjectName("keepingReason")
        limit_lines(self.reason, 2)
        self._go, cancel = PrimaryButton(go_on), SecondaryButton(translate("Keeping", "Cancel"))
        self._go.setObjectName("keepingGo")
        cancel.setObjectName("keepingCancel")
        self._go.clicked.connect(self._check)
        cancel.clicked.connect(self.left)
        self._buttons = Wrap(self._go, cancel)
        for part in (Subheading(title), Body(explained)):
            self.card.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def finish(self, *fields: QWidget) -> None:
        """Puts the fields, the reason and the buttons into the card."""
        for part in (*fields, self.note, self.reason, self._buttons):
            self.card.add(part)

    def work(self) -> tuple[Callable[[ConsoleClient], object], str] | None:
        """What to do, and what to say when it is done; None if something is still missing, and the form says what."""
        raise NotImplementedError

    def reason_text(self) -> str:
        """The reason as it is sent."""
        return self.reason.text().strip()[:_MOST]

    def _check(self) -> None:
        missing = not self.reason_text()
        said = translate("Keeping", "Give a reason in a few words.") if missing else ""
        self.reason.set_message(said)
        asked = self.work()
        if missing:
            self.reason.edit.setFocus()
        elif asked is not None:
            self.setEnabled(False)
            self._then = asked[1]
            self.desk.ask(self, asked[0], self._done, self._failed)

    def _done(self, _found: object) -> None:
        self.recorded.emit(self._then)

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self.note.set_text(words(error))
        self.note.show()


class HoldForm(ReasonForm):
    """Places a hold: on one `person` (staff id, name), or on whom the form asks for."""

    def __init__(self, desk: Desk, schools: list[str], person: tuple[str, str] | None = None) -> None:
        explained = translate(
            "Keeping",
            "While it is held nothing that it touches is deleted, whatever the rules say. It lasts until somebody"
            " ends it.",
        )
        title = translate("Keeping", "Hold records")
        if person is not None:
            title = translate("Keeping", "Hold the records of {0}").format(person[1])
        super().__init__(desk, title, explained, translate("Keeping", "Hold them"))
        self.setObjectName("holdForm")
        self._person = person
        self.scope, self.school = QComboBox(), QComboBox()
        self.staff_id = TextField(
            translate("Keeping", "Their staff id"), translate("Keeping", "As on the staff list")
        )
        self._on, self._school_label = Strong(translate("Keeping", "Whose records")), Strong()
        self._school_label.setText(translate("Keeping", "School"))
        for box, name, label in (
            (self.scope, "holdScope", self._on),
            (self.school, "holdSchool", self._school_label),
        ):
            box.setObjectName(name)
            name_choice(box, label.text())
            label.setBuddy(box)
        self.staff_id.edit.setObjectName("holdStaffId")
        self._offer(schools)

    def _offer(self, schools: list[str]) -> None:
        self.scope.addItem(translate("Keeping", "One person"), "person")
        if schools:
            self.scope.addItem(translate("Keeping", "Everyone at one school"), "school")
        self.scope.addItem(translate("Keeping", "Everything there is"), "everything")
        self.school.addItems(schools)
        if self._person is not None:
            self.finish()
            return
        self.finish(self._on, Wrap(self.scope), self.staff_id, self._school_label, Wrap(self.school))
        self.scope.currentIndexChanged.connect(self._show_whom)
        self._show_whom()

    def _show_whom(self) -> None:
        scope = self.scope.currentData()
        self.staff_id.setVisible(scope == "person")
        self._school_label.setVisible(scope == "school")
        self.school.setVisible(scope == "school")

    def work(self) -> tuple[Callable[[ConsoleClient], object], str] | None:
        """Places it."""
        scope: wire.HoldScope = self.scope.currentData()
        subject = {"person": self.staff_id.text().strip(), "school": self.school.currentText()}.get(scope, "")
        if self._person is not None:
            subject = self._person[0]
        missing = scope == "person" and not subject
        self.staff_id.set_message(translate("Keeping", "Give their staff id.") if missing else "")
        if missing:
            return None
        hold = wire.HoldBody(scope=scope, subject=subject[:200], reason=self.reason_text())
        said = translate("Keeping", "✓ Held. Nothing of it is deleted until the hold ends.")
        return lambda client: service.place_hold(client, hold), said


class EndHoldForm(ReasonForm):
    """Ends a hold."""

    def __init__(self, desk: Desk, hold: wire.PlacedHold) -> None:
        explained = translate(
            "Keeping",
            "From then on the rules count again. Nothing is deleted by that alone: you see a list first.",
        )
        title = translate("Keeping", "End the hold on: {0}").format(hold_on(hold))
        super().__init__(desk, title, explained, translate("Keeping", "End the hold"))
        self.setObjectName("endHoldForm")
        self._number = hold.number
        self.finish()

    def work(self) -> tuple[Callable[[ConsoleClient], object], str] | None:
        """Ends it."""
        number, reason = self._number, self.reason_text()
        said = translate("Keeping", "✓ The hold has ended. It stays on the list, with your reason.")
        return lambda client: service.lift_hold(client, number, reason), said
