"""The log's own subcommands: holders of checkpoints, sending them, epochs, the trail, the publishing key."""

import argparse
import os

from app.admin.context import Context
from app.evidence import publisher_keys
from app.evidence.publisher_keys import KeyChange
from app.hr.holders import NOT_WITNESSED
from app.hr.location import add_location_arguments
from app.hr.mail_server import add_mail_arguments, mail_from
from app.hr.service import HrService
from app.signing.jws import read_claims
from app.signing.keys import PrivateKey
from app.signing.keystore import KeyStore
from app.signing.publisher import (
    PublishingKeyMissingError,
    keep_new_publishing_key,
    last_change,
    new_publishing_key,
    publishing_key,
)


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
    lost = commands.add_parser(
        "lost-versions", help="what a backup put back lost and staff computers handed in"
    )
    rotate = commands.add_parser("rotate-publishing-key", help="sign policies with a new key from now on")
    for parser, run in (
        (send, _send),
        (restore, _restore),
        (trail, _verify_trail),
        (rotate, _rotate),
        (lost, _lost_versions),
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
    context.tell(holder=arguments.name, to=arguments.to)
    context.say(f"{arguments.name} is sent the log's checkpoint every day from now on.")
    return 0


def _holder_end(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        hr.holders.end(arguments.name, context.actor)
        left = hr.holders.all()
    context.tell(holder=arguments.name, left=len(left))
    context.say(f"{arguments.name} is sent nothing more.")
    if not left:
        context.say(NOT_WITNESSED)
    return 0


def _holder_list(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        found = hr.holders.all()
    context.tell(holders=[{"name": one.name, "to": one.target} for one in found])
    for holder in found:
        context.say(f"{holder.name}: {holder.target}")
    if not found:
        context.say(NOT_WITNESSED)
    return 0


def _send(context: Context, arguments: argparse.Namespace) -> int:
    mail = mail_from(arguments, os.environ)
    with context.service(arguments) as hr:
        sent = hr.holders.send(mail, context.actor)
    context.tell(
        sent=[{"holder": each.holder.name, "problem": each.problem and str(each.problem)} for each in sent]
    )
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
    context.tell(epoch=leaf.epoch, origin=leaf.origin)
    context.say(f"Epoch {leaf.epoch} of the log is open: {leaf.origin}.")
    context.say(
        "Staff computers send again what this copy lacks. Whoever was set up after the backup needs a new code,"
    )
    context.say(
        "and what was published after it is lost here. Staff computers that have it hand it in as they come back."
    )
    context.say(
        "See it with “undersigned admin lost-versions”; publish it again with “undersigned admin publish --again”."
    )
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


def _lost_versions(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        found = hr.lost_versions.all()
    context.tell(
        versions=[
            {name: getattr(one, name) for name in ("policy_id", "title", "version", "label", "at")}
            for one in found
        ]
    )
    for one in found:
        context.say(f"{one.policy_id}: {one.title}, version {one.version} ({one.label}), handed in {one.at}")
    if not found:
        context.say("Nothing that waits to be published again.")
    return 0


def _hand_in_change(context: Context, hr: HrService, change: str | None) -> int:
    """The service knows an older key than the one here: a backup put back has lost the change, which is kept here."""
    if change is None:
        raise PublishingKeyMissingError
    signed = hr.key_rotation.accept(change, context.actor)
    kid = signed.record.keys()[1].thumbprint
    context.tell(publishing_key=kid)
    context.say(
        f"A backup put back had lost the change of key; it was handed in again. Policies are signed with {kid}."
    )
    context.say("Nothing else was changed. Run this again if you want a newer key.")
    return 0


def _rotate(context: Context, arguments: argparse.Namespace) -> int:
    keystore = context.keystore()
    with context.service(arguments) as hr:
        aud = hr.core.trust.aud
        newest = hr.core.publishing_keys()[-1]
        old, new = publishing_key(keystore, aud), new_publishing_key(keystore, aud, context.random)
        if newest == new.public:
            # A try before this one was cut off after the service had taken the new key.
            _, taken = hr.key_rotation.changes()
            return _kept(context, keystore, new, taken.leaves[-1][0])
        if newest != old.public:
            return _hand_in_change(context, hr, last_change(keystore, aud))
        token = publisher_keys.change(aud, hr.core.new_id(), hr.core.now_text(), old, new)
        hr.key_rotation.accept(token, context.actor)
    return _kept(context, keystore, new, token)


def _kept(context: Context, keystore: KeyStore, new: PrivateKey, token: str) -> int:
    aud = KeyChange.of(read_claims(token)).aud
    keep_new_publishing_key(keystore, aud, new, token)
    context.tell(publishing_key=new.public.thumbprint)
    context.say(f"Policies are signed with a new key from now on: {new.public.thumbprint}")
    context.say("Codes handed out from now on stand for the new key. Those handed out before still work.")
    return 0
