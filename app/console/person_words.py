"""What happened to a person, in the words of the HR window: a title, a few lines, and what it rests on.

1. What HR's hand recorded never reads like a signature, and a signature never like HR's word.
2. A day is told as the trust's calendar has it, a time as its clocks show it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from app.console.desk import Desk
from app.domain import dates
from app.protocol_people import Happening, PersonKey, PersonStanding
from app.ui.widgets import ChipKind

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Told:
    """One thing as it is shown: its title, further lines, and the chip that says what it rests on.

    The `first` of the lines are told together, the others after them.
    """

    title: str
    lines: tuple[str, ...]
    chip: tuple[ChipKind, str]
    first: int = 1


class Words:
    """Puts things into words for one desk: its clock, its calendar."""

    def __init__(self, desk: Desk) -> None:
        self._tz = desk.tz
        self._today = desk.today()

    def moment(self, at: str) -> str:
        """A time or a day as the service wrote it: "Friday 4 December at 14:30", or the day alone."""
        if "T" not in at:
            return self.day(at)
        return dates.day_and_time(datetime.fromisoformat(at), self._tz, self._today)

    def day(self, text: str) -> str:
        """A day: "Friday 4 December"."""
        return dates.day(date.fromisoformat(text), self._today)

    def days(self, first: str, last: str | None) -> str:
        """A stretch of days; no last one is until further notice."""
        if last is None:
            return translate("Person", "from {0}, until further notice").format(self.day(first))
        if last < first:
            return translate("Person", "called off ({0} was to be the first day)").format(self.day(first))
        return translate("Person", "{0} to {1}").format(self.day(first), self.day(last))

    def told(self, one: Happening) -> Told:
        """One thing of a person's history."""
        when = [self.moment(one.at), *self._policy(one)]
        return Told(_TITLES[one.kind](), (*when, *self._of(one)), self.rests_on(one), len(when))

    def rests_on(self, one: Happening) -> tuple[ChipKind, str]:
        """Who says so."""
        if one.disputed:
            return ChipKind.ATTENTION, translate("Person", "Disputed")
        if one.kind == "unsound":
            return ChipKind.ALARM, translate("Person", "Does not check out")
        return {
            "their-key": (ChipKind.DONE, translate("Person", "Their own key")),
            "the-clock": (ChipKind.SAVED, translate("Person", "The service’s clock")),
            "by-hand": (ChipKind.PAPER, translate("Person", "HR’s hand")),
            "their-word": (ChipKind.QUESTION, translate("Person", "Their word")),
        }[one.rests_on]

    def standing(self, one: PersonStanding) -> Told:
        """Where the person stands with one policy."""
        done = self._done(one)
        due = (
            translate("Person", "Due {0}").format(self.day(one.due))
            if one.due
            else translate("Person", "No date")
        )
        if one.overdue:
            chip = (ChipKind.ALARM, translate("Person", "Overdue"))
        elif one.outstanding:
            chip = (ChipKind.OPEN, translate("Person", "Outstanding"))
        else:
            chip = (ChipKind.DONE, translate("Person", "Nothing is due"))
        title = translate("Person", "{0}, version {1}").format(one.title, one.label)
        return Told(title, (" · ".join((*done, due)),), chip)

    def key(self, one: PersonKey) -> Told:
        """A key in the person's name."""
        lines = [
            _identity(one.identity),
            translate("Person", "In force since {0}").format(self.moment(one.enrolled)),
        ]
        chip = (ChipKind.DONE, translate("Person", "In use"))
        if one.ended is not None:
            ending = (
                translate("Person", "Reported lost or stolen")
                if one.ending == "revoked"
                else translate("Person", "Retired")
            )
            lines.append(f"{ending} · {self.moment(one.ended)} · {one.why or ''}".rstrip(" ·"))
            chip = (ChipKind.OPEN, translate("Person", "Ended"))
        if one.disputed:
            chip = (ChipKind.ATTENTION, translate("Person", "Disputed"))
        return Told(translate("Person", "Key {0}…").format(one.kid[:12]), tuple(lines), chip)

    def _done(self, one: PersonStanding) -> list[str]:
        state = {
            "none": translate("Person", "Not answered yet"),
            "acknowledged": translate("Person", "Acknowledged"),
            "late": translate("Person", "Acknowledged late"),
            "question": translate("Person", "Has a question"),
            "declined": translate("Person", "Does not agree"),
            "paper": translate("Person", "Signed on paper, recorded by HR"),
            "behalf": translate("Person", "Accepted on their behalf, recorded by HR"),
            "exempt": translate("Person", "Exempt"),
        }[one.acknowledgement]
        if one.acknowledged_at is not None:
            state = translate("Person", "{0} on {1}").format(state, self.moment(one.acknowledged_at))
        audit = {
            "none": translate("Person", "Self-audit not finished"),
            "completed": translate("Person", "Self-audit finished"),
            "exempt": translate("Person", "Self-audit not asked"),
            "not-due": translate("Person", "No self-audit"),
        }[one.audit]
        if one.audit_on is not None:
            audit = translate("Person", "{0} on {1}").format(audit, self.day(one.audit_on))
        return [state, audit]

    def _policy(self, one: Happening) -> list[str]:
        return [translate("Person", "{0}, version {1}").format(one.title, one.label)] if one.title else []

    def _of(self, one: Happening) -> list[str]:
        if one.rests_on == "their-key":
            return self._signed(one)
        lines = []
        if one.kind == "leave" and one.on is not None:
            lines.append(self.days(one.on, one.until))
        elif one.kind in {"paper", "behalf"} and one.on is not None:
            lines.append(translate("Person", "On {0}").format(self.day(one.on)))
        elif one.kind == "code" and one.until is not None:
            lines.append(translate("Person", "It works until {0}").format(self.day(one.until)))
        if one.kind.startswith("key-") and one.identity is not None:
            lines.append(_identity(one.identity))
        if one.kind == "reminded":
            return [*lines, _mail(one.words or "")]
        if one.words is not None:
            lines.append(f"“{one.words}”")
        if one.by is not None and one.kind not in {"dispute", "key-enrolled"}:
            lines.append(translate("Person", "Written down by {0}").format(one.by))
        return lines

    def _signed(self, one: Happening) -> list[str]:
        if one.kind == "completed":
            lines = (
                [translate("Person", "They say: finished on {0}").format(self.day(one.on))] if one.on else []
            )
        else:
            lines = [translate("Person", "They typed the name {0}").format(one.by)]
        if one.claimed is not None:
            lines.append(
                translate("Person", "Their computer’s clock said {0}").format(self.moment(one.claimed))
            )
        if one.sign_in is not None:
            lines.append(_SIGN_INS[one.sign_in]())
        if one.late:
            lines.append(translate("Person", "Received after the due date"))
        if one.identity is not None:
            lines.append(_identity(one.identity))
        if one.words is not None:
            lines.append(f"“{one.words}”")
        if one.kept_from is not None:
            lines.append(kept(one.kept_from))
        return lines


def kept(whom: str) -> str:
    """That words are not for this reader."""
    if whom == "line-manager":
        return translate("Person", "The words went to their line manager, and are shown to nobody else.")
    return translate("Person", "The words went to HR, and are shown to nobody else.")


def _identity(identity: str) -> str:
    if identity == "provider":
        return translate("Person", "Who they are was vouched for by the trust’s sign-in")
    return translate("Person", "Who they are was vouched for by HR alone, with a code")


def _mail(state: str) -> str:
    return {
        "sent": translate("Person", "By e-mail, handed to the mail server"),
        "failed": translate("Person", "The e-mail could not be sent"),
        "refused": translate("Person", "The mail server refused the e-mail"),
        "bounced": translate("Person", "The e-mail came back"),
    }.get(state, translate("Person", "By e-mail; whether it went out is not known"))


_SIGN_INS = {
    "checked": lambda: translate("Person", "A fresh sign-in came with it, and was checked"),
    "claimed": lambda: translate(
        "Person", "It says that a fresh sign-in came with it; none that stands has come"
    ),
    "none": lambda: translate("Person", "Without a fresh sign-in"),
}
_TITLES = {
    "asked": lambda: translate("Person", "Asked to read and answer"),
    "reminded": lambda: translate("Person", "Reminded"),
    "acknowledged": lambda: translate("Person", "Acknowledged: received"),
    "question": lambda: translate("Person", "Asked a question"),
    "declined": lambda: translate("Person", "Said: I do not agree"),
    "completed": lambda: translate("Person", "Self-audit finished: received"),
    "answer": lambda: translate("Person", "Their question was answered"),
    "note": lambda: translate("Person", "A note on what they disputed"),
    "paper": lambda: translate("Person", "Recorded: signed on paper"),
    "behalf": lambda: translate("Person", "Recorded: accepted on their behalf"),
    "exemption": lambda: translate("Person", "Recorded: not asked of them"),
    "leave": lambda: translate("Person", "Recorded: on leave"),
    "dispute": lambda: translate("Person", "They say: this was not me"),
    "upheld": lambda: translate("Person", "What they disputed has ended: it was not them"),
    "not-upheld": lambda: translate(
        "Person", "What they disputed has ended: nothing shows that it was not them"
    ),
    "code": lambda: translate("Person", "An enrolment code was handed out"),
    "key-enrolled": lambda: translate("Person", "A key came into their name"),
    "key-retired": lambda: translate("Person", "A key was retired"),
    "key-revoked": lambda: translate("Person", "A key was ended as lost or stolen"),
    "unsound": lambda: translate("Person", "A record of theirs no longer checks out"),
}
