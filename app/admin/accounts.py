"""`admin account …`: who may sign in to the HR window, and what the trust asks of accounts.

Passwords are asked for, never arguments. Where two people must agree, the rules and new HR accounts are changed in the
HR window alone; a lost second factor and a password can always be put right here, and stand on the trail.
"""

import argparse
from collections.abc import Callable
from dataclasses import asdict, replace

from app.admin.context import Context
from app.hr.account_book import AccountOf
from app.hr.accounts import NewAccount, Role
from app.hr.location import add_location_arguments

_Run = Callable[[Context, argparse.Namespace], int]
_ROLES = [role.value for role in Role]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand and its actions."""
    account = commands.add_parser("account", help="accounts of the HR window")
    actions = account.add_subparsers(required=True, metavar="ACTION")
    new = _action(actions, "add", _add_account, "make an account; asks for its password")
    new.add_argument("--role", required=True, choices=_ROLES)
    new.add_argument("--school", action="append", default=[], help="of a headteacher; may be repeated")
    new.add_argument("--staff-id", help="of a line manager")
    new.add_argument(
        "--oidc", metavar="SUBJECT", help="sign in with the work account of this lasting name (sub, or oid)"
    )
    _action(actions, "password", _set_password, "give an account another password")
    _action(actions, "close", _close_account, "close an account")
    _action(actions, "end-sessions", _end_sessions, "sign an account out everywhere")
    lost = _action(actions, "reset-second-factor", _reset, "take a lost second factor away")
    lost.add_argument("--reason", required=True, metavar="TEXT")
    _action(actions, "end-wait", _end_wait, "let an account try a code again after too many wrong ones")
    _action(actions, "list", _list, "every account", named=False)
    rules = _action(actions, "rules", _rules, "what is asked of accounts; changes it if told", named=False)
    rules.add_argument(
        "--idle-minutes", type=int, metavar="N", help="end a session after so long without use"
    )
    rules.add_argument(
        "--second-factor", nargs="*", choices=[*_ROLES, "all", "none"], help="the roles that need one"
    )
    rules.add_argument("--two-people", choices=["on", "off"], help="publish, withdraw and purge need two")


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    action: str,
    run: _Run,
    words: str,
    *,
    named: bool = True,
) -> argparse.ArgumentParser:
    parser = actions.add_parser(action, help=words)
    add_location_arguments(parser)
    if named:
        parser.add_argument("account", metavar="NAME")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)
    return parser


def _say(context: Context, arguments: argparse.Namespace, words: str, **facts: object) -> int:
    if arguments.json:
        context.say_json({"account": arguments.account} | facts)
    else:
        context.say(words)
    return 0


def _add_account(context: Context, arguments: argparse.Namespace) -> int:
    role = Role(arguments.role)
    with context.service(arguments) as hr:
        if role is Role.HR:
            hr.approvals.forbid_alone()
        new = NewAccount(arguments.account, role, "", tuple(arguments.school), arguments.staff_id)
        if arguments.oidc is not None:
            new = hr.work_accounts.bound(new, arguments.oidc)
        else:
            password = context.ask(f"Password for {arguments.account}: ")
            new = replace(new, password_hash=hr.accounts.hashed(password))
        hr.accounts.add(new, actor=context.actor)
    return _say(context, arguments, f"The account {arguments.account} is there.", role=role.value)


def _set_password(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        password = context.ask(f"New password for {arguments.account}: ")
        hr.accounts.set_password(arguments.account, password, actor=context.actor)
    words = "The password is changed, and whoever was signed in with the old one is signed out."
    return _say(context, arguments, words)


def _close_account(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        hr.accounts.close(arguments.account, actor=context.actor)
    return _say(context, arguments, f"The account {arguments.account} is closed.", active=False)


def _end_sessions(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        ended = hr.account_book.end_sessions(arguments.account, actor=context.actor)
    return _say(context, arguments, f"Sessions ended: {ended}.", ended=ended)


def _reset(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        hr.account_book.take_second_factor(arguments.account, arguments.reason, actor=context.actor)
    words = f"The account {arguments.account} has no second factor now, and is signed out."
    return _say(context, arguments, words, second_factor=False)


def _end_wait(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        hr.account_book.end_wait(arguments.account, actor=context.actor)
    return _say(context, arguments, f"The account {arguments.account} may try a code again.", waits=False)


def _list(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        found = hr.account_book.all()
    if arguments.json:
        context.say_json([asdict(one) for one in found])
    for one in [] if arguments.json else found:
        context.say(_line(one))
    return 0


def _line(one: AccountOf) -> str:
    whom = ", ".join([*one.schools, *([one.staff_id] if one.staff_id else [])])
    way = "work account" if one.work_account else "second factor" if one.second_factor else "password alone"
    state = f"{len(one.sessions)} sessions" if one.active else "closed"
    return f"{one.name}  {one.role}{f' ({whom})' if whom else ''}, {way}, {state}"


def _rules(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        before = hr.account_book.rules()
        wanted = before
        if arguments.idle_minutes is not None:
            wanted = replace(wanted, idle_minutes=arguments.idle_minutes)
        if arguments.second_factor is not None:
            wanted = replace(wanted, second_factor=_chosen(arguments.second_factor))
        if arguments.two_people is not None:
            wanted = replace(wanted, two_people=arguments.two_people == "on")
        if wanted != before:
            hr.approvals.forbid_alone()
            hr.account_book.set_rules(wanted, actor=context.actor)
    if arguments.json:
        context.say_json(asdict(wanted) | {"second_factor": sorted(wanted.second_factor)})
    for sentence in [] if arguments.json else wanted.sentences():
        context.say(sentence)
    return 0


def _chosen(roles: list[str]) -> frozenset[str]:
    return frozenset(_ROLES) if "all" in roles else frozenset(roles) - {"none"}
