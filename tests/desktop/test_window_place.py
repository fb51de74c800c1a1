"""The window comes back where it was, and never where no display is."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from app.desktop.window_place import FILE, WindowPlace

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def new_window(qtbot, tmp_path):
    def make():
        window = QWidget()
        qtbot.addWidget(window)
        WindowPlace(window, tmp_path)
        return window

    return make


def test_size_and_place_are_found_again(new_window):
    first = new_window()
    first.show()
    first.resize(500, 400)
    first.move(60, 40)
    first.close()
    assert new_window().geometry() == first.geometry()


def test_a_window_left_on_a_display_that_is_gone_comes_back_onto_one(new_window, qapp):
    first = new_window()
    first.show()
    first.resize(500, 400)
    first.move(9000, 7000)
    first.close()
    again = new_window()
    again.show()
    assert qapp.primaryScreen().availableGeometry().contains(again.geometry().center())


@pytest.mark.parametrize("kept", ["", "not hex", "00ff", "é"])
def test_what_cannot_be_read_costs_only_the_place(new_window, tmp_path, kept):
    (tmp_path / FILE).write_text(kept, encoding="utf-8")
    assert new_window().pos() == QPoint(0, 0)


def test_the_staff_window_keeps_its_own(desk, tmp_path):
    desk.open(user_file=tmp_path / "settings" / "settings.toml")
    desk.window.resize(700, 600)
    desk.close()
    desk.open(user_file=tmp_path / "settings" / "settings.toml")
    assert (desk.window.width(), desk.window.height()) == (700, 600)
