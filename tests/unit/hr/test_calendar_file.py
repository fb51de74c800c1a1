"""Reading calendars as schools make them: what counts, what is left out, and hostile files refused in bounded time."""

import time
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from app.domain.school_calendar import Span
from app.hr.calendar_file import (
    MAX_BYTES,
    CalendarTooLargeError,
    DayKind,
    EmptyCalendarError,
    NotACalendarError,
    read_calendar,
)

TODAY = date(2026, 11, 23)


def event(title, first, after=None, *more):
    lines = ["BEGIN:VEVENT", f"UID:{title}{first}@oak", "DTSTAMP:20260101T000000Z", f"SUMMARY:{title}"]
    lines += [f"DTSTART;VALUE=DATE:{first}"] + ([f"DTEND;VALUE=DATE:{after}"] if after else [])
    return [*lines, *more, "END:VEVENT"]


def calendar(*events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//oak//terms//EN"]
    return "\r\n".join([*lines, *(line for one in events for line in one), "END:VCALENDAR", ""]).encode()


def read(*events):
    return read_calendar(calendar(*events), ZoneInfo("Europe/London"), TODAY)


def spans(found, kind):
    return [one.span for one in found.entries if one.kind is kind]


def test_terms_half_terms_inset_days_and_bank_holidays_are_taken_and_concerts_left_out():
    found = read(
        event("Autumn Term", "20260902", "20261219"),
        event("Half-term", "20261026", "20261031"),
        event("INSET Day - school closed to pupils", "20260902"),
        event("Early May bank holiday", "20270503"),
        event("Year 7 concert", "20261210"),
    )
    assert spans(found, DayKind.TERM) == [Span(date(2026, 9, 2), date(2026, 12, 18))]
    assert spans(found, DayKind.CLOSED) == [
        Span(date(2026, 9, 2), date(2026, 9, 2)),
        Span(date(2026, 10, 26), date(2026, 10, 30)),
        Span(date(2027, 5, 3), date(2027, 5, 3)),
    ]
    assert (found.left_out, found.unclear) == (1, [])


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("Autumn term begins", "Autumn term ends"),
        ("Start of term", "End of term"),
        ("First day of autumn term", "Last day of term"),
        ("School re-opens", "School closes for Christmas"),
        ("Term starts for all pupils", "School breaks up at 1.30 pm"),
    ],
)
def test_a_term_may_stand_as_its_first_and_its_last_day(begins, ends):
    found = read(event(begins, "20260902"), event(ends, "20261218"))
    assert spans(found, DayKind.TERM) == [Span(date(2026, 9, 2), date(2026, 12, 18))]


def test_an_inset_day_that_begins_a_term_is_closed_and_begins_it():
    found = read(event("Term starts: INSET day", "20260902"), event("Term ends", "20261218"))
    assert spans(found, DayKind.TERM) == [Span(date(2026, 9, 2), date(2026, 12, 18))]
    assert spans(found, DayKind.CLOSED) == [Span(date(2026, 9, 2), date(2026, 9, 2))]


def test_what_cannot_be_told_is_named_and_left_out():
    found = read(
        event("Spring term begins", "20270104"),
        event("Autumn Term", "20260902", "20270902"),
        event("Half term 1", "20260902", "20261024"),
        event("Bank holiday", "20270503"),
        event("Bank holiday", "20270803", "20270801"),
    )
    assert sorted(found.unclear) == ["Autumn Term", "Half term 1", "Spring term begins"]
    assert Span(date(2027, 5, 3), date(2027, 5, 3)) in spans(found, DayKind.CLOSED)


def test_repeating_days_are_followed_without_those_taken_out_or_moved():
    found = read(
        event("Christmas Day", "20151225", None, "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20281225"),
        event("Boxing Day", "20261226", None, "RRULE:FREQ=YEARLY;UNTIL=20271226T000000Z"),
        event(
            "School closed",
            "20261101",
            None,
            "RRULE:FREQ=WEEKLY;BYDAY=SU;COUNT=2",
            "RDATE;VALUE=DATE:20261214",
        ),
    )
    days = [one.first for one in spans(found, DayKind.CLOSED)]
    assert days == [
        date(2025, 12, 25),
        *(date(2026, 11, 1), date(2026, 11, 8), date(2026, 12, 14), date(2026, 12, 25), date(2026, 12, 26)),
        *(date(2027, 12, 25), date(2027, 12, 26)),
        *(date(year, 12, 25) for year in (2029, 2030, 2031)),
    ]


def test_a_moved_repeat_counts_on_its_new_day_alone():
    uid = "UID:closed@oak"
    first = ["BEGIN:VEVENT", uid, "SUMMARY:School closed", "DTSTART;VALUE=DATE:20261106"]
    moved = ["BEGIN:VEVENT", uid, "SUMMARY:School closed", "DTSTART;VALUE=DATE:20261116"]
    found = read(
        [*first, "RRULE:FREQ=WEEKLY;COUNT=2", "END:VEVENT"],
        [*moved, "RECURRENCE-ID;VALUE=DATE:20261113", "END:VEVENT"],
    )
    assert [one.first for one in spans(found, DayKind.CLOSED)] == [date(2026, 11, 6), date(2026, 11, 16)]


def test_an_event_at_a_time_counts_for_the_day_on_its_own_clock():
    zone = ["BEGIN:VTIMEZONE", "TZID:Local", "BEGIN:STANDARD", "DTSTART:19700101T000000"]
    zone += ["RRULE:FREQ=SECONDLY", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"]
    timed = ["BEGIN:VEVENT", "UID:1", "SUMMARY:INSET day", "DTSTART;TZID=Local:20261105T090000"]
    timed += ["DTEND;TZID=Local:20261105T153000", "END:VEVENT"]
    late = ["BEGIN:VEVENT", "UID:2", "SUMMARY:School closed", "DTSTART:20270610T233000Z"]
    late += ["DTEND:20270611T000000Z", "END:VEVENT"]
    found = read(zone, timed, late)
    # Half past eleven at night in UTC is the next day on a summer clock in London.
    assert [one.first for one in spans(found, DayKind.CLOSED)] == [date(2026, 11, 5), date(2027, 6, 11)]


def test_a_cancelled_event_does_not_count():
    found = read(
        event("Bank holiday", "20270503"), event("School closed", "20261202", None, "STATUS:CANCELLED")
    )
    assert len(found.entries) == 1


def test_the_same_day_twice_counts_once():
    assert len(read(*[event("Bank holiday", "20270503")] * 3).entries) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe not a calendar",
        b"Date,Title\n2026-09-02,Term\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        b"BEGIN:VEVENT\r\n" * 50_000,
        "BEGIN:VCALENDAR\r\nSUMMARY:Term\r\n".encode("utf-16"),
    ],
)
def test_what_is_no_calendar_is_refused_in_words(content):
    with pytest.raises((NotACalendarError, EmptyCalendarError)):
        read_calendar(content, ZoneInfo("Europe/London"), TODAY)


def test_a_calendar_without_terms_or_closed_days_is_refused():
    with pytest.raises(EmptyCalendarError):
        read(event("Year 7 concert", "20261210"))


def test_a_file_that_is_too_large_or_holds_too_many_events_is_refused():
    with pytest.raises(CalendarTooLargeError):
        read_calendar(b" " * (MAX_BYTES + 1), ZoneInfo("Europe/London"), TODAY)
    tiny = ["BEGIN:VEVENT", "END:VEVENT"]
    with pytest.raises(CalendarTooLargeError):
        read(*[tiny] * 5_001)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;COUNT=3",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=99999999999",
        "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=SOMETIMES",
        "COUNT=3",
        "nonsense",
    ],
)
def test_a_rule_that_no_school_has_is_named_as_unclear(rule):
    found = read(event("Bank holiday", "20270503"), event("School closed", "20261202", None, f"RRULE:{rule}"))
    assert len(found.entries) == 1
    assert found.unclear == ["School closed"]


def test_rules_that_never_come_true_end_at_once():
    odd = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    began = time.monotonic()
    found = read(*[event(f"School closed {n}", "20261202", None, odd) for n in range(5)])
    assert len(found.entries) == 5
    assert time.monotonic() - began < 20
    with pytest.raises(CalendarTooLargeError):
        read(*[event(f"School closed {n}", "20261202", None, "RRULE:FREQ=DAILY;COUNT=1") for n in range(51)])


def test_a_title_is_one_line_of_plain_letters():
    found = read(event("Bank \u202eholiday\\n" + "x" * 300, "20270503"))
    assert found.entries[0].title.startswith("Bank holiday xxx")
    assert len(found.entries[0].title) == 100
