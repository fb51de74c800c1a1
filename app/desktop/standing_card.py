"""A card for one thing in the person's name: its title, how it stands, and what can be done about it."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from app.desktop.page import named
from app.desktop.standing import Thing, after_dispute, disputed_words
from app.login.machine import Keeping
from app.ui.layouts import Wrap, WrapLayout
from app.ui.widgets import Body, Card, NoteBox, NoteKind, StatusChip, Strong


class StandingCard(Card):
    """Shows one thing; `actions` stand under it. `name` makes the object names, such as `card-signed-0`."""

    def __init__(
        self, name: str, thing: Thing, actions: Iterable[QWidget] = (), keeping: Keeping = Keeping.HERE
    ) -> None:
        super().__init__()
        self._keeping = keeping
        self.setObjectName(f"card-{name}")
        self.thing = thing
        head = Wrap(Strong(thing.title))
        head.add(StatusChip(*thing.chip), WrapLayout.RIGHT)
        self.add(head)
        self.add(Body("\n".join(thing.lines)))
        if thing.disputed is not None:
            self.add(self._said(name))
        row = Wrap(*actions)
        self.add(row)
        row.setVisible(row.row.count() > 0)

    def _said(self, name: str) -> NoteBox:
        title = disputed_words(self.thing.kind, self.thing.disputed) if self.thing.disputed else ""
        what_follows = after_dispute(self.thing.disputed, self._keeping) if self.thing.disputed else ""
        return named(NoteBox(NoteKind.INFO, what_follows, title=title), f"said-{name}")
