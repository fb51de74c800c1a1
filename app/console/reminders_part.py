"""What the parts of the Reminders section share: each is told what is set, and tells the others what it changed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from app import protocol_reminders as wire
from app.console.parts import Part as AnyPart
from app.sync.console_client import ConsoleClient


class Part(AnyPart):
    """One part: made once, told of every change by `show_state`."""

    changed = Signal(object)
    """What is set now (`wire.Reminders`), after this part changed it."""

    def show_state(self, state: wire.Reminders) -> None:
        """Shows what is set."""

    def change(self, work: Callable[[ConsoleClient], wire.Reminders], sentence: str) -> None:
        """Changes something, says so, and tells the other parts."""
        self.ask(work, partial(self._changed, sentence))

    def _changed(self, sentence: str, state: wire.Reminders) -> None:
        self.changed.emit(state)
        self.say(f"✓ {sentence}")
