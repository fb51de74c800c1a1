"""What is worth a look in records that stand: an honest party may have got it wrong, so it refuses nothing."""

import base64
import itertools
from collections.abc import Iterator, Sequence
from datetime import timedelta

from app.domain.dates import from_utc_text
from app.evidence.checkpoint import Checkpoint
from app.evidence.epoch import Opened
from app.evidence.findings import FoundRecord, Remark, RemarkKind
from app.evidence.records import Acknowledgement, LogClaim

_CLOCKS_APART = timedelta(minutes=2)


def remarks(records: Sequence[FoundRecord], head: Checkpoint, chain: Sequence[Opened]) -> Iterator[Remark]:
    """Return the remarks on `records`, which are in the log's order; `chain` are its later epochs."""
    yield from _on_log(records, head, chain)
    yield from _on_previous(records)
    yield from _on_times(records)


def _on_log(records: Sequence[FoundRecord], head: Checkpoint, chain: Sequence[Opened]) -> Iterator[Remark]:
    """Compare what each device had seen of the log with what is proved, and with what the others had seen."""
    roots = {one.size: _base64(one.root) for one in (head, *(each.checkpoint for each in records))}
    for one in records:
        claim = one.signed.record.log if isinstance(one.signed.record, Acknowledgement) else None
        if claim is None or roots.get(claim.size) == claim.root:
            continue
        index = one.receipt.record.leaf_index
        if _may_be_lost(claim, index, chain):
            yield Remark(RemarkKind.LOG_LOST, index)
            continue
        if claim.size > index:
            yield Remark(RemarkKind.LOG_FROM_LATER, index)
        if roots.setdefault(claim.size, claim.root) != claim.root:
            yield Remark(RemarkKind.OTHER_LOG, index)


def _may_be_lost(claim: LogClaim, index: int, chain: Sequence[Opened]) -> bool:
    """Whether the device may have seen entries that were lost before this record got its place."""
    return any(each.starts < claim.size and each.starts < index for each in chain)


def _on_previous(records: Sequence[FoundRecord]) -> Iterator[Remark]:
    seen: set[tuple[str, str | None]] = set()
    for one in records:
        link = (one.signed.kid, one.signed.record.prev)
        if link in seen:
            yield Remark(RemarkKind.SAME_PREVIOUS, one.receipt.record.leaf_index)
        seen.add(link)


def _on_times(records: Sequence[FoundRecord]) -> Iterator[Remark]:
    # A completion's receipt has a day and no time.
    timed = [one for one in records if isinstance(one.signed.record, Acknowledgement)]
    for earlier, later in itertools.pairwise(one.receipt.record for one in timed):
        if later.received_at < earlier.received_at:
            yield Remark(RemarkKind.RECEIVED_BACKWARDS, later.leaf_index)
    for one in timed:
        receipt = one.receipt.record
        if one.stamp and from_utc_text(receipt.received_at) > one.stamp.stamp.at + _CLOCKS_APART:
            yield Remark(RemarkKind.RECEIVED_AFTER_STAMP, receipt.leaf_index)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
