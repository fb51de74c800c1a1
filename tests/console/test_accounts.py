"""Accounts in the HR window: a second factor from the first picture to the next sign-in, approvals, the list, the rules."""

import pyotp
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget

from app.hr.account_rules import AccountRules
from app.hr.accounts import Role
from tests.console.real_service import Hand
from tests.server.conftest import PASSWORD, World

POLICY = "social-media-policy"


def set_up(hand: Hand, world: World) -> tuple[pyotp.TOTP, list[str]]:
    hand.click("secondFactorBegin")
    phone = pyotp.TOTP(hand.part("secondFactorSecret", QLabel).text().replace(" ", ""))
    hand.type("secondFactorCode", "000000")
    hand.click("secondFactorConfirm")
    hand.reads("That code does not fit.")
    hand.type("secondFactorCode", phone.at(world.clock()))
    hand.click("secondFactorConfirm")
    codes = hand.part("recoveryCodes", QLabel).text().split("\n")
    hand.click("recoveryKept")
    return phone, codes


def test_a_second_factor_from_the_picture_to_the_next_sign_in(sit_down, world):
    hand = sit_down()
    hand.sign_in("ann")
    hand.click("section-my-account")
    phone, codes = set_up(hand, world)
    hand.reads("Recovery codes left: 10 of 10.")
    hand.click("section-who")
    hand.click("signOutButton")
    world.clock.move(minutes=2)
    hand.sign_in("ann", "123456")
    hand.reads("That code does not fit.")
    hand.type("signInCode", phone.at(world.clock()))
    hand.click("signInButton")
    hand.part("section-my-account")
    hand.click("signOutButton")
    hand.sign_in("ann", codes[0])
    hand.part("section-my-account")


def test_where_it_is_needed_the_window_leads_straight_to_it(sit_down, world):
    world.hr.account_book.set_rules(AccountRules(second_factor=frozenset({"hr"})), actor="it")
    hand = sit_down()
    hand.sign_in("ann")
    hand.reads("Your Trust asks for one, so please set it up now.")
    assert not hand.shown("section-who")
    set_up(hand, world)
    hand.reads("Your second factor is on.")


def test_one_asks_another_approves_and_the_asker_sees_that_it_is_done(sit_down, world):
    world.hr.account_book.set_rules(AccountRules(two_people=True), actor="it")
    world.hr.two_people.withdraw(POLICY, "It is out of date.", actor="ann")
    ann = sit_down()
    ann.sign_in("ann")
    ann.click("section-approvals")
    ann.reads("You asked for this yourself, so somebody else has to approve it.")
    assert not ann.shown("approveButton")
    bo = sit_down()
    bo.sign_in("bo")
    bo.click("section-approvals")
    bo.reads("The reason: It is out of date.")
    bo.click("refuseButton")
    bo.reads("Write a few words first.")
    bo.click("approveButton")
    bo.reads("✓ Approved and done. Both names are on record.")
    assert world.hr.approvals.decided()[0].state == "done"


def test_hr_adds_and_closes_an_account_and_sets_the_rules(sit_down, world):
    hand = sit_down()
    hand.sign_in("ann")
    hand.click("section-accounts")
    hand.type("newAccountName", "Sam Reader")
    hand.part("newAccountRole").setCurrentIndex(3)
    hand.type("newAccountPassword", "short")
    hand.click("newAccountAdd")
    hand.reads("A password needs at least 12 characters.")
    hand.type("newAccountPassword", PASSWORD)
    hand.click("newAccountAdd")
    hand.reads("✓ Sam Reader is there.")
    hand.click("closeAccount-Sam Reader")
    hand.click("closeAccount-Sam Reader")
    hand.reads("✓ Sam Reader is closed.")
    assert not hand.shown("closeAccount-ann")
    hand.part("idleMinutes").setCurrentText("30")
    hand.part("twoPeople", QCheckBox).setChecked(True)
    hand.click("saveRules")
    hand.reads("✓ The rules are saved.")
    assert world.hr.account_book.rules() == AccountRules(idle_minutes=30, two_people=True)
    hand.part("twoPeople", QCheckBox).setChecked(False)
    hand.click("saveRules")
    hand.reads("Another person of HR has to approve it first.")


def test_hr_gives_a_headteacher_another_school_and_lets_an_auditor_be_hr(sit_down, world):
    world.account("head", Role.HEADTEACHER, school_names=["School 0"])
    hand = sit_down()
    hand.sign_in("ann")
    hand.click("section-accounts")
    assert not hand.shown("changeAccount-ann")
    hand.click("changeAccount-head")
    schools = hand.part("changeAccountSchools", QListWidget)
    states = {schools.item(row).text(): schools.item(row).checkState() for row in range(schools.count())}
    assert states == {"School 0": Qt.CheckState.Checked, "School 1": Qt.CheckState.Unchecked}
    for row in range(2):
        schools.item(row).setCheckState(Qt.CheckState.Unchecked)
    hand.click("changeAccountSave")
    hand.reads("A headteacher's account needs at least one school")
    schools.item(1).setCheckState(Qt.CheckState.Checked)
    hand.click("changeAccountSave")
    hand.reads("✓ head is changed.")
    hand.reads("Headteacher, School 1")
    world.hr.account_book.set_rules(AccountRules(two_people=True), actor="it")
    hand.click("changeAccount-head")
    hand.part("changeAccountRole").setCurrentIndex(0)
    hand.click("changeAccountSave")
    hand.reads("Another person of HR has to approve it first.")
    [asked] = world.hr.approvals.waiting()
    assert (asked.kind, asked.subject) == ("account-hr", "head")


def with_second_factor(world, name: str) -> tuple[pyotp.TOTP, list[str]]:
    account = world.hr.accounts.account(world.hr.accounts.sign_in(name, PASSWORD, "x").token)
    phone = pyotp.TOTP(world.hr.account_book.begin_second_factor(account).secret)
    codes = world.hr.account_book.confirm_second_factor(account, phone.at(world.clock()))
    world.clock.move(minutes=2)
    return phone, codes


def test_after_too_many_wrong_codes_it_says_until_when_and_a_colleague_ends_it(sit_down, world):
    phone, codes = with_second_factor(world, "ann")
    for _ in range(7):
        with world.database.write() as connection:
            world.hr.accounts.second_factors.wrong_codes.note(connection, 1)
    hand = sit_down()
    hand.sign_in("ann", phone.at(world.clock()))
    hand.reads("It takes the next one on Monday 23 November at 09:06.")
    hand.reads("Use a recovery code, or ask another person of HR to end the wait.")
    hand.part("signInCode")
    bo = sit_down()
    bo.sign_in("bo")
    bo.click("section-accounts")
    bo.reads("! Wrong codes: waits until Monday 23 November at 09:06")
    assert not bo.shown("endWait-bo")
    bo.click("endWait-ann")
    bo.reads("✓ ann can type a code now.")
    hand.type("signInCode", codes[0])
    hand.click("signInButton")
    hand.part("section-my-account")


def test_one_makes_fresh_recovery_codes_with_password_and_code(sit_down, world):
    phone, old = with_second_factor(world, "ann")
    hand = sit_down()
    hand.sign_in("ann", phone.at(world.clock()))
    hand.click("section-my-account")
    hand.part("freshCodes")
    world.clock.move(minutes=2)
    hand.click("freshCodes")
    hand.click("freshMake")
    hand.reads("Type your password.")
    hand.type("freshPassword", "not this one")
    hand.type("freshCode", phone.at(world.clock()))
    hand.click("freshMake")
    hand.reads("That is not the password of this account.")
    hand.type("freshPassword", PASSWORD)
    hand.type("freshCode", "000000")
    hand.click("freshMake")
    hand.reads("That code does not fit.")
    hand.type("freshCode", phone.at(world.clock()))
    hand.click("freshMake")
    fresh = hand.part("recoveryCodes", QLabel).text().split("\n")
    assert len(fresh) == 10
    assert not set(fresh) & set(old)
    hand.click("recoveryKept")
    hand.reads("Recovery codes left: 10 of 10.")


def test_one_changes_ones_password_and_ends_ones_other_sessions(sit_down, world):
    world.hr.accounts.sign_in("ann", PASSWORD, "elsewhere")
    hand = sit_down()
    hand.sign_in("ann")
    hand.click("section-my-account")
    hand.click("sessionsEndOthers")
    hand.reads("✓ Ended.")
    hand.type("passwordOld", "not this one")
    hand.type("passwordNew", "another long password")
    hand.click("passwordChange")
    hand.reads("That is not the password of this account.")
    hand.type("passwordOld", PASSWORD)
    hand.click("passwordChange")
    hand.reads("✓ Your password is changed.")
    assert world.hr.accounts.sign_in("ann", "another long password", "x")
