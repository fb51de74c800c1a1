"""A person at a real window on a real service, over real HTTP: what the stories about accounts and keeping share."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.console.app import ConsoleWindow
from app.console.desk import FileDialogs
from app.hr.accounts import Role
from app.sync.console_client import connector
from app.sync.transport import no_proxies
from app.ui import theme
from app.ui.bridge import Bridge
from tests.fakes.served import served
from tests.server.conftest import PASSWORD, World


class Hand:
    """A person at one window."""

    def __init__(self, window: ConsoleWindow, bot: QtBot, file: list[Path]) -> None:
        self.window, self.bot, self._file = window, bot, file

    def use_file(self, path: Path) -> Path:
        """The file that is chosen next."""
        self._file[0] = path
        return path

    def shown(self, name: str, kind: type[QWidget] = QWidget) -> list[QWidget]:
        return [one for one in self.window.findChildren(kind, name) if one.isVisible()]

    def part(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        self.until(lambda: bool(self.shown(name, kind)))
        return self.shown(name, kind)[0]

    def until(self, holds: Callable[[], bool]) -> None:
        self.bot.waitUntil(holds, timeout=20_000)

    def click(self, name: str) -> None:
        self.until(lambda: any(one.isEnabled() for one in self.shown(name, QPushButton)))
        self.bot.mouseClick(self.part(name, QPushButton), Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        field = self.part(name, QLineEdit)
        field.setText(text)

    def write(self, name: str, text: str) -> None:
        area = self.part(name, QPlainTextEdit)
        area.setPlainText(text)

    def words(self) -> str:
        return "\n".join(one.text() for one in self.window.findChildren(QLabel) if one.isVisible())

    def reads(self, words: str) -> None:
        self.until(lambda: words in self.words())

    def sign_in(self, account: str, code: str = "") -> None:
        self.type("signInAccount", account)
        self.type("signInPassword", PASSWORD)
        self.click("signInButton")
        if code:
            self.part("signInCode")
            self.type("signInCode", code)
            self.click("signInButton")


@pytest.fixture
def world(migrated_file: Path, tmp_path: Path) -> Iterator[World]:
    shutil.copy(migrated_file, tmp_path / "service.sqlite")
    found = World(f"sqlite:///{tmp_path / 'service.sqlite'}")
    found.staff()
    found.publish()
    for name in ("ann", "bo"):
        found.account(name, Role.HR)
    yield found
    found.close()


@pytest.fixture
def address(world: World) -> Iterator[str]:
    with served(world.hr) as found:
        yield found


@pytest.fixture
def sit_down(qtbot: QtBot, address: str, world: World, tmp_path: Path) -> Iterator[Callable[[], Hand]]:
    """Opens windows; files come from and go to `tmp_path`, under the name that `Hand.file` holds."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Scheme.LIGHT)
    opened: list[tuple[ConsoleWindow, Bridge]] = []
    unexpected: list[BaseException] = []

    def open_one() -> Hand:
        bridge = Bridge(on_unexpected=unexpected.append)
        file = [tmp_path / "file"]
        window = ConsoleWindow(
            bridge,
            world.clock,
            connector(no_proxies),
            server=address,
            poll_seconds=0.2,
            dialogs=FileDialogs(lambda *_: str(file[0]), lambda *_: str(file[0])),
        )
        qtbot.addWidget(window)
        window.show()
        opened.append((window, bridge))
        return Hand(window, qtbot, file)

    yield open_one
    for window, bridge in opened:
        window.close()
        assert bridge.close()
    assert unexpected == []
