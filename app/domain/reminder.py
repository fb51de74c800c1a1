"""When to look at a self-audit again: so many months on, in the morning of a working day.

How often is the checklist's idea and the person's choice; no policy of ours says it.
"""

import calendar
from datetime import UTC, date, datetime, tzinfo

from app.domain import dates
from app.domain.deferral import SchoolWeek, working_day_from


def look_again_at(now: datetime, months: int, tz: tzinfo, week: SchoolWeek | None = None) -> datetime:
    """The instant (UTC) to remind somebody who looks at `now` (aware); the day is one on the clock of `tz`.

    The last day of a shorter month stands for a day it does not have.
    """
    at_school = week or SchoolWeek()
    day = working_day_from(_months_on(dates.date_in(tz, now), months), at_school)
    return datetime.combine(day, at_school.starts(day), tz).astimezone(UTC)


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
