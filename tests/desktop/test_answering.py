"""Signing is deliberate: nothing signs by accident, and nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.places import Place
from app.domain.acknowledgement import Outcome
from tests.desktop.test_reading_a_pdf import told

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def at_the_answer(desk):
    desk.open()
    desk.read_all()
    return desk


def test_enter_in_the_name_field_signs_nothing(at_the_answer):
    desk = at_the_answer
    desk.type("full-name", "Sam Field")
    desk.press(Qt.Key.Key_Return, times=3)
    assert desk.place is Place.ANSWER
    assert desk.policy.answer is None


def test_without_a_name_it_says_so_under_the_field_and_signs_nothing(at_the_answer):
    desk = at_the_answer
    desk.click("answer-acknowledged")
    assert "Your name is not there yet." in desk.words()
    assert desk.window.focusWidget() is desk.find("full-name")
    assert desk.policy.answer is None


def test_impatient_clicks_sign_once(at_the_answer, service):
    desk = at_the_answer
    desk.type("full-name", "Sam Field")
    choice = desk.find("answer-acknowledged")
    for _ in range(4):
        QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(choice, Qt.MouseButton.LeftButton)
    desk.settle()
    desk.settle()
    assert len(service.records) == 1


def test_a_question_takes_its_words_and_a_clear_yes(at_the_answer, service):
    desk = at_the_answer
    desk.type("full-name", "Sam Field")
    desk.click("answer-question")
    assert desk.place is Place.ANSWER
    assert desk.policy.answer is None
    desk.click("send-message")
    assert "Your question is not there yet." in desk.words()
    desk.type("message-words", "What about photos?")
    desk.click("to-hr")
    desk.click("send-message")
    assert desk.policy.answer.outcome is Outcome.QUESTION
    assert desk.place is Place.STATUS
    desk.settle()
    assert len(service.messages) == 1


def test_words_to_an_earlier_line_manager_are_said_to_have_gone_astray_and_can_be_sent_again(
    at_the_answer, service, app
):
    desk = at_the_answer
    desk.type("full-name", "Sam Field")
    desk.click("answer-question")
    desk.type("message-words", "What about photos?")
    desk.click("to-line-manager")
    desk.click("send-message")
    desk.settle()
    assert "Your question is on its way." in desk.words()
    [answer] = service.records
    desk.close()
    service.beside = told(astray=answer)
    app.refresh()
    desk.open()
    assert "Nobody else can read them." in desk.words()
    desk.click("change-answer")
    assert desk.place is Place.ANSWER


def test_who_does_not_agree_may_leave_the_reason_empty_and_may_change_it_later(at_the_answer):
    desk = at_the_answer
    desk.type("full-name", "Sam Field")
    desk.click("answer-declined")
    desk.click("send-message")
    assert desk.policy.answer.outcome is Outcome.DECLINED
    desk.click("change-answer")
    desk.click("answer-acknowledged")
    assert desk.policy.answer.outcome is Outcome.ACKNOWLEDGED


def test_a_question_can_be_asked_before_everything_is_read_but_nothing_acknowledged(desk, service, app):
    service.publish(
        "# P\n\n" + "".join(f"## {n}\n\n" + "Words. " * 900 + "\n\n" for n in range(4)), version=2
    )
    app.refresh()
    desk.open()
    desk.click("ask-a-question")
    assert not desk.find("answer-acknowledged").isEnabled()
    assert desk.find("answer-question").isEnabled()


def test_what_exactly_is_sent_can_be_read_before_signing(at_the_answer):
    desk = at_the_answer
    desk.type("full-name", "Sam Field")
    desk.click("what-is-sent")
    assert "Sam Field" in desk.find("words-to-be-sent").text()


def test_later_offers_real_times_in_the_window_and_closes_it(at_the_answer):
    desk = at_the_answer
    desk.click("later-answer")
    assert desk.place is Place.LATER
    assert "In an hour, at 10:00" in desk.words()
    desk.click("later-back")
    assert desk.place is Place.ANSWER
    desk.click("later-answer")
    desk.click("later-option-0")
    assert not desk.window.isVisible()


def test_the_due_date_is_said_plainly(at_the_answer):
    assert "Please finish by Friday 4 December" in at_the_answer.words()
