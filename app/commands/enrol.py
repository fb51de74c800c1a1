"""`undersigned enrol`: connect this computer to you, with the code from HR (typed, never an argument) or a sign-in."""

import sys
import webbrowser
from collections.abc import Sequence

from app.commands.profile import Proxies, open_profile, parser, system_proxies_unknown
from app.errors import RefusedError
from app.workflows.enrol import enrol
from app.workflows.enrol_with_provider import enrol_with_provider
from app.workflows.refresh import refresh
from app.workflows.trust_keys import TrustKeys


class ServerUnknownError(RefusedError):
    """Neither the settings nor the command name the service."""

    sentence = "The address of the HR service is not set on this computer."
    next_step = "Name it with --server."


def main(arguments: Sequence[str], proxies: Proxies = system_proxies_unknown) -> int:
    """Enrol with a code read from standard input, where no other program can see it, or by signing in."""
    command = parser("enrol", __doc__)
    command.add_argument("--server", help="the HR service, where the trust has not set it")
    command.add_argument("--sign-in", action="store_true", help="sign in with your work account instead")
    options = command.parse_args(arguments)
    with open_profile(options.profile, proxies) as profile:
        server = profile.config.server or options.server
        if not server:
            raise ServerUnknownError
        known = TrustKeys(profile.config.service_key, profile.config.publishing_key)
        if options.sign_in or profile.config.enrolment == "sign-in":
            print("Sign in with your work account in the web browser that opens now.", flush=True)
            person = enrol_with_provider(profile.context, server, known, webbrowser.open)
        else:
            if sys.stdin.isatty():
                print("Your code: ", end="", flush=True)
            person = enrol(profile.context, server, sys.stdin.readline(), known)
        refresh(profile.context)
    print(f"This computer is set up for {person.name}, {person.school}.")
    return 0
