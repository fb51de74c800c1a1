"""`admin retention`, `hold`, `purge`, `person-data`: how long records are kept, what must not go, and what is held."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from app.admin.context import Context
from app.errors import UnavailableError
from app.hr.holds import Scope
from app.hr.location import add_location_arguments
from app.hr.purge import Line, Listing
from app.hr.retention import KINDS, Rule


class DataNotSavedError(UnavailableError):
    """The file could not be written."""

    sentence = "The file could not be saved there."
    next_step = "Check the folder and its free space, and try again."


_UNSET = "no rule chosen: kept until HR chooses one"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommands."""
    _add_retention(commands.add_parser("retention", help="how long each kind of record is kept"))
    _add_hold(commands.add_parser("hold", help="stop anything of a person or school from being deleted"))
    _add_purge(commands.add_parser("purge", help="list what the rules make due, and delete it"))
    data = commands.add_parser("person-data", help="save everything that is held of one person")
    add_location_arguments(data)
    data.add_argument("staff_id", metavar="STAFF_ID")
    data.add_argument(
        "--out", type=Path, required=True, metavar="FILE.zip", help="or FILE.html, the page alone"
    )
    data.set_defaults(run=_person_data)


def _add_retention(parser: argparse.ArgumentParser) -> None:
    add_location_arguments(parser)
    parser.add_argument("--set", metavar="KIND", dest="kind", help=f"choose a rule for: {', '.join(KINDS)}")
    how_long = parser.add_mutually_exclusive_group()
    how_long.add_argument("--months", type=int, metavar="N")
    how_long.add_argument("--keep", action="store_true", help="keep them")
    parser.add_argument(
        "--from",
        dest="counted_from",
        choices=("leaving", "withdrawal", "receipt"),
        help="what months count from",
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_retention, parser=parser)


def _retention(context: Context, arguments: argparse.Namespace) -> int:
    """Say what is chosen, or choose; exits with 1 while a kind has no rule."""
    if (
        arguments.kind is not None
        and not arguments.keep
        and None in (arguments.months, arguments.counted_from)
    ):
        arguments.parser.error("--set needs --keep, or --months with --from")
    with context.service(arguments) as hr:
        if arguments.kind is not None:
            hr.retention.choose(arguments.kind, arguments.months, arguments.counted_from, actor=context.actor)
        rules = hr.retention.rules()
    if arguments.json:
        context.say_json([_rule(kind, rules.get(kind)) for kind in KINDS])
    else:
        for kind, (words, _) in KINDS.items():
            rule = rules.get(kind)
            context.say(f"{kind}: {words}: {_UNSET if rule is None else rule.words}")
    return 0 if len(rules) == len(KINDS) else 1


def _rule(kind: str, rule: Rule | None) -> dict[str, object]:
    return {"kind": kind, "chosen": rule is not None} | (
        {}
        if rule is None
        else {
            "months": rule.months,
            "counted_from": rule.counted_from,
            "set_at": rule.set_at,
            "set_by": rule.set_by,
        }
    )


def _add_hold(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    place = actions.add_parser("place", help="place a hold")
    on = place.add_mutually_exclusive_group(required=True)
    on.add_argument("--person", metavar="STAFF_ID")
    on.add_argument("--school", metavar="NAME")
    on.add_argument("--everything", action="store_true")
    lift = actions.add_parser("lift", help="lift a hold")
    lift.add_argument("number", type=int)
    for one in (place, lift):
        one.add_argument("--reason", required=True)
    listed = actions.add_parser("list", help="say which there are, and which there were")
    listed.add_argument("--json", action="store_true")
    for one, run in ((place, _place), (lift, _lift), (listed, _holds)):
        add_location_arguments(one)
        one.set_defaults(run=run)


def _place(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        number = hr.holds.place(*_on(arguments), arguments.reason, actor=context.actor)
    context.tell(number=number)
    context.say(f"Hold {number} is in force: nothing that it touches is deleted until it is lifted.")
    return 0


def _on(arguments: argparse.Namespace) -> tuple[Scope, str]:
    if arguments.person is not None:
        return "person", arguments.person
    return ("school", arguments.school) if arguments.school is not None else ("everything", "")


def _lift(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        hr.holds.lift(arguments.number, arguments.reason, actor=context.actor)
    context.tell(number=arguments.number)
    context.say(f"Hold {arguments.number} is lifted.")
    return 0


def _holds(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        found = hr.holds.all()
    if arguments.json:
        context.say_json([asdict(one) for one in found])
        return 0
    for one in found:
        lifted = f"; lifted {one.lifted_at} by {one.lifted_by}: {one.lifted_why}" if one.lifted_at else ""
        context.say(f"{one.number}: {one.words}, {one.placed_at} by {one.placed_by}: {one.reason}{lifted}")
    if not found:
        context.say("There is no hold.")
    return 0


def _add_purge(parser: argparse.ArgumentParser) -> None:
    add_location_arguments(parser)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--list", action="store_true", help="list what would be deleted; deletes nothing")
    action.add_argument("--confirm", metavar="LIST", help="delete exactly what the list of this name said")
    parser.add_argument("--reason", help="why, for the trail; needed with --confirm")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_purge)


def _purge(context: Context, arguments: argparse.Namespace) -> int:
    if arguments.list:
        with context.service(arguments) as hr:
            return _say_listing(context, hr.purging.listing(), as_json=arguments.json)
    with context.service(arguments) as hr:
        hr.approvals.forbid_alone()
        done = hr.purging.run(arguments.confirm, arguments.reason or "", actor=context.actor)
    if arguments.json:
        context.say_json({"deleted": done})
        return 0
    for kind, count in done.items():
        context.say(f"{kind}: {count} deleted.")
    context.say("The log keeps a hash of each. Copies in backups are yours to delete.")
    return 0


def _say_listing(context: Context, listing: Listing, *, as_json: bool) -> int:
    if as_json:
        context.say_json(
            {
                "list": listing.token,
                "as_of": listing.as_of,
                "due": [asdict(line) for line in listing.due],
                "kept": [asdict(line) for line in listing.kept],
                "unset": list(listing.unset),
            }
        )
        return 0
    _say_lines(context, f"To be deleted on {listing.as_of}: {listing.count}", listing.due)
    _say_lines(context, "Due and kept back:", listing.kept)
    _say_unset(context, listing.unset)
    if listing.due:
        context.say(f"To delete this: undersigned admin purge --confirm {listing.token} --reason WHY")
    return 0


def _say_lines(context: Context, title: str, lines: Sequence[Line]) -> None:
    context.say(title)
    for line in lines:
        who = (
            f"{line.staff_id}, {line.name}, {line.school}" if line.staff_id else "about nobody in particular"
        )
        context.say(f"  {line.kind}: {line.count}: {who}: {line.why}")


def _person_data(context: Context, arguments: argparse.Namespace) -> int:
    path: Path = arguments.out
    with context.service(arguments) as hr:
        held = hr.person_data.of(arguments.staff_id)
        content = held.as_html() if path.suffix == ".html" else held.as_zip()
        hr.person_data.note_taken(arguments.staff_id, actor=context.actor)
    fresh = path.with_name(f"{path.name}.part")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        raise DataNotSavedError from error
    context.tell(file=path, staff_id=arguments.staff_id)
    context.say(
        f"{path}: everything that is held of {held.person.name}. It is private: hand it to them alone."
    )
    return 0


def _say_unset(context: Context, unset: Iterable[str]) -> None:
    if missing := ", ".join(unset):
        context.say(f"Kept because nobody has chosen a rule: {missing}. See “undersigned admin retention”.")
