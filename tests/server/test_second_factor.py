"""A second factor: it counts once confirmed, each code works once, and nothing of it can be read from the database."""

import pyotp
import pytest
from sqlalchemy import select

from app.hr.account_rules import AccountRules
from app.hr.accounts import (
    Role,
    SecondFactorMissingError,
    SecondFactorNeededError,
    WrongOwnPasswordError,
    WrongPasswordError,
)
from app.hr.second_factor import (
    SecondFactorOnError,
    SecondFactorSealedError,
    WrongSecondFactorError,
)
from app.hr.store.schema import accounts, recovery_codes, second_factors, trail
from app.hr.throttle import TooManyTriesError
from app.hr.tokens import NotSignedInError
from tests.server.conftest import PASSWORD


class Phone:
    """An app on a phone, by the test's clock."""

    def __init__(self, world, secret):
        self.world, self.totp = world, pyotp.TOTP(secret)

    def code(self, later=0):
        return self.totp.generate_otp(int(self.world.clock().timestamp()) // 30 + later)


@pytest.fixture
def hr(world):
    world.account("hr", Role.HR)
    return world.hr


@pytest.fixture
def enrolled(world, hr):
    """The phone and the recovery codes of an account that has a second factor."""
    account = hr.accounts.account(hr.accounts.sign_in("hr", PASSWORD, "x").token)
    phone = Phone(world, hr.account_book.begin_second_factor(account).secret)
    codes = hr.account_book.confirm_second_factor(account, phone.code())
    world.clock.move(minutes=2)
    return phone, codes


def test_a_password_alone_lets_nobody_in_and_is_not_counted_as_wrong(hr, enrolled):
    phone, _codes = enrolled
    for _ in range(8):
        with pytest.raises(SecondFactorNeededError):
            hr.accounts.sign_in("hr", PASSWORD, "x")
    assert hr.accounts.sign_in("hr", PASSWORD, "x", phone.code()).account.name == "hr"


def test_without_the_password_nobody_learns_that_there_is_a_second_factor(hr, enrolled):
    with pytest.raises(WrongPasswordError):
        hr.accounts.sign_in("hr", "wrong", "x")


@pytest.mark.parametrize("later", [-1, 0, 1])
def test_clocks_may_differ_by_one_step(hr, enrolled, later):
    phone, _codes = enrolled
    assert hr.accounts.sign_in("hr", PASSWORD, "x", phone.code(later))


@pytest.mark.parametrize("later", [-2, 2])
def test_an_older_or_later_code_is_refused(hr, enrolled, later):
    phone, _codes = enrolled
    with pytest.raises(WrongSecondFactorError):
        hr.accounts.sign_in("hr", PASSWORD, "x", phone.code(later))


def test_each_code_works_once_and_so_does_each_before_it(hr, enrolled):
    phone, _codes = enrolled
    hr.accounts.sign_in("hr", PASSWORD, "x", phone.code(1))
    for later in (1, 0, -1):
        with pytest.raises(WrongSecondFactorError):
            hr.accounts.sign_in("hr", PASSWORD, "x", phone.code(later))


def test_a_recovery_code_works_once_however_it_is_typed(hr, enrolled):
    _phone, codes = enrolled
    assert len(set(codes)) == 10
    typed = codes[0].lower().replace("-", " ")
    assert hr.accounts.sign_in("hr", PASSWORD, "x", typed)
    with pytest.raises(WrongSecondFactorError):
        hr.accounts.sign_in("hr", PASSWORD, "x", codes[0])
    own = hr.accounts.account(hr.accounts.sign_in("hr", PASSWORD, "x", codes[1]).token)
    assert hr.account_book.own(own, "").recovery_codes_left == 8


def test_wrong_codes_are_counted_with_wrong_passwords(world, hr, enrolled):
    phone, _codes = enrolled
    for number in range(5):
        with pytest.raises((WrongSecondFactorError, WrongPasswordError)):
            hr.accounts.sign_in("hr", "wrong" if number % 2 else PASSWORD, "x", "000000")
    with pytest.raises(TooManyTriesError):
        hr.accounts.sign_in("hr", PASSWORD, "x", phone.code())
    world.clock.move(minutes=2)
    assert hr.accounts.sign_in("hr", PASSWORD, "x", phone.code())


@pytest.mark.parametrize("code", ["１２３４５６", "12345é", "123 456\u2003"])
def test_a_code_with_letters_that_are_no_figures_is_a_wrong_code(hr, enrolled, code):
    with pytest.raises(WrongSecondFactorError):
        hr.accounts.sign_in("hr", PASSWORD, "x", code)


def test_until_a_first_code_is_confirmed_nothing_is_asked_for(hr):
    account = hr.accounts.account(hr.accounts.sign_in("hr", PASSWORD, "x").token)
    hr.account_book.begin_second_factor(account)
    with pytest.raises(WrongSecondFactorError):
        hr.account_book.confirm_second_factor(account, "000000")
    assert hr.accounts.sign_in("hr", PASSWORD, "x")


def test_a_second_factor_that_is_on_cannot_be_replaced_from_an_open_window(hr, enrolled):
    phone, _codes = enrolled
    account = hr.accounts.account(hr.accounts.sign_in("hr", PASSWORD, "x", phone.code()).token)
    with pytest.raises(SecondFactorOnError):
        hr.account_book.begin_second_factor(account)


def test_the_secret_and_the_codes_stand_nowhere_in_clear_and_open_for_no_other_account(world, hr, enrolled):
    phone, codes = enrolled
    world.account("other", Role.HR)
    with world.database.write() as connection:
        kept = connection.execute(select(second_factors.c.sealed_secret)).scalar_one()
        hashes = connection.execute(select(recovery_codes.c.code_hash)).scalars().all()
        lines = "\n".join(str(tuple(row)) for row in connection.execute(select(trail)))
        others = connection.execute(select(accounts.c.id).where(accounts.c.name == "other")).scalar_one()
        connection.execute(
            second_factors.insert().values(
                account_id=others, sealed_secret=kept, confirmed_at="2026-11-23T09:00:00Z", last_step=0
            )
        )
    assert phone.totp.secret not in kept
    assert phone.totp.secret not in lines
    assert not {code.replace("-", "") for code in codes} & set(hashes)
    assert not any(code in lines for code in codes)
    with pytest.raises(SecondFactorSealedError):
        hr.accounts.sign_in("other", PASSWORD, "x", phone.code())


def test_where_the_role_needs_one_a_session_without_can_do_nothing_but_set_one_up(hr, world):
    hr.account_book.set_rules(AccountRules(second_factor=frozenset({"hr"})), actor="it")
    opened = hr.accounts.sign_in("hr", PASSWORD, "x")
    assert opened.must_enrol
    with pytest.raises(SecondFactorMissingError):
        hr.accounts.account(opened.token)
    account = hr.accounts.account(opened.token, enrolling=True)
    phone = Phone(world, hr.account_book.begin_second_factor(account).secret)
    hr.account_book.confirm_second_factor(account, phone.code())
    assert hr.accounts.account(opened.token).name == "hr"


def test_a_lost_one_is_taken_away_with_a_reason_on_the_trail_and_everybody_is_signed_out(hr, enrolled, world):
    phone, _codes = enrolled
    token = hr.accounts.sign_in("hr", PASSWORD, "x", phone.code()).token
    hr.account_book.take_second_factor("hr", "The phone fell into the sea.", actor="it")
    with pytest.raises(NotSignedInError):
        hr.accounts.account(token)
    assert hr.accounts.sign_in("hr", PASSWORD, "x")
    with world.database.read() as connection:
        line = connection.execute(select(trail).where(trail.c.action == "second-factor-away")).one()
    assert (line.actor, line.subject, line.detail) == ("it", "hr", "The phone fell into the sea.")


# Sessions


def test_a_session_ends_when_nobody_uses_it_and_asking_for_news_is_no_use(hr, world):
    token = hr.accounts.sign_in("hr", PASSWORD, "x").token
    world.clock.move(minutes=50)
    hr.accounts.account(token)
    world.clock.move(minutes=50)
    hr.accounts.account(token, in_use=False)
    world.clock.move(minutes=20)
    with pytest.raises(NotSignedInError):
        hr.accounts.account(token)


def test_one_ends_ones_own_other_sessions_and_a_new_password_does(hr):
    tokens = [hr.accounts.sign_in("hr", PASSWORD, "x").token for _ in range(3)]
    account = hr.accounts.account(tokens[0])
    listed = hr.account_book.own(account, tokens[0]).account.sessions
    assert [one.this for one in listed].count(True) == 1
    other = next(one for one in listed if not one.this)
    hr.account_book.end_own_session(account, other.number)
    assert len(hr.account_book.own(account, tokens[0]).account.sessions) == 2
    with pytest.raises(WrongOwnPasswordError):
        hr.accounts.change_own_password(tokens[0], "wrong", "another long password")
    hr.accounts.change_own_password(tokens[0], PASSWORD, "another long password")
    assert [one.this for one in hr.account_book.own(account, tokens[0]).account.sessions] == [True]
    with pytest.raises(WrongPasswordError):
        hr.accounts.sign_in("hr", PASSWORD, "x")
    assert hr.accounts.sign_in("hr", "another long password", "x")
