"""`admin export-evidence`: packs that anybody can check without the service."""

import argparse
from pathlib import Path

from app.admin.context import Context
from app.errors import UnavailableError
from app.hr.location import add_location_arguments

_WORDS_FOR = frozenset(
    {"hr"}
)  # whoever runs this is HR: what was written to a line manager is for them alone


class PackNotSavedError(UnavailableError):
    """The file could not be written."""

    sentence = "The pack could not be saved there."
    next_step = "Check the folder and its free space, and try again."


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    export = commands.add_parser("export-evidence", help="save evidence that anybody can check")
    add_location_arguments(export)
    whom = export.add_mutually_exclusive_group(required=True)
    whom.add_argument("staff_id", nargs="?", metavar="STAFF_ID")
    whom.add_argument("--school", help="everyone of one school")
    whom.add_argument("--everyone", action="store_true", help="several files where they are many")
    export.add_argument("--out", type=Path, required=True, metavar="PACK.zip")
    export.set_defaults(run=run_export)


def run_export(context: Context, arguments: argparse.Namespace) -> int:
    """Make the packs and save them, each whole or not at all."""
    with context.service(arguments) as hr:
        packs = hr.export.packs(
            staff_id=arguments.staff_id, school=arguments.school, actor=context.actor, words_for=_WORDS_FOR
        )
        saved = []
        for pack in packs:
            out: Path = arguments.out
            path = out.with_name(f"{out.stem}-{pack.name}{out.suffix}") if pack.name else out
            _save(path, pack.content)
            saved.append({"file": path, "bytes": len(pack.content)})
            context.say(f"{path}: {len(pack.content)} bytes. Check it with: undersigned verify {path.name}")
        context.tell(packs=saved)
    return 0


def _save(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.part")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        raise PackNotSavedError from error
