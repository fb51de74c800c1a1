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
    they are of one size). `message` is the `message+jws` of a question or reason, or None.
    """

    token: str
    receipt: str
    proof: Hashes
    consistency: Hashes
    message: str | None = None


@dataclass(frozen=True)
class PackedLeaf:
    """A leaf of the log, its index, and the proof of it under the pack's checkpoint."""

    token: str
    index: int
    proof: Hashes


@dataclass(frozen=True)
class PackedPolicy:
    """A published manifest and the exact bytes of the policy that it describes."""

    manifest: PackedLeaf
    content: bytes


@dataclass(frozen=True)
class PackContents:
    """All that goes into a pack, for one person or several.

    `checkpoint` is the newest; `events` are the leaves that the service signed about these people: `key-event+jws`
    (at least the enrolment of each key, before anything signed with it, and its end if it ended), `code-issue+jws`,
    `hr-fact+jws`. `witnesses` names those outside HR who are sent checkpoints. Order and repetition do not matter.
    """

    aud: str
    service_key: PublicKey
    publishing_keys: tuple[PublicKey, ...]
    checkpoint: str
    records: tuple[PackedRecord, ...]
    policies: tuple[PackedPolicy, ...]
    events: tuple[PackedLeaf, ...]
    witnesses: tuple[str, ...] = ()
