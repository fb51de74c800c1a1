"""A fresh sign-in with an answer, where the trust asks for it: what is said before, the wait, and the way without it.

1. Where the trust does not ask for it nothing of this is seen.
2. The browser opens only once an answer was pressed, and the words above the answers have said so.
3. Who stops it, or whose sign-in service is away, can try again, answer without it, or come back later: nothing is lost.
"""

import threading
import webbrowser
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.page import OneClick, Waiting, into_view, named
from app.desktop.private_window import open_privately
from app.desktop.work import Work
from app.sync.sign_in import SignInCancelledError
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Muted, SecondaryButton

if TYPE_CHECKING:
    from app.workflows.fresh_sign_in import AskToSignIn


class FreshSignIn(QWidget):
    """Stands above the answers. `open_browser` opens an address from any thread, and answers whether it could."""

    withoutAsked = Signal()
    """The person wants to answer without it."""

    def __init__(self, work: Work, open_browser: Callable[[str], bool] | None = None) -> None:
        super().__init__()
        self._work = work
        self.open_browser = open_browser or (open_privately if work.is_shared else webbrowser.open)
        self._stopped = threading.Event()
        self._without = False
        self.words = named(Body(), "fresh-sign-in-words")
        self.waiting = Waiting("fresh-sign-in")
        self.cancel = named(SecondaryButton(self.tr("Stop signing in")), "fresh-sign-in-cancel")
        self.without = named(SecondaryButton(""), "fresh-sign-in-without")
        self.seen = Muted(self.tr("HR then sees that no fresh sign-in came with your answer."))
        self._build()

    def _build(self) -> None:
        self.words.setText(
            self.tr(
                "Your Trust asks you to sign in with your work account as you answer. Your web browser opens for that. "
                "Your answer is signed when you have signed in."
            )
        )
        self.without.setAccessibleDescription(self.seen.text())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE_8)
        for part in (self.words, self.waiting, Wrap(self.cancel, self.without), self.seen):
            rows.addWidget(part)
        for button, act in ((self.cancel, self.stop), (self.without, self._go_without)):
            button.installEventFilter(OneClick(self))
            button.clicked.connect(act)
        self.begin()

    @property
    def is_asked(self) -> bool:
        """Whether a fresh sign-in is to go with the next answer."""
        return self._work.config.fresh_sign_in == "yes" and not self._without

    def begin(self) -> None:
        """A new answer: nothing has been tried yet."""
        self._without = False
        self.setVisible(self.is_asked)
        self.cancel.hide()
        self._offer_without(False)

    def ask(self, answer: str) -> "AskToSignIn | None":
        """How the person is asked to sign in now for this answer; None where no sign-in goes with it."""
        self._offer_without(False)
        self.without.setText(self.tr("Send “{0}” without signing in").format(answer))
        if not self.is_asked:
            return None
        from app.workflows.fresh_sign_in import fresh_sign_in  # noqa: PLC0415 - late: few trusts ask for it

        stopped = self._stopped = threading.Event()
        self.cancel.setEnabled(True)
        self.cancel.show()
        self.waiting.begin(self.tr("Finish signing in in your web browser."))
        into_view(self)
        browser = partial(_unless, stopped, self.open_browser)
        return fresh_sign_in(self._work.context, browser, cancelled=stopped.is_set)

    def stop(self) -> None:
        """Nobody waits for a sign-in any more."""
        self.cancel.setEnabled(False)
        self._stopped.set()

    def end(self, cause: Exception | None = None) -> None:
        """The wait is over; where it was the sign-in that did not work, the way without it is shown."""
        self.waiting.end()
        self.cancel.hide()
        self._offer_without(self.is_asked and cause is not None and _is_of_the_sign_in(cause))

    def _offer_without(self, offered: bool) -> None:
        for part in (self.without, self.seen):
            part.setVisible(offered)
        if offered:
            into_view(self)

    def _go_without(self) -> None:
        self._without = True
        self._offer_without(False)
        self.withoutAsked.emit()


def _is_of_the_sign_in(cause: Exception) -> bool:
    from app.workflows.fresh_sign_in import TROUBLES  # noqa: PLC0415 - as above

    return isinstance(cause, TROUBLES)


def _unless(stopped: threading.Event, open_browser: Callable[[str], bool], address: str) -> bool:
    """No browser opens for a sign-in that was stopped before it came to that."""
    if stopped.is_set():
        raise SignInCancelledError
    return open_browser(address)
