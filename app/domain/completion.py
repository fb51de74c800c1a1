"""That a person reached the end of a private checklist, and on which day: all of it that ever leaves the device.

This module must not know `audit`: no site, answer, count, duration, nor a digest of any can come in by it.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.checklist import Checklist

STATEMENT = "I reached the end of a private checklist. This does not say what I found or changed."
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Completion:
    """A day, and the public checklist whose end was reached. Raises TypeError for a time, else ValueError.

    `completed_on` is a bare day, never a time; `sha256` is that of the whole public checklist.
    """

    completed_on: date
    checklist_id: str
    version: int
    sha256: str

    def __post_init__(self) -> None:
        if isinstance(self.completed_on, datetime):
            raise TypeError("a completion has a day and no time")
        if not self.checklist_id or self.version < 1 or not _SHA256.fullmatch(self.sha256):
            raise ValueError("a completion names one published checklist")

    @classmethod
    def of(cls, checklist: Checklist, on: date) -> "Completion":
        """The completion of this checklist on this day."""
        return cls(on, checklist.id, checklist.version, checklist.sha256)
