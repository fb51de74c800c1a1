"""Following the trust's publishing key when it is changed.

A key that this computer does not know is believed only through changes signed by old and new together, each in its
place in the log, that lead to a key it was told of.
"""

from dataclasses import replace

from app import protocol
from app.errors import RefusedError
from app.evidence import merkle, publisher_keys
from app.evidence.publisher_keys import Publisher
from app.signing.keys import PublicKey, b64url, b64url_decode
from app.storage import log_head, trust
from app.sync.errors import LogInconsistentError, SyncError
from app.workflows._service import Service
from app.workflows.context import Context


def follow_publishers(context: Context, service: Service) -> Service:
    """Take over a changed publishing key; returns the service with the keys now believed in.

    What is not in order is not taken over: a policy signed with such a key is refused by itself. Raises
    LogInconsistentError, SyncError, StorageError.
    """
    shown = service.client.trust()
    known = {b64url(each.key.raw) for each in service.publishers}
    if {key.x for key in shown.publishing_keys} <= known and not _may_have_moved(context, service):
        return service
    try:
        found = _changes(service)
    except (LogInconsistentError, SyncError):
        raise
    except RefusedError:
        return service
    with context.database.transaction() as connection:
        trust.save_publishers(connection, [(b64url(each.key.raw), each.until) for each in found])
    return replace(service, publishers=tuple(found))


def _may_have_moved(context: Context, service: Service) -> bool:
    """Whether a change of the key may have got another place in the log, after a backup was put back."""
    if len(service.publishers) == 1:
        return False
    with context.database.reading() as connection:
        return bool(log_head.epochs(connection))


def _changes(service: Service) -> list[Publisher]:
    answer: protocol.Publishers = service.client.publishers()
    head = service.follower.read(answer.checkpoint)
    for each in answer.changes:
        proof = [b64url_decode(one) for one in each.proof]
        merkle.verify_inclusion(
            each.index, head.size, merkle.leaf_hash(each.leaf.encode("ascii")), proof, head.root
        )
    service.follower.follow(head)
    first = PublicKey.from_jwk(answer.first.model_dump())
    changes = [(each.index, each.leaf) for each in answer.changes]
    return publisher_keys.publishers(service.publishing_key, first, changes, service.person.aud)
