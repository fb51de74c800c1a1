"""Leaves the small file that the check at login reads: not before when, what is due, the last sync.

A reminder that the person asked for looks there like something that was put off: a policy id and a time, and never
what it is about. It stands there only while nothing else is due; else the window opens anyway.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.deferral import honoured_until
from app.errors import UnavailableError
from app.storage import deferral, look_again, policies
from app.workflows.context import Context
from app.workflows.overview import Overview, PolicyStatus, overview


class StateFileError(UnavailableError):
    """The state file could not be written."""

    sentence = "The app could not leave a note for your next login."
    next_step = "What you did is saved. At your next login the app may open once more than it needs to."


def leave_state(context: Context) -> None:
    """Make the state file say what the database says; raises StateFileError."""
    if context.state_file is None:
        return
    from app.login.state import State, write  # noqa: PLC0415 (only when something was done)

    seen = overview(context)
    with context.database.reading() as connection:
        asked = policies.due_state(connection)
        wished = look_again.load(connection)
    due = tuple(status.ref.id for status in asked_for(seen))
    reminder = None if due else _soonest(wished, seen)
    state = State(
        next_ask=reminder[1] if reminder else _next_ask(context, seen),
        due=(reminder[0],) if reminder else due,
        last_sync=asked.asked_at if asked else None,
        is_reminder=reminder is not None,
    )
    try:
        write(context.state_file, state)
    except OSError as error:
        raise StateFileError from error


def asked_for(seen: Overview) -> list[PolicyStatus]:
    """The policies that still want something of the person, nearest date first."""
    return [status for status in seen.policies if status.asks_for_answer or status.asks_for_audit]


def time_zone(seen: Overview) -> tzinfo:
    """The trust's time zone, or UTC where there is none or this computer does not know it."""
    try:
        return ZoneInfo(seen.person.time_zone if seen.person else "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def nearest_due(seen: Overview) -> PolicyStatus | None:
    """The policy whose date comes first among those asked for."""
    return next(iter(asked_for(seen)), None)


def _soonest(wished: Mapping[str, datetime], seen: Overview) -> tuple[str, datetime] | None:
    """The next reminder for a policy that is still on the list, with its time."""
    listed = {each.ref.id for each in seen.policies if not (each.paused or each.withdrawn)}
    still = {policy: at for policy, at in wished.items() if policy in listed}
    return min(still.items(), key=lambda pair: pair[1], default=None)


def _next_ask(context: Context, seen: Overview) -> datetime | None:
    with context.database.reading() as connection:
        chosen = deferral.load(connection)
    nearest = nearest_due(seen)
    if chosen is None or nearest is None:
        return None
    return honoured_until(*chosen, nearest.due, time_zone(seen), context.clock())
