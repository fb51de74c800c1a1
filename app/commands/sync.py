"""`undersigned sync`: send what waits on this computer, and fetch what is new."""

import json
from collections.abc import Sequence

from app.commands.profile import Proxies, open_profile, parser, system_proxies_unknown
from app.workflows.refresh import refresh
from app.workflows.send_outbox import send


def main(arguments: Sequence[str], proxies: Proxies = system_proxies_unknown) -> int:
    """Sync once. Returns 0 when nothing waits any more, 1 when something still does."""
    command = parser("sync", __doc__)
    command.add_argument("--json", action="store_true", help="answer as JSON")
    options = command.parse_args(arguments)
    with open_profile(options.profile, proxies) as profile:
        sent = send(profile.context, everything=True)
        if sent.problem is not None:
            raise sent.problem
        refreshed = refresh(profile.context)
    answer = {
        "received": sent.received,
        "waiting": sent.waiting,
        "not_accepted": sent.refused,
        "changed": refreshed.changed,
    }
    if options.json:
        print(json.dumps(answer))
    else:
        print(f"Received by HR: {sent.received}. Still waiting: {sent.waiting}.")
    return 1 if sent.waiting else 0
