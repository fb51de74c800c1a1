"""The two windows of the demo side by side: a member of staff's, and HR's."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from app.config import APP, Config
from app.console.app import ConsoleWindow
from app.demo.trust import ACCOUNT, POLICY, STAFF_ID, DemoTrust
from app.desktop.window import StaffWindow
from app.signing.keystore import (
    KeyStore,
    KeyStoreMissingError,
    MemoryKeyStore,
    open_os_keystore,
    signing_service,
)
from app.storage import audits
from app.storage.database import Database
from app.sync.connect import connector
from app.sync.console_client import connector as console_connector
from app.ui import theme
from app.ui.assets import app_icon
from app.ui.bridge import Bridge
from app.ui.system_proxy import proxies_for
from app.workflows.context import Context
from app.workflows.enrol import enrol
from app.workflows.person import Person, load_person
from app.workflows.refresh import refresh

SYNC_SECONDS = 2.0
POLL_SECONDS = 0.5


@dataclass(frozen=True)
class Stage:
    """Both windows and what stands behind them."""

    app: QApplication
    trust: DemoTrust
    context: Context
    config: Config
    bridge: Bridge
    profile: Path

    def staff_window(self) -> StaffWindow:
        """Make the staff window on the person's file, as a fresh start of the app would."""
        return StaffWindow(
            self.context,
            self.bridge,
            self.config,
            user_file=self.profile / "settings.toml",
            sync_every=SYNC_SECONDS,
        )

    def hr_window(self, password: str | None = None) -> ConsoleWindow:
        """Make HR's window. With the account's password it has signed in; without, it asks who is there."""
        connect = console_connector(proxies_for)
        client = None
        if password is not None:
            client = connect(self.trust.service.url)
            client.sign_in(ACCOUNT, password)
        return ConsoleWindow(
            Bridge(self.app),
            _now,
            connect,
            server=self.trust.service.url,
            client=client,
            poll_seconds=POLL_SECONDS,
        )

    def enrol(self) -> Person:
        """Enrol the member of staff with a code from HR, and fetch what is due."""
        person = enrol(self.context, self.trust.service.url, self.trust.code_for(STAFF_ID))
        refresh(self.context)
        return person


def demo_keystore() -> KeyStore:
    """Open the computer's key store; where there is none, a throw-away one in memory, for the demo alone."""
    try:
        return open_os_keystore()
    except KeyStoreMissingError:
        return MemoryKeyStore()


@contextmanager
def stage(trust: DemoTrust, keystore: KeyStore) -> Iterator[Stage]:
    """Set both windows' parts up; at the end, the throw-away keys are taken out of the key store again."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["undersigned"])
    app.setApplicationName("undersigned")
    app.setWindowIcon(app_icon())
    config = Config(server=trust.service.url)
    theme.apply(app, theme.Scheme(config.scheme), config.text_scale / 100)
    profile = trust.folder / "profile"
    database = Database.open(profile / "undersigned.sqlite", _now)
    context = Context(
        database=database,
        keystore=keystore,
        clock=_now,
        random=os.urandom,
        connect=connector(proxies_for),
        state_file=profile / "state.txt",
        app_version=APP,
        send_completions_at_once=True,
    )
    bridge = Bridge(app)
    try:
        yield Stage(app, trust, context, config, bridge, profile)
    finally:
        bridge.close()
        _forget_keys(context)
        database.close()


def side_by_side(app: QApplication, left: StaffWindow, right: ConsoleWindow) -> None:
    """Place the two windows beside each other where the screen is wide enough, else one behind the other."""
    free = app.primaryScreen().availableGeometry()
    half = free.width() // 2
    if half >= left.minimumSizeHint().width() and half >= right.minimumSizeHint().width():
        left.setGeometry(QRect(free.left(), free.top() + 32, half, free.height() - 32))
        right.setGeometry(QRect(free.left() + half, free.top() + 32, half, free.height() - 32))


def _forget_keys(context: Context) -> None:
    person = load_person(context)
    if person is not None:
        context.keystore.delete(signing_service(person.aud), person.sub)
        audits.destroy_key(context.keystore, audits.Owner(person.sub, person.aud, POLICY))


def _now() -> datetime:
    return datetime.now(UTC)
