"""Filling an empty or damaged database again with what the service holds in the person's name.

* The key is in the key store, and a small note beside the state file says whose it is and whom to believe.
* Nothing is taken on trust: every record proves itself by one of the person's keys, every receipt by the service's
  key, its place in the log and that log's continuity.
* What was signed here and had not been received is left as it is, and still sent.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from app import protocol
from app.domain.acknowledgement import Outcome
from app.errors import RefusedError
from app.evidence.due_list import DueItem
from app.evidence.receipt import Receipt, verify_receipt
from app.evidence.records import Acknowledgement, AuditCompletion, Signed
from app.signing import jws
from app.signing.keys import PublicKey, b64url_decode
from app.storage import facts, notices, outbox, pages, policies, records
from app.storage import person as people
from app.storage.notices import NoticeKind
from app.storage.person import Person
from app.storage.records import NewRecord, ReceiptFacts
from app.sync.errors import NotTheServiceError, SyncError
from app.workflows._anchor import read_anchor
from app.workflows._facts import verified_facts
from app.workflows._service import Service, fetch, open_service
from app.workflows._state import leave_state
from app.workflows.context import Context
from app.workflows.person import NotEnrolledError, load_person


@dataclass(frozen=True)
class _Proved:
    """A held record that was verified, with its receipt."""

    record: Signed[Acknowledgement] | Signed[AuditCompletion]
    receipt: Signed[Receipt]
    proof: list[str]


def rebuild(context: Context) -> int:
    """Fetch and verify everything in the person's name; returns how many records are here that were not.

    Raises NotEnrolledError, SigningKeyMissingError, an error of the key store, SyncError, StorageError,
    StateFileError, LogInconsistentError, or the RefusedError of the first record that is not in order; those that
    are in order are kept first.
    """
    person = load_person(context) or read_anchor(context)
    if person is None:
        raise NotEnrolledError
    service = open_service(context, person)
    me = service.client.me()
    if me.sub != person.sub:
        raise NotTheServiceError
    proved, problem = _prove(service, me)
    added = _keep(context, person, me, proved)
    with context.database.transaction() as connection:
        facts.save(connection, verified_facts(service, me.facts))
    _fetch_what_was_signed(context, service, proved)
    if problem is not None:
        raise problem
    with context.database.transaction() as connection:
        notices.clear(connection, NoticeKind.DATABASE_SET_ASIDE)
    leave_state(context)
    return added


def _prove(service: Service, me: protocol.Me) -> tuple[list[_Proved], RefusedError | None]:
    keys = {key.thumbprint: key for held in me.keys for key in [PublicKey.from_jwk(held.key.model_dump())]}
    proved: list[_Proved] = []
    problem: RefusedError | None = None
    for held in me.records:
        try:
            proved.append(_proved(service, keys, held))
        except RefusedError as error:
            problem = problem or error
    return proved, problem


def _proved(service: Service, keys: dict[str, PublicKey], held: protocol.HeldRecord) -> _Proved:
    header = jws.read_header(held.record)
    if header.kid not in keys:
        raise jws.WrongKeyError
    kind = AuditCompletion if header.typ == AuditCompletion.typ else Acknowledgement
    record: Signed[Acknowledgement] | Signed[AuditCompletion] = kind.verified(held.record, keys[header.kid])
    receipt, head = verify_receipt(
        held.receipt,
        record=held.record,
        jti=record.record.jti,
        proof=[b64url_decode(each) for each in held.proof],
        keys=service.keys,
    )
    if (record.record.sub, record.record.aud) != (service.person.sub, service.person.aud):
        raise jws.WrongKeyError
    service.follower.follow(head)
    return _Proved(record, receipt, list(held.proof))


def _keep(context: Context, person: Person, me: protocol.Me, proved: list[_Proved]) -> int:
    added = 0
    fresh = replace(person, name=me.name, school=me.school, role=me.role, line_manager=me.line_manager)
    with context.database.transaction() as connection:
        people.save(connection, fresh)
        for held in me.keys:
            people.save_key(connection, held.kid, held.key.x)
        for each in proved:
            jti, claims = each.record.record.jti, each.receipt.record
            if records.load(connection, jti) is None:
                records.add(connection, _new_record(each))
                added += 1
            facts = ReceiptFacts(claims.received_at, claims.late, claims.leaf_index)
            records.set_received(connection, jti, each.receipt.token, each.proof, facts)
            outbox.remove(connection, [jti])
    return added


def _new_record(proved: _Proved) -> NewRecord:
    claims = proved.record.record
    if isinstance(claims, Acknowledgement):
        outcome, at = Outcome(claims.outcome), datetime.fromtimestamp(claims.iat, UTC)
    else:
        outcome, at = None, datetime.combine(date.fromisoformat(claims.completed_on), time(), UTC)
    return NewRecord(
        jti=claims.jti,
        typ=claims.typ,
        kid=proved.record.kid,
        token=proved.record.token,
        sha256=proved.record.sha256,
        policy=claims.policy.id,
        version=claims.policy.version,
        outcome=outcome,
        at=at,
    )


def _fetch_what_was_signed(context: Context, service: Service, proved: list[_Proved]) -> None:
    """Fetch the versions acknowledged before, so that only changes are repeated; it is no harm if one is not to be had."""
    for each in proved:
        claims = each.record.record
        if not isinstance(claims, Acknowledgement):
            continue
        with context.database.reading() as connection:
            if policies.load(connection, claims.policy.id, claims.policy.version) is not None:
                continue
        with suppress(SyncError, RefusedError):
            delivered = fetch(service, _as_item(claims))
            with context.database.transaction() as connection:
                policies.save_delivered(
                    connection, delivered.manifest, delivered.document, delivered.checklist
                )
                pages.save_pages(connection, delivered.manifest.record.sha256, delivered.pages)


def _as_item(claims: Acknowledgement) -> DueItem:
    policy = claims.policy
    return DueItem(
        policy=policy.id,
        version=policy.version,
        manifest_sha256=policy.manifest_sha256,
        due=None,
        paused=False,
        withdrawn=False,
    )
