"""School days: terms, closed days, counting forward, and what holds where nothing is known."""

from datetime import date

import pytest

from app.domain.school_calendar import SchoolCalendar, Span, all_of

AUTUMN = Span(date(2026, 9, 2), date(2026, 12, 18))
SPRING = Span(date(2027, 1, 5), date(2027, 3, 25))
HALF_TERM = Span(date(2026, 10, 26), date(2026, 10, 30))
CALENDAR = SchoolCalendar([SPRING, AUTUMN], [HALF_TERM])


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2026, 9, 1), False),  # before the first known term
        (date(2026, 9, 2), True),
        (date(2026, 10, 24), False),  # a Saturday
        (date(2026, 10, 28), False),  # half term
        (date(2026, 11, 2), True),
        (date(2026, 12, 25), False),  # between terms
        (date(2027, 1, 5), True),
        (date(2027, 4, 7), True),  # after what is known weekdays stand in
        (date(2027, 4, 10), False),
    ],
)
def test_a_school_day_lies_in_a_term_and_is_not_closed(day, is_one):
    assert CALENDAR.is_school_day(day) is is_one


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        (date(2026, 9, 2), 0, date(2026, 9, 2)),
        (date(2026, 8, 12), 0, date(2026, 9, 2)),
        (date(2026, 8, 12), 1, date(2026, 9, 2)),
        (date(2026, 10, 23), 1, date(2026, 11, 2)),
        (date(2026, 12, 18), 2, date(2027, 1, 6)),
        (date(2027, 3, 25), 1, date(2027, 3, 26)),
    ],
)
def test_counting_school_days_steps_over_holidays(day, number, found):
    assert CALENDAR.after(day, number) == found


def test_without_terms_weekdays_that_are_not_closed_are_school_days():
    calendar = SchoolCalendar(closed=[Span(date(2026, 12, 25), date(2026, 12, 25))])
    assert calendar.known_until is None
    assert calendar.is_school_day(date(2026, 8, 12))
    assert calendar.after(date(2026, 12, 24), 1) == date(2026, 12, 28)


def test_until_when_terms_are_known_is_the_last_day_of_the_last_term():
    assert CALENDAR.known_until == SPRING.last


def test_at_several_schools_a_day_must_be_one_in_all_of_them():
    other = SchoolCalendar([Span(date(2026, 9, 7), date(2026, 12, 11))])
    both = all_of([CALENDAR, other])
    assert not both.is_school_day(date(2026, 9, 3))
    assert both.is_school_day(date(2026, 9, 7))
    assert not both.is_school_day(HALF_TERM.first)
    assert both.known_until == date(2026, 12, 11)
    assert both.after(date(2026, 9, 2), 1) == date(2026, 9, 7)


def test_at_one_school_its_calendar_is_theirs():
    assert all_of([CALENDAR, CALENDAR]) is CALENDAR


def test_days_cannot_be_counted_backwards_and_a_span_cannot_end_first():
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.after(date(2026, 9, 2), -1)
    with pytest.raises(ValueError, match="end before"):
        Span(date(2026, 9, 2), date(2026, 9, 1))
