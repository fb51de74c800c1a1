"""What HR said of a published policy (`policy-event+jws`), signed by the service: a leaf of the log.

* `withdrawn`: it is asked of nobody any more; what was signed stays signed.
* `in-force`: somebody looked at it after its review date, and says by name that it still holds until a further day.
* `name` is what that person typed, `by` the account that acted; a version waiting for its start is withdrawn alone.
"""

from typing import ClassVar, Literal

from app.evidence.records import (
    Day,
    Identifier,
    LogName,
    LongText,
    Record,
    ShortText,
    UtcTime,
    Uuid4,
    Version,
)


class PolicyEvent(Record):
    """One such event. `until` is the day by which it will be reviewed, null for a withdrawal."""

    typ: ClassVar[str] = "policy-event+jws"

    aud: LogName
    jti: Uuid4
    policy: Identifier
    version: Version
    event: Literal["withdrawn", "in-force"]
    at: UtcTime
    on: Day
    until: Day | None
    name: ShortText
    reason: LongText
    by: ShortText
