"""`admin init`."""

import argparse
import os
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.admin.context import Context
from app.errors import RefusedError
from app.evidence.records import LogName
from app.hr.core import Trust, found_trust, open_core
from app.hr.disputes import Disputes
from app.hr.holders import NOT_WITNESSED, Holders
from app.hr.keys import key_from_environment, make_key_file
from app.hr.location import KeyPlaceMissingError, add_location_arguments, location, make_folder
from app.hr.log import Log
from app.hr.store.database import open_database
from app.hr.store.migrate import upgrade
from app.hr.verification import Verifier
from app.signing.keys import PrivateKey
from app.signing.publisher import make_publishing_key


class LogNameError(RefusedError):
    """The log's name does not have the form that a record can hold."""

    sentence = (
        "A log's name is small letters, figures, dots, slashes and hyphens, like voyage.example/policies."
    )
    next_step = "Choose one. It stays the same for ever."


class HolderPairError(RefusedError):
    """A holder without a place to send to, or the other way round."""

    sentence = "Each --holder needs its own --to."
    next_step = "Give both, such as --holder “Union representative” --to rep@example.org."


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    init = commands.add_parser("init", help="set up the service for one trust")
    add_location_arguments(init)
    init.add_argument("--name", required=True, help="the trust's name")
    init.add_argument("--log-name", required=True, help="the log's name, the same for ever")
    init.add_argument("--time-zone", default="Europe/London")
    init.add_argument(
        "--holder",
        action="append",
        default=[],
        metavar="NAME",
        help="somebody outside HR who keeps checkpoints",
    )
    init.add_argument(
        "--to", action="append", default=[], metavar="WHERE", help="that holder's e-mail or path"
    )
    init.add_argument(
        "--dispute-contact",
        metavar="ADDRESS",
        help="who outside HR is told when somebody says: this was not me",
    )
    init.set_defaults(run=run_init)


def run_init(context: Context, arguments: argparse.Namespace) -> int:
    """Make the keys and the database."""
    if not _is_log_name(arguments.log_name):
        raise LogNameError
    if len(arguments.holder) != len(arguments.to):
        raise HolderPairError
    where = location(arguments)
    if arguments.data is not None:
        make_folder(arguments.data)
    database = open_database(where.database_url)
    try:
        upgrade(database)
        publishing = make_publishing_key(context.keystore(), arguments.log_name, context.random)
        service = _service_key(context, where.key_file, where.key_variable)
        facts = Trust(
            arguments.log_name, arguments.name, arguments.time_zone, service.public, (publishing.public,)
        )
        found_trust(database, facts, context.clock())
        core = open_core(database, service, context.clock, context.random)
        for name, target in zip(arguments.holder, arguments.to, strict=True):
            Holders(core, Log(core)).add(name, target, context.actor)
        if arguments.dispute_contact:
            Disputes(core, Log(core), Verifier(core)).name_contact(
                arguments.dispute_contact, actor=context.actor
            )
    finally:
        database.close()
    context.tell(
        name=arguments.name,
        log_name=arguments.log_name,
        service_key=service.public.thumbprint,
        publishing_key=publishing.public.thumbprint,
    )
    context.say(f"The HR service of {arguments.name} is set up. Its log is {arguments.log_name}.")
    context.say(f"Service key     {service.public.thumbprint}")
    context.say(f"Publishing key  {publishing.public.thumbprint}")
    if not arguments.holder:
        context.say(f"{NOT_WITNESSED} Name somebody outside HR with “undersigned admin holder add”.")
    if where.key_file is not None:
        context.say(
            "Keep a copy of the service key where only you can read it: without it nothing can go on."
        )
    return 0


def _service_key(context: Context, file: Path | None, variable: str | None) -> PrivateKey:
    if variable is not None:
        return key_from_environment(variable, os.environ)
    if file is None:
        raise KeyPlaceMissingError
    return make_key_file(file, context.random)


def _is_log_name(text: str) -> bool:
    try:
        TypeAdapter(LogName).validate_python(text)
    except ValidationError:
        return False
    return True
