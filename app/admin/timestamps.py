"""`admin timestamp`: from where the log gets timestamps from outside (RFC 3161), and taking one now."""

import argparse
from pathlib import Path

from app.admin.context import Context
from app.admin.staff import read_file
from app.evidence.timestamp import AuthorityError, fingerprints
from app.hr.location import add_location_arguments
from app.hr.timestamps import TimestampService

_NONE = "No timestamp service is set: the times in evidence are those of HR’s service alone."


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    timestamp = commands.add_parser("timestamp", help="timestamps of the log from outside")
    actions = timestamp.add_subparsers(required=True, metavar="ACTION")
    given = actions.add_parser("set", help="use this timestamp service once a day")
    given.add_argument("--url", required=True, metavar="URL")
    given.add_argument(
        "--certificate", required=True, type=Path, metavar="FILE.pem", help="what its answers are judged by"
    )
    for parser, run in (
        (given, _set),
        (actions.add_parser("show", help="say what is set"), _show),
        (actions.add_parser("take", help="take a timestamp now"), _take),
        (actions.add_parser("off", help="take no timestamps any more"), _off),
    ):
        add_location_arguments(parser)
        parser.set_defaults(run=run)


def _set(context: Context, arguments: argparse.Namespace) -> int:
    try:
        authority = read_file(arguments.certificate).decode("ascii")
    except UnicodeDecodeError:
        raise AuthorityError from None
    with context.service(arguments) as hr:
        hr.timestamps.set_service(TimestampService(arguments.url, authority), context.actor)
    context.tell(url=arguments.url, certificates=list(fingerprints(authority)))
    context.say(f"The log is stamped once a day by {arguments.url} from now on.")
    for one in fingerprints(authority):
        context.say(f"Its certificate’s SHA-256 is {one}. Compare it with what its operator publishes.")
    return 0


def _show(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        service, newest = hr.timestamps.service(), hr.timestamps.newest()
    certificates = list(fingerprints(service.authority)) if service else []
    context.tell(url=service.url if service else None, certificates=certificates, newest=newest)
    if service is None:
        context.say(_NONE)
        return 0
    context.say(f"The log is stamped once a day by {service.url}.")
    for one in certificates:
        context.say(f"Its certificate’s SHA-256 is {one}.")
    context.say(f"The newest timestamp is of {newest}." if newest else "There is no timestamp yet.")
    return 0


def _take(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        if hr.timestamps.service() is None:
            context.say(_NONE)
            return 1
        taken = hr.timestamps.take(context.actor)
    context.tell(size=taken.size, problem=taken.problem and str(taken.problem))
    if taken.problem is not None:
        context.say(str(taken.problem))
        return 1
    if taken.stamp is None:
        context.say("The log has not grown since its newest timestamp.")
    else:
        context.say(f"{taken.size} entries are stamped by {taken.stamp.by}.")
    return 0


def _off(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        hr.timestamps.set_service(None, context.actor)
    context.say("No timestamps are taken any more. Those that were taken stay.")
    return 0
