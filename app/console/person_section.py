"""One person's page: what this account may see of them, and what HR can record.

1. What this account may not see did not come from the service; what it may not do has no button here.
2. Recording goes through a form and the very words that the person will see (`person_forms`).
3. The evidence pack is saved whole or not at all, and the page says how anybody checks it.
"""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from app import protocol_people as wire
from app.console.code_page import CodePage
from app.console.desk import Desk
from app.console.keeping_forms import EndHoldForm, HoldForm, ReasonForm
from app.console.person_files import print_out
from app.console.person_forms import HandForm, kinds
from app.console.person_key_form import KeyForm
from app.console.person_saving import PersonSaving
from app.console.person_sheet import READS_ALL, PersonSheet, html
from app.console.person_words import translate
from app.console.section import Section
from app.console.who_header import Moment
from app.console.words import words
from app.protocol import IssuedCode
from app.protocol_keeping import PlacedHold
from app.sync import console_keeping
from app.sync import console_people as service
from app.sync.console_client import ConsoleClient
from app.ui.layouts import fill
from app.ui.widgets import Button, NoteKind, PrimaryButton, SecondaryButton


class PersonSection(Section):
    """The page of one person; opened from the list, from a question or from a dispute."""

    name: ClassVar[str] = "person"
    roles: ClassVar[frozenset[str]] = frozenset({"hr", "headteacher", "line-manager", "auditor"})
    in_bar: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._person: wire.Person | None = None
        self._staff_id = ""
        self._code: CodePage | None = None
        self.sheet = PersonSheet(desk)
        self.sheet.keyWanted.connect(self._open_key_form)
        self.sheet.scanWanted.connect(self._save_scan)
        self.sheet.holdEndWanted.connect(self._open_hold_end)
        self._saving = PersonSaving(desk, self)
        self._saving.said.connect(self.sheet.say)
        self._saving.failed.connect(self._failed)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheet)
        fill(self, self._stack)

    def title(self) -> str:
        """Not in the row of buttons."""
        return translate("Person", "Person")

    def show_person(self, staff_id: str) -> None:
        """Loads and shows one person."""
        self._staff_id = staff_id
        if self._person is None or self._person.staff_id != staff_id:
            self._person = None
            self.sheet.show_note(translate("Person", "Looking…"))
        self._load()

    def _load(self, said: str = "") -> None:
        self._stack.setCurrentWidget(self.sheet)
        staff_id = self._staff_id
        self.desk.ask(
            self,
            partial(_known, staff_id=staff_id, with_holds=self.desk.session.role == "hr"),
            partial(self._loaded, said),
            self._could_not_load,
        )

    def _loaded(self, said: str, known: tuple[wire.Person, list[PlacedHold]]) -> None:
        person, holds = known
        if person.staff_id == self._staff_id:
            self._person = person
            self.sheet.show_person(
                person, said, self._buttons(), self._recording(person), (holds, self._keeping())
            )

    def _could_not_load(self, error: Exception) -> None:
        self._person = None
        again = SecondaryButton(translate("Person", "Try again"))
        again.clicked.connect(partial(self._load, ""))
        self.sheet.show_note(words(error), again)

    def _buttons(self) -> list[Button]:
        role, buttons = self.desk.session.role, []
        if role in READS_ALL:
            save = PrimaryButton(translate("Person", "Save evidence pack…"))
            buttons.append(_button(save, "saveEvidence"))
            save.clicked.connect(self._save_evidence)
        put = _button(SecondaryButton(translate("Person", "Print…")), "printPerson")
        put.clicked.connect(self._print)
        buttons.append(put)
        if role != "hr":
            return buttons
        code = _button(SecondaryButton(translate("Person", "Enrolment code…")), "personCode")
        code.clicked.connect(self._issue_code)
        return [*buttons, code]

    def _keeping(self) -> list[Button]:
        """The buttons for what is held of them, at the end of the page."""
        if self.desk.session.role != "hr":
            return []
        data = SecondaryButton(
            translate("Person", "Everything we hold…"),
            description=translate("Person", "Saves all that is held of them as one file, for them alone"),
        )
        data.clicked.connect(self._save_data)
        hold = SecondaryButton(
            translate("Person", "Hold their records…"),
            description=translate("Person", "Stops anything of theirs from being deleted"),
        )
        hold.clicked.connect(self._open_hold)
        return [_button(data, "personData"), _button(hold, "personHold")]

    def _recording(self, person: wire.Person) -> list[Button]:
        """The buttons for what HR records by hand; coming back is offered to whoever is or was to be away."""
        if self.desk.session.role != "hr":
            return []
        was_away = any(one.kind == "leave" for one in person.history)
        buttons = []
        for kind in kinds():
            if kind.name != "return" or was_away:
                button = SecondaryButton(kind.title, description=kind.explained)
                button.clicked.connect(partial(self._open_form, kind.name))
                buttons.append(_button(button, f"record-{kind.name}"))
        return buttons

    def _open_form(self, name: str, _checked: bool = False) -> None:
        if self._person is not None:
            kind = next(one for one in kinds() if one.name == name)
            self._show_form(HandForm(self.desk, self._person, kind))

    def _open_key_form(self, kid: str) -> None:
        if self._person is not None:
            self._show_form(KeyForm(self.desk, self._person, kid))

    def _open_hold(self) -> None:
        if self._person is not None:
            self._show_form(HoldForm(self.desk, [], (self._person.staff_id, self._person.name)))

    def _open_hold_end(self, hold: PlacedHold) -> None:
        self._show_form(EndHoldForm(self.desk, hold))

    def _show_form(self, form: HandForm | KeyForm | ReasonForm) -> None:
        form.recorded.connect(self._recorded)
        form.left.connect(self.sheet.close_form)
        self.sheet.open_form(form)

    def _recorded(self, said: str) -> None:
        self.sheet.close_form()
        self.desk.changed()
        self._load(said)

    def _issue_code(self) -> None:
        if self._person is None:
            return
        if self._code is None:
            self._code = CodePage()
            self._code.backWanted.connect(self._load)
            self._stack.addWidget(self._code)
        staff_id = self._person.staff_id
        self._code.wait(self._person.name)
        self._stack.setCurrentWidget(self._code)
        self.desk.ask(
            self, lambda client: client.issue_code(staff_id), self._code_issued, self._code.say_failed
        )

    def _code_issued(self, issued: IssuedCode) -> None:
        if self._code is not None:
            self._code.show_code(issued, Moment(self.desk.clock(), self.desk.tz))

    def _save_evidence(self) -> None:
        self._saving.evidence(self._staff_id)

    def _save_data(self) -> None:
        self._saving.data(self._staff_id)

    def _save_scan(self, sha256: str) -> None:
        self._saving.scan(self._staff_id, sha256)

    def _print(self) -> None:
        if self._person is not None and print_out(self, html(self.desk, self._person)):
            self.sheet.say(translate("Person", "Sent to the printer."))

    def _failed(self, error: Exception) -> None:
        self.sheet.say(words(error), NoteKind.ATTENTION)


def _button(button: Button, name: str) -> Button:
    button.setObjectName(name)
    return button


def _known(client: ConsoleClient, *, staff_id: str, with_holds: bool) -> tuple[wire.Person, list[PlacedHold]]:
    person = service.person(client, staff_id)
    return person, console_keeping.holds_on(client, staff_id).holds if with_holds else []
