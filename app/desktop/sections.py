"""The column beside the policy: its sections with what has been in view, and notes about the policy."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.desktop.beside_policy import BesidePolicy
from app.desktop.page import named
from app.domain.policy import Section
from app.domain.reading import Reading
from app.ui.sidebar import Sidebar, SideItem
from app.ui.widgets import NoteBox, NoteKind


class Sections(Sidebar):
    """Shows a `Reading`, section by section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Sections", "Sections"), "", parent)
        self.list.setObjectName("sections")
        self.review = named(NoteBox(NoteKind.ATTENTION), "review-note")
        self.changes = named(NoteBox(NoteKind.INFO), "changes-note")
        for note in (self.changes, self.review):
            self.add(note)
            note.hide()
        self.beside = BesidePolicy()
        self.add(self.beside)
        self._sections: tuple[Section, ...] = ()

    def show_sections(self, sections: tuple[Section, ...], reading: Reading, current: int) -> None:
        """Lists the sections of a policy."""
        self._sections = sections
        self.set_items([_item(self, section, reading) for section in sections])
        self.set_current(current)
        self._sum_up(reading)

    def show_seen(self, digest: str, reading: Reading) -> None:
        """Ticks the section (or the sections with the same words)."""
        for number, section in enumerate(self._sections):
            if section.digest == digest:
                self.set_item(number, _item(self, section, reading))
        self._sum_up(reading)

    def show_notes(self, review: str | None, changes: str) -> None:
        """Says that a review date has passed, and what changed since the person signed."""
        self.review.setVisible(bool(review))
        if review:
            self.review.set_text(self.tr("{0} HR has not yet said that it is still in force.").format(review))
        self.changes.setVisible(bool(changes))
        if changes:
            self.changes.set_text(changes, title=self.tr("What changed since you signed"))

    def _sum_up(self, reading: Reading) -> None:
        self.set_summary(self.tr("{0} of {1} seen").format(*reading.progress))


def _item(page: QWidget, section: Section, reading: Reading) -> SideItem:
    if section.digest in reading.seen:
        return SideItem(section.title, "✓", page.tr("seen"))
    if section.digest in reading.unchanged:
        return SideItem(section.title, "✓", page.tr("not changed since you signed"))
    return SideItem(section.title, "○", page.tr("not yet seen"))
