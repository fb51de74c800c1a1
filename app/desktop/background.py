"""Sends what is waiting and fetches what is new, on the network lane, while the window is open.

1. At the start, after each saved record, and at each tick; never two at once.
   The round at the start counts as the scheduled one: completions that waited go with it.
2. Whether a row's time to be tried again has come is the dispatcher's business, not this timer's.
3. Whether this person manages somebody is asked in the first round that comes through, and in none after it: what a
   page asks as it is shown would tell the network that it was shown.
4. A network that is away is no error here: the pages say what is saved and what is received.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.work import Work

if TYPE_CHECKING:
    from app.protocol_my_people import MyPeople
    from app.workflows.context import Context


class Background(QObject):
    """The window's own sync; `finished` tells after each round, whatever came of it."""

    finished = Signal()

    def __init__(self, work: Work, every: float) -> None:
        super().__init__(work)
        self._work = work
        self._running = False
        self._again = False
        self._everything = False
        self._timer = QTimer(self)
        self._timer.setInterval(round(every * 1000))
        self._timer.timeout.connect(self.run_now)
        work.recordSaved.connect(self.run_now)

    def start(self, _loaded: object = None) -> None:
        """Begins: one round now, then one at each tick."""
        self._timer.start()
        self._everything = True
        self.run_now()

    def stop(self) -> None:
        """Begins no further round."""
        self._timer.stop()
        self._work.recordSaved.disconnect(self.run_now)

    def run_now(self) -> None:
        """One round, or one more after the one that is running."""
        overview = self._work.overview
        if overview is None or overview.person is None:
            return
        if self._running:
            self._again = True
            return
        self._running = True
        context, everything, asks = self._work.context, self._everything, self._work.people is None
        self._everything = False
        self._work.bridge.submit(
            lambda: _round(context, everything=everything, asks_for_people=asks),
            self._came_through,
            self._ended,
            lane="network",
            owner=self,
        )

    def _came_through(self, people: "MyPeople | None") -> None:
        if people is not None:
            self._work.keep_people(people)
        self._ended()

    def _ended(self, _error: Exception | None = None) -> None:
        self._running = False
        self._work.reload(then=self.finished.emit)
        if self._again:
            self._again = False
            self.run_now()


def _round(context: "Context", *, everything: bool, asks_for_people: bool) -> "MyPeople | None":
    """Sends first, so that what waits is not held up by what is new; returns whom the person manages, if asked."""
    from app.workflows.my_people import my_people  # noqa: PLC0415 - the network is loaded after the first paint
    from app.workflows.refresh import refresh  # noqa: PLC0415 - same
    from app.workflows.send_outbox import send  # noqa: PLC0415 - same

    send(context, everything=everything)
    refresh(context)
    return my_people(context) if asks_for_people else None
