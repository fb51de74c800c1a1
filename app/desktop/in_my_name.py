"""Everything in my name: what I signed, what HR wrote down, and my keys, each with how it stands.

1. What this computer knows is shown at once; then HR's service is asked for what else there is.
2. Without a network the page says so, and shows what it has.
3. It is filled anew only where something changed, so that nobody loses their place.
"""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.asked_now import asked_now
from app.desktop.keep_evidence import KeepEvidence
from app.desktop.page import TextPage, announce, named
from app.desktop.places import Place
from app.desktop.standing import Thing, disputed_words
from app.desktop.standing_list import StandingList
from app.desktop.work import Sentence, Work, words_of
from app.ui.widgets import Body, Card, SecondaryButton, Strong
from app.workflows.in_my_name import Asked, InMyName, ask_for_everything, in_my_name
from app.workflows.keys import KeyStatus


class InMyNamePage(TextPage):
    """The list, and the file to keep."""

    place = Place.IN_MY_NAME

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Everything in your name"), parent)
        self._known: InMyName | None = None
        self._keys: tuple[KeyStatus, ...] | None = None
        self.list = StandingList(work.context.keeping)
        self.evidence = KeepEvidence(work)
        self._build()

    def _build(self) -> None:
        begin = self.tr(
            "Here is all that was signed in your name, and the keys that sign for you. Here too is what HR wrote "
            "down for you. If something was not you, or is not right, say so here. Nothing is deleted when you do."
        )
        keep = Card()
        keep.add(Strong(self.tr("My evidence")))
        keep.add(self.evidence)
        for part in (Body(begin), self.trouble, self.list, keep):
            self.column.add(part)
        back = named(SecondaryButton(self.tr("‹ Back")), "in-my-name-back")
        back.clicked.connect(partial(self.go, Place.STATUS))
        self.foot.add_left(back)
        self.trouble.triedAgain.connect(self._ask)
        self.list.asked.connect(self._open)

    def enter(self) -> None:
        """Shows what is here, and asks for the rest."""
        self.evidence.begin()
        self._read()
        self._ask()

    def overview_changed(self) -> None:
        """Follows what was sent and received while the page is open."""
        self._read()

    def _read(self) -> None:
        self.work.submit(partial(in_my_name, self.work.context), self._show, self._cannot, owner=self)

    def _ask(self) -> None:
        work = partial(ask_for_everything, self.work.context)
        self.work.submit(work, self._answered, self._not_answered, owner=self, lane="network")

    def _answered(self, asked: Asked) -> None:
        if asked.problem is None:
            self.trouble.hide()
        else:
            self._cannot(words_of(asked.problem))
        if asked.keys != self._keys:
            self._keys = asked.keys
            self._fill()
        self.work.reload()

    def _not_answered(self, words: Sentence) -> None:
        here = self.tr("Below is what this computer knows. Try again when there is a connection.")
        self._cannot(asked_now(words, here))

    def _cannot(self, words: Sentence) -> None:
        self.trouble.say(words, focus=False)

    def _show(self, known: InMyName) -> None:
        if known != self._known:
            said = self._newly_said(known)
            self._known = known
            self._fill()
            announce(self, said)

    def _newly_said(self, known: InMyName) -> str:
        before = self._known.disputed if self._known else known.disputed
        thing = self.work.thing
        if thing is None or thing.id in before or thing.id not in known.disputed:
            return ""
        return disputed_words(thing.kind, known.disputed[thing.id])

    def _fill(self) -> None:
        if self._known is None:
            return
        if self.list.isAncestorOf(self.window().focusWidget() or self):
            self.heading.setFocus()
        self.list.fill(self._known, self._keys)

    def _open(self, thing: Thing, place: Place) -> None:
        self.work.thing, self.work.listed = thing, thing.id
        self.work.back_to = Place.IN_MY_NAME
        self.go(place)
