"""*This was not me*: saying so of a record, of a key, or of what HR recorded. Works with whatever key is here.

* Words are welcome, and not asked for: without any it says that none were written.
* It is signed, kept and sent like an answer: also without a network, and once.
* Nothing is deleted by it, here or there. HR sees it, and somebody outside the case is told.
"""

from app.errors import RefusedError
from app.evidence.records import Dispute
from app.storage import facts, letters, outbox
from app.storage.letters import StoredLetter
from app.storage.outbox import Parcel
from app.workflows._keys import load_key
from app.workflows._sign import new_jti
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
    """Sign of a record or fact (`jti`) or a key (`kid`) “this was not me”, and keep it to be sent.

    What was said once is not said again, unless HR's service refused it. Raises NothingDisputedError, ReasonTooLongError,
    NotEnrolledError, SigningKeyMissingError, an error of the key store, StorageError.
    """
    about = jti or kid
    if about is None or (jti and kid):
        raise NothingDisputedError
    words = reason.strip() or _NO_WORDS
    if len(words) > LONGEST_REASON or len(words.encode("utf-8", "replace")) > _LONGEST_REASON_BYTES:
        raise ReasonTooLongError(most=LONGEST_REASON)
    person, now = require_person(context), context.clock()
    key = load_key(context, person)
    said = Dispute(
        sub=person.sub,
        aud=person.aud,
        jti=new_jti(context.random),
        iat=int(now.timestamp()),
        about=about,
        reason=words,
    )
    token = said.signed_by(key)
    with context.database.transaction() as connection:
        before = facts.disputed(facts.load_all(connection), letters.load_all(connection)).get(about)
        if before is not None and before.problem is None:
            return
        letters.add(connection, StoredLetter(said.jti, outbox.DISPUTE, about, token, now))
        outbox.put(connection, Parcel(said.jti, outbox.DISPUTE, token, follows=about))
