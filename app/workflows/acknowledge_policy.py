"""Answering a policy: the record, and with it its place in the outbox, in one transaction.

* *I acknowledge* opens when every section has been in view; the other two answers are open at any time.
* What is signed are the published words, exactly, and the very text that is here, by its digest.
* Once acknowledged, nothing more is taken for this version.
* Where a fresh sign-in is to go with it, the record is made first, and kept only once the person has signed in: the
  sign-in is about that very record. One that fails leaves nothing behind.
* The name typed is ceremony: any name that can be read will do.
"""

import base64
import sqlite3
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from app.domain.acknowledgement import Outcome, Presence, signed_name
from app.domain.policy import PolicyRef
from app.domain.reading import Reading
from app.errors import RefusedError
from app.evidence.presence import presence_commitment
from app.evidence.records import Acknowledgement, FreshSignIn, Message
from app.signing.jws import record_sha256
from app.signing.keys import PrivateKey, b64url
from app.storage import letters, log_head, outbox, policies, records
from app.storage.letters import StoredLetter
from app.storage.outbox import Parcel
from app.storage.records import Standing, StoredMessage
from app.workflows._keys import load_key
from app.workflows._sign import keep_signed, new_jti
from app.workflows._state import StateFileError, leave_state
from app.workflows._wording import acknowledgement_words
from app.workflows.context import Context
from app.workflows.overview import PolicyStatus, RecordStatus, read_overview
from app.workflows.person import Person, require_person

if TYPE_CHECKING:
    from app.workflows.fresh_sign_in import AskToSignIn

__all__ = [
    "Addressee",
    "AlreadyAcknowledgedError",
    "MessageEmptyError",
    "MessageTooLongError",
    "NotAllSeenError",
    "PolicyChangedError",
    "acknowledge",
    "preview",
]

Addressee = Literal["hr", "line-manager"]
LONGEST_MESSAGE = 4000
"""The most characters that a message may have."""

_LONGEST_MESSAGE_BYTES = 12_000  # a record has 16 KiB for everything in it
_SALT_BYTES = 16
_RANDOM_BYTES = 32


class PolicyChangedError(RefusedError):
    """The policy on the list is not, or no longer, the one that was answered."""

    sentence = "This policy has changed since you opened it, or is not asked of you any more."
    next_step = "Close the window and open it again to see what is asked of you now."


class NotAllSeenError(RefusedError):
    """There are sections that have not been in view."""

    sentence = "There are parts of this policy that you have not seen yet."
    next_step = "Look at the parts that have no tick. You can ask a question at any time."


class AlreadyAcknowledgedError(RefusedError):
    """The person has acknowledged this version."""

    sentence = "You have acknowledged this policy already."
    next_step = "There is nothing more to do. If you have a question, ask your line manager or HR."


class MessageEmptyError(RefusedError):
    """A message without words."""

    sentence = "There are no words in your message yet."
    next_step = "Write what you would like to ask or say, or send your answer without a message."


class MessageTooLongError(RefusedError):
    """A message longer than a record holds."""

    sentence = "Your message is longer than {most} characters."
    next_step = "Make it a little shorter."


def acknowledge(
    context: Context,
    ref: PolicyRef,
    outcome: Outcome,
    name: str,
    *,
    message: str | None = None,
    to: Addressee = "hr",
    sign_in: "AskToSignIn | None" = None,
) -> RecordStatus:
    """Sign one of the three answers and keep it to be sent, with a fresh sign-in where one is to go with it.

    Raises NotEnrolledError, SigningKeyMissingError, an error of the key store, NameRefusedError,
    PolicyChangedError, NotAllSeenError, AlreadyAcknowledgedError, MessageEmptyError, MessageTooLongError,
    StorageError, or what `sign_in` raises; then nothing was kept.
    """
    person = require_person(context)
    typed, words = signed_name(name), _message_text(message)
    key = load_key(context, person)
    now = context.clock()
    with context.database.reading() as connection:
        status = _asked(connection, now, ref)
        _refuse_what_is_not_open(status, outcome)
        jti = new_jti(context.random)
        note = _message(context, person, jti, words, to) if words else None
        note_token = note.signed_by(key) if note else None
        claims = _claims(connection, person, status, outcome, typed) | {
            "jti": jti,
            "iat": int(now.timestamp()),
            "presence": (Presence.PROVIDER if sign_in else Presence.NONE).value,
            "message_sha256": record_sha256(note_token) if note_token else None,
            "prev": records.previous_sha256(connection, key.public.thumbprint),
            "app": context.app_version,
        }
    answer = Acknowledgement.of(claims)
    signed_in = _signed_in(context, answer, key, sign_in) if sign_in else None
    with context.database.transaction() as connection:
        _refuse_what_is_not_open(_asked(connection, now, ref), outcome)
        if records.previous_sha256(connection, key.public.thumbprint) != answer.prev:
            raise PolicyChangedError
        record = keep_signed(connection, answer, key, now)
        if note is not None and note_token is not None:
            _keep_message(connection, note, note_token, now)
        if signed_in is not None:
            _keep_sign_in(connection, signed_in, key, now)
    with suppress(StateFileError):  # it is signed and saved; at worst the window opens once too often
        leave_state(context)
    return record


def preview(
    context: Context, ref: PolicyRef, outcome: Outcome, name: str, *, with_sign_in: bool = False
) -> str:
    """The words that would be sent, nothing left out; what is only known once signed says so.

    Raises NotEnrolledError, NameRefusedError, PolicyChangedError or StorageError.
    """
    person, now = require_person(context), context.clock()
    with context.database.reading() as connection:
        status = _asked(connection, now, ref)
        claims = _claims(connection, person, status, outcome, signed_name(name)) | {
            "jti": "a random one, made when you sign",
            "iat": int(now.timestamp()),
            "presence": (Presence.PROVIDER if with_sign_in else Presence.NONE).value,
            "message_sha256": "only if you write one",
            "prev": "only if you have signed one here before",
            "app": context.app_version,
        }
    return acknowledgement_words(claims, status.title)


def _asked(connection: sqlite3.Connection, now: datetime, ref: PolicyRef) -> PolicyStatus:
    for status in read_overview(connection, now).policies:
        if status.ref == ref and not status.withdrawn:
            return status
    raise PolicyChangedError


def _reading(status: PolicyStatus) -> Reading:
    begun = Reading.start(status.sections, since=status.since, unchanged=status.unchanged)
    return begun.resume(status.seen)


def _refuse_what_is_not_open(status: PolicyStatus, outcome: Outcome) -> None:
    answer = status.answer
    stands = answer is not None and answer.standing is not Standing.NOT_ACCEPTED
    if stands and answer is not None and answer.outcome is Outcome.ACKNOWLEDGED:
        raise AlreadyAcknowledgedError
    if outcome is Outcome.ACKNOWLEDGED and not _reading(status).is_complete:
        raise NotAllSeenError


def _claims(
    connection: sqlite3.Connection, person: Person, status: PolicyStatus, outcome: Outcome, name: str
) -> dict[str, Any]:
    """The claims that do not hang on the moment of signing."""
    text, lang = policies.statements(connection, status.ref)[outcome]
    head = log_head.load(connection)
    return {
        "sub": person.sub,
        "aud": person.aud,
        "outcome": outcome.value,
        "policy": status.ref._asdict(),
        "statement": {"text": text, "lang": lang},
        "name": name,
        "shown": _reading(status).shown()._asdict(),
        "unconfirmed": status.unconfirmed,
        "log": {"size": head.size, "root": base64.b64encode(head.root).decode("ascii")} if head else None,
    }


def _message(context: Context, person: Person, acknowledgement: str, words: str, to: Addressee) -> Message:
    return Message(
        sub=person.sub,
        aud=person.aud,
        jti=new_jti(context.random),
        acknowledgement=acknowledgement,
        to=to,
        text=words,
        salt=b64url(context.random(_SALT_BYTES)),
    )


def _signed_in(
    context: Context, answer: Acknowledgement, key: PrivateKey, sign_in: "AskToSignIn"
) -> FreshSignIn:
    """Let the person sign in about this very record."""
    random = b64url(context.random(_RANDOM_BYTES))
    id_token = sign_in(presence_commitment(record_sha256(answer.signed_by(key)), random))
    return FreshSignIn(
        sub=answer.sub,
        aud=answer.aud,
        jti=new_jti(context.random),
        acknowledgement=answer.jti,
        id_token=id_token,
        random=random,
    )


def _keep_sign_in(
    connection: sqlite3.Connection, sign_in: FreshSignIn, key: PrivateKey, now: datetime
) -> None:
    token, about = sign_in.signed_by(key), sign_in.acknowledgement
    letters.add(connection, StoredLetter(sign_in.jti, outbox.SIGN_IN, about, token, now))
    outbox.put(connection, Parcel(sign_in.jti, outbox.SIGN_IN, token, follows=about))


def _keep_message(connection: sqlite3.Connection, note: Message, token: str, now: datetime) -> None:
    kept = StoredMessage(note.jti, note.acknowledgement, token, note.to, now, stored=False)
    records.add_message(connection, kept)
    outbox.put(connection, Parcel(note.jti, outbox.MESSAGE, token, follows=note.acknowledgement))


def _message_text(message: str | None) -> str | None:
    if message is None:
        return None
    words = message.strip()
    if not words:
        raise MessageEmptyError
    if len(words) > LONGEST_MESSAGE or len(words.encode("utf-8", "replace")) > _LONGEST_MESSAGE_BYTES:
        raise MessageTooLongError(most=LONGEST_MESSAGE)
    return words
