"""Nobody is there any more: on a shared computer the app asks, and then finishes for the person.

1. Any key, click, touch or turn of the wheel counts; so does moving the mouse, except while it asks.
2. It asks `WARN_SECONDS` before the end, on a page of its own that hides what was shown.
3. The time is the clock's, so that a computer that slept is asked about at once; the answer has its full time then.
4. A clock that was put back costs nothing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.page import TextPage, announce, named
from app.desktop.places import Place
from app.desktop.work import Work
from app.ui.layouts import Wrap
from app.ui.widgets import Body, PrimaryButton

WARN_SECONDS = 60
_SPEAK_AT = 20
_ACTIVE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Watches for a person who has left.

    Args:
        clock: the time, aware and in UTC.
        minutes: how long nothing may happen, in all.
        parent: whose child it is.

    Signals:
        warned(int): nobody was there for long; so many seconds are left.
        counted(int): so many seconds are left.
        returned(): somebody is there.
        ended(): nobody came.
    """

    warned = Signal(int)
    counted = Signal(int)
    returned = Signal()
    ended = Signal()

    def __init__(self, clock: Callable[[], datetime], minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._quiet = timedelta(seconds=minutes * 60 - WARN_SECONDS)
        self._last = clock()
        self._until: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    @property
    def is_warning(self) -> bool:
        """Whether it is asking just now."""
        return self._until is not None

    def stop(self) -> None:
        """Watches no more."""
        self._timer.stop()
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Sees that somebody is there; takes nothing away from them."""
        kind = event.type()
        if kind in _ACTIVE or (kind == QEvent.Type.MouseMove and not self.is_warning):
            self.somebody()
        return False

    def somebody(self) -> None:
        """Somebody is there."""
        self._last = self._clock()
        if self._until is not None:
            self._until = None
            QTimer.singleShot(0, self, self.returned.emit)

    def look(self) -> None:
        """How long it has been."""
        now = self._clock()
        if self._until is not None:
            left = round((self._until - now).total_seconds())
            if left <= 0 or left > WARN_SECONDS:
                self._until, self._last = None, now
                self.ended.emit()
            else:
                self.counted.emit(left)
        elif now < self._last:
            self._last = now
        elif now - self._last >= self._quiet:
            self._until = now + timedelta(seconds=WARN_SECONDS)
            self.warned.emit(WARN_SECONDS)


class StillTherePage(TextPage):
    """Asks whether somebody is there; any key says yes."""

    place = Place.STILL_THERE
    goneOn = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Are you still there?"), parent)
        self.words = Body()
        self.carry_on = named(PrimaryButton(self.tr("I am still here")), "still-here")
        self.carry_on.setAccessibleDescription(self.tr("Any key will do"))
        self.carry_on.clicked.connect(self.goneOn)
        self.column.add(self.words)
        self.column.add(Wrap(self.carry_on))

    def first_focus(self) -> QWidget:
        """The one button."""
        return self.carry_on

    def heading_text(self) -> str:
        """The heading and the words."""
        return f"{self.heading.text()} {self.words.text()}"

    def count(self, seconds: int) -> None:
        """Says how many seconds are left; a screen reader hears it only now and then."""
        words = self.tr(
            "This is a shared computer. In %n seconds the app finishes for you, and the next person can begin. "
            "Press any key to carry on.",
            "",
            seconds,
        )
        self.words.setText(words)
        if seconds == _SPEAK_AT:
            announce(self, words)
