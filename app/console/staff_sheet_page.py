"""A sheet to print, sign by hand and record: for a meeting, and for people without a computer.

1. The sheet names the policy, its version and the digest of its text; on it stand those who have not answered.
2. What is recorded names who recorded it, the day and the reason; each person sees it, and it is no signature.
"""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.console.words import words
from app.protocol import PublishedPolicy
from app.protocol_staff import Sheet
from app.ui import theme
from app.ui.bars import Foot, Header
from app.ui.fields import TextField
from app.ui.layouts import Page, fill
from app.ui.widgets import (
    Body,
    Muted,
    NoteBox,
    NoteKind,
    PrimaryButton,
    SecondaryButton,
    Strong,
    Subheading,
    Title,
    name_choice,
)

_DAY = "%d/%m/%Y"


class SheetPage(QWidget):
    """Makes and records one sheet. The section asks the service and writes files."""

    sheetWanted = Signal(str, object)
    """The policy's id, and a school's name or None."""
    printWanted = Signal()
    scanWanted = Signal()
    recordWanted = Signal(object, object, str)
    """The staff ids, the day, the reason."""
    backWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._policy, self._school = QComboBox(), QComboBox()
        for chooser in (self._policy, self._school):
            chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        name_choice(self._policy, self.tr("Policy"))
        name_choice(self._school, self.tr("School"))
        self._make = PrimaryButton(self.tr("Make the sheet"))
        self._note = NoteBox(NoteKind.INFO)
        self._print = SecondaryButton(self.tr("Save the sheet to print…"))
        self._people = QListWidget()
        self._people.setAccessibleName(self.tr("Who is on the sheet; tick those who signed"))
        self._people.setSpacing(theme.SPACE_4)
        self._all = SecondaryButton(self.tr("Tick everybody"))
        self._day = TextField(self.tr("Signed on"), self.tr("As 31/12/2026"))
        why = self.tr("A few words, such as: signed at the training day. Each person will see them.")
        self._reason = TextField(self.tr("Why on paper"), why)
        self._scan = SecondaryButton(self.tr("Add a scan…"))
        self._scan_name = Muted()
        self._record = PrimaryButton(self.tr("Record the signed sheet"))
        self._back = SecondaryButton(self.tr("‹ Back to the staff list"))
        for part, name in (
            (self._policy, "sheetPolicy"),
            (self._school, "sheetSchool"),
            (self._make, "sheetMakeButton"),
            (self._note, "sheetNote"),
            (self._print, "sheetPrintButton"),
            (self._people, "sheetPeople"),
            (self._all, "sheetAllButton"),
            (self._day.edit, "sheetDay"),
            (self._reason.edit, "sheetReason"),
            (self._scan, "sheetScanButton"),
            (self._record, "sheetRecordButton"),
            (self._back, "sheetBackButton"),
        ):
            part.setObjectName(name)
        self._second = QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        page = self._page = Page(name=self.tr("Sign sheet"), characters=72)
        explained = self.tr(
            "Print a sheet for those who have not answered yet. Once it is signed, tick who signed and record it."
            " A record of a sheet says so: it never looks like their own signature."
        )
        for part in (Title(self.tr("Sign sheet")), Body(explained), self._note):
            page.add(part)
        page.add_row(self._policy, self._school, self._make)
        column = QVBoxLayout(self._second)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_12)
        column.addWidget(self._print)
        column.addWidget(Subheading(self.tr("When it is signed")))
        column.addWidget(Strong(self.tr("Tick those who signed")))
        column.addWidget(self._people)
        for further in (self._all, self._day, self._reason, self._scan, self._scan_name):
            column.addWidget(further)
        page.add(self._second)
        foot = Foot()
        foot.add_left(self._back)
        foot.add_right(self._record)
        fill(self, Header(self.tr("Staff list"), self.tr("Sign sheet")), page, foot, grows=page)

    def _connect(self) -> None:
        self._make.clicked.connect(self._pressed_make)
        self._print.clicked.connect(self.printWanted)
        self._scan.clicked.connect(self.scanWanted)
        self._all.clicked.connect(self._tick_all)
        self._record.clicked.connect(self._pressed_record)
        self._back.clicked.connect(self.backWanted)
        self._people.itemChanged.connect(self._count)

    def begin(self, policies: Sequence[PublishedPolicy], schools: Sequence[str], today: date) -> None:
        """Offers the policies and schools, with no sheet yet."""
        self._policy.clear()
        for policy in policies:
            self._policy.addItem(policy.title, policy.policy_id)
        self._school.clear()
        self._school.addItem(self.tr("All schools"), None)
        for name in schools:
            self._school.addItem(name, name)
        self._make.setEnabled(bool(policies))
        self._day.setText(today.strftime(_DAY))
        self._reason.setText("")
        self.show_scan("")
        self._note.hide()
        self._second.hide()
        self._record.hide()
        self._policy.setFocus()
        if not policies:
            self._say(self.tr("No policy has been published yet."))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows who is on it, and offers to save and to record it."""
        self._people.clear()
        for one in sheet.people:
            item = QListWidgetItem(f"{one.name}, {one.school}, {one.staff_id}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, one.staff_id)
            self._people.addItem(item)
        self._people.setMinimumHeight(
            (self._people.sizeHintForRow(0) + 2 * theme.SPACE_4) * min(len(sheet.people), 8)
        )
        said = self.tr("{0}, version {1}: {2} people are on this sheet.")
        self._say(said.format(sheet.title, sheet.version, f"{len(sheet.people):,}"))
        self._second.show()
        self._record.show()
        self._count()
        self._print.setFocus()

    def say_printed(self, name: str) -> None:
        """Says where the sheet is."""
        self._say(self.tr("✓ Saved as {0}. Print it, with the policy beside it.").format(name))

    def show_scan(self, name: str) -> None:
        """Shows which file is kept as the scan."""
        self._scan_name.setText(self.tr("The scan: {0}").format(name) if name else "")
        self._scan_name.setVisible(bool(name))

    def show_recorded(self, count: int) -> None:
        """Says that it was recorded."""
        self._second.hide()
        self._record.hide()
        said = self.tr(
            "✓ Recorded for {0}: signed on paper. Each of them sees it, with your name and the reason."
        )
        self._say(said.format(f"{count:,}"))
        self._make.setFocus()

    def say_failed(self, error: Exception) -> None:
        """Says why it could not be done; what was filled in stays."""
        self._say(words(error), NoteKind.ATTENTION)

    def _say(self, text: str, kind: NoteKind = NoteKind.INFO) -> None:
        self._note.set_kind(kind)
        self._note.set_text(text)
        self._note.show()
        self._page.to_top()

    def _ticked(self) -> list[str]:
        items = (self._people.item(place) for place in range(self._people.count()))
        checked = Qt.CheckState.Checked
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == checked]

    def _tick_all(self) -> None:
        for place in range(self._people.count()):
            self._people.item(place).setCheckState(Qt.CheckState.Checked)

    def _count(self) -> None:
        ticked = len(self._ticked())
        self._record.setEnabled(ticked > 0)
        self._record.setText(self.tr("Record the sheet: {0} signed").format(f"{ticked:,}"))

    def _pressed_make(self) -> None:
        self.sheetWanted.emit(self._policy.currentData(), self._school.currentData())

    def _pressed_record(self) -> None:
        self._day.set_message("")
        self._reason.set_message("")
        try:
            on = datetime.strptime(self._day.text().strip(), _DAY).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self._day.set_message(self.tr("Write the day as 31/12/2026."))
            self._day.edit.setFocus()
            return
        if not self._reason.text().strip():
            self._reason.set_message(self.tr("Write a few words."))
            self._reason.edit.setFocus()
            return
        self.recordWanted.emit(self._ticked(), on, self._reason.text().strip())
