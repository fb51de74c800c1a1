"""The HR window: a client of the service like any other.

1. It asks who is there, then shows who has not completed it; everything else is a page one step away.
2. Everything that takes time runs on the bridge; a slot reads a widget, asks, and shows what comes back.
3. When the session ends it asks to sign in again and goes on with the same filters.
"""

import os
import threading
import webbrowser
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.config import Config
from app.console.desk import Desk, FileDialogs, system_dialogs
from app.console.navigation import Navigation
from app.console.refresher import POLL_SECONDS
from app.console.section import Section
from app.console.sections import SECTIONS
from app.console.sign_in_page import SignInPage
from app.console.who_part import WhoPart
from app.sync.console_accounts import sign_in_with_work_account
from app.sync.console_client import ConsoleClient, connector
from app.ui import assets, theme
from app.ui.bridge import Bridge
from app.ui.system_proxy import proxies_for

Clock = Callable[[], datetime]
Connect = Callable[[str], ConsoleClient]
_WHO, _PERSON, _MY_ACCOUNT = "who", "person", "my-account"


class ConsoleWindow(QMainWindow):
    """The HR window.

    Args:
        bridge: between Qt and work; closing it is for whoever made it.
        clock: the time now, aware, UTC.
        connect: answers an address with a client; may raise AddressRefusedError.
        server: the address to begin with.
        client: one that has signed in; then nobody is asked.
        poll_seconds: the pause between two questions for news.
        dialogs: how to ask for files.
        open_browser: opens an address in the person's own browser; answers whether it could.
    """

    def __init__(
        self,
        bridge: Bridge,
        clock: Clock,
        connect: Connect,
        *,
        server: str = "",
        client: ConsoleClient | None = None,
        poll_seconds: float = POLL_SECONDS,
        dialogs: FileDialogs | None = None,
        open_browser: Callable[[str], bool] = webbrowser.open,
    ) -> None:
        super().__init__()
        self._open_browser, self._stopped = open_browser, threading.Event()
        self._bridge, self._clock, self._connect_to = bridge, clock, connect
        self._dialogs = dialogs or system_dialogs()
        self._client: ConsoleClient | None = None
        self._sections: dict[str, Section] = {}
        self._who = WhoPart(bridge, clock, poll_seconds, self._dialogs, self)
        self.who, self.code = self._who.page, self._who.code
        self._make_pages(server)
        self._connect_parts()
        self.setWindowTitle("Undersigned")
        self.setWindowIcon(assets.app_icon())
        self.resize(1280, 800)
        if client is not None and client.session is not None:
            self._signed_in(client)
        else:
            self._ask_to_sign_in(None)

    def _make_pages(self, server: str) -> None:
        self.sign_in = SignInPage(server)
        self._pages = QStackedWidget()
        for page, name in (
            (self.sign_in, "signInPage"),
            (self.who, "whoPage"),
            (self.code, "codePage"),
        ):
            page.setObjectName(name)
            page.setProperty("kind", "paper")
            self._pages.addWidget(page)
        self._navigation = Navigation()
        whole = QWidget()
        whole.setProperty("kind", "paper")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._navigation)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(whole)

    def _connect_parts(self) -> None:
        self.sign_in.wanted.connect(self._sign_in)
        self.sign_in.workWanted.connect(self._sign_in_with_work_account)
        self.sign_in.cancelled.connect(self._stop_sign_in)
        self._navigation.chosen.connect(self._show_section)
        self._who.sessionEnded.connect(self._ask_to_sign_in)
        self._who.codeWanted.connect(self._show_code)
        self.who.signOutWanted.connect(self._sign_out)
        self.who.personWanted.connect(self._show_person)
        self.code.backWanted.connect(self._back)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks for no more news; the session ends on the service if it can be told."""
        self._stop_sign_in()
        self._who.stop()
        self._end_session()
        super().closeEvent(event)

    # Signing in and out

    def _sign_in(self, server: str, account: str, password: str, code: str) -> None:
        self._bridge.submit(
            partial(_signed_in_client, self._connect_to, server, (account, password, code or None)),
            self._signed_in,
            self._ask_to_sign_in,
            lane="network",
        )

    def _sign_in_with_work_account(self, server: str) -> None:
        self._stopped = threading.Event()
        work = partial(
            _work_account_client, self._connect_to, server, self._open_browser, self._stopped.is_set
        )
        self._bridge.submit(work, self._signed_in, self._ask_to_sign_in, lane="network")

    def _stop_sign_in(self) -> None:
        self._stopped.set()

    def _signed_in(self, client: ConsoleClient) -> None:
        session = client.session
        if session is None:
            return
        self._client = client
        hr = session.role == "hr"
        desk = Desk(
            bridge=self._bridge,
            client=client,
            session=session,
            clock=self._clock,
            tz=ZoneInfo(session.time_zone),
            files=self._dialogs,
            ended=self._session_ended,
            changed=self._who.refresher.ask_now,
            show_person=self._show_person,
        )
        self._make_sections(desk)
        if session.must_enrol:
            self._show_section(_MY_ACCOUNT)
            return
        self.who.allow(codes=hr or session.role == "headteacher", persons=_PERSON in self._sections)
        self._back()
        self._who.start(desk)

    def _session_ended(self, error: Exception) -> None:
        self._who.stop()
        self._ask_to_sign_in(error)

    def _ask_to_sign_in(self, reason: Exception | None) -> None:
        self._navigation.hide()
        self._pages.setCurrentWidget(self.sign_in)
        self.sign_in.ask(reason)

    def _sign_out(self) -> None:
        self._who.stop()
        self._end_session()
        self._ask_to_sign_in(None)

    def _end_session(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            self._bridge.submit(client.sign_out, failed=self._nothing_to_do, lane="network", owner=self)

    def _nothing_to_do(self, _error: Exception) -> None:
        """The service could not be told; its sessions end by themselves."""

    # Sections

    def _make_sections(self, desk: Desk) -> None:
        for old in self._sections.values():
            self._pages.removeWidget(old)
            old.deleteLater()
        mine = [kind for kind in SECTIONS if desk.session.role in kind.roles]
        if desk.session.must_enrol:
            mine = [kind for kind in mine if kind.name == _MY_ACCOUNT]
        self._sections = {kind.name: kind(desk) for kind in mine}
        for section in self._sections.values():
            self._pages.addWidget(section)
        titles = [(name, section.title()) for name, section in self._sections.items() if section.in_bar]
        who = [] if desk.session.must_enrol else [(_WHO, self.tr("Who has not"))]
        self._navigation.offer([*who, *titles])

    def _show_section(self, name: str) -> None:
        section = self._sections.get(name)
        if section is None:
            self._back()
            return
        self._navigation.show_chosen(name)
        self._pages.setCurrentWidget(section)
        section.begin()

    def _show_person(self, staff_id: str) -> None:
        person = self._sections.get(_PERSON)
        if person is not None:
            self._show_section(_PERSON)
            person.show_person(staff_id)

    # Who has not completed it

    def _back(self) -> None:
        self._navigation.show_chosen(_WHO)
        self._pages.setCurrentWidget(self.who)
        self.who.view.setFocus()

    def _show_code(self) -> None:
        self._pages.setCurrentWidget(self.code)


def run(config: Config, argv: list[str]) -> int:
    """Open the HR window and stay until it is closed; returns the exit code."""
    app = QApplication(argv)
    app.setApplicationName("Undersigned")
    theme.apply(app, theme.Scheme(config.scheme), config.text_scale / 100)
    bridge = Bridge()
    window = ConsoleWindow(bridge, _now, connector(proxies_for), server=config.server or "")
    window.show()
    code = app.exec()
    bridge.close()
    return code


def _now() -> datetime:
    return datetime.now(UTC)


def _signed_in_client(connect: Connect, server: str, shown: tuple[str, str, str | None]) -> ConsoleClient:
    client = connect(server)
    client.sign_in(*shown)
    return client


def _work_account_client(
    connect: Connect, server: str, open_browser: Callable[[str], bool], stopped: Callable[[], bool]
) -> ConsoleClient:
    client = connect(server)
    sign_in_with_work_account(client, proxies_for, open_browser, os.urandom, stopped)
    return client
