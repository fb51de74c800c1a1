"""A reminder never takes the screen or the keys, and *Later* offers no time at which nothing may open."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLineEdit

from app.config.lessons import parse
from app.desktop.start_guard import StartGuard
from app.login.machine import Machine
from tests.desktop.turns import Turns
from tests.fakes.sittings import FakeSittings

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise)", extend=True)


@pytest.fixture
def turns(qtbot, themed, tmp_path, service, clock):
    desk = Turns(qtbot, themed, FakeSittings(tmp_path / "profile", service, clock, Machine()))
    yield desk
    desk.close()


@pytest.fixture
def marked(turns, monkeypatch):
    """The windows that were marked in the task bar."""
    found = []
    monkeypatch.setattr(turns.open().staff, "_app", SimpleNamespace(alert=found.append))
    return found


@pytest.mark.parametrize("minimised", [True, False])
def test_the_login_marks_the_open_window_and_moves_nothing(turns, marked, qtbot, minimised):
    if minimised:
        turns.window.showMinimized()
    with qtbot.waitActive(other := _another_window(qtbot)):
        other.activateWindow()
    turns.staff.bring_forward(False)
    turns.settle()
    assert marked == [turns.window]
    assert turns.window.isMinimized() is minimised
    assert other.isActiveWindow()


def test_a_person_who_starts_it_again_gets_the_window(turns, marked, qtbot):
    turns.window.showMinimized()
    with qtbot.waitActive(other := _another_window(qtbot)):
        other.activateWindow()
    turns.staff.bring_forward(True)
    qtbot.waitUntil(turns.window.isActiveWindow)
    assert not turns.window.isMinimized()
    assert marked == []


def test_keys_are_held_back_once_and_not_from_the_person_who_starts_it_again(turns):
    turns.open(opened_by_itself=True)
    turns.window.showMinimized()
    turns.staff.bring_forward(True)
    turns.settle()
    assert len(turns.window.findChildren(StartGuard)) == 1


def test_later_is_offered_for_no_lesson_of_the_trusts(desk):
    desk.config = replace(desk.config, lesson_hours=(parse("Mon-Sun 09:00-23:30"),))
    desk.open()
    desk.click("later-read")
    assert desk.find("later-option-0").accessibleName() == "When the lesson ends, at 23:30"


def _another_window(qtbot):
    window = QLineEdit()
    qtbot.addWidget(window)
    window.show()
    return window
