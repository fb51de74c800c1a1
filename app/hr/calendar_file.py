"""Reading a school's calendar file (iCalendar, RFC 5545) for its terms and the days on which it is closed.

Rules:

* an event counts by the words of its title: terms (also "term begins" with "term ends", "breaks up", "re-opens"),
  half terms, holidays, INSET days, bank holidays and closures; every other event (a concert, a match) is left out;
* an event that counts and cannot be understood is named as unclear, for somebody to look at, and left out;
* events that repeat are followed for six years from a year ago; none may repeat more often than daily;
* an event at a time of day counts for the day that its own clock, or else the trust's, shows;
* a file is bounded: bytes, events, repeats, days of one event. Time zones that it describes are not read: to
  follow their rules could take for ever, and dates do not need them.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from app.domain.school_calendar import Span
from app.errors import RefusedError

if TYPE_CHECKING:
    from icalendar import Event

MAX_BYTES = 2_000_000
MAX_EVENTS = 5_000
MAX_REPEATING = 50
_MAX_TIMES = 2_000
_ONE = timedelta(days=1)
_BEFORE, _AHEAD = timedelta(days=366), timedelta(days=6 * 366)
_EARLIEST, _LATEST = date(2000, 1, 1), date(2200, 1, 1)
_LONGEST = {"term": 150, "closed": 70}  # in days: a term, a summer holiday
_ROUND = 400  # years after which the Gregorian calendar repeats itself, weekdays included
_LATE = 19 * _ROUND
_PARTS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"}
)
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})


class NotACalendarError(RefusedError):
    """The bytes are no iCalendar file, or one that cannot be followed."""

    sentence = "This file could not be read as a calendar."
    next_step = "Choose an iCalendar file, whose name ends in .ics. Most calendars can be exported as one."


class CalendarTooLargeError(RefusedError):
    """More bytes, events or repeats than a school's calendar has."""

    sentence = "This file is too large for a school's calendar."
    next_step = "Choose a file with this school's terms and closed days, and less than 2 MB."


class EmptyCalendarError(RefusedError):
    """No event's title speaks of a term or of a closed day."""

    sentence = "No terms and no closed days were found in this calendar."
    next_step = "Titles should say so, such as “Autumn term”, “Half term”, “INSET day” or “Bank holiday”."


class DayKind(StrEnum):
    """What a span of days is in a school's year."""

    TERM = "term"
    CLOSED = "closed"


@dataclass(frozen=True, order=True)
class Entry:
    """Days that are a term, or closed, under the title that the calendar gives them."""

    span: Span
    kind: DayKind
    title: str


@dataclass
class CalendarFile:
    """What a file says: entries by date, the titles of what is unclear, and how many events do not matter here."""

    entries: list[Entry] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    left_out: int = 0


def read_calendar(content: bytes, tz: tzinfo, today: date) -> CalendarFile:
    """Read a file; `tz` is the trust's. Raises NotACalendarError, CalendarTooLargeError, EmptyCalendarError."""
    if len(content) > MAX_BYTES:
        raise CalendarTooLargeError
    found, edges = CalendarFile(), _Edges()
    window = Span(today - _BEFORE, today + _AHEAD)
    moved = _Moved()
    events = list(_events(content))
    for event in events:
        moved.note(event)
    for event in events:
        title = _title(event)
        meaning = _Meaning.of(title)
        if meaning is None or str(event.get("STATUS", "")).upper() == "CANCELLED":
            found.left_out += 1
            continue
        try:
            spans = list(_spans(event, tz, window, moved))
        except _UnclearError:
            found.unclear.append(title)
            continue
        for span in spans:
            _place(found, edges, Entry(span, meaning.kind, title), meaning)
    edges.pair(found)
    if not found.entries:
        raise EmptyCalendarError
    found.entries = sorted(set(found.entries))
    return found


class _UnclearError(Exception):
    """An event that counts cannot be understood."""


# ---- what a title means

_TERM = re.compile(r"\bterm\b")
_HALF = re.compile(r"\bhalf[ -]?term\b")
_SHUT = re.compile(
    r"\bhalf[ -]?term\b|\bholidays?\b|\bvacation\b|\bbreak\b(?! ?time| ?up)|\binset\b|\btraining days?\b"
    r"|\bnon[ -]?pupil\b|\bstaff days?\b|\bdevelopment days?\b|\bdisaggregated\b|\boccasional day\b"
    r"|\bclosed\b|\bclosure\b|\bgood friday\b|\beaster monday\b|\bchristmas day\b|\bboxing day\b"
    r"|\bnew year.?s day\b"
)
_INSET = re.compile(r"\binset\b|\btraining days?\b|\bnon[ -]?pupil\b|\bstaff days?\b|\bdevelopment days?\b")
_SHUT_EDGE = re.compile(
    r"(?:half[ -]?term|holidays?|break)\b.*\b(?P<a>begins?|starts?|ends?|finish(?:es)?)\b"
    r"|\b(?P<b>start|beginning|first day|end|last day) of .*(?:half[ -]?term|holidays?|break)\b"
)
_BEGINS = re.compile(
    r"\b(?:term|school)\b.*\b(?:begins?|starts?|opens?|returns?)\b|\bre-?opens?\b|\bback to school\b|\breturn to school\b"
    r"|\b(?:start|beginning|first day) of (?:the )?(?:\w+ )?(?:term|school)\b"
)
_ENDS = re.compile(
    r"\b(?:term|school)\b.*\b(?:ends?|finish(?:es)?|closes)\b|\bbreaks? up\b|\bbreaking up\b"
    r"|\b(?:end|last day) of (?:the )?(?:\w+ )?(?:term|school)\b"
)


@dataclass(frozen=True)
class _Meaning:
    """What a title says: a kind of days, whether it names only their first (`begins`) or last day, or an INSET day too."""

    kind: DayKind
    begins: bool | None = None
    inset: bool = False

    @classmethod
    def of(cls, title: str) -> "_Meaning | None":
        words = title.lower()
        inset = bool(_INSET.search(words))
        if edge := _SHUT_EDGE.search(words):
            return cls(DayKind.CLOSED, (edge["a"] or edge["b"]).startswith(("b", "s", "f")), inset)
        for pattern, begins in ((_ENDS, False), (_BEGINS, True)):
            if pattern.search(words):
                return cls(DayKind.TERM, begins, inset)
        if _SHUT.search(words):
            return cls(DayKind.CLOSED)
        return cls(DayKind.TERM, None) if _TERM.search(words) else None


def _place(found: CalendarFile, edges: "_Edges", entry: Entry, meaning: _Meaning) -> None:
    days = (entry.span.last - entry.span.first).days + 1
    if meaning.inset and days <= 5:
        found.entries.append(Entry(entry.span, DayKind.CLOSED, entry.title))
    if meaning.begins is not None and days == 1:
        edges.note(entry, begins=meaning.begins)
    elif (
        days > _LONGEST[meaning.kind]
        or (_HALF.search(entry.title.lower()) and days > 23)
        or (meaning.kind is DayKind.TERM and days == 1)
    ):
        found.unclear.append(entry.title)
    elif not (meaning.inset and days <= 5):
        found.entries.append(entry)


class _Edges:
    """The first and last days that stand in events of their own, to be brought together."""

    def __init__(self) -> None:
        self._days: list[tuple[date, bool, Entry]] = []

    def note(self, entry: Entry, *, begins: bool) -> None:
        self._days.append((entry.span.first, begins, entry))

    def pair(self, found: CalendarFile) -> None:
        """Turn each beginning and the end that follows it into one entry; what is left over is unclear."""
        for kind in DayKind:
            opened: Entry | None = None
            for day, begins, entry in sorted(one for one in self._days if one[2].kind is kind):
                if begins:
                    _left_over(found, opened)
                    opened = entry
                elif opened is None or (day - opened.span.first).days >= _LONGEST[kind]:
                    _left_over(found, entry)
                else:
                    found.entries.append(Entry(Span(opened.span.first, day), kind, opened.title))
                    opened = None
            _left_over(found, opened)


def _left_over(found: CalendarFile, entry: Entry | None) -> None:
    if entry is not None:
        found.unclear.append(entry.title)


# ---- the file's form


def _events(content: bytes) -> Iterator["Event"]:
    from icalendar import Calendar, Event  # noqa: PLC0415 - late: it takes long to load, and few ever need it

    try:
        text = content.decode("utf-8-sig")
        calendars = Calendar.from_ical("\r\n".join(_without_zones(text)), multiple=True)
    except Exception as error:
        # Whatever the library stumbles over in a hostile file, and it has no one kind of error for it.
        raise NotACalendarError from error
    found = [event for one in calendars for event in one.subcomponents if isinstance(event, Event)]
    if not calendars:
        raise NotACalendarError
    if len(found) > MAX_EVENTS:
        raise CalendarTooLargeError
    yield from found


def _without_zones(text: str) -> Iterator[str]:
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    inside = False
    for line in unfolded.splitlines():
        if line.strip().upper() == "BEGIN:VTIMEZONE":
            inside = True
        if not inside and line.strip():
            yield line
        if line.strip().upper() == "END:VTIMEZONE":
            inside = False


def _title(event: "Event") -> str:
    shown = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in str(event.get("SUMMARY", "")))
    return " ".join(shown.split())[:100]


class _Moved:
    """The days of repeating events that were moved: each move is an event of its own."""

    def __init__(self) -> None:
        self._days: set[tuple[str, date]] = set()
        self.repeating = 0

    def note(self, event: "Event") -> None:
        if (moved := event.get("RECURRENCE-ID")) is not None and isinstance(when := moved.dt, date):
            self._days.add((str(event.get("UID", "")), _day_of(when, None)))

    def away(self, event: "Event", day: date) -> bool:
        own = event.get("RECURRENCE-ID") is None
        return own and (str(event.get("UID", "")), day) in self._days


def _spans(event: "Event", tz: tzinfo, window: Span, moved: _Moved) -> Iterator[Span]:
    try:
        start, end = event.start, event.end
        first, last = _day_of(start, tz), _last_day(end, tz)
    except Exception as error:
        raise _UnclearError from error
    long = max(last - first, timedelta())
    if long.days > 400 or not _EARLIEST <= first <= _LATEST:
        raise _UnclearError
    if event.get("RRULE") is None and event.get("RDATE") is None:
        yield Span(first, first + long)
        return
    moved.repeating += 1
    if moved.repeating > MAX_REPEATING:
        raise CalendarTooLargeError
    for day in _repeats(event, first, tz, window):
        if not moved.away(event, day):
            yield Span(day, day + long)


def _repeats(event: "Event", first: date, tz: tzinfo, window: Span) -> Iterable[date]:
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # noqa: PLC0415 - late, as above

    rule = event.get("RRULE")
    days = set(_listed(event.get("RDATE"), tz)) | {first}
    try:
        if rule is not None:
            text, until = _rule(rule, tz)
            # Late in the calendar a rule that never comes true ends with it, at once; begun today it takes seconds.
            begun = datetime(first.year + _LATE, first.month, first.day)  # noqa: DTZ001 - a day, not a time
            last = min(until or window.last, window.last)
            came = (day.date() for day in rrulestr(text, dtstart=begun))
            back = (day.replace(year=day.year - _LATE) for day in came)
            days.update(islice(takewhile(_until(last), back), _MAX_TIMES))
    except (ValueError, TypeError, OverflowError) as error:
        raise _UnclearError from error
    days -= set(_listed(event.get("EXDATE"), tz))
    return sorted(day for day in days if day in window)


def _until(last: date) -> Callable[[date], bool]:
    return lambda day: day <= last


def _rule(rule: object, tz: tzinfo) -> tuple[str, date | None]:
    """The rule without its end, and that end; raises _UnclearError for what no school's calendar holds."""
    from icalendar import vRecur  # noqa: PLC0415 - late, as above

    if not isinstance(rule, vRecur):
        raise _UnclearError
    parts = {str(name).upper(): value for name, value in rule.items()}
    often = {str(one).upper() for one in parts.get("FREQ", ())}
    every = parts.get("INTERVAL", [1])
    if not parts.keys() <= _PARTS or not often <= _FREQUENCIES or not 1 <= int(every[0]) <= 1000:
        raise _UnclearError
    text = rule.to_ical().decode()  # type: ignore[no-untyped-call]
    kept = ";".join(part for part in text.split(";") if not part.upper().startswith("UNTIL="))
    until = parts.get("UNTIL")
    return kept, _day_of(until[0], tz) if until else None


def _listed(dates: object, tz: tzinfo) -> Iterator[date]:
    """The days of EXDATE or RDATE, which may stand in a file several times over."""
    lists = dates if isinstance(dates, list) else [] if dates is None else [dates]
    for one in lists:
        for value in getattr(one, "dts", ()):
            if isinstance(value.dt, date):
                yield _day_of(value.dt, tz)


def _day_of(when: date, tz: tzinfo | None) -> date:
    if not isinstance(when, datetime):
        return when
    utc = when.tzinfo is not None and when.tzname() == "UTC"
    return (when.astimezone(tz) if utc and tz is not None else when).date()


def _last_day(end: date, tz: tzinfo) -> date:
    """The last day of what ends at `end`, which for whole days, and at midnight, is the day after."""
    if isinstance(end, datetime) and (end - timedelta(seconds=1)).date() == end.date():
        return _day_of(end, tz)
    return (
        _day_of(end, tz) - _ONE if not isinstance(end, datetime) else _day_of(end - timedelta(seconds=1), tz)
    )
