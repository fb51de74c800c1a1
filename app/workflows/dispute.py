"""*This was not me*: saying so of a record, of a key, or of what HR recorded. Works with whatever key is here.

* Words are welcome, and not asked for: without any it says that none were written.
* Nothing is deleted by it, here or there. HR sees it, and somebody outside the case is told.
"""

from app.errors import RefusedError
from app.storage import facts
from app.workflows._facts import verified_facts
from app.workflows._service import open_service
from app.workflows.context import Context
from app.workflows.person import require_person

LONGEST_REASON = 4000
_LONGEST_REASON_BYTES = 12_000
_NO_WORDS = "No reason was written."


class NothingDisputedError(RefusedError):
    """Neither a record nor a key was named, or both."""

    sentence = "Choose one thing that was not you: an answer, or a key."
    next_step = "Look at the list of what is in your name, and choose from it."


class ReasonTooLongError(RefusedError):
    """More words than a record holds."""

    sentence = "Your words are longer than {most} characters."
    next_step = "Make them a little shorter."


def dispute(context: Context, jti: str | None = None, kid: str | None = None, reason: str = "") -> None:
    """Say of a record or fact (`jti`) or a key (`kid`) “this was not me”; then it is shown in *What HR sees*.

    Needs the network: it is only said once the service has written it down. Raises NothingDisputedError,
    ReasonTooLongError, NotEnrolledError, SigningKeyMissingError, an error of the key store, SyncError,
    ServiceRefusedError, StorageError, or a RefusedError where the service's answer is not in order.
    """
    about = jti or kid
    if about is None or (jti and kid):
        raise NothingDisputedError
    words = reason.strip() or _NO_WORDS
    if len(words) > LONGEST_REASON or len(words.encode("utf-8", "replace")) > _LONGEST_REASON_BYTES:
        raise ReasonTooLongError(most=LONGEST_REASON)
    service = open_service(context, require_person(context))
    answer = service.client.dispute(about, words)
    noted = verified_facts(service, [answer.fact])
    with context.database.transaction() as connection:
        facts.save(connection, noted)
