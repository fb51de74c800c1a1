"""`admin import-roster`, `admin invite` and `admin outstanding`."""

import argparse
import csv
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from app.admin.context import Context
from app.errors import RefusedError, UnavailableError
from app.hr.enrolment import Issued
from app.hr.location import add_location_arguments
from app.hr.outstanding import Standing
from app.hr.roster_import import Plan

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_MOST_SHOWN = 200


class FileUnreadableError(UnavailableError):
    """A file given on the command line could not be read."""

    sentence = "The file {name} could not be read."
    next_step = "Check its name and that you may open it."


class NobodyNamedError(RefusedError):
    """`invite` was given nobody."""

    sentence = "Nobody was named."
    next_step = "Give staff ids, or --school NAME, or --all."


def read_file(path: Path) -> bytes:
    """Return a file's bytes; raises FileUnreadableError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadableError(name=path.name) from error


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the three subcommands."""
    roster = commands.add_parser("import-roster", help="bring the staff list up to date from a CSV file")
    add_location_arguments(roster)
    roster.add_argument("file", type=Path, metavar="FILE")
    roster.add_argument("--preview", action="store_true", help="tell what would change; save nothing")
    roster.add_argument("--confirm-leavers", action="store_true", help="even if more than a tenth leave")
    roster.add_argument("--json", action="store_true")
    roster.set_defaults(run=run_import)
    invite = commands.add_parser("invite", help="hand out one-time codes, as CSV")
    add_location_arguments(invite)
    invite.add_argument("staff_ids", nargs="*", metavar="STAFF_ID")
    whom = invite.add_mutually_exclusive_group()
    whom.add_argument("--school", help="everyone of one school who has no key yet")
    whom.add_argument("--all", action="store_true", help="everyone who has no key yet")
    invite.set_defaults(run=run_invite)
    outstanding = commands.add_parser("outstanding", help="who has not completed it")
    add_location_arguments(outstanding)
    outstanding.add_argument("--policy", help="one policy's id; all of them otherwise")
    outstanding.add_argument("--school", help="one school; all of them otherwise")
    outstanding.add_argument("--json", action="store_true")
    outstanding.set_defaults(run=run_outstanding)


def run_import(context: Context, arguments: argparse.Namespace) -> int:
    """Preview or import a staff list; 1 if it has problems."""
    content = read_file(arguments.file)
    with context.service(arguments) as hr:
        if arguments.preview:
            plan = hr.roster.preview(content)
        else:
            plan = hr.roster.apply(content, actor=context.actor, confirm_leavers=arguments.confirm_leavers)
    _say_plan(context, plan, as_json=arguments.json, preview=arguments.preview)
    return 1 if plan.problems else 0


def run_invite(context: Context, arguments: argparse.Namespace) -> int:
    """Hand out codes and print them as CSV."""
    with context.service(arguments) as hr:
        staff_ids = list(arguments.staff_ids)
        if arguments.all or arguments.school:
            staff_ids += hr.enrolment.without_key(arguments.school)
        if not staff_ids:
            raise NobodyNamedError
        issued = hr.enrolment.invite(list(dict.fromkeys(staff_ids)), context.actor)
    _say_codes(context.out, issued)
    return 0


def run_outstanding(context: Context, arguments: argparse.Namespace) -> int:
    """List who has not completed it; 1 if anybody has not."""
    found: list[tuple[str, Standing]] = []
    with context.service(arguments) as hr:
        for policy in [arguments.policy] if arguments.policy else hr.outstanding.policy_ids():
            _, rows = hr.outstanding.rows(policy, school=arguments.school)
            found += [(policy, row) for row in rows if row.outstanding]
    if arguments.json:
        context.say_json([_brief(policy, row) for policy, row in found])
    else:
        for policy, row in found:
            due = f", due {row.due}" if row.due else ""
            audit = row.audit.replace("_", " ")
            context.say(
                f"{row.staff_id}  {row.name}, {row.school}: {policy}: {row.acknowledgement}, "
                f"self-audit {audit}{due}"
            )
        context.say(f"{len(found)} outstanding.")
    return 1 if found else 0


def _brief(policy: str, row: Standing) -> dict[str, object]:
    return {
        "policy": policy,
        "staff_id": row.staff_id,
        "name": row.name,
        "school": row.school,
        "acknowledgement": row.acknowledgement,
        "audit": row.audit.replace("_", "-"),
        "due": row.due,
    }


def _say_plan(context: Context, plan: Plan, *, as_json: bool, preview: bool) -> None:
    if as_json:
        wanted = ("joiners", "changes", "leavers", "unchanged", "problems")
        context.say_json({name: getattr(plan, name) for name in wanted})
        return
    for problem in plan.problems[:_MOST_SHOWN]:
        context.say(problem)
    if plan.problems:
        context.say("Nothing was saved.")
        return
    context.say(
        f"{len(plan.joiners)} join, {len(plan.changes)} change, {len(plan.leavers)} leave, "
        f"{plan.unchanged} stay as they are."
    )
    context.say("Nothing was saved: this was a preview." if preview else "Saved.")


def _say_codes(out: "SupportsWrite[str]", issued: list[Issued]) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["staff_id", "name", "school", "code", "expires"])
    for one in issued:
        person = asdict(one.person)
        cells = [person["staff_id"], person["name"], person["school"]]
        writer.writerow([*(_plain(cell) for cell in cells), one.code, one.expires])


def _plain(cell: str) -> str:
    """A spreadsheet takes a cell that begins like this for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
