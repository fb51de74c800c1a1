"""Leaves the small file that the check at login reads: not before when, what is due, the last sync."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.deferral import honoured_until
from app.errors import UnavailableError
from app.storage import deferral, policies
from app.workflows.context import Context
from app.workflows.overview import Overview, PolicyStatus, overview


class StateFileError(UnavailableError):
    """The state file could not be written."""

    sentence = "The app could not leave a note for your next login."
    next_step = "What you did is saved. At your next login the app may open once more than it needs to."


def leave_state(context: Context) -> None:
    """Make the state file say what the database says; raises StateFileError."""
    from app.login.state import State, write  # noqa: PLC0415 (only when something was done)

    seen = overview(context)
    with context.database.reading() as connection:
        asked = policies.due_state(connection)
    state = State(
        next_ask=_next_ask(context, seen),
        due=tuple(status.ref.id for status in asked_for(seen)),
        last_sync=asked.asked_at if asked else None,
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


def _next_ask(context: Context, seen: Overview) -> datetime | None:
    with context.database.reading() as connection:
        chosen = deferral.load(connection)
    nearest = nearest_due(seen)
    if chosen is None or nearest is None:
        return None
    return honoured_until(*chosen, nearest.due, time_zone(seen))
