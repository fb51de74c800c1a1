"""From the code to "Received by HR": one sitting, by clicks and by keyboard alone."""

import pytest
from PySide6.QtCore import Qt

from app.desktop.places import Place
from app.workflows.overview import Standing
from tests.desktop.conftest import POLICY

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def test_a_person_enrols_reads_signs_finishes_the_self_audit_and_sees_it_received(new_desk, service):
    desk = new_desk.open()
    assert desk.place is Place.ENROL
    desk.enrol(service.invite(service.person))
    assert desk.place is Place.READ
    desk.read_all()
    desk.sign()
    assert desk.place is Place.SITES
    desk.audit()
    assert desk.place is Place.END
    desk.click("keep-list")
    assert desk.place is Place.STATUS
    desk.qtbot.waitUntil(lambda: "✓ Received by HR" in desk.words())
    assert desk.policy.answer.standing is Standing.RECEIVED
    assert desk.policy.audit.standing is Standing.RECEIVED


def test_the_same_by_keyboard_alone(new_desk, service):
    desk = new_desk.open()
    for letter in service.invite(service.person):
        desk.press(ord(letter))
    desk.press(Qt.Key.Key_Return)
    assert desk.place is Place.READ
    while not desk.find("continue-to-answer").isEnabled():
        desk.press(Qt.Key.Key_PageDown)
    desk.tab_to("continue-to-answer")
    desk.press(Qt.Key.Key_Space)
    assert desk.window.focusWidget() is desk.find("full-name")
    desk.type("full-name", "Sam Field")
    desk.tab_to("answer-acknowledged")
    desk.press(Qt.Key.Key_Space)
    assert desk.place is Place.SITES
    desk.tab_to("site-laptop")
    desk.press(Qt.Key.Key_Space)
    desk.tab_to("sites-chosen")
    desk.press(Qt.Key.Key_Space)
    desk.tab_to("carry-on")
    desk.press(Qt.Key.Key_Space)
    while desk.place is Place.CHECK:
        desk.press(Qt.Key.Key_1)
    desk.tab_to("carry-on")
    desk.press(Qt.Key.Key_Space)
    desk.tab_to("finish-audit")
    desk.press(Qt.Key.Key_Space)
    desk.tab_to("delete-list")
    desk.press(Qt.Key.Key_Space)
    assert desk.place is Place.STATUS
    assert "Deleted. That you finished still counts." in desk.words()


def test_the_real_policy_is_shown_whole_with_its_eight_sections_and_its_review_date(desk, service, app):
    service.publish(POLICY.read_text("utf-8"), policy="social-media", version=2, label="2021-03-22")
    app.refresh()
    desk.open()
    assert desk.find("sections").count() == 8
    assert "This policy was due for review in March 2022." in desk.words()
    desk.read_all()
    assert desk.place is Place.ANSWER


def test_a_policy_without_a_checklist_ends_with_the_answer(desk, service, app):
    service.publish("# Fire\n\n## 1. Leave\n\nLeave the building.\n", version=2)
    app.refresh()
    desk.open()
    desk.read_all()
    desk.sign()
    assert desk.place is Place.STATUS
    assert "Thank you. That is everything." in desk.words()


def test_several_policies_are_a_list_first_and_each_is_done_in_turn(desk, service, app):
    service.publish("# Fire\n\n## 1. Leave\n\nLeave.\n", policy="fire", title="Fire Policy", due="2026-11-30")
    app.refresh()
    desk.open()
    assert desk.place is Place.POLICIES
    desk.click("policy-0")
    assert desk.policy.title == "Fire Policy"
    desk.read_all()
    desk.sign()
    desk.click("status-go-on")
    assert (desk.place, desk.policy.title) == (Place.READ, "Social Media Policy")


def test_who_uses_no_site_is_finished_at_once(desk):
    desk.open()
    desk.read_all()
    desk.sign()
    desk.click("use-none")
    desk.click("finish-audit")
    assert desk.place is Place.END
