"""Whether the contents of a pack stand, and what they then show. No file, no database, no clock.

In order, each step resting on the ones before; the first that fails is raised:

1. the checkpoint is the service key's for this log, with that one signature;
2. every event is the service's, for this log, and stands in the log under the checkpoint;
3. the events give each key one life: whose, from where in the log, until where; no key is weak;
4. every manifest is a publishing key's, for this log, and stands in the log; the policy's bytes are those it names;
5. every receipt is the service's, for its very record, and its checkpoint is one that the pack's continues;
6. every record stands in the log where its receipt says, and is judged there (`app.evidence.judgement`);
7. every message is the one whose digest its answer carries.

What the records only claim of the log, and an honest party may have got wrong, is a remark and refuses nothing.
"""

import base64
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.errors import RefusedError
from app.evidence import checkpoint as checkpoints
from app.evidence import merkle
from app.evidence.checkpoint import Checkpoint, CheckpointError
from app.evidence.contents import PackContents, PackedLeaf, PackedPolicy, PackedRecord
from app.evidence.delivery import MixAndMatchError, check_document
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.judgement import (
    Ground,
    KeyLife,
    Published,
    ReplayError,
    as_answer,
    check_replay,
    judge,
    key_history,
    of_kind,
)
from app.evidence.manifest import Manifest
from app.evidence.receipt import Receipt, verify_receipt
from app.evidence.records import Acknowledgement, AuditCompletion, Message, Signed
from app.signing.jws import WrongTypeError

AnyEvent = KeyEvent | CodeIssue | HrFact


class EmptyPackError(RefusedError):
    """Neither a record nor an event."""

    sentence = "There is nothing in this pack to check."
    next_step = "Ask for one that holds the records it is about."


class WrongMessageError(RefusedError):
    """The words are not the ones whose digest the answer carries, or another person's."""

    sentence = "The words beside an answer in this pack are not the words that were signed with it."
    next_step = "Do not rely on them. Ask for the original pack."


class RemarkKind(StrEnum):
    """What is worth a look without being wrong for certain."""

    OTHER_LOG = "other-log"
    LOG_FROM_LATER = "log-from-later"
    SAME_PREVIOUS = "same-previous"
    RECEIVED_BACKWARDS = "received-backwards"


@dataclass(frozen=True)
class Remark:
    """A remark on the record at this leaf index."""

    kind: RemarkKind
    leaf_index: int


@dataclass(frozen=True)
class FoundPolicy:
    """A published version of a policy, and its manifest's place in the log."""

    manifest: Signed[Manifest]
    index: int


@dataclass(frozen=True)
class FoundRecord:
    """A record that stands, with its receipt, that receipt's checkpoint, its key's life, its policy and its words."""

    signed: Signed[Acknowledgement] | Signed[AuditCompletion]
    receipt: Signed[Receipt]
    checkpoint: Checkpoint
    life: KeyLife
    policy: FoundPolicy
    message: Signed[Message] | None


@dataclass(frozen=True)
class FoundEvent:
    """An event that the service signed, and its place in the log."""

    event: AnyEvent
    index: int


@dataclass(frozen=True)
class Findings:
    """What a pack shows, each part in the log's order."""

    head: Checkpoint
    service_kid: str
    publishing_kids: tuple[str, ...]
    records: tuple[FoundRecord, ...]
    policies: tuple[FoundPolicy, ...]
    events: tuple[FoundEvent, ...]
    witnesses: tuple[str, ...]
    remarks: tuple[Remark, ...]


def examine(contents: PackContents) -> Findings:
    """Check everything, in the order above.

    Raises EmptyPackError, WrongMessageError, CheckpointError, InclusionError, ConsistencyError,
    ReceiptMismatchError, MixAndMatchError, DocumentMismatchError, and the errors of `app.evidence.judgement`.
    """
    if not contents.records and not contents.events:
        raise EmptyPackError
    examination = _Examination(contents)
    events = examination.events()
    policies = examination.policies()
    records = examination.records()
    return Findings(
        head=examination.head,
        service_kid=contents.service_key.thumbprint,
        publishing_kids=tuple(sorted({key.thumbprint for key in contents.publishing_keys})),
        records=records,
        policies=policies,
        events=events,
        witnesses=contents.witnesses,
        remarks=tuple(_remarks(records, examination.head)),
    )


class _Examination:
    """One run over a pack's contents; the ground grows with each step."""

    def __init__(self, contents: PackContents) -> None:
        self._contents = contents
        self.head = _checkpoint(contents)
        self._ground = Ground(contents.aud, contents.service_key, contents.publishing_keys)
        self._received: dict[str, str] = {}
        self._at: dict[tuple[str, int], FoundPolicy] = {}

    def events(self) -> tuple[FoundEvent, ...]:
        found = [self._event(leaf) for leaf in dict.fromkeys(self._contents.events)]
        found.sort(key=lambda one: one.index)
        keys = [(one.index, one.event) for one in found if isinstance(one.event, KeyEvent)]
        lives = key_history(keys)
        for life in lives.values():
            # Weak, not a key, or another than its name says: refused even where nothing is signed by it.
            _ = life.key
        self._ground = replace(self._ground, keys=lives)
        return tuple(found)

    def policies(self) -> tuple[FoundPolicy, ...]:
        for packed in dict.fromkeys(self._contents.policies):
            self._policy(packed)
        manifests = {at: Published(one.manifest, one.index) for at, one in self._at.items()}
        self._ground = replace(self._ground, manifests=manifests)
        return tuple(sorted(self._at.values(), key=lambda one: one.index))

    def records(self) -> tuple[FoundRecord, ...]:
        found = [self._record(packed) for packed in dict.fromkeys(self._contents.records)]
        return tuple(sorted(found, key=lambda one: one.receipt.record.leaf_index))

    def _event(self, leaf: PackedLeaf) -> FoundEvent:
        signed = judge(leaf.token, self._ground)
        if not isinstance(signed.record, AnyEvent):
            raise WrongTypeError
        self._check_place(leaf)
        self._note(signed.record.jti, signed.sha256)
        return FoundEvent(signed.record, leaf.index)

    def _policy(self, packed: PackedPolicy) -> None:
        manifest = of_kind(judge(packed.manifest.token, self._ground), Manifest)
        self._check_place(packed.manifest)
        check_document(manifest.record, packed.content)
        at = (manifest.record.policy_id, manifest.record.version)
        if at in self._at:
            raise MixAndMatchError
        self._at[at] = FoundPolicy(manifest, packed.manifest.index)

    def _record(self, packed: PackedRecord) -> FoundRecord:
        index = of_kind(judge(packed.receipt, self._ground), Receipt).record.leaf_index
        signed = as_answer(judge(packed.token, self._ground, index))
        receipt, head = verify_receipt(
            packed.receipt,
            record=packed.token,
            jti=signed.record.jti,
            proof=list(packed.proof),
            aud=self._contents.aud,
            service_key=self._contents.service_key,
        )
        _check_sole_signature(head)
        merkle.verify_consistency(head.size, self.head.size, packed.consistency, head.root, self.head.root)
        self._note(signed.record.jti, signed.sha256)
        policy = self._at[signed.record.policy.id, signed.record.policy.version]
        message = self._message(packed.message, signed.record, index)
        return FoundRecord(signed, receipt, head, self._ground.keys[signed.kid], policy, message)

    def _message(
        self, token: str | None, answer: Acknowledgement | AuditCompletion, index: int
    ) -> Signed[Message] | None:
        if token is None:
            return None
        message = of_kind(judge(token, self._ground, index), Message)
        expected = answer.message_sha256 if isinstance(answer, Acknowledgement) else None
        if (message.sha256, message.record.sub) != (expected, answer.sub):
            raise WrongMessageError
        if message.record.acknowledgement != answer.jti:
            raise WrongMessageError
        return message

    def _check_place(self, leaf: PackedLeaf) -> None:
        hashed = merkle.leaf_hash(leaf.token.encode("ascii"))
        merkle.verify_inclusion(leaf.index, self.head.size, hashed, leaf.proof, self.head.root)

    def _note(self, jti: str, sha256: str) -> None:
        if jti in self._received:
            # One leaf cannot stand at two places, nor two receipts be made for one record.
            check_replay(self._received, jti, sha256)
            raise ReplayError
        self._received[jti] = sha256


def _checkpoint(contents: PackContents) -> Checkpoint:
    head = checkpoints.verify(contents.checkpoint, contents.aud, contents.service_key)
    _check_sole_signature(head)
    return head


def _check_sole_signature(head: Checkpoint) -> None:
    """Other signature lines would be words that nobody here checks: a pack has none."""
    if head.text.count("\n") != 5:
        raise CheckpointError


def _remarks(records: Sequence[FoundRecord], head: Checkpoint) -> Iterator[Remark]:
    yield from _remarks_on_log(records, head)
    seen: set[tuple[str, str | None]] = set()
    for one in records:
        link = (one.signed.kid, one.signed.record.prev)
        if link in seen:
            yield Remark(RemarkKind.SAME_PREVIOUS, one.receipt.record.leaf_index)
        seen.add(link)
    # A completion's receipt has a day and no time.
    timed = [one.receipt.record for one in records if isinstance(one.signed.record, Acknowledgement)]
    for earlier, later in itertools.pairwise(timed):
        if later.received_at < earlier.received_at:
            yield Remark(RemarkKind.RECEIVED_BACKWARDS, later.leaf_index)


def _remarks_on_log(records: Sequence[FoundRecord], head: Checkpoint) -> Iterator[Remark]:
    """Compare what each device had seen of the log with what is proved, and with what the others had seen."""
    roots = {one.size: _base64(one.root) for one in (head, *(each.checkpoint for each in records))}
    for one in records:
        claim = one.signed.record.log if isinstance(one.signed.record, Acknowledgement) else None
        if claim is None:
            continue
        index = one.receipt.record.leaf_index
        if claim.size > index:
            yield Remark(RemarkKind.LOG_FROM_LATER, index)
        if roots.setdefault(claim.size, claim.root) != claim.root:
            yield Remark(RemarkKind.OTHER_LOG, index)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
