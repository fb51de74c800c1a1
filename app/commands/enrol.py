"""`undersigned enrol`: connect this computer to you, with the code from HR (typed, never an argument)."""

import sys
from collections.abc import Sequence

from app.commands.profile import open_profile, parser, system_proxies_unknown
from app.errors import RefusedError
from app.workflows.enrol import enrol
from app.workflows.refresh import refresh


class ServerUnknownError(RefusedError):
    """Neither the settings nor the command name the service."""

    sentence = "The address of the HR service is not set on this computer."
    next_step = "Name it with --server."


def main(arguments: Sequence[str]) -> int:
    """Enrol with a code read from standard input, where no other program can see it."""
    command = parser("enrol", __doc__)
    command.add_argument("--server", help="the HR service, where the trust has not set it")
    options = command.parse_args(arguments)
    with open_profile(options.profile, system_proxies_unknown) as profile:
        server = profile.config.server or options.server
        if not server:
            raise ServerUnknownError
        if sys.stdin.isatty():
            print("Your code: ", end="", flush=True)
        person = enrol(profile.context, server, sys.stdin.readline())
        refresh(profile.context)
    print(f"This computer is set up for {person.name}, {person.school}.")
    return 0
