"""What every page is: a middle that scrolls, a foot with what you can do, and a way to be shown.

1. A page is made once and filled each time it is shown.
2. It names the widget that gets the focus, so that nobody has to look for it.
3. It asks to go elsewhere (`placeAsked`); only the window moves.
4. A page that waits says what for.
"""

from datetime import date
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from app.desktop.places import Place, Step
from app.desktop.work import Sentence, Work
from app.ui import translation
from app.ui.bars import Foot
from app.ui.layouts import Page
from app.ui.widgets import Heading, LinkButton, Muted, NoteBox, NoteKind

W = TypeVar("W", bound=QWidget)

WAIT_BEFORE_WORDS = 500
"""Milliseconds after which a wait is explained."""


class StaffPage(QWidget):
    """One page of the staff window; subclasses fill `middle` and `foot`."""

    placeAsked = Signal(Place)
    closeAsked = Signal()

    place = Place.OPENING
    step: Step | None = None

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.setObjectName(f"page-{self.place.value}")
        self.foot = Foot()
        self._due: Muted | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def set_middle(self, middle: QWidget) -> None:
        """Puts the page together; called once by the subclass."""
        self._rows.addWidget(middle, 1)
        self._rows.addWidget(self.foot)

    def enter(self) -> None:
        """Fills the page; called each time before it is shown."""

    def overview_changed(self) -> None:
        """Follows what changed while the page is shown."""

    def set_compact(self, compact: bool) -> None:
        """Leaves words out of the foot where the window is low for its text."""
        if self._due is not None:
            self._due.setVisible(not compact)

    def leave(self) -> None:
        """Keeps what must be kept before another page is shown or the window closes."""

    def first_focus(self) -> QWidget:
        """The widget that gets the focus when the page is shown."""
        return self

    def heading_text(self) -> str:
        """What a screen reader hears when the page is shown."""
        return ""

    def tools(self) -> tuple[QWidget, ...]:
        """Widgets of this page that stand in the header while it is shown."""
        return ()

    def go(self, place: Place) -> None:
        """Asks for another page."""
        self.placeAsked.emit(place)

    def add_later(self) -> None:
        """Adds *Later…* and the due date to the left of the foot."""
        later = named(LinkButton(self.tr("Later…")), f"later-{self.place.value}")
        later.setAccessibleDescription(self.tr("Choose a time to be asked again"))
        later.clicked.connect(self._ask_for_later)
        self._due = Muted()
        for part in (later, self._due):
            self.foot.add_left(part)
        later.setHidden(self.work.is_shared)  # there nothing opens by itself, now or later

    def show_due(self) -> None:
        """Says by when to finish, beside *Later…*."""
        if self._due is not None:
            self._due.setText(due_words(self, self.work.policy.due, self.work.today))

    def _ask_for_later(self) -> None:
        self.go(Place.LATER)


class TextPage(StaffPage):
    """A page with one column of text; most are."""

    def __init__(self, work: Work, title: str, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self.column = Page(name=title)
        self.heading = focusable(Heading(title))
        self.column.add(self.heading)
        self.trouble = TroubleNote(self.place.value)
        self.set_middle(self.column)

    def first_focus(self) -> QWidget:
        """The heading, so that a screen reader begins at the beginning."""
        return self.heading

    def heading_text(self) -> str:
        """The heading."""
        return self.heading.text()


class TroubleNote(NoteBox):
    """What went wrong on this page and what to do, with *Try again*; hidden while all is well."""

    triedAgain = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(NoteKind.ATTENTION)
        self.setObjectName(f"trouble-{name}")
        self.again = named(LinkButton(self.tr("Try again")), f"try-again-{name}")
        self.again.clicked.connect(self.triedAgain)
        self.add(self.again)
        self.hide()

    def say(self, words: Sentence, *, focus: bool = True) -> None:
        """Shows the sentence and the next step, and lets a screen reader say them."""
        self.set_text(words.next_step, title=words.sentence)
        self.show()
        if focus:
            self.again.setFocus()
            into_view(self)
        announce(self, str(words))


class Waiting(Muted):
    """Words for a wait; they appear only when it takes longer than half a second."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"waiting-{name}")
        self._words = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_BEFORE_WORDS)
        self._timer.timeout.connect(self._say)
        self.hide()

    def begin(self, words: str) -> None:
        """Starts to wait for what the words say."""
        self._words = words
        self._timer.start()

    def end(self) -> None:
        """The wait is over."""
        self._timer.stop()
        self.hide()

    def _say(self) -> None:
        self.setText(self._words)
        self.show()
        announce(self, self._words)


class OneClick(QObject):
    """Lets the second press of a double click through to nothing: it was not meant for what came next."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Swallows double clicks."""
        return event.type() == QEvent.Type.MouseButtonDblClick


def named(widget: W, name: str) -> W:
    """The widget with a stable object name."""
    widget.setObjectName(name)
    return widget


def focusable(label: QLabel) -> QLabel:
    """A heading that can be given the focus by the page, and that Tab passes by."""
    label.setProperty("ownFocus", True)
    return label


def into_view(widget: QWidget) -> None:
    """Scrolls so that the widget is seen, once it has its place."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        QTimer.singleShot(0, widget, partial(above.ensureWidgetVisible, widget))


def list_row(link: LinkButton, words: str) -> QWidget:
    """The left part of a row: what to press, and words under it."""
    both = QWidget()
    lines = QVBoxLayout(both)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    for part in (link, Muted(words)):
        lines.addWidget(part)
    return both


def announce(widget: QWidget, words: str) -> None:
    """Lets a screen reader say the words now."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - after the first paint

    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def due_words(page: QWidget, due: date | None, today: date) -> str:
    """By when to finish, said plainly."""
    if due is None:
        return ""
    if due < today:
        return page.tr("Please finish soon. The date was {0}.").format(translation.day(due, today))
    if due == today:
        return page.tr("Please finish today")
    return page.tr("Please finish by {0}").format(translation.day(due, today))
