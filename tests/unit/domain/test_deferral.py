"""*Later* names real times, fewer as the date nears, and never one past it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import end_of_day
from app.domain.deferral import SchoolDay, honoured_until, later_options

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


def test_a_trust_can_set_its_own_school_day():
    day = SchoolDay(starts=time(9, 0), lessons_end=time(18, 15), weekdays=frozenset({5}))
    labels = [o.label for o in later_options(london("2026-11-28 10:00"), None, LONDON, day)]
    assert labels == ["In an hour, at 11:00", "This evening, at 18:15", "Saturday 5 December at 09:00"]


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        later_options(datetime(2026, 11, 23, 13, 27), None, LONDON)  # noqa: DTZ001 - the point of the test


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
DAYS = st.integers(-3, 20)
ZONES = st.sampled_from([LONDON, ZoneInfo("Pacific/Auckland"), ZoneInfo("America/St_Johns"), UTC])


@given(now=MOMENTS, ahead=DAYS, tz=ZONES)
def test_no_choice_is_past_or_beyond_the_end_of_the_due_date(now, ahead, tz):
    due = now.astimezone(tz).date() + timedelta(days=ahead)
    options = later_options(now, due, tz)
    times = [option.until for option in options]
    assert all(until > now for until in times)
    assert times == sorted(set(times))
    if ahead >= 0:
        assert all(until < end_of_day(due, tz) for until in times)
    else:
        assert [option.label.split(",")[0] for option in options] == ["In an hour"]


@given(now=MOMENTS, ahead=st.integers(0, 20), tz=ZONES)
def test_there_are_never_more_choices_when_the_date_is_nearer(now, ahead, tz):
    due = now.astimezone(tz).date() + timedelta(days=ahead)
    nearer, farther = later_options(now, due, tz), later_options(now, due + timedelta(days=1), tz)
    assert len(nearer) <= len(farther) <= len(later_options(now, None, tz)) <= 4


@pytest.mark.parametrize(
    ("until", "chosen_at", "due", "expected"),
    [
        ("2026-11-30 08:30", "2026-11-23 10:00", None, "2026-11-30 08:30"),
        ("2026-11-30 08:30", "2026-11-23 10:00", "2026-12-04", "2026-11-30 08:30"),
        ("2026-11-30 08:30", "2026-11-23 10:00", "2026-11-25", "2026-11-26 00:00"),
        ("2026-11-30 10:00", "2026-11-30 09:00", "2026-11-25", "2026-11-30 10:00"),
    ],
)
def test_a_choice_is_cut_when_hr_moves_the_date_nearer(until, chosen_at, due, expected):
    ends = date.fromisoformat(due) if due else None
    assert honoured_until(london(until), london(chosen_at), ends, LONDON) == london(expected)
