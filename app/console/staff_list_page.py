"""Taking over a staff list: choose a file, say what its columns mean where that is unclear, see the changes, save.

1. Nothing is saved before the person has seen who joins, who changes, who leaves and what is wrong.
2. With a problem nothing can be saved: the sentences say what to put right in the file.
3. A list that makes more than a tenth of the staff leave, or gives so many quite another name, wants a second yes.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.console.staff_columns import ColumnsCard
from app.console.staff_words import changed
from app.console.words import words
from app.protocol_staff import Listed, StaffPlan
from app.ui.bars import Foot, Header
from app.ui.layouts import Page, fill
from app.ui.widgets import (
    Body,
    Card,
    LinkButton,
    Muted,
    NoteBox,
    NoteKind,
    PrimaryButton,
    SecondaryButton,
    Strong,
    Title,
    name_choice,
)

_LISTED = 20


class StaffListPage(QWidget):
    """Shows the preview of a staff list. The section reads files and asks the service."""

    chooseWanted = Signal()
    sheetChosen = Signal(str)
    columnsChosen = Signal(object)
    """Headings by meaning."""
    saveWanted = Signal(bool)
    """Whether so many leavers, or so many other names, are confirmed."""
    personWanted = Signal()
    signSheetWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = Page(name=self.tr("Staff list"))
        self._said = Body()
        self._basis = Muted()
        self._sheets = QComboBox()
        name_choice(self._sheets, self.tr("Which sheet is the staff list"))
        self._problems = NoteBox(NoteKind.ATTENTION)
        self._columns = ColumnsCard()
        self._changes = Card()
        self._confirm = QCheckBox()
        self._choose = SecondaryButton(self.tr("Choose a file…"))
        self._person = SecondaryButton(self.tr("Add or change one person…"))
        self._sign = SecondaryButton(self.tr("Sign sheet…"))
        self._other = LinkButton(self.tr("Change what the columns mean"))
        self._save = PrimaryButton(self.tr("Save this staff list"))
        for part, name in (
            (self._said, "rosterSaid"),
            (self._basis, "rosterBasis"),
            (self._sheets, "rosterSheet"),
            (self._problems, "rosterProblems"),
            (self._changes, "rosterChanges"),
            (self._confirm, "rosterConfirm"),
            (self._choose, "rosterChooseButton"),
            (self._person, "rosterPersonButton"),
            (self._sign, "rosterSignButton"),
            (self._other, "rosterColumnsButton"),
            (self._save, "rosterSaveButton"),
        ):
            part.setObjectName(name)
        self._lay_out()
        self._connect()
        self._must_confirm = False
        self.begin()

    def _lay_out(self) -> None:
        explained = self.tr(
            "Choose the staff list as your school’s system saves it: CSV, Excel (.xlsx, .xls) or .ods. You will see"
            " who joins, who changes and who leaves before anything is saved."
        )
        for widget in (Title(self.tr("Staff list")), Body(explained)):
            self._page.add(widget)
        self._page.add_row(self._choose, self._person, self._sign)
        for part in (self._said, self._sheets, self._basis, self._other, self._problems, self._columns):
            self._page.add(part)
        self._page.add(self._confirm)
        self._page.add(self._changes)
        self._foot = Foot()
        self._foot.add_right(self._save)
        header = Header(self.tr("Staff list"), self.tr("Who works here, and for whom"))
        fill(self, header, self._page, self._foot, grows=self._page)

    def _connect(self) -> None:
        self._choose.clicked.connect(self.chooseWanted)
        self._person.clicked.connect(self.personWanted)
        self._sign.clicked.connect(self.signSheetWanted)
        self._save.clicked.connect(self._saved)
        self._confirm.toggled.connect(self._confirmed)
        self._columns.chosen.connect(self.columnsChosen)
        self._other.clicked.connect(self._open_columns)
        self._sheets.activated.connect(self._sheet_activated)

    def begin(self) -> None:
        """Makes the page ready for a new file."""
        self._clear("")
        self._choose.setFocus()

    def wait(self, sentence: str) -> None:
        """Says what is under way."""
        self._clear(sentence)
        self._choose.setEnabled(False)

    def show_plan(self, file: str, plan: StaffPlan) -> None:
        """Shows what a file would change, or what is wrong with it."""
        self._clear(self.tr("{0}. Nothing has been saved yet.").format(file))
        self._show_sheets(plan)
        self._columns.show_columns(plan.columns)
        if plan.problems:
            self._show_problems(plan.problems, unsettled=plan.unsettled)
            return
        self._show_basis(plan)
        self._show_changes(plan)
        self._must_confirm = max(plan.left, plan.renamed) * 10 > plan.staff
        self._confirm.setText(self._wanted_yes(plan))
        self._confirm.setVisible(self._must_confirm)
        self._foot.setVisible(bool(plan.joined or plan.changed or plan.left))
        self._save.setEnabled(not self._must_confirm)
        next_step = self._confirm if self._must_confirm else self._save
        (self._choose if self._foot.isHidden() else next_step).setFocus()

    def show_saved(self, plan: StaffPlan) -> None:
        """Says that the list was saved, or which problems kept it from being saved."""
        self._clear("")
        if plan.saved:
            self._said.setText(self.tr("✓ Saved. ") + self._totals(plan))
            self._said.show()
            self._choose.setFocus()
        else:
            self._show_problems(plan.problems, unsettled=False)

    def say_failed(self, error: Exception) -> None:
        """Says why it could not be done; nothing that is shown as saved was lost."""
        self._clear("")
        self._problems.set_text(words(error))
        self._problems.show()
        self._choose.setFocus()

    def _clear(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self._confirm.setChecked(False)
        self._changes.clear()
        self._choose.setEnabled(True)
        hidden = (self._problems, self._changes, self._confirm, self._foot, self._columns)
        for widget in (*hidden, self._sheets, self._basis, self._other):
            widget.hide()
        self._page.to_top()

    def _show_sheets(self, plan: StaffPlan) -> None:
        self._sheets.clear()
        for name in plan.sheets:
            self._sheets.addItem(self.tr("Sheet “{0}”").format(name), name)
        self._sheets.setCurrentIndex(max(self._sheets.findData(plan.sheet), 0))
        self._sheets.setVisible(len(plan.sheets) > 1)

    def _show_basis(self, plan: StaffPlan) -> None:
        known = {
            "given": self.tr("The columns are read as you chose."),
            "remembered": self.tr("The columns are read as you chose for an earlier file."),
            "headings": self.tr("The columns are known by their headings."),
        }
        text = known.get(plan.basis) or self.tr("Read as a list from {0}.").format(plan.basis)
        if plan.no_email:
            count = f"{plan.no_email:,}"
            text += " " + self.tr("{0} have no e-mail address: they sign with a code, or on paper.").format(
                count
            )
        self._basis.setText(text)
        self._basis.show()
        self._other.show()

    def _show_problems(self, problems: Sequence[str], *, unsettled: bool) -> None:
        shown = [f"• {problem}" for problem in problems[:_LISTED]]
        if len(problems) > _LISTED:
            shown.append(self.tr("and {0} more").format(f"{len(problems) - _LISTED:,}"))
        title = self.tr("This list cannot be saved as it is. Nothing has been changed.")
        self._problems.set_text("\n".join(shown), title=title)
        self._problems.show()
        self._columns.setVisible(unsettled)
        self._choose.setFocus()

    def _show_changes(self, plan: StaffPlan) -> None:
        for title, count, people in (
            (self.tr("{0} join"), plan.joined, plan.joiners),
            (self.tr("{0} change"), plan.changed, plan.changes),
            (self.tr("{0} leave"), plan.left, plan.leavers),
        ):
            self._changes.add(Strong(title.format(f"{count:,}")))
            if people:
                lines = [self._line(one) for one in people[:_LISTED]]
                if count > len(lines):
                    lines.append(self.tr("and {0} more").format(f"{count - len(lines):,}"))
                self._changes.add(Body("\n".join(lines)))
        self._changes.add(Strong(self.tr("{0} stay as they are").format(f"{plan.unchanged:,}")))
        self._changes.setAccessibleName(self._totals(plan))
        self._changes.show()

    def _line(self, one: Listed) -> str:
        if one.returns:
            return self.tr("{0}, {1}: is back, with their record").format(one.name, one.school)
        what = ", ".join(changed(name) for name in one.what)
        line = f"{one.name}, {one.school}"
        return f"{line}: {what}" if what else line

    def _totals(self, plan: StaffPlan) -> str:
        numbers = (plan.joined, plan.changed, plan.left, plan.unchanged)
        return self.tr("{0} joined, {1} changed, {2} left, {3} stayed as they were.").format(
            *(f"{number:,}" for number in numbers)
        )

    def _wanted_yes(self, plan: StaffPlan) -> str:
        left = self.tr("Yes, all {0} have left").format(f"{plan.left:,}")
        names = self.tr("Yes, {0} people here have quite another name now").format(f"{plan.renamed:,}")
        many = [text for count, text in ((plan.left, left), (plan.renamed, names)) if count * 10 > plan.staff]
        return "; ".join(many)

    def _open_columns(self) -> None:
        self._columns.show()
        self._other.hide()

    def _sheet_activated(self, index: int) -> None:
        self.sheetChosen.emit(self._sheets.itemData(index))

    def _confirmed(self, yes: bool) -> None:
        self._save.setEnabled(yes or not self._must_confirm)

    def _saved(self) -> None:
        self.saveWanted.emit(self._confirm.isChecked())
