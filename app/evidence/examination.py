"""Whether the contents of a pack stand, and what they then show. No file, no database, no clock.

In order, each step resting on the ones before; the first that fails is raised:

1. the checkpoint is the service key's for this log, with that one signature;
2. the changes of the trust's own keys lead from each to the next, each by both (`app.evidence.trust_keys`);
3. every event is signed by whom it must be, by a key in force at its place, for this log, and stands in the log under
   the checkpoint; what it holds a digest of and the pack has is that;
4. the epochs follow one another, and the checkpoint and every receipt is of one of them, at a size that it had;
5. the events give each key one life: whose, from where in the log, until where; no key is weak;
6. every manifest is a publishing key's, for this log, and stands in the log; the policy's bytes are those it names;
7. every receipt is the service's, for its very record, and its checkpoint is one that the pack's continues;
8. every record stands in the log where its receipt says, and is judged there (`app.evidence.judgement`);
9. every message is the one whose digest its answer carries; a fresh sign-in is about the very answer it came with, and
   its check stands in the log after that; what a person signed of a dispute says what the service wrote down.

What the records only claim of the log, and an honest party may have got wrong, is a remark and refuses nothing
(`app.evidence.remarks`).
"""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from app.errors import RefusedError
from app.evidence import merkle, timestamp
from app.evidence.basis import Basis, BasisError, HandedOn, check_handed_on, read_basis, read_presence
from app.evidence.checkpoint import Checkpoint, CheckpointError
from app.evidence.contents import Hashes, PackContents, PackedLeaf, PackedPolicy, PackedRecord
from app.evidence.delivery import MixAndMatchError, check_document
from app.evidence.epoch import LogEpoch, Opened, chained, check_epoch
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.findings import AnyEvent, Findings, FoundEvent, FoundPolicy, FoundRecord, FoundStamp
from app.evidence.ground import Ground, KeyHistoryError, Published, key_history
from app.evidence.judgement import ReplayError, as_answer, check_replay, judge, of_kind
from app.evidence.manifest import Manifest
from app.evidence.presence import PresenceCheck
from app.evidence.publisher_keys import KeyChange
from app.evidence.purge import Purge
from app.evidence.receipt import Receipt, ReceiptMismatchError, check_place, check_record
from app.evidence.records import Acknowledgement, AuditCompletion, Dispute, Message, Record, Signed
from app.evidence.remarks import remarks
from app.evidence.timestamp import Timestamp, TimestampError
from app.evidence.trust_keys import ServiceKeyChange, linked, publishing_terms, service_keys
from app.signing.jws import WrongTypeError, read_header
from app.signing.keys import PublicKey


class EmptyPackError(RefusedError):
    """Neither a record nor an event about anybody."""

    sentence = "There is nothing in this pack to check."
    next_step = "Ask for one that holds the records it is about."


class WrongMessageError(RefusedError):
    """The words are not the ones whose digest the answer carries, or another person's."""

    sentence = "The words beside an answer in this pack are not the words that were signed with it."
    next_step = "Do not rely on them. Ask for the original pack."


def examine(contents: PackContents) -> Findings:
    """Check everything, in the order above.

    Raises EmptyPackError, WrongMessageError, CheckpointError, InclusionError, ConsistencyError, RotationError,
    BasisError, TimestampError, EpochError, ReceiptMismatchError, MixAndMatchError, DocumentMismatchError, and the errors
    of `app.evidence.judgement`.
    """
    examination = _Examination(contents)
    events = examination.events()
    about_people = [one for one in events if isinstance(one.event, KeyEvent | CodeIssue | HrFact | Purge)]
    if not contents.records and not about_people:
        raise EmptyPackError
    stamps = examination.stamps(events)
    policies = examination.policies()
    records = tuple(replace(one, stamp=_first_over(one, stamps)) for one in examination.records())
    events = examination.presences(events, records)
    records = tuple(replace(one, check=_check_of(one, events)) for one in records)
    changes = [one.event for one in events if type(one.event) is KeyChange]
    return Findings(
        aud=contents.aud,
        head=examination.head,
        service_kids=examination.service_kids,
        publishing_groups=_groups(contents.publishing_keys, changes),
        records=records,
        policies=policies,
        events=events,
        stamps=stamps,
        witnesses=contents.witnesses,
        remarks=tuple(remarks(records, examination.head, examination.chain)),
    )


class _Examination:
    """One run over a pack's contents; the ground grows with each step."""

    def __init__(self, contents: PackContents) -> None:
        self._contents = contents
        service = service_keys(contents.service_key, _changes(contents, ServiceKeyChange), contents.aud)
        terms = publishing_terms(contents.publishing_keys, _changes(contents, KeyChange), contents.aud)
        self._ground = Ground(
            contents.aud, contents.service_key, contents.publishing_keys, service=service, terms=terms
        )
        self.service_kids = tuple(term.key.thumbprint for term in service.terms)
        self.head = _sole(service.checkpoint(contents.checkpoint))
        self.chain: list[Opened] = []
        self._received: dict[str, str] = {}
        self._at: dict[tuple[str, int], FoundPolicy] = {}

    def events(self) -> tuple[FoundEvent, ...]:
        leaves = sorted(dict.fromkeys(self._contents.events), key=lambda leaf: leaf.index)
        judged = [(leaf, self._event(leaf)) for leaf in leaves]
        self.chain = self._epochs(judged)
        check_epoch(self.head, self.chain, self._contents.aud)
        keys = [(leaf.index, one.record) for leaf, one in judged if isinstance(one.record, KeyEvent)]
        lives = key_history(keys)
        for life in lives.values():
            # Weak, not a key, or another than its name says: refused even where nothing is signed by it.
            _ = life.key
        self._ground = replace(self._ground, keys=lives)
        return tuple(FoundEvent(_event(one), leaf.index, self._basis(leaf, one)) for leaf, one in judged)

    def stamps(self, events: Iterable[FoundEvent]) -> tuple[FoundStamp, ...]:
        kept = {leaf.index: leaf.kept for leaf in self._contents.events}
        stamped = [(one.event, one.index) for one in events if isinstance(one.event, Timestamp)]
        return tuple(self._stamp(event, index, kept[index]) for event, index in stamped)

    def policies(self) -> tuple[FoundPolicy, ...]:
        for packed in dict.fromkeys(self._contents.policies):
            self._policy(packed)
        manifests = {at: Published(one.manifest, one.index) for at, one in self._at.items()}
        self._ground = replace(self._ground, manifests=manifests)
        return tuple(sorted(self._at.values(), key=lambda one: one.index))

    def records(self) -> tuple[FoundRecord, ...]:
        found = [self._record(packed) for packed in dict.fromkeys(self._contents.records)]
        return tuple(sorted(found, key=lambda one: one.receipt.record.leaf_index))

    def presences(
        self, events: tuple[FoundEvent, ...], records: tuple[FoundRecord, ...]
    ) -> tuple[FoundEvent, ...]:
        """The same events; those of a fresh sign-in with whose it was, where that is kept."""
        answers = {one.signed.record.jti: one for one in records}
        kept = {leaf.index: leaf.kept for leaf in self._contents.events}
        return tuple(
            _with_presence(one, one.event, answers.get(one.event.acknowledgement), kept[one.index])
            if isinstance(one.event, PresenceCheck)
            else one
            for one in events
        )

    def _event(self, leaf: PackedLeaf) -> Signed[Record]:
        signed = judge(leaf.token, self._ground, leaf.index)
        _check_place(leaf, self.head)
        self._note(_event(signed).jti, signed.sha256)
        self._check_continued(leaf, signed.record)
        return signed

    def _check_continued(self, leaf: PackedLeaf, record: Record) -> None:
        """A leaf that holds a head has the proof that the pack's head continues it; no other leaf has one."""
        text = _head_in(record)
        if (leaf.continued is None) is not (text is None):
            raise merkle.ConsistencyError
        if text is not None and leaf.continued is not None:
            head = self._checkpoint(text)
            _continue(head, self.head, leaf.continued)

    def _epochs(self, judged: Iterable[tuple[PackedLeaf, Signed[Record]]]) -> list[Opened]:
        leaves = [of_kind(one, LogEpoch) for _, one in judged if isinstance(one.record, LogEpoch)]
        opened = [(one, self._checkpoint(one.record.previous)) for one in leaves]
        return chained(opened, self._contents.aud)

    def _checkpoint(self, text: str) -> Checkpoint:
        """A head of this log by one of the service keys, with that signature alone."""
        return _sole(self._ground.service_keys.checkpoint(text))

    def _basis(self, leaf: PackedLeaf, signed: Signed[Record]) -> Basis | Signed[Dispute] | None:
        event = signed.record
        if leaf.kept is None or isinstance(event, Timestamp | PresenceCheck):
            return None
        if isinstance(event, HrFact):
            return _said(leaf.kept, event, leaf.index, self._ground)
        if not isinstance(event, KeyEvent):
            raise WrongTypeError
        basis = read_basis(leaf.kept, event)
        if isinstance(basis, HandedOn):
            old = self._ground.keys.get(basis.old)
            if old is None or old.sub != event.sub:
                raise KeyHistoryError
            old.check_in_force(leaf.index)
            check_handed_on(leaf.kept, old.key)
        return basis

    def _stamp(self, event: Timestamp, index: int, response: bytes | None) -> FoundStamp:
        if response is None or sha256(response).hexdigest() != event.response:
            raise TimestampError
        head = self._checkpoint(event.checkpoint)
        check_epoch(head, self.chain, self._contents.aud)
        stamp = timestamp.verified(response, event.checkpoint.encode("utf-8"), event.authority)
        return FoundStamp(stamp, head, index)

    def _policy(self, packed: PackedPolicy) -> None:
        manifest = of_kind(judge(packed.manifest.token, self._ground, packed.manifest.index), Manifest)
        _check_place(packed.manifest, self.head)
        check_document(manifest.record, packed.content)
        at = (manifest.record.policy_id, manifest.record.version)
        if at in self._at:
            raise MixAndMatchError
        self._at[at] = FoundPolicy(manifest, packed.manifest.index)

    def _record(self, packed: PackedRecord) -> FoundRecord:
        receipt = of_kind(judge(packed.receipt, self._ground), Receipt)
        index = receipt.record.leaf_index
        signed = as_answer(judge(packed.token, self._ground, index))
        check_record(receipt.record, packed.token, signed.record.jti)
        head = self._checkpoint(receipt.record.checkpoint)
        check_place(receipt.record, head, packed.token, list(packed.proof))
        check_epoch(head, self.chain, self._contents.aud)
        _continue(head, self.head, packed.consistency)
        self._note(signed.record.jti, signed.sha256)
        policy = self._at[signed.record.policy.id, signed.record.policy.version]
        message = _message(packed.message, signed.record, index, self._ground)
        earlier = self._earlier(packed, signed.record.jti)
        return FoundRecord(signed, receipt, head, self._ground.keys[signed.kid], policy, message, earlier)

    def _earlier(self, packed: PackedRecord, jti: str) -> tuple[Signed[Receipt], ...]:
        """Receipts from what was lost: the service's for this record, and of no place that the log still has."""
        found = [of_kind(judge(token, self._ground), Receipt) for token in dict.fromkeys(packed.earlier)]
        ends = {each.parent: each.starts for each in self.chain}
        here = {self._contents.aud, *(each.origin for each in self.chain)}
        for one in found:
            check_record(one.record, packed.token, jti)
            head = self._checkpoint(one.record.checkpoint)
            if head.origin in here and one.record.leaf_index < ends.get(
                head.origin, one.record.leaf_index + 1
            ):
                raise ReceiptMismatchError
        return tuple(sorted(found, key=lambda one: (one.record.received_at, one.token)))

    def _note(self, jti: str, sha256: str) -> None:
        if jti in self._received:
            # One leaf cannot stand at two places, nor two receipts be made for one record.
            check_replay(self._received, jti, sha256)
            raise ReplayError
        self._received[jti] = sha256


def _changes(contents: PackContents, kind: type[KeyChange]) -> list[tuple[int, str]]:
    """The changes of one of the trust's keys, each with its index, oldest first."""
    leaves = {(leaf.index, leaf.token) for leaf in contents.events if read_header(leaf.token).typ == kind.typ}
    return sorted(leaves)


def _groups(keys: Iterable[PublicKey], changes: Iterable[KeyChange]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(tuple(sorted(group)) for group in linked(keys, changes)))


def _event(signed: Signed[Record]) -> AnyEvent:
    if not isinstance(signed.record, AnyEvent):
        raise WrongTypeError
    return signed.record


def _head_in(record: Record) -> str | None:
    match record:
        case LogEpoch():
            return record.previous
        case Timestamp():
            return record.checkpoint
    return None


def _first_over(record: FoundRecord, stamps: Iterable[FoundStamp]) -> FoundStamp | None:
    """The earliest timestamp of a head that has this record in it."""
    over = [one for one in stamps if one.checkpoint.size > record.receipt.record.leaf_index]
    return min(over, key=lambda one: (one.stamp.at, one.index), default=None)


def _sole(head: Checkpoint) -> Checkpoint:
    """Other signature lines would be words that nobody here checks: a pack has none."""
    if head.text.count("\n") != 5:
        raise CheckpointError
    return head


def _with_presence(
    found: FoundEvent, check: PresenceCheck, answer: FoundRecord | None, kept: bytes | None
) -> FoundEvent:
    if answer is not None and (
        answer.signed.record.sub != check.sub or found.index <= answer.receipt.record.leaf_index
    ):
        raise BasisError
    if kept is None:
        return found
    if answer is None or not isinstance(answer.signed.record, Acknowledgement):
        raise BasisError
    return replace(found, basis=read_presence(kept, check, of_kind(answer.signed, Acknowledgement)))


def _said(kept: bytes, fact: HrFact, index: int, ground: Ground) -> Signed[Dispute]:
    """What the person signed of a dispute that the service wrote down."""
    if fact.fact != "dispute" or sha256(kept).hexdigest() != fact.basis or not kept.isascii():
        raise BasisError
    said = of_kind(judge(kept.decode("ascii"), ground, index), Dispute)
    if (said.record.sub, said.record.about, said.record.reason) != (fact.sub, fact.about, fact.reason):
        raise BasisError
    return said


def _check_of(record: FoundRecord, events: Iterable[FoundEvent]) -> FoundEvent | None:
    """The first check of a fresh sign-in that came with this record."""
    jti = record.signed.record.jti
    return next(
        (one for one in events if isinstance(one.event, PresenceCheck) and one.event.acknowledgement == jti),
        None,
    )


def _check_place(leaf: PackedLeaf, head: Checkpoint) -> None:
    hashed = merkle.leaf_hash(leaf.token.encode("ascii"))
    merkle.verify_inclusion(leaf.index, head.size, hashed, leaf.proof, head.root)


def _continue(small: Checkpoint, head: Checkpoint, proof: Hashes) -> None:
    if small.size == 0 and not proof:
        return  # every log continues the empty one
    merkle.verify_consistency(small.size, head.size, list(proof), small.root, head.root)


def _message(
    token: str | None, answer: Acknowledgement | AuditCompletion, index: int, ground: Ground
) -> Signed[Message] | None:
    if token is None:
        return None
    message = of_kind(judge(token, ground, index), Message)
    expected = answer.message_sha256 if isinstance(answer, Acknowledgement) else None
    if (message.sha256, message.record.sub) != (expected, answer.sub):
        raise WrongMessageError
    if message.record.acknowledgement != answer.jti:
        raise WrongMessageError
    return message
