"""A page of help from the checklist, such as how to keep evidence of abuse."""

from PySide6.QtWidgets import QWidget

from app.desktop.audit_page import AuditPage
from app.desktop.places import Place
from app.desktop.wording import quoted
from app.desktop.work import Work
from app.ui.widgets import Body, Card


class HelpPage(AuditPage):
    """Shows the page named by `work.listed`."""

    place = Place.HELP

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, "", parent)
        self.points = Card()
        self.column.add(self.points)
        self.back_button(self.tr("‹ My list"), Place.LIST)

    def enter(self) -> None:
        """Shows the points of the page."""
        page = next(page for page in self.audit.checklist.pages if page.id == self.work.listed)
        self.heading.setText(page.title)
        self.points.clear()
        for point in page.points:
            self.points.add(Body(f"• {quoted(point)}"))
