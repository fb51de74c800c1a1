"""Adding one person by hand, or changing one: agency workers, volunteers, governors, and what no list knows yet.

1. Somebody found fills the form; only what is changed is sent.
2. Whoever was saved can be given a code at once, to sign on any of the trust's computers.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.console.staff_words import kinds
from app.console.words import words
from app.protocol import IssuedCode
from app.protocol_staff import FoundPerson, PersonFields
from app.ui import theme
from app.ui.bars import Foot, Header
from app.ui.fields import TextField
from app.ui.layouts import Page, fill
from app.ui.widgets import (
    Body,
    Heading,
    NoteBox,
    NoteKind,
    PrimaryButton,
    SecondaryButton,
    Strong,
    Subheading,
    Title,
    name_choice,
)

_FIELDS = ("staff_id", "name", "legal_name", "email", "school", "role", "line_manager", "left_on")


class PersonForm(QWidget):
    """What is kept of one person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        made = self.tr("Leave it empty, and one is made.")
        several = self.tr("More than one: put a semicolon between them.")
        no_mail = self.tr("Leave it empty for somebody without one.")
        manager = self.tr("Their e-mail address or staff id.")
        last = self.tr("As 31/12/2026. Leave it empty if none is known.")
        if_another = self.tr("Only if it is another than the name shown.")
        self.fields = {
            "name": TextField(self.tr("Name, as shown")),
            "legal_name": TextField(self.tr("Legal name"), if_another),
            "staff_id": TextField(self.tr("Staff id"), made),
            "email": TextField(self.tr("Work e-mail address"), no_mail),
            "school": TextField(self.tr("School"), several),
            "role": TextField(self.tr("Role or job title")),
            "line_manager": TextField(self.tr("Line manager"), manager),
            "left_on": TextField(self.tr("Last day"), last),
        }
        for name, field in self.fields.items():
            field.edit.setObjectName(f"person-{name}")
        self.kind = QComboBox()
        self.kind.setObjectName("person-kind")
        name_choice(self.kind, self.tr("Kind of person"))
        for value, word in kinds().items():
            self.kind.addItem(word, value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_16)
        for name in ("name", "legal_name", "staff_id", "email", "school", "role", "line_manager"):
            column.addWidget(self.fields[name])
        column.addWidget(Strong(self.tr("Kind of person")))
        column.addWidget(self.kind)
        column.addWidget(self.fields["left_on"])

    def fill(self, person: FoundPerson | None) -> None:
        """Shows somebody, or nobody."""
        for name, field in self.fields.items():
            field.setText(str(getattr(person, name) or "") if person else "")
        self.fields["staff_id"].edit.setReadOnly(person is not None)
        self.kind.setCurrentIndex(max(self.kind.findData(person.kind if person else "agency"), 0))

    def offer_schools(self, names: Sequence[str]) -> None:
        """Offers the known schools while one is typed."""
        completer = QCompleter(list(names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.fields["school"].edit.setCompleter(completer)

    def changed_from(self, person: FoundPerson | None) -> PersonFields:
        """What is on the form and was not so before."""
        before = {name: str(getattr(person, name) or "") if person else "" for name in _FIELDS}
        now = {name: self.fields[name].text().strip()[:400] for name in _FIELDS}
        given: dict[str, str | None] = {name: text for name, text in now.items() if text != before[name]}
        if person is None or self.kind.currentData() != person.kind:
            given["kind"] = self.kind.currentData()
        return PersonFields.model_validate(given)


class PersonPage(QWidget):
    """Finds, shows and takes in one person. The section asks the service."""

    findWanted = Signal(str)
    saveWanted = Signal(str, object)
    """The staff id of somebody known, or "", and the `PersonFields`."""
    codeWanted = Signal(str)
    backWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: FoundPerson | None = None
        self._saved_id = ""
        self._search = TextField(
            self.tr("Find somebody to change"), self.tr("Name, e-mail or staff id, then Enter")
        )
        self._found = QListWidget()
        self._found.setSpacing(theme.SPACE_4)
        self._found.setAccessibleName(self.tr("People found"))
        self._form_title = Subheading()
        self.form = PersonForm()
        self._note = NoteBox(NoteKind.INFO)
        self._code = SecondaryButton(self.tr("Make a code for them"))
        self._code_shown = Heading(selectable=True)
        self._new = SecondaryButton(self.tr("Add a new person"))
        self._back = SecondaryButton(self.tr("‹ Back to the staff list"))
        self._save = PrimaryButton(self.tr("Save"))
        for part, name in (
            (self._search.edit, "personSearch"),
            (self._found, "personFound"),
            (self._note, "personNote"),
            (self._code, "personCodeButton"),
            (self._code_shown, "personCode"),
            (self._new, "personNewButton"),
            (self._back, "personBackButton"),
            (self._save, "personSaveButton"),
        ):
            part.setObjectName(name)
        self._lay_out()
        self._search.edit.returnPressed.connect(self._searched)
        self._found.itemActivated.connect(self._chosen)
        self._found.itemClicked.connect(self._chosen)
        self._new.clicked.connect(self.begin)
        self._back.clicked.connect(self.backWanted)
        self._save.clicked.connect(self._pressed_save)
        self._code.clicked.connect(self._pressed_code)

    def _lay_out(self) -> None:
        page = self._page = Page(name=self.tr("One person"), characters=72)
        explained = self.tr(
            "For people who are on no list, such as agency workers, volunteers and governors, and for changes that"
            " cannot wait for the next list. Somebody added here stays until their last day, or until you end it."
        )
        for part in (Title(self.tr("Add or change one person")), Body(explained), self._note):
            page.add(part)
        page.add_row(self._code, self._code_shown)
        page.add(self._search)
        page.add(self._found)
        page.add_row(self._new)
        page.add(self._form_title)
        page.add(self.form)
        foot = Foot()
        foot.add_left(self._back)
        foot.add_right(self._save)
        fill(self, Header(self.tr("Staff list"), self.tr("One person")), page, foot, grows=page)

    def begin(self) -> None:
        """Makes the form ready for a new person."""
        self._show(None)
        self._clear_note()
        self._found.hide()
        self._page.to_top()
        self.form.fields["name"].edit.setFocus()

    def show_found(self, people: Sequence[FoundPerson]) -> None:
        """Lists who fits the words."""
        self._found.clear()
        for one in people:
            left = self.tr(" (has left)") if one.left else ""
            item = QListWidgetItem(f"{one.name}{left}, {one.school}, {one.staff_id}")
            item.setData(Qt.ItemDataRole.UserRole, one)
            self._found.addItem(item)
        self._found.setVisible(bool(people))
        self._found.setMaximumHeight(
            (self._found.sizeHintForRow(0) + 2 * theme.SPACE_4) * min(len(people), 6) + theme.SPACE_12
        )
        self._clear_note()
        if people:
            self._found.setCurrentRow(0)
            self._found.setFocus()
        else:
            self._say(self.tr("Nobody on the list fits these words."))

    def show_saved(self, staff_id: str) -> None:
        """Says that it was saved, and offers a code."""
        name = self.form.fields["name"].text()
        self._show(None)
        self._found.hide()
        self._saved_id = staff_id
        self._say(self.tr("✓ Saved: {0}, staff id {1}.").format(name, staff_id))
        self._code.show()
        self._code.setFocus()

    def show_code(self, issued: IssuedCode, until: str) -> None:
        """Shows a code to hand over, and what to do with it."""
        self._code.hide()
        self._code_shown.setText(issued.code)
        self._code_shown.show()
        how = self.tr(
            "This code is for {0}. On any of the trust’s computers they open Undersigned and type it, then read and"
            " answer there. Nobody needs an account for that. It works once, until {1}."
        )
        self._say(how.format(issued.name, until))

    def say_failed(self, error: Exception) -> None:
        """Says what to put right; what was typed stays."""
        self._say(words(error), NoteKind.ATTENTION)
        self._page.to_top()

    def _show(self, person: FoundPerson | None) -> None:
        self._person = person
        self.form.fill(person)
        new, change = self.tr("A new person"), self.tr("Change {0}")
        self._form_title.setText(change.format(person.name) if person else new)

    def _say(self, text: str, kind: NoteKind = NoteKind.INFO) -> None:
        self._note.set_kind(kind)
        self._note.set_text(text)
        self._note.show()
        self._page.to_top()

    def _clear_note(self) -> None:
        for part in (self._note, self._code, self._code_shown):
            part.hide()

    def _searched(self) -> None:
        self.findWanted.emit(self._search.text())

    def _chosen(self, item: QListWidgetItem) -> None:
        self._clear_note()
        self._show(item.data(Qt.ItemDataRole.UserRole))
        self.form.fields["name"].edit.setFocus()

    def _pressed_save(self) -> None:
        self._clear_note()
        fields = self.form.changed_from(self._person)
        self.saveWanted.emit(self._person.staff_id if self._person else "", fields)

    def _pressed_code(self) -> None:
        self.codeWanted.emit(self._saved_id)
