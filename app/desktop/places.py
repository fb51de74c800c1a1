"""The places of the staff window, and where it opens.

1. Nobody is known yet: the code. More than one policy asks: the list of them.
2. No answer yet: the text, at the line last read; or the answer, for who had gone on from the text.
3. Acknowledged, and a checklist is attached: the self-audit, at its own place.
4. Else how things stand. A question or a refusal is an answer: it is not asked for again by itself.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.acknowledgement import Outcome

if TYPE_CHECKING:
    from app.domain.audit import Audit
    from app.workflows.overview import Overview, PolicyStatus

AT_THE_ANSWER = 1.0
"""The kept position of a reader who went on from the text; inside the text it stays below."""


class Place(StrEnum):
    """Every page there is."""

    OPENING = "opening"
    ENROL = "enrol"
    POLICIES = "policies"
    READ = "read"
    ANSWER = "answer"
    AUDIT = "audit"
    SITES = "sites"
    LIST = "list"
    CHECKS = "checks"
    CHECK = "check"
    HELP = "help"
    PROMISES = "promises"
    FOLLOW_UP = "follow-up"
    DELETE = "delete"
    END = "end"
    STATUS = "status"
    RECEIPT = "receipt"
    IN_MY_NAME = "in-my-name"
    DISPUTE = "dispute"
    KEY = "key"
    MY_PEOPLE = "my-people"
    HR_VIEW = "hr-view"
    SETTINGS = "settings"
    LATER = "later"
    COVER = "cover"
    STILL_THERE = "still-there"
    LEAVING = "leaving"


OVER = frozenset({Place.COVER, Place.STILL_THERE, Place.LEAVING})
"""Pages that are shown over another one."""


class Step(StrEnum):
    """The four steps of the header."""

    READ = "read"
    ANSWER = "answer"
    AUDIT = "audit"
    DONE = "done"


def asking(overview: "Overview") -> tuple["PolicyStatus", ...]:
    """The policies that still ask for something of this person, soonest due first."""
    asked = [policy for policy in overview.policies if policy.asks_for_answer or policy.asks_for_audit]
    return tuple(sorted(asked, key=lambda policy: (policy.due is None, policy.due)))


def for_policy(policy: "PolicyStatus", position: float) -> Place:
    """Where one policy goes on; `position` is the kept place in its text, 0 to 1."""
    if policy.answer is None and policy.asks_for_answer:
        return Place.ANSWER if position >= AT_THE_ANSWER else Place.READ
    acknowledged = policy.answer is None or policy.answer.outcome is Outcome.ACKNOWLEDGED
    if policy.asks_for_audit and policy.audit is None and acknowledged:
        return Place.AUDIT
    return Place.STATUS


def in_audit(audit: "Audit") -> Place:
    """Where the self-audit goes on: the sites, the check last looked at (a must or not), or the list."""
    if audit.chosen is None:
        return Place.SITES
    listed = {check.id for check in (*audit.must_do, *audit.more)}
    return Place.CHECK if audit.at in listed else Place.LIST
