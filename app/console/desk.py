"""What every section of the HR window works with: the signed-in client, the bridge, the clock, the way to files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain import dates
from app.protocol import ConsoleSession
from app.signing.keystore import KeyStore, open_os_keystore
from app.sync.console_client import ConsoleClient, SessionEndedError
from app.ui.bridge import Bridge, Lane

T = TypeVar("T")


@dataclass(frozen=True)
class FileDialogs:
    """How the window asks for a path; "" means none. `kinds` are Qt's name filters, "CSV (*.csv);;Excel (*.xlsx)"."""

    open: Callable[[QWidget, str], str]
    save: Callable[[QWidget, str, str], str]


@dataclass(frozen=True)
class Desk:
    """One signed-in session.

    Args:
        client: has signed in.
        ended: called when the session turns out to be over; the window asks to sign in again.
        changed: asks for news of the standings now.
        show_person: opens the page of the person with this staff id.
        keystore: opens the publisher's own key store.
    """

    bridge: Bridge
    client: ConsoleClient
    session: ConsoleSession
    clock: Callable[[], datetime]
    tz: tzinfo
    files: FileDialogs
    ended: Callable[[Exception], None]
    changed: Callable[[], None]
    show_person: Callable[[str], None]
    keystore: Callable[[], KeyStore] = open_os_keystore

    def today(self) -> date:
        """The day on the trust's clocks."""
        return dates.date_in(self.tz, self.clock())

    def ask(
        self,
        owner: QObject,
        work: Callable[[ConsoleClient], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Asks the service off the GUI thread; `done` or `failed` is called while `owner` lives.

        An ended session goes to the sign-in page, and `failed` is not called.
        """
        self._submit(owner, lambda: work(self.client), done, failed, "network")

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Works off the GUI thread without the service: files, conversions."""
        self._submit(owner, work, done, failed, "database")

    def _submit(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        lane: Lane,
    ) -> None:
        def went_wrong(error: Exception) -> None:
            if isinstance(error, SessionEndedError):
                self.ended(error)
            else:
                failed(error)

        self.bridge.submit(work, done, went_wrong, lane=lane, owner=owner)


def system_dialogs() -> FileDialogs:
    """The operating system's own."""

    def ask_to_open(parent: QWidget, kinds: str) -> str:
        return QFileDialog.getOpenFileName(parent, "", "", kinds)[0]

    def ask_to_save(parent: QWidget, name: str, kinds: str) -> str:
        return QFileDialog.getSaveFileName(parent, "", name, kinds)[0]

    return FileDialogs(ask_to_open, ask_to_save)
