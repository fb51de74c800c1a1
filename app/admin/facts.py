"""`admin record-paper`, `record-behalf`, `exempt`, `leave`, `back`, `disputes`, `questions`…: HR's hand and ears."""

import argparse
import csv
import os
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from io import StringIO
from pathlib import Path

from app.admin.context import Context
from app.admin.staff import read_file
from app.errors import RefusedError
from app.hr.disputes import Dispute
from app.hr.facts import Scan
from app.hr.location import add_location_arguments
from app.hr.mail_server import add_mail_arguments, mail_from
from app.hr.questions import Question

_HEADINGS = ("staff id", "staff_id")


class ListUnreadableError(RefusedError):
    """The list of staff ids is not text."""

    sentence = "The list of staff ids could not be read as text."
    next_step = "Save it as plain text or CSV, one person a line with the staff id first."


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add every one of them."""
    paper = _command(commands, "record-paper", "record that people signed a sheet of paper", run_paper)
    _add_people(paper)
    paper.add_argument("--on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    paper.add_argument("--scan", type=Path, metavar="FILE", help="the sheet's scan, kept with its digest")
    behalf = _command(commands, "record-behalf", "record that people accepted without signing", run_behalf)
    _add_people(behalf)
    behalf.add_argument("--on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    exempt = _command(commands, "exempt", "record that a policy is not asked of people", run_exempt)
    _add_people(exempt)
    leave = _command(commands, "leave", "record leave, which pauses the clock", run_leave)
    leave.add_argument("staff_id", metavar="STAFF_ID")
    leave.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    leave.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the last day away")
    leave.add_argument("--reason", required=True, help="what kind of leave; the person sees it")
    back = _command(commands, "back", "record that somebody is back from leave, or does not go", run_back)
    back.add_argument("staff_id", metavar="STAFF_ID")
    back.add_argument(
        "--on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD", help="first day back"
    )
    back.add_argument("--reason", required=True, help="the person sees it")
    disputes = _command(commands, "disputes", "who says: this was not me", run_disputes)
    disputes.add_argument("--contact", metavar="ADDRESS", help="name who outside HR is told")
    disputes.add_argument("--tell", action="store_true", help="tell them now of each not told yet")
    disputes.add_argument("--json", action="store_true")
    add_mail_arguments(disputes)
    questions = _command(commands, "questions", "questions and refusals, with their words", run_questions)
    questions.add_argument("--all", action="store_true", help="those that are settled too")
    questions.add_argument("--json", action="store_true")
    answer = _command(commands, "answer", "answer a question; the person is asked again", run_answer)
    answer.add_argument("jti", metavar="NUMBER")
    answer.add_argument("--text", required=True)
    note = _command(commands, "dispute-note", "add a note to a dispute; the person sees it", run_note)
    note.add_argument("jti", metavar="NUMBER")
    note.add_argument("--text", required=True)
    end = _command(commands, "dispute-end", "say how a dispute ended; the person sees it", run_end)
    end.add_argument("jti", metavar="NUMBER")
    end.add_argument(
        "--outcome", required=True, choices=("upheld", "not-upheld"), help="upheld: it was not them"
    )
    end.add_argument("--reason", required=True)


def run_paper(context: Context, arguments: argparse.Namespace) -> int:
    """Record a signed sheet for everybody on it."""
    scan = Scan(arguments.scan.name, read_file(arguments.scan)) if arguments.scan else None
    with context.service(arguments) as hr:
        count = hr.facts.paper(
            _staff_ids(arguments),
            (arguments.policy, arguments.version),
            arguments.on,
            arguments.reason,
            actor=context.actor,
            scan=scan,
        )
    context.tell(recorded=count)
    context.say(
        f"Recorded for {count}: signed on paper. Each of them sees it, with your name and the reason."
    )
    return 0


def run_behalf(context: Context, arguments: argparse.Namespace) -> int:
    """Record an acceptance on people's behalf."""
    policy = (arguments.policy, arguments.version)
    with context.service(arguments) as hr:
        count = hr.facts.behalf(
            _staff_ids(arguments), policy, arguments.on, arguments.reason, actor=context.actor
        )
    context.tell(recorded=count)
    context.say(
        f"Recorded for {count}: accepted on their behalf, which is no signature. Each of them sees it,"
        " with your name and the reason."
    )
    return 0


def run_back(context: Context, arguments: argparse.Namespace) -> int:
    """End a leave."""
    with context.service(arguments) as hr:
        hr.leave.back(arguments.staff_id, arguments.on, arguments.reason, actor=context.actor)
    context.tell(staff_id=arguments.staff_id, on=arguments.on)
    context.say(f"{arguments.staff_id} is at work from {arguments.on.isoformat()}.")
    return 0


def run_note(context: Context, arguments: argparse.Namespace) -> int:
    """Add a note to a dispute."""
    with context.service(arguments) as hr:
        hr.disputes.add_note(arguments.jti, arguments.text, actor=context.actor)
    context.tell(dispute=arguments.jti)
    context.say("Noted. The person sees it at the next sync.")
    return 0


def run_end(context: Context, arguments: argparse.Namespace) -> int:
    """Say how a dispute ended."""
    with context.service(arguments) as hr:
        hr.disputes.settle(arguments.jti, arguments.outcome, arguments.reason, actor=context.actor)
    context.say(
        "Recorded. Nothing was deleted. The person sees it at the next sync, with your name and the reason."
    )
    return 0


def run_exempt(context: Context, arguments: argparse.Namespace) -> int:
    """Record an exemption."""
    policy = (arguments.policy, arguments.version)
    with context.service(arguments) as hr:
        count = hr.facts.exempt(_staff_ids(arguments), policy, arguments.reason, actor=context.actor)
    context.tell(recorded=count)
    context.say(f"Recorded for {count}: not asked. Each of them sees it, with your name and the reason.")
    return 0


def run_leave(context: Context, arguments: argparse.Namespace) -> int:
    """Record leave."""
    with context.service(arguments) as hr:
        hr.leave.record(
            arguments.staff_id, arguments.first, arguments.until, arguments.reason, actor=context.actor
        )
    until = arguments.until.isoformat() if arguments.until else "further notice"
    context.tell(staff_id=arguments.staff_id, first=arguments.first, until=arguments.until)
    context.say(f"{arguments.staff_id} is on leave from {arguments.first.isoformat()} to {until}.")
    return 0


def run_disputes(context: Context, arguments: argparse.Namespace) -> int:
    """List disputes; 1 if there is one of which nobody outside the case was told."""
    mail = mail_from(arguments, os.environ)
    with context.service(arguments) as hr:
        if arguments.contact:
            hr.disputes.name_contact(arguments.contact, actor=context.actor)
        if arguments.tell:
            hr.disputes.tell(mail, actor=context.actor)
        found, contact = hr.disputes.all(), hr.disputes.contact()
    if arguments.json:
        context.say_json([asdict(one) for one in found])
    else:
        for one in found:
            context.say(_dispute(one))
        context.say(f"{len(found)} disputed.")
        context.say(f"Told of each: {contact}." if contact else "Nobody outside HR is named who is told.")
    return 1 if any(one.told_at is None for one in found) else 0


def run_questions(context: Context, arguments: argparse.Namespace) -> int:
    """List questions and refusals; 1 if one waits for an answer."""
    with context.service(arguments) as hr:
        found = hr.questions.all() if arguments.all else hr.questions.open()
    if arguments.json:
        context.say_json([asdict(one) for one in found])
    else:
        for one in found:
            context.say(_question(one))
        context.say(f"{sum(one.state == 'open' for one in found)} to be answered.")
    return 1 if any(one.state == "open" for one in found) else 0


def run_answer(context: Context, arguments: argparse.Namespace) -> int:
    """Answer one."""
    with context.service(arguments) as hr:
        hr.questions.answer(arguments.jti, arguments.text, actor=context.actor)
    context.tell(question=arguments.jti)
    context.say("Answered. The person sees it at the next sync, and is asked again.")
    return 0


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    words: str,
    run: Callable[[Context, argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words)
    add_location_arguments(parser)
    parser.set_defaults(run=run)
    return parser


def _add_people(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("staff_ids", nargs="*", metavar="STAFF_ID")
    parser.add_argument("--file", type=Path, metavar="LIST", help="a person a line, the staff id first")
    parser.add_argument("--policy", required=True, metavar="ID")
    parser.add_argument("--version", type=int, help="the newest one otherwise")
    parser.add_argument("--reason", required=True, help="the person sees it")


def _staff_ids(arguments: argparse.Namespace) -> list[str]:
    found = list(arguments.staff_ids)
    if arguments.file is not None:
        found += _listed(read_file(arguments.file))
    return found


def _listed(content: bytes) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListUnreadableError from error
    first = [row[0].strip() for row in csv.reader(StringIO(text)) if row]
    return [one for one in first if one and one.casefold() not in _HEADINGS]


def _dispute(one: Dispute) -> str:
    told = f"told {one.told_at}" if one.told_at else "nobody told yet"
    if one.end is not None:
        told = f"{told}, {one.end.outcome}: {one.end.reason}"
    return (
        f"{one.staff_id}  {one.name}, {one.school}: {one.what} {one.about}: {one.reason} ({one.at}, {told})"
    )


def _question(one: Question) -> str:
    words = one.words or ("the words are for their line manager" if one.to else "no words came with it")
    answer = f"answered: {one.answer}" if one.answer else {"open": "to be answered"}.get(one.state, one.state)
    return f"{one.jti}  {one.staff_id} {one.name}: {one.policy_id}, {one.outcome}: {words} ({answer})"
