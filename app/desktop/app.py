"""The staff app put together: one application and one window; on a shared computer one turn after the other."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.config import Config
from app.desktop.crash import leave_nothing_behind
from app.desktop.window import PRODUCT, StaffWindow
from app.login.machine import Keeping, Machine
from app.ui import theme, translation
from app.ui.assets import app_icon
from app.ui.bridge import Bridge
from app.ui.first_paint import after_first_paint
from app.ui.single_instance import Bell

if TYPE_CHECKING:
    from app.desktop.leaving import Leaving
    from app.workflows.context import Context

_CLOSING_SECONDS = 1.0
_SHOWN_AFTER_SECONDS = 0.25


class Sitting(Protocol):
    """What one window is given."""

    @property
    def context(self) -> "Context":
        """What the workflows need."""

    @property
    def config(self) -> Config:
        """The settings."""

    @property
    def user_file(self) -> Path | None:
        """Where the person's own settings are kept; None where nothing of them may be."""

    @property
    def machine(self) -> Machine:
        """Whose machine it is."""


class Sittings(Protocol):
    """Where windows get what they need: once on an account of one's own, for each turn on a shared one."""

    def begin(self, *, shared: bool = False) -> Sitting:
        """Begin one; `shared` whatever the settings say. Raises an error of the database."""

    def end(self, context: "Context") -> None:
        """End one; what it held in memory is gone."""

    def choose(self, *, shared: bool) -> None:
        """Keep that several people use this account, or do not; raises OSError."""


class StaffApp(QObject):
    """The window that is open, and what comes after it.

    Args:
        app: the application.
        sittings: where each window gets what it needs.
        sync_every: seconds between two rounds of sending and fetching.
    """

    def __init__(self, app: QApplication, sittings: Sittings, sync_every: float = 60.0) -> None:
        super().__init__(app)
        self._app = app
        self._sittings = sittings
        self._sync_every = sync_every
        self._place: QRect | None = None

    def open(self, *, shared: bool = False, opened_by_itself: bool = False, lost: bool = False) -> None:
        """Open a window; `lost` tells that the turn before ended with something that HR has not received."""
        sitting = self._sittings.begin(shared=shared)
        config = sitting.config
        translation.apply(self._app, config.language)
        theme.apply(self._app, theme.Scheme(config.scheme), config.text_scale / 100)
        self.sitting, self.bridge = sitting, Bridge(self)
        self.window = StaffWindow(
            sitting.context,
            self.bridge,
            config,
            user_file=sitting.user_file,
            sync_every=self._sync_every,
            opened_by_itself=opened_by_itself,
            is_shared=sitting.machine.is_shared,
        )
        if self._place is not None:
            self.window.setGeometry(self._place)
        self.window.work.sharedChosen.connect(self._chosen)
        self.leaving = self._leaving(lost=lost) if sitting.context.keeping is not Keeping.HERE else None
        # As a rule the page is there by then: no empty window comes first.
        self.bridge.settle(_SHOWN_AFTER_SECONDS)
        self.window.show()

    def bring_forward(self, by_person: bool) -> None:
        """Show the window to whoever started the app once more; for the login it is marked, and stays where it is."""
        window = self.window
        if not by_person:
            self._app.alert(window)
            return
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def close(self) -> None:
        """Finish what the window was doing; called once the loop has ended."""
        self._clear_clipboard()
        self.bridge.close()

    def _leaving(self, *, lost: bool) -> "Leaving":
        from app.desktop.leaving import Leaving  # noqa: PLC0415 - only where nothing stays

        leaving = Leaving(self.window)
        if self.sitting.machine.is_shared:
            from app.desktop.shared_session import SharedSession  # noqa: PLC0415 - on a shared computer alone

            _keep_no_dialogs()
            turn = SharedSession(self.window, leaving, self.sitting.config.shared_minutes)
            turn.over.connect(self._next)
            if lost:
                turn.say_lost()
        return leaving

    def _chosen(self, shared: bool) -> None:
        try:
            self._sittings.choose(shared=shared)
        except OSError:
            self._turn(shared=shared, lost=False)  # not to be kept, so for this time
        else:
            self._turn(shared=False, lost=False)

    def _next(self, lost: bool) -> None:
        self._turn(shared=True, lost=lost)

    def _turn(self, *, shared: bool, lost: bool) -> None:
        """The next window, once the signal that asked for it has been dealt with: its sender goes."""
        QTimer.singleShot(0, self, lambda: self._begin_anew(shared=shared, lost=lost))

    def _begin_anew(self, *, shared: bool, lost: bool) -> None:
        window, bridge, sitting, leaving = self.window, self.bridge, self.sitting, self.leaving
        self._place = window.geometry()
        self._clear_clipboard()
        self.open(shared=shared, lost=lost)  # first, or the program would end with its last window
        if leaving is not None:
            leaving.let_go()
        window.close()
        window.deleteLater()
        bridge.close(_CLOSING_SECONDS)
        bridge.deleteLater()
        self._sittings.end(sitting.context)

    def _clear_clipboard(self) -> None:
        """On a shared computer the next person pastes nothing of the one before."""
        if not self.sitting.machine.is_shared:
            return
        clipboard = self._app.clipboard()
        clipboard.clear()
        if clipboard.supportsSelection():
            clipboard.clear(clipboard.Mode.Selection)


def run(
    sittings: Sittings,
    *,
    sync_every: float = 60.0,
    opened_by_itself: bool = False,
    bell: Bell | None = None,
) -> int:
    """Shows the staff window until it is closed, and returns the exit status.

    Args:
        sittings: where each window gets what it needs.
        sync_every: seconds between two rounds of sending and fetching.
        opened_by_itself: True when started at login and not by the person.
        bell: rung by a second start of the app.
    """
    leave_nothing_behind()
    app = QApplication.instance() or theme.application(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("the staff window needs an application with widgets")
    app.setApplicationName("undersigned")
    app.setApplicationDisplayName(PRODUCT)
    app.setDesktopFileName("undersigned")
    app.setWindowIcon(app_icon())
    staff = StaffApp(app, sittings, sync_every)
    staff.open(opened_by_itself=opened_by_itself)
    if bell is not None:
        bell.rung.connect(staff.bring_forward)
        after_first_paint(staff.window.stack, bell.listen)
    try:
        return app.exec()
    finally:
        staff.close()


def _keep_no_dialogs() -> None:
    """Have file dialogs remember no folder: Qt's own write the last one down."""
    if sys.platform == "win32":
        return  # there the system's dialogs are used
    from PySide6.QtCore import QSettings  # noqa: PLC0415 - on a shared computer alone

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, "/dev/null")
