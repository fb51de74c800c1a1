"""*Later*: real times, fewer as the date nears. What is chosen stays on this computer and is never sent."""

from collections.abc import Iterable
from datetime import datetime

from app.config import Lesson
from app.domain.deferral import LaterOption, SchoolWeek, later_options
from app.storage import deferral
from app.workflows._state import leave_state, nearest_due, time_zone
from app.workflows.context import Context
from app.workflows.overview import overview


def options(context: Context, lessons: Iterable[Lesson] = ()) -> tuple[LaterOption, ...]:
    """The times to choose from, soonest first, for the policy whose date comes first; none of them in `lessons`."""
    seen = overview(context)
    nearest = nearest_due(seen)
    due, week = nearest.due if nearest else None, SchoolWeek(tuple(lessons))
    return later_options(context.clock(), due, time_zone(seen), week)


def later(context: Context, until: datetime) -> None:
    """Put off being asked until `until`; raises StorageError or StateFileError."""
    with context.database.transaction() as connection:
        deferral.save(connection, until, context.clock())
    leave_state(context)
