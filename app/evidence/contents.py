"""What an evidence pack is made from: plain values that the service and a person's own computer both hold.

Everything in them is signed by somebody, or proves itself against what is; the only word that nobody signed is the
list of witnesses' names, and `verify` says so. People's names as HR lists them are left out for that reason.
"""

from dataclasses import dataclass

from app.signing.keys import PublicKey

Hashes = tuple[bytes, ...]
"""A proof: hashes of 32 bytes each, in the order of RFC 9162."""


@dataclass(frozen=True)
class PackedRecord:
    """A person's record with the service's receipt for it.

    `proof` leads to the checkpoint in the receipt, `consistency` from that checkpoint to the pack's (empty where
    they are of one size). `message` is the `message+jws` of a question or reason, or None. `earlier` are receipts for the
    same record whose place in the log was lost when the service was put back from a backup.
    """

    token: str
    receipt: str
    proof: Hashes
    consistency: Hashes
    message: str | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class PackedLeaf:
    """A leaf of the log, its index, and the proof of it under the pack's checkpoint.

    `continued` is the consistency proof from the checkpoint that the leaf holds, of a `log-epoch+jws` or
    `timestamp+jws`, to the pack's; None for others. `kept` are the bytes whose digest the leaf holds and that are kept
    apart from the log: what a key's enrolment or a fresh sign-in rests on, what a person signed of a dispute, or a
    timestamp authority's answer; None where there are none, or they were erased.
    """

    token: str
    index: int
    proof: Hashes
    continued: Hashes | None = None
    kept: bytes | None = None


@dataclass(frozen=True)
class PackedPolicy:
    """A published manifest and the exact bytes of the policy that it describes."""

    manifest: PackedLeaf
    content: bytes


@dataclass(frozen=True)
class PackContents:
    """All that goes into a pack, for one person or several.

    `service_key` is the one in force; `checkpoint` is the newest, and signed by it. `events` are the leaves that the
    service signed about these people: `key-event+jws` (at least the enrolment of each key, before anything signed with
    it, and its end if it ended), `code-issue+jws`, `hr-fact+jws`; and those about the log itself: every
    `log-epoch+jws`, `publishing-key+jws` and `service-key+jws`, and `timestamp+jws` as wanted. `witnesses` names those
    outside HR who are sent checkpoints. Order and repetition do not matter.
    """

    aud: str
    service_key: PublicKey
    publishing_keys: tuple[PublicKey, ...]
    checkpoint: str
    records: tuple[PackedRecord, ...]
    policies: tuple[PackedPolicy, ...]
    events: tuple[PackedLeaf, ...]
    witnesses: tuple[str, ...] = ()
