"""The first page at work: the news that keep it true, files of what it shows, and enrolment codes."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.console.code_page import CodePage
from app.console.desk import Desk, FileDialogs
from app.console.exporter import Exporter
from app.console.refresher import News, Refresher
from app.console.rows import Row
from app.console.who_header import Moment
from app.console.who_page import WhoPage
from app.protocol import IssuedCode
from app.protocol_progress import Course, GroupCount
from app.sync import console_progress
from app.sync.console_client import ConsoleClient
from app.ui.bridge import Bridge


class WhoPart(QObject):
    """Connects a `WhoPage` and a `CodePage` with the service; begins with `start`.

    Args:
        bridge: between Qt and work.
        clock: the time now, aware, UTC.
        seconds: the pause between two questions for news.
        dialogs: how to ask for files.
    """

    sessionEnded = Signal(object)
    """UndersignedError: a person must sign in again."""
    codeWanted = Signal()
    """The page with the code is to be shown."""

    def __init__(
        self,
        bridge: Bridge,
        clock: Callable[[], datetime],
        seconds: float,
        dialogs: FileDialogs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.page, self.code = WhoPage(), CodePage()
        self.refresher = Refresher(bridge, clock, seconds, self)
        self._clock = clock
        self._tz: tzinfo = UTC
        self._desk: Desk | None = None
        self._exporter = Exporter(bridge, dialogs, self.page)
        self.refresher.arrived.connect(self._news)
        self.refresher.away.connect(self.page.say_away)
        self.refresher.sessionEnded.connect(self.sessionEnded)
        self.page.policyChosen.connect(self._follow)
        self.page.exportWanted.connect(self._export)
        self.page.codeWanted.connect(self._issue_code)

    def start(self, desk: Desk) -> None:
        """Begins to ask for news; what was known is shown until the first answer."""
        self._desk, self._tz = desk, desk.tz
        self.refresher.start(desk.client, desk.tz)

    def stop(self) -> None:
        """Asks for no more news."""
        self._desk = None
        self.refresher.stop()

    def _news(self, news: News) -> None:
        self.page.take(news, self._moment())
        if news.whole or news.reminded is not None:
            self._ask_for_course()

    def _ask_for_course(self) -> None:
        """As seldom as for reminders: the table is what matters, and it is told of every change."""
        policy_id = self.page.policy_id()
        if self._desk is not None and policy_id:
            work = partial(_course, policy_id=policy_id)
            self._desk.ask(self.page, work, partial(self._course_arrived, policy_id), self._no_course)

    def _course_arrived(self, policy_id: str, found: tuple[Course, list[GroupCount]]) -> None:
        if policy_id == self.page.policy_id():
            self.page.take_course(*found)

    def _no_course(self, _error: Exception) -> None:
        """What was shown stays; the page says by itself when the service is away."""

    def _follow(self, policy_id: str) -> None:
        self.page.wait_for(policy_id)
        self.refresher.follow(policy_id)

    def _export(self) -> None:
        self._exporter.ask(self._moment())

    def _issue_code(self, row: Row) -> None:
        if self._desk is None:
            return
        self.code.wait(row.name)
        self.codeWanted.emit()
        work = partial(_issued, staff_id=row.staff_id)
        self._desk.ask(self, work, self._code_issued, self.code.say_failed)

    def _code_issued(self, issued: IssuedCode) -> None:
        self.code.show_code(issued, self._moment())

    def _moment(self) -> Moment:
        return Moment(self._clock(), self._tz)


def _course(client: ConsoleClient, *, policy_id: str) -> tuple[Course, list[GroupCount]]:
    schools = console_progress.summary(client, policy_id, "school").groups
    return console_progress.course(client, policy_id), schools


def _issued(client: ConsoleClient, staff_id: str) -> IssuedCode:
    return client.issue_code(staff_id)
