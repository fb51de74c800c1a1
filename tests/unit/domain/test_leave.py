"""Who is away when, of all the leave that was recorded, and how far a date moves on for it."""

from datetime import date

import pytest

from app.domain.leave import Absence, absence_on, absences, ended_by, moved_on, newly_over, standing_leaves


def day(text: str) -> date:
    """A day of 2026, or of 2027 after a plus sign: "11-20", "+01-10"."""
    return date.fromisoformat(f"2027-{text[1:]}" if text.startswith("+") else f"2026-{text}")


def leave(first: str, last: str | None = None) -> Absence:
    return Absence(day(first), day(last) if last else None)


AWAY = {
    "nothing was recorded": ([], []),
    "one leave": ([leave("11-20", "12-20")], [leave("11-20", "12-20")]),
    "a later one is recorded in advance, and the first still counts": (
        [leave("11-20", "12-20"), leave("+01-10", "+09-10")],
        [leave("11-20", "12-20"), leave("+01-10", "+09-10")],
    ),
    "an earlier one is written down afterwards": (
        [leave("+01-10", "+09-10"), leave("11-20", "12-20")],
        [leave("11-20", "12-20"), leave("+01-10", "+09-10")],
    ),
    "the same first day again says how long it really is": (
        [leave("11-20", "12-20"), leave("11-20", "12-04")],
        [leave("11-20", "12-04")],
    ),
    "it is called off, and what was recorded beside it stays": (
        [leave("12-01", "12-04"), leave("+01-10", "+01-14"), leave("12-01", "11-30")],
        [leave("+01-10", "+01-14")],
    ),
    "called off, and recorded again": (
        [leave("12-01", "12-04"), leave("12-01", "11-30"), leave("12-01", "12-02")],
        [leave("12-01", "12-02")],
    ),
    "they overlap": ([leave("11-20", "12-20"), leave("12-10", "12-31")], [leave("11-20", "12-31")]),
    "one lies within the other": (
        [leave("11-20", "12-20"), leave("12-01", "12-04")],
        [leave("11-20", "12-20")],
    ),
    "the next begins the day after": (
        [leave("11-20", "12-20"), leave("12-21", "12-31")],
        [leave("11-20", "12-31")],
    ),
    "there is a day at work between": (
        [leave("11-20", "12-20"), leave("12-22", "12-31")],
        [leave("11-20", "12-20"), leave("12-22", "12-31")],
    ),
    "until further notice": ([leave("11-20")], [leave("11-20")]),
    "until further notice, and then the last day is known": (
        [leave("11-20"), leave("11-20", "11-27")],
        [leave("11-20", "11-27")],
    ),
    "until further notice ends with leave that follows": (
        [leave("11-20"), leave("+01-10", "+09-10")],
        [leave("11-20", "+09-10")],
    ),
    "until further notice, and its days are then told from an earlier first day": (
        [leave("11-20"), leave("11-16", "11-27")],
        [leave("11-16", "11-27")],
    ),
    "an earlier leave is no word about leave until further notice": (
        [leave("11-20"), leave("10-05", "10-09")],
        [leave("10-05", "10-09"), leave("11-20")],
    ),
    "a leave that is called off says nothing of one until further notice": (
        [leave("11-20"), leave("12-24", "12-23")],
        [leave("11-20")],
    ),
    "until further notice from within a leave": (
        [leave("11-20", "12-20"), leave("12-10")],
        [leave("11-20")],
    ),
}


@pytest.mark.parametrize("case", AWAY)
def test_all_leave_that_stands_counts_and_not_the_newest_alone(case):
    recorded, away = AWAY[case]
    assert absences(recorded) == away


def test_who_is_away_today_is_told_from_every_absence():
    away = absences([leave("11-20", "12-20"), leave("+01-10")])
    told = {text: absence_on(away, day(text)) for text in ("11-19", "11-20", "12-20", "12-21", "+06-01")}
    assert [text for text, one in told.items() if one] == ["11-20", "12-20", "+06-01"]


ENDED = {
    "in the middle": ([leave("11-20", "12-20"), leave("+01-10", "+09-10")], "12-01", ["11-20"]),
    "of the second": ([leave("11-20", "12-20"), leave("+01-10", "+09-10")], "+02-01", ["+01-10"]),
    "of two that overlap": ([leave("11-20", "12-20"), leave("12-01", "12-31")], "12-10", ["11-20", "12-01"]),
    "on its first day": ([leave("11-20", "12-20")], "11-20", ["11-20"]),
    "on its last day": ([leave("11-20", "12-20")], "12-20", ["11-20"]),
    "when it is over": ([leave("11-20", "12-20")], "12-21", []),
    "before it begins": ([leave("11-20")], "11-19", []),
    "until further notice": ([leave("11-20")], "12-24", ["11-20"]),
}


@pytest.mark.parametrize("case", ENDED)
def test_coming_back_ends_the_leave_of_that_day_and_no_other(case):
    recorded, on, ended = ENDED[case]
    assert [one.first for one in ended_by(recorded, day(on))] == [day(first) for first in ended]
    again = [
        Absence(one.first, date.fromordinal(day(on).toordinal() - 1)) for one in ended_by(recorded, day(on))
    ]
    assert absence_on(absences([*recorded, *again]), day(on)) is None
    assert len(standing_leaves([*recorded, *again])) >= len(standing_leaves(recorded)) - len(ended)


MOVES = {
    "still away": ([leave("11-20", "12-20")], "12-01", "12-20", []),
    "back since today": ([leave("11-20", "12-20")], "12-20", "12-21", [leave("11-20", "12-20")]),
    "told of before": ([leave("11-20", "12-20")], "12-21", "12-22", []),
    "gone and back between two looks": (
        [leave("12-01", "12-02"), leave("12-07", "12-08")],
        "11-30",
        "12-14",
        [leave("12-01", "12-02"), leave("12-07", "12-08")],
    ),
}


@pytest.mark.parametrize("case", MOVES)
def test_an_absence_counts_once_when_it_is_over(case):
    away, looked, today, over = MOVES[case]
    assert newly_over(away, day(looked), away, day(today)) == over


def test_leave_that_is_written_down_afterwards_adds_only_days_that_were_not_counted():
    today = day("12-15")
    before, now = [leave("12-01", "12-05")], [leave("11-30", "12-07")]
    assert newly_over(before, today, now, today) == [leave("11-30", "11-30"), leave("12-06", "12-07")]
    assert newly_over(now, today, before, today) == []


DATES = {
    "no absence": ("12-31", [], "11-01", "12-31"),
    "ten days": ("12-31", [leave("12-01", "12-10")], "11-01", "+01-10"),
    "begun on the last day in time": ("12-01", [leave("12-01", "12-10")], "11-01", "12-11"),
    "begun when it was overdue": ("11-30", [leave("12-01", "12-10")], "11-01", "11-30"),
    "over before they were asked": ("12-31", [leave("12-01", "12-10")], "12-11", "12-31"),
    "asked while they were away": ("12-31", [leave("09-01", "12-10")], "12-09", "+01-02"),
    "two absences, and the second begins in the time won by the first": (
        "12-02",
        [leave("12-01", "12-10"), leave("12-12", "12-13")],
        "11-01",
        "12-14",
    ),
}


@pytest.mark.parametrize("case", DATES)
def test_a_date_that_was_still_to_come_moves_on_by_the_days_away_since_it_was_asked(case):
    due, over, asked, moved = DATES[case]
    assert moved_on(day(due), over, day(asked)) == day(moved)
