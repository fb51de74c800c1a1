"""*Later*: the times a person may put a policy off to.

* Every choice names a real time, in the words people use, on the trust's clock.
* An hour from now is rounded up to five minutes. The end of the school day is offered while it is still
  well off; then the next morning that is a working day; then, while more than a week is left, the first
  working morning of next week.
* No choice goes past the end of the due date, so there are fewer as it nears, and on its last day only
  times on that day. In its last hour a quarter of an hour is offered, and in its last quarter nothing:
  closing the window is always possible.
* After the due date only an hour is offered.
* A choice made before HR moves the date is cut to the new date; one made after the date stands as made.
* How often somebody chose *Later* is counted nowhere.

Which days are school holidays is not known here: a morning may fall into one, where nobody logs in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from app.domain import dates

_HOUR = timedelta(hours=1)
_QUARTER = timedelta(minutes=15)
_WELL_OFF = timedelta(minutes=90)
_STEP_SECONDS = 300
_LONG_BEFORE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """When people are at work, on the trust's clock; weekdays count from Monday, 0."""

    starts: time = time(8, 30)
    lessons_end: time = time(15, 30)
    weekdays: frozenset[int] = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class LaterOption:
    """One choice: the words on it, and the instant (UTC) at which the app asks again."""

    label: str
    until: datetime


def later_options(
    now: datetime, due: date | None, tz: tzinfo, school_day: SchoolDay | None = None
) -> tuple[LaterOption, ...]:
    """The choices at this moment, soonest first; `now` is aware, `due` ends in `tz`, None means no date.

    Raises:
        ValueError: `now` has no time zone.
    """
    local = dates.date_in(tz, now)
    hour = _in_a_while("In an hour", now, _HOUR, tz)
    if due is None:
        return (hour, *_later_than_an_hour(now, local, tz, school_day or SchoolDay(), far=True))
    deadline = dates.end_of_day(due, tz)
    if now >= deadline:
        return (hour,)
    if hour.until >= deadline:
        quarter = _in_a_while("In a quarter of an hour", now, _QUARTER, tz)
        return (quarter,) if quarter.until < deadline else ()
    far = due - local > _LONG_BEFORE
    later = _later_than_an_hour(now, local, tz, school_day or SchoolDay(), far=far)
    return (hour, *(option for option in later if option.until < deadline))


def honoured_until(until: datetime, chosen_at: datetime, due: date | None, tz: tzinfo) -> datetime:
    """Until when an earlier choice still holds, now that the due date is `due`: never past its end.

    A choice made after the date has passed stands as made: it was a short one.
    """
    if due is None or chosen_at >= (deadline := dates.end_of_day(due, tz)):
        return until
    return min(until, deadline)


def _later_than_an_hour(
    now: datetime, today: date, tz: tzinfo, school_day: SchoolDay, *, far: bool
) -> Iterator[LaterOption]:
    lessons_end = datetime.combine(today, school_day.lessons_end, tz).astimezone(UTC)
    if today.weekday() in school_day.weekdays and lessons_end - now >= _WELL_OFF:
        yield LaterOption(_today_at(school_day.lessons_end), lessons_end)
    morning = working_day_from(today + timedelta(days=1), school_day)
    yield _morning(morning, today, tz, school_day)
    next_week = working_day_from(today + timedelta(days=7 - today.weekday()), school_day)
    if far and next_week != morning:
        yield _morning(next_week, today, tz, school_day)


def _in_a_while(words: str, now: datetime, wait: timedelta, tz: tzinfo) -> LaterOption:
    seconds = (now + wait).timestamp()
    until = datetime.fromtimestamp(-(-seconds // _STEP_SECONDS) * _STEP_SECONDS, UTC)
    return LaterOption(f"{words}, at {dates.clock(until.astimezone(tz).time())}", until)


def _today_at(when: time) -> str:
    part = "morning" if when.hour < 12 else "afternoon" if when.hour < 18 else "evening"
    return f"This {part}, at {dates.clock(when)}"


def _morning(when: date, today: date, tz: tzinfo, school_day: SchoolDay) -> LaterOption:
    ahead = (when - today).days
    name = dates.WEEKDAYS[when.weekday()] if ahead < 7 else dates.day(when, today)
    words = "Tomorrow" if ahead == 1 else name
    until = datetime.combine(when, school_day.starts, tz).astimezone(UTC)
    return LaterOption(f"{words} at {dates.clock(school_day.starts)}", until)


def working_day_from(first: date, school_day: SchoolDay) -> date:
    """The first working day from `first` on; `first` itself where no weekday is a working day."""
    week = (first + timedelta(days=ahead) for ahead in range(7))
    return next((day for day in week if day.weekday() in school_day.weekdays), first)
