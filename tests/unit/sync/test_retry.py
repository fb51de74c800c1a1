"""Waiting times grow, have an end, and are never in step."""

from datetime import timedelta

from app.sync import retry
from tests.fakes.staff_app import Chance


def test_waits_grow_with_each_try_and_end_at_the_longest():
    longest = [retry.delay(attempts, lambda n: b"\xff" * n).total_seconds() for attempts in range(1, 60)]
    assert longest == sorted(longest)
    assert longest[0] <= retry.FIRST.total_seconds()
    assert longest[-1] <= retry.LONGEST.total_seconds()
    assert longest[2] > 3 * longest[0]


def test_a_wait_is_never_less_than_a_second():
    assert retry.delay(1, bytes) == timedelta(seconds=1)


def test_two_devices_do_not_come_back_in_step():
    chance = Chance()
    assert len({retry.delay(8, chance) for _ in range(50)}) == 50
