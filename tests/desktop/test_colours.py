"""A person chooses the colours of the window, sees them at once and finds them again; unless the trust has set them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from app import config as settings
from app.desktop.places import Place
from app.ui import theme
from app.ui.theme import Scheme

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

PAPERS = {Scheme.LIGHT: theme.LIGHT, Scheme.DARK: theme.DARK, Scheme.HIGH_CONTRAST: theme.HIGH_CONTRAST}


def at_settings(desk, file=None):
    desk.open(user_file=file)
    desk.window.go(Place.SETTINGS)
    desk.settle()
    return desk


def paper():
    return QApplication.palette().color(QPalette.ColorRole.Window).name().upper()


@pytest.mark.parametrize("scheme", PAPERS)
def test_colours_are_chosen_seen_at_once_and_kept(desk, tmp_path, scheme):
    file = tmp_path / "person" / "settings.toml"
    settings.save(file, text_scale=115)
    at_settings(desk, file).click(f"scheme-{scheme}")
    assert theme.current().scheme is scheme
    assert paper() == PAPERS[scheme].paper
    assert desk.find("scheme-note").text() == "Kept."
    kept = settings.load(tmp_path / "none.toml", file)
    assert (kept.scheme, kept.text_scale) == (scheme.value, 115)


def test_the_size_of_text_stays_as_colours_change(desk, themed):
    theme.apply(themed, Scheme.LIGHT, 1.5)
    at_settings(desk).click("scheme-dark")
    assert theme.current().scale == 1.5


def test_the_colours_of_the_computer_can_be_followed_again(desk, tmp_path):
    file = tmp_path / "settings.toml"
    at_settings(desk, file).click("scheme-dark")
    desk.click("scheme-system")
    assert theme.current().scheme is Scheme.SYSTEM
    assert settings.load(tmp_path / "none.toml", file).scheme == "system"


def test_the_four_are_told_apart_by_keyboard_and_screen_reader(desk, tmp_path):
    at_settings(desk, tmp_path / "settings.toml").tab_to("scheme-light")
    names = [f"scheme-{scheme}" for scheme in Scheme]
    told = [QAccessible.queryAccessibleInterface(desk.find(name)) for name in names]
    said = [each.text(QAccessible.Text.Name) for each in told]
    assert said == ["As on this computer", "Light", "Dark", "High contrast"]
    assert {each.text(QAccessible.Text.Description) for each in told} == {"Colours of this window"}
    assert [bool(each.state().checked) for each in told] == [False, True, False, False]
    desk.press(Qt.Key.Key_Right)
    if desk.window.focusWidget() is desk.find("scheme-dark"):
        desk.press(Qt.Key.Key_Space)
    assert theme.current().scheme is Scheme.DARK
    assert [bool(each.state().checked) for each in told] == [False, False, True, False]


def test_colours_that_the_trust_has_set_are_shown_and_stay(desk, tmp_path, themed):
    theme.apply(themed, Scheme.HIGH_CONTRAST, 1.0)
    desk.config = replace(desk.config, scheme="high-contrast", origins={"scheme": "trust"})
    file = tmp_path / "settings.toml"
    at_settings(desk, file)
    note = desk.find("scheme-note")
    assert note.text() == "The Trust has set this, so it cannot be changed here."
    assert isinstance(note, QLabel)
    for scheme in Scheme:
        toggle = desk.find(f"scheme-{scheme}")
        assert (toggle.isEnabled(), toggle.isChecked()) == (False, scheme is Scheme.HIGH_CONTRAST)
        desk.click(f"scheme-{scheme}")
    assert theme.current().scheme is Scheme.HIGH_CONTRAST
    assert not file.exists()


def test_where_nothing_is_kept_the_colours_hold_for_this_window(desk):
    at_settings(desk).click("scheme-high-contrast")
    assert theme.current().scheme is Scheme.HIGH_CONTRAST
    assert desk.find("scheme-note").text() == "It stays so until this window closes."


def test_colours_that_could_not_be_kept_are_said_to_be_so(desk, tmp_path):
    taken = tmp_path / "not a folder"
    taken.write_text("")
    at_settings(desk, taken / "settings.toml").click("scheme-dark")
    assert theme.current().scheme is Scheme.DARK
    assert desk.find("scheme-note").text().startswith("It could not be kept.")
