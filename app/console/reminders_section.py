"""The Reminders section: how they stand, what was sent, rules and mail server, texts, term calendars."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app import protocol_reminders as wire
from app.console.desk import Desk
from app.console.reminders_calendars import CalendarsPart
from app.console.reminders_now import NowPart
from app.console.reminders_part import Part
from app.console.reminders_rules import RulesPart
from app.console.reminders_sent import SentPart
from app.console.reminders_texts import TextsPart
from app.console.section import Section
from app.console.words import words
from app.sync import console_reminders as service
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.widgets import NoteKind, ToggleButton


class RemindersSection(Section):
    """Five parts; each is told when another one changes what is set."""

    name: ClassVar[str] = "reminders"
    roles: ClassVar[frozenset[str]] = frozenset({"hr"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._stack = QStackedWidget()
        self._parts: dict[str, Part] = {
            "now": NowPart(desk),
            "sent": SentPart(desk),
            "rules": RulesPart(desk),
            "texts": TextsPart(desk),
            "calendars": CalendarsPart(desk),
        }
        self._buttons: dict[str, ToggleButton] = {}
        for name, part in self._parts.items():
            part.setObjectName(f"reminders-{name}")
            part.changed.connect(self._show)
            self._stack.addWidget(part)
            self._buttons[name] = self._button(name, part.accessibleName())
        row = QHBoxLayout()
        row.setContentsMargins(theme.SPACE_24, theme.SPACE_16, theme.SPACE_24, 0)
        row.addWidget(Wrap(*self._buttons.values()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)

    def title(self) -> str:
        """What the button says."""
        return self.tr("Reminders")

    def begin(self) -> None:
        """Asks what is set, and shows how reminders stand."""
        self._choose("now")
        self.desk.ask(self, service.reminders, self._show, self._failed)

    def _button(self, name: str, title: str) -> ToggleButton:
        button = ToggleButton(title)
        button.setObjectName(f"part-{name}")
        button.clicked.connect(partial(self._choose, name))
        return button

    def _choose(self, name: str) -> None:
        for its_name, button in self._buttons.items():
            button.setChecked(its_name == name)
            button.setAccessibleDescription(self.tr("shown now") if its_name == name else "")
        self._stack.setCurrentWidget(self._parts[name])
        self._parts[name].begin()

    def _show(self, state: wire.Reminders) -> None:
        for part in self._parts.values():
            part.show_state(state)

    def _failed(self, error: Exception) -> None:
        self._parts["now"].say(words(error), NoteKind.ATTENTION)
