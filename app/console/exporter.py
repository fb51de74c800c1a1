"""Takes what is shown away as a file: asks where, writes off the window's thread, and says what came of it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.console.desk import FileDialogs
from app.console.export import KINDS, Shown, export
from app.console.who_header import Moment
from app.console.who_page import WhoPage
from app.domain import dates
from app.sheets import SheetNotSavedError
from app.ui.bridge import Bridge


class Exporter(QObject):
    """Exports what a `WhoPage` shows."""

    def __init__(self, bridge: Bridge, dialogs: FileDialogs, page: WhoPage) -> None:
        super().__init__(page)
        self._bridge, self._dialogs, self._page = bridge, dialogs, page

    def ask(self, moment: Moment) -> None:
        """Asks for a path, and writes there."""
        name = f"who-has-not-completed-it {moment.today.isoformat()}.csv"
        path = self._dialogs.save(self._page, name, KINDS)
        if not path:
            return
        policy, filters = self._page.shown_words()
        as_of = dates.day_and_time(moment.now, moment.tz, moment.today)
        shown = Shown(policy, filters, as_of, self._page.shown_rows())
        self._bridge.submit(
            partial(export, shown, Path(path)), partial(self._saved, Path(path)), self._failed
        )

    def _saved(self, path: Path, count: int) -> None:
        self._page.say(self.tr("{0} saved to {1}").format(f"{count:,}", path.name))

    def _failed(self, error: Exception) -> None:
        known = error if isinstance(error, SheetNotSavedError) else SheetNotSavedError()
        self._page.say(f"{known.sentence} {known.next_step}")
