"""The staff app put together: one application, one bridge, one window."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.config import Config
from app.desktop.window import PRODUCT, StaffWindow
from app.ui import theme
from app.ui.assets import app_icon
from app.ui.bridge import Bridge

if TYPE_CHECKING:
    from app.workflows.context import Context


def run(
    context: "Context",
    config: Config,
    *,
    user_file: Path | None = None,
    sync_every: float = 60.0,
    opened_by_itself: bool = False,
) -> int:
    """Shows the staff window until it is closed, and returns the exit status.

    Args:
        context: what the workflows need.
        config: the settings.
        user_file: where the person's own settings are kept.
        sync_every: seconds between two rounds of sending and fetching.
        opened_by_itself: True when started at login and not by the person.
    """
    _leave_no_core()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("the staff window needs an application with widgets")
    app.setApplicationName("undersigned")
    app.setApplicationDisplayName(PRODUCT)
    app.setDesktopFileName("undersigned")
    app.setWindowIcon(app_icon())
    theme.apply(app, theme.Scheme(config.scheme), config.text_scale / 100)
    bridge = Bridge(app)
    window = StaffWindow(
        context, bridge, config, user_file=user_file, sync_every=sync_every, opened_by_itself=opened_by_itself
    )
    window.show()
    try:
        return app.exec()
    finally:
        bridge.close()


def _leave_no_core() -> None:
    """Have the system write no memory image if the program falls over: it would hold the answers."""
    if sys.platform == "win32":
        return  # Windows Error Reporting keeps small dumps by the trust's own rule
    import resource  # noqa: PLC0415 - not on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
