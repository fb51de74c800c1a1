"""One person's turn at a shared computer: said plainly, finished with one button, and finished for who has left.

1. The strip at the top says that nothing is kept, as long as the window is there.
2. *I am finished* sends what was signed, or says that it is not saved; then the next person finds the first page.
3. Each answer to a policy needs a sign-in of its own; the one at the beginning counts for the first.
4. Nobody there for some minutes: the app asks, then finishes. What was signed and not received is lost then, and the
   first page says so, without saying whose it was.
5. Somebody else signs in meanwhile: their turn begins at the first page, too.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.enrol import EnrolPage
from app.desktop.idle import IdleWatch, StillTherePage
from app.desktop.leaving import Leaving
from app.desktop.page import announce, named
from app.desktop.places import Place
from app.desktop.window import StaffWindow
from app.ui import theme
from app.ui.layouts import Wrap, WrapLayout
from app.ui.widgets import Muted, SecondaryButton


class SharedStrip(QWidget):
    """What this computer is, and the way out."""

    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shared-strip")
        row = WrapLayout(self, theme.SPACE_12)
        row.setContentsMargins(theme.SPACE_24, theme.SPACE_8, theme.SPACE_24, theme.SPACE_8)
        self.words = named(Muted(), "shared-words")
        self.done = named(SecondaryButton(self.tr("I am finished")), "i-am-finished")
        self.done.setAccessibleDescription(
            self.tr("Sends what you signed, and makes room for the next person")
        )
        self.done.clicked.connect(self.finished)
        row.add(self.words)
        row.add(Wrap(self.done), WrapLayout.RIGHT)
        self.show_name("")

    def show_name(self, name: str) -> None:
        """Says whose turn it is; "" is nobody's."""
        if name:
            words = self.tr("Shared computer · {0} is signed in · nothing of you is kept here").format(name)
        else:
            words = self.tr("Shared computer · nothing of you is kept here")
        self.words.setText(words)
        self.done.setVisible(bool(name))


class SharedSession(QObject):
    """Joins strip, idle watch and leaving for one window.

    Args:
        window: the window of this turn.
        leaving: its way out.
        minutes: after how many minutes without anybody it ends.

    Signals:
        over(bool): the turn is over; True where something signed was lost by it.
    """

    over = Signal(bool)

    def __init__(self, window: StaffWindow, leaving: Leaving, minutes: int) -> None:
        super().__init__(window)
        self._window = window
        self._ended = False
        self.strip = SharedStrip()
        self._leaving = leaving
        self._sub = ""
        self.strip.finished.connect(leaving.begin)
        window.rows.insertWidget(1, self.strip)
        leaving.finished.connect(self._end)
        window.work.overviewChanged.connect(self._follow)
        window.work.recordSaved.connect(self._signed)
        self.idle = IdleWatch(window.work.context.clock, minutes, self)
        self.idle.warned.connect(self._warn)
        self.idle.returned.connect(self._carry_on)
        self.idle.ended.connect(self._nobody)
        window.closed.connect(self.idle.stop)

    def say_lost(self) -> None:
        """Tells on the first page that the turn before ended with something that HR has not received."""
        words = self.tr(
            "The last answer given here did not reach HR, so it counts as not signed. Whoever gave it can sign in "
            "and answer again."
        )
        self._start_page().say(words)

    def _start_page(self) -> EnrolPage:
        page = self._window.page(Place.ENROL)
        if not isinstance(page, EnrolPage):
            raise TypeError(page)
        return page

    def _is_somebody(self) -> bool:
        overview = self._window.work.overview
        return overview is not None and overview.person is not None

    def _follow(self) -> None:
        overview = self._window.work.overview
        person = overview.person if overview else None
        self.strip.show_name(person.name if person else "")
        if person and self._sub and person.sub != self._sub:
            self._end(False)  # somebody else signed in: nothing of the one before may be met
        self._sub = person.sub if person else ""

    def _signed(self) -> None:
        self._window.work.must_sign_in = True

    def _warn(self, seconds: int) -> None:
        if not self._is_somebody():
            self._start_page().forget()
            self.idle.somebody()
            return
        page = self._window.page(Place.STILL_THERE)
        if isinstance(page, StillTherePage):
            page.count(seconds)
            self.idle.counted.connect(page.count)
        self._window.show_over(Place.STILL_THERE)

    def _carry_on(self) -> None:
        self._window.uncover()
        announce(self._window, self.tr("Go on where you were."))

    def _nobody(self) -> None:
        """What can still be sent is; nobody is there to be asked."""
        self._leaving.begin(ask=False)

    def _end(self, lost: bool) -> None:
        if not self._ended:
            self._ended = True
            self.idle.stop()
            self.over.emit(lost)
