"""`undersigned keys`: the keys in your name, how each was vouched for, and going on with a fresh one."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from app.commands.profile import Proxies, open_profile, parser, system_proxies_unknown
from app.workflows.keys import KeyStatus, list_keys, rotate

_VOUCHED = {"code": "HR alone, by a code", "provider": "a sign-in with your work account"}


def main(arguments: Sequence[str], proxies: Proxies = system_proxies_unknown) -> int:
    """List the keys, after making a fresh one if that is asked."""
    command = parser("keys", __doc__)
    command.add_argument("--rotate", action="store_true", help="go on with a fresh key on this computer")
    command.add_argument("--json", action="store_true", help="answer as JSON")
    options = command.parse_args(arguments)
    with open_profile(options.profile, proxies) as profile:
        if options.rotate:
            rotate(profile.context)
        keys = list_keys(profile.context)
    if options.json:
        print(json.dumps([asdict(key) for key in keys]))
    else:
        for key in keys:
            print(_line(key))
    return 0


def _line(key: KeyStatus) -> str:
    here = "on this computer" if key.is_here else "on another computer, or lost"
    ended = f"ended {key.ended}: {key.why or key.ending}" if key.ended else here
    return f"{key.kid}  since {key.enrolled}, vouched for by {_VOUCHED[key.identity]}; {ended}"
