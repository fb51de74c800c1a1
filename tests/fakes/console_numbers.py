"""The counts that the small HR service gives of its standings, made in the plainest way."""

from collections import Counter

from app.protocol import Standing
from app.protocol_progress import Course, DayCount, GroupCount, Summary, VersionMark

TODAY = "2026-11-22"
_SIGNED = {"acknowledged", "late", "paper", "behalf"}
_OF = {"school": "school", "manager": "line_manager", "role": "role"}


def summary(rows: list[Standing], by: str) -> Summary:
    """The counts by school, line manager or role."""
    groups: dict[str, list[Standing]] = {}
    for row in rows:
        groups.setdefault(getattr(row, _OF[by]), []).append(row)
    return Summary(revision=1, groups=[_count(name, groups[name]) for name in sorted(groups)])


def course(rows: list[Standing], policy_id: str) -> Course:
    """The days on which people answered."""
    days: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        if row.person == "active" and row.acknowledgement in _SIGNED and row.acknowledged_at:
            days.setdefault((row.school, row.acknowledged_at[:10]), Counter())["acknowledged"] += 1
        if row.person == "active" and row.audit_on:
            days.setdefault((row.school, row.audit_on), Counter())["audits"] += 1
    return Course(
        policy_id=policy_id,
        title="Social Media Policy",
        today=TODAY,
        due="2026-12-04",
        review="2022-03-31",
        versions=[VersionMark(version=1, label="2021-03-22", published_on="2026-11-02", material=True)],
        days=[
            DayCount(school=school, day=day, acknowledged=found["acknowledged"], audits=found["audits"])
            for (school, day), found in sorted(days.items())
        ],
    )


def _count(name: str, rows: list[Standing]) -> GroupCount:
    here = [row for row in rows if row.person == "active"]
    state = Counter(row.acknowledgement for row in here)
    return GroupCount(
        name=name,
        staff=sum(row.person != "left" for row in rows),
        asked=len(here) - state["exempt"],
        outstanding=sum(row.outstanding for row in here),
        overdue=sum(row.outstanding and (row.due or "9") < TODAY for row in here),
        acknowledged=sum(state[one] for one in _SIGNED),
        late=state["late"],
        paper=state["paper"],
        behalf=state["behalf"],
        questions=state["question"],
        declined=state["declined"],
        invited=sum(row.audit in {"none", "completed"} for row in here),
        audits=sum(row.audit == "completed" for row in here),
        on_leave=sum(row.person == "on-leave" for row in rows),
        exempt=state["exempt"],
        left=sum(row.person == "left" for row in rows),
    )
