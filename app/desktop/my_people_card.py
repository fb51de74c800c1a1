"""The way to *My people*, on the status page of those who have any."""

from functools import partial

from PySide6.QtCore import Signal

from app.desktop.page import named
from app.desktop.places import Place
from app.desktop.work import Sentence, Work
from app.protocol_my_people import MyPeople
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Card, SecondaryButton, Strong
from app.workflows.my_people import my_people


class MyPeopleCard(Card):
    """Hidden until the service says that this person manages somebody; where it cannot be asked, nothing is said."""

    placeAsked = Signal(Place)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._words = Body()
        link = named(SecondaryButton(self.tr("My people")), "my-people")
        link.clicked.connect(partial(self.placeAsked.emit, Place.MY_PEOPLE))
        for part in (Strong(self.tr("Those you manage")), self._words, Wrap(link)):
            self.add(part)
        self.hide()

    def begin(self) -> None:
        """Asks, once a person is known."""
        if self._work.overview is not None and self._work.overview.person is not None:
            context = self._work.context
            self._work.submit(
                lambda: my_people(context), self._arrived, self._not_known, owner=self, lane="network"
            )

    def _arrived(self, found: MyPeople) -> None:
        self.setVisible(bool(found.people))
        waiting = sum(one.state == "open" for one in found.questions)
        if waiting:
            words = self.tr("Questions that wait for your answer: {0}").format(waiting)
        else:
            words = self.tr("See who has acknowledged what, and answer what they ask you.")
        self._words.setText(words)

    def _not_known(self, _words: Sentence) -> None:
        """It stays as it was: away is no news here, and the page itself says so."""
