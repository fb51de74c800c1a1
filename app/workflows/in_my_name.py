"""Everything in the person's name: what was signed, what HR wrote down, the keys; and how each of them stands.

* `in_my_name` is read from the database alone, and works without a network.
* `ask_for_everything` first fetches what the service holds: that may be more than this computer has signed.
* How identity was proved is told with the keys, by the service.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.errors import RefusedError, UnavailableError
from app.storage import facts, letters, records
from app.storage.facts import NotMe, StoredFact
from app.storage.letters import SIGN_IN, StoredLetter
from app.workflows._keys import SigningKeyMissingError, load_key
from app.workflows._sent import claims_of, title_of
from app.workflows.context import Context
from app.workflows.keys import KeyStatus, list_keys
from app.workflows.overview import RecordStatus, record_status
from app.workflows.person import require_person
from app.workflows.rebuild import rebuild

Title = tuple[str, str]
"""The title and label of a version of a policy."""


@dataclass(frozen=True, slots=True)
class SignedItem:
    """A record that was signed with a key (`kid`) in the person's name; `sign_in` is the one that came with it, if any."""

    record: RecordStatus
    policy: Title
    kid: str
    sign_in: StoredLetter | None = None


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """Something that HR wrote down by hand: "paper", "exemption", "leave" or "answer". Never a signature."""

    jti: str
    fact: str
    policy: Title | None
    on: date
    until: date | None
    reason: str
    by: str
    at: datetime
    disputed: NotMe | None


@dataclass(frozen=True, slots=True)
class InMyName:
    """Everything, the newest first.

    `key_here` is the key that this computer signs with, where it can be told; `disputed` when the person said of a
    record, fact or key that it was not they.
    """

    signed: tuple[SignedItem, ...]
    written: tuple[WrittenItem, ...]
    key_here: str | None
    disputed: Mapping[str, NotMe]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the service answered: the keys, oldest first, and what of the rest was not in order, if anything."""

    keys: tuple[KeyStatus, ...]
    problem: RefusedError | None


def in_my_name(context: Context) -> InMyName:
    """Read it from the database; raises NotEnrolledError or StorageError."""
    key_here = _key_here(context)
    with context.database.reading() as connection:
        noted = facts.load_all(connection)
        sent = letters.load_all(connection)
        disputed = facts.disputed(noted, sent)
        sign_ins = {one.about: one for one in sent if one.typ == SIGN_IN}
        signed = tuple(
            SignedItem(
                record_status(one, disputed.get(one.jti)),
                title_of(connection, one.policy, one.version),
                one.kid,
                sign_ins.get(one.jti),
            )
            for one in reversed(records.load_all(connection))
        )
        titles = {
            one.jti: title_of(connection, one.policy, one.version)
            for one in noted
            if one.policy is not None and one.version is not None
        }
    written = tuple(
        _written(one, titles.get(one.jti), disputed.get(one.jti))
        for one in reversed(noted)
        if one.fact != "dispute" and one.fact not in facts.ENDS
    )
    return InMyName(signed, written, key_here, disputed)


def ask_for_everything(context: Context) -> Asked:
    """Fetch what the service holds in the person's name; what is in order is kept, whatever else is not.

    Raises NotEnrolledError, SigningKeyMissingError, an error of the key store, SyncError, ServiceRefusedError,
    StorageError or StateFileError.
    """
    problem: RefusedError | None = None
    try:
        rebuild(context)
    except RefusedError as error:
        problem = error
    return Asked(list_keys(context), problem)


def asked_words(context: Context, jti: str) -> str:
    """The words that went with a question or refusal; "" where there were none, or they are not on this computer.

    Raises StorageError, or an error of `jws.verify` for a damaged message.
    """
    with context.database.reading() as connection:
        for message in records.load_messages(connection):
            if message.acknowledgement == jti:
                return str(claims_of(connection, message.token)["text"])
    return ""


def _key_here(context: Context) -> str | None:
    """The key's name; that it cannot be told just now is no reason to show nothing."""
    person = require_person(context)
    try:
        return load_key(context, person).public.thumbprint
    except (SigningKeyMissingError, UnavailableError):
        return None


def _written(fact: StoredFact, policy: Title | None, disputed: NotMe | None) -> WrittenItem:
    return WrittenItem(
        jti=fact.jti,
        fact=fact.fact,
        policy=policy,
        on=date.fromisoformat(fact.on),
        until=date.fromisoformat(fact.until) if fact.until else None,
        reason=fact.reason,
        by=fact.by,
        at=fact.at,
        disputed=disputed,
    )
