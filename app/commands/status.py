"""`undersigned status`: what you have been asked for, and what HR has received. Asks nobody; reads your own file."""

import json
from collections.abc import Sequence

from app.commands.profile import open_profile, parser, system_proxies_unknown
from app.workflows.overview import PolicyStatus, overview
from app.workflows.person import NotEnrolledError


def main(arguments: Sequence[str]) -> int:
    """Print each policy's state. Returns 1 if something is still asked for."""
    command = parser("status", __doc__)
    command.add_argument("--json", action="store_true", help="answer as JSON")
    options = command.parse_args(arguments)
    with open_profile(options.profile, system_proxies_unknown) as profile:
        seen = overview(profile.context)
    if seen.person is None:
        raise NotEnrolledError
    rows = [_row(policy) for policy in seen.policies]
    if options.json:
        print(json.dumps({"name": seen.person.name, "policies": rows}, ensure_ascii=False))
    else:
        for row in rows:
            print(
                f"{row['title']}: answer {row['answer']}; self-audit {row['audit']}; due {row['due'] or 'no date'}"
            )
    return 1 if any(row["outstanding"] for row in rows) else 0


def _row(policy: PolicyStatus) -> dict[str, object]:
    return {
        "policy": policy.ref.id,
        "title": policy.title,
        "version": policy.ref.version,
        "due": policy.due.isoformat() if policy.due else None,
        "answer": policy.answer.standing.value if policy.answer else "not yet",
        "audit": policy.audit.standing.value if policy.audit else "not yet",
        "outstanding": policy.asks_for_answer or policy.asks_for_audit,
    }
