"""What is different between two versions of a policy, section by section, as its publisher sees it before it goes out.

* A section that stands word for word in the other version, wherever, is the same: staff are not shown it again.
* One with the same title and other words is changed; a number before the title is no part of it, for sections move.
* The others are new, or gone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.policy import Section

_NUMBER = re.compile(r"^(page )?[\d.)]+:?\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Difference:
    """Titles of sections, in reading order; `same` is how many stand word for word in both."""

    changed: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    same: int


def difference(before: Sequence[Section], now: Sequence[Section]) -> Difference:
    """What is different in `now` from what was `before`."""
    known = {section.digest for section in before}
    kept = {section.digest for section in now}
    other = [section for section in now if section.digest not in known]
    left = [section for section in before if section.digest not in kept]
    names_before, names_now = {_name(one) for one in left}, {_name(one) for one in other}
    return Difference(
        changed=tuple(one.title for one in other if _name(one) in names_before),
        new=tuple(one.title for one in other if _name(one) not in names_before),
        gone=tuple(one.title for one in left if _name(one) not in names_now),
        same=len(now) - len(other),
    )


def _name(section: Section) -> str:
    return " ".join(_NUMBER.sub("", section.title).casefold().split())
