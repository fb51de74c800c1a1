"""Handing in versions of policies that HR's service lost when it was put back from a backup.

* A version is lost if this computer holds a newer one than the service asks for, and the service's log began a new
  part. That is no rollback by an attacker to be feared: the older version is not taken over either way.
* The signed description goes first; the text only if the service wants it. It proves itself there as it did here.
* It is done on the side: what comes of it is for HR, and keeps nothing from being refreshed.
"""

from contextlib import suppress

from app.errors import RefusedError
from app.evidence.delivery import DeliveryError, RollbackError
from app.evidence.due_list import DueList
from app.storage import log_head, policies
from app.storage.policies import HeldVersion
from app.sync.errors import SyncError
from app.workflows._service import Service
from app.workflows.context import Context


class VersionLostError(DeliveryError):
    """The service asks for an older version than this computer has, since it was put back from a backup."""

    sentence = "HR’s service was put back from a backup. It has lost a policy that this computer still has."
    next_step = "You need not do anything: this computer has handed it in, and HR can publish it again."


def hand_in_lost(context: Context, service: Service, due_list: DueList) -> None:
    """Hand in what the service lost; raises StorageError."""
    with context.database.reading() as connection:
        if not log_head.epochs(connection):
            return
        asked = {item.policy: item.version for item in due_list.items}
        held = [one for one in policies.held(connection) if one.version > asked.get(one.policy, one.version)]
    for one in held:
        with suppress(SyncError, RefusedError):
            _hand_in(context, service, one)


def in_words(context: Context, error: RefusedError) -> RefusedError:
    """Return what a refused version is after a backup was put back, or the error as it is; raises StorageError."""
    if not isinstance(error, RollbackError):
        return error
    with context.database.reading() as connection:
        return VersionLostError() if log_head.epochs(connection) else error


def _hand_in(context: Context, service: Service, held: HeldVersion) -> None:
    if not service.client.hand_in_lost(held.manifest, None, None):
        return
    with context.database.reading() as connection:
        content = policies.document(connection, held.sha256)
        checklist = policies.document(connection, held.checklist_sha256) if held.checklist_sha256 else None
    if content is not None:
        service.client.hand_in_lost(held.manifest, content, checklist)
