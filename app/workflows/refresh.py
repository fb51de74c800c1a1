"""Asking the service what is due, and taking over only what is in order.

* The due list first: the service's, for this person, never older than the one in hand.
* The log must continue the one this computer has seen: else an alarm, and nothing is taken over.
* Then each policy with its manifest, its place in the log, its text and its checklist. One that is refused leaves
  the last good version in its place, with a notice, and keeps no other from being taken over.
* What is taken over is written in one transaction.
* What the service lost with a backup is handed in to it, and is no refusal that anybody has to act on.
"""

from dataclasses import dataclass
from datetime import timedelta

from app import protocol
from app.domain.dates import from_date_text
from app.domain.related import Related, safe_link
from app.errors import RefusedError
from app.evidence import delivery
from app.evidence.due_list import DueItem, DueList
from app.evidence.records import Signed
from app.storage import facts, notices, pages, policies, records, trust
from app.storage.notices import Notice, NoticeKind
from app.storage.pages import Beside
from app.sync.errors import LogInconsistentError
from app.workflows._facts import verified_facts
from app.workflows._lost_records import send_lost_again
from app.workflows._lost_versions import VersionLostError, hand_in_lost, in_words
from app.workflows._publishers import follow_publishers
from app.workflows._service import Delivered, Service, fetch, open_service
from app.workflows._state import leave_state
from app.workflows.context import Context
from app.workflows.person import require_person

_WHOLE_LIST = "due list"
_TELLS_OF_BACKUP = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of it: whether anything is different now, and whether what is shown could not be confirmed."""

    changed: bool
    unconfirmed: bool


def refresh(context: Context) -> Refreshed:
    """Ask for the due list and all that it names.

    Raises NotEnrolledError, SyncError, StorageError, StateFileError, an error of the key store,
    LogInconsistentError, or the DeliveryError or other RefusedError of the first thing refused.
    """
    service = open_service(context, require_person(context))
    due_list, news = _due_list(context, service)
    send_lost_again(context, service)
    delivered: list[Delivered] = []
    refused: dict[str, RefusedError] = {}
    for item in due_list.record.items:
        try:
            delivered += _wanted(context, service, item)
        except LogInconsistentError:
            raise
        except RefusedError as error:
            refused[item.policy] = in_words(context, error)
    hand_in_lost(context, service, due_list.record)
    changed = _take_over(context, due_list, delivered, refused) or news
    leave_state(context)
    alarming = [each for each in refused.values() if not isinstance(each, VersionLostError)]
    if alarming:
        raise alarming[0]
    return Refreshed(changed, unconfirmed=not due_list.record.is_fresh(context.clock()))


def _due_list(context: Context, service: Service) -> tuple[Signed[DueList], bool]:
    """The verified due list, and whether HR has recorded something new of the person."""
    held_size = service.follower.held_size()
    answer = service.client.due()
    try:
        due_list = DueList.verified(answer.due_list, service.keys.key_of(answer.due_list))
        with context.database.reading() as connection:
            before = policies.due_state(connection)
        delivery.check_due_list(due_list.record, service.person.sub, before.issued if before else None)
        head = service.follower.read(answer.checkpoint)
        recorded = verified_facts(service, answer.facts)
    except RefusedError as error:
        with context.database.transaction() as connection:
            notices.add(connection, _refusal(error), _WHOLE_LIST, context.clock())
        raise
    service.follower.follow(head, at_least=held_size)
    with context.database.transaction() as connection:
        trust.save_holders(connection, answer.holders)
        news = facts.save(connection, recorded)
        pages.save_beside(connection, (_beside(one) for one in answer.beside))
    return due_list, news


def _beside(told: protocol.BesidePolicy) -> Beside:
    """What HR says beside a policy."""
    said = told.confirmed
    return Beside(
        policy=told.policy,
        version=told.version,
        owner=told.owner,
        approved_by=told.approved_by,
        ratified=from_date_text(told.ratified) if told.ratified else None,
        review=from_date_text(told.review) if told.review else None,
        confirmed=(said.name, from_date_text(said.on), from_date_text(said.until)) if said else None,
        related=tuple(
            Related(**one.model_dump()) for one in told.related if one.link is None or safe_link(one.link)
        ),
        astray=told.astray,
    )


def _wanted(context: Context, service: Service, item: DueItem) -> list[Delivered]:
    """What has to be fetched for one line: nothing if it is here, or was withdrawn before it came here."""
    with context.database.reading() as connection:
        delivery.check_item(item, policies.versions(connection, item.policy))
        stored = policies.load(connection, item.policy, item.version)
        here = stored is not None and policies.document(connection, stored.ref.sha256) is not None
        if here and stored is not None and stored.checklist is not None:
            here = policies.document(connection, stored.checklist.sha256) is not None
    return [] if here or item.withdrawn else [fetch(follow_publishers(context, service), item)]


def _take_over(
    context: Context,
    due_list: Signed[DueList],
    delivered: list[Delivered],
    refused: dict[str, RefusedError],
) -> bool:
    now = context.clock()
    with context.database.transaction() as connection:
        before = policies.due_rows(connection)
        for each in delivered:
            policies.save_delivered(connection, each.manifest, each.document, each.checklist)
            pages.save_pages(connection, each.manifest.record.sha256, each.pages)
        policies.save_due_list(connection, due_list, now, refused)
        notices.clear(connection, NoticeKind.POLICY_REFUSED)
        if not records.lost(connection):
            notices.clear_before(connection, NoticeKind.LOG_RESTORED, now - _TELLS_OF_BACKUP)
        for policy, error in refused.items():
            notices.add(connection, _refusal(error), policy, now)
        return bool(delivered) or policies.due_rows(connection) != before


def _refusal(error: RefusedError) -> Notice:
    return Notice(NoticeKind.POLICY_REFUSED, error.sentence, error.next_step)
