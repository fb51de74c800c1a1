"""What the parts of the Reminders section share: a page with a note, and asking the service."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import protocol_reminders as wire
from app.console.desk import Desk
from app.console.words import words
from app.sync.console_client import ConsoleClient
from app.ui.layouts import Page
from app.ui.widgets import NoteBox, NoteKind, Title

T = TypeVar("T")


class Part(Page):
    """One part: made once, told of every change by `show_state`."""

    changed = Signal(object)
    """What is set now (`wire.Reminders`), after this part changed it."""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=title)
        self.desk = desk
        self.note = NoteBox(NoteKind.INFO)
        self.note.hide()
        self.add(Title(title))
        self.add(self.note)

    def show_state(self, state: wire.Reminders) -> None:
        """Shows what is set."""

    def begin(self) -> None:
        """Called each time the part is shown."""
        self.note.hide()

    def ask(self, work: Callable[[ConsoleClient], T], done: Callable[[T], None]) -> None:
        """Asks the service; the controls wait until it has answered."""
        self.setEnabled(False)
        self.desk.ask(self, work, partial(self._answered, done), self._failed)

    def change(self, work: Callable[[ConsoleClient], wire.Reminders], sentence: str) -> None:
        """Changes something, says so, and tells the other parts."""
        self.ask(work, partial(self._changed, sentence))

    def say(self, sentence: str, kind: NoteKind = NoteKind.INFO) -> None:
        """Says something at the top of the page, where it is seen."""
        self.note.set_kind(kind)
        self.note.set_text(sentence)
        self.note.show()
        self.to_top()

    def _answered(self, done: Callable[[T], None], found: T) -> None:
        self.setEnabled(True)
        self.note.hide()
        done(found)

    def _changed(self, sentence: str, state: wire.Reminders) -> None:
        self.changed.emit(state)
        self.say(f"✓ {sentence}")

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self.say(words(error), NoteKind.ATTENTION)
