"""By when a policy is to be answered: for those who are there when it starts, for latecomers, and after a correction.

Rules:

* those who are there when a version starts have the date that HR named, or so many school days from the start;
* a latecomer (who joins, or comes into the audience, when it is asked already) has so many school days from the day on
  which they are first asked, and never less time than the others: where HR named nothing but a date, ten;
* a minor version changes a date only by naming another one: whoever had the date before gets the new one, and whoever
  had another (after leave, or as a latecomer) keeps it where it is later;
* a version cannot be due before it is asked, nor on a day that has passed.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.school_calendar import SchoolCalendar

LATECOMERS_DAYS = 10
"""School days for whoever is first asked after the others, where HR named a date alone."""


@dataclass(frozen=True, slots=True)
class DueDates:
    """A version's date, and the school days of a latecomer; None is neither."""

    due: date | None = None
    days: int | None = None

    @classmethod
    def of(cls, due: str | None, days: int | None) -> "DueDates":
        """As HR set it: `due` is `YYYY-MM-DD`, `days` are school days, either may be None."""
        named = date.fromisoformat(due) if due else None
        return cls(named, days or (LATECOMERS_DAYS if named else None))

    def for_a_latecomer(self, asked: date, calendar: SchoolCalendar) -> date | None:
        """The date of somebody who is first asked on the day `asked`, at a school with this calendar."""
        if self.days is None:
            return self.due
        counted = calendar.after(asked, self.days)
        return max(counted, self.due or counted)


def renamed(own: date | None, before: date | None, now: date | None) -> date | None:
    """Somebody's date when a minor version names `now` where `before` was; `own` is the date that they had."""
    if now is None:
        return own
    return now if own is None or own == before else max(own, now)


def is_too_soon(due: date | None, starts: date | None, today: date) -> bool:
    """Whether a version would be due before it is asked."""
    return due is not None and due < max(today, starts or today)
