"""`admin outstanding` and `admin report`: who has not completed it, and how far it has come."""

import argparse
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, tzinfo
from pathlib import Path

from app.admin.context import Context
from app.domain import dates
from app.hr.location import add_location_arguments
from app.hr.narrowing import Narrowing
from app.hr.outstanding import Standing
from app.hr.progress import By, GroupCount
from app.hr.service import HrService
from app.sheets import Cell, Sheet, write

_TITLES = (
    *(("Policy", 24), ("Reference", 12), ("Name", 28), ("E-mail", 32), ("School", 28), ("Role", 24)),
    *(("Line manager", 24), ("At work", 10), ("Acknowledgement", 20), ("Received on", 12)),
    *(("Self-audit", 12), ("Finished on", 12), ("Due", 12), ("Outstanding", 12)),
)

Found = list[tuple[str, Standing]]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both subcommands."""
    outstanding = commands.add_parser("outstanding", help="who has not completed it")
    add_location_arguments(outstanding)
    outstanding.add_argument("--policy", help="one policy's id; all of them otherwise")
    outstanding.add_argument("--school", help="one school; all of them otherwise")
    outstanding.add_argument("--manager", help="one line manager's name or staff id; everyone otherwise")
    outstanding.add_argument("--role", help="one role; all of them otherwise")
    outstanding.add_argument(
        "--state", choices=sorted(_STATES), default="outstanding", help="whom to list (default: outstanding)"
    )
    outstanding.add_argument("--json", action="store_true")
    outstanding.add_argument("--csv", type=Path, metavar="FILE", help="write the list as a CSV file")
    outstanding.add_argument("--xlsx", type=Path, metavar="FILE", help="write the list as an Excel file")
    outstanding.set_defaults(run=run_outstanding)
    report = commands.add_parser("report", help="how far it has come, in numbers without names")
    add_location_arguments(report)
    report.add_argument("--policy", help="one policy's id; all of them otherwise")
    report.add_argument("--json", action="store_true")
    report.set_defaults(run=run_report)


def run_outstanding(context: Context, arguments: argparse.Namespace) -> int:
    """List people; 1 if any of them has not completed it."""
    with context.service(arguments) as hr:
        found = list(_found(hr, arguments))
        asked = arguments.policy is None or arguments.policy in hr.outstanding.policy_ids()
        today, tz = hr.core.today().isoformat(), hr.core.time_zone
    wanted = _STATES[arguments.state]
    found = [(policy, row) for policy, row in found if wanted(row, today)]
    for path, suffix in ((arguments.csv, ".csv"), (arguments.xlsx, ".xlsx")):
        if path is not None:
            write(_sheet(found, arguments, today, tz), path if path.suffix else path.with_suffix(suffix))
    if arguments.json:
        context.say_json([_brief(policy, row) for policy, row in found])
    elif arguments.csv or arguments.xlsx:
        context.say(f"{len(found)} written.")
    else:
        for policy, row in found:
            context.say(_line(policy, row))
        context.say(f"{len(found)} {arguments.state.replace('-', ' ')}.")
    if not (asked or arguments.json):
        context.say("Nobody is asked for this policy now: it is withdrawn, or has not started.")
    return 1 if any(row.outstanding for _, row in found) else 0


def run_report(context: Context, arguments: argparse.Namespace) -> int:
    """Tell how far each policy has come, by school, line manager and role, and day by day; nobody is named but managers."""
    with context.service(arguments) as hr:
        reports = [_report(hr, policy) for policy in _policies(hr, arguments)]
    if arguments.json:
        context.say_json(reports)
    else:
        for report in reports:
            context.say(_words(report))
    return 0


def _policies(hr: HrService, arguments: argparse.Namespace) -> list[str]:
    return [arguments.policy] if arguments.policy else hr.outstanding.policy_ids()


def _found(hr: HrService, arguments: argparse.Namespace) -> Iterable[tuple[str, Standing]]:
    narrowing = Narrowing(arguments.school, arguments.role, arguments.manager)
    for policy in _policies(hr, arguments):
        _, rows = hr.outstanding.rows(policy, narrowing=narrowing)
        yield from ((policy, row) for row in rows)


def _is(name: str, value: str) -> Callable[[Standing, str], bool]:
    def test(row: Standing, _today: str) -> bool:
        return row.person == "active" and getattr(row, name) == value

    return test


_STATES: dict[str, Callable[[Standing, str], bool]] = {
    "outstanding": lambda row, _today: row.outstanding,
    "overdue": lambda row, today: row.outstanding and row.due is not None and today > row.due,
    "completed": lambda row, _today: row.person == "active" and not row.outstanding,
    "not-acknowledged": lambda row, _today: (
        row.person == "active" and row.acknowledgement in {"none", "question", "declined"}
    ),
    "audit-open": _is("audit", "none"),
    **{
        name: _is("acknowledgement", name)
        for name in ("question", "declined", "late", "paper", "behalf", "exempt")
    },
    "on-leave": lambda row, _today: row.person == "on_leave",
    "left": lambda row, _today: row.person == "left",
    "everyone": lambda _row, _today: True,
}


def _line(policy: str, row: Standing) -> str:
    due = f", due {row.due}" if row.due else ""
    audit = row.audit.replace("_", " ")
    return (
        f"{row.staff_id}  {row.name}, {row.school}: {policy}: {row.acknowledgement}, self-audit {audit}{due}"
    )


def _brief(policy: str, row: Standing) -> dict[str, object]:
    return {
        "policy": policy,
        "staff_id": row.staff_id,
        "name": row.name,
        "school": row.school,
        "role": row.role,
        "line_manager": row.line_manager,
        "person": row.person.replace("_", "-"),
        "acknowledgement": row.acknowledgement,
        "audit": row.audit.replace("_", "-"),
        "due": row.due,
    }


def _sheet(found: Found, arguments: argparse.Namespace, today: str, tz: tzinfo) -> Sheet:
    chosen = [arguments.state, *(getattr(arguments, name) for name in ("school", "manager", "role"))]
    head = (
        ("Policy", arguments.policy or "all"),
        ("Shown", " · ".join(one for one in chosen if one)),
        ("As of", today),
        ("People", str(len(found))),
    )
    return Sheet(
        "Who has not completed it", head, _TITLES, [_cells(policy, row, tz) for policy, row in found]
    )


def _cells(policy: str, row: Standing, tz: tzinfo) -> list[Cell]:
    who = [row.staff_id, row.name, row.email, row.school, row.role, row.line_manager]
    received = dates.date_in(tz, dates.from_utc_text(row.acknowledged_at)) if row.acknowledged_at else ""
    states = [row.person.replace("_", " "), row.acknowledgement, received]
    audit = [row.audit.replace("_", " "), _day(row.audit_on)]
    return [policy, *who, *states, *audit, _day(row.due), "yes" if row.outstanding else "no"]


def _day(text: str | None) -> Cell:
    return date.fromisoformat(text) if text else ""


def _report(hr: HrService, policy: str) -> dict[str, object]:
    groups = {by.value: [asdict(one) for one in hr.progress.counts(policy, by)[1]] for by in By}
    course = hr.progress.course(policy)
    days = [
        {"school": one.school, "day": day, "acknowledged": counts[0], "audits": counts[1]}
        for one in course.schools
        for day, counts in sorted(one.days.items())
    ]
    return {
        "policy": policy,
        "title": course.title,
        "as_of": course.today,
        "due": course.due,
        "past_review": course.review is not None and course.review < course.today,
        "versions": [asdict(one) for one in course.versions],
        "total": _total(hr.progress.by_school(policy)[1]),
        **{f"by_{name}": counts for name, counts in groups.items()},
        "days": days,
    }


def _total(groups: list[GroupCount]) -> dict[str, int]:
    names = [name for name in asdict(GroupCount("")) if name != "name"]
    return {name: sum(getattr(one, name) for one in groups) for name in names}


def _words(report: dict[str, object]) -> str:
    total = report["total"]
    if not isinstance(total, dict):
        raise TypeError
    said = (
        f"{report['title']}: {total['acknowledged']} of {total['asked']} have acknowledged it, "
        f"{total['outstanding']} outstanding, {total['overdue']} overdue."
    )
    return f"{said} It is past its review date." if report["past_review"] else said
