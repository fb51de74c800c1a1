"""*Later*: the times a person may put a policy off to.

* Every choice names a real time, in the words people use, on the trust's clock, at a multiple of five minutes.
* An hour from now is rounded up. The end of the school day is offered while it is still well off; then the next
  morning that is a working day; then, while more than a week is left, the first working morning of next week.
* The school week follows the trust's lesson hours (`SchoolWeek`).
* Nothing opens by itself in lesson hours, so a choice that falls into them is moved to the end of the lesson; one
  that finds no time on its own day is left out.
* No choice goes past the end of the due date, so there are fewer as it nears, and on its last day only
  times on that day. In its last hour a quarter of an hour is offered, and in its last quarter nothing:
  closing the window is always possible.
* After the due date only an hour is offered.
* A choice made before HR moves the date is cut to the new date; one made after the date holds for its hour and no
  longer.
* A choice that was made later than it is now was made by a wrong clock, and does not count.
* How often somebody chose *Later* is counted nowhere.

Which days are school holidays is not known here: a morning may fall into one, where nobody logs in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from app.config.lessons import Lesson, lesson_at
from app.domain import dates

_HOUR = timedelta(hours=1)
_QUARTER = timedelta(minutes=15)
_WELL_OFF = timedelta(minutes=90)
_STEP_MINUTES = 5
_LONGEST_AFTER_THE_DATE = _HOUR + timedelta(minutes=_STEP_MINUTES)
_LONG_BEFORE = timedelta(days=7)
_SMALL_CLOCK_CHANGE = timedelta(minutes=5)
_LAST_MINUTES = 24 * 60 - _STEP_MINUTES
_MINUTES_BEFORE_LESSONS = 20
_STARTS, _ENDS, _NOON = time(8, 30), time(15, 30), time(12)
_MONDAY_TO_FRIDAY = frozenset(range(5))
_DAYS_OF_A_WEEK_DESCRIBED = 3


@dataclass(frozen=True, slots=True)
class SchoolWeek:
    """When people are at work, as the trust's lesson hours tell; weekdays count from Monday, 0.

    * Days with lessons are working days; where fewer than three have any, Monday to Friday are too.
    * A day begins twenty minutes before its first lesson, and ends with its last. It begins at 08:30 where no lesson
      is told of before noon, and ends at 15:30 where none is told of after it.
    """

    lessons: tuple[Lesson, ...] = ()

    @property
    def weekdays(self) -> frozenset[int]:
        """The working days."""
        told = frozenset(day for lesson in self.lessons for day in lesson.weekdays)
        return told if len(told) >= _DAYS_OF_A_WEEK_DESCRIBED else told | _MONDAY_TO_FRIDAY

    def starts(self, day: date) -> time:
        """When that day begins."""
        first = min((each.starts for each in self._on(day)), default=_NOON)
        return _in_steps(max(0, _minutes(first) - _MINUTES_BEFORE_LESSONS)) if first < _NOON else _STARTS

    def ends(self, day: date) -> time:
        """When that day's lessons end."""
        last = max((each.ends for each in self._on(day)), default=_NOON)
        return _in_steps(min(_rounded_up(last), _LAST_MINUTES)) if last > _NOON else _ENDS

    def free_from(self, local: datetime) -> datetime | None:
        """The first moment from `local` on without a lesson, whole five minutes, that day; None where there is none."""
        while (lesson := lesson_at(self.lessons, local)) is not None:
            if (minutes := _rounded_up(lesson.ends)) > _LAST_MINUTES:
                return None
            local = datetime.combine(local.date(), _in_steps(minutes), local.tzinfo)
        return local

    def _on(self, day: date) -> Iterator[Lesson]:
        return (each for each in self.lessons if day.weekday() in each.weekdays)


def _minutes(when: time) -> int:
    return when.hour * 60 + when.minute


def _rounded_up(when: time) -> int:
    return -(-_minutes(when) // _STEP_MINUTES) * _STEP_MINUTES


def _in_steps(minutes: int) -> time:
    hour, minute = divmod(minutes // _STEP_MINUTES * _STEP_MINUTES, 60)
    return time(hour, minute)


@dataclass(frozen=True, slots=True)
class LaterOption:
    """One choice: the words on it, and the instant (UTC) at which the app asks again."""

    label: str
    until: datetime


def later_options(
    now: datetime, due: date | None, tz: tzinfo, week: SchoolWeek | None = None
) -> tuple[LaterOption, ...]:
    """The choices at this moment, soonest first; `now` is aware, `due` ends in `tz`, None means no date.

    Raises:
        ValueError: `now` has no time zone.
    """
    week = week or SchoolWeek()
    return tuple(_between_lessons(_wished(now, due, tz, week), tz, week))


def honoured_until(
    until: datetime, chosen_at: datetime, due: date | None, tz: tzinfo, now: datetime
) -> datetime | None:
    """Until when an earlier choice still holds at `now`, with the due date that there is now; None: it does not count.

    It never goes past the end of the date; one made after the date holds for its hour.
    """
    if chosen_at > now + _SMALL_CLOCK_CHANGE:
        return None
    if due is None:
        return until
    deadline = dates.end_of_day(due, tz)
    return min(until, chosen_at + _LONGEST_AFTER_THE_DATE if chosen_at >= deadline else deadline)


def _wished(now: datetime, due: date | None, tz: tzinfo, week: SchoolWeek) -> tuple[LaterOption, ...]:
    """The choices as they would be without lessons."""
    local = dates.date_in(tz, now)
    hour = _in_a_while("In an hour", now, _HOUR, tz)
    if due is None:
        return (hour, *_later_than_an_hour(now, local, tz, week, far=True))
    deadline = dates.end_of_day(due, tz)
    if now >= deadline:
        return (hour,)
    if hour.until >= deadline:
        quarter = _in_a_while("In a quarter of an hour", now, _QUARTER, tz)
        return (quarter,) if quarter.until < deadline else ()
    later = _later_than_an_hour(now, local, tz, week, far=due - local > _LONG_BEFORE)
    return (hour, *(option for option in later if option.until < deadline))


def _between_lessons(options: tuple[LaterOption, ...], tz: tzinfo, week: SchoolWeek) -> Iterator[LaterOption]:
    """The options, those in lessons moved to the end of the lesson; each time once."""
    offered: set[datetime] = set()
    for option in options:
        free = week.free_from(option.until.astimezone(tz))
        if free is None or (until := free.astimezone(UTC)) in offered:
            continue
        offered.add(until)
        moved = LaterOption(f"When the lesson ends, at {dates.clock(free.time())}", until)
        yield option if until == option.until else moved


def _later_than_an_hour(
    now: datetime, today: date, tz: tzinfo, week: SchoolWeek, *, far: bool
) -> Iterator[LaterOption]:
    ends = week.ends(today)
    lessons_end = datetime.combine(today, ends, tz).astimezone(UTC)
    if today.weekday() in week.weekdays and lessons_end - now >= _WELL_OFF:
        yield LaterOption(_today_at(ends), lessons_end)
    morning = working_day_from(today + timedelta(days=1), week)
    yield _morning(morning, today, tz, week)
    next_week = working_day_from(today + timedelta(days=7 - today.weekday()), week)
    if far and next_week != morning:
        yield _morning(next_week, today, tz, week)


def _in_a_while(words: str, now: datetime, wait: timedelta, tz: tzinfo) -> LaterOption:
    seconds, step = (now + wait).timestamp(), _STEP_MINUTES * 60
    until = datetime.fromtimestamp(-(-seconds // step) * step, UTC)
    return LaterOption(f"{words}, at {dates.clock(until.astimezone(tz).time())}", until)


def _today_at(when: time) -> str:
    part = "morning" if when.hour < 12 else "afternoon" if when.hour < 18 else "evening"
    return f"This {part}, at {dates.clock(when)}"


def _morning(when: date, today: date, tz: tzinfo, week: SchoolWeek) -> LaterOption:
    ahead = (when - today).days
    name = dates.WEEKDAYS[when.weekday()] if ahead < 7 else dates.day(when, today)
    words = "Tomorrow" if ahead == 1 else name
    starts = week.starts(when)
    until = datetime.combine(when, starts, tz).astimezone(UTC)
    return LaterOption(f"{words} at {dates.clock(starts)}", until)


def working_day_from(first: date, week: SchoolWeek) -> date:
    """The first working day from `first` on; there is one in every week."""
    days = (first + timedelta(days=ahead) for ahead in range(7))
    return next(day for day in days if day.weekday() in week.weekdays)
