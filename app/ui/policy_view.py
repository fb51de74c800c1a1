"""The policy on the screen, and what of it has been in view.

1. A section has been seen when its first line and its last line have each been in view, by scrolling, by keys,
   through the list of sections, or because the caret (a screen reader's place) was there.
2. A jump marks what it lands on, never what it jumped over. No timer holds a reader up.
3. What was seen stays seen when the window or the text changes size, and the reader keeps their place.
4. Nothing is loaded: no picture, no page. A link is told (`linkActivated`), not followed.
5. Nothing is measured: neither time nor how far somebody scrolled leaves this file, only "seen".
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.policy_search import SearchableBrowser

if TYPE_CHECKING:
    from app.ui.policy_pages import Pages


class SeenSections:
    """Which sections have been in view: both ends of each, at any time, in any order."""

    def __init__(self, count: int) -> None:
        self._starts = [False] * count
        self._ends = [False] * count

    def show(self, index: int, *, start: bool, end: bool) -> bool:
        """Notes that an end of a section is in view. True if the section has just become seen."""
        before = self.seen(index)
        self._starts[index] |= start
        self._ends[index] |= end
        return self.seen(index) and not before

    def started(self, index: int) -> bool:
        """Whether its first line has been in view."""
        return self._starts[index]

    def seen(self, index: int) -> bool:
        """Whether all of it counts as seen."""
        return self._starts[index] and self._ends[index]

    def all(self) -> list[bool]:
        """For each section whether it counts as seen."""
        return [self.seen(index) for index in range(len(self._starts))]

    def next_unseen(self, after: int) -> int | None:
        """The next section not yet seen, round to the first; None if all are."""
        count = len(self._starts)
        order = [(after + step) % count for step in range(1, count + 1)]
        return next((index for index in order if not self.seen(index)), None)


class _ReadingBrowser(SearchableBrowser):
    """Notes which ends of sections come into view, and which section the reader is in."""

    sectionSeen = Signal(int)
    currentSectionChanged = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen = SeenSections(0)
        self._edges: list[tuple[int, int]] | None = None
        self._current = 0
        self._pinned = False
        self._away = False
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.cursorPositionChanged.connect(self._caret_moved)

    def after_change(self) -> None:
        """Lines are elsewhere now: measures and looks again."""
        self._edges = None
        self._look()

    def place(self) -> tuple[int, int] | None:
        """Keeps a section that was gone to at the top; else the first line in view."""
        if self._pinned and self._current < len(self.policy.sections):
            return self.policy.sections[self._current].start, theme.SPACE_16
        return super().place()

    def showEvent(self, event: QShowEvent) -> None:
        """What is in view first counts as well."""
        super().showEvent(event)
        self._away = False
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        """In a minimised window nothing is in view."""
        super().hideEvent(event)
        self._away = event.spontaneous()

    def _look(self) -> None:
        if not self.settled or not self.isVisible() or self._away or not self.policy.sections:
            return
        top = self.verticalScrollBar().value()
        height = self.room.height()
        new = []
        for index, (start, end) in enumerate(self._measured()):
            if self._seen.show(index, start=top <= start <= top + height, end=top <= end <= top + height):
                new.append(index)
        if not self._pinned:
            self._set_current(self._section_at(top, height))
        for index in new:
            self.sectionSeen.emit(index)

    def _measured(self) -> list[tuple[int, int]]:
        """For each section the bottom of its first and of its last line, in pixels from the document's top."""
        if self._edges is None:
            self._edges = [
                (self.bottom_of(part.start), self.bottom_of(part.end)) for part in self.policy.sections
            ]
        return self._edges

    def _section_at(self, top: int, height: int) -> int:
        """The section a quarter down the view; towards the end of the text the lowest one in view."""
        most = self.verticalScrollBar().maximum()
        share = 0.25 + 0.75 * max(0.0, 1 - (most - top) / height) if most else 0.25
        line = top + height * share
        begun = [index for index, (start, _end) in enumerate(self._measured()) if start <= line]
        return begun[-1] if begun else 0

    def _set_current(self, index: int) -> None:
        if index != self._current:
            self._current = index
            self.currentSectionChanged.emit(index)

    def _scrolled(self) -> None:
        if self.settled:
            self._pinned = False
            self._look()

    def _caret_moved(self) -> None:
        """A screen reader reads from the caret: where it is has been read."""
        if not self.settled or not self.hasFocus():
            return
        position = self.textCursor().position()
        line = self.document().findBlock(position)
        for index, section in enumerate(self.policy.sections):
            if section.start <= position <= section.end:
                self._pinned = False
                self._set_current(index)
                first = line == self.document().findBlock(section.start)
                last = line == self.document().findBlock(section.end)
                if self._seen.show(index, start=first, end=last):
                    self.sectionSeen.emit(index)


class PolicyView(_ReadingBrowser):
    """Shows a policy and tells which of its sections have been in view.

    Signals:
        sectionSeen(int): a section has now been in view.
        currentSectionChanged(int): the reader is in another section.
        linkActivated(QUrl): a link was pressed.
        searchChanged(int, int): which match is shown (from 1; 0 none) of how many.
        zoomAsked(int): the reader turned the wheel with Control held: +1 larger, -1 smaller.
    """

    linkActivated = Signal(QUrl)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Policy text"))
        self.anchorClicked.connect(self.linkActivated)

    def set_policy(self, markdown: str) -> None:
        """Shows another policy, from its top, with nothing seen."""
        self._show_anew(markdown, None)
        self.setAccessibleDescription("")

    def set_pages(self, pages: "Pages") -> None:
        """Shows a PDF page by page, from its top, with nothing seen."""
        self._show_anew("", pages)
        self.setAccessibleDescription(self.tr("Pages as pictures. Press Plain text for the words alone."))

    def _show_anew(self, markdown: str, pages: "Pages | None") -> None:
        self.ensurePolished()
        self._markdown, self._pages = markdown, pages
        self._current = 0
        self._pinned = False
        with self.changing():
            self.draw()
            self._seen = SeenSections(len(self.policy.sections))
            self.verticalScrollBar().setValue(0)

    def set_plain_text_mode(self, on: bool) -> None:
        """Shows plain lines instead of typed text, or back; the reader stays in their section."""
        if on == self._plain:
            return
        self._plain = on
        with self.changing():
            self.draw()
            if self._current:
                self.go_to_section(self._current)

    @property
    def sections(self) -> list[str]:
        """The titles of the sections, in order."""
        return [section.title for section in self.policy.sections]

    @property
    def seen(self) -> list[bool]:
        """For each section whether it has been in view."""
        return self._seen.all()

    @property
    def all_seen(self) -> bool:
        """Whether every section has been in view."""
        return bool(self.seen) and all(self.seen)

    @property
    def current_section(self) -> int:
        """The section the reader is in, from 0."""
        return self._current

    def mark_seen(self, sections: Iterable[int]) -> None:
        """Takes these sections as seen, telling nobody: what an earlier sitting left."""
        for index in sections:
            if 0 <= index < len(self.policy.sections):
                self._seen.show(index, start=True, end=True)

    def go_to_section(self, index: int) -> None:
        """Shows the beginning of a section and puts the caret there; marks nothing it jumps over."""
        start = self.policy.sections[index].start
        with self.changing():
            self.put_caret(start)
            self.scroll_to(start, theme.SPACE_16)
            self._pinned = True
            self._set_current(index)

    def next_unseen(self) -> int | None:
        """The next section not yet seen, after the current one and round to the first; None if all are."""
        return self._seen.next_unseen(self._current)

    def show_next(self) -> None:
        """Shows what comes next of what has not been seen: the rest of this section, else another one."""
        target = self.next_unseen()
        if target is None:
            return
        here = target if self._seen.seen(self._current) else self._current
        if here == self._current and (self._seen.started(here) or self._pinned):
            bar, line, height = (
                self.verticalScrollBar(),
                self.fontMetrics().height(),
                self.room.height(),
            )
            bar.setValue(bar.value() + max(height - 2 * line, height // 2))
            if not self._seen.seen(here):
                self._set_current(here)  # in a low view the line that tells may still be above its heading
        else:
            self.go_to_section(here)
