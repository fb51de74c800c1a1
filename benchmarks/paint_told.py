"""Says when a text was first painted, and when the window then answered; and leaves.

1. Each line has the seconds since STARTED, the memory in MiB, and the seconds of processor time.
2. The first paint is told once all of that frame is on the screen, and before anything that was put off until then.
3. With `answers`, Page Down is pressed in the text as soon as the first paint is told; the second line is when the
   next page of it is on the screen. A window that is not finished by then, or is busy, answers late.
4. Being watched costs next to nothing: the text's own class tells of its paint.
"""

import os
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QTextBrowser

_FIRST_OF_ALL = 1000


class _Teller(QObject):
    """Told of a paint, it waits for the end of the frame, ahead of whatever else is waiting."""

    def __init__(self, text: QTextBrowser, *, answers: bool) -> None:
        super().__init__(text)
        self._text = text
        self._awaited = 1 + answers

    def painted(self) -> None:
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), _FIRST_OF_ALL)

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.User:
            return super().event(event)
        _say()
        self._awaited -= 1
        if not self._awaited:
            os._exit(0)
        _page_down(self._text)
        return True


def watch(kind: type[QTextBrowser], *, answers: bool = False) -> None:
    """Have every text of this class tell of itself."""
    paint = kind.paintEvent
    tellers: dict[QTextBrowser, _Teller] = {}

    def painted(text: QTextBrowser, event: QPaintEvent) -> None:
        paint(text, event)
        if text not in tellers:
            tellers[text] = _Teller(text, answers=answers)
        tellers[text].painted()

    kind.paintEvent = painted  # type: ignore[method-assign, assignment]


def _page_down(text: QTextBrowser) -> None:
    from PySide6.QtCore import Qt  # noqa: PLC0415 (it takes long: only where it is part of what is measured)
    from PySide6.QtGui import QKeyEvent  # noqa: PLC0415

    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = QKeyEvent(kind, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(text, key)


def _say() -> None:
    seconds = time.monotonic() - float(os.environ["STARTED"])
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    mebibytes = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    print(f"{seconds} {mebibytes} {time.process_time()}", flush=True)
