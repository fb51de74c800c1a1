"""A page of help from the checklist, such as how to keep evidence of abuse: to read, and to print on one page."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.audit_page import AuditPage
from app.desktop.check_why import QuoteList
from app.desktop.page import named
from app.desktop.paper import PaperRow, as_html
from app.desktop.places import Place
from app.desktop.wording import quoted
from app.desktop.work import Work
from app.domain import checklist as content
from app.ui.widgets import Body, Card, LinkButton, Strong


class HelpPage(AuditPage):
    """Shows the page named by `work.listed`, and leads back to `work.back_to`."""

    place = Place.HELP

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, "", parent)
        self.points = Card()
        self.paper = PaperRow("help", "page.html", self._as_html)
        self.quotes = QuoteList()
        for part in (self.points, self.paper, Strong(self.tr("What the policy says")), self.quotes):
            self.column.add(part)
        self.back = self.back_button(self.tr("‹ My list"), Place.LIST)
        self.back.clicked.disconnect()
        self.back.clicked.connect(self._go_back)
        self._page: content.Page | None = None

    def enter(self) -> None:
        """Shows the points of the page."""
        self._page = next(page for page in self.audit.checklist.pages if page.id == self.work.listed)
        self.heading.setText(self._page.title)
        self.points.clear()
        for point in self._page.points:
            self.points.add(Body(f"• {quoted(point)}"))
        self.quotes.show_quotes(self._words(self._page))
        self.paper.said.setText("")
        self.back.setText(self.tr("‹ My list") if self.work.back_to is Place.LIST else self.tr("‹ Back"))
        self.column.to_top()

    def _words(self, page: content.Page) -> list[tuple[str, content.Clause]]:
        clauses = [self.audit.checklist.clause(clause) for clause in page.clauses]
        return [(" ".join(clause.words), clause) for clause in clauses]

    def _as_html(self) -> str:
        if self._page is None:
            return ""
        points = [("p", f"• {quoted(point)}") for point in self._page.points]
        words = [("p", f"“{words}” ({clause.label})") for words, clause in self._words(self._page)]
        return as_html(self._page.title, [*points, ("h3", self.tr("What the policy says")), *words])

    def _go_back(self) -> None:
        self.go(self.work.back_to)


def help_link(page: AuditPage, help_page: content.Page) -> LinkButton:
    """A link from `page` to a page of help, which leads back to it."""
    link = named(LinkButton(help_page.title), f"help-{help_page.id}")
    link.clicked.connect(partial(_show, page, help_page.id))
    return link


def _show(page: AuditPage, page_id: str) -> None:
    page.work.listed = page_id
    page.work.back_to = page.place
    page.go(Place.HELP)
