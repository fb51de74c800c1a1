"""A real window on a service that behaves, over real HTTP, and the few gestures that the stories share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.console.app import ConsoleWindow
from app.console.desk import FileDialogs
from app.console.rows import Column
from app.sync.console_client import connector
from app.sync.transport import no_proxies
from app.ui import theme
from app.ui.bridge import Bridge
from tests.console.real_service import address, sit_down, world  # noqa: F401 - the fixtures of a real service
from tests.fakes.console_service import ACCOUNT, PASSWORD, ConsoleService
from tests.server.conftest import migrated_file  # noqa: F401 - the empty database of a real service


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform has no window manager to tell sizes to."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True))


@dataclass
class Console:
    """The window, the service it asks, and what a person does with it."""

    window: ConsoleWindow
    service: ConsoleService
    bot: QtBot
    unexpected: list[BaseException] = field(default_factory=list)

    def part(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def click(self, name: str) -> None:
        button = self.part(name, QPushButton)
        assert button.isVisible(), name
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        edit = self.part(name, QLineEdit)
        edit.setFocus()
        self.bot.keyClicks(edit, text)

    def show_only(self, word: str) -> None:
        for name in ("showFilters", "schoolFilters"):
            rows = self.part(name, QListWidget)
            for place in range(rows.count()):
                if rows.item(place).text() == word:
                    rows.setCurrentRow(place)
                    return
        raise AssertionError(word)

    def count_of(self, word: str) -> str:
        for name in ("showFilters", "schoolFilters"):
            rows = self.part(name, QListWidget)
            for place in range(rows.count()):
                if rows.item(place).text() == word:
                    return str(rows.item(place).data(Qt.ItemDataRole.AccessibleTextRole)).rpartition(", ")[2]
        raise AssertionError(word)

    @property
    def names(self) -> list[str]:
        model = self.window.who.model
        return [model.row(place).name for place in range(model.rowCount())]

    def cell(self, name: str, column: Column) -> str:
        return self.window.who.model.row(self.names.index(name)).text(column)

    @property
    def foot(self) -> str:
        return self.window.who._status.text()

    def until(self, holds: Callable[[], bool]) -> None:
        self.bot.waitUntil(holds, timeout=20_000)

    def until_news(self) -> None:
        self.until(lambda: "updated" in self.foot)

    def page(self) -> str:
        return self.window._pages.currentWidget().objectName()


@pytest.fixture
def service() -> Iterator[ConsoleService]:
    with ConsoleService().running() as running:
        yield running


@pytest.fixture
def open_console(qtbot: QtBot, service: ConsoleService, tmp_path: Path) -> Iterator[Callable[..., Console]]:
    """Opens a window: signed in, unless told otherwise. Files come from and go to `tmp_path`."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Scheme.LIGHT)
    opened: list[tuple[ConsoleWindow, Bridge]] = []
    unexpected: list[BaseException] = []

    def open_one(*, signed_in: bool = True) -> Console:
        bridge = Bridge(on_unexpected=unexpected.append)
        connect = connector(no_proxies)
        client = None
        if signed_in:
            client = connect(service.address)
            client.sign_in(ACCOUNT, PASSWORD)
        window = ConsoleWindow(
            bridge,
            lambda: datetime(2026, 11, 22, 8, 41, tzinfo=UTC),
            connect,
            server=service.address,
            client=client,
            poll_seconds=0.02,
            dialogs=FileDialogs(
                lambda _window, _kinds: str(tmp_path / "staff.csv"),
                lambda _window, _name, _kinds: str(tmp_path / "shown.csv"),
            ),
        )
        qtbot.addWidget(window)
        window.show()
        opened.append((window, bridge))
        console = Console(window, service, qtbot, unexpected)
        if signed_in:
            console.until_news()
        return console

    yield open_one
    for window, bridge in opened:
        window.close()
        service.hold.set()
        assert bridge.close()
    assert unexpected == []


@pytest.fixture
def console(open_console: Callable[..., Console]) -> Console:
    return open_console()
