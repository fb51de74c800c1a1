"""Who still owes what: the states HR sees, and what a device asks for.

States, for HR:

* Outstanding is an active person with either part still due. A question and a refusal are outstanding, and
  counted apart. Somebody on leave or gone is never outstanding.
* Overdue is outstanding after the due date has ended.
* The newest leaf counts, but nothing makes a settled state (acknowledged, late, paper, behalf, exempt) worse: an
  acknowledgement is never undone by a later question, and a late signature does not spoil a paper record.
* Late means received by the service after the end of the due date in the trust's time zone.
* A record or exemption made by HR's hand never takes the place of a signature.

What is due, for a device:

* A policy is asked for when it was never answered, or was last answered before its newest material version.
* A minor version keeps the answer. A version not known to be minor counts as material.
* Any of the three answers is an answer. HR answering a question asks again: the caller then leaves it out.
* A paused or withdrawn policy is not asked for.
* A lower version than the one answered asks for nothing.
* The nearest due date comes first, no date last.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import NamedTuple

from app.domain import dates
from app.domain.acknowledgement import Outcome


class AcknowledgementState(StrEnum):
    """Where a person stands with a policy."""

    NONE = "none"
    ACKNOWLEDGED = "acknowledged"
    LATE = "late"
    QUESTION = "question"
    DECLINED = "declined"
    PAPER = "paper"
    BEHALF = "behalf"
    EXEMPT = "exempt"


class AuditState(StrEnum):
    """Where a person stands with the self-audit; not due where the policy has no checklist."""

    NONE = "none"
    COMPLETED = "completed"
    EXEMPT = "exempt"
    NOT_DUE = "not_due"


class PersonState(StrEnum):
    """Whether a person is at work."""

    ACTIVE = "active"
    ON_LEAVE = "on_leave"
    LEFT = "left"


SETTLED = frozenset(
    {
        AcknowledgementState.ACKNOWLEDGED,
        AcknowledgementState.LATE,
        AcknowledgementState.PAPER,
        AcknowledgementState.BEHALF,
        AcknowledgementState.EXEMPT,
    }
)
"""The states in which the acknowledgement is no longer due."""


_RECORDED_BY_HAND = frozenset(
    {AcknowledgementState.PAPER, AcknowledgementState.BEHALF, AcknowledgementState.EXEMPT}
)


def is_outstanding(person: PersonState, acknowledgement: AcknowledgementState, audit: AuditState) -> bool:
    """Whether either part is still due from somebody at work."""
    part_due = acknowledgement not in SETTLED or audit is AuditState.NONE
    return person is PersonState.ACTIVE and part_due


def is_overdue(
    person: PersonState,
    acknowledgement: AcknowledgementState,
    audit: AuditState,
    due: date | None,
    today: date,
) -> bool:
    """Whether it is outstanding after its date; `today` is the day it is in the trust's time zone."""
    return due is not None and today > due and is_outstanding(person, acknowledgement, audit)


def is_late(received_at: datetime, due: date | None, tz: tzinfo) -> bool:
    """Whether something arrived after the due date had ended in `tz`."""
    return due is not None and received_at >= dates.end_of_day(due, tz)


def acknowledgement_after(
    current: AcknowledgementState, outcome: Outcome, received_at: datetime, due: date | None, tz: tzinfo
) -> AcknowledgementState:
    """The state once one more record has arrived, for this version or a minor one after it.

    A material version begins again at `NONE`. `tz` is the trust's time zone.
    """
    arrived = AcknowledgementState(outcome.value)
    if outcome is Outcome.ACKNOWLEDGED and is_late(received_at, due, tz):
        arrived = AcknowledgementState.LATE
    if current in SETTLED and arrived is not AcknowledgementState.ACKNOWLEDGED:
        return current
    return arrived


def acknowledgement_recorded(
    current: AcknowledgementState, by_hand: AcknowledgementState
) -> AcknowledgementState:
    """The state once HR has recorded a sheet of paper, an acceptance on their behalf or an exemption.

    None of them ever hides a signature, and an acceptance on their behalf hides no sheet that they signed.

    Raises:
        ValueError: `by_hand` is nothing that HR records by hand.
    """
    if by_hand not in _RECORDED_BY_HAND:
        raise ValueError("only paper, an acceptance on their behalf and an exemption are recorded by hand")
    if (current, by_hand) == (AcknowledgementState.PAPER, AcknowledgementState.BEHALF):
        return current
    signed = current in {AcknowledgementState.ACKNOWLEDGED, AcknowledgementState.LATE}
    return current if signed else by_hand


class Item(NamedTuple):
    """One line of a person's due list; `due` ends in the trust's time zone, None means no date."""

    policy: str
    version: int
    manifest_sha256: str
    due: date | None = None
    paused: bool = False
    withdrawn: bool = False


class Answer(NamedTuple):
    """An answer this person gave to one version of one policy."""

    policy: str
    version: int
    outcome: Outcome


class Due(NamedTuple):
    """A policy to ask for; `since` is the version acknowledged before, so that only changes are repeated."""

    item: Item
    since: int | None


def what_is_due(
    items: Iterable[Item], answers: Collection[Answer], minor: Mapping[str, Collection[int]]
) -> tuple[Due, ...]:
    """What a device asks for, nearest date first.

    Args:
        items: the person's due list.
        answers: every answer the device knows of, in any order.
        minor: for each policy, the versions whose verified manifests say that they are not material.
    """
    asked = (
        Due(item, max(_versions(item, answers, {Outcome.ACKNOWLEDGED}), default=None))
        for item in items
        if not (item.paused or item.withdrawn)
        and _asks_again(item, max(_versions(item, answers, set(Outcome)), default=None), minor)
    )
    return tuple(sorted(asked, key=lambda one: (one.item.due or date.max, one.item.policy)))


def _versions(item: Item, answers: Iterable[Answer], outcomes: Collection[Outcome]) -> list[int]:
    return [one.version for one in answers if one.policy == item.policy and one.outcome in outcomes]


def _asks_again(item: Item, answered: int | None, minor: Mapping[str, Collection[int]]) -> bool:
    if answered is None:
        return True
    kept = minor.get(item.policy, ())
    return any(version not in kept for version in range(answered + 1, item.version + 1))
