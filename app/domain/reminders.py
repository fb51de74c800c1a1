"""When somebody is reminded by e-mail, of what, and when it stops.

Rules:

* only what is still owed: the acknowledgement of somebody who gave no answer, or the self-audit of somebody who
  has signed. Paper records and exemptions owe nothing, and a refusal is an answer: no mail argues with it;
* nobody on leave or gone, and nobody who waits for the answer to a question, about any policy;
* on school days of the person's schools only, and not after the last day of terms that are known;
* the first mail comes some school days after they were asked, or came back; then the pause widens: once, twice,
  three times as long. A mail tells of all that is owed, so that there is one however many policies there are;
* after so many mails about one version of one policy there is no further one about it. The line manager is told
  once, after one more pause, of acknowledgements alone; the self-audit is between the person and the app;
* of somebody whom no mail reaches (no address, or it comes back) the manager is told when the first mail would be due;
* a manager hears of all their people in one mail, and no sooner than a pause after the last such mail;
* an address that three mails came back from is written to no more, until HR says that it is right again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.obligation import AcknowledgementState, AuditState, PersonState
from app.domain.school_calendar import SchoolCalendar

BOUNCES_ALLOWED = 3
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@.{{1,180}}\Z){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")


class Part(StrEnum):
    """Which part of a policy is owed."""

    ACKNOWLEDGEMENT = "acknowledgement"
    AUDIT = "audit"


class Hold(StrEnum):
    """Why somebody who owes something is not written to today."""

    LEFT = "left"
    ON_LEAVE = "on leave"
    QUESTION = "waits for an answer"
    NO_ADDRESS = "no e-mail address"
    BOUNCED = "mail came back"
    NO_SCHOOL_DAY = "no school day"
    CALENDAR_ENDED = "terms not known"
    NOT_YET = "not yet"
    ENOUGH = "reminded often enough"
    NOTHING_OWED = "nothing is owed"


@dataclass(frozen=True, slots=True)
class Rules:
    """How HR wants it: the most mails about one version, the days before the first and the pause, in school days."""

    most: int = 4
    first_after: int = 5
    pause: int = 5
    tell_manager: bool = True


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is owed, since which day, how often it was in a mail, and whether the manager was told of it."""

    policy: str
    version: int
    part: Part
    asked: date
    reminded: int = 0
    manager_told: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of one person on one day; `written` is the day of the last mail to them."""

    person: PersonState
    owed: tuple[Owed, ...]
    calendar: SchoolCalendar
    written: date | None = None
    waits_for_answer: bool = False
    has_address: bool = True
    came_back: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What to remind somebody of, what to tell their manager of, or why neither; `last` if this is the last mail."""

    remind: tuple[Owed, ...] = ()
    tell: tuple[Owed, ...] = ()
    hold: Hold | None = None
    last: bool = False


def owed_part(acknowledgement: AcknowledgementState, audit: AuditState, *, answered: bool) -> Part | None:
    """Which part somebody may be reminded of; `answered` says that HR has answered their question since."""
    asks_again = acknowledgement is AcknowledgementState.QUESTION and answered
    if acknowledgement is AcknowledgementState.NONE or asks_again:
        return Part.ACKNOWLEDGEMENT
    signed = acknowledgement in {AcknowledgementState.ACKNOWLEDGED, AcknowledgementState.LATE}
    return Part.AUDIT if signed and audit is AuditState.NONE else None


def decide(case: Case, rules: Rules, today: date) -> Decision:
    """What is to be done about one person today; `today` is the day it is in the trust's time zone."""
    if hold := _held_by_state(case) or _held_by_calendar(case.calendar, today):
        return Decision(hold=hold)
    open_still = tuple(one for one in case.owed if one.reminded < rules.most)
    unreachable = out_of_reach(case)
    tell = tuple(one for one in case.owed if _to_be_told(one, case, rules, today, reachable=not unreachable))
    if not open_still:
        return Decision(tell=tell, hold=None if tell else Hold.ENOUGH)
    if unreachable or not _is_time(open_still, case, rules, today):
        return Decision(tell=tell, hold=unreachable or Hold.NOT_YET)
    last = all(one.reminded + 1 >= rules.most for one in open_still)
    return Decision(open_still, tell, last=last)


def may_hear_of_people(manager: Case, told: date | None, rules: Rules, today: date) -> Hold | None:
    """Why a line manager cannot be told of their people today, or None; `told` is the day they last were."""
    if manager.person is not PersonState.ACTIVE:
        return Hold.LEFT if manager.person is PersonState.LEFT else Hold.ON_LEAVE
    if hold := out_of_reach(manager) or _held_by_calendar(manager.calendar, today):
        return hold
    too_soon = told is not None and manager.calendar.after(told, rules.pause) > today
    return Hold.NOT_YET if too_soon or manager.written == today else None


def usable_address(email: str) -> str:
    """The address as mailboxes are told apart, in small letters, or "" if no mail can be sent to it.

    Source: RFC 5321 section 4.1.2, the forms without quotes: parts of letters, each pair with one dot between.
    """
    address = email.strip().lower()
    return address if _ADDRESS.fullmatch(address) else ""


def mailboxes(addresses: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Who shares which mailbox, from pairs of a person and their address: one mail a mailbox, never two."""
    found: dict[str, list[str]] = {}
    for person, address in addresses:
        found.setdefault(address, []).append(person)
    return found


def _held_by_state(case: Case) -> Hold | None:
    if case.person is not PersonState.ACTIVE:
        return Hold.LEFT if case.person is PersonState.LEFT else Hold.ON_LEAVE
    if case.waits_for_answer:
        return Hold.QUESTION
    return None if case.owed else Hold.NOTHING_OWED


def out_of_reach(case: Case) -> Hold | None:
    """Why no mail reaches somebody, or None."""
    if not case.has_address:
        return Hold.NO_ADDRESS
    return Hold.BOUNCED if case.came_back >= BOUNCES_ALLOWED else None


def _held_by_calendar(calendar: SchoolCalendar, today: date) -> Hold | None:
    known = calendar.known_until
    if known is not None and today > known:
        return Hold.CALENDAR_ENDED
    return None if calendar.is_school_day(today) else Hold.NO_SCHOOL_DAY


def _is_time(owed: tuple[Owed, ...], case: Case, rules: Rules, today: date) -> bool:
    """Whether the pause is over: it is as wide as the least reminded of what is owed has been reminded often."""
    fewest = min(one.reminded for one in owed)
    if case.written is not None and case.calendar.after(case.written, rules.pause * max(1, fewest)) > today:
        return False
    asked = min(one.asked for one in owed if one.reminded == fewest)
    return fewest > 0 or case.calendar.after(asked, rules.first_after) <= today


def _to_be_told(owed: Owed, case: Case, rules: Rules, today: date, *, reachable: bool) -> bool:
    if not rules.tell_manager or owed.part is not Part.ACKNOWLEDGEMENT or owed.manager_told:
        return False
    if reachable and owed.reminded < rules.most:
        return False
    if not reachable and case.calendar.after(owed.asked, rules.first_after) > today:
        return False
    return case.written is None or case.calendar.after(case.written, rules.pause) <= today
