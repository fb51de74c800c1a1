"""A real window on Windows' own platform plugin, looked at through Qt and through the screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.assets import app_icon, resource
from app.ui.bars import Foot, Header
from app.ui.policy_view import PolicyView
from app.ui.theme import Scheme
from app.ui.widgets import PrimaryButton, SecondaryButton

POLICY = resource("policies", "social-media-policy", "2021-03-22.md")


@pytest.fixture
def reading(qtbot, qapp):
    """A window as a person reads the policy in it: the header, the policy, the foot."""
    theme.apply(qapp, Scheme.LIGHT, 1.0)
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowTitle("Undersigned")
    window.setWindowIcon(app_icon())
    header, window.view, foot = Header("Social Media Policy", "The trust"), PolicyView(), Foot()
    header.set_steps(["Read", "Answer", "Self-audit"], 0)
    window.view.set_policy(POLICY.read_text(encoding="utf-8"))
    window.later, window.on = SecondaryButton("Later"), PrimaryButton("Go on")
    foot.add_left(window.later)
    foot.add_right(window.on)
    inside = QVBoxLayout(window)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(0)
    for part in (header, window.view, foot):
        inside.addWidget(part)
    window.resize(1000, 700)
    with qtbot.waitExposed(window):
        window.show()
    return window


def colours(image):
    return {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def test_the_window_is_windows_own(reading):
    assert QGuiApplication.platformName() == "windows"
    assert reading.winId() != 0


def test_the_policy_is_painted_with_its_text(reading, picture):
    grabbed = reading.grab().toImage()
    picture(grabbed)
    assert (grabbed.width(), grabbed.height()) >= (1000, 700)
    # Smoothed letters leave many shades; a window of empty boxes would have a handful.
    assert len(colours(grabbed)) > 40


def test_the_screen_shows_the_window(reading, qtbot, picture):
    reading.raise_()

    def shown():
        image = reading.screen().grabWindow(0).toImage()
        assert len(colours(image)) > 40
        return image

    qtbot.waitUntil(lambda: bool(shown()), timeout=5000)
    picture(shown())


def test_a_click_and_the_keyboard_reach_the_buttons(reading, qtbot):
    with qtbot.waitSignal(reading.on.clicked, timeout=5000):
        qtbot.mouseClick(reading.on, Qt.MouseButton.LeftButton)
    reading.later.setFocus()
    with qtbot.waitSignal(reading.later.clicked, timeout=5000):
        qtbot.keyClick(reading.later, Qt.Key.Key_Space)


@pytest.mark.parametrize("scheme", [Scheme.DARK, Scheme.HIGH_CONTRAST])
def test_the_schemes_apply_on_windows_too(reading, qapp, scheme, picture):
    before = reading.grab().toImage().pixelColor(500, 350).lightness()
    theme.apply(qapp, scheme, 1.0)
    QApplication.processEvents()
    grabbed = reading.grab().toImage()
    picture(grabbed)
    assert abs(grabbed.pixelColor(500, 350).lightness() - before) > 100
    theme.apply(qapp, Scheme.LIGHT, 1.0)
