"""The buttons that save the committee's report or print it, and what came of it."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.console import numbers
from app.console.desk import Desk
from app.console.report import Report, put_on_page, report_pdf
from app.console.who_header import version_label
from app.domain import dates
from app.errors import UndersignedError
from app.protocol_progress import Course, GroupCount
from app.ui.receipt_pdf import save
from app.ui.widgets import SecondaryButton


class ReportTools(QObject):
    """Two buttons. `said` carries a sentence for the person."""

    said = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.report: Report | None = None
        self.save = SecondaryButton(self.tr("Report as PDF…"))
        self.save.setObjectName("reportButton")
        self.print = SecondaryButton(self.tr("Print report…"))
        self.print.setObjectName("printReportButton")
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self.offer(None)

    def offer(self, report: Report | None) -> None:
        """Offers this report; None is nothing to report."""
        self.report = report
        for button in (self.save, self.print):
            button.setEnabled(report is not None)

    def _save(self) -> None:
        name = f"report {self._desk.today().isoformat()}.pdf"
        path = self._desk.files.save(self._page, name, "PDF (*.pdf)") if self.report else ""
        if self.report and path:
            work = partial(save, report_pdf(self.report), Path(path))
            self._desk.run(self, work, partial(self._saved, Path(path)), self._failed)

    def _saved(self, where: Path, _nothing: None) -> None:
        self.said.emit(self.tr("Saved to {0}").format(where.name))

    def _failed(self, error: Exception) -> None:
        known = error if isinstance(error, UndersignedError) else UndersignedError()
        self.said.emit(f"{known.sentence} {known.next_step}")

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Undersigned")
        if self.report and QPrintDialog(printer, self._page).exec():
            put_on_page(self.report, printer)
            self.said.emit(self.tr("Sent to the printer."))


def report_of(desk: Desk, course: Course, schools: list[GroupCount]) -> Report:
    """The report of these numbers, as of now."""
    # With the year in every date: the page is kept.
    as_of = _tr("As of {0}.").format(dates.day_and_time(desk.clock(), desk.tz, date.min))
    if course.due:
        as_of += " " + _tr("Due {0}.").format(dates.day(date.fromisoformat(course.due), date.min))
    everyone = desk.session.role in {"hr", "auditor"}
    return Report(
        title=_tr("{0}: how far we are").format(course.title),
        trust=desk.session.trust,
        version=_tr("version {0}").format(version_label(course.versions[-1].label)),
        as_of=as_of,
        of_whom="" if everyone else _tr("Only the people whom this account sees are counted."),
        review=past_review(course, desk.today()),
        schools=tuple(schools),
        chart=numbers.over_time(course, numbers.total(schools)),
    )


def past_review(course: Course, today: date) -> str:
    """The sentence for a policy that is past its review date, or nothing."""
    if course.review is None or date.fromisoformat(course.review) >= today:
        return ""
    month = dates.month(date.fromisoformat(course.review))
    return _tr("This policy was due for review in {0}.").format(month)


def _tr(words: str) -> str:
    return QCoreApplication.translate("ReportTools", words)
