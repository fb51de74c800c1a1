"""Term calendars: until when each school's terms are known, the files they come from, and taking over another."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from app import protocol_reminders as wire
from app.console.desk import Desk
from app.console.reminders_part import Part
from app.console.reminders_words import day
from app.errors import UnavailableError
from app.sync import console_reminders as service
from app.sync.console_client import ConsoleClient
from app.ui.layouts import Wrap
from app.ui.widgets import (
    Body,
    Card,
    Heading,
    Muted,
    NoteKind,
    PrimaryButton,
    RowCard,
    SecondaryButton,
    Strong,
    name_choice,
)

_SHOWN = 60


class CalendarUnreadableError(UnavailableError):
    """The file could not be read from this computer."""

    sentence = "This file could not be read."
    next_step = "Check that it is still there, then choose it again."


class CalendarsPart(Part):
    """What is known, and how to know more."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, QCoreApplication.translate("Reminders", "Term calendars"), parent)
        self._schools = RowCard()
        self._files = RowCard()
        self._of_files = Heading(self.tr("Calendars taken over"))
        self._where = QComboBox()
        name_choice(self._where, self.tr("For which school"))
        self._choose = SecondaryButton(self.tr("Choose a calendar file…"))
        self._found = Card()
        self._save = PrimaryButton(self.tr("Take this calendar over"))
        self._file: tuple[str, bytes] | None = None
        for part, name in (
            (self._schools, "calendarSchools"),
            (self._files, "calendarFiles"),
            (self._where, "calendarWhere"),
            (self._choose, "calendarChoose"),
            (self._found, "calendarFound"),
            (self._save, "calendarSave"),
        ):
            part.setObjectName(name)
        self._lay_out()
        self._choose.clicked.connect(self._choose_wanted)
        self._save.clicked.connect(self._save_wanted)

    def _lay_out(self) -> None:
        self.add(
            Body(
                self.tr(
                    "Reminders go out on school days alone. Without a calendar, those are Monday to Friday. Import the"
                    " school’s calendar as an iCalendar file (.ics): terms, half terms, INSET days, bank holidays."
                )
            )
        )
        self.add(self._schools)
        self.add(Heading(self.tr("Import a calendar")))
        self.add_row(self._where, self._choose)
        self.add(self._found)
        self.add(self._of_files)
        self.add(self._files)
        self._found.hide()

    def begin(self) -> None:
        """Begins without a file."""
        super().begin()
        self._forget()

    def show_state(self, state: wire.Reminders) -> None:
        """Shows until when terms are known, and the files."""
        self._schools.clear()
        for school in state.schools:
            self._schools.add_row(Strong(school.name), Muted(self._known(school)))
        self._schools.setVisible(bool(state.schools))
        self._files.clear()
        for file in state.calendars:
            self._add_file(file)
        for part in (self._files, self._of_files):
            part.setVisible(bool(state.calendars))
        chosen = self._where.currentData()
        self._where.clear()
        self._where.addItem(self.tr("The whole trust"), None)
        for school in state.schools:
            self._where.addItem(school.name, school.name)
        self._where.setCurrentIndex(max(self._where.findData(chosen), 0))

    def _known(self, school: wire.School) -> str:
        if school.known_until is None:
            return self.tr("Terms not known: Monday to Friday")
        until = day(self.desk, school.known_until)
        if school.known_until < self.desk.today().isoformat():
            return self.tr("! Known until {0}. Nothing is sent since.").format(until)
        whose = self.tr("own calendar") if school.own else self.tr("the trust’s calendar")
        return self.tr("Known until {0} · {1}").format(until, whose)

    def _add_file(self, file: wire.CalendarFile) -> None:
        remove = SecondaryButton(
            self.tr("Remove"), description=self.tr("Forgets {0} of {1}").format(file.name, self._whose(file))
        )
        remove.clicked.connect(partial(self._remove, file))
        days = self.tr("{0} to {1}").format(day(self.desk, file.first), day(self.desk, file.last))
        self._files.add_row(Body(f"{file.name} · {self._whose(file)}\n{days}"), remove)

    def _whose(self, file: wire.CalendarFile) -> str:
        return file.school or self.tr("the whole trust")

    def _remove(self, file: wire.CalendarFile) -> None:
        work = partial(_removed, name=file.name, school=file.school or None)
        self.change(work, self.tr("{0} is forgotten.").format(file.name))

    def _choose_wanted(self) -> None:
        path = self.desk.files.open(self, self.tr("Calendars (*.ics);;All files (*)"))
        if path:
            self.setEnabled(False)
            self.desk.run(self, partial(_read, path), self._read, self.failed)

    def _read(self, file: tuple[str, bytes]) -> None:
        self._file = file
        self.ask(partial(_sent, file=file, school=self._where.currentData(), save=False), self._preview)

    def _preview(self, found: wire.CalendarAnswer) -> None:
        name = self._file[0] if self._file else ""
        self._found.clear()
        self._found.add(Strong(self.tr("{0}. Nothing has been saved yet.").format(name)))
        lines = [self._line(one) for one in found.entries[:_SHOWN]]
        if len(found.entries) > _SHOWN:
            lines.append(self.tr("and {0} more").format(len(found.entries) - _SHOWN))
        self._found.add(Body("\n".join(lines)))
        if found.unclear:
            said = self.tr("Not clear, and left out:") + "\n" + "\n".join(found.unclear[:_SHOWN])
            self._found.add(Body(said))
        self._found.add(Muted(self.tr("Other events that do not matter here: {0}").format(found.left_out)))
        self._save = PrimaryButton(self.tr("Take this calendar over"))
        self._save.setObjectName("calendarSave")
        self._save.clicked.connect(self._save_wanted)
        self._found.add(Wrap(self._save))
        self._found.show()
        self._save.setFocus()

    def _line(self, one: wire.CalendarEntry) -> str:
        kind = self.tr("Term") if one.kind == "term" else self.tr("Closed")
        first, last = day(self.desk, one.first), day(self.desk, one.last)
        return (
            f"{kind}: {first if first == last else self.tr('{0} to {1}').format(first, last)} · {one.title}"
        )

    def _save_wanted(self) -> None:
        if self._file is not None:
            work = partial(_taken_over, file=self._file, school=self._where.currentData())
            self._forget()
            self.change(work, self.tr("The calendar is taken over."))

    def _forget(self) -> None:
        self._file = None
        self._found.hide()
        self.note.set_kind(NoteKind.INFO)


def _read(path: str) -> tuple[str, bytes]:
    try:
        with Path(path).open("rb") as file:
            return Path(path).name, file.read(service.MAX_CALENDAR_BYTES + 1)
    except OSError as error:
        raise CalendarUnreadableError from error


def _sent(
    client: ConsoleClient, *, file: tuple[str, bytes], school: str | None, save: bool
) -> wire.CalendarAnswer:
    return service.send_calendar(client, file[0], school, file[1], save=save)


def _taken_over(client: ConsoleClient, *, file: tuple[str, bytes], school: str | None) -> wire.Reminders:
    _sent(client, file=file, school=school, save=True)
    return service.reminders(client)


def _removed(client: ConsoleClient, *, name: str, school: str | None) -> wire.Reminders:
    return service.remove_calendar(client, name, school)
