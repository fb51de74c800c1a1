"""The page shown where leaving would lose something: what is not saved, and what one can do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.keeping_words import leaving_words
from app.desktop.page import TextPage, announce, named
from app.desktop.places import Place
from app.desktop.work import Work
from app.ui.layouts import Wrap
from app.ui.widgets import Body, PrimaryButton, SecondaryButton


class LeavingPage(TextPage):
    """Says what is not saved, and offers to try again, to stay or to leave."""

    place = Place.LEAVING
    triedAgain = Signal()
    stayed = Signal()
    left = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("One moment"), parent)
        self.words = Body()
        self.again = named(PrimaryButton(self.tr("Try again")), "leave-try-again")
        self.stay = named(SecondaryButton(self.tr("‹ Stay")), "leave-stay")
        self.anyway = named(SecondaryButton(self.tr("Leave all the same")), "leave-anyway")
        self.is_asking = False
        """Whether it says that something is not saved, and waits for the person."""
        self.column.add(self.words)
        self.column.add(Wrap(self.again))
        self.foot.add_left(self.stay)
        self.foot.add_right(self.anyway)
        for button, told in (
            (self.again, self.triedAgain),
            (self.stay, self.stayed),
            (self.anyway, self.left),
        ):
            button.clicked.connect(told)

    def sending(self, *, may_stay: bool) -> None:
        """It is on its way."""
        self.stay.setVisible(may_stay)
        self._show(self.tr("One moment"), self.tr("What you signed is being sent to HR…"))
        self.again.hide()

    def not_sent(self) -> None:
        """It did not go."""
        title = self.tr("Not saved: HR has not received your answer yet")
        self._show(title, leaving_words(self.work.context.keeping))
        self.is_asking = True
        self.again.show()
        self.again.setFocus()

    def received(self) -> None:
        """It went while the person was looking."""
        self._show(self.tr("Received by HR"), self.tr("You can leave now."))
        self.again.hide()
        self.anyway.setText(self.tr("Leave"))
        self.anyway.setFocus()

    def first_focus(self) -> QWidget:
        """The heading; which button matters is not known yet."""
        return self.heading

    def _show(self, title: str, words: str) -> None:
        self.is_asking = False
        self.anyway.setText(self.tr("Leave all the same"))
        self.heading.setText(title)
        self.words.setText(words)
        announce(self, f"{title}. {words}")
