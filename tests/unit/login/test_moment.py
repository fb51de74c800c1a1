"""The right moment: each rule as a table of cases."""

from datetime import time
from itertools import pairwise

import pytest

from app.login.moment import (
    REST_SECONDS,
    SHARES,
    SPREAD_SECONDS,
    TRY_AGAIN_SECONDS,
    Senses,
    held_back,
    not_told,
    rests,
    sync_plan,
)

FREE = Senses(
    locked=False, presenting=False, mirrored=False, full_screen=False, undisturbed=False, idle_seconds=60.0
)
NOW = 1_800_000_000


@pytest.mark.parametrize(
    ("senses", "lesson_ends", "at_login", "reason"),
    [
        (FREE, None, True, None),
        (FREE, None, False, None),
        (FREE, time(10, 15), True, "a lesson is on until 10:15"),
        (Senses(locked=True), None, True, "the screen is locked"),
        (Senses(presenting=True), None, True, "something is being presented"),
        (Senses(mirrored=True), None, True, "the screen is shown on another display too"),
        (Senses(full_screen=True), None, True, "a program fills the screen"),
        (Senses(undisturbed=True), None, True, "a program has asked not to be disturbed"),
        (Senses(idle_seconds=0.5), None, False, "somebody is typing"),
        (Senses(idle_seconds=0.5), None, True, None),  # the password, just typed
        (Senses(idle_seconds=3.0), None, False, None),
        (Senses(), None, False, None),  # what is not told holds nothing back
        (Senses(presenting=True), time(10, 15), True, "a lesson is on until 10:15"),
    ],
)
def test_it_opens_only_at_the_right_moment(senses, lesson_ends, at_login, reason):
    assert held_back(senses, lesson_ends, at_login=at_login) == reason


def test_what_a_system_does_not_tell_is_named():
    assert not_told(FREE) == ()
    assert len(not_told(Senses())) == len(Senses._fields)
    assert not_told(Senses(**{name: False for name in Senses._fields if name != "mirrored"})) == (
        "a mirrored display",
    )


@pytest.mark.parametrize(
    ("opened", "ask", "again", "expected"),
    [
        (0, 0, True, False),  # never opened: the login's own moment was wrong
        (NOW - 60, 0, False, False),  # a login always opens
        (NOW - 60, 0, True, True),  # closed without a choice a minute ago
        (NOW - REST_SECONDS + 1, 0, True, True),
        (NOW - REST_SECONDS, 0, True, False),
        (NOW - 3600, NOW, True, False),  # the Later chosen then is up
        (NOW - 60, NOW - 120, True, True),  # that Later was followed already
        (NOW + 60, 0, True, False),  # a clock that was put back
    ],
)
def test_it_does_not_come_back_every_five_minutes(opened, ask, again, expected):
    assert rests(opened, ask, NOW, again=again) is expected


def test_the_first_contacts_of_a_fleet_are_spread_over_half_an_hour():
    plans = [sync_plan(NOW - 10, 0, share, NOW) for share in range(0, SHARES, SHARES // 500)]
    assert not any(starts for starts, _ in plans)
    times = sorted(planned - NOW for _, planned in plans)
    assert times[0] >= 60
    assert times[-1] <= SPREAD_SECONDS + 60
    assert max(late - early for early, late in pairwise(times)) < 10


def test_a_profile_keeps_its_place_until_its_time_has_come():
    _, planned = sync_plan(NOW - 10, 0, SHARES // 2, NOW)
    assert sync_plan(NOW - 10, planned, SHARES // 2, NOW + 300) == (False, planned)
    starts, next_try = sync_plan(NOW - 10, planned, SHARES // 2, planned)
    assert starts
    assert next_try >= planned + TRY_AGAIN_SECONDS


@pytest.mark.parametrize(
    ("old_since", "planned", "what"),
    [
        (NOW - 10, NOW - 40_000, "a plan of an earlier sync"),
        (NOW - 10, NOW + 40_000, "a plan made by a clock that was wrong"),
    ],
)
def test_a_plan_that_cannot_be_right_is_made_anew(old_since, planned, what):
    starts, kept = sync_plan(old_since, planned, 0, NOW)
    assert not starts, what
    assert kept == NOW + 60


def test_a_last_sync_in_the_future_is_followed_by_one_all_the_same():
    ahead = NOW + 400 * 86_400
    _, planned = sync_plan(ahead, 0, 0, NOW)
    assert sync_plan(ahead, planned, 0, planned)[0]
