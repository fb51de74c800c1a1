"""The cards of everything in my name, under three headings, each with what can be done about it."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.page import named
from app.desktop.places import Place
from app.desktop.standing import Kind, Thing, key_thing, signed_thing, written_thing
from app.desktop.standing_card import StandingCard
from app.login.machine import Keeping
from app.ui import theme
from app.ui.layouts import empty
from app.ui.widgets import Button, LinkButton, Muted, Subheading
from app.workflows.in_my_name import InMyName
from app.workflows.keys import KeyStatus


class StandingList(QWidget):
    """`asked` tells which page is wanted, and about what."""

    asked = Signal(object, Place)

    def __init__(self, keeping: Keeping, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.SPACE_16)

    def fill(self, known: InMyName, keys: Sequence[KeyStatus] | None) -> None:
        """Shows it all; `keys` is None while HR's service could not be asked for them."""
        empty(self._rows)
        held = keys or ()
        received = {item.record.jti for item in known.signed if item.record.receipt is not None}
        self._begin(self.tr("What was signed in your name"))
        self._say(self.tr("Nothing was signed yet.") if not known.signed else "")
        for number, item in enumerate(known.signed):
            thing = signed_thing(item, held, known.key_here, self._keeping)
            self._add(f"signed-{number}", thing, self._keep(thing, received))
        self._begin(self.tr("What HR wrote down"))
        self._say(self.tr("HR wrote down nothing for you.") if not known.written else "")
        for number, written in enumerate(known.written):
            self._add(f"written-{number}", written_thing(written))
        self._begin(self.tr("The keys that sign for you"))
        self._say(self._about_keys())
        self._say(self.tr("The keys are shown when HR’s service can be asked.") if keys is None else "")
        for number, key in enumerate(held):
            thing = key_thing(key, known.disputed.get(key.kid))
            self._add(f"key-{number}", thing, self._end(key))

    def _about_keys(self) -> str:
        return self.tr(
            "A key is like a pen that only writes your name. It is made on your computer when you set it up, so two "
            "computers have two keys. A key can be lost. What it signed stays valid."
        )

    def _begin(self, title: str) -> None:
        self._rows.addWidget(Subheading(title))

    def _say(self, words: str) -> None:
        if words:
            self._rows.addWidget(Muted(words))

    def _keep(self, thing: Thing, received: set[str]) -> tuple[str, str, Place] | None:
        return ("receipt", self.tr("Keep my receipt…"), Place.RECEIPT) if thing.id in received else None

    def _end(self, key: KeyStatus) -> tuple[str, str, Place] | None:
        if key.ended is not None:
            return None
        return "end", self.tr("Change this key…") if key.is_here else self.tr("Stop this key…"), Place.KEY

    def _add(self, name: str, thing: Thing, own: tuple[str, str, Place] | None = None) -> None:
        card = StandingCard(name, thing, self._actions(name, thing, own), self._keeping)
        self._rows.addWidget(card)

    def _actions(self, name: str, thing: Thing, own: tuple[str, str, Place] | None) -> Iterable[QWidget]:
        if own is not None:
            what, words, place = own
            yield self._link(words, f"{what}-{name}", thing, place)
        said = thing.disputed
        if thing.can_dispute and (said is None or said.problem is not None):
            words = (
                self.tr("This is not right…") if thing.kind is Kind.WRITTEN else self.tr("This was not me…")
            )
            yield self._link(words, f"not-me-{name}", thing, Place.DISPUTE)

    def _link(self, words: str, name: str, thing: Thing, place: Place) -> Button:
        link = named(LinkButton(words, description=thing.title), name)
        link.clicked.connect(partial(self.asked.emit, thing, place))
        return link
