"""The staff window over real workflows, a real database and the simulated HR service, driven by clicks and keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from app.config import Config
from app.desktop.places import Place
from app.desktop.window import StaffWindow
from app.ui import theme
from app.ui.bridge import Bridge
from tests.fakes.hr_service import FixedClock, HrService
from tests.fakes.staff_app import TEXT, StaffApp, checklist

POLICY = Path(__file__).parents[2] / "resources" / "policies" / "social-media-policy" / "2021-03-22.md"


class Desk:
    """One person at one window: what a hand and an eye can do."""

    def __init__(self, qtbot, app, config):
        self.qtbot, self.app, self.config = qtbot, app, config
        self.window = None
        self.bridge = None

    def open(self, **options):
        """Open the window and wait until it has settled."""
        self.bridge = Bridge()
        self.window = StaffWindow(self.app.context, self.bridge, self.config, sync_every=3600.0, **options)
        self.window.show()
        self.settle()
        return self

    def close(self):
        if self.window is not None:
            self.window.close()
            self.settle()
            assert self.bridge.close()
            self.window.deleteLater()
            self.bridge.deleteLater()
            self.window = None

    def settle(self):
        """Wait until nothing is on its way."""
        self.qtbot.waitUntil(lambda: not self.bridge.pending, timeout=20_000)
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.bridge.pending, timeout=20_000)

    @property
    def place(self):
        return self.window.place

    @property
    def policy(self):
        return self.window.work.policy

    def shown(self, name):
        found = [each for each in self.window.findChildren(QWidget, name) if each.isVisible()]
        return found[0] if found else None

    def find(self, name):
        widget = self.shown(name)
        assert widget is not None, f"no {name} on the page {self.place}"
        return widget

    def click(self, name):
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)
        self.settle()

    def type(self, name, text):
        field = self.find(name)
        field.setFocus()
        QTest.keyClicks(field, text)

    def press(self, key, times=1):
        """A key, to whatever has the focus."""
        for _ in range(times):
            QTest.keyClick(self.window.focusWidget() or self.window, key)
            self.settle()

    def tab_to(self, name):
        """Tab until the control has the focus, as somebody without a mouse does."""
        for _ in range(80):
            if self.window.focusWidget() is self.find(name):
                return
            QTest.keyClick(self.window.focusWidget() or self.window, Qt.Key.Key_Tab)
        pytest.fail(f"Tab never came to {name} on the page {self.place}")

    def words(self):
        """Every word on the page, as one text."""
        parts = [each for each in self.window.findChildren(QWidget) if each.isVisible()]
        return "\n".join(
            each.text() for each in parts if isinstance(each, QLabel | QAbstractButton) and each.text()
        )

    # Ways through the story

    def enrol(self, code):
        self.type("code", code)
        self.click("start")

    def read_all(self):
        while not self.find("continue-to-answer").isEnabled():
            self.click("next-section")
        self.click("continue-to-answer")

    def sign(self, name="Sam Field"):
        self.type("full-name", name)
        self.click("answer-acknowledged")

    def do_checks(self):
        while self.place is Place.CHECK:
            self.click("check-done")

    def audit(self, site="laptop"):
        self.click(f"site-{site}")
        self.click("sites-chosen")
        self.click("carry-on")
        self.do_checks()
        self.click("carry-on")
        self.click("finish-audit")


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def service(clock):
    with_policy = HrService(clock)
    with_policy.person = with_policy.hire()
    with_policy.publish(TEXT, checklist=checklist(), label="2021-03-22", due="2026-12-04")
    yield with_policy
    with_policy.shut()


@pytest.fixture
def app(tmp_path, service, clock):
    made = StaffApp(tmp_path, service, clock, at_once=True)
    yield made
    made.close()


@pytest.fixture
def themed(qapp):
    theme.apply(qapp, theme.Scheme.LIGHT, 1.0)
    yield qapp
    theme.apply(qapp, theme.Scheme.LIGHT, 1.0)


@pytest.fixture
def new_desk(qtbot, themed, app, service):
    """A desk whose person has not typed the code yet."""
    desk = Desk(qtbot, app, Config(server=service.url))
    yield desk
    desk.close()


@pytest.fixture
def desk(new_desk, app, service):
    """A desk whose person is known, with the policy on this computer."""
    app.enrol(service.invite(service.person))
    app.refresh()
    return new_desk
