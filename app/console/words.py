"""How the HR window says what went wrong."""

from app.errors import UndersignedError
from app.sync.errors import SyncError


def words(error: Exception) -> str:
    """A sentence and a next step for the person at the HR window.

    The next steps of `SyncError` speak to staff, whose work waits on their own computer; here nothing waits.
    """
    known = error if isinstance(error, UndersignedError) else UndersignedError()
    step = "Try again in a moment." if isinstance(known, SyncError) else known.next_step
    return f"{known.sentence} {step}".strip()
