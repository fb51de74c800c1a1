"""`admin staff` and `admin sign-sheet`: one person added or changed by hand, and a sheet to sign by hand."""

import argparse
from pathlib import Path

from app.admin.context import Context
from app.errors import UnavailableError
from app.hr.location import add_location_arguments
from app.hr.roster_hand import Given
from app.hr.roster_values import Kind

_FIELDS = (
    ("name", "as shown"),
    ("legal-name", "if it is another"),
    ("email", "work e-mail address; none for somebody without one"),
    ("school", "several with semicolons between"),
    ("role", "role or job title"),
    ("line-manager", "e-mail address or staff id; an empty text for nobody"),
    ("joined-on", "first day, YYYY-MM-DD"),
    ("left-on", "last day, YYYY-MM-DD; an empty text for none"),
)


class SheetNotWrittenError(UnavailableError):
    """The sheet's file could not be written."""

    sentence = "The sheet could not be saved as {name}."
    next_step = "Choose another folder, or make room on this one."


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both."""
    person = commands.add_parser("staff", help="add or change one person by hand")
    steps = person.add_subparsers(required=True, metavar="add|change")
    new = steps.add_parser("add", help="add somebody who is on no list, such as an agency worker")
    new.add_argument("--staff-id", help="one is made otherwise")
    old = steps.add_parser("change", help="change somebody; what is not given stays")
    old.add_argument("staff_id", metavar="STAFF_ID")
    for parser, run in ((new, run_add), (old, run_change)):
        add_location_arguments(parser)
        for name, words in _FIELDS:
            parser.add_argument(f"--{name}", help=words)
        parser.add_argument("--kind", choices=[kind.value for kind in Kind])
        parser.set_defaults(run=run)
    sheet = commands.add_parser(
        "sign-sheet", help="a sheet to print and sign, for those who have not answered"
    )
    add_location_arguments(sheet)
    sheet.add_argument("--policy", required=True, metavar="ID")
    sheet.add_argument("--school", help="one school; all of them otherwise")
    sheet.add_argument("--out", type=Path, required=True, metavar="FILE.html")
    sheet.set_defaults(run=run_sheet)


def run_add(context: Context, arguments: argparse.Namespace) -> int:
    """Add somebody and say their staff id."""
    with context.service(arguments) as hr:
        staff_id = hr.by_hand.add(_given(arguments, arguments.staff_id), actor=context.actor)
    context.tell(staff_id=staff_id)
    context.say(f"Added, with the staff id {staff_id}. “admin invite {staff_id}” makes a code to sign with.")
    return 0


def run_change(context: Context, arguments: argparse.Namespace) -> int:
    """Change somebody."""
    with context.service(arguments) as hr:
        hr.by_hand.change(arguments.staff_id, _given(arguments, None), actor=context.actor)
    context.tell(staff_id=arguments.staff_id)
    context.say("Changed.")
    return 0


def run_sheet(context: Context, arguments: argparse.Namespace) -> int:
    """Write a sheet as a page to print."""
    with context.service(arguments) as hr:
        sheet = hr.sign_sheets.sheet(arguments.policy, school=arguments.school)
    try:
        arguments.out.write_text(sheet.html, encoding="utf-8")
    except OSError as error:
        raise SheetNotWrittenError(name=arguments.out.name) from error
    context.tell(
        file=arguments.out,
        policy=sheet.policy_id,
        version=sheet.version,
        staff_ids=[one.staff_id for one in sheet.people],
    )
    context.say(
        f"{len(sheet.people)} people are on the sheet for version {sheet.version}. Print it from a browser."
    )
    context.say("Once it is signed: “admin record-paper” records who signed, the day and the reason.")
    return 0


def _given(arguments: argparse.Namespace, staff_id: str | None) -> Given:
    return Given(
        staff_id=staff_id,
        name=arguments.name,
        legal_name=arguments.legal_name,
        email=arguments.email,
        school=arguments.school,
        role=arguments.role,
        line_manager=arguments.line_manager,
        kind=arguments.kind,
        joined_on=arguments.joined_on,
        left_on=arguments.left_on,
    )
