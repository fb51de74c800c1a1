"""Covers the self-audit when somebody else may be looking: a display has come, gone or changed.

1. It covers the pages of the self-audit only, and keeps them as they are: nothing chosen or typed is lost.
2. Covering once too often costs a key; so every change of displays covers. Sharing that shows no new display to the
   system cannot be seen from here.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from app.desktop.page import TextPage, named
from app.desktop.places import Place
from app.desktop.work import Work
from app.ui.layouts import Wrap
from app.ui.widgets import Body, PrimaryButton


class CoverPage(TextPage):
    """A plain page; `wentBack` asks for what is under it."""

    place = Place.COVER
    wentBack = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Covered"), parent)
        self.column.add(
            Body(
                self.tr(
                    "A display has come, gone or changed, so others might see this screen. Look around you first. "
                    "Nothing is lost."
                )
            )
        )
        self.again = named(PrimaryButton(self.tr("Show again")), "show-again")
        self.again.clicked.connect(self.wentBack)
        self.column.add(Wrap(self.again))

    def first_focus(self) -> QWidget:
        """The one button."""
        return self.again


class DisplayWatch(QObject):
    """`changed` tells that a display has come, gone, or shows another part of the picture."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        if not isinstance(app, QGuiApplication):
            return
        app.screenAdded.connect(self._added)
        app.screenRemoved.connect(self.changed)
        for screen in app.screens():
            screen.geometryChanged.connect(self.changed)

    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self.changed)
        self.changed.emit()
