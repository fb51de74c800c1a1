"""*Later*: real times to be asked again, in the window itself."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.page import TextPage, announce, due_words, named
from app.desktop.places import Place
from app.desktop.work import Sentence, Work
from app.domain.deferral import LaterOption
from app.login.machine import Keeping
from app.ui import theme
from app.ui.layouts import empty
from app.ui.translation import said
from app.ui.widgets import Body, Choice, Muted, SecondaryButton
from app.workflows import defer


class LaterPage(TextPage):
    """Offers the times; choosing one keeps it and closes the window."""

    place = Place.LATER
    wentBack = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("When shall we ask again?"), parent)
        self.due = Muted()
        self._times = QVBoxLayout()
        self._times.setSpacing(theme.SPACE_12)
        self._again: Callable[[], None] = self.enter
        self.column.add(Body(self.tr("Your place is kept. Nobody is told that you chose later.")))
        if work.context.keeping is not Keeping.HERE:
            words = self.tr("If you sign out of this computer before then, you are asked at your next login.")
            self.column.add(Muted(words))
        self.column.add(self.due)
        self.column.add(self.trouble)
        self.column.add_layout(self._times)
        self.trouble.triedAgain.connect(self._try_again)
        back = named(SecondaryButton(self.tr("‹ Go back and carry on")), "later-back")
        back.clicked.connect(self.wentBack)
        self.foot.add_left(back)

    def enter(self) -> None:
        """Asks for the times there are now."""
        self.due.setText(
            due_words(self, self.work.policy.due, self.work.today) if self.work.has_policy else ""
        )
        self._again = self.enter
        options = partial(defer.options, self.work.context, self.work.config.lesson_hours)
        self.work.submit(options, self._offer, self._cannot, owner=self)

    def _offer(self, options: tuple[LaterOption, ...]) -> None:
        self.trouble.hide()
        empty(self._times)
        for number, option in enumerate(options):
            choice = named(Choice(said(option.label), ""), f"later-option-{number}")
            choice.clicked.connect(partial(self._choose, option.until))
            self._times.addWidget(choice)
        if not options:
            words = self.tr("There is no later time before the date. You can still close the window.")
            self._times.addWidget(Body(words))

    def _choose(self, until: datetime) -> None:
        self._again = partial(self._choose, until)
        self.work.submit(partial(defer.later, self.work.context, until), self._kept, self._cannot, owner=self)

    def _kept(self, _nothing: object) -> None:
        announce(self, self.tr("Kept. You will be asked again then."))
        self.closeAsked.emit()

    def _cannot(self, words: Sentence) -> None:
        self.trouble.say(words)

    def _try_again(self) -> None:
        self._again()
