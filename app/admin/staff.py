"""`admin import-roster` and `admin invite`."""

import argparse
import csv
from pathlib import Path
from typing import TYPE_CHECKING

from app.admin.context import Context
from app.errors import RefusedError, UnavailableError
from app.hr.location import add_location_arguments
from app.hr.roster_columns import MEANINGS
from app.hr.roster_file import Choice
from app.hr.roster_plan import Plan
from app.sheets import harmless

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


class UnknownMeaningError(RefusedError):
    """`--column` names a meaning that there is not."""

    sentence = "“--column” needs a meaning and a heading, such as --column staff_id=“Payroll No”."
    next_step = "The meanings are listed in “admin import-roster --help”."


def read_file(path: Path) -> bytes:
    """Return a file's bytes; raises FileUnreadableError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadableError(name=path.name) from error


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both subcommands."""
    roster = commands.add_parser(
        "import-roster", help="bring the staff list up to date from a CSV file or a spreadsheet"
    )
    add_location_arguments(roster)
    roster.add_argument("file", type=Path, metavar="FILE")
    roster.add_argument("--preview", action="store_true", help="tell what would change; save nothing")
    roster.add_argument(
        "--confirm-leavers",
        action="store_true",
        help="even if more than a tenth leave, or are given quite another name",
    )
    roster.add_argument("--sheet", default="", help="which sheet of a spreadsheet; the likeliest otherwise")
    roster.add_argument(
        "--column",
        action="append",
        metavar="MEANING=HEADING",
        help=f"say what the columns mean, all that are to be used; kept for the next file. {', '.join(MEANINGS)}",
    )
    roster.add_argument("--json", action="store_true")
    roster.set_defaults(run=run_import)
    invite = commands.add_parser("invite", help="hand out one-time codes, as CSV")
    add_location_arguments(invite)
    invite.add_argument("staff_ids", nargs="*", metavar="STAFF_ID")
    whom = invite.add_mutually_exclusive_group()
    whom.add_argument("--school", help="everyone of one school who has no key yet")
    whom.add_argument("--all", action="store_true", help="everyone who has no key yet")
    invite.set_defaults(run=run_invite)


def run_import(context: Context, arguments: argparse.Namespace) -> int:
    """Preview or import a staff list; 1 if it has problems."""
    content, choice = read_file(arguments.file), Choice(arguments.sheet, _columns(arguments.column))
    with context.service(arguments) as hr:
        if arguments.preview:
            plan = hr.roster.preview(content, choice)
        else:
            confirmed = arguments.confirm_leavers
            plan = hr.roster.apply(content, actor=context.actor, confirm_leavers=confirmed, choice=choice)
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
    rows = [
        {
            "staff_id": one.person.staff_id,
            "name": one.person.name,
            "school": one.person.school,
            "code": one.code,
            "expires": one.expires,
        }
        for one in issued
    ]
    if context.as_json:
        context.say_json(rows)
    else:
        _say_codes(context.out, rows)
    return 0


def _columns(given: list[str] | None) -> dict[str, str] | None:
    if given is None:
        return None
    found = dict(one.partition("=")[::2] for one in given)
    if not found.keys() <= MEANINGS.keys() or not all(found.values()):
        raise UnknownMeaningError
    return found


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


def _say_codes(out: "SupportsWrite[str]", rows: list[dict[str, str]]) -> None:
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    made_here = ("code", "expires")
    writer.writerows(
        {name: text if name in made_here else harmless(text) for name, text in row.items()} for row in rows
    )
