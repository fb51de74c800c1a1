"""The service's receipt for one record (`receipt+jws`): made once, stored, given again unchanged.

A receipt is verified whole before anyone is told "Received by HR":

* it is signed by the service's key and names the very record that was sent (`jti` and digest);
* the checkpoint inside it is signed by the same key, for the same log, and is larger than the leaf's place;
* the inclusion proof that came beside it leads from the record's bytes to that checkpoint's root.
"""

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from app.errors import RefusedError
from app.evidence import checkpoint as checkpoints
from app.evidence import merkle
from app.evidence.records import Count, Day, Record, Sha256, Signed, UtcTime, Uuid4
from app.evidence.trust_keys import Keys
from app.signing.jws import record_sha256


class ReceiptMismatchError(RefusedError):
    """The receipt is well signed but belongs to another record or does not fit its checkpoint."""

    sentence = "The receipt that came back does not belong to what was sent."
    next_step = (
        "What you did is safe on this computer and will be sent again. If this stays, tell your IT helpdesk."
    )


class Receipt(Record):
    """That a record was received, when (a date for completions), whether late, and its place in the log."""

    typ: ClassVar[str] = "receipt+jws"

    jti: Uuid4
    record_sha256: Sha256
    received_at: UtcTime | Day
    late: bool
    leaf_index: Count
    checkpoint: Annotated[str, StringConstraints(min_length=1, max_length=4096)]


def verify_receipt(
    token: str, *, record: str, jti: str, proof: list[bytes], keys: Keys
) -> tuple[Signed[Receipt], checkpoints.Checkpoint]:
    """Verify a receipt for the record token `record`, with the inclusion `proof` that came beside it.

    Returns the receipt and the checkpoint it rests on. Raises ReceiptMismatchError, CheckpointError,
    InclusionError, UnknownServiceError, or an error of `Record.verified`.
    """
    receipt = Receipt.verified(token, keys.key_of(token))
    check_record(receipt.record, record, jti)
    head = keys.checkpoint(receipt.record.checkpoint)
    check_place(receipt.record, head, record, proof)
    return receipt, head


def check_record(receipt: Receipt, record: str, jti: str) -> None:
    """Raise ReceiptMismatchError unless the receipt is for the record token `record` with the number `jti`."""
    if receipt.jti != jti or receipt.record_sha256 != record_sha256(record):
        raise ReceiptMismatchError


def check_place(receipt: Receipt, head: checkpoints.Checkpoint, record: str, proof: list[bytes]) -> None:
    """Raise ReceiptMismatchError or InclusionError unless the record stands under `head` where the receipt says."""
    if receipt.leaf_index >= head.size:
        raise ReceiptMismatchError
    leaf = merkle.leaf_hash(record.encode("ascii"))
    merkle.verify_inclusion(receipt.leaf_index, head.size, leaf, proof, head.root)
