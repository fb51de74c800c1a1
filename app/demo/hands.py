"""The hands of somebody at the windows: they click what can be seen, type keys, wait for what shows, and look.

Nothing here reaches behind a window: a control that is hidden or switched off cannot be clicked.
"""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.errors import UnavailableError

PATIENCE_SECONDS = 30.0


class StoryStoppedError(UnavailableError):
    """Something that the story waits for did not show."""

    sentence = "The story stopped: {what}"
    next_step = "Look at the last picture to see why."


def shown(window: QWidget, name: str) -> QWidget | None:
    """Return the control called `name` that can be seen in `window`, if there is one."""
    return next((w for w in window.findChildren(QWidget, name) if w.isVisibleTo(window)), None)


def until(condition: Callable[[], object], what: str) -> float:
    """Let the windows work until `condition` holds; returns the seconds it took, raises StoryStoppedError."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > PATIENCE_SECONDS:
            raise StoryStoppedError(what=what)
        wait()
    return time.monotonic() - began


def wait(milliseconds: int = 10) -> None:
    """Let the windows work for a moment.

    Not `QTest.qWait`: it holds Python's lock meanwhile and starves the bridge's threads.
    """
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def find(window: QWidget, name: str) -> QWidget:
    """Wait for the control called `name` to be seen and usable; raises StoryStoppedError."""

    def usable() -> bool:
        control = shown(window, name)
        return control is not None and control.isEnabledTo(window)

    until(usable, f"“{name}” could not be used.")
    control = shown(window, name)
    if control is None:
        raise StoryStoppedError(what=f"“{name}” went away.")
    return control


def click(window: QWidget, name: str) -> None:
    """Click the control called `name` with the left mouse button."""
    QTest.mouseClick(find(window, name), Qt.MouseButton.LeftButton)


def press(window: QWidget, name: str) -> None:
    """Go to the control called `name` and press it with the space bar, as somebody without a mouse does."""
    control = find(window, name)
    control.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(control, Qt.Key.Key_Space)


def type_into(window: QWidget, name: str, text: str) -> None:
    """Click into the field called `name` and type `text` key by key."""
    field = find(window, name)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClicks(field, text)


def says(window: QWidget, name: str, words: str) -> bool:
    """Tell whether the control called `name` can be seen and says `words`."""
    control = shown(window, name)
    if control is None:
        return False
    text = control.text() if isinstance(control, QAbstractButton) else control.accessibleName()
    return words in text


def look(window: QWidget, path: Path) -> None:
    """Keep a picture of the window."""
    wait(0)
    window.grab().save(str(path))
