"""One key: change the one on this computer for a new one, or stop one that is elsewhere.

Both need HR's service. Neither undoes anything that was signed.
"""

from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtWidgets import QWidget

from app.desktop.asked_now import asked_now
from app.desktop.page import OneClick, TextPage, Waiting, announce, named
from app.desktop.places import Place
from app.desktop.work import Sentence, Work
from app.ui.widgets import Body, Card, Choice, ChoiceRow, PrimaryButton, SecondaryButton, Strong
from app.workflows.keys import end_key, rotate


class KeyPage(TextPage):
    """About the key `work.thing`."""

    place = Place.KEY

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Stop a key"), parent)
        self.title, self.lines, self.about = Strong(), Body(), Body()
        self.change = named(PrimaryButton(self.tr("Change my key")), "change-my-key")
        self.unused = Choice(
            self.tr("I do not use it any more"), self.tr("The computer was replaced, or given back.")
        )
        self.lost = Choice(self.tr("It is lost or stolen"), self.tr("Somebody else may have the computer."))
        self.choices = ChoiceRow((named(self.unused, "key-not-used"), named(self.lost, "key-lost")))
        self.waiting = Waiting("key")
        self.back = named(SecondaryButton(self.tr("‹ Back")), "key-back")
        self._last: Callable[[], None] = self._change
        self._build()

    def _build(self) -> None:
        card = Card()
        for part in (self.title, self.lines):
            card.add(part)
        for row in (card, self.about, self.choices, self.trouble, self.waiting):
            self.column.add(row)
        self.foot.add_left(self.back)
        self.foot.add_right(self.change)
        self.back.clicked.connect(partial(self.go, Place.IN_MY_NAME))
        for button, act in (
            (self.change, self._change),
            (self.unused, partial(self._stop, "retired")),
            (self.lost, partial(self._stop, "revoked")),
        ):
            button.installEventFilter(OneClick(self))
            button.clicked.connect(act)
        self.trouble.triedAgain.connect(self._try_again)

    def enter(self) -> None:
        """Shows the key, and what can be done about it."""
        thing = self.work.thing
        if thing is None:
            return
        self.trouble.hide()
        self.title.setText(thing.title)
        self.lines.setText("\n".join(thing.lines))
        here = thing.is_here
        self.heading.setText(self.tr("Change the key on this computer") if here else self.tr("Stop a key"))
        self.about.setText(self._what_follows(is_here=here))
        self.choices.setVisible(not here)
        self.change.setVisible(here)

    def _what_follows(self, *, is_here: bool) -> str:
        if is_here:
            return self.tr(
                "A new key is made on this computer. The old key vouches for it, and then signs no more. What you "
                "signed before stays valid. You need no new code. What is still waiting is sent to HR first."
            )
        return self.tr(
            "From now on HR’s service takes nothing more that this key signs. What it signed before stays valid; if "
            "some of that was not you, go back and say so. If you want to use that computer again, ask HR for a code. "
            "A key that was stopped cannot be started again."
        )

    def _change(self) -> None:
        self._last = self._change
        self._do(partial(rotate, self.work.context), self.tr("Making a new key, and telling HR’s service…"))

    def _stop(self, ending: Literal["retired", "revoked"]) -> None:
        self._last = partial(self._stop, ending)
        kid = self.work.thing.id if self.work.thing else ""
        self._do(partial(end_key, self.work.context, kid, ending), self.tr("Telling HR’s service…"))

    def _try_again(self) -> None:
        self._last()

    def _do(self, work: Callable[[], None], words: str) -> None:
        self._busy(True)
        self.trouble.hide()
        self.waiting.begin(words)
        self.work.submit(work, self._done, self._cannot, owner=self, lane="network")

    def _busy(self, busy: bool) -> None:
        if busy:
            self.heading.setFocus()
        for part in (self.change, self.choices, self.back):
            part.setEnabled(not busy)

    def _done(self, _nothing: object) -> None:
        self.waiting.end()
        self._busy(False)
        announce(self, self.tr("Done. The list shows it."))
        self.go(Place.IN_MY_NAME)

    def _cannot(self, words: Sentence) -> None:
        self.waiting.end()
        self._busy(False)
        nothing = self.tr("This needs a connection. Your keys stay as they are for now.")
        self.trouble.say(asked_now(words, nothing))
