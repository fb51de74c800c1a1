"""The header of the staff window: whose policy, which version, the steps, and the tools of the page."""

from PySide6.QtWidgets import QWidget

from app.desktop.page import StaffPage
from app.desktop.places import Place, Step
from app.desktop.tools import TextSize
from app.desktop.wording import version_words
from app.desktop.work import Work
from app.ui.bars import Header
from app.ui.layouts import Wrap


class StaffHeader(Header):
    """Follows the page that is shown."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__("Undersigned", "", parent)
        self.setObjectName("header")
        self._work = work
        self._tools: tuple[QWidget, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._compact = False
        self._page: StaffPage | None = None
        self._page_tools = Wrap()
        self.text_size = TextSize(work)
        self.add_tool(self.text_size)
        self.add_tool(self._page_tools)
        self._page_tools.hide()

    def set_compact(self, compact: bool) -> None:
        """Leaves out the second line and the steps, or shows them again."""
        if compact == self._compact:
            return
        self._compact = compact
        if self._page is not None:
            self.show_page(self._page)

    def show_page(self, page: StaffPage) -> None:
        """Shows title, step and tools of this page; *Later* keeps the title and step it was asked from."""
        self._page = page
        if page.place is not Place.LATER:
            self._show_title(page)
            self._show_steps(page.step)
        for tool in self._tools:
            tool.hide()
        self._tools = page.tools()
        for tool in self._tools:
            if tool.parentWidget() is not self._page_tools:
                self._page_tools.add(tool)
            tool.show()
        self._page_tools.setVisible(bool(self._tools))

    def _show_title(self, page: StaffPage) -> None:
        title, subtitle = self._titles(page)
        self.set_title(title, "" if self._compact else subtitle)

    def _titles(self, page: StaffPage) -> tuple[str, str]:
        overview = self._work.overview
        person = overview.person if overview else None
        trust = person.trust if person else ""
        if not self._work.has_policy or page.step is None:
            return "Undersigned", trust
        policy = self._work.policy
        if page.step is Step.AUDIT:
            return self.tr("Your self-audit"), self.tr("{0} · your answers are not sent").format(policy.title)
        return policy.title, " · ".join(filter(None, (trust, version_words(policy.label))))

    def _show_steps(self, step: Step | None) -> None:
        names = {Step.READ: self.tr("Read"), Step.ANSWER: self.tr("Answer")}
        if self._work.has_policy and self._work.policy.checklist is not None:
            names[Step.AUDIT] = self.tr("Self-audit")
        names[Step.DONE] = self.tr("Done")
        wanted = tuple(names.values()) if step in names and not self._compact else ()
        current = list(names).index(step) if step in names else 0
        if (shown := (*wanted, str(current))) != self._shown:
            self._shown = shown
            self.set_steps(wanted, current)
