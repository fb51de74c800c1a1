"""The staff window: one header, one page, one foot.

1. Its title is the product's name and never says more.
2. It opens where the person stopped, and follows what the overview says.
3. Only the window moves between pages; pages ask.
4. It can be closed at any moment; what was done is kept already.
"""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.config import Config
from app.desktop.background import Background
from app.desktop.compact import Compact
from app.desktop.header import StaffHeader
from app.desktop.notices import NoticeStrip
from app.desktop.page import StaffPage, announce
from app.desktop.places import OVER, Place, Step, asking, for_policy
from app.desktop.read import ReadPage
from app.desktop.start_guard import StartGuard
from app.desktop.window_place import WindowPlace
from app.desktop.work import Work
from app.ui.bridge import Bridge
from app.ui.first_paint import after_first_paint
from app.workflows import read_policy

if TYPE_CHECKING:
    from app.workflows.context import Context

PRODUCT = "Undersigned"
_SIZE = QSize(1280, 800)
_SMALLEST = QSize(640, 480)


_ABOUT_A_POLICY = (Step.READ, Step.ANSWER, Step.AUDIT)


class StaffWindow(QMainWindow):
    """The window of one person. It makes no application and runs no loop.

    Args:
        context: what the workflows need.
        bridge: the way to them; whoever made it closes it.
        config: the settings.
        user_file: where the person's own settings are kept; without it text size is for this time only.
        sync_every: seconds between two rounds of sending and fetching.
        opened_by_itself: True at login; then it takes no focus, and keys do nothing for half a second.
        is_shared: several people use this account, one after the other.

    Signals:
        placeChanged(Place): another page is shown.
        closed(): the window was closed.
    """

    placeChanged = Signal(Place)
    closed = Signal()

    def __init__(
        self,
        context: "Context",
        bridge: Bridge,
        config: Config,
        *,
        user_file: Path | None = None,
        sync_every: float = 60.0,
        opened_by_itself: bool = False,
        is_shared: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("staff-window")
        self.setWindowTitle(PRODUCT)
        self.setMinimumSize(_SMALLEST)
        self.resize(_SIZE)
        if user_file is not None:
            WindowPlace(self, user_file.parent)
        self.work = Work(context, bridge, config, user_file=user_file, is_shared=is_shared, parent=self)
        self.background = Background(self.work, sync_every)
        self.header = StaffHeader(self.work)
        self._compact = Compact(self, self.header)
        self.notices = NoticeStrip()
        self.stack = QStackedWidget()
        self._pages: dict[Place, StaffPage] = {}
        self._before_later = Place.OPENING
        self._covered: StaffPage | None = None
        self._opened_by_itself = opened_by_itself
        if opened_by_itself:
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._build()
        self.work.overviewChanged.connect(self._overview_changed)
        self.work.reload(then=self._open_first)

    def _build(self) -> None:
        inside = QWidget()
        inside.setProperty("kind", "paper")
        self.rows = QVBoxLayout(inside)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self.rows.addWidget(self.header)
        self.rows.addWidget(self.notices)
        self.rows.addWidget(self.stack, 1)
        self.setCentralWidget(inside)
        self.header.text_size.listen_in(self)

    @property
    def place(self) -> Place:
        """The page that is shown."""
        page = self.stack.currentWidget()
        return page.place if isinstance(page, StaffPage) else Place.OPENING

    def page(self, place: Place) -> StaffPage:
        """A page, made when it is first asked for."""
        if place not in self._pages:
            page = ReadPage(self.work) if place is Place.READ else _make(place, self.work)
            page.placeAsked.connect(self.go)
            page.closeAsked.connect(self.close)
            if place is Place.LATER:
                page.wentBack.connect(self._back_from_later)  # type: ignore[attr-defined]
            if place is Place.COVER:
                page.wentBack.connect(self.uncover)  # type: ignore[attr-defined]
            self.stack.addWidget(page)
            self._pages[place] = page
        return self._pages[place]

    def go(self, place: Place) -> None:
        """Shows a page; `OPENING` means wherever the person is."""
        if place is Place.OPENING:
            self._find_place()
            return
        if place is Place.ANSWER and self.work.must_sign_in:
            self.work.after_sign_in, place = place, Place.ENROL
        if place is Place.LATER:
            self._before_later = self.place
        if (before := self._pages.get(self.place)) is not None:
            before.leave()
        page = self.page(place)
        page.enter()
        self._show(page)

    def _show(self, page: StaffPage) -> None:
        self.header.show_page(page)
        self._compact.show_page(page)
        self.stack.setCurrentWidget(page)
        page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        if self.isVisible():
            announce(self, page.heading_text())
        self.placeChanged.emit(page.place)

    def cover(self) -> None:
        """Covers a page of the self-audit, as it is, until *Show again*."""
        page = self._pages.get(self.place)
        if page is not None and page.step is Step.AUDIT:
            self.show_over(Place.COVER)

    def show_over(self, place: Place) -> None:
        """Shows a page over the one that is shown, which stays as it is."""
        if self.place not in OVER:
            self._covered = self._pages.get(self.place)
        self._show(self.page(place))

    def uncover(self) -> None:
        """Shows what was covered."""
        self._show(self._covered or self.page(Place.STATUS))

    def _back_from_later(self) -> None:
        self.go(self._before_later)

    def _open_first(self) -> None:
        """The first place; what is not needed for it is loaded after it is painted."""
        self.placeChanged.connect(self._first_place_found)
        self._find_place()

    def _first_place_found(self, _place: Place) -> None:
        self.placeChanged.disconnect(self._first_place_found)
        after_first_paint(self.stack, self._load_the_rest)

    def _load_the_rest(self) -> None:
        gc.enable()  # the start paused it: what is made for the first paint stays
        if not self.isVisible():
            return  # it was closed before anything was painted
        if (page := self._pages.get(self.place)) is not None:
            announce(self, page.heading_text())
        begin = self._loaded
        self.work.bridge.submit(_load_pages, begin, begin, lane="network", owner=self)

    def _loaded(self, _result: object = None) -> None:
        from app.desktop.cover import DisplayWatch  # noqa: PLC0415 - loaded after the policy is on the screen

        DisplayWatch(self).changed.connect(self.cover)
        self.background.start()

    def _find_place(self) -> None:
        overview = self.work.overview
        if overview is None or overview.person is None:
            self.go(Place.ENROL)
            return
        asked = asking(overview)
        if self.work.has_policy:
            self._go_on_with_policy()
        elif len(asked) > 1:
            self.go(Place.POLICIES)
        else:
            chosen = asked[0] if asked else next(iter(overview.policies), None)
            self.work.choose(chosen.ref if chosen else None)
            self._go_on_with_policy()

    def _go_on_with_policy(self) -> None:
        if not self.work.has_policy:
            self.go(Place.STATUS)
            return
        policy, context = self.work.policy, self.work.context
        if for_policy(policy, 0.0) is not Place.READ:
            self.go(for_policy(policy, 0.0))
            return
        ref = policy.ref
        self.work.bridge.submit(lambda: read_policy.place(context, ref), self._at, self._unknown, owner=self)

    def _at(self, position: float) -> None:
        self.go(for_policy(self.work.policy, position) if self.work.has_policy else Place.STATUS)

    def _unknown(self, _error: Exception) -> None:
        self._at(0.0)

    def _overview_changed(self) -> None:
        overview = self.work.overview
        if overview is None:
            return
        self.notices.show_notices(overview)
        page = self._pages.get(self.place)
        if page is None:
            return
        if page.step in _ABOUT_A_POLICY and not self.work.has_policy:
            self.work.choose(None)
            self._find_place()
        else:
            page.overview_changed()

    def showEvent(self, event: QShowEvent) -> None:
        """A window that came by itself ignores keys at first."""
        super().showEvent(event)
        if self._opened_by_itself and not event.spontaneous():
            self._opened_by_itself = False  # shown again, it is for a person
            StartGuard(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keeps the place; everything else is kept already."""
        if (page := self._pages.get(self.place)) is not None:
            page.leave()
        self.background.stop()
        super().closeEvent(event)
        self.closed.emit()


def _make(place: Place, work: Work) -> StaffPage:
    from app.desktop.pages import PAGES  # noqa: PLC0415 - loaded after the policy is on the screen

    return PAGES[place](work)


def _load_pages() -> None:
    """Run on the network lane: by the time a page is asked for, its code is there."""
    import app.desktop.pages  # noqa: F401, PLC0415 - loaded after the policy is on the screen
