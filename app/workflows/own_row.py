"""The person's own row as HR's service has it at this moment, asked for with their own key. Nothing of it is kept."""

from app import protocol
from app.workflows._keys import signed_in
from app.workflows.context import Context
from app.workflows.person import require_person


def own_row(context: Context) -> protocol.Me:
    """Ask for it; raises NotEnrolledError, SigningKeyMissingError, an error of the key store, SyncError."""
    return signed_in(context, require_person(context)).me()
