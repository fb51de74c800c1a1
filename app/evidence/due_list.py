"""What one person is asked for (`due-list+jws`), signed by the service, fresh until `expires`.

It carries freshness, several policies, dates, leave and withdrawal, so that a manifest never has to change.
"""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from app.domain.dates import from_utc_text
from app.evidence.records import Claims, Day, Identifier, Record, Sha256, UtcTime, Uuid4, Version


class DueItem(Claims):
    """One policy asked of one person. `due` ends in the trust's time zone; null is "no date"."""

    policy: Identifier
    version: Version
    manifest_sha256: Sha256
    due: Day | None
    paused: bool
    withdrawn: bool


class DueList(Record):
    """All that one person is asked for, and how long that stands."""

    typ: ClassVar[str] = "due-list+jws"

    sub: Uuid4
    issued: UtcTime
    expires: UtcTime
    items: Annotated[list[DueItem], Field(max_length=200)]

    def is_fresh(self, now: datetime) -> bool:
        """Tell whether `now` (aware) is before `expires`. The device's clock is only a claim."""
        return now < from_utc_text(self.expires)
