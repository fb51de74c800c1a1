"""The daily head of HR's own audit trail (`trail-head+jws`), signed by the service: a leaf of the log.

* Lines of the trail take numbered places in the order in which they are first covered by a head; a place never moves.
* A line's bytes are the RFC 8785 JSON of its fields; `root` is the RFC 9162 root (hex) of the first `lines` lines.
* Whoever changes, drops or swaps a covered line cannot make it fit the head again.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar

import rfc8785

from app.evidence import merkle
from app.evidence.records import Count, Day, LogName, Record, Sha256, UtcTime, Uuid4


class TrailHead(Record):
    """The state of the trail on one day: how many lines it covers, and their root."""

    typ: ClassVar[str] = "trail-head+jws"

    aud: LogName
    jti: Uuid4
    day: Day
    at: UtcTime
    lines: Count
    root: Sha256


Line = tuple[int, str, str, str, str, str]
"""A line of the trail: id, at, actor, action, subject, detail."""

_NAMES = ("id", "at", "actor", "action", "subject", "detail")


def line_hash(line: Line) -> bytes:
    """Return the leaf hash (32 bytes) of a line."""
    return merkle.leaf_hash(rfc8785.dumps(dict(zip(_NAMES, line, strict=True))))


def roots(hashes: Iterable[bytes], sizes: Sequence[int]) -> dict[int, str]:
    """Return the root (hex) of the first so many lines, for each of `sizes` that there are enough for.

    `hashes` are those of the lines, in the order of their places (`line_hash`).
    """
    nodes: dict[tuple[int, int], bytes] = {}

    def read(level: int, index: int) -> bytes:
        return nodes[level, index]

    count = 0
    for count, hashed in enumerate(hashes, start=1):
        for level, index, value in merkle.append(count - 1, hashed, read):
            nodes[level, index] = value
    return {size: merkle.root(size, read).hex() for size in sizes if size <= count}
