"""`undersigned admin …`: HR and IT without a window, on the service's own database.

Every subcommand takes `--json`. Exit codes: 0 done; 1 the answer is no (something outstanding, problems in a list); 2 it could not be done.
What is done here stands on the trail under the name of the operating system's user.
"""

import getpass
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from app.admin import (
    accounts,
    by_hand,
    evidence,
    facts,
    identity,
    keeping,
    log,
    outstanding,
    people,
    policies,
    publish,
    reminders,
    service_key,
    setting_up,
    staff,
    timestamps,
)
from app.admin.context import Context, Writable
from app.config.arguments import Parser
from app.errors import UndersignedError
from app.hr.core import Clock, Random
from app.signing.keystore import KeyStore, open_os_keystore


def main(
    argv: Sequence[str],
    *,
    keystore: KeyStore | None = None,
    clock: Clock = lambda: datetime.now(UTC),
    random: Random = os.urandom,
    out: Writable | None = None,
    ask: Callable[[str], str] | None = None,
    user: str | None = None,
) -> int:
    """Carry out one subcommand; errors go to standard error as one sentence and a next step.

    `keystore` is the publisher's (the operating system's if None), `ask` reads a password without showing it.
    """
    arguments = parser().parse_args(argv)
    context = Context(
        keystore=(lambda: keystore) if keystore is not None else open_os_keystore,
        clock=clock,
        random=random,
        out=out or sys.stdout,
        ask=ask or _ask,
        actor=f"os user {user or _user()}",
        as_json=arguments.json,
    )
    try:
        code = int(arguments.run(context, arguments))
    except UndersignedError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    context.finish()
    return code


def parser() -> Parser:
    """Return the parser of every subcommand."""
    whole = Parser(prog="undersigned admin", description="HR and IT without a window.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for module in (
        setting_up,
        accounts,
        identity,
        log,
        staff,
        by_hand,
        outstanding,
        publish,
        policies,
        facts,
        people,
        reminders,
        evidence,
        timestamps,
        service_key,
        keeping,
    ):
        module.add(commands)
    for leaf in whole.leaves():
        if not leaf.has("--json"):
            leaf.add_argument("--json", action="store_true", help="answer in JSON")
    return whole


def _ask(question: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(question)
    return sys.stdin.readline().rstrip("\r\n")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
