"""A policy exactly as staff will see it: the same view, the same list of sections; and what was not taken over."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.documents.run import PDF, Page, sections_of
from app.domain import policy as policy_text
from app.ui.bars import Foot, Header
from app.ui.layouts import SidePage, fill
from app.ui.policy_pages import Pages, ShownPage
from app.ui.policy_view import PolicyView
from app.ui.sidebar import Sidebar, SideItem
from app.ui.widgets import NoteBox, NoteKind, PrimaryButton, SecondaryButton, ToggleButton


class PolicyTextPage(QWidget):
    """Shows one document."""

    backWanted = Signal()
    chooseWanted = Signal()
    goOnWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = Header()
        self.view = PolicyView()
        self.sections = Sidebar(self.tr("Sections"))
        self.notes = NoteBox(NoteKind.ATTENTION)
        self.notes.setObjectName("notTakenOver")
        self.sections.add(self.notes)
        self._plain = ToggleButton(self.tr("Plain text"))
        self._header.add_tool(self._plain)
        self._foot = Foot()
        self._back = SecondaryButton(self.tr("‹ Back to the policies"))
        self._choose = SecondaryButton(self.tr("Choose another file…"))
        self._go_on = PrimaryButton(self.tr("Continue: when and for whom"))
        for button, name in (
            (self._back, "textBack"),
            (self._choose, "textChoose"),
            (self._go_on, "textGoOn"),
        ):
            button.setObjectName(name)
        self._foot.add_left(self._back)
        for button in (self._choose, self._go_on):
            self._foot.add_right(button)
        middle = SidePage(self.sections, self.view)
        fill(self, self._header, middle, self._foot, grows=middle)
        self._back.clicked.connect(self.backWanted)
        self._choose.clicked.connect(self.chooseWanted)
        self._go_on.clicked.connect(self.goOnWanted)
        self._plain.toggled.connect(self.view.set_plain_text_mode)
        self.sections.chosen.connect(self.view.go_to_section)
        self.view.currentSectionChanged.connect(self.sections.set_current)

    def show_document(
        self,
        title: str,
        media_type: str,
        content: bytes,
        pages: Sequence[Page],
        *,
        notes: Sequence[str] = (),
        to_publish: bool,
    ) -> None:
        """Shows it from its top; `notes` are sentences about what was not taken over."""
        subtitle = (
            self.tr("As staff will see it. Nothing is published yet.")
            if to_publish
            else self.tr("As staff see it")
        )
        self._header.set_title(title, subtitle)
        if media_type == PDF:
            sections = sections_of(tuple(pages))
            shown = [
                ShownPage(part.title, one.text, one.width, one.height)
                for part, one in zip(sections, pages, strict=True)
            ]
            self.view.set_pages(Pages(content, shown))
        else:
            text = content.decode("utf-8-sig")
            sections = policy_text.sections(text)
            self.view.set_policy(text)
        self.sections.set_items([SideItem(part.title, "", "") for part in sections])
        self.sections.set_summary(self.tr("{0} sections").format(len(sections)))
        self.notes.setVisible(bool(notes))
        if notes:
            self.notes.set_text("\n".join(notes), title=self.tr("Look at this before you go on"))
        for button in (self._choose, self._go_on):
            button.setVisible(to_publish)
        self.view.setFocus()
