"""`admin identity` (where staff sign in with their work account) and `admin keys` (the keys in a person's name)."""

import argparse
from dataclasses import asdict

from app.admin.context import Context
from app.hr.identity import SCOPES, Provider, kind_of
from app.hr.location import add_location_arguments
from app.hr.person_keys import HeldKey
from app.sync.openid import ProviderNonsenseError, ProviderUnreachableError, discover
from app.sync.provider_http import ProviderHttp, environment_proxies

_KINDS = ("entra", "google", "openid")
_HOSTS = ("127.0.0.1", "localhost", "::1")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both subcommands."""
    _add_identity(commands.add_parser("identity", help="where staff sign in with their work account"))
    keys = commands.add_parser("keys", help="list the keys in a person's name, or end one")
    add_location_arguments(keys)
    keys.add_argument("staff_id", metavar="STAFF_ID")
    ending = keys.add_mutually_exclusive_group()
    ending.add_argument(
        "--revoke", metavar="KID", help="end a key that was lost or stolen; write --revoke=KID"
    )
    ending.add_argument(
        "--retire", metavar="KID", help="end a key that is not in use any more; write --retire=KID"
    )
    keys.add_argument("--reason", default="", help="why; the person sees it beside the key")
    keys.add_argument("--json", action="store_true")
    keys.set_defaults(run=run_keys)


def _add_identity(identity: argparse.ArgumentParser) -> None:
    actions = identity.add_subparsers(required=True, metavar="ACTION")
    show = actions.add_parser("show", help="say what is set")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=_show)
    given = actions.add_parser("set", help="use this OpenID Connect provider")
    given.add_argument("--issuer", required=True, metavar="URL")
    given.add_argument("--client-id", required=True, metavar="ID")
    given.add_argument(
        "--client-secret",
        metavar="TEXT",
        help="only where a desktop client has one (Google); not kept secret",
    )
    given.add_argument("--kind", choices=_KINDS, help="told by the issuer otherwise")
    given.add_argument("--domain", help="the trust's e-mail domain; Google needs it")
    given.add_argument("--redirect-host", choices=_HOSTS, default=_HOSTS[0], help="as registered there")
    given.add_argument("--scopes", default=SCOPES, metavar="WORDS")
    given.set_defaults(run=_set)
    off = actions.add_parser("off", help="no sign-in: codes alone")
    off.set_defaults(run=_off)
    forget = actions.add_parser("forget", help="let a person come with another account from now on")
    forget.add_argument("staff_id", metavar="STAFF_ID")
    forget.set_defaults(run=_forget)
    for parser in (show, given, off, forget):
        add_location_arguments(parser)


def _show(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        provider = hr.identity.provider()
    if arguments.json:
        context.say_json(asdict(provider) if provider else None)
    elif provider is None:
        context.say("Nobody signs in with a work account: HR hands out codes.")
    else:
        context.say(f"Staff sign in at {provider.issuer} ({provider.kind}), as client {provider.client_id}.")
        context.say(f"To register there as redirect address: {_redirect(provider)}")
    return 0


def _set(context: Context, arguments: argparse.Namespace) -> int:
    provider = Provider(
        issuer=arguments.issuer,
        client_id=arguments.client_id,
        kind=arguments.kind or kind_of(arguments.issuer),
        client_secret=arguments.client_secret,
        redirect_host=arguments.redirect_host,
        scopes=arguments.scopes,
        domain=arguments.domain,
    )
    with context.service(arguments) as hr:
        hr.identity.set_provider(provider, context.actor)
    context.tell(issuer=provider.issuer, kind=provider.kind, redirect=_redirect(provider))
    context.say(f"Staff sign in at {provider.issuer} ({provider.kind}) from now on.")
    context.say(f"Register there as redirect address: {_redirect(provider)}, for a desktop app, any port.")
    try:
        discover(provider.issuer, ProviderHttp(environment_proxies).get)
    except (ProviderUnreachableError, ProviderNonsenseError) as error:
        context.tell(unreachable=error.code)
        context.say(f"It could not be asked from here just now: {error.sentence}")
    return 0


def _off(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        hr.identity.set_provider(None, context.actor)
    context.say("Nobody signs in with a work account from now on: HR hands out codes.")
    return 0


def _forget(context: Context, arguments: argparse.Namespace) -> int:
    with context.service(arguments) as hr:
        hr.identity.unpin(arguments.staff_id, context.actor)
    context.tell(staff_id=arguments.staff_id)
    context.say("The next account with this person’s work e-mail is theirs. Their keys stay as they are.")
    return 0


def run_keys(context: Context, arguments: argparse.Namespace) -> int:
    """List a person's keys, after ending one if that is asked."""
    with context.service(arguments) as hr:
        for ending in ("revoked", "retired"):
            kid = arguments.revoke if ending == "revoked" else arguments.retire
            if kid is not None:
                hr.person_keys.end(arguments.staff_id, kid, ending, arguments.reason, context.actor)
        held = hr.person_keys.of(arguments.staff_id)
    if arguments.json:
        context.say_json(
            [{name: value for name, value in asdict(one).items() if name != "x"} for one in held]
        )
        return 0
    for one in held:
        context.say(_line(one))
    if not held:
        context.say("This person has no key yet.")
    return 0


def _line(one: HeldKey) -> str:
    identity = "a sign-in with the work account" if one.identity == "provider" else "HR alone, by a code"
    line = f"{one.kid}  since {one.enrolled}, identity vouched for by {identity}"
    if one.ended is None:
        return f"{line}; in force"
    return f"{line}; {one.ending} on {one.ended}: {one.why}"


def _redirect(provider: Provider) -> str:
    host = "[::1]" if provider.redirect_host == "::1" else provider.redirect_host
    return f"http://{host}"
