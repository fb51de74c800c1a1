"""*Later* names real times, fewer as the date nears, and never one past it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.config.lessons import lesson_at, parse
from app.domain.dates import end_of_day
from app.domain.deferral import SchoolWeek, honoured_until, later_options
from app.login.check import LONGEST_LATER_SECONDS

LONDON = ZoneInfo("Europe/London")


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


# November 2026: the 23rd is a Monday, the 27th a Friday.
@pytest.mark.parametrize(
    ("now", "due", "labels"),
    [
        (
            "2026-11-23 13:27",
            None,
            [
                "In an hour, at 14:30",
                "This afternoon, at 15:30",
                "Tomorrow at 08:30",
                "Monday 30 November at 08:30",
            ],
        ),
        (
            "2026-11-23 13:27",
            "2026-12-01",
            [
                "In an hour, at 14:30",
                "This afternoon, at 15:30",
                "Tomorrow at 08:30",
                "Monday 30 November at 08:30",
            ],
        ),
        (
            "2026-11-23 13:27",
            "2026-11-30",
            ["In an hour, at 14:30", "This afternoon, at 15:30", "Tomorrow at 08:30"],
        ),
        (
            "2026-11-23 13:27",
            "2026-11-24",
            ["In an hour, at 14:30", "This afternoon, at 15:30", "Tomorrow at 08:30"],
        ),
        ("2026-11-23 13:27", "2026-11-23", ["In an hour, at 14:30", "This afternoon, at 15:30"]),
        ("2026-11-23 14:01", "2026-11-23", ["In an hour, at 15:05"]),
        ("2026-11-23 22:55", "2026-11-23", ["In an hour, at 23:55"]),
        ("2026-11-23 22:56", "2026-11-23", ["In a quarter of an hour, at 23:15"]),
        ("2026-11-23 23:40", "2026-11-23", ["In a quarter of an hour, at 23:55"]),
        ("2026-11-23 23:41", "2026-11-23", []),
        ("2026-11-24 00:00", "2026-11-23", ["In an hour, at 01:00"]),
        ("2026-11-30 09:12", "2026-11-23", ["In an hour, at 10:15"]),
        ("2026-11-25 16:00", None, ["In an hour, at 17:00", "Tomorrow at 08:30", "Monday at 08:30"]),
        ("2026-11-27 16:00", None, ["In an hour, at 17:00", "Monday at 08:30"]),
        ("2026-11-27 16:00", "2026-11-29", ["In an hour, at 17:00"]),
        ("2026-11-28 10:00", None, ["In an hour, at 11:00", "Monday at 08:30"]),
        ("2026-11-29 10:00", None, ["In an hour, at 11:00", "Tomorrow at 08:30"]),
        ("2026-11-26 23:30", None, ["In an hour, at 00:30", "Tomorrow at 08:30", "Monday at 08:30"]),
    ],
)
def test_later_offers_the_times_that_fit(now, due, labels):
    ends = date.fromisoformat(due) if due else None
    assert [option.label for option in later_options(london(now), ends, LONDON)] == labels


def test_each_label_names_the_very_time_at_which_it_asks_again():
    options = later_options(london("2026-11-23 13:27"), None, LONDON)
    assert [option.until for option in options] == [
        datetime(2026, 11, 23, 14, 30, tzinfo=UTC),
        datetime(2026, 11, 23, 15, 30, tzinfo=UTC),
        datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
        datetime(2026, 11, 30, 8, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("now", "until"),
    [
        # Clocks go back at 02:00 on Sunday 25 October 2026, and forward at 01:00 on 28 March 2027.
        ("2026-10-24 12:00", datetime(2026, 10, 26, 8, 30, tzinfo=UTC)),
        ("2027-03-27 12:00", datetime(2027, 3, 29, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_morning_stays_at_half_past_eight_when_the_clocks_change(now, until):
    option = later_options(london(now), None, LONDON)[-1]
    assert (option.label, option.until) == ("Monday at 08:30", until)


def test_an_hour_is_an_hour_while_the_clocks_change():
    now = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 01:30 in London, for the first time that night
    option = later_options(now, None, LONDON)[0]
    assert (option.label, option.until - now) == ("In an hour, at 01:30", timedelta(hours=1))


def week(*hours: str) -> SchoolWeek:
    return SchoolWeek(tuple(map(parse, hours)))


MORNING, AFTERNOON = "Mon-Fri 08:50-12:15", "Mon-Fri 13:10-15:20"


@pytest.mark.parametrize(
    ("hours", "now", "due", "labels"),
    [
        # The day follows the lessons: twenty minutes before the first, the end of the last.
        (
            [MORNING, AFTERNOON],
            "2026-11-23 11:30",
            None,
            [
                "In an hour, at 12:30",
                "This afternoon, at 15:20",
                "Tomorrow at 08:30",
                "Monday 30 November at 08:30",
            ],
        ),
        (
            ["Mon-Fri 08:32-14:47"],
            "2026-11-26 16:00",
            None,
            ["In an hour, at 17:00", "Tomorrow at 08:10", "Monday at 08:10"],
        ),
        # In an hour is in a lesson: the end of the lesson instead.
        (
            [MORNING, AFTERNOON],
            "2026-11-23 10:00",
            "2026-11-23",
            ["When the lesson ends, at 12:15", "This afternoon, at 15:20"],
        ),
        # That is the end of the day: one time, once. Lessons that end between are rounded up, as every time is.
        ([MORNING, AFTERNOON], "2026-11-23 13:00", "2026-11-23", ["When the lesson ends, at 15:20"]),
        (["Mon-Fri 08:50-15:23"], "2026-11-23 13:00", "2026-11-23", ["When the lesson ends, at 15:25"]),
        # One lesson ends as another begins.
        (
            ["Mon-Fri 08:50-10:02", "Mon-Fri 10:02-11:00"],
            "2026-11-23 08:30",
            "2026-11-23",
            ["When the lesson ends, at 11:00", "This afternoon, at 15:30"],
        ),
        # Friday ends early, and Saturday has lessons.
        (
            ["Mon-Thu 09:00-15:00", "Fri 09:00-12:30", "Sat 09:30-12:05"],
            "2026-11-27 09:00",
            None,
            ["When the lesson ends, at 12:30", "Tomorrow at 09:10", "Monday at 08:40"],
        ),
        # A week of three days and more is told whole; hours on one day alone leave the other days as they were.
        (
            ["Sun,Mon,Tue 09:00-15:00"],
            "2026-11-24 16:00",
            None,
            ["In an hour, at 17:00", "Sunday at 08:40", "Monday at 08:40"],
        ),
        (
            ["Wed 13:10-15:20"],
            "2026-11-24 16:00",
            "2026-11-26",
            ["In an hour, at 17:00", "Tomorrow at 08:30"],
        ),
        (
            ["Mon-Fri 08:50-11:55"],
            "2026-11-23 12:00",
            "2026-11-23",
            ["In an hour, at 13:00", "This afternoon, at 15:30"],
        ),
        # A lesson all day long leaves no time that day.
        (["Mon-Sun 00:00-23:59"], "2026-11-23 10:00", "2026-11-23", []),
        (["Mon-Sun 00:00-23:59"], "2026-11-24 10:00", "2026-11-23", []),
        # After the date the hour gives way to a lesson too.
        ([MORNING], "2026-11-24 10:00", "2026-11-23", ["When the lesson ends, at 12:15"]),
    ],
)
def test_later_follows_the_trusts_own_school_day_and_never_falls_into_a_lesson(hours, now, due, labels):
    ends = date.fromisoformat(due) if due else None
    assert [o.label for o in later_options(london(now), ends, LONDON, week(*hours))] == labels


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        later_options(datetime(2026, 11, 23, 13, 27), None, LONDON)  # noqa: DTZ001 - the point of the test


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
DAYS = st.integers(-3, 20)
ZONES = st.sampled_from([LONDON, ZoneInfo("Pacific/Auckland"), ZoneInfo("America/St_Johns"), UTC])


WEEKS = st.sampled_from(
    [
        SchoolWeek(),
        week(MORNING, AFTERNOON),
        week("Mon-Fri 09:05-11:02", "Sat 10:00-12:41"),
        week("Wed 13:10-15:20"),
    ]
)


@given(now=MOMENTS, ahead=DAYS, tz=ZONES, school=WEEKS)
def test_no_choice_is_past_in_a_lesson_or_beyond_the_end_of_the_due_date(now, ahead, tz, school):
    due = now.astimezone(tz).date() + timedelta(days=ahead)
    options = later_options(now, due, tz, school)
    times = [option.until for option in options]
    assert all(until > now for until in times)
    assert times == sorted(set(times))
    assert all(lesson_at(school.lessons, until.astimezone(tz)) is None for until in times)
    assert all(until.minute % 5 == 0 for until in times)
    if ahead >= 0:
        assert all(until < end_of_day(due, tz) for until in times)
    else:
        assert len(options) == 1


@given(now=MOMENTS, ahead=st.integers(0, 20), tz=ZONES, school=WEEKS)
def test_there_are_never_more_choices_when_the_date_is_nearer(now, ahead, tz, school):
    due = now.astimezone(tz).date() + timedelta(days=ahead)
    nearer, farther = (later_options(now, due + timedelta(days=days), tz, school) for days in (0, 1))
    assert len(nearer) <= len(farther) <= len(later_options(now, None, tz, school)) <= 4


@given(now=MOMENTS, tz=ZONES, school=WEEKS)
def test_no_choice_is_further_off_than_the_login_believes(now, tz, school):
    last = later_options(now, None, tz, school)[-1].until
    assert (last - now).total_seconds() < LONGEST_LATER_SECONDS


@pytest.mark.parametrize(
    ("until", "chosen_at", "due", "now", "expected"),
    [
        ("2026-11-30 08:30", "2026-11-23 10:00", None, "2026-11-23 10:00", "2026-11-30 08:30"),
        ("2026-11-30 08:30", "2026-11-23 10:00", "2026-12-04", "2026-11-23 10:00", "2026-11-30 08:30"),
        # HR moves the date nearer: cut to its end, and where that had passed already, to the hour that is left.
        ("2026-11-30 08:30", "2026-11-23 10:00", "2026-11-25", "2026-11-24 10:00", "2026-11-26 00:00"),
        ("2026-11-30 08:30", "2026-11-21 10:02", "2026-11-20", "2026-11-22 10:00", "2026-11-21 11:07"),
        ("2026-11-30 10:00", "2026-11-30 09:00", "2026-11-25", "2026-11-30 09:00", "2026-11-30 10:00"),
        ("2026-11-30 10:05", "2026-11-30 09:01", "2026-11-25", "2026-11-30 09:01", "2026-11-30 10:05"),
        # Chosen by a clock that was ahead: not chosen. A clock that went back a little changes nothing.
        ("2027-11-23 08:30", "2027-11-22 10:00", "2026-12-04", "2026-11-22 10:00", None),
        ("2027-11-23 08:30", "2027-11-22 10:00", None, "2026-11-22 10:00", None),
        ("2026-11-23 08:30", "2026-11-22 10:01", None, "2026-11-22 10:00", "2026-11-23 08:30"),
        ("2026-11-23 08:30", "2026-11-22 10:06", None, "2026-11-22 10:00", None),
    ],
)
def test_a_choice_holds_no_longer_than_one_that_could_be_made_now(until, chosen_at, due, now, expected):
    ends = date.fromisoformat(due) if due else None
    held = honoured_until(london(until), london(chosen_at), ends, LONDON, london(now))
    assert held == (london(expected) if expected else None)
