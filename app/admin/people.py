"""`admin history` and `trail`: one person's whole history and what it rests on, and what every account did."""

import argparse
from dataclasses import asdict

from app.admin.context import Context
from app.hr import trail
from app.hr.location import add_location_arguments
from app.hr.person_history import Happening, PersonPage

_RESTS_ON = {
    "their-key": "their own key",
    "the-clock": "the service’s clock",
    "by-hand": "HR’s hand",
    "their-word": "their word",
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both."""
    person = commands.add_parser(
        "history", help="one person: where they stand, all that happened, their keys"
    )
    person.add_argument("staff_id", metavar="STAFF_ID")
    person.set_defaults(run=run_person)
    lines = commands.add_parser("trail", help="what every account did, newest first")
    lines.add_argument("--search", default="", metavar="WORDS", help="lines that hold every word")
    lines.add_argument("--most", type=int, default=200, metavar="COUNT")
    lines.set_defaults(run=run_trail)
    for parser in (person, lines):
        add_location_arguments(parser)
        parser.add_argument("--json", action="store_true")


def run_person(context: Context, arguments: argparse.Namespace) -> int:
    """Tell all that HR may see of one person."""
    with context.service(arguments) as hr:
        page = hr.person_history.of(arguments.staff_id)
    if arguments.json:
        context.say_json(_as_json(page))
        return 0
    one = page.person
    context.say(
        f"{one.staff_id}  {one.name}, {one.role}, {one.school} ({one.person.value.replace('_', ' ')})"
    )
    for standing in page.standings:
        state = f"{standing.acknowledgement}, self-audit {standing.audit.replace('_', ' ')}"
        context.say(
            f"{standing.title}, version {standing.label}: {state}, due {standing.due or 'at no date'}"
        )
    for happening in page.history:
        context.say(_happening(happening))
    for key in page.keys or ():
        context.say(f"key {key.kid}: identity by {key.identity}, {key.ending or 'in force'}")
    return 0


def run_trail(context: Context, arguments: argparse.Namespace) -> int:
    """List lines of the trail; 1 if none fits."""
    with context.service(arguments) as hr, hr.core.database.read() as connection:
        found = trail.search(connection, arguments.search, most=max(arguments.most, 1))
    if arguments.json:
        lines = [{"number": one.number, **asdict(one.step), "fixed": one.fixed} for one in found.lines]
        context.say_json({"lines": lines, "found": found.found})
    else:
        for line in found.lines:
            step = line.step
            context.say(f"{step.at}  {step.actor}: {step.action} {step.subject} {step.detail}".rstrip())
        context.say(f"{len(found.lines)} of {found.found} lines.")
    return 0 if found.lines else 1


def _as_json(page: PersonPage) -> dict[str, object]:
    away = page.away or (None, None)
    return {
        **asdict(page.person),
        "away_from": away[0],
        "away_until": away[1],
        "standings": [asdict(one) for one in page.standings],
        "history": [asdict(one) for one in page.history],
        "keys": [asdict(one) | {"disputed": one.kid in page.disputed} for one in page.keys or ()],
    }


def _happening(one: Happening) -> str:
    days = f" for {one.on}{f' to {one.until}' if one.until else ''}" if one.on else ""
    policy = f" {one.policy_id} version {one.version}" if one.policy_id else ""
    words = f": {one.words}" if one.words else ""
    by = f", by {one.by}" if one.by else ""
    marks = "".join([", late" if one.late else "", ", disputed" if one.disputed else ""])
    return f"{one.at}  {one.kind}{policy}{days}{words} ({_RESTS_ON[one.rests_on]}{by}{marks})"
