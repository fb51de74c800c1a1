"""*Look again*: a reminder that the person may ask for, or not. The checklist offers it as an idea.

* It is kept on this computer as a policy and a time, and never sent.
* The check at login sees it as it sees something put off: a policy id and a time, not what it is about.
* It is told once, when its time has come and the window is open; then it is over, until it is asked for again.
* Deleting the answers leaves it: it says nothing of them.
"""

from dataclasses import dataclass
from datetime import datetime

from app.domain.policy import PolicyRef
from app.domain.reminder import look_again_at
from app.storage import look_again
from app.workflows._state import leave_state, time_zone
from app.workflows.complete_audit import load_checklist
from app.workflows.context import Context
from app.workflows.overview import overview


@dataclass(frozen=True, slots=True)
class NextLook:
    """What to offer: the checklist's words and the time (UTC); what was chosen, and whether its time has come."""

    words: str
    offered: datetime
    chosen: datetime | None
    has_come: bool
    declined: bool


def next_look(context: Context, ref: PolicyRef) -> NextLook | None:
    """The reminder that a policy's checklist offers, or None where it offers none.

    Raises NoChecklistError or StorageError.
    """
    reminder = load_checklist(context, ref).reminder
    if reminder is None:
        return None
    now, zone = context.clock(), time_zone(overview(context))
    with context.database.reading() as connection:
        chosen = look_again.load(connection).get(ref.id)
        declined = look_again.is_declined(connection, ref.id)
    offered = look_again_at(now, reminder.months, zone)
    return NextLook(reminder.text, offered, chosen, chosen is not None and chosen <= now, declined)


def remind_me(context: Context, ref: PolicyRef, at: datetime) -> None:
    """Remind the person at `at` (aware); raises StorageError or StateFileError."""
    with context.database.transaction() as connection:
        look_again.save(connection, ref.id, at)
    leave_state(context)


def no_reminder(context: Context, ref: PolicyRef) -> None:
    """Keep that the offer is declined, and forget a reminder; raises StorageError or StateFileError."""
    with context.database.transaction() as connection:
        look_again.save(connection, ref.id, None)
    leave_state(context)


def reminded(context: Context, ref: PolicyRef) -> None:
    """The reminder was told and is over; raises StorageError or StateFileError."""
    with context.database.transaction() as connection:
        look_again.delete(connection, ref.id)
    leave_state(context)
