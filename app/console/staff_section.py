"""The staff list in the HR window: take over a file, add or change one person, print and record a sign sheet."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.console.desk import Desk
from app.console.section import Section
from app.console.staff_list_page import StaffListPage
from app.console.staff_person_page import PersonPage
from app.console.staff_sheet_page import SheetPage
from app.domain import dates
from app.errors import UnavailableError
from app.protocol import IssuedCode, PublishedPolicy
from app.protocol_people import MAX_SCAN_BYTES
from app.protocol_staff import MAX_LIST_BYTES, Found, PersonFields, Sheet, StaffPlan
from app.sync import console_staff as staff
from app.sync.console_client import ConsoleClient
from app.sync.console_staff import ListFile
from app.ui.layouts import fill
from app.ui.receipt_pdf import pdf, save

T = TypeVar("T")
_LISTS = "*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods"
_SCANS = "*.pdf *.png *.jpg *.jpeg"


class FileUnreadableError(UnavailableError):
    """A file could not be read from the disk."""

    sentence = "That file could not be read."
    next_step = "Close it if it is open in another program, or choose another file."


@dataclass(frozen=True)
class _Offered:
    """What the page of the sheet begins with."""

    policies: list[PublishedPolicy]
    schools: list[str]


class StaffSection(Section):
    """The staff list, for HR."""

    name = "staff"
    roles = frozenset({"hr"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._file = ListFile("", b"")
        self._sheet: Sheet | None = None
        self._scan: tuple[str, bytes] | None = None
        self._list, self._person, self._signing = StaffListPage(), PersonPage(), SheetPage()
        self._pages = QStackedWidget()
        for page in (self._list, self._person, self._signing):
            page.setProperty("kind", "paper")
            self._pages.addWidget(page)
        fill(self, self._pages)
        self._connect_list()
        self._connect_others()

    def title(self) -> str:
        """What the button says."""
        return self.tr("Staff list")

    def begin(self) -> None:
        """Begins at the list, with no file."""
        self._pages.setCurrentWidget(self._list)
        self._list.begin()

    def _connect_list(self) -> None:
        self._list.chooseWanted.connect(self._choose)
        self._list.sheetChosen.connect(self._choose_sheet)
        self._list.columnsChosen.connect(self._choose_columns)
        self._list.saveWanted.connect(self._save)
        self._list.personWanted.connect(self._open_person)
        self._list.signSheetWanted.connect(self._open_signing)

    def _connect_others(self) -> None:
        self._person.findWanted.connect(self._find)
        self._person.saveWanted.connect(self._save_person)
        self._person.codeWanted.connect(self._make_code)
        self._signing.sheetWanted.connect(self._make_sheet)
        self._signing.printWanted.connect(self._print)
        self._signing.scanWanted.connect(self._choose_scan)
        self._signing.recordWanted.connect(self._record)
        for page in (self._person, self._signing):
            page.backWanted.connect(self.begin)

    def _ask(
        self,
        work: Callable[[ConsoleClient], T],
        done: Callable[[T], None],
        page: StaffListPage | PersonPage | SheetPage,
    ) -> None:
        self.desk.ask(self, work, done, page.say_failed)

    # The list

    def _choose(self) -> None:
        kinds = f"{self.tr('Staff lists')} ({_LISTS});;* (*)"
        path = self.desk.files.open(self, kinds)
        if path:
            self._list.wait(self.tr("Reading {0}…").format(Path(path).name))
            work = partial(_contents, Path(path), MAX_LIST_BYTES)
            self.desk.run(self, work, self._read, self._list.say_failed)

    def _read(self, file: tuple[str, bytes]) -> None:
        self._file = ListFile(*file)
        self._preview()

    def _choose_sheet(self, name: str) -> None:
        self._file = replace(self._file, sheet=name, columns=None)
        self._preview()

    def _choose_columns(self, headings: object) -> None:
        self._file = replace(self._file, columns=headings)  # type: ignore[arg-type] # a signal carries any object
        self._preview()

    def _preview(self) -> None:
        self._list.wait(self.tr("Reading {0}…").format(self._file.name))
        self._ask(partial(staff.preview, file=self._file), self._previewed, self._list)

    def _previewed(self, plan: StaffPlan) -> None:
        self._list.show_plan(self._file.name, plan)

    def _save(self, confirmed: bool) -> None:
        self._list.wait(self.tr("Saving…"))
        work = partial(staff.save, file=self._file, confirm_leavers=confirmed)
        self._ask(work, self._saved, self._list)

    def _saved(self, plan: StaffPlan) -> None:
        self._file = ListFile("", b"")
        self._list.show_saved(plan)
        self.desk.changed()

    # One person

    def _open_person(self) -> None:
        self._pages.setCurrentWidget(self._person)
        self._person.begin()
        self._ask(partial(staff.find, words=""), self._offer_schools, self._person)

    def _offer_schools(self, found: Found) -> None:
        self._person.form.offer_schools(found.schools)

    def _find(self, words: str) -> None:
        self._ask(partial(staff.find, words=words[:400]), self._found, self._person)

    def _found(self, found: Found) -> None:
        self._person.show_found(found.people)

    def _save_person(self, staff_id: str, fields: PersonFields) -> None:
        def work(client: ConsoleClient) -> str:
            if not staff_id:
                return staff.add(client, fields)
            staff.change(client, staff_id, fields)
            return staff_id

        self._ask(work, self._person_saved, self._person)

    def _person_saved(self, staff_id: str) -> None:
        self._person.show_saved(staff_id)
        self.desk.changed()

    def _make_code(self, staff_id: str) -> None:
        def work(client: ConsoleClient) -> IssuedCode:
            return client.issue_code(staff_id)

        self._ask(work, self._code_made, self._person)

    def _code_made(self, issued: IssuedCode) -> None:
        until = datetime.fromisoformat(issued.expires)
        self._person.show_code(issued, dates.day_and_time(until, self.desk.tz, self.desk.today()))

    # The sign sheet

    def _open_signing(self) -> None:
        self._pages.setCurrentWidget(self._signing)
        self._scan = None

        def work(client: ConsoleClient) -> _Offered:
            return _Offered(client.policies(), staff.find(client, "").schools)

        self._ask(work, self._offer_sheets, self._signing)

    def _offer_sheets(self, offered: _Offered) -> None:
        self._signing.begin(offered.policies, offered.schools, self.desk.today())

    def _make_sheet(self, policy_id: str, school: str | None) -> None:
        self._ask(partial(staff.sheet, policy_id=policy_id, school=school), self._sheet_made, self._signing)

    def _sheet_made(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._signing.show_sheet(sheet)

    def _print(self) -> None:
        if self._sheet is None:
            return
        kinds = f"PDF (*.pdf);;{self.tr('Web page')} (*.html)"
        path = self.desk.files.save(self, self.tr("sign sheet") + ".pdf", kinds)
        if path:
            work = partial(_write, self._sheet.html, Path(path))
            self.desk.run(self, work, self._signing.say_printed, self._signing.say_failed)

    def _choose_scan(self) -> None:
        path = self.desk.files.open(self, f"{self.tr('Scans')} ({_SCANS})")
        if path:
            work = partial(_contents, Path(path), MAX_SCAN_BYTES)
            self.desk.run(self, work, self._scan_read, self._signing.say_failed)

    def _scan_read(self, file: tuple[str, bytes]) -> None:
        self._scan = file
        self._signing.show_scan(file[0])

    def _record(self, staff_ids: list[str], on: date, reason: str) -> None:
        sheet, scan = self._sheet, self._scan
        if sheet is None:
            return

        def work(client: ConsoleClient) -> int:
            return staff.record_sheet(client, sheet, staff_ids, on.isoformat(), reason, scan)

        self._ask(work, self._recorded, self._signing)

    def _recorded(self, count: int) -> None:
        self._sheet = self._scan = None
        self._signing.show_scan("")
        self._signing.show_recorded(count)
        self.desk.changed()


def _contents(path: Path, most: int) -> tuple[str, bytes]:
    """A file's name and bytes, one more than `most` at the utmost: whoever sends them says what is too large."""
    try:
        with path.open("rb") as file:
            return path.name, file.read(most + 1)
    except OSError as error:
        raise FileUnreadableError from error


def _write(html: str, path: Path) -> str:
    as_page = path.suffix.lower() == ".html"
    save(html.encode() if as_page else pdf(html, {}), path)
    return path.name
