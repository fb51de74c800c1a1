"""The private self-audit: the answers stay on this computer, sealed; what is sent is the day it was finished.

* A completion is a day, the public checklist and the policy, signed. It goes with the next scheduled sync.
* It can be signed when every check that must be done is closed, and once.
* At the end the answers are kept or deleted, as the person likes; deleting destroys their key.
"""

import sqlite3
from contextlib import suppress

from app.domain import audit as audits_domain
from app.domain import checklist as checklists
from app.domain import dates
from app.domain.audit import Audit
from app.domain.checklist import Checklist
from app.domain.completion import STATEMENT, Completion
from app.domain.policy import PolicyRef
from app.errors import RefusedError
from app.evidence.records import AuditCompletion
from app.storage import audits, policies, records
from app.storage.audits import Owner
from app.storage.records import Standing
from app.workflows._keys import load_key
from app.workflows._sign import keep_signed, new_jti
from app.workflows._state import StateFileError, leave_state, time_zone
from app.workflows.context import Context
from app.workflows.overview import Overview, RecordStatus, read_overview
from app.workflows.person import Person, require_person


class NoChecklistError(RefusedError):
    """The policy has no checklist, or is not on the list any more."""

    sentence = "There is no self-audit with this policy."
    next_step = "Close the window and open it again to see what is asked of you now."


class NotFinishedError(RefusedError):
    """There are checks that must be done and are still open."""

    sentence = "There are checks left that have no answer yet."
    next_step = "Answer them, or close the window and carry on another time. Your place is kept."


class AlreadyCompletedError(RefusedError):
    """The completion was signed before."""

    sentence = "You have finished this self-audit already."
    next_step = "There is nothing more to do."


def load_checklist(context: Context, ref: PolicyRef) -> Checklist:
    """The public checklist of a policy; raises NoChecklistError or StorageError."""
    with context.database.reading() as connection:
        return _checklist(connection, ref)


def load_audit(context: Context, ref: PolicyRef) -> Audit:
    """The person's walk as they left it, or a new one.

    Raises DamagedAuditError where the kept answers cannot be opened on this computer; `delete_answers` begins
    again. Raises NoChecklistError, NotEnrolledError, StorageError or an error of the key store.
    """
    owner = _owner(require_person(context), ref)
    key = audits.find_key(context.keystore, owner)
    with context.database.reading() as connection:
        checklist = _checklist(connection, ref)
        content = audits.load(connection, key, owner)
    return audits_domain.from_bytes(content, checklist) if content else Audit(checklist)


def save_audit(context: Context, ref: PolicyRef, audit: Audit) -> None:
    """Seal and keep the walk; raises NotEnrolledError, StorageError or an error of the key store."""
    owner = _owner(require_person(context), ref)
    found = audits.find_key(context.keystore, owner)
    key = found or audits.make_key(context.keystore, owner, context.random_for_answers)
    content = audits_domain.to_bytes(audit)
    with context.database.transaction() as connection:
        if found is None:  # a new walk: what was chosen for the one before does not hold for it
            audits.clear_kept(connection, ref.id)
        audits.save(connection, key, owner, content, context.random_for_answers)


def complete(context: Context, ref: PolicyRef) -> RecordStatus:
    """Sign that the end was reached, today, and keep it to be sent.

    Raises NotFinishedError, AlreadyCompletedError, NoChecklistError, NotEnrolledError, SigningKeyMissingError,
    DamagedAuditError, StorageError, or an error of the key store; then nothing was kept.
    """
    person = require_person(context)
    if not load_audit(context, ref).is_finished:
        raise NotFinishedError
    key, now = load_key(context, person), context.clock()
    with context.database.transaction() as connection:
        seen = read_overview(connection, now)
        _refuse_what_is_not_open(seen, ref)
        today = dates.date_in(time_zone(seen), now)
        reached = Completion.of(_checklist(connection, ref), today)
        previous = records.previous_sha256(connection, key.public.thumbprint)
        record = keep_signed(connection, _claims(context, person, ref, reached, previous), key, now)
    with suppress(StateFileError):  # it is signed and saved; at worst the window opens once too often
        leave_state(context)
    return record


def delete_answers(context: Context, ref: PolicyRef) -> None:
    """Destroy the key of the answers and the answers; a completion stands.

    Raises NotEnrolledError, StorageError, or an error of the key store (then nothing is deleted).
    """
    owner = _owner(require_person(context), ref)
    audits.destroy_key(context.keystore, owner)
    with context.database.transaction() as connection:
        audits.delete(connection, owner)
        audits.set_kept(connection, ref.id, keep=False)
    context.database.overwrite_deleted()


def keep_answers(context: Context, ref: PolicyRef) -> None:
    """Keep that the person wants to keep their list; raises StorageError."""
    with context.database.transaction() as connection:
        audits.set_kept(connection, ref.id, keep=True)


def there_are_answers(context: Context, ref: PolicyRef) -> bool:
    """Whether answers lie on this computer; they are not opened, so no key is asked for. Raises StorageError."""
    with context.database.reading() as connection:
        return audits.are_there(connection, ref.id)


def answers_are_kept(context: Context, ref: PolicyRef) -> bool | None:
    """Whether the person chose to keep their list; None while they have not chosen."""
    with context.database.reading() as connection:
        return audits.kept(connection, ref.id)


def _owner(person: Person, ref: PolicyRef) -> Owner:
    return Owner(person.sub, person.aud, ref.id)


def _checklist(connection: sqlite3.Connection, ref: PolicyRef) -> Checklist:
    stored = policies.load(connection, ref.id, ref.version)
    published = stored.checklist if stored is not None and stored.ref == ref else None
    content = policies.document(connection, published.sha256) if published else None
    if content is None:
        raise NoChecklistError
    return checklists.parse(content)


def _refuse_what_is_not_open(seen: Overview, ref: PolicyRef) -> None:
    status = next((each for each in seen.policies if each.ref == ref and not each.withdrawn), None)
    if status is None or status.checklist is None:
        raise NoChecklistError
    if status.audit is not None and status.audit.standing is not Standing.NOT_ACCEPTED:
        raise AlreadyCompletedError


def _claims(
    context: Context, person: Person, ref: PolicyRef, reached: Completion, previous: str | None
) -> AuditCompletion:
    return AuditCompletion.of(
        {
            "sub": person.sub,
            "aud": person.aud,
            "jti": new_jti(context.random),
            "completed_on": reached.completed_on.isoformat(),
            "statement": STATEMENT,
            "checklist": {"id": reached.checklist_id, "version": reached.version, "sha256": reached.sha256},
            "policy": {"id": ref.id, "version": ref.version},
            "prev": previous,
            "app": context.app_version,
        }
    )
