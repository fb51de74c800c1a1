"""What a pack shows once it stands: plain values, each part in the log's order."""

from dataclasses import dataclass
from enum import StrEnum

from app.evidence.basis import Basis
from app.evidence.checkpoint import Checkpoint
from app.evidence.epoch import LogEpoch
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.ground import KeyLife
from app.evidence.manifest import Manifest
from app.evidence.policy_event import PolicyEvent
from app.evidence.presence import PresenceCheck
from app.evidence.publisher_keys import KeyChange
from app.evidence.purge import Purge
from app.evidence.receipt import Receipt
from app.evidence.records import Acknowledgement, AuditCompletion, Dispute, Message, Signed
from app.evidence.timestamp import Stamp, Timestamp

AnyEvent = (
    KeyEvent | CodeIssue | HrFact | LogEpoch | KeyChange | Timestamp | Purge | PolicyEvent | PresenceCheck
)


class RemarkKind(StrEnum):
    """What is worth a look without being wrong for certain."""

    OTHER_LOG = "other-log"
    LOG_FROM_LATER = "log-from-later"
    LOG_LOST = "log-lost"
    SAME_PREVIOUS = "same-previous"
    RECEIVED_BACKWARDS = "received-backwards"
    RECEIVED_AFTER_STAMP = "received-after-timestamp"


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
class FoundStamp:
    """A timestamp from outside, the head that it is of, and its leaf's place in the log."""

    stamp: Stamp
    checkpoint: Checkpoint
    index: int


@dataclass(frozen=True)
class FoundEvent:
    """A leaf about people or the log itself, its place, and what it rests on where that is kept.

    Of a key's enrolment, and of the check of a fresh sign-in, that is what vouched; of a dispute, the person's own words.
    """

    event: AnyEvent
    index: int
    basis: Basis | Signed[Dispute] | None = None


@dataclass(frozen=True)
class FoundRecord:
    """A record that stands, with its receipt, that receipt's checkpoint, its key's life, its policy and its words.

    `earlier` are receipts whose place was lost when a backup was put back, `stamp` the first timestamp that covers it,
    `check` the service's word on the fresh sign-in that came with it.
    """

    signed: Signed[Acknowledgement] | Signed[AuditCompletion]
    receipt: Signed[Receipt]
    checkpoint: Checkpoint
    life: KeyLife
    policy: FoundPolicy
    message: Signed[Message] | None
    earlier: tuple[Signed[Receipt], ...] = ()
    stamp: FoundStamp | None = None
    check: FoundEvent | None = None


@dataclass(frozen=True)
class Findings:
    """What a pack shows. `service_kids` are all service keys, the one in force (`service_kid`) last.

    `publishing_groups` are the publishing keys, those together that changes in the log lead from one to the next.
    """

    aud: str
    head: Checkpoint
    service_kids: tuple[str, ...]
    publishing_groups: tuple[tuple[str, ...], ...]
    records: tuple[FoundRecord, ...]
    policies: tuple[FoundPolicy, ...]
    events: tuple[FoundEvent, ...]
    stamps: tuple[FoundStamp, ...]
    witnesses: tuple[str, ...]
    remarks: tuple[Remark, ...]

    @property
    def service_kid(self) -> str:
        """The service key in force."""
        return self.service_kids[-1]

    @property
    def publishing_kids(self) -> tuple[str, ...]:
        """Every publishing key, sorted."""
        return tuple(sorted(kid for group in self.publishing_groups for kid in group))

    @property
    def epochs(self) -> tuple[FoundEvent, ...]:
        """The leaves that opened a later epoch of the log."""
        return tuple(one for one in self.events if isinstance(one.event, LogEpoch))

    @property
    def bases(self) -> dict[str, FoundEvent]:
        """The enrolment of each key, by thumbprint."""
        enrolled = (one for one in self.events if isinstance(one.event, KeyEvent))
        return {
            one.event.kid: one
            for one in enrolled
            if isinstance(one.event, KeyEvent) and one.event.event == "enrolled"
        }
