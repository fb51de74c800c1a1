"""The way to *My people*, on the status page of those who have any."""

from functools import partial

from PySide6.QtCore import Signal

from app.desktop.page import named
from app.desktop.places import Place
from app.desktop.work import Work
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Card, SecondaryButton, Strong


class MyPeopleCard(Card):
    """Hidden until the service says that this person manages somebody; until then nothing is said.

    It asks nothing itself: the status page comes after the self-audit, and finishing that is nobody's business.
    """

    placeAsked = Signal(Place)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._words = Body()
        link = named(SecondaryButton(self.tr("My people")), "my-people")
        link.clicked.connect(partial(self.placeAsked.emit, Place.MY_PEOPLE))
        for part in (Strong(self.tr("Those you manage")), self._words, Wrap(link)):
            self.add(part)
        work.peopleChanged.connect(self._people_changed)
        self._people_changed()

    def _people_changed(self) -> None:
        found = self._work.people
        self.setVisible(found is not None and bool(found.people))
        waiting = sum(one.state == "open" for one in found.questions) if found is not None else 0
        if waiting:
            words = self.tr("Questions that wait for your answer: {0}").format(waiting)
        else:
            words = self.tr("See who has acknowledged what, and answer what they ask you.")
        self._words.setText(words)
