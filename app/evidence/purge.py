"""That something was deleted under a rule (`purge+jws`), signed by the service: a leaf of the log.

* It names the kind, the rule, how many and which places of the log, never anybody concerned.
* The places keep their 32-byte leaf hashes, so that every proof over the log still checks.
* Of `messages` and `id-tokens` the places are those of the answer, and of the key's enrolment, that they lay beside;
  what stands there is kept. `trail`, `mail`, `sessions` and `people` have no places.
* A large purge of one kind is several leaves, each with its own count.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.evidence.records import Count, LogName, Record, ShortText, UtcTime, Uuid4

PurgedKind = Literal[
    "acknowledgements",
    "completions",
    "messages",
    "facts",
    "id-tokens",
    "trail",
    "mail",
    "sessions",
    "people",
]
CountedFrom = Literal["leaving", "withdrawal", "receipt"]
MOST_RANGES = 400
"""Ranges of places in one leaf: the claims of a record have at most 16 KiB."""

Range = Annotated[list[Count], Field(min_length=2, max_length=2)]


class Purge(Record):
    """One such purge. `entries` are ranges of leaf indexes, first and last, in order; `reason` is in no record."""

    typ: ClassVar[str] = "purge+jws"

    aud: LogName
    jti: Uuid4
    kind: PurgedKind
    months: Annotated[int, Field(ge=0, le=1200)]
    counted_from: CountedFrom
    count: Count
    entries: Annotated[list[Range], Field(max_length=MOST_RANGES)]
    at: UtcTime
    by: ShortText


def ranges(indexes: list[int]) -> list[list[int]]:
    """Return leaf indexes as ranges (first, last), in order."""
    found: list[list[int]] = []
    for index in sorted(set(indexes)):
        if found and found[-1][1] == index - 1:
            found[-1][1] = index
        else:
            found.append([index, index])
    return found
