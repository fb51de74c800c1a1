"""Closing the window at any point and opening it again continues there."""

import pytest

from app.desktop.places import Place

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def reopen(desk):
    desk.close()
    return desk.open()


def test_before_the_code(new_desk):
    assert reopen(new_desk.open()).place is Place.ENROL


def test_in_the_middle_of_the_text_the_sections_seen_and_the_place_are_kept(desk, service, app):
    long_text = "# P\n\n" + "".join(
        f"## {n}. Part\n\n" + "Words to read. " * 900 + "\n\n" for n in range(1, 5)
    )
    service.publish(long_text, version=2)
    app.refresh()
    desk.open()
    desk.window.resize(1280, 800)
    desk.click("next-section")
    desk.click("next-section")
    desk.click("next-section")
    view = desk.find("policy-text")
    left, seen = view.verticalScrollBar().value(), sum(view.seen)
    assert left > 0
    reopen(desk)
    view = desk.find("policy-text")
    desk.qtbot.waitUntil(lambda: abs(view.verticalScrollBar().value() - left) < 60)
    assert sum(view.seen) >= seen


def test_at_the_answer(desk):
    desk.open()
    desk.read_all()
    assert reopen(desk).place is Place.ANSWER


def test_at_the_choice_of_sites(desk):
    desk.open()
    desk.read_all()
    desk.sign()
    assert reopen(desk).place is Place.SITES


def test_at_the_same_check_with_the_answers_before_it(desk):
    desk.open()
    desk.read_all()
    desk.sign()
    desk.click("site-laptop")
    desk.click("site-stick")
    desk.click("sites-chosen")
    desk.click("carry-on")
    desk.click("check-done")
    at = desk.window.work.audit.at
    reopen(desk)
    assert desk.place is Place.CHECK
    assert desk.window.work.audit.at == at
    assert len(desk.window.work.audit.answers) == 1


def test_when_all_is_done(desk):
    desk.open()
    desk.read_all()
    desk.sign()
    desk.audit()
    reopen(desk)
    assert desk.place is Place.STATUS
    assert desk.shown("keep-list") is not None
    assert desk.shown("delete-list") is not None


def test_a_new_version_is_asked_for_when_it_comes(desk, service, app):
    desk.open()
    desk.read_all()
    desk.sign()
    desk.close()
    service.publish("# P\n\n## 1. New\n\nNew words.\n", version=2)
    app.refresh()
    desk.open()
    assert (desk.place, desk.policy.ref.version) == (Place.READ, 2)
