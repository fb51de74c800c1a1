"""The Reminders section: how they stand, what was sent, rules and mail server, texts, term calendars."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app import protocol_reminders as wire
from app.console.desk import Desk
from app.console.parts import PartsSection
from app.console.reminders_calendars import CalendarsPart
from app.console.reminders_now import NowPart
from app.console.reminders_part import Part
from app.console.reminders_rules import RulesPart
from app.console.reminders_sent import SentPart
from app.console.reminders_texts import TextsPart
from app.sync import console_reminders as service


class RemindersSection(PartsSection):
    """Five parts; each is told when another one changes what is set."""

    name: ClassVar[str] = "reminders"
    roles: ClassVar[frozenset[str]] = frozenset({"hr"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        told: dict[str, Part] = {
            "now": NowPart(desk),
            "sent": SentPart(desk),
            "rules": RulesPart(desk),
            "texts": TextsPart(desk),
            "calendars": CalendarsPart(desk),
        }
        super().__init__(desk, {**told}, parent)
        self._told = told
        for part in told.values():
            part.changed.connect(self._show)

    def title(self) -> str:
        """What the button says."""
        return self.tr("Reminders")

    def begin(self) -> None:
        """Asks what is set, and shows how reminders stand."""
        super().begin()
        self.desk.ask(self, service.reminders, self._show, self.parts["now"].failed)

    def _show(self, state: wire.Reminders) -> None:
        for part in self._told.values():
            part.show_state(state)
