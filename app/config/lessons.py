"""Lesson hours: when nothing opens by itself, on the computer's own clock.

A lesson is written "Mon-Fri 08:50-12:15", or "Wed 13:10-15:20"; without a day it is every working day. It holds
from its first minute up to, not including, its last.
"""

from collections.abc import Iterable
from datetime import datetime, time
from typing import NamedTuple

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORKING_DAYS = "mon-fri"


class Lesson(NamedTuple):
    """One stretch of lesson time; weekdays count from Monday, 0."""

    weekdays: frozenset[int]
    starts: time
    ends: time

    def __str__(self) -> str:
        days = ",".join(_DAYS[day].title() for day in sorted(self.weekdays))
        return f"{days} {self.starts:%H:%M}-{self.ends:%H:%M}"


def parse(text: str) -> Lesson:
    """Read one lesson; raises ValueError whose words finish a sentence about the setting."""
    days, _, hours = text.strip().lower().rpartition(" ")
    first, _, last = hours.partition("-")
    try:
        lesson = Lesson(_weekdays(days.strip() or _WORKING_DAYS), _time(first), _time(last))
    except ValueError:
        lesson = None
    if lesson is None or lesson.ends <= lesson.starts:
        msg = "must be lesson hours such as Mon-Fri 08:50-12:15"
        raise ValueError(msg)
    return lesson


def lesson_at(lessons: Iterable[Lesson], local: datetime) -> Lesson | None:
    """The lesson that is on at `local`, a time on the computer's own clock; None between lessons."""
    here = local.time()
    return next(
        (each for each in lessons if local.weekday() in each.weekdays and each.starts <= here < each.ends),
        None,
    )


def _weekdays(text: str) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        start = _DAYS.index(first.strip())
        end = _DAYS.index(last.strip()) if last else start
        found.update(range(start, end + 1) if start <= end else [*range(start, 7), *range(end + 1)])
    return frozenset(found)


def _time(text: str) -> time:
    hours, _, minutes = text.strip().partition(":")
    if len(minutes) != 2 or not (hours + minutes).isascii():
        raise ValueError
    return time(int(hours), int(minutes))
