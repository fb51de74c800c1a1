"""By when a policy is to be answered: latecomers, corrections, and dates that make no sense."""

from datetime import date

import pytest

from app.domain.due_dates import LATECOMERS_DAYS, DueDates, is_too_soon, renamed
from app.domain.school_calendar import SchoolCalendar, Span

MONDAY = date(2026, 11, 23)
WEEKDAYS = SchoolCalendar()
SUMMER = SchoolCalendar([Span(date(2027, 1, 4), date(2027, 3, 26))])

LATECOMERS = {
    "no date and no days": ((None, None), MONDAY, WEEKDAYS, None),
    "a date that has passed leaves ten school days": (
        ("2026-10-30", None),
        MONDAY,
        WEEKDAYS,
        date(2026, 12, 7),
    ),
    "a date that is near leaves ten school days": (("2026-11-24", None), MONDAY, WEEKDAYS, date(2026, 12, 7)),
    "a date that is far stays": (("2026-12-31", None), MONDAY, WEEKDAYS, date(2026, 12, 31)),
    "days alone": ((None, 5), MONDAY, WEEKDAYS, date(2026, 11, 30)),
    "HR's days beside a date that has passed": (("2026-10-30", 5), MONDAY, WEEKDAYS, date(2026, 11, 30)),
    "HR's days beside a later date": (("2026-12-31", 5), MONDAY, WEEKDAYS, date(2026, 12, 31)),
    "joining in the holidays": (("2026-10-30", 1), date(2026, 12, 24), SUMMER, date(2027, 1, 4)),
}


@pytest.mark.parametrize("case", LATECOMERS)
def test_nobody_who_is_asked_later_is_overdue_on_their_first_day(case):
    terms, asked, calendar, due = LATECOMERS[case]
    assert DueDates.of(*terms).for_a_latecomer(asked, calendar) == due


def test_a_latecomer_has_two_school_weeks_unless_hr_says_otherwise():
    assert LATECOMERS_DAYS == 10


A, B, C = date(2026, 12, 1), date(2026, 12, 11), date(2026, 12, 31)
RENAMED = {
    "nothing named, nothing changed": (A, A, A, A),
    "moved by leave, and no other date is named": (B, A, A, B),
    "later": (A, A, C, C),
    "nearer": (C, C, A, A),
    "moved by leave, and the new date is later": (B, A, C, C),
    "moved by leave, and the new date is earlier": (C, A, B, C),
    "a date where there was none": (None, None, A, A),
    "days counted, and now a date": (B, None, A, B),
    "a date, and now days": (A, A, None, A),
}


@pytest.mark.parametrize("case", RENAMED)
def test_a_minor_version_moves_only_dates_that_it_names(case):
    own, before, now, due = RENAMED[case]
    assert renamed(own, before, now) == due


@pytest.mark.parametrize(
    ("due", "starts", "refused"),
    [
        (None, None, False),
        (None, C, False),
        (A, None, False),
        (B, None, False),
        (date(2020, 1, 1), None, True),
        (date(2026, 11, 30), None, True),
        (B, C, True),
        (C, C, False),
        (date(2026, 11, 30), date(2026, 11, 2), True),
    ],
)
def test_no_version_is_due_before_it_is_asked(due, starts, refused):
    assert is_too_soon(due, starts, A) is refused
