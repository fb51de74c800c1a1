"""A desk at which one window comes after the other, as the staff app opens them."""

from PySide6.QtWidgets import QApplication

from app.desktop.app import StaffApp
from tests.desktop.conftest import Desk


class Turns(Desk):
    """A hand and an eye at whatever window is open now."""

    def __init__(self, qtbot, qapp, sittings):
        self._staff = StaffApp(qapp, sittings, sync_every=3600.0)
        super().__init__(qtbot, None, None)
        self.sittings = sittings

    @property
    def window(self):
        return getattr(self._staff, "window", None)

    @window.setter
    def window(self, _none):
        """The app has it."""

    @property
    def bridge(self):
        return self._staff.bridge

    @bridge.setter
    def bridge(self, _none):
        """The same."""

    @property
    def staff(self):
        return self._staff

    @property
    def context(self):
        return self._staff.sitting.context

    def open(self, **options):
        self._staff.open(**options)
        self.settle()
        return self

    def settle(self):
        """Wait until nothing is on its way, and the window that comes next is there."""
        for _ in range(3):
            super().settle()
            QApplication.processEvents()

    def close(self):
        if self.window is None:
            return
        if self._staff.leaving is not None:
            self._staff.leaving.let_go()
        self.window.close()
        self.settle()
        assert self.bridge.close()
        self.window.deleteLater()
        self._staff.deleteLater()
        self.sittings.close()

    def finish(self):
        """*I am finished*, and wait for the next turn."""
        before = self.window
        self.click("i-am-finished")
        self.qtbot.waitUntil(lambda: self.window is not before, timeout=20_000)
        self.settle()
