"""Ending one of a person's keys: retired, or lost or stolen, with a reason that the person will see."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import protocol_people as wire
from app.console.desk import Desk
from app.console.person_forms import limit_lines
from app.console.person_words import translate
from app.console.words import words
from app.sync import console_people as service
from app.ui.fields import TextArea
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Card, NoteBox, NoteKind, SecondaryButton, Subheading


class KeyForm(QWidget):
    """Ends one key: retired, or lost or stolen, with the reason that the person will see beside it."""

    recorded = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, person: wire.Person, kid: str) -> None:
        super().__init__()
        self.setObjectName("keyForm")
        self._desk, self._person, self._kid = desk, person, kid
        self._note = NoteBox(NoteKind.ATTENTION)
        self._note.hide()
        card = Card()
        self.why = TextArea(
            translate("Person", "Reason"), translate("Person", "The person sees it beside the key.")
        )
        self.why.edit.setObjectName("keyReason")
        limit_lines(self.why)
        retire = SecondaryButton(translate("Person", "Retire it: not in use any more"))
        revoke = SecondaryButton(translate("Person", "End it: lost or stolen"))
        cancel = SecondaryButton(translate("Person", "Cancel"))
        for button, name in ((retire, "keyRetire"), (revoke, "keyRevoke"), (cancel, "keyCancel")):
            button.setObjectName(name)
        retire.clicked.connect(partial(self._end, "retired"))
        revoke.clicked.connect(partial(self._end, "revoked"))
        cancel.clicked.connect(self.left)
        for widget in (
            Subheading(translate("Person", "End the key {0}…").format(kid[:12])),
            Body(
                translate(
                    "Person",
                    "What it signed before stays valid. Nothing can be signed with it afterwards."
                    " With a new enrolment code they get a new one.",
                )
            ),
            self._note,
            self.why,
            Wrap(retire, revoke, cancel),
        ):
            card.add(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _end(self, ending: str) -> None:
        if not self.why.text().strip():
            self.why.set_message(translate("Person", "Give a reason in a few words."))
            return
        body = wire.KeyEnd.model_validate({"ending": ending, "why": self.why.text().strip()[:400]})
        self.setEnabled(False)
        staff_id, kid = self._person.staff_id, self._kid
        self._desk.ask(
            self, lambda client: service.end_key(client, staff_id, kid, body), self._done, self._failed
        )

    def _done(self, _nothing: None) -> None:
        self.recorded.emit(
            translate("Person", "✓ The key has ended. {0} sees it too.").format(self._person.name)
        )

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self._note.set_text(words(error))
        self._note.show()
