"""`admin policies`, `admin withdraw` and `admin confirm-in-force`."""

import argparse
from dataclasses import asdict
from datetime import date

from app.admin.context import Context
from app.hr.location import add_location_arguments
from app.hr.policy_list import PolicyOf, VersionOf


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the three subcommands."""
    policies = commands.add_parser("policies", help="every policy and its versions")
    add_location_arguments(policies)
    policies.add_argument("--json", action="store_true")
    policies.set_defaults(run=run_policies)
    withdraw = commands.add_parser("withdraw", help="ask a policy of nobody any more; nothing is deleted")
    add_location_arguments(withdraw)
    withdraw.add_argument("policy", metavar="ID")
    withdraw.add_argument("--reason", required=True, metavar="TEXT")
    withdraw.add_argument("--json", action="store_true")
    withdraw.set_defaults(run=run_withdraw)
    confirm = commands.add_parser("confirm-in-force", help="say by name that a policy is still in force")
    add_location_arguments(confirm)
    confirm.add_argument("policy", metavar="ID")
    confirm.add_argument("--name", required=True, metavar="NAME", help="who confirms it; staff see the name")
    confirm.add_argument(
        "--until", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD", help="next review"
    )
    confirm.add_argument("--reason", default="", metavar="TEXT")
    confirm.add_argument("--json", action="store_true")
    confirm.set_defaults(run=run_confirm)


def run_policies(context: Context, arguments: argparse.Namespace) -> int:
    """List every policy; 1 if one is past its review date."""
    with context.service(arguments) as hr:
        found = hr.policy_list.all()
    if arguments.json:
        context.say_json([asdict(one) for one in found])
    for policy in [] if arguments.json else found:
        context.say(_policy(policy))
        for version in policy.versions:
            context.say(_version(version))
    return 1 if any(policy.past_review for policy in found) else 0


def run_withdraw(context: Context, arguments: argparse.Namespace) -> int:
    """Withdraw a policy, or its version that waits for its start."""
    with context.service(arguments) as hr:
        hr.approvals.forbid_alone()
        version = hr.policy_events.withdraw(arguments.policy, arguments.reason, actor=context.actor)
    if arguments.json:
        context.say_json({"policy": arguments.policy, "version": version})
    else:
        context.say(f"Withdrawn: {arguments.policy}, version {version}. What was signed stays.")
    return 0


def run_confirm(context: Context, arguments: argparse.Namespace) -> int:
    """Confirm that a policy is still in force."""
    until: date = arguments.until
    with context.service(arguments) as hr:
        hr.policy_events.confirm(
            arguments.policy, arguments.name, until, arguments.reason, actor=context.actor
        )
    if arguments.json:
        context.say_json({"policy": arguments.policy, "name": arguments.name, "until": until.isoformat()})
    else:
        context.say(f"Still in force, says {arguments.name}. Next review by {until.isoformat()}.")
    return 0


def _policy(policy: PolicyOf) -> str:
    review = ", past its review date" if policy.past_review else ""
    said = policy.confirmed
    confirmed = f", still in force, said {said.name} on {said.on}, until {said.until}" if said else ""
    return f"{policy.policy_id}  {policy.title}: {policy.state}{review}{confirmed}"


def _version(version: VersionOf) -> str:
    due = version.due or (f"{version.due_days} school days" if version.due_days else "no date")
    kind = "asked everyone again" if version.material else "kept signatures"
    starts = f", from {version.starts}" if version.starts else ""
    named = f" ({', '.join(version.names[:5])})" if version.names else ""
    return (
        f"  version {version.version} ({version.label}), {version.state}{starts}: {kind}, "
        f"for {version.audience}{named}, due {due}"
    )
