"""Keeps the reader's place in a policy's text, and finds it again.

1. The place is a share of the whole text, 0 to below 1, so that it holds for every window and size of text.
2. `AT_THE_ANSWER` stands for having gone on from the text.
3. It is kept a moment after the reader stops moving, and when the page is left.
"""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.desktop.places import AT_THE_ANSWER
from app.desktop.work import Sentence, Work
from app.domain.policy import PolicyRef
from app.ui.policy_view import PolicyView
from app.workflows.read_policy import place, remember_place

_LAST_IN_THE_TEXT = 0.999
_KEEP_AFTER = 400


class PlaceKeeper(QObject):
    """Watches one view."""

    def __init__(self, view: PolicyView, work: Work) -> None:
        super().__init__(view)
        self._view = view
        self._work = work
        self._ref: PolicyRef | None = None
        self._position = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER)
        self._timer.timeout.connect(self._keep)
        view.verticalScrollBar().valueChanged.connect(self._moved)

    def find_again(self, ref: PolicyRef) -> None:
        """Scrolls to where this policy was left."""
        self._ref = ref
        where = partial(place, self._work.context, ref)
        self._work.submit(where, self._found, self._lost, owner=self)

    def keep_now(self) -> None:
        """Keeps a place that was still waiting to be kept."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def keep_the_answer(self) -> None:
        """Keeps that the reader went on from the text."""
        self._timer.stop()
        self._remember(AT_THE_ANSWER)

    def _moved(self) -> None:
        if self._view.isVisible():
            self._timer.start()

    def _keep(self) -> None:
        bar = self._view.verticalScrollBar()
        if bar.maximum():
            self._remember(min(bar.value() / bar.maximum(), _LAST_IN_THE_TEXT))

    def _remember(self, position: float) -> None:
        if self._ref is not None:
            keep = partial(remember_place, self._work.context, self._ref, position)
            self._work.submit(keep, None, self._lost, owner=self)

    def _found(self, position: float) -> None:
        self._position = position
        if position:
            QTimer.singleShot(0, self, self._scroll_back)

    def _scroll_back(self) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(round(self._position * bar.maximum()))

    def _lost(self, _words: Sentence) -> None:
        """The text begins at its top; nothing that counts is lost."""
