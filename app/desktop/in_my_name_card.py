"""On the status page: the way to everything in my name, and *Keep my evidence*."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.keep_evidence import KeepEvidence
from app.desktop.page import named
from app.desktop.places import Place
from app.desktop.work import Work
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Card, SecondaryButton, Strong


class InMyNameCard(Card):
    """Shown whether or not something is asked: there may be something in a person's name all the same."""

    placeAsked = Signal(Place)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        link = named(SecondaryButton(self.tr("Everything in my name")), "in-my-name")
        link.clicked.connect(partial(self.placeAsked.emit, Place.IN_MY_NAME))
        self.evidence = KeepEvidence(work)
        words = self.tr(
            "What was signed in your name, what HR wrote down, and your keys. If it was not you, say so."
        )
        for part in (Strong(self.tr("In your name")), Body(words), Wrap(link), self.evidence):
            self.add(part)
