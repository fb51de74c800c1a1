"""The foot of the first page: how many are shown, and what can be done with the selected person."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.console.rows import Row, Show
from app.ui.bars import Foot
from app.ui.plain import on_button
from app.ui.widgets import Muted, PrimaryButton, SecondaryButton


class WhoFoot(Foot):
    """What cannot be done is not there. `codeWanted` carries a `Row`, `personWanted` a staff id."""

    codeWanted = Signal(object)
    personWanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: Row | None = None
        self._codes = self._persons = False
        self.status = Muted()
        self.status.setObjectName("footStatus")
        self._code = SecondaryButton("")
        self._code.setObjectName("codeButton")
        self._open = PrimaryButton("")
        self._open.setObjectName("personButton")
        self.add_left(self.status)
        self.add_right(self._code)
        self.add_right(self._open)
        self._code.clicked.connect(self._issue)
        self._open.clicked.connect(self.act)
        self.show_person(None)

    def allow(self, *, codes: bool, persons: bool) -> None:
        """Offers what this account may do."""
        self._codes, self._persons = codes, persons
        self.show_person(self._person)

    def show_person(self, person: Row | None) -> None:
        """Offers what can be done with this person."""
        self._person = person
        name = on_button(person.name) if person else ""
        here = person is not None and not person.flags & Show.LEFT
        self._code.setVisible(here and self._codes)
        self._code.setText(self.tr("Enrolment code for {0}…").format(name))
        self._open.setVisible(person is not None and self._persons)
        self._open.setText(self.tr("Open {0}").format(name))

    def act(self) -> None:
        """Does the first thing that can be done with the person."""
        if self._person is not None and self._persons:
            self.personWanted.emit(self._person.staff_id)
        elif not self._code.isHidden():
            self._issue()

    def _issue(self) -> None:
        if self._person is not None:
            self.codeWanted.emit(self._person)
