"""The log's own subcommands: holders of checkpoints, sending them, epochs, the trail, the publishing key."""

import argparse
import os

from app.admin.context import Context
from app.admin.publisher import keep_new_publishing_key, new_publishing_key, publishing_key
from app.evidence import publisher_keys
from app.hr.holders import NOT_WITNESSED
from app.hr.location import add_location_arguments
from app.hr.mail_server import add_mail_arguments, mail_from


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add every one of them."""
    _add_holder(commands.add_parser("holder", help="who outside HR is sent checkpoints"))
    send = commands.add_parser("send-checkpoint", help="send today's checkpoint to its holders")
    add_mail_arguments(send)
    restore = commands.add_parser("restore-epoch", help="go on after a backup was put back")
    restore.add_argument(
        "--moved", action="store_true", help="it was only moved; the old one is switched off"
    )
    trail = commands.add_parser("verify-trail", help="check HR's own trail against its daily heads")
    trail.add_argument("--json", action="store_true")
    rotate = commands.add_parser("rotate-publishing-key", help="sign policies with a new key from now on")
    for parser, run in (
        (send, _send),
        (restore, _restore),
        (trail, _verify_trail),
        (rotate, _rotate),
    ):
        add_location_arguments(parser)
        parser.set_defaults(run=run)


def _add_holder(holder: argparse.ArgumentParser) -> None:
    actions = holder.add_subparsers(required=True, metavar="ACTION")
    for action, run, words in (
        ("add", _holder_add, "name somebody"),
        ("end", _holder_end, "send somebody nothing more"),
        ("list", _holder_list, "say who they are"),
    ):
        parser = actions.add_parser(action, help=words)
        add_location_arguments(parser)
        if action != "list":
            parser.add_argument("name", metavar="NAME")
        if action == "add":
            parser.add_argument("--to", required=True, metavar="WHERE", help="e-mail address, folder or file")
        parser.set_defaults(run=run)


def _holder_add(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        hr.holders.add(arguments.name, arguments.to, context.actor)
    context.say(f"{arguments.name} is sent the log's checkpoint every day from now on.")
    return 0


def _holder_end(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        hr.holders.end(arguments.name, context.actor)
        left = hr.holders.all()
    context.say(f"{arguments.name} is sent nothing more.")
    if not left:
        context.say(NOT_WITNESSED)
    return 0


def _holder_list(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        found = hr.holders.all()
    for holder in found:
        context.say(f"{holder.name}: {holder.target}")
    if not found:
        context.say(NOT_WITNESSED)
    return 0


def _send(context: Context, arguments: argparse.Namespace) -> int:
    mail = mail_from(arguments, os.environ)
    with context.service(arguments) as hr:
        sent = hr.holders.send(mail, context.actor)
    for each in sent:
        context.say(f"{each.holder.name}: {each.problem or 'sent'}")
    if not sent:
        context.say(f"{NOT_WITNESSED} Name somebody with “undersigned admin holder add”.")
    return 0 if sent and all(each.problem is None for each in sent) else 1


def _restore(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments, was_moved=True) as hr:
        if arguments.moved:
            hr.epochs.accept_move(context.actor)
            context.say("The service goes on where it was.")
            return 0
        leaf = hr.epochs.open(context.actor)
    context.say(f"Epoch {leaf.epoch} of the log is open: {leaf.origin}.")
    context.say(
        "Staff computers send again what this copy lacks. Whoever was set up after the backup needs a new code,"
    )
    context.say("and whatever was published after it has to be published again.")
    return 0


def _verify_trail(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        state = hr.trail_heads.verify()
    if arguments.json:
        context.say_json({"heads": state.heads, "covered": state.covered, "later": state.later})
    else:
        context.say(f"{state.covered} lines are as {state.heads} daily heads in the log fixed them.")
        context.say(f"{state.later} newer lines are not under a head yet.")
    return 0


def _rotate(context: Context, arguments: argparse.Namespace) -> int:
    keystore = context.keystore()
    with context.service(arguments) as hr:
        aud = hr.core.trust.aud
        old, new = publishing_key(keystore, aud), new_publishing_key(keystore, aud, context.random)
        token = publisher_keys.change(aud, hr.core.new_id(), hr.core.now_text(), old, new)
        hr.key_rotation.accept(token, context.actor)
    keep_new_publishing_key(keystore, aud, new)
    context.say(f"Policies are signed with a new key from now on: {new.public.thumbprint}")
    context.say("Codes handed out from now on stand for the new key. Those handed out before still work.")
    return 0
