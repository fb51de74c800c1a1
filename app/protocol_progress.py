"""How far it has come, for the HR window: counts by group, and the way so far day by day."""

from typing import Literal

from app.protocol import Body, Day, Text

CONSOLE_SUMMARY = "/v1/console/summary"
CONSOLE_PROGRESS = "/v1/console/progress"

ByName = Literal["school", "manager", "role"]


class GroupCount(Body):
    """The counts of one school, line manager or role for one policy.

    `staff` are those at work or on leave; `asked` those at work who are not exempt; of these are `acknowledged`
    (`late`, `paper` and `behalf` among them), `questions` and `declined`. `invited` are those whom the self-audit asks.
    """

    name: Text
    staff: int
    asked: int
    outstanding: int
    overdue: int
    acknowledged: int
    late: int
    paper: int
    behalf: int
    questions: int
    declined: int
    invited: int
    audits: int
    on_leave: int
    exempt: int
    left: int


class Summary(Body):
    """The counts of every group in sight, by name; people without a line manager are the group ""."""

    revision: int
    groups: list[GroupCount]


class VersionMark(Body):
    """A version since the last material one, and the day it was published."""

    version: int
    label: Text
    published_on: Day
    material: bool


class DayCount(Body):
    """How many of one school answered on one day."""

    school: Text
    day: Day
    acknowledged: int
    audits: int


class Course(Body):
    """One policy's way so far, by school and day; the people it is out of are in the summary."""

    policy_id: Text
    title: Text
    today: Day
    due: Day | None
    review: Day | None
    versions: list[VersionMark]
    days: list[DayCount]
