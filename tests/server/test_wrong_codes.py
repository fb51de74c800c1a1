"""Wrong codes of a second factor: the waits grow, all workers wait together, and a colleague can end them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.hr.account_book import OwnWaitError
from app.hr.accounts import Role
from app.hr.second_factor import SecondFactorWaitsError, WrongSecondFactorError
from app.hr.store.schema import accounts, attempts, trail
from app.hr.wrong_codes import FREE, MOST
from tests.server.conftest import PASSWORD
from tests.server.test_second_factor import Phone

CHANCE_OF_ONE_TRY = 3 / 1_000_000
"""Of a million codes, those of three steps are taken."""
DAY = timedelta(days=1)


@pytest.fixture
def guarded(world):
    """An account of HR with a second factor, its phone and its recovery codes; and a colleague's."""
    for name in ("ann", "bo"):
        world.account(name, Role.HR)
    account = world.hr.accounts.account(world.hr.accounts.sign_in("ann", PASSWORD, "x").token)
    world.phone = Phone(world, world.hr.account_book.begin_second_factor(account).secret)
    world.codes = world.hr.account_book.confirm_second_factor(account, world.phone.code())
    world.clock.move(minutes=2)
    return world


def number(world):
    with world.database.read() as connection:
        return connection.execute(select(accounts.c.id).where(accounts.c.name == "ann")).scalar_one()


def wait(world, hr=None):
    """Until when the account waits."""
    codes = (hr or world.hr).accounts.second_factors.wrong_codes
    with world.database.read() as connection:
        return codes.wait_until(connection, number(world))


def try_wrong(world, hr=None):
    """Type a wrong code; raises SecondFactorWaitsError where it is not even looked at."""
    with (hr or world.hr).core.database.write() as connection:
        wrong = "no code"
        assert not (hr or world.hr).accounts.second_factors.check(connection, number(world), wrong)


def guess_for(world, days):
    """Type wrong codes as soon as each is looked at; answers when."""
    tried, end = [], world.clock() + days * DAY
    while world.clock() < end:
        until = wait(world)
        if until is not None:
            world.clock.now = until
        else:
            try_wrong(world)
            tried.append(world.clock())
    return tried


def most_in_a_day(tried):
    return max(sum(first <= one < first + DAY for one in tried) for first in tried)


def test_a_few_wrong_codes_cost_no_wait(guarded):
    for _ in range(FREE - 1):
        try_wrong(guarded)
    assert guarded.hr.accounts.sign_in("ann", PASSWORD, "x", guarded.phone.code())


def test_each_further_one_doubles_the_wait(guarded):
    for _ in range(FREE):
        try_wrong(guarded)
    waits = []
    for _ in range(6):
        waits.append(wait(guarded) - guarded.clock())
        guarded.clock.now = wait(guarded)
        try_wrong(guarded)
    assert [one.total_seconds() / 60 for one in waits] == [1, 2, 4, 8, 16, 32]


def test_who_knows_the_password_and_tries_for_three_days_has_far_less_than_a_thousandth_a_day(guarded):
    tried = guess_for(guarded, days=3)
    assert most_in_a_day(tried) <= 16
    assert most_in_a_day(tried) * CHANCE_OF_ONE_TRY < 0.00005


def test_a_right_code_is_not_taken_during_a_wait_and_a_recovery_code_is(guarded):
    for _ in range(FREE):
        try_wrong(guarded)
    with pytest.raises(SecondFactorWaitsError) as told:
        guarded.hr.accounts.sign_in("ann", PASSWORD, "x", guarded.phone.code())
    assert "on Monday 23 November at 09:03" in told.value.sentence
    assert guarded.hr.accounts.sign_in("ann", PASSWORD, "x", guarded.codes[0])


def test_a_right_code_after_the_wait_forgives_nothing(guarded):
    for _ in range(FREE):
        try_wrong(guarded)
    guarded.clock.move(minutes=1)
    guarded.hr.accounts.sign_in("ann", PASSWORD, "x", guarded.phone.code())
    try_wrong(guarded)
    assert wait(guarded) - guarded.clock() == timedelta(minutes=2)


def test_after_a_day_it_is_forgotten(guarded):
    for _ in range(FREE):
        try_wrong(guarded)
    guarded.clock.move(days=1)
    for _ in range(FREE - 1):
        try_wrong(guarded)
    assert wait(guarded) is None
    with guarded.database.read() as connection:
        assert len(connection.execute(select(attempts)).all()) == FREE - 1


def test_every_worker_counts_and_waits_with_the_others(guarded):
    other = guarded.open()
    for place in range(FREE):
        try_wrong(guarded, other if place % 2 else guarded.hr)
    for hr in (guarded.hr, other):
        with pytest.raises(SecondFactorWaitsError):
            hr.accounts.sign_in("ann", PASSWORD, f"worker {hr is other}", guarded.phone.code())


def test_many_tries_at_once_are_judged_one_after_another(guarded):
    workers = [guarded.hr, guarded.open()]

    def judged(place):
        try:
            try_wrong(guarded, workers[place % 2])
        except SecondFactorWaitsError:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(judged, range(24))) == FREE


def test_wrong_passwords_do_not_make_an_account_wait_nor_forget_its_wrong_codes(guarded):
    for _ in range(FREE - 1):
        with pytest.raises(WrongSecondFactorError):
            guarded.hr.accounts.sign_in("ann", PASSWORD, "x", "000 001")
    guarded.clock.move(minutes=2)
    with pytest.raises(Exception, match="name and password"):
        guarded.hr.accounts.sign_in("ann", "wrong", "x")
    try_wrong(guarded)
    assert wait(guarded) is not None


def test_without_the_password_nobody_learns_that_the_account_waits(guarded):
    for _ in range(FREE):
        try_wrong(guarded)
    with pytest.raises(Exception, match="name and password"):
        guarded.hr.accounts.sign_in("ann", "wrong", "x", guarded.phone.code())


def test_a_colleague_ends_the_wait_and_it_stands_on_the_trail(guarded):
    for _ in range(FREE):
        try_wrong(guarded)
    with pytest.raises(OwnWaitError):
        guarded.hr.account_book.end_wait("ann", actor="ann")
    [ann] = [one for one in guarded.hr.account_book.all() if one.name == "ann"]
    assert ann.waits_until == "2026-11-23T09:03:00Z"
    guarded.hr.account_book.end_wait("ann", actor="bo")
    assert guarded.hr.accounts.sign_in("ann", PASSWORD, "x", guarded.phone.code())
    with guarded.database.read() as connection:
        line = connection.execute(select(trail).where(trail.c.action == "second-factor-wait-end")).one()
    assert (line.actor, line.subject) == ("bo", "ann")


def test_however_often_a_colleague_ends_it_a_day_of_trying_stays_below_a_thousandth(guarded):
    tried, end = [], guarded.clock() + 2 * DAY
    while guarded.clock() < end:
        if wait(guarded) is not None:
            guarded.hr.account_book.end_wait("ann", actor="bo")
        if (until := wait(guarded)) is not None:
            guarded.clock.now = until
        try_wrong(guarded)
        tried.append(guarded.clock())
    assert most_in_a_day(tried) == MOST
    assert MOST * CHANCE_OF_ONE_TRY < 0.0002


def test_a_second_factor_that_is_taken_away_leaves_no_wait_behind(guarded):
    for _ in range(FREE):
        try_wrong(guarded)
    guarded.hr.account_book.take_second_factor("ann", "The phone is lost.", actor="bo")
    assert wait(guarded) is None
