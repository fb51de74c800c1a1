"""`admin remind`, `reminders`, `calendar` and `bounces`: reminders and term calendars without a window."""

import argparse
import os
from dataclasses import asdict
from pathlib import Path

from app.admin.context import Context
from app.admin.staff import read_file
from app.domain.reminders import Rules
from app.hr.calendar_file import CalendarFile
from app.hr.location import add_location_arguments
from app.hr.reminders import Round
from app.hr.reminders_log import SentMail
from app.hr.reminders_plan import Plan
from app.hr.reminders_templates import NAMES, ReminderText
from app.hr.service import HrService

UNSETTLED = "may not have been sent"
"""What is said of a mail that was claimed and never settled."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add every one of them."""
    remind = _command(commands, "remind", "send today's reminders now", run_remind)
    remind.add_argument("--dry-run", action="store_true", help="say what would go out, and send nothing")
    bounces = _command(commands, "bounces", "read mail that came back", run_bounces)
    bounces.add_argument("files", nargs="+", type=Path, metavar="FILE", help="message, mbox file or Maildir")
    _add_reminders(commands.add_parser("reminders", help="how reminders go out, and what was sent"))
    _add_calendar(commands.add_parser("calendar", help="terms and closed days of schools (iCalendar)"))


def _add_reminders(reminders: argparse.ArgumentParser) -> None:
    actions = reminders.add_subparsers(required=True, metavar="ACTION")
    _command(actions, "show", "say what is set", run_show)
    _command(actions, "on", "switch reminders on", run_on)
    _command(actions, "off", "switch reminders off", run_off)
    rules = _command(actions, "rules", "change the rules", run_rules)
    rules.add_argument("--most", type=int, metavar="N", help="mails about one version of a policy")
    rules.add_argument("--first-after", type=int, metavar="DAYS", help="school days before the first")
    rules.add_argument("--pause", type=int, metavar="DAYS", help="school days between two; it widens")
    rules.add_argument("--at", metavar="HH:MM", help="not before this time of day")
    rules.add_argument("--tell-manager", action=argparse.BooleanOptionalAction, default=None)
    server = _command(actions, "server", "name the mail server", run_server)
    server.add_argument("--smtp", required=True, metavar="HOST:PORT")
    server.add_argument("--mail-from", required=True, metavar="ADDRESS")
    server.add_argument("--smtp-user", metavar="NAME", help="its password is asked for")
    server.add_argument("--smtp-password-env", metavar="NAME", help="the variable that holds the password")
    text = _command(actions, "text", "show or change a text", run_text)
    text.add_argument("name", choices=tuple(NAMES))
    text.add_argument("--file", type=Path, metavar="FILE", help="the new one: subject, empty line, text")
    text.add_argument("--preview", metavar="STAFF_ID", help="as this person would get it; saves nothing")
    text.add_argument("--test-to", metavar="ADDRESS", help="with --preview: send it to this address")
    log = _command(actions, "log", "what was sent", run_log)
    log.add_argument("--before", type=int, metavar="NUMBER")
    clear = _command(actions, "clear-address", "write to an address again", run_clear)
    clear.add_argument("address", metavar="ADDRESS")


def _add_calendar(calendar: argparse.ArgumentParser) -> None:
    actions = calendar.add_subparsers(required=True, metavar="ACTION")
    add_file = _command(actions, "add", "take over an iCalendar file", run_calendar_add)
    add_file.add_argument("file", type=Path, metavar="FILE")
    add_file.add_argument("--preview", action="store_true", help="say what it holds, and save nothing")
    remove = _command(actions, "remove", "forget a file", run_calendar_remove)
    remove.add_argument("name", metavar="NAME")
    for parser in (add_file, remove):
        parser.add_argument("--school", metavar="NAME", help="left out: the whole trust")
    _command(actions, "list", "the files, and until when terms are known", run_calendar_list)


def run_remind(context: Context, arguments: argparse.Namespace) -> int:
    """Send what is due today, or say what would go out."""
    with context.service(arguments) as hr:
        if arguments.dry_run:
            return _say_plan(context, hr.reminders.plan(), as_json=arguments.json)
        done = hr.reminders.run(context.actor)
    return _say_round(context, done, as_json=arguments.json)


def run_bounces(context: Context, arguments: argparse.Namespace) -> int:
    """Read mail that came back."""
    with context.service(arguments) as hr:
        read = [hr.bounces.read(file, actor=context.actor) for file in arguments.files]
        marked = [one.address for one in hr.reminder_log.marked()]
    counts = {name: sum(getattr(one, name) for one in read) for name in ("messages", "reports", "new")}
    if arguments.json:
        context.say_json({**counts, "marked": marked})
        return 0
    context.say(f"Read {counts['messages']} messages: {counts['reports']} of our mails came back.")
    context.say(f"{counts['new']} of them were not known of yet.")
    for address in marked:
        context.say(f"Not written to any more: {address}")
    return 0


def run_show(context: Context, arguments: argparse.Namespace) -> int:
    """Say what is set; never the password."""
    with context.service(arguments) as hr:
        return _say_settings(context, hr, as_json=arguments.json)


def run_on(context: Context, arguments: argparse.Namespace) -> int:
    """Switch reminders on."""
    return _switch(context, arguments, on=True)


def run_off(context: Context, arguments: argparse.Namespace) -> int:
    """Switch reminders off."""
    return _switch(context, arguments, on=False)


def run_rules(context: Context, arguments: argparse.Namespace) -> int:
    """Change some rules and keep the others."""
    with context.service(arguments) as hr:
        settings = hr.reminders.settings.now()
        given = {name: getattr(arguments, name) for name in ("most", "first_after", "pause", "tell_manager")}
        changed = asdict(settings.rules) | {name: one for name, one in given.items() if one is not None}
        at = arguments.at or settings.at
        hr.reminders.settings.set_rules(Rules(**changed), at, actor=context.actor)
        return _say_settings(context, hr, as_json=arguments.json)


def run_server(context: Context, arguments: argparse.Namespace) -> int:
    """Name the mail server, and take its password from the environment or by asking."""
    account = arguments.smtp_user or None
    password = None
    if account and arguments.smtp_password_env:
        password = os.environ.get(arguments.smtp_password_env)
    elif account:
        password = context.ask("Password of that account (it is not shown): ")
    with context.service(arguments) as hr:
        hr.reminders.settings.set_server(
            arguments.smtp, arguments.mail_from, account, password, actor=context.actor
        )
        return _say_settings(context, hr, as_json=arguments.json)


def run_text(context: Context, arguments: argparse.Namespace) -> int:
    """Show a text, fill it in for somebody, test it, or change it."""
    with context.service(arguments) as hr:
        now = next(one for one in hr.reminders.templates.all() if one.name == arguments.name)
        text = _text_from(arguments.file, arguments.name) if arguments.file else now
        if arguments.preview and arguments.test_to:
            said = hr.reminders.previews.test(text, arguments.preview, arguments.test_to, actor=context.actor)
            return _say(context, {"said": said}, f"The mail server said: {said}", as_json=arguments.json)
        if arguments.preview:
            shown = hr.reminders.previews.preview(text, arguments.preview)
            words = f"To: {shown.to}\nSubject: {shown.subject}\n\n{shown.text}"
            return _say(context, asdict(shown), words, as_json=arguments.json)
        if arguments.file:
            hr.reminders.templates.save(text, actor=context.actor)
        words = f"{text.subject}\n\n{text.text}"
        return _say(context, asdict(text) | {"names": NAMES[text.name]}, words, as_json=arguments.json)


def run_log(context: Context, arguments: argparse.Namespace) -> int:
    """What was sent, the newest first."""
    with context.service(arguments) as hr:
        mails = hr.reminder_log.mails(arguments.before)
    if arguments.json:
        context.say_json([asdict(one) for one in mails])
        return 0
    for mail in mails:
        context.say(_log_line(mail))
    if not mails:
        context.say("Nothing has been sent yet.")
    return 0


def run_clear(context: Context, arguments: argparse.Namespace) -> int:
    """Write to an address again."""
    with context.service(arguments) as hr:
        hr.reminder_log.clear(arguments.address, actor=context.actor)
    words = f"{arguments.address} is written to again."
    return _say(context, {"address": arguments.address}, words, as_json=arguments.json)


def run_calendar_add(context: Context, arguments: argparse.Namespace) -> int:
    """Take over a calendar, or say what it holds."""
    content = read_file(arguments.file)
    with context.service(arguments) as hr:
        if arguments.preview:
            found = hr.calendars.preview(content)
        else:
            name = arguments.file.name
            found = hr.calendars.add(name, content, actor=context.actor, school=arguments.school)
    return _say_calendar(context, found, as_json=arguments.json)


def run_calendar_remove(context: Context, arguments: argparse.Namespace) -> int:
    """Forget a calendar."""
    with context.service(arguments) as hr:
        hr.calendars.remove(arguments.name, actor=context.actor, school=arguments.school)
    return _say(
        context, {"removed": arguments.name}, f"{arguments.name} is forgotten.", as_json=arguments.json
    )


def run_calendar_list(context: Context, arguments: argparse.Namespace) -> int:
    """The files, and until when each school's terms are known."""
    with context.service(arguments) as hr:
        files, known = hr.calendars.all(), hr.calendars.known()
    if arguments.json:
        schools = [asdict(one) | {"known_until": _day(one.known_until)} for one in known]
        dated = [asdict(one) | {"first": _day(one.first), "last": _day(one.last)} for one in files]
        context.say_json({"files": dated, "schools": schools})
        return 0
    for file in files:
        context.say(f"{file.school or 'The whole trust'}: {file.name}, {file.first} to {file.last}")
    for school in known:
        context.say(f"{school.school}: terms known until {school.known_until or '(not known)'}")
    return 0


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str, run: object
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words)
    add_location_arguments(parser)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)
    return parser


def _switch(context: Context, arguments: argparse.Namespace, *, on: bool) -> int:
    with context.service(arguments) as hr:
        hr.reminders.settings.switch(on=on, actor=context.actor)
        return _say_settings(context, hr, as_json=arguments.json)


def _text_from(file: Path, name: str) -> ReminderText:
    words = read_file(file).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    subject, _, text = words.partition("\n\n")
    return ReminderText(name, subject.strip(), text)


def _say(context: Context, value: object, words: str, *, as_json: bool) -> int:
    if as_json:
        context.say_json(value)
    else:
        context.say(words)
    return 0


def _say_settings(context: Context, hr: HrService, *, as_json: bool) -> int:
    settings = hr.reminders.settings.now()
    shown = {
        "on": settings.on,
        **asdict(settings.rules),
        "at": settings.at,
        "smtp": f"{settings.host}:{settings.port}" if settings.host else None,
        "mail_from": settings.sender,
        "smtp_user": settings.account,
        "has_password": settings.password is not None,
        "last_run_at": settings.last_run_at,
        "last_problem": settings.last_problem,
        "not_written_to": [one.address for one in hr.reminder_log.marked()],
    }
    words = "\n".join(f"{name.replace('_', ' ')}: {_shown(value)}" for name, value in shown.items())
    return _say(context, shown, words, as_json=as_json)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return "–" if value is None else str(value)


def _say_plan(context: Context, plan: Plan, *, as_json: bool) -> int:
    if as_json:
        mails = [{"address": m.address, "template": m.template, "people": m.people} for m in plan.mails]
        held = {why.value: count for why, count in sorted(plan.held.items())}
        unreachable = [asdict(one) for one in plan.unreachable]
        day = plan.day.isoformat()
        context.say_json({"day": day, "mails": mails, "held": held, "unreachable": unreachable})
        return 0
    for mail in plan.mails:
        context.say(f"{mail.address}: {mail.template} ({', '.join(mail.people)})")
    context.say(f"{len(plan.mails)} mails would go out. Nothing was sent.")
    for why, count in sorted(plan.held.items()):
        context.say(f"Not written to, {why.value}: {count}")
    for one in plan.unreachable:
        context.say(f"Cannot be reached: {one.name} ({one.staff_id}), {one.why}")
    return 0


def _say_round(context: Context, done: Round, *, as_json: bool) -> int:
    counts = {name: getattr(done, name) for name in ("sent", "refused", "failed", "unknown")}
    problem = str(done.problem) if done.problem else None
    _say(context, {**counts, "problem": problem}, problem or f"Done: {done}.", as_json=as_json)
    return 0 if done.complete else 2


def _log_line(mail: SentMail) -> str:
    state = UNSETTLED if mail.state == "claimed" else mail.state
    about = f"{', '.join(mail.people)}: {', '.join(mail.policies)}"
    said = f" ({mail.answer})" if mail.answer else ""
    return f"{mail.number} {mail.at} {mail.address} {mail.template}, {state}{said}; {about}"


def _say_calendar(context: Context, found: CalendarFile, *, as_json: bool) -> int:
    entries = [
        {
            "kind": one.kind.value,
            "first": _day(one.span.first),
            "last": _day(one.span.last),
            "title": one.title,
        }
        for one in found.entries
    ]
    if as_json:
        context.say_json({"entries": entries, "unclear": found.unclear, "left_out": found.left_out})
        return 0
    for one in entries:
        context.say(f"{one['kind']:6} {one['first']} to {one['last']}: {one['title']}")
    for title in found.unclear:
        context.say(f"Not clear, left out: {title}")
    context.say(f"{found.left_out} other events do not matter here.")
    return 0


def _day(when: object) -> str | None:
    return str(when) if when is not None else None
