"""Leaving where nothing stays: what was signed is sent first, or the person is told that it is not saved.

1. On a computer that keeps what was signed nothing is asked: it is sent later, by itself.
2. Nothing waits to be sent: the window closes at once.
3. Something waits: it is sent; only if that does not work is the person asked, once. Closing again means yes.
4. Nobody is there to be asked: it is sent for at most `PATIENCE` seconds.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from app.desktop.leaving_page import LeavingPage
from app.desktop.places import Place
from app.desktop.window import StaffWindow
from app.workflows.context import Context

PATIENCE = 15.0


class Leaving(QObject):
    """Sees to it that nothing signed is lost unawares when this window closes or a turn at it ends.

    Signals:
        finished(bool): the turn may end; True where something signed is lost by it.
    """

    finished = Signal(bool)

    def __init__(self, window: StaffWindow) -> None:
        super().__init__(window)
        self._window = window
        self._page: LeavingPage | None = None
        self._leaves = False
        self._asks = True
        self._closes = False
        self._may_close = False
        window.installEventFilter(self)
        window.work.overviewChanged.connect(self._look_again)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Holds the window back until it may close."""
        if event.type() != QEvent.Type.Close or self._may_close:
            return super().eventFilter(watched, event)
        event.ignore()
        self._closes = True
        self.begin()
        return True

    def begin(self, *, ask: bool = True) -> None:
        """The person wants to go; asked again meanwhile, they go. Without `ask` nobody is there."""
        self._asks = ask
        if self._leaves:
            self._leave()
            return
        self._leaves = True
        self._count(self._counted)
        if not ask:
            QTimer.singleShot(round(PATIENCE * 1000), self, self._patience_ends)

    def let_go(self) -> None:
        """The window closes without a word: its turn is over."""
        self._may_close = True

    def _counted(self, waiting: int) -> None:
        if not self._leaves:
            return
        if not waiting:
            self._settle(lost=False)
            return
        self._shown_page()
        self._send()

    def _shown_page(self) -> None:
        if self._page is None:
            page = self._window.page(Place.LEAVING)
            if not isinstance(page, LeavingPage):
                raise TypeError(page)
            self._page = page
            page.triedAgain.connect(self._send)
            page.stayed.connect(self._stay)
            page.left.connect(self._leave)
        self._page.sending(may_stay=self._asks)
        self._window.show_over(Place.LEAVING)

    def _send(self) -> None:
        if self._page is not None:
            self._page.sending(may_stay=self._asks)
        context = self._window.work.context
        self._window.work.bridge.submit(
            lambda: _sent(context), self._tried, self._not_tried, lane="network", owner=self
        )

    def _tried(self, waiting: int) -> None:
        if not self._leaves:
            return
        if not (waiting and self._asks):
            self._settle(lost=bool(waiting))
        elif self._page is not None:
            self._page.not_sent()

    def _not_tried(self, _error: Exception) -> None:
        self._tried(1)

    def _patience_ends(self) -> None:
        if self._leaves and not self._asks:
            self._leave()

    def _look_again(self) -> None:
        """The window's own sync may have sent it meanwhile."""
        if self._leaves and self._page is not None and self._page.is_asking:
            self._count(self._looked)

    def _looked(self, waiting: int) -> None:
        if self._leaves and not waiting and self._page is not None and self._page.is_asking:
            self._page.received()

    def _stay(self) -> None:
        self._leaves = self._closes = False
        self._window.uncover()

    def _leave(self) -> None:
        self._count(self._lost)

    def _lost(self, waiting: int) -> None:
        if self._leaves:
            self._settle(lost=bool(waiting))

    def _count(self, then: Callable[[int], None]) -> None:
        context = self._window.work.context
        self._window.work.bridge.submit(lambda: _unsent(context), then, self._not_counted, owner=self)

    def _not_counted(self, _error: Exception) -> None:
        """The file cannot be read: what is in it cannot be sent either."""
        self._lost(0)

    def _settle(self, *, lost: bool) -> None:
        """Not from within the page's own button: the page may go with the window."""
        self._leaves = False
        self._may_close = self._closes
        go = self._window.close if self._closes else partial(self.finished.emit, lost)
        QTimer.singleShot(0, self, go)


def _unsent(context: Context) -> int:
    from app.workflows.unsent import unsent  # noqa: PLC0415 - loaded when it is needed

    return unsent(context)


def _sent(context: Context) -> int:
    """Sends all there is, and answers how much still waits."""
    from app.workflows.send_outbox import send  # noqa: PLC0415 - the network is loaded after the first paint

    send(context, everything=True)
    return _unsent(context)
