"""The rules of reminding as a table: who is written to on which day, of what, and when it stops."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.obligation import AcknowledgementState as State
from app.domain.obligation import AuditState, PersonState
from app.domain.reminders import (
    Case,
    Hold,
    Owed,
    Part,
    Rules,
    decide,
    mailboxes,
    may_hear_of_people,
    owed_part,
    usable_address,
)
from app.domain.school_calendar import SchoolCalendar, Span

RULES = Rules()
MONDAY = date(2026, 11, 2)  # a day on which all of this was asked
WEEKDAYS = SchoolCalendar()
SIGN = Owed("social", 1, Part.ACKNOWLEDGEMENT, MONDAY)
AUDIT = Owed("social", 1, Part.AUDIT, MONDAY)
OTHER = replace(SIGN, policy="safeguarding")


def november(day: int) -> date:
    return date(2026, 11, day)


def case(*owed, **changed):
    return replace(Case(PersonState.ACTIVE, owed or (SIGN,), WEEKDAYS), **changed)


def sent(times: int, owed: Owed = SIGN, **changed) -> Owed:
    return replace(owed, reminded=times, **changed)


@pytest.mark.parametrize(
    ("who", "today", "remind", "hold"),
    [
        # the first comes five school days after they were asked
        (case(), november(6), (), Hold.NOT_YET),
        (case(), november(9), (SIGN,), None),
        # never at a weekend, and never outside term
        (case(), november(14), (), Hold.NO_SCHOOL_DAY),
        (case(calendar=SchoolCalendar([Span(MONDAY, november(30))], [Span(november(9), november(9))])),
         november(9), (), Hold.NO_SCHOOL_DAY),
        (case(calendar=SchoolCalendar([Span(MONDAY, november(10))])), november(11), (), Hold.CALENDAR_ENDED),
        # the pause widens: five school days after the first, ten after the second, fifteen after the third
        (case(sent(1), written=november(9)), november(13), (), Hold.NOT_YET),
        (case(sent(1), written=november(9)), november(16), (sent(1),), None),
        (case(sent(2), written=november(9)), november(20), (), Hold.NOT_YET),
        (case(sent(2), written=november(9)), november(23), (sent(2),), None),
        (case(sent(3), written=november(9)), november(27), (), Hold.NOT_YET),
        (case(sent(3), written=november(9)), november(30), (sent(3),), None),
        # one mail tells of everything, and a new policy does not bring a second mail within the pause
        (case(SIGN, OTHER), november(9), (SIGN, OTHER), None),
        (case(sent(3), OTHER, written=november(9)), november(12), (), Hold.NOT_YET),
        (case(sent(3), OTHER, written=november(9)), november(16), (sent(3), OTHER), None),
        # what was told of often enough is left out of the next mail
        (case(sent(4), OTHER, written=november(9)), november(16), (OTHER,), None),
        # never
        (case(person=PersonState.ON_LEAVE), november(9), (), Hold.ON_LEAVE),
        (case(person=PersonState.LEFT), november(9), (), Hold.LEFT),
        (case(waits_for_answer=True), november(9), (), Hold.QUESTION),
        (case(has_address=False), november(9), (), Hold.NO_ADDRESS),
        (case(came_back=3), november(9), (), Hold.BOUNCED),
        (case(came_back=2), november(9), (SIGN,), None),
        (replace(case(), owed=()), november(9), (), Hold.NOTHING_OWED),
        # the self-audit is reminded of in the same way, and then it simply stops
        (case(AUDIT), november(9), (AUDIT,), None),
        (case(sent(4, AUDIT), written=november(2)), november(30), (), Hold.ENOUGH),
    ],
)  # fmt: skip
def test_somebody_is_written_to_when_the_rules_say_so_and_never_otherwise(who, today, remind, hold):
    decision = decide(who, RULES, today)
    assert (decision.remind, decision.hold) == (remind, hold)


@pytest.mark.parametrize(
    ("who", "today", "tell"),
    [
        (case(sent(3), written=november(9)), november(30), ()),
        (case(sent(4), written=november(9)), november(13), ()),
        (case(sent(4), written=november(9)), november(16), (sent(4),)),
        (case(sent(4, manager_told=True), written=november(9)), november(16), ()),
        # of two policies only the one that was told of often enough
        (case(sent(4), OTHER, written=november(9)), november(16), (sent(4),)),
        # never of the self-audit, nor of anybody away or waiting for an answer
        (case(sent(4, AUDIT), written=november(9)), november(16), ()),
        (case(sent(4), written=november(9), person=PersonState.ON_LEAVE), november(16), ()),
        (case(sent(4), written=november(9), waits_for_answer=True), november(16), ()),
        # somebody whose mail comes back is told on all the same: nobody else would reach them
        (case(sent(4), written=november(9), came_back=3), november(16), (sent(4),)),
        (case(sent(3), written=november(9), came_back=3), november(13), ()),
        (case(sent(3), written=november(9), came_back=3), november(16), (sent(3),)),
        (case(sent(3, manager_told=True), written=november(9), came_back=3), november(16), ()),
        # so is somebody without an address, when the first mail would have been due
        (case(has_address=False), november(6), ()),
        (case(has_address=False), november(9), (SIGN,)),
        (case(replace(SIGN, manager_told=True), has_address=False), november(9), ()),
        (case(AUDIT, has_address=False), november(9), ()),
        (case(has_address=False, person=PersonState.ON_LEAVE), november(9), ()),
        (case(has_address=False), november(14), ()),
    ],
)
def test_the_line_manager_is_told_once_of_acknowledgements_alone(who, today, tell):
    assert decide(who, RULES, today).tell == tell


def test_the_line_manager_is_told_nothing_where_hr_does_not_want_it():
    rules = replace(RULES, tell_manager=False)
    assert decide(case(sent(4), written=november(9)), rules, november(16)).tell == ()


def test_after_the_manager_was_told_there_is_nothing_more():
    done = decide(case(sent(4, manager_told=True), written=november(9)), RULES, november(30))
    assert (done.remind, done.tell, done.hold) == ((), (), Hold.ENOUGH)


def test_the_last_mail_is_known_as_the_last():
    assert not decide(case(sent(2), written=november(2)), RULES, november(30)).last
    assert decide(case(sent(3), written=november(2)), RULES, november(30)).last
    assert not decide(case(sent(3), OTHER, written=november(2)), RULES, november(30)).last


@pytest.mark.parametrize(
    ("manager", "told", "hold"),
    [
        (case(), None, None),
        (case(), november(9), Hold.NOT_YET),
        (case(), november(6), None),
        (case(written=november(13)), None, Hold.NOT_YET),
        (case(person=PersonState.ON_LEAVE), None, Hold.ON_LEAVE),
        (case(person=PersonState.LEFT), None, Hold.LEFT),
        (case(has_address=False), None, Hold.NO_ADDRESS),
        (case(came_back=3), None, Hold.BOUNCED),
        (case(calendar=SchoolCalendar([Span(november(16), november(30))])), None, Hold.NO_SCHOOL_DAY),
    ],
)
def test_a_manager_hears_of_their_people_at_work_on_a_school_day_and_seldom(manager, told, hold):
    assert may_hear_of_people(manager, told, RULES, november(13)) == hold


@pytest.mark.parametrize(
    ("acknowledgement", "audit", "answered", "part"),
    [
        (State.NONE, AuditState.NONE, False, Part.ACKNOWLEDGEMENT),
        (State.NONE, AuditState.NOT_DUE, False, Part.ACKNOWLEDGEMENT),
        (State.ACKNOWLEDGED, AuditState.NONE, False, Part.AUDIT),
        (State.LATE, AuditState.NONE, False, Part.AUDIT),
        (State.ACKNOWLEDGED, AuditState.COMPLETED, False, None),
        (State.ACKNOWLEDGED, AuditState.NOT_DUE, False, None),
        (State.QUESTION, AuditState.NONE, False, None),
        (State.QUESTION, AuditState.NONE, True, Part.ACKNOWLEDGEMENT),
        (State.DECLINED, AuditState.NONE, False, None),
        (State.DECLINED, AuditState.NONE, True, None),
        (State.PAPER, AuditState.NONE, False, None),
        (State.EXEMPT, AuditState.NONE, False, None),
    ],
)
def test_only_what_can_still_be_done_is_reminded_of(acknowledgement, audit, answered, part):
    assert owed_part(acknowledgement, audit, answered=answered) is part


@pytest.mark.parametrize(
    ("written", "usable"),
    [
        ("Ann.Lee@Oak.example ", "ann.lee@oak.example"),
        ("o'neill+hr@oak.example", "o'neill+hr@oak.example"),
        ("", ""),
        ("ann", ""),
        ("ann@oak.example, bob@oak.example", ""),
        ("ann@oak.example\nBcc: all@oak.example", ""),
        ("<ann@oak.example>", ""),
        ("ann..lee@oak.example", ""),
        ('"ann lee"@oak.example', ""),
        ("ann@oak.example;", ""),
        ("j.smith.@oak.example", ""),
        (".j.smith@oak.example", ""),
        ("j.smith@oak..example", ""),
        ("j.smith@oak.example.", ""),
        ("j.smith@-oak.example", ""),
        ("j.smith@oak-.example", ""),
        (f"{'a' * 64}@oak.example", f"{'a' * 64}@oak.example"),
        (f"{'a' * 65}@oak.example", ""),
        (f"ann@{'a' * 64}.example", ""),
        ("ann@intranet", "ann@intranet"),
    ],
)
def test_only_a_plain_address_is_written_to(written, usable):
    assert usable_address(written) == usable


def test_people_of_one_mailbox_are_found_together():
    pairs = [("ann", "office@oak.example"), ("bob", "bob@oak.example"), ("eve", "office@oak.example")]
    assert mailboxes(pairs) == {"office@oak.example": ["ann", "eve"], "bob@oak.example": ["bob"]}
