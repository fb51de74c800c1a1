"""*This was not me*: saying so of a record or a key in one's name. Works with whatever key this computer has.

Nothing is deleted by it, here or there. HR sees it, and somebody outside the case is told.
"""

from app.errors import RefusedError
from app.storage import facts
from app.workflows._facts import verified_facts
from app.workflows._service import open_service
from app.workflows.context import Context
from app.workflows.person import require_person


class NothingDisputedError(RefusedError):
    """Neither a record nor a key was named, or both."""

    sentence = "Choose one thing that was not you: an answer, or a key."
    next_step = "Look at the list of what is in your name, and choose from it."


class NoReasonError(RefusedError):
    """Nothing was written."""

    sentence = "Please write in a few words why it was not you."
    next_step = "One sentence is enough, such as “I was away that day”."


def dispute(context: Context, jti: str | None = None, kid: str | None = None, reason: str = "") -> None:
    """Say of a record (`jti`) or a key (`kid`) “this was not me”; once said it is shown in *What HR sees*.

    Needs the network: it is only said once the service has written it down. Raises NothingDisputedError,
    NoReasonError, NotEnrolledError, SigningKeyMissingError, an error of the key store, SyncError,
    ServiceRefusedError, StorageError, or a RefusedError where the service's answer is not in order.
    """
    about = jti or kid
    if about is None or (jti and kid):
        raise NothingDisputedError
    if not reason.strip():
        raise NoReasonError
    service = open_service(context, require_person(context))
    answer = service.client.dispute(about, reason.strip())
    noted = verified_facts(service, [answer.fact])
    with context.database.transaction() as connection:
        facts.save(connection, noted)
