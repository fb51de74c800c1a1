"""Changing accounts: another role, other schools, fresh recovery codes; HR never locks itself out."""

import pytest
from sqlalchemy import select, update

from app.hr.account_book import AccountOf
from app.hr.account_changes import AccountChange, NothingToChangeError, OwnRoleError
from app.hr.account_rules import AccountRules, TooFewLeftError
from app.hr.accounts import (
    AccountNeedsPeopleError,
    Role,
    UnknownAccountError,
    UnknownSchoolError,
    WrongOwnPasswordError,
)
from app.hr.second_factor import SecondFactorOffError, WrongSecondFactorError
from app.hr.store.schema import staff, trail
from app.hr.tokens import NotSignedInError
from tests.server.conftest import PASSWORD
from tests.server.test_second_factor import Phone


@pytest.fixture
def office(school):
    """Two of HR, a headteacher and an auditor."""
    for name in ("ann", "bo"):
        school.account(name, Role.HR)
    school.account("head", Role.HEADTEACHER, school_names=["School 0"])
    school.account("reader", Role.AUDITOR)
    return school


def account(world, name) -> AccountOf:
    return next(one for one in world.hr.account_book.all() if one.name == name)


def test_a_headteacher_gets_another_school_and_sees_its_people_alone(office):
    change = AccountChange("head", Role.HEADTEACHER, ("School 1",))
    assert office.hr.two_people.change_account(change, actor="ann") is None
    token = office.hr.accounts.sign_in("head", PASSWORD, "x").token
    seen = office.hr.outstanding.news("social-media-policy", office.hr.accounts.account(token).scope, after=0)
    assert {row.staff_id for row in seen.rows} == {"s1", "s3"}
    with office.database.read() as connection:
        line = connection.execute(select(trail).where(trail.c.action == "account-change")).one()
    assert (line.actor, line.subject) == ("ann", "head")
    assert line.detail == "headteacher (School 0); now headteacher (School 1)"


def test_whoever_is_signed_in_is_signed_out(office):
    token = office.hr.accounts.sign_in("head", PASSWORD, "x").token
    office.hr.account_book.change(AccountChange("head", Role.AUDITOR), actor="ann")
    with pytest.raises(NotSignedInError):
        office.hr.accounts.account(token)
    found = account(office, "head")
    assert (found.role, found.schools) == ("auditor", ())


def test_an_auditor_becomes_a_line_manager_and_has_to_be_somebody(office):
    with pytest.raises(AccountNeedsPeopleError):
        office.hr.account_book.change(AccountChange("reader", Role.LINE_MANAGER), actor="ann")
    office.hr.account_book.change(AccountChange("reader", Role.LINE_MANAGER, (), "s1"), actor="ann")
    assert account(office, "reader").staff_id == "s1"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (AccountChange("nobody", Role.AUDITOR), UnknownAccountError),
        (AccountChange("head", Role.HEADTEACHER), AccountNeedsPeopleError),
        (AccountChange("head", Role.HEADTEACHER, ("Nowhere",)), UnknownSchoolError),
        (AccountChange("head", Role.HEADTEACHER, ("School 0",)), NothingToChangeError),
        (AccountChange("ann", Role.AUDITOR), OwnRoleError),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(office, change, error):
    before = office.hr.account_book.all()
    with pytest.raises(error):
        office.hr.two_people.change_account(change, actor="ann")
    assert office.hr.account_book.all() == before


def test_a_closed_account_is_not_changed(office):
    office.hr.account_book.close("reader", actor="ann")
    with pytest.raises(UnknownAccountError):
        office.hr.account_book.change(AccountChange("reader", Role.HR), actor="ann")


def test_the_last_account_of_hr_keeps_its_role(office):
    office.hr.account_book.change(AccountChange("bo", Role.AUDITOR), actor="ann")
    with pytest.raises(TooFewLeftError):
        office.hr.account_book.change(AccountChange("ann", Role.AUDITOR), actor="it")
    assert account(office, "ann").role == "hr"


def test_an_account_whose_person_has_left_does_not_count_as_one_of_hr(office):
    office.account("leaver", Role.HR, staff_id="s3")
    with office.database.write() as connection:
        connection.execute(update(staff).where(staff.c.staff_id == "s3").values(person="left"))
    office.hr.account_book.change(AccountChange("bo", Role.AUDITOR), actor="ann")
    with pytest.raises(TooFewLeftError):
        office.hr.account_book.change(AccountChange("ann", Role.AUDITOR), actor="it")
    office.hr.account_book.change(AccountChange("leaver", Role.AUDITOR), actor="it")


def test_where_two_must_agree_two_accounts_of_hr_are_left(office):
    office.hr.account_book.set_rules(AccountRules(two_people=True), actor="it")
    for refused in (
        lambda: office.hr.account_book.change(AccountChange("bo", Role.AUDITOR), actor="ann"),
        lambda: office.hr.account_book.close("bo", actor="ann"),
    ):
        with pytest.raises(TooFewLeftError):
            refused()


def test_where_two_must_agree_an_account_becomes_hrs_once_a_second_person_approves(office):
    office.hr.account_book.set_rules(AccountRules(two_people=True), actor="it")
    number = office.hr.two_people.change_account(AccountChange("reader", Role.HR), actor="ann")
    assert account(office, "reader").role == "auditor"
    assert office.hr.approvals.one(number).told == (
        "The account “reader” (auditor) becomes HR’s: it may see and do everything, and approve.",
    )
    office.hr.approvals.approve(number, actor="bo")
    assert account(office, "reader").role == "hr"
    other = AccountChange("head", Role.HEADTEACHER, ("School 1",))
    assert office.hr.two_people.change_account(other, actor="ann") is None


def test_fresh_recovery_codes_take_the_place_of_the_old_ones(office):
    hr = office.hr
    ann = hr.accounts.account(hr.accounts.sign_in("ann", PASSWORD, "x").token)
    with pytest.raises(SecondFactorOffError):
        hr.account_book.new_recovery_codes(ann, PASSWORD, "000000")
    phone = Phone(office, hr.account_book.begin_second_factor(ann).secret)
    old = hr.account_book.confirm_second_factor(ann, phone.code())
    office.clock.move(minutes=2)
    with pytest.raises(WrongOwnPasswordError):
        hr.account_book.new_recovery_codes(ann, "not this one", phone.code())
    with pytest.raises(WrongSecondFactorError):
        hr.account_book.new_recovery_codes(ann, PASSWORD, "no code")
    fresh = hr.account_book.new_recovery_codes(ann, PASSWORD, phone.code())
    assert len(set(fresh)) == 10
    assert not set(fresh) & set(old)
    with pytest.raises(WrongSecondFactorError):
        hr.accounts.sign_in("ann", PASSWORD, "x", old[0])
    assert hr.accounts.sign_in("ann", PASSWORD, "x", fresh[0])
    with office.database.read() as connection:
        lines = connection.execute(select(trail).where(trail.c.action == "recovery-codes")).all()
    assert [(one.actor, one.subject, one.detail) for one in lines] == [("ann", "ann", "")]
