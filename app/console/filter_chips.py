"""The filters in force, as words one can take away: a button each, and one for all of them."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.console import filter_words
from app.console.filters import Facet, Filters
from app.console.rows import Show
from app.ui.layouts import Wrap
from app.ui.plain import on_button
from app.ui.widgets import LinkButton, Muted, SecondaryButton


class FilterChips(Wrap):
    """Hidden while only the first page's own choice is in force. `taken` carries the filters that remain."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._filters = Filters()
        self._show = self._button("takeGroup")
        self._facets = {facet: self._button(f"take-{facet}") for facet in Facet}
        self._all = LinkButton(self.tr("Take all away"))
        self._all.setObjectName("takeAll")
        for widget in (Muted(self.tr("Shown:")), self._show, *self._facets.values(), self._all):
            self.add(widget)
        self._show.clicked.connect(self._take_group)
        for facet, button in self._facets.items():
            button.clicked.connect(partial(self._take_facet, facet))
        self._all.clicked.connect(self._take_all)
        self.show_filters(self._filters)

    def show_filters(self, filters: Filters) -> None:
        """Shows a button for each filter in force."""
        self._filters = filters
        self._set(self._show, "" if filters.show is Show.EVERYONE else filter_words.group(filters.show))
        for facet, button in self._facets.items():
            chosen = filters.of(facet)
            self._set(button, "" if chosen is None else filter_words.facet_words(facet, chosen))
        self.setVisible(filters.narrow)

    def _button(self, name: str) -> SecondaryButton:
        button = SecondaryButton("")
        button.setObjectName(name)
        button.setProperty("kind", "filter")
        return button

    def _set(self, button: SecondaryButton, words: str) -> None:
        button.setText(on_button(f"{words} ✕"))
        button.setAccessibleName(self.tr("Take away the filter: {0}").format(words))
        button.setVisible(bool(words))

    def _take_group(self) -> None:
        self.taken.emit(replace(self._filters, show=Show.EVERYONE))

    def _take_facet(self, facet: Facet) -> None:
        self.taken.emit(self._filters.choosing(facet, None))

    def _take_all(self) -> None:
        self.taken.emit(Filters())
