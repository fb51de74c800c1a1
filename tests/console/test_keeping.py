"""HR chooses how long records are kept, holds them, and deletes what is due: in the window, on a real service."""

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QTableView

from app.console.keeping_words import months_words
from app.hr.account_rules import AccountRules
from app.hr.accounts import Role
from app.hr.retention import KINDS
from tests.server.test_purge import _enrolled, _leave


@pytest.fixture
def leavers(world):
    """Two people signed and left, more than a year ago."""
    for staff_id in ("s0", "s1"):
        world.received(_enrolled(world, staff_id).acknowledgement())
    _leave(world, "s0", "s1")
    world.clock.move(days=400)
    return world


@pytest.fixture
def hand(sit_down, leavers):
    found = sit_down()
    found.sign_in("ann")
    found.click("section-keeping")
    found.part("keepingRules")
    return found


def listed(hand, name="dueList"):
    """The rows of a list, as texts."""
    model = hand.part(name, QTableView).model()
    hand.until(lambda: model.rowCount() > 0)
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def choose(hand, kind, months):
    hand.click(f"chooseRule-{kind}")
    hand.type("ruleMonths", months)
    hand.click("ruleSave")


def to_delete(hand, world):
    world.hr.retention.choose("acknowledgements", 12, "leaving", actor="ann")
    hand.click("part-delete")
    hand.reads("2 records of 2 people would be deleted")


def test_nothing_is_chosen_before_hr_chooses_and_then_it_says_so(hand, leavers):
    hand.reads("Still to be chosen: 9 of 9.")
    hand.until(lambda: hand.words().count("! Not chosen yet") == len(KINDS))
    choose(hand, "acknowledgements", "some")
    hand.reads("Write a number from 0 to 1200.")
    hand.type("ruleMonths", "84")
    hand.reads("They are kept until 7 years after the person left.")
    hand.click("ruleSave")
    hand.reads("✓ The rule is saved. It deletes nothing by itself.")
    hand.reads("Kept until 7 years after the person left")
    hand.reads("Still to be chosen: 8 of 9.")
    hand.click("chooseRule-trail")
    hand.part("ruleKeep").setChecked(True)
    hand.click("ruleSave")
    hand.reads("Still to be chosen: 7 of 9.")
    rules = leavers.hr.retention.rules()
    assert (rules["acknowledgements"].months, rules["trail"].months) == (84, None)
    assert {one.set_by for one in rules.values()} == {"ann"}


def test_a_rule_that_stands_is_shown_with_who_chose_it(hand, leavers):
    leavers.hr.retention.choose("messages", 6, "withdrawal", actor="bo")
    hand.click("part-how-long")
    hand.reads("Kept until 6 months after the policy was withdrawn")
    hand.click("chooseRule-messages")
    hand.reads("Chosen by bo, ")
    assert hand.part("ruleFrom", QComboBox).currentText() == "after the policy was withdrawn"
    hand.click("ruleCancel")
    hand.until(lambda: not hand.shown("ruleForm"))


@pytest.mark.parametrize(
    ("months", "said"),
    [(0, "0 months"), (1, "1 month"), (12, "1 year"), (18, "18 months"), (84, "7 years")],
)
def test_months_that_make_whole_years_are_said_as_years(months, said):
    assert months_words(months) == said


def test_records_are_held_with_a_reason_and_the_end_has_one_too(hand, leavers):
    hand.click("part-holds")
    hand.reads("Nothing is held.")
    hand.click("holdRecords")
    hand.click("keepingGo")
    hand.reads("Give a reason in a few words.")
    hand.reads("Give their staff id.")
    hand.type("holdStaffId", "nobody")
    hand.write("keepingReason", "A case is open.")
    hand.click("keepingGo")
    hand.reads("nobody")
    assert leavers.hr.holds.all() == []
    hand.type("holdStaffId", "s0")
    hand.click("keepingGo")
    hand.reads("✓ Held. Nothing of it is deleted until the hold ends.")
    hand.reads("Person 0, reference s0")
    [hold] = leavers.hr.holds.all()
    assert (hold.scope, hold.subject, hold.placed_by, hold.reason) == (
        "person",
        "s0",
        "ann",
        "A case is open.",
    )
    hand.click(f"endHold-{hold.number}")
    hand.write("keepingReason", "The case is over.")
    hand.click("keepingGo")
    hand.reads("✓ The hold has ended.")
    hand.reads("“The case is over.”")
    assert leavers.hr.holds.all()[0].lifted_by == "ann"


def test_a_whole_school_is_held(hand, leavers):
    hand.click("part-holds")
    hand.click("holdRecords")
    scope = hand.part("holdScope", QComboBox)
    scope.setCurrentIndex(scope.findData("school"))
    hand.part("holdSchool", QComboBox).setCurrentText("School 1")
    hand.write("keepingReason", "The school is looked at.")
    hand.click("keepingGo")
    hand.reads("Everyone at School 1")
    assert leavers.hr.holds.all()[0].subject == "School 1"


def test_what_is_due_is_listed_saved_asked_about_and_only_then_deleted(hand, leavers, tmp_path):
    hand.click("part-delete")
    hand.reads("Nothing is due to be deleted")
    to_delete(hand, leavers)
    why = "12 months after the person left"
    assert listed(hand) == [
        ("Answers that staff signed", "Person 0", "s0", "School 0", why, "1"),
        ("Answers that staff signed", "Person 1", "s1", "School 1", why, "1"),
    ]
    file = hand.use_file(tmp_path / "list.csv")
    hand.click("dueSave")
    hand.reads("✓ Saved, 2 lines.")
    assert "Person 1" in file.read_text(encoding="utf-8-sig")
    hand.click("dueDelete")
    hand.until(lambda: hand.window.focusWidget() is hand.part("deleteNo"))
    hand.click("deleteYes")
    hand.reads("Give a reason in a few words.")
    assert leavers.hr.purging.listing().count == 2
    hand.type("deleteReason", "The year is over.")
    hand.click("deleteYes")
    hand.reads("✓ Deleted: 2.")
    hand.reads("Nothing is due to be deleted")
    assert leavers.hr.purging.listing().count == 0


def test_deleting_nothing_deletes_nothing(hand, leavers):
    to_delete(hand, leavers)
    hand.click("dueDelete")
    hand.click("deleteNo")
    hand.part("dueDelete")
    assert not hand.shown("deleteQuestion")
    assert leavers.hr.purging.listing().count == 2


def test_what_is_held_is_listed_as_kept_back(hand, leavers):
    leavers.hr.holds.place("person", "s1", "A case is open.", actor="bo")
    leavers.hr.retention.choose("acknowledgements", 12, "leaving", actor="ann")
    hand.click("part-delete")
    hand.reads("1 record of 1 person would be deleted")
    [kept] = listed(hand, "keptList")
    assert kept[1:5] == ("Person 1", "s1", "School 1", "legal hold 1")


def test_if_the_list_changed_meanwhile_nothing_is_deleted(hand, leavers):
    to_delete(hand, leavers)
    leavers.hr.holds.place("person", "s1", "A case is open.", actor="bo")
    hand.click("dueDelete")
    hand.type("deleteReason", "The year is over.")
    hand.click("deleteYes")
    hand.reads("What would be deleted is no longer what you were shown. Nothing was deleted.")
    assert leavers.hr.purging.listing().count == 1


def test_where_two_must_agree_the_window_asks_and_a_second_person_deletes(sit_down, hand, leavers):
    leavers.hr.account_book.set_rules(AccountRules(two_people=True), actor="it")
    to_delete(hand, leavers)
    hand.click("dueDelete")
    hand.reads("Your Trust has set that two people must agree.")
    assert hand.part("deleteYes").text() == "Ask another person to approve"
    hand.type("deleteReason", "The year is over.")
    hand.click("deleteYes")
    hand.reads("It waits under To approve.")
    assert leavers.hr.purging.listing().count == 2
    bo = sit_down()
    bo.sign_in("bo")
    bo.click("section-approvals")
    bo.reads("Answers that staff signed: 2 are deleted for good.")
    bo.click("approveButton")
    bo.reads("✓ Approved and done. Both names are on record.")
    assert leavers.hr.purging.listing().count == 0


def test_everything_held_of_somebody_is_saved_from_their_page_and_their_records_are_held_there(
    hand, leavers, tmp_path
):
    hand.window._show_person("s0")
    hand.until(lambda: bool(hand.shown("personName", QLabel)))
    file = hand.use_file(tmp_path / "all.html")
    hand.click("personData")
    hand.reads("✓ Saved as all.html. It is private")
    assert "What Oak Trust holds about Person 0" in file.read_text(encoding="utf-8")
    both = hand.use_file(tmp_path / "all.zip")
    hand.click("personData")
    hand.reads("✓ Saved as all.zip.")
    assert both.read_bytes().startswith(b"PK")
    hand.click("personHold")
    hand.write("keepingReason", "A case is open.")
    hand.click("keepingGo")
    hand.reads("Their records are held")
    [hold] = leavers.hr.holds.on("s0")
    hand.click(f"personEndHold-{hold.number}")
    hand.write("keepingReason", "The case is over.")
    hand.click("keepingGo")
    hand.until(lambda: "Their records are held" not in hand.words())
    assert leavers.hr.holds.on("s0") == []


def test_keeping_is_for_hr_alone(sit_down, leavers):

    leavers.account("reader", Role.AUDITOR)
    reader = sit_down()
    reader.sign_in("reader")
    reader.part("section-trail")
    assert not reader.shown("section-keeping")
    reader.window._show_person("s0")
    reader.until(lambda: bool(reader.shown("personName", QLabel)))
    assert not reader.shown("personData")
    assert not reader.shown("personHold")
