"""Taking over a staff list: choose a file, see what it would change, save it.

1. Nothing is saved before the person has seen who joins, who changes, who leaves and what is wrong.
2. With a problem nothing can be saved: the sentences say what to put right in the file.
3. A list that makes more than a tenth of the staff leave wants a second yes.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.console.words import words
from app.protocol import RosterAnswer
from app.ui.bars import Foot, Header
from app.ui.layouts import Page
from app.ui.widgets import Body, Card, NoteBox, NoteKind, PrimaryButton, SecondaryButton, Strong, Title

_LISTED = 20


class StaffListPage(QWidget):
    """Shows the preview of a staff list. The window reads files and asks the service."""

    chooseWanted = Signal()
    saveWanted = Signal(bool)
    """Whether so many leavers are confirmed."""
    backWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = Page(name=self.tr("Staff list"))
        self._said = Body()
        self._said.setObjectName("rosterSaid")
        self._problems = NoteBox(NoteKind.ATTENTION)
        self._problems.setObjectName("rosterProblems")
        self._changes = Card()
        self._changes.setObjectName("rosterChanges")
        self._confirm = QCheckBox()
        self._confirm.setObjectName("rosterConfirm")
        self._choose = SecondaryButton(self.tr("Choose a file…"))
        self._back = SecondaryButton(self.tr("‹ Back to the list"))
        self._save = PrimaryButton(self.tr("Save this staff list"))
        for button, name in ((self._choose, "Choose"), (self._back, "Back"), (self._save, "Save")):
            button.setObjectName(f"roster{name}Button")
        self._lay_out()
        self._choose.clicked.connect(self.chooseWanted)
        self._back.clicked.connect(self.backWanted)
        self._save.clicked.connect(self._saved)
        self._confirm.toggled.connect(self._confirmed)
        self._must_confirm = False
        self.begin()

    def _lay_out(self) -> None:
        explained = self.tr(
            "Choose the staff list as a CSV file. You will see who joins, who changes and who leaves"
            " before anything is saved."
        )
        for widget in (Title(self.tr("Staff list")), Body(explained)):
            self._page.add(widget)
        self._page.add_row(self._choose)
        for part in (self._said, self._problems, self._changes, self._confirm):
            self._page.add(part)
        foot = Foot()
        foot.add_left(self._back)
        foot.add_right(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Header(self.tr("Staff list"), self.tr("Who works here, and for whom")))
        column.addWidget(self._page, 1)
        column.addWidget(foot)

    def begin(self) -> None:
        """Makes the page ready for a new file."""
        self._clear("")
        self._choose.setFocus()

    def wait(self, sentence: str) -> None:
        """Says what is under way."""
        self._clear(sentence)
        self._choose.setEnabled(False)

    def show_preview(self, file: str, answer: RosterAnswer, names: Mapping[str, str]) -> None:
        """Shows what a file would change. `names` answers a reference with a name, where one is known."""
        self._clear(self.tr("{0}. Nothing has been saved yet.").format(file))
        if answer.problems:
            self._show_problems(answer.problems)
            return
        self._show_changes(answer, names)
        before = answer.unchanged + len(answer.changes) + len(answer.leavers)
        self._must_confirm = len(answer.leavers) * 10 > before
        self._confirm.setText(self.tr("Yes, all {0} have left").format(f"{len(answer.leavers):,}"))
        self._confirm.setVisible(self._must_confirm)
        self._save.setVisible(bool(answer.joiners or answer.changes or answer.leavers))
        self._save.setEnabled(not self._must_confirm)
        next_step = self._confirm if self._must_confirm else self._save
        (self._choose if self._save.isHidden() else next_step).setFocus()

    def show_saved(self, answer: RosterAnswer) -> None:
        """Says that the list was saved, or which problems kept it from being saved."""
        self._clear("")
        if answer.saved:
            self._said.setText(self.tr("✓ Saved. ") + self._totals(answer))
            self._said.show()
            self._back.setFocus()
        else:
            self._show_problems(answer.problems or [self.tr("The service did not save the list.")])

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
        for widget in (self._problems, self._changes, self._confirm, self._save):
            widget.hide()
        self._page.to_top()

    def _show_problems(self, problems: Sequence[str]) -> None:
        shown = [f"• {problem}" for problem in problems[:_LISTED]]
        if len(problems) > _LISTED:
            shown.append(self.tr("and {0} more").format(f"{len(problems) - _LISTED:,}"))
        title = self.tr("This list cannot be saved as it is. Nothing has been changed.")
        self._problems.set_text("\n".join(shown), title=title)
        self._problems.show()
        self._choose.setFocus()

    def _show_changes(self, answer: RosterAnswer, names: Mapping[str, str]) -> None:
        for title, people in (
            (self.tr("{0} join"), answer.joiners),
            (self.tr("{0} change"), answer.changes),
            (self.tr("{0} leave"), answer.leavers),
        ):
            self._changes.add(Strong(title.format(f"{len(people):,}")))
            if people:
                listed = ", ".join(names.get(person, person) for person in people[:_LISTED])
                more = len(people) - _LISTED
                tail = self.tr(" and {0} more").format(f"{more:,}") if more > 0 else ""
                self._changes.add(Body(listed + tail))
        self._changes.add(Strong(self.tr("{0} stay as they are").format(f"{answer.unchanged:,}")))
        self._changes.setAccessibleName(self._totals(answer))
        self._changes.show()

    def _totals(self, answer: RosterAnswer) -> str:
        numbers = (len(answer.joiners), len(answer.changes), len(answer.leavers), answer.unchanged)
        return self.tr("{0} joined, {1} changed, {2} left, {3} stayed as they were.").format(
            *(f"{number:,}" for number in numbers)
        )

    def _confirmed(self, yes: bool) -> None:
        self._save.setEnabled(yes or not self._must_confirm)

    def _saved(self) -> None:
        self.saveWanted.emit(self._confirm.isChecked())
