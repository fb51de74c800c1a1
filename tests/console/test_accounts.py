"""Accounts in the HR window: a second factor from the first picture to the next sign-in, approvals, the list, the rules."""

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
import uvicorn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.console.app import ConsoleWindow
from app.console.desk import FileDialogs
from app.hr.account_rules import AccountRules
from app.hr.accounts import Role
from app.hr.store.database import open_database
from app.hr.store.migrate import upgrade
from app.server.app import create_app
from app.sync.console_client import connector
from app.sync.transport import no_proxies
from app.ui import theme
from app.ui.bridge import Bridge
from tests.server.conftest import PASSWORD, World

POLICY = "social-media-policy"


class Hand:
    """A person at one window."""

    def __init__(self, window: ConsoleWindow, bot: QtBot) -> None:
        self.window, self.bot = window, bot

    def shown(self, name: str, kind: type[QWidget] = QWidget) -> list[QWidget]:
        return [one for one in self.window.findChildren(kind, name) if one.isVisible()]

    def part(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        self.until(lambda: bool(self.shown(name, kind)))
        return self.shown(name, kind)[0]

    def until(self, holds: Callable[[], bool]) -> None:
        self.bot.waitUntil(holds, timeout=20_000)

    def click(self, name: str) -> None:
        self.bot.mouseClick(self.part(name, QPushButton), Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        field = self.part(name, QLineEdit)
        field.setText(text)

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
def world(tmp_path: Path) -> Iterator[World]:
    url = f"sqlite:///{tmp_path / 'service.sqlite'}"
    database = open_database(url)
    upgrade(database)
    database.close()
    found = World(url)
    found.staff()
    found.publish()
    for name in ("ann", "bo"):
        found.account(name, Role.HR)
    yield found
    found.close()


@pytest.fixture
def address(world: World) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(world.hr), log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def sit_down(qtbot: QtBot, address: str) -> Iterator[Callable[[], Hand]]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Scheme.LIGHT)
    opened: list[tuple[ConsoleWindow, Bridge]] = []
    unexpected: list[BaseException] = []

    def open_one() -> Hand:
        bridge = Bridge(on_unexpected=unexpected.append)
        window = ConsoleWindow(
            bridge,
            lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
            connector(no_proxies),
            server=address,
            poll_seconds=0.2,
            dialogs=FileDialogs(lambda *_: "", lambda *_: ""),
        )
        qtbot.addWidget(window)
        window.show()
        opened.append((window, bridge))
        return Hand(window, qtbot)

    yield open_one
    for window, bridge in opened:
        window.close()
        assert bridge.close()
    assert unexpected == []


def set_up(hand: Hand, world: World) -> tuple[pyotp.TOTP, list[str]]:
    hand.click("secondFactorBegin")
    phone = pyotp.TOTP(hand.part("secondFactorSecret", QLabel).text().replace(" ", ""))
    hand.type("secondFactorCode", "000000")
    hand.click("secondFactorConfirm")
    hand.reads("That code does not fit.")
    hand.type("secondFactorCode", phone.at(world.clock()))
    hand.click("secondFactorConfirm")
    codes = hand.part("recoveryCodes", QLabel).text().split("\n")
    hand.click("recoveryKept")
    return phone, codes


def test_a_second_factor_from_the_picture_to_the_next_sign_in(sit_down, world):
    hand = sit_down()
    hand.sign_in("ann")
    hand.click("section-my-account")
    phone, codes = set_up(hand, world)
    hand.reads("Recovery codes left: 10 of 10.")
    hand.click("section-who")
    hand.click("signOutButton")
    world.clock.move(minutes=2)
    hand.sign_in("ann", "123456")
    hand.reads("That code does not fit.")
    hand.type("signInCode", phone.at(world.clock()))
    hand.click("signInButton")
    hand.part("section-my-account")
    hand.click("signOutButton")
    hand.sign_in("ann", codes[0])
    hand.part("section-my-account")


def test_where_it_is_needed_the_window_leads_straight_to_it(sit_down, world):
    world.hr.account_book.set_rules(AccountRules(second_factor=frozenset({"hr"})), actor="it")
    hand = sit_down()
    hand.sign_in("ann")
    hand.reads("Your Trust asks for one, so please set it up now.")
    assert not hand.shown("section-who")
    set_up(hand, world)
    hand.reads("Your second factor is on.")


def test_one_asks_another_approves_and_the_asker_sees_that_it_is_done(sit_down, world):
    world.hr.account_book.set_rules(AccountRules(two_people=True), actor="it")
    world.hr.two_people.withdraw(POLICY, "It is out of date.", actor="ann")
    ann = sit_down()
    ann.sign_in("ann")
    ann.click("section-approvals")
    ann.reads("You asked for this yourself, so somebody else has to approve it.")
    assert not ann.shown("approveButton")
    bo = sit_down()
    bo.sign_in("bo")
    bo.click("section-approvals")
    bo.reads("The reason: It is out of date.")
    bo.click("refuseButton")
    bo.reads("Write a few words first.")
    bo.click("approveButton")
    bo.reads("✓ Approved and done. Both names are on record.")
    assert world.hr.approvals.decided()[0].state == "done"


def test_hr_adds_and_closes_an_account_and_sets_the_rules(sit_down, world):
    hand = sit_down()
    hand.sign_in("ann")
    hand.click("section-accounts")
    hand.type("newAccountName", "Sam Reader")
    hand.part("newAccountRole").setCurrentIndex(3)
    hand.type("newAccountPassword", "short")
    hand.click("newAccountAdd")
    hand.reads("A password needs at least 12 characters.")
    hand.type("newAccountPassword", PASSWORD)
    hand.click("newAccountAdd")
    hand.reads("✓ Sam Reader is there.")
    hand.click("closeAccount-Sam Reader")
    hand.click("closeAccount-Sam Reader")
    hand.reads("✓ Sam Reader is closed.")
    assert not hand.shown("closeAccount-ann")
    hand.part("idleMinutes").setCurrentText("30")
    hand.part("twoPeople", QCheckBox).setChecked(True)
    hand.click("saveRules")
    hand.reads("✓ The rules are saved.")
    assert world.hr.account_book.rules() == AccountRules(idle_minutes=30, two_people=True)
    hand.part("twoPeople", QCheckBox).setChecked(False)
    hand.click("saveRules")
    hand.reads("Another person of HR has to approve it first.")


def test_one_changes_ones_password_and_ends_ones_other_sessions(sit_down, world):
    world.hr.accounts.sign_in("ann", PASSWORD, "elsewhere")
    hand = sit_down()
    hand.sign_in("ann")
    hand.click("section-my-account")
    hand.click("sessionsEndOthers")
    hand.reads("✓ Ended.")
    hand.type("passwordOld", "not this one")
    hand.type("passwordNew", "another long password")
    hand.click("passwordChange")
    hand.reads("That is not the password of this account.")
    hand.type("passwordOld", PASSWORD)
    hand.click("passwordChange")
    hand.reads("✓ Your password is changed.")
    assert world.hr.accounts.sign_in("ann", "another long password", "x")
