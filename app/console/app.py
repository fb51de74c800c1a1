"""The HR window: a client of the service like any other.

1. It asks who is there, then shows who has not completed it; everything else is a page one step away.
2. Everything that takes time runs on the bridge; a slot reads a widget, asks, and shows what comes back.
3. When the session ends it asks to sign in again and goes on with the same filters.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QStackedWidget, QWidget

from app.config import Config
from app.console.code_page import CodePage
from app.console.export import ExportError, export
from app.console.refresher import POLL_SECONDS, News, Refresher
from app.console.rows import Row
from app.console.sign_in_page import SignInPage
from app.console.staff_list_page import StaffListPage
from app.console.who_page import Moment, WhoPage
from app.errors import UnavailableError
from app.protocol import IssuedCode, RosterAnswer
from app.sync.console_client import (
    MAX_ROSTER_BYTES,
    ConsoleClient,
    RosterTooLargeError,
    SessionEndedError,
    connector,
)
from app.ui import assets, theme
from app.ui.bridge import Bridge
from app.ui.system_proxy import proxies_for

Clock = Callable[[], datetime]
Connect = Callable[[str], ConsoleClient]


class FileUnreadableError(UnavailableError):
    """A staff list could not be read from the disk."""

    sentence = "That file could not be read."
    next_step = "Close it if it is open in another program, or choose another file."


@dataclass(frozen=True)
class FileDialogs:
    """How the window asks for a file; "" means none. The first is to open, the second to save."""

    open_staff_list: Callable[[QWidget], str]
    save_export: Callable[[QWidget, str], str]


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
    ) -> None:
        super().__init__()
        self._bridge, self._clock, self._connect_to = bridge, clock, connect
        self._dialogs = dialogs or FileDialogs(_open_staff_list, _save_export)
        self._client: ConsoleClient | None = None
        self._tz: tzinfo = UTC
        self._roster: tuple[str, bytes] = ("", b"")
        self._make_pages(server)
        self._refresher = Refresher(bridge, clock, poll_seconds, self)
        self._connect_parts()
        self.setWindowTitle("Undersigned")
        self.setWindowIcon(assets.app_icon())
        self.resize(1280, 800)
        if client is not None and client.session is not None:
            self._signed_in(client)
        else:
            self._ask_to_sign_in(None)

    def _make_pages(self, server: str) -> None:
        self.sign_in, self.who = SignInPage(server), WhoPage()
        self.staff_list, self.code = StaffListPage(), CodePage()
        self._pages = QStackedWidget()
        for page, name in (
            (self.sign_in, "signInPage"),
            (self.who, "whoPage"),
            (self.staff_list, "staffListPage"),
            (self.code, "codePage"),
        ):
            page.setObjectName(name)
            page.setProperty("kind", "paper")
            self._pages.addWidget(page)
        self.setCentralWidget(self._pages)

    def _connect_parts(self) -> None:
        self.sign_in.wanted.connect(self._sign_in)
        self._refresher.arrived.connect(self._news)
        self._refresher.away.connect(self.who.say_away)
        self._refresher.sessionEnded.connect(self._ask_to_sign_in)
        self.who.policyChosen.connect(self._follow)
        self.who.signOutWanted.connect(self._sign_out)
        self.who.staffListWanted.connect(self._open_staff_list)
        self.who.codeWanted.connect(self._issue_code)
        self.who.exportWanted.connect(self._export)
        self.staff_list.chooseWanted.connect(self._choose_staff_list)
        self.staff_list.saveWanted.connect(self._save_staff_list)
        for page in (self.staff_list, self.code):
            page.backWanted.connect(self._back)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks for no more news; the session ends on the service if it can be told."""
        self._refresher.stop()
        self._end_session()
        super().closeEvent(event)

    # Signing in and out

    def _sign_in(self, server: str, account: str, password: str) -> None:
        self._bridge.submit(
            partial(_signed_in_client, self._connect_to, server, account, password),
            self._signed_in,
            self._ask_to_sign_in,
            lane="network",
        )

    def _signed_in(self, client: ConsoleClient) -> None:
        session = client.session
        if session is None:
            return
        self._client = client
        self._tz = ZoneInfo(session.time_zone)
        hr = session.role == "hr"
        self.who.allow(staff_list=hr, codes=hr)
        self._back()
        self._refresher.start(client, self._tz)

    def _ask_to_sign_in(self, reason: Exception | None) -> None:
        self._pages.setCurrentWidget(self.sign_in)
        self.sign_in.ask(reason)

    def _sign_out(self) -> None:
        self._refresher.stop()
        self._end_session()
        self._ask_to_sign_in(None)

    def _end_session(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            self._bridge.submit(client.sign_out, failed=self._nothing_to_do, lane="network", owner=self)

    def _nothing_to_do(self, _error: Exception) -> None:
        """The service could not be told; its sessions end by themselves."""

    # Who has not completed it

    def _news(self, news: News) -> None:
        self.who.take(news, self._moment())

    def _follow(self, policy_id: str) -> None:
        self.who.wait_for(policy_id)
        self._refresher.follow(policy_id)

    def _export(self) -> None:
        name = f"who-has-not-completed-it {self._moment().today.isoformat()}.csv"
        path = self._dialogs.save_export(self, name)
        if path:
            rows = self.who.shown_rows()
            self._bridge.submit(partial(_exported, rows, Path(path)), self.who.say, self._export_failed)

    def _export_failed(self, error: Exception) -> None:
        self.who.say(error.sentence if isinstance(error, ExportError) else ExportError.sentence)

    def _back(self) -> None:
        self._pages.setCurrentWidget(self.who)
        self.who.view.setFocus()

    # Enrolment codes

    def _issue_code(self, row: Row) -> None:
        if self._client is None:
            return
        self.code.wait(row.name)
        self._pages.setCurrentWidget(self.code)
        work = partial(self._client.issue_code, row.staff_id)
        self._bridge.submit(
            work, self._code_issued, partial(self._failed, self.code), lane="network", owner=self
        )

    def _code_issued(self, issued: IssuedCode) -> None:
        self.code.show_code(issued, self._moment())

    # Staff list

    def _open_staff_list(self) -> None:
        self._pages.setCurrentWidget(self.staff_list)
        self.staff_list.begin()

    def _choose_staff_list(self) -> None:
        path = self._dialogs.open_staff_list(self)
        if path and self._client is not None:
            self.staff_list.wait(self.tr("Reading {0}…").format(Path(path).name))
            self._bridge.submit(
                partial(_previewed, self._client, Path(path)),
                self._previewed,
                partial(self._failed, self.staff_list),
                lane="network",
                owner=self,
            )

    def _previewed(self, result: tuple[str, bytes, RosterAnswer]) -> None:
        name, content, answer = result
        self._roster = (name, content)
        names = {row.staff_id: row.name for row in self.who.model.table.rows}
        self.staff_list.show_preview(name, answer, names)

    def _save_staff_list(self, confirmed: bool) -> None:
        if self._client is None:
            return
        name, content = self._roster
        self.staff_list.wait(self.tr("Saving…"))
        self._bridge.submit(
            partial(self._client.import_roster, name, content, confirm_leavers=confirmed),
            self._saved,
            partial(self._failed, self.staff_list),
            lane="network",
            owner=self,
        )

    def _saved(self, answer: RosterAnswer) -> None:
        self._roster = ("", b"")
        self.staff_list.show_saved(answer)
        self._refresher.ask_now()

    def _failed(self, page: StaffListPage | CodePage, error: Exception) -> None:
        if isinstance(error, SessionEndedError):
            self._refresher.stop()
            self._ask_to_sign_in(error)
        else:
            page.say_failed(error)

    def _moment(self) -> Moment:
        return Moment(self._clock(), self._tz)


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


def _signed_in_client(connect: Connect, server: str, account: str, password: str) -> ConsoleClient:
    client = connect(server)
    client.sign_in(account, password)
    return client


def _previewed(client: ConsoleClient, path: Path) -> tuple[str, bytes, RosterAnswer]:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_ROSTER_BYTES + 1)
    except OSError as error:
        raise FileUnreadableError from error
    if len(content) > MAX_ROSTER_BYTES:
        raise RosterTooLargeError
    return path.name, content, client.preview_roster(path.name, content)


def _exported(rows: list[Row], path: Path) -> str:
    count = export(rows, path)
    return f"{count:,} saved to {path.name}"


def _open_staff_list(parent: QWidget) -> str:
    path, _kind = QFileDialog.getOpenFileName(parent, "", "", "CSV (*.csv *.txt);;* (*)")
    return path


def _save_export(parent: QWidget, name: str) -> str:
    path, _kind = QFileDialog.getSaveFileName(parent, "", name, "CSV (*.csv)")
    return path
