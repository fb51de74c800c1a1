"""`admin rotate-service-key`: everything the service says is signed with a new key from now on.

The new key is kept beside the old one before the service hears of it, and takes its place afterwards; a try that was cut
off is finished by the next. The old key stays under another name: a backup from before the change needs it.
"""

import argparse
from pathlib import Path

from app.admin.context import Context
from app.hr.core import load_trust
from app.hr.keys import key_from_file, make_key_file
from app.hr.location import KeyPlaceMissingError, Location, add_location_arguments, location
from app.hr.store.database import open_database
from app.hr.store.migrate import upgrade
from app.signing.keys import PublicKey


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    rotate = commands.add_parser(
        "rotate-service-key", help="sign everything with a new service key from now on"
    )
    add_location_arguments(rotate)
    rotate.add_argument(
        "--new-key", type=Path, metavar="FILE", help="where the new key goes; beside the old one otherwise"
    )
    rotate.set_defaults(run=run_rotate)


def run_rotate(context: Context, arguments: argparse.Namespace) -> int:
    """Change the key, and put the new one in the place of the old one where that is a file."""
    where = location(arguments)
    fresh = _place(where, arguments.new_key)
    new = key_from_file(fresh) if fresh.exists() else make_key_file(fresh, context.random)
    old = _in_force(where)
    if old != new.public:
        with context.service(arguments) as hr:
            hr.service_key.change(new, context.actor)
    if where.key_file is not None:
        _put_in_place(where.key_file, fresh)
        with context.service(arguments) as hr:
            hr.log.head()
    else:
        context.say(f"Put what is in {fresh} into {where.key_variable} before the service starts again.")
    context.tell(service_key=new.public.thumbprint, file=where.key_file or fresh)
    context.say(f"Service key     {new.public.thumbprint}")
    context.say("Start every service of this log again: one that still has the old key signs nothing more.")
    context.say(
        "Staff computers follow by themselves. Codes that were handed out and not used need to be new ones."
    )
    return 0


def _place(where: Location, given: Path | None) -> Path:
    if given is not None:
        return given
    if where.key_file is None:
        raise KeyPlaceMissingError
    return where.key_file.with_name(f"{where.key_file.name}.next")


def _in_force(where: Location) -> PublicKey:
    database = open_database(where.database_url)
    try:
        upgrade(database)
        with database.read() as connection:
            return load_trust(connection).service_key
    finally:
        database.close()


def _put_in_place(file: Path, fresh: Path) -> None:
    """The old file keeps its content under the name of its key; what was put aside before stays."""
    kid = key_from_file(file).public.thumbprint
    if kid != key_from_file(fresh).public.thumbprint:
        file.replace(file.with_name(f"{file.name}.{kid}"))
    fresh.replace(file)
