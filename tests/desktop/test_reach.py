"""Within everybody's reach: names on every control, nothing cut at 200 %, titles that tell nothing, calm starts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from app.desktop import start_guard
from app.desktop.places import Place
from app.desktop.start_guard import StartGuard
from app.ui import theme

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def walk(desk):
    """Yield at every page of the story, once each."""
    yield desk.place
    desk.click("later-read")
    yield desk.place
    desk.click("later-back")
    desk.click("find")
    yield desk.place
    desk.click("find-close")
    desk.read_all()
    yield desk.place
    desk.click("what-is-sent")
    desk.type("full-name", "Sam Field")
    desk.click("answer-question")
    yield desk.place
    desk.click("choose-another-answer")
    desk.click("answer-acknowledged")
    yield desk.place
    yield from walk_the_audit(desk)
    desk.click("keep-list")
    desk.qtbot.waitUntil(lambda: desk.shown("receipt-acknowledged") is not None)
    yield desk.place
    desk.click("show-every-word")
    yield desk.place
    desk.click("hr-view-back")
    desk.click("settings-here")
    yield desk.place
    desk.click("settings-back")
    desk.click("receipt-acknowledged")
    yield desk.place


def walk_the_audit(desk):
    """The same for the self-audit, from the choice of sites to its end."""
    desk.click("site-laptop")
    desk.click("sites-chosen")
    yield desk.place
    desk.click("more-if-you-like")
    yield desk.place
    desk.click("checks-to-list")
    desk.click("delete-my-answers")
    yield desk.place
    desk.click("keep-answers")
    desk.click("carry-on")
    yield desk.place
    desk.click("this-has-moved")
    yield desk.place
    desk.click("not-moved")
    desk.window.cover()
    yield desk.place
    desk.click("show-again")
    desk.click("check-talk")
    yield desk.place
    desk.click("go-on")
    yield desk.place
    desk.do_checks()
    desk.click("my-follow-up")
    yield desk.place
    desk.click("follow-up-to-list")
    desk.click("carry-on")
    yield desk.place
    desk.click("finish-audit")
    yield desk.place


def visible(desk, kind=QWidget):
    return [each for each in desk.window.findChildren(kind) if each.isVisible()]


def test_every_control_that_can_be_reached_has_a_name(desk):
    desk.open()
    for place in walk(desk):
        for widget in visible(desk):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
                assert widget.accessibleName().strip(), (place, widget, widget.objectName())


def test_the_focus_is_never_lost_from_one_page_to_the_next(desk):
    desk.open()
    for place in walk(desk):
        focus = desk.window.focusWidget()
        assert focus is not None, place
        assert focus.isVisible(), (place, focus)


def test_the_windows_title_is_the_products_name_on_every_page(desk):
    desk.open()
    for _place in walk(desk):
        assert desk.window.windowTitle() == "Undersigned"


@pytest.mark.parametrize("percent", [100, 200])
def test_no_text_is_cut_at_any_size(desk, themed, percent):
    theme.apply(themed, theme.Scheme.LIGHT, percent / 100)
    desk.open()
    desk.window.resize(1280, 800)
    desk.settle()
    for place in walk(desk):
        desk.qtbot.waitUntil(lambda at=place: nothing_is_cut(desk, at), timeout=3000)


def nothing_is_cut(desk, place):
    for widget in (*visible(desk, QLabel), *visible(desk, QAbstractButton)):
        assert not (widget.text() and cut(widget)), (
            place,
            widget.objectName(),
            widget.text(),
            widget.size(),
            widget.minimumSizeHint(),
        )
    for widget in visible(desk, QAbstractButton):
        parent = widget.parentWidget()
        assert parent.rect().contains(widget.geometry()), (place, widget.objectName())
    return True


def cut(widget):
    needed = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else -1
    if needed < 0:
        needed = widget.minimumSizeHint().height()
    return widget.height() < needed or widget.width() < widget.minimumSizeHint().width()


def test_larger_text_is_kept_for_next_time(desk, tmp_path):
    file = tmp_path / "settings.toml"
    desk.open(user_file=file)
    desk.click("larger-text")
    assert file.read_text("utf-8") == "text_scale = 115\n"
    assert theme.current().scale == pytest.approx(1.15)


def test_plain_text_and_search_keep_what_was_seen(desk):
    desk.open()
    seen = desk.find("policy-text").seen
    desk.click("plain-text")
    desk.click("find")
    desk.type("find-words", "kind")
    assert "1 of 1" in desk.words()
    desk.press(Qt.Key.Key_Escape)
    assert desk.shown("find-words") is None
    desk.click("plain-text")
    assert desk.find("policy-text").seen == seen


def test_keys_pressed_as_the_window_comes_by_itself_do_nothing(desk, monkeypatch):
    assert start_guard.GUARDED == 500
    monkeypatch.setattr(start_guard, "GUARDED", 3_600_000)  # the end comes when the test says so
    desk.open()
    desk.read_all()
    desk.close()
    desk.open(opened_by_itself=True)
    assert desk.place is Place.ANSWER
    field = desk.find("full-name")
    QTest.keyClicks(field, "typed elsewhere")
    assert field.text() == ""
    guard = desk.window.findChild(StartGuard)
    guard.seen.setInterval(0)
    desk.qtbot.waitUntil(lambda: not guard.is_on)
    QTest.keyClicks(field, "Sam")
    assert field.text() == "Sam"


def test_the_half_second_counts_from_when_there_is_something_to_be_seen(qtbot):
    """Held up before its first paint, the window would else take keys as soon as it comes."""
    window = QLineEdit()
    qtbot.addWidget(window)
    guard = StartGuard(window)
    assert not guard.seen.isActive()
    window.show()
    QTest.keyClicks(window, "typed elsewhere")
    assert (window.text(), guard.is_on, guard.seen.isActive()) == ("", True, False)
    qtbot.waitUntil(guard.seen.isActive)
    assert guard.seen.interval() == start_guard.GUARDED


def test_a_person_who_starts_the_app_can_type_at_once(desk):
    desk.open()
    assert desk.window.findChild(StartGuard) is None


def test_one_key_answers_one_check_and_a_held_key_no_more(desk):
    desk.open()
    desk.read_all()
    desk.sign()
    desk.click("site-laptop")
    desk.click("sites-chosen")
    desk.click("carry-on")
    desk.press(Qt.Key.Key_2)
    (given,) = desk.window.work.audit.answers.values()
    assert given.answer.value == "not_for_me"


def test_what_should_not_wait_has_no_not_now_and_says_whom_to_tell(desk):
    desk.open()
    desk.read_all()
    desk.sign()
    desk.click("site-laptop")
    desk.click("sites-chosen")
    desk.click("list-everywhere")
    assert desk.shown("tell-today") is not None
    assert desk.shown("check-not-now") is None
    at = desk.window.work.audit.at
    desk.press(Qt.Key.Key_4)
    assert desk.window.work.audit.at == at
