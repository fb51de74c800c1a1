"""Two things to say of a policy: that it is withdrawn, or that it is still in force. Each on a page of its own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.console.policy_fields import DayField
from app.console.words import words
from app.protocol_policies import PolicyBody
from app.ui.bars import Foot, Header
from app.ui.fields import TextField
from app.ui.layouts import Page, fill
from app.ui.widgets import Body, NoteBox, NoteKind, PrimaryButton, SecondaryButton


class PolicySayPage(QWidget):
    """Asks for the few words that belong to it. `said` carries the first field and the day, None where none is asked."""

    backWanted = Signal()
    said = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asks_day = False
        self._header = Header()
        self._page = Page(name=self.tr("About a policy"))
        self._explained = Body()
        self.note = NoteBox(NoteKind.ATTENTION)
        self.reason = TextField(self.tr("Why"), self.tr("Staff do not see it. It stands in the log."))
        self.name = TextField(self.tr("Your name in full"), self.tr("Staff see it beside the policy."))
        self.until = DayField(self.tr("Next review by"), self.tr("Day/month/year, such as 31/12/2027."))
        self.go = PrimaryButton("")
        back = SecondaryButton(self.tr("‹ Back to the policies"))
        for widget, name in (
            (self.reason.edit, "sayReason"), (self.name.edit, "sayName"), (self.until.edit, "sayUntil"),
            (self.go, "sayGo"), (back, "sayBack"), (self.note, "sayNote"),
        ):  # fmt: skip
            widget.setObjectName(name)
        foot = Foot()
        foot.add_left(back)
        foot.add_right(self.go)
        for part in (self._explained, self.note, self.reason, self.name, self.until):
            self._page.add(part)
        fill(self, self._header, self._page, foot, grows=self._page)
        back.clicked.connect(self.backWanted)
        self.go.clicked.connect(self._say)

    def ask_to_withdraw(self, policy: PolicyBody) -> None:
        """Withdraw it, or take back the version that waits."""
        waits = policy.versions[0].state == "waiting"
        words_of = (
            self.tr("The version that waits for its first day is taken back. The one before stays in force.")
            if waits
            else self.tr(
                "Nobody will be asked for it any more. Nothing is deleted: what people signed stays."
            )
        )
        self._begin(
            policy.title, words_of, self.tr("Take it back") if waits else self.tr("Withdraw it"), day=False
        )

    def ask_to_confirm(self, policy: PolicyBody) -> None:
        """Say that it is still in force."""
        words_of = self.tr("You say by your name that this policy was looked at and is still in force.")
        self._begin(policy.title, words_of, self.tr("It is still in force"), day=True)

    def say_failed(self, error: Exception) -> None:
        """Says what has to be put right."""
        self.go.setEnabled(True)
        self.note.set_text(words(error))
        self.note.show()

    def _begin(self, title: str, explained: str, button: str, *, day: bool) -> None:
        self._asks_day = day
        self._header.set_title(title, "")
        self._explained.setText(explained)
        self.go.setText(button)
        self.go.setEnabled(True)
        self.note.hide()
        self.reason.setVisible(not day)
        for field in (self.name, self.until):
            field.setVisible(day)
        for field in (self.reason, self.name, self.until):
            field.setText("")
        (self.name if day else self.reason).setFocus()

    def _say(self) -> None:
        try:
            until = self.until.day() if self._asks_day else None
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the day is said
            self.say_failed(error)
            return
        self.go.setEnabled(False)
        self.said.emit(self.name.text() if self._asks_day else self.reason.text(), until)
