"""How a thing in the person's name stands, in words: who says so, how identity was proved, when, and late or not.

1. What HR wrote down says so first, and never reads like a signature.
2. A time says whose clock it is by.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.desktop.keeping_words import waiting_chip, waiting_words
from app.desktop.wording import day_words, moment_words, received_words, version_words
from app.domain import dates
from app.domain.acknowledgement import Outcome
from app.login.machine import Keeping
from app.storage.facts import NotMe
from app.storage.letters import LetterStanding, StoredLetter
from app.ui.translation import said
from app.ui.widgets import ChipKind
from app.workflows.in_my_name import SignedItem, WrittenItem
from app.workflows.keys import KeyStatus
from app.workflows.overview import RecordStatus, Standing

translate = QCoreApplication.translate

_NAME_LINE = 22
"""A key's name is cut into lines of so many characters: it is never wider than the page."""


class Kind(StrEnum):
    """What kind of thing it is."""

    SIGNED = "signed"
    WRITTEN = "written"
    KEY = "key"


@dataclass(frozen=True)
class Thing:
    """One thing in the person's name, ready to be shown: its number, and what to read.

    `can_dispute` is False for what nobody says of the person, such as an answer to their question; `is_here` tells of
    the key that this computer signs with.
    """

    kind: Kind
    id: str
    title: str
    lines: tuple[str, ...]
    chip: tuple[ChipKind, str]
    disputed: NotMe | None
    can_dispute: bool = True
    is_here: bool = False


def signed_thing(
    item: SignedItem, keys: Sequence[KeyStatus], key_here: str | None, keeping: Keeping = Keeping.HERE
) -> Thing:
    """A record that was signed with a key in the person's name."""
    record = item.record
    lines = (
        translate("Standing", "Who says so: {0}").format(_whose_key(item.kid, keys, key_here)),
        _identity(next((key for key in keys if key.kid == item.kid), None)),
        _signed_when(record, is_here=item.kid == key_here),
        *_received(record),
        *_sign_in(item.sign_in),
    )
    title = f"{record_title(record.outcome)}: {policy_words(item.policy)}"
    return Thing(Kind.SIGNED, record.jti, title, lines, standing_chip(record, keeping), record.disputed)


def written_thing(item: WrittenItem) -> Thing:
    """What HR wrote down."""
    days = date_words(item.on)
    if item.until is not None:
        days = translate("Standing", "{0} to {1}").format(days, date_words(item.until))
    lines = (
        translate("Standing", "Who says so: {0}, for HR, by hand").format(item.by),
        *([translate("Standing", "Policy: {0}").format(policy_words(item.policy))] if item.policy else []),
        translate("Standing", "Day: {0}").format(days),
        _why(item),
        translate("Standing", "Written down {0}, by the clock of HR’s service").format(moment_words(item.at)),
    )
    chip = (ChipKind.PAPER, translate("Standing", "HR’s word, not your signature"))
    title, can_dispute = by_hand_title(item.fact), item.fact != "answer"
    return Thing(Kind.WRITTEN, item.jti, title, lines, chip, item.disputed, can_dispute)


def key_thing(key: KeyStatus, disputed: NotMe | None) -> Thing:
    """A key in the person's name."""
    lines = [
        translate("Standing", "In your name since {0}, by the clock of HR’s service").format(
            received_words(key.enrolled)
        ),
        _identity(key),
    ]
    if key.ended is not None:
        lines.append(
            translate("Standing", "Ended {0}. {1}")
            .format(received_words(key.ended), said(key.why or ""))
            .strip()
        )
    lines.append(translate("Standing", "Its name:\n{0}").format(_in_two(key.kid)))
    ended = key.ended is not None
    chip = (
        (ChipKind.OPEN, translate("Standing", "Ended"))
        if ended
        else (ChipKind.DONE, translate("Standing", "In use"))
    )
    return Thing(Kind.KEY, key.kid, _key_title(key), tuple(lines), chip, disputed, is_here=key.is_here)


def by_hand_title(fact: str) -> str:
    """What HR wrote down, as a heading that says whose word it is."""
    return {
        "paper": translate("Standing", "HR wrote down: you signed on paper"),
        "behalf": translate("Standing", "HR wrote down: somebody accepted it for you"),
        "exemption": translate("Standing", "HR wrote down: this policy is not asked of you"),
        "leave": translate("Standing", "HR wrote down: you are on leave"),
        "answer": translate("Standing", "HR answered you"),
    }.get(fact, translate("Standing", "HR wrote something down for you"))


def record_title(outcome: Outcome | None) -> str:
    """What a record is, in a few words; None is a finished self-audit."""
    return {
        None: translate("Standing", "Self-audit"),
        Outcome.ACKNOWLEDGED: translate("Standing", "Acknowledgement"),
        Outcome.QUESTION: translate("Standing", "Question"),
        Outcome.DECLINED: translate("Standing", "I do not agree"),
    }[outcome]


def standing_chip(record: RecordStatus, keeping: Keeping = Keeping.HERE) -> tuple[ChipKind, str]:
    """How far a record is."""
    return {
        Standing.SAVED: (ChipKind.SAVED, waiting_chip(keeping)),
        Standing.RECEIVED: (ChipKind.DONE, translate("Standing", "Received by HR")),
        Standing.NOT_ACCEPTED: (ChipKind.ATTENTION, translate("Standing", "Not accepted yet")),
    }[record.standing]


def disputed_words(kind: Kind, said_so: NotMe) -> str:
    """What the person said of it, and on which day."""
    when = said_so.at
    if kind is Kind.WRITTEN:
        return translate("Standing", "You said this is not right, on {0}.").format(day_words(when))
    return translate("Standing", "You said this was not you, on {0}.").format(day_words(when))


def after_dispute(said_so: NotMe, keeping: Keeping = Keeping.HERE) -> str:
    """What became of it: on its way, not accepted, seen, or ended."""
    if said_so.problem is not None:
        return said(said_so.problem)
    if said_so.waits:
        return waiting_words(keeping) or translate(
            "Standing", "Saved on this computer. HR will get it when the network is back."
        )
    end = said_so.end
    if end is None:
        return translate(
            "Standing", "Nothing was deleted. HR sees it, and somebody outside the case is told."
        )
    outcome = (
        translate("Standing", "{0}, for HR, wrote down how it ended: it was not you.")
        if end.fact == "upheld"
        else translate(
            "Standing", "{0}, for HR, wrote down how it ended: nothing was found to show that it was not you."
        )
    )
    why = translate("Standing", "Reason: “{0}”").format(end.reason)
    return f"{outcome.format(end.by)} {why}"


def policy_words(policy: tuple[str, str]) -> str:
    """A policy's title and version."""
    return f"{policy[0]}, {version_words(policy[1])}"


def date_words(day: date) -> str:
    """A day: "22 November 2026"."""
    return said(f"{day.day} {dates.month(day)}")


def _whose_key(kid: str, keys: Sequence[KeyStatus], key_here: str | None) -> str:
    if kid == key_here:
        return translate("Standing", "your key on this computer")
    if any(key.kid == kid and key.ended is not None for key in keys):
        return translate("Standing", "a key in your name that has ended")
    return translate("Standing", "another key in your name")


def _identity(key: KeyStatus | None) -> str:
    if key is None:
        return translate(
            "Standing", "Who vouches that the key is yours: shown when HR’s service can be asked"
        )
    if key.identity == "code":
        return translate("Standing", "Who vouches that the key is yours: HR alone, by a code")
    return translate("Standing", "Who vouches that the key is yours: your sign-in with your work account")


def _signed_when(record: RecordStatus, *, is_here: bool) -> str:
    if record.outcome is None:
        return translate("Standing", "Finished {0}").format(day_words(record.at))
    if is_here:
        return translate("Standing", "Signed {0}, by this computer’s clock").format(moment_words(record.at))
    return translate("Standing", "Signed {0}, by the clock of that computer").format(moment_words(record.at))


def _received(record: RecordStatus) -> tuple[str, ...]:
    if record.receipt is None:
        return (said(record.problem or "") or translate("Standing", "Not received by HR yet"),)
    when = received_words(record.receipt.received_at)
    return (
        translate("Standing", "Received {0}, by the clock of HR’s service").format(when),
        translate("Standing", "Late: after the due date")
        if record.receipt.late
        else translate("Standing", "Not late"),
    )


def _sign_in(letter: StoredLetter | None) -> tuple[str, ...]:
    """What became of the fresh sign-in that came with an answer."""
    if letter is None:
        return ()
    if letter.standing is LetterStanding.TAKEN:
        return (translate("Standing", "A fresh sign-in came with it, and HR’s service has checked it"),)
    if letter.standing is LetterStanding.SAVED:
        return (translate("Standing", "A fresh sign-in came with it. HR’s service has not got it yet"),)
    return (
        translate(
            "Standing", "HR’s service did not accept the sign-in that came with it. Your answer stands"
        ),
        said(letter.problem or ""),
    )


def _why(item: WrittenItem) -> str:
    if item.fact == "answer":
        return translate("Standing", "The words: “{0}”").format(item.reason)
    return translate("Standing", "Reason: “{0}”").format(item.reason)


def _in_two(name: str) -> str:
    return f"{name[:_NAME_LINE]}\n{name[_NAME_LINE:]}"


def _key_title(key: KeyStatus) -> str:
    if key.ended is not None:
        return translate("Standing", "A key that has ended")
    return (
        translate("Standing", "The key on this computer")
        if key.is_here
        else translate("Standing", "A key on another computer")
    )
