"""Dates read as people say them, and records hold them in one form only."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import dates

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (date(2026, 12, 4), "Friday 4 December"),
        (date(2026, 1, 1), "Thursday 1 January"),
        (date(2027, 1, 1), "Friday 1 January 2027"),
        (date(2021, 3, 22), "Monday 22 March 2021"),
    ],
)
def test_a_day_names_its_year_only_when_it_is_another(when, words):
    assert dates.day(when, TODAY) == words


def test_a_time_is_said_as_the_clock_on_the_wall_shows_it():
    summer = datetime(2026, 7, 3, 23, 5, tzinfo=UTC)
    assert dates.day_and_time(summer, LONDON, TODAY) == "Saturday 4 July at 00:05"
    assert dates.clock(time(8, 30)) == "08:30"
    assert dates.month(date(2022, 3, 31)) == "March 2022"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("March 2022", date(2022, 3, 31)),
        ("  march\t2022 ", date(2022, 3, 31)),
        ("Mar 22", date(2022, 3, 31)),
        ("Sept. 2025", date(2025, 9, 30)),
        ("March, 2022", date(2022, 3, 31)),
        ("22nd March 2022", date(2022, 3, 31)),
        ("Tuesday 22 March 2022", date(2022, 3, 31)),
        ("22/3/21", date(2021, 3, 31)),
        ("22/03/2021", date(2021, 3, 31)),
        ("22.03.2021", date(2021, 3, 31)),
        ("02/2024", date(2024, 2, 29)),
        ("2022-03-22", date(2022, 3, 31)),
        ("2022-03", date(2022, 3, 31)),
        ("Spring 2022", None),
        ("13/13/21", None),
        ("March", None),
        ("2022", None),
        ("", None),
        ("annually", None),
        ("0000-01", None),
        ("٢٠٢٢-٠٣", None),
    ],
)
def test_a_written_month_is_read_however_people_write_it(text, expected):
    assert dates.month_end(text) == expected


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_month_that_we_write_is_read_back(when):
    end = dates.month_end(dates.month(when))
    assert end is not None
    assert (end.year, end.month) == (when.year, when.month)
    assert (end + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("when", "tz", "end"),
    [
        (date(2026, 12, 4), LONDON, datetime(2026, 12, 5, 0, tzinfo=UTC)),
        (date(2026, 7, 3), LONDON, datetime(2026, 7, 3, 23, tzinfo=UTC)),
        (date(2026, 10, 25), LONDON, datetime(2026, 10, 26, 0, tzinfo=UTC)),
        (date(2026, 3, 29), LONDON, datetime(2026, 3, 29, 23, tzinfo=UTC)),
        (date(2026, 12, 4), ZoneInfo("Asia/Tokyo"), datetime(2026, 12, 4, 15, tzinfo=UTC)),
        (date.max, LONDON, datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_a_due_date_ends_at_midnight_in_the_trusts_time_zone(when, tz, end):
    assert dates.end_of_day(when, tz) == end


def test_the_day_is_the_one_on_the_trusts_calendar():
    assert dates.date_in(LONDON, datetime(2026, 7, 3, 23, 30, tzinfo=UTC)) == date(2026, 7, 4)


def test_records_hold_utc_to_the_whole_second():
    paris = timezone(timedelta(hours=1))
    when = datetime(2026, 11, 22, 16, 42, 13, 999_999, tzinfo=paris)
    assert dates.to_utc_text(when) == "2026-11-22T15:42:13Z"


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_recorded_time_is_read_back_the_same(when):
    whole = when.replace(microsecond=0)
    assert dates.from_utc_text(dates.to_utc_text(when)) == whole
    assert dates.from_utc_text(dates.to_utc_text(when)).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T15:42:13",
        "2026-11-22T15:42:13+00:00",
        "2026-11-22t15:42:13z",
        "2026-11-22 15:42:13Z",
        "2026-11-22T15:42:13.0Z",
        "2026-11-22T15:42Z",
        "2026-11-22T15:42:13Z\n",
        "2026-02-30T15:42:13Z",
        "2026-11-22T24:42:13Z",
        "2026-11-22T15:42:60Z",
        "٢٠٢٦-11-22T15:42:13Z",
        "",
    ],
)
def test_every_other_form_of_time_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        dates.from_utc_text(text)


@pytest.mark.parametrize("text", ["20261122", "2026-W47-7", "2026-11-31", "22/11/2026", "2026-11-22\n", ""])
def test_every_other_form_of_date_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        dates.from_date_text(text)


def test_a_date_is_read_in_the_one_form():
    assert dates.from_date_text("2026-11-22") == TODAY


def test_a_time_without_a_zone_is_never_guessed():
    with pytest.raises(ValueError, match="time zone"):
        dates.to_utc_text(datetime(2026, 11, 22))  # noqa: DTZ001 - the point of the test
