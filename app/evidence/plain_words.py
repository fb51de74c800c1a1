"""Text from outside, and moments, as they are shown in a pack: no text can pose as another."""

import unicodedata
from datetime import UTC, date, datetime

from app.domain.dates import day_and_time

EVERY_YEAR = date.min
"""A day from which every date is told with its year."""


def plain(text: str) -> str:
    """Return text on one line, with a mark in place of each character that nobody can see."""
    spaced = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(one).startswith("C") else one for one in spaced)


def instant(when: datetime) -> str:
    """Return a moment in UTC, which it says."""
    return f"{day_and_time(when, UTC, EVERY_YEAR)} (UTC)"
