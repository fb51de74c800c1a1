"""The calendars of the trust's schools: files of terms and closed days, of one school or of the whole trust.

Rules:

* each file stands by its name: another of the same name for the same school takes its place, so that importing
  again is safe, and next year's file adds to this year's;
* a school that has terms of its own keeps to them; the others keep to the trust's;
* a day on which the trust is closed (a bank holiday) is closed in every school.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from app.domain.school_calendar import SchoolCalendar, Span
from app.errors import RefusedError
from app.hr import trail
from app.hr.accounts import UnknownSchoolError
from app.hr.calendar_file import CalendarFile, DayKind, read_calendar
from app.hr.core import Core
from app.hr.store.database import AnyRow
from app.hr.store.schema import calendar_days, calendar_files, schools


class UnknownCalendarError(RefusedError):
    """There is no such file."""

    sentence = "There is no calendar of that name here."
    next_step = "Look at the list of calendars, and give the name and the school as they stand there."


@dataclass(frozen=True)
class ImportedCalendar:
    """One file: its id and name, its school ("" for the whole trust), when and by whom, and what it holds.

    `first` and `last` are the first and last days that it speaks of.
    """

    id: int
    name: str
    school: str
    added_at: str
    added_by: str
    terms: int
    closed: int
    first: date
    last: date


@dataclass(frozen=True)
class SchoolTerms:
    """Until when a school's terms are known, and whether they are its own; None where they are not known."""

    school: str
    known_until: date | None
    own: bool


class Calendars:
    """Imports calendars, and answers which days are school days where."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def preview(self, content: bytes) -> CalendarFile:
        """What a file says, saving nothing; raises the errors of `app.hr.calendar_file`."""
        return read_calendar(content, self._core.time_zone, self._core.today())

    def add(self, name: str, content: bytes, *, actor: str, school: str | None = None) -> CalendarFile:
        """Take over a file for one school, or for the whole trust.

        Raises UnknownSchoolError, the errors of `app.hr.calendar_file`, StorageError.
        """
        found = self.preview(content)
        named = " ".join(name.split())[:200] or "calendar"
        at = self._core.now_text()
        with self._core.database.write() as connection:
            school_id = _school_id(connection, school)
            _remove(connection, named, school_id)
            file_id = connection.execute(
                insert(calendar_files)
                .values(name=named, school_id=school_id, added_at=at, added_by=actor[:200])
                .returning(calendar_files.c.id)
            ).scalar_one()
            connection.execute(insert(calendar_days), [
                {
                    "file_id": file_id, "number": number, "kind": one.kind.value,
                    "first": one.span.first.isoformat(), "last": one.span.last.isoformat(), "title": one.title,
                }
                for number, one in enumerate(found.entries)
            ])  # fmt: skip
            trail.note(connection, at, actor, "calendar-add", school or "", f"{named}: {len(found.entries)}")
        return found

    def remove(self, name: str, *, actor: str, school: str | None = None) -> None:
        """Forget a file; raises UnknownCalendarError, UnknownSchoolError, StorageError."""
        with self._core.database.write() as connection:
            if not _remove(connection, name, _school_id(connection, school)):
                raise UnknownCalendarError
            trail.note(connection, self._core.now_text(), actor, "calendar-remove", school or "", name)

    def all(self) -> list[ImportedCalendar]:
        """Every file, the trust's first; raises StorageError."""
        with self._core.database.read() as connection:
            files = connection.execute(_FILES).all()
            days: dict[int, list[AnyRow]] = {row.id: [] for row in files}
            for row in connection.execute(select(calendar_days).order_by(calendar_days.c.first)):
                days.setdefault(row.file_id, []).append(row)
        return [_imported(row, days[row.id]) for row in files if days[row.id]]

    def known(self) -> list[SchoolTerms]:
        """Until when each school's terms are known, by name; raises StorageError."""
        with self._core.database.read() as connection:
            rows = connection.execute(select(schools).order_by(schools.c.name)).all()
            days = _days(connection)
        return [
            SchoolTerms(row.name, _calendar(days, row.id).known_until, _own(days, row.id)) for row in rows
        ]


def calendars_of(connection: Connection, school_ids: Iterable[int]) -> dict[int, SchoolCalendar]:
    """The calendars of several schools, in the caller's transaction, read at once."""
    days = _days(connection)
    return {school_id: _calendar(days, school_id) for school_id in school_ids}


_Days = dict[tuple[int | None, str], list[Span]]


def _days(connection: Connection) -> _Days:
    """All spans by school (None: the trust) and kind."""
    found: _Days = {}
    for row in connection.execute(_DAYS):
        span = Span(date.fromisoformat(row.first), date.fromisoformat(row.last))
        found.setdefault((row.school_id, row.kind), []).append(span)
    return found


def _own(days: _Days, school_id: int) -> bool:
    return (school_id, DayKind.TERM) in days


def _calendar(days: _Days, school_id: int) -> SchoolCalendar:
    terms = days.get((school_id, DayKind.TERM)) or days.get((None, DayKind.TERM), [])
    closed = [*days.get((school_id, DayKind.CLOSED), []), *days.get((None, DayKind.CLOSED), [])]
    return SchoolCalendar(terms, closed)


def _imported(row: AnyRow, days: Sequence[AnyRow]) -> ImportedCalendar:
    terms = sum(1 for day in days if day.kind == DayKind.TERM)
    return ImportedCalendar(
        row.id,
        row.name,
        row.school or "",
        row.added_at,
        row.added_by,
        terms,
        len(days) - terms,
        date.fromisoformat(days[0].first),
        date.fromisoformat(max(day.last for day in days)),
    )


def _school_id(connection: Connection, name: str | None) -> int | None:
    if not name:
        return None
    found = connection.execute(select(schools.c.id).where(schools.c.name == name)).scalar()
    if found is None:
        raise UnknownSchoolError
    return int(found)


def _remove(connection: Connection, name: str, school_id: int | None) -> bool:
    here = calendar_files.c.school_id.is_not_distinct_from(school_id)
    ids = list(
        connection.execute(select(calendar_files.c.id).where(calendar_files.c.name == name, here)).scalars()
    )
    connection.execute(delete(calendar_days).where(calendar_days.c.file_id.in_(ids)))
    connection.execute(delete(calendar_files).where(calendar_files.c.id.in_(ids)))
    return bool(ids)


_FILES = (
    select(calendar_files, schools.c.name.label("school"))
    .join_from(calendar_files, schools, calendar_files.c.school_id == schools.c.id, isouter=True)
    .order_by(schools.c.name.is_not(None), schools.c.name, calendar_files.c.name)
)
_DAYS = select(
    calendar_files.c.school_id, calendar_days.c.kind, calendar_days.c.first, calendar_days.c.last
).join_from(calendar_days, calendar_files, calendar_days.c.file_id == calendar_files.c.id)
