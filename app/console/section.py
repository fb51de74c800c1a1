"""A section of the HR window: one page, reached by one button, for the roles that may see it."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.console.desk import Desk
from app.console.words import words
from app.ui.layouts import Page, fill
from app.ui.widgets import NoteBox, NoteKind


class Section(QWidget):
    """One page of the HR window; made anew at each sign-in.

    `name` stands in the object names ("policiesSection", "section-policies"); `roles` are the values of
    `ConsoleSession.role` that see it; one that is not `in_bar` is opened from another page.
    """

    name: ClassVar[str]
    roles: ClassVar[frozenset[str]]
    in_bar: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName(f"{self.name}Section")
        self.setProperty("kind", "paper")

    def title(self) -> str:
        """What the button says."""
        raise NotImplementedError

    def begin(self) -> None:
        """Called each time the section is shown: loads what it shows."""

    def show_person(self, staff_id: str) -> None:
        """Shows one person; only the section named "person" is asked to."""
        raise NotImplementedError(staff_id)


class PageSection(Section):
    """A section of one column that scrolls, filled anew each time its news arrive."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._page = Page(name=self.title())
        fill(self, self._page)

    def _failed(self, error: Exception) -> None:
        """What it shows could not be had: one sentence in its place."""
        self._page.clear()
        note = NoteBox(NoteKind.ATTENTION, words(error))
        note.setObjectName(f"{self.name}Note")
        self._page.add(note)
