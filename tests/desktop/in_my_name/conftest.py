"""The staff window before the real service: what is in a person's name is HR's and theirs, so both sides are real."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit

from app.config import Config
from app.sync.transport import Limits
from tests.desktop.conftest import Desk
from tests.fakes.staff_app import TEXT, StaffApp
from tests.server.conftest import World, migrated_file, serving  # noqa: F401 - the fixtures of a real service

NOWHERE = "http://127.0.0.1:9"
POLICY = "social-media-policy"


class Reader(Desk):
    """Somebody who looks at cards and saves files."""

    def card(self, name):
        """Every word on a card."""
        return "\n".join(
            label.text() for label in self.find(f"card-{name}").findChildren(QLabel) if label.isVisible()
        )

    def save_as(self, button, path):
        """Press a button and type into the dialog that opens where to save."""
        QTimer.singleShot(0, lambda: self._answer_dialog(path))
        self.click(button)

    def _answer_dialog(self, path):
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(5, lambda: self._answer_dialog(path))
            return
        field = dialog.findChild(QLineEdit)
        field.setText(str(path))
        QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.fixture
def trust(migrated_file, tmp_path, serving):  # noqa: F811 - fixtures are asked for by name
    """A school with four people, a policy without a self-audit, and its service on the loopback."""
    file = tmp_path / "service.sqlite"
    file.write_bytes(migrated_file.read_bytes())
    school = World(f"sqlite:///{file}")
    school.staff()
    school.publish(content=TEXT.encode(), checklist=False)
    yield SimpleNamespace(school=school, hr=school.hr, url=serving(school.hr))
    school.close()


def enrolled(folder, trust, **more):
    """An app on one computer of the person s1, set up with a code from HR."""
    app = StaffApp(folder, trust, trust.school.clock, at_once=True, limits=Limits(), **more)
    (issued,) = trust.hr.enrolment.invite(["s1"], "pat")
    app.enrol(issued.code)
    app.refresh()
    return app


@pytest.fixture
def app(tmp_path, trust):
    made = enrolled(tmp_path / "device", trust)
    yield made
    made.close()


@pytest.fixture
def second(tmp_path, trust):
    """Another computer that somebody set up in the same person's name."""
    made = enrolled(tmp_path / "second", trust, seed=b"second")
    yield made
    made.close()


@pytest.fixture
def desk(qtbot, themed, app, trust):
    found = Reader(qtbot, app, Config(server=trust.url))
    yield found
    found.close()


@pytest.fixture
def signed(desk, app):
    """The window of a person who has signed, at the page of everything in their name."""
    app.acknowledge()
    app.send()
    desk.open()
    desk.click("in-my-name")
    return desk
