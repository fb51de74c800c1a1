"""When a display comes, the self-audit covers itself, and comes back as it was."""

import pytest
from PySide6.QtCore import Qt

from app.desktop.places import Place

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def at_sites(desk):
    desk.open()
    desk.read_all()
    desk.sign()
    return desk


def new_display(qapp):
    """What Qt says when a display appears."""
    qapp.screenAdded.emit(qapp.primaryScreen())


def test_a_new_display_covers_it_and_one_key_shows_it_as_it_was(at_sites, qapp):
    desk = at_sites
    desk.click("site-laptop")
    new_display(qapp)
    assert desk.place is Place.COVER
    assert "Laptop" not in desk.words()
    assert "self-audit" not in desk.words()
    assert desk.window.focusWidget() is desk.find("show-again")
    desk.press(Qt.Key.Key_Space)
    assert desk.place is Place.SITES
    assert desk.find("site-laptop").isChecked()  # chosen, and not kept yet


def test_ticked_promises_are_not_lost_under_the_cover(at_sites, qapp):
    desk = at_sites
    desk.click("use-none")
    desk.click("promise-c-lock")
    new_display(qapp)
    desk.click("show-again")
    assert desk.find("promise-c-lock").isChecked()


def test_a_display_that_changes_its_picture_covers_too(at_sites, qapp):
    screen = qapp.primaryScreen()
    screen.geometryChanged.emit(screen.geometry())
    assert at_sites.place is Place.COVER
    new_display(qapp)
    at_sites.click("show-again")
    assert at_sites.place is Place.SITES


def test_the_policy_is_nobodys_secret_and_stays(desk, qapp):
    desk.open()
    new_display(qapp)
    assert desk.place is Place.READ
