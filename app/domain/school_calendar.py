"""Which days are school days: terms, and the days on which a school is closed.

Rules:

* Saturday and Sunday are never school days, nor is a day on which the school is closed: half term, a bank holiday,
  an INSET day (staff are in, and busy; pupils are not);
* where terms are known, a school day lies in one of them; before the first of them there is none;
* after the last known day nobody can tell, so weekdays stand in: `known_until` says from when that is so;
* where no terms are known at all, weekdays that are not closed are school days;
* somebody who works at several schools has a school day when all of them do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `first` to `last`, both included.

    Raises:
        ValueError: it ends before it begins.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a span of days cannot end before it begins")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class SchoolCalendar:
    """The school days of one school, or of somebody at several.

    Args:
        terms: when the school is open; none means that its terms are not known.
        closed: when it is closed all the same.
    """

    def __init__(self, terms: Iterable[Span] = (), closed: Iterable[Span] = ()) -> None:
        self.terms = tuple(sorted(terms))
        self.closed = tuple(sorted(closed))
        self._found: dict[tuple[date, int], date] = {}

    @property
    def known_until(self) -> date | None:
        """The last day of the last known term; None where no terms are known."""
        return max((term.last for term in self.terms), default=None)

    def is_school_day(self, day: date) -> bool:
        """Whether pupils are expected in on `day`."""
        if day.weekday() >= 5 or any(day in span for span in self.closed):
            return False
        known = self.known_until
        return known is None or day > known or any(day in term for term in self.terms)

    def after(self, day: date, number: int) -> date:
        """The school day that comes `number` school days after `day`; for 0 `day` itself, or the next school day.

        Raises:
            ValueError: `number` is negative.
            OverflowError: there is no such day before the end of the year 9999.
        """
        if number < 0:
            raise ValueError("school days are counted forward")
        # A whole school asks the same question on the same day.
        if (day, number) not in self._found:
            self._found[day, number] = self._counted(day, number)
        return self._found[day, number]

    def _counted(self, day: date, number: int) -> date:
        found, left = day, number
        while left or not self.is_school_day(found):
            found += _ONE
            left -= self.is_school_day(found) if left else 0
        return found


def all_of(calendars: Iterable[SchoolCalendar]) -> SchoolCalendar:
    """The calendar of somebody at several schools: a day is one of theirs when every school has it as a school day."""
    several = tuple(dict.fromkeys(calendars))
    return several[0] if len(several) == 1 else _Together(several)


class _Together(SchoolCalendar):
    """Several calendars at once."""

    def __init__(self, calendars: Iterable[SchoolCalendar]) -> None:
        self._calendars = tuple(calendars)
        super().__init__(closed=(span for one in self._calendars for span in one.closed))

    @property
    def known_until(self) -> date | None:
        """The earliest day until which every school with known terms is known."""
        known = [one.known_until for one in self._calendars]
        return min((day for day in known if day is not None), default=None)

    def is_school_day(self, day: date) -> bool:
        """Whether every one of the schools has `day` as a school day."""
        return day.weekday() < 5 and all(one.is_school_day(day) for one in self._calendars)
