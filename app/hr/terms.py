"""What HR says of a version beside its manifest: when it starts, by when, for whom, and the trust's particulars.

Rules:

* a version starts on a day in the trust's time zone, and asks nobody before it;
* a date may be absolute, or so many school days after it is first asked of somebody (at the start, or on joining);
  with both, the date is for those who are there at the start, and nobody who joins later has less than the days
  (`app.domain.due_dates`; with a date alone, ten);
* an absolute date is today or later, and not before the start;
* related policies are linked by a web or mail address, or are policies published here.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from app.domain.due_dates import is_too_soon
from app.domain.related import Related
from app.errors import RefusedError
from app.hr.audience import Audience
from app.hr.store.schema import policies

MOST_DAYS = 400
_MOST_RELATED = 12


class DueBeforeStartError(RefusedError):
    """It would be due before it is asked."""

    sentence = "The last day in time would come before the version starts."
    next_step = "Choose a later day, or an earlier start."


class DuePassedError(RefusedError):
    """It would be due on a day that has passed, so that everyone who is asked would be overdue at once."""

    sentence = "The last day in time has passed already."
    next_step = "Choose today or a later day."


class DueDaysError(RefusedError):
    """No sensible number of school days."""

    sentence = "The number of school days has to be between 1 and 400."
    next_step = "Give another number."


class UnknownRelatedError(RefusedError):
    """A related policy that is not published here, or too many of them."""

    sentence = "A related policy that you chose is not published here."
    next_step = "Give its title and a link instead."


@dataclass(frozen=True)
class Original:
    """The file that a version was converted from: its name and bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Particulars:
    """Who stands behind a policy. Days are dates; whatever is not known is None."""

    owner: str | None = None
    approved_by: str | None = None
    ratified: date | None = None
    review: date | None = None
    related: tuple[Related, ...] = ()


@dataclass(frozen=True)
class Terms:
    """How a version is to be asked for. `starts` None is at once; `due_days` are school days."""

    starts: date | None = None
    due: date | None = None
    due_days: int | None = None
    audience: Audience = field(default_factory=Audience)
    particulars: Particulars = field(default_factory=Particulars)
    original: Original | None = None

    def waits(self, today: date) -> bool:
        """Whether it starts on a later day."""
        return self.starts is not None and self.starts > today

    def check(self, connection: Connection, today: date) -> None:
        """Raise DuePassedError, DueBeforeStartError, DueDaysError, UnknownRelatedError or an error of the audience."""
        if is_too_soon(self.due, None, today):
            raise DuePassedError
        if is_too_soon(self.due, self.starts, today):
            raise DueBeforeStartError
        if self.due_days is not None and not 1 <= self.due_days <= MOST_DAYS:
            raise DueDaysError
        self.audience.check(connection)
        self._check_related(connection)

    def _check_related(self, connection: Connection) -> None:
        related = self.particulars.related
        known = set(connection.execute(select(policies.c.id)).scalars())
        for one in related:
            one.check()
        if len(related) > _MOST_RELATED or not {one.policy for one in related if one.policy} <= known:
            raise UnknownRelatedError

    def columns(self) -> dict[str, Any]:
        """The values of the columns of `versions` that hold this, review and original apart."""
        particulars = self.particulars
        return {
            "starts": _text(self.starts),
            "due": _text(self.due),
            "due_days": self.due_days,
            "audience": self.audience.kind.value,
            "owner": particulars.owner,
            "approved_by": particulars.approved_by,
            "ratified": _text(particulars.ratified),
            "related": json.dumps([asdict(one) for one in particulars.related], ensure_ascii=False),
        }


def with_review(terms: Terms, review: date | None) -> Terms:
    """The same terms; where HR gave no next review, `review`."""
    if terms.particulars.review is not None or review is None:
        return terms
    return replace(terms, particulars=replace(terms.particulars, review=review))


def related_of(text: str) -> list[Related]:
    """The related policies as they are kept."""
    return [Related(**one) for one in json.loads(text)]


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
