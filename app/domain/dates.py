"""Dates and times: in British words for people, in RFC 3339 for records.

* Words never depend on the computer's language setting.
* A day is written "Friday 4 December"; the year is added when it is not the reader's year.
* A clock time is written on the 24-hour clock, "14:30".
* A date on which something is due ends in the trust's time zone, at the first instant of the next day.
* Records hold UTC to the whole second, "2026-11-22T15:42:13Z", and no other form is read.

Source: RFC 3339 section 5.6, narrowed to one form so that equal times are equal texts.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH_NUMBER = {name: n for n, full in enumerate(MONTHS, 1) for name in (full.lower(), full[:3].lower())}
_MONTH_NUMBER["sept"] = 9
_UTC_TEXT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_DATE_TEXT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WRITTEN_MONTHS = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-\d{1,2})?",
        r"(?:\d{1,2}[/.-])?(?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})",
        r"(?:(?:[a-z]+,? )?\d{1,2}(?:st|nd|rd|th)? )?(?P<month>[a-z]+)\.?,? (?P<year>\d{4}|\d{2})",
    )
)


def day(when: date, today: date) -> str:
    """A date in words: "Friday 4 December", or "Tuesday 4 December 2029" outside this year."""
    words = f"{WEEKDAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"
    return words if when.year == today.year else f"{words} {when.year}"


def clock(when: time) -> str:
    """A clock time, "08:30"."""
    return f"{when.hour:02}:{when.minute:02}"


def day_and_time(when: datetime, tz: tzinfo, today: date) -> str:
    """An instant as read on a clock in `tz`: "Friday 4 December at 14:30"."""
    local = _aware(when).astimezone(tz)
    return f"{day(local.date(), today)} at {clock(local.time())}"


def month(when: date) -> str:
    """A month in words: "March 2022"."""
    return f"{MONTHS[when.month - 1]} {when.year}"


def month_end(text: str) -> date | None:
    """The last day of the month that a person wrote, or None where no month can be told.

    Read are "March 2022", "22 March 2022", "Mar 22", "22/3/21" (day first), "03/2022" and "2022-03-22".
    Years of two figures are of this century.
    """
    words = " ".join(text.split())
    for pattern in _WRITTEN_MONTHS:
        if found := pattern.fullmatch(words):
            return _month_end(found["month"].lower(), found["year"])
    return None


def date_in(tz: tzinfo, now: datetime) -> date:
    """The calendar day that it is in `tz` at the instant `now`."""
    return _aware(now).astimezone(tz).date()


def end_of_day(when: date, tz: tzinfo) -> datetime:
    """The instant, in UTC, at which a day is over in `tz`: the first that no longer belongs to it."""
    if when == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(when + timedelta(days=1), time(), tz).astimezone(UTC)


def to_utc_text(when: datetime) -> str:
    """An aware time as records hold it, whole seconds: "2026-11-22T15:42:13Z".

    Raises:
        ValueError: `when` has no time zone.
    """
    utc = _aware(when).astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return f"{utc.isoformat()}Z"


def from_utc_text(text: str) -> datetime:
    """Reads back what `to_utc_text` wrote, and refuses every other form.

    Raises:
        ValueError: another form, or no real time.
    """
    if not _UTC_TEXT.fullmatch(text):
        raise ValueError("a time must look like 2026-11-22T15:42:13Z")
    return datetime.fromisoformat(text)


def from_date_text(text: str) -> date:
    """Reads a date written as "2026-11-22", and refuses every other form.

    Raises:
        ValueError: another form, or no real date.
    """
    if not _DATE_TEXT.fullmatch(text):
        raise ValueError("a date must look like 2026-11-22")
    return date.fromisoformat(text)


def _aware(when: datetime) -> datetime:
    if when.utcoffset() is None:
        raise ValueError("a time needs its time zone")
    return when


def _month_end(month_text: str, year_text: str) -> date | None:
    number = int(month_text) if month_text.isdigit() else _MONTH_NUMBER.get(month_text, 0)
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    if not (1 <= number <= 12 and year >= 1):
        return None
    import calendar  # noqa: PLC0415 - with the locales, only where a person wrote a month

    return date(year, number, calendar.monthrange(year, number)[1])
