"""Words that an account writes to somebody, or about something: a button, then the text and *Send* in its place.

What was written stays until it has arrived.
"""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.person_forms import limit_lines
from app.console.words import words
from app.ui.fields import TextArea
from app.ui.layouts import Wrap
from app.ui.widgets import PrimaryButton, SecondaryButton


@dataclass(frozen=True)
class ReplyWords:
    """What a reply says of itself: its button, its field, who will see it, its *Send*, and where it is empty."""

    begin: str
    field: str
    hint: str
    send: str
    empty: str


class Reply(QWidget):
    """The button and what it opens. `sent` hands the words over; the controls are `{name}Button`, `…Text`, `…Send`."""

    sent = Signal(str)

    def __init__(self, name: str, told: ReplyWords) -> None:
        super().__init__()
        self._name, self._told = name, told
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._begin = SecondaryButton(told.begin)
        self._begin.setObjectName(f"{name}Button")
        self._begin.clicked.connect(self._open)
        self._column.addWidget(Wrap(self._begin))

    def _open(self) -> None:
        self._begin.hide()
        self._area = TextArea(self._told.field, self._told.hint)
        self._area.edit.setObjectName(f"{self._name}Text")
        limit_lines(self._area)
        send = PrimaryButton(self._told.send)
        send.setObjectName(f"{self._name}Send")
        send.clicked.connect(self._send)
        self._column.addWidget(self._area)
        self._column.addWidget(Wrap(send))
        self._area.edit.setFocus()

    def _send(self) -> None:
        text = self._area.text().strip()
        if not text:
            self._area.set_message(self._told.empty)
            return
        self.setEnabled(False)
        self.sent.emit(text)

    def say_failed(self, error: Exception) -> None:
        """The words did not go; what was written stays."""
        self.setEnabled(True)
        self._area.set_message(words(error))
