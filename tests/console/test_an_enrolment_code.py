"""HR gives somebody a code to enrol with: to read out or to copy."""

from PySide6.QtGui import QGuiApplication

from tests.fakes.console_service import standing


def test_the_selected_person_gets_a_code_that_can_be_read_out_and_copied(console):
    console.window.who.view.select_person("S0003")
    assert console.part("codeButton").text() == "Enrolment code for Staff member 0003…"
    console.click("codeButton")
    console.until(lambda: console.part("enrolmentCode").text() != "")
    assert console.service.codes == ["S0003"]
    assert console.part("enrolmentCode").text() == "K7QF-2M9T-XW4D-8HRP"
    assert console.part("codeExpires").text() == "It works until Sunday 29 November at 16:00."
    console.click("copyCodeButton")
    assert QGuiApplication.clipboard().text() == "K7QF-2M9T-XW4D-8HRP"


def test_going_back_forgets_the_code_and_keeps_the_person(console):
    console.window.who.view.select_person("S0003")
    console.click("codeButton")
    console.until(lambda: console.part("enrolmentCode").text() != "")
    console.click("codeBackButton")
    assert console.page() == "whoPage"
    assert console.part("enrolmentCode").text() == ""
    assert console.window.who.view.person().staff_id == "S0003"


def test_nothing_selected_offers_no_code(console):
    assert not console.part("codeButton").isVisible()


def test_somebody_who_has_left_gets_none(console):
    console.service.put(standing(3, person="left", outstanding=False))
    console.until(lambda: console.count_of("Left") == "1")
    console.show_only("Left")
    console.window.who.view.selectRow(0)
    assert not console.part("codeButton").isVisible()


def test_a_refusal_is_said_in_the_words_of_the_service(console):
    console.window.who.view.select_person("S0003")
    row = console.service.rows["social-media"].pop("S0003")
    console.click("codeButton")
    console.until(lambda: console.part("codeNote").isVisible())
    assert console.part("codeNote").text() == "Nobody on the staff list has this reference. Try again."
    console.service.rows["social-media"]["S0003"] = row
