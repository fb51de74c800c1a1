"""Which sites do you use? The first page of the self-audit."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.audit_page import AuditPage
from app.desktop.marks import mark_size, site_mark
from app.desktop.page import named
from app.desktop.places import Place
from app.desktop.work import Work
from app.domain.checklist import Site
from app.ui.layouts import Wrap
from app.ui.widgets import LinkButton, Muted, NoteBox, NoteKind, PrimaryButton, SecondaryButton, ToggleButton


class SitesPage(AuditPage):
    """A grid of sites; each is in or out."""

    place = Place.SITES

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Which of these do you use?"), parent)
        self.grid = Wrap()
        self.private = NoteBox(
            NoteKind.INFO,
            self.tr(
                "This stays on this computer. HR learns the day you finish. Whoever runs this computer might see "
                "more: if that worries you, use it when you are alone."
            ),
            title=self.tr("Private"),
        )
        self.more = named(LinkButton(self.tr("Show more sites")), "more-sites")
        self.none = named(SecondaryButton(self.tr("I use none of these")), "use-none")
        self.go_on = named(PrimaryButton(self.tr("Go to my list")), "sites-chosen")
        self._buttons: dict[str, ToggleButton] = {}
        self._hidden: list[ToggleButton] = []
        for part in (
            Muted(self.tr("Choose all that you have, also those you use only at home.")),
            self.grid,
            Wrap(self.more),
            self.private,
        ):
            self.column.add(part)
        self.add_later()
        self.foot.add_right(self.none)
        self.foot.add_right(self.go_on)
        self.more.clicked.connect(self._show_more)
        self.none.clicked.connect(partial(self._choose, ()))
        self.go_on.clicked.connect(self._choose_marked)

    def enter(self) -> None:
        """Shows the sites of the checklist, with those chosen before."""
        self.grid.clear()
        self._buttons.clear()
        self._hidden.clear()
        chosen = self.audit.chosen or frozenset()
        for site in self.audit.checklist.choosable:
            button = self._button(site)
            button.setChecked(site.id in chosen)
            self.grid.add(button)
            if site.on_request and not button.isChecked():
                button.hide()
                self._hidden.append(button)
        self.more.setVisible(bool(self._hidden))
        self._count()
        self.show_due()

    def _button(self, site: Site) -> ToggleButton:
        words = self.tr("{0} (closed)").format(site.name) if site.closed else site.name
        button = named(ToggleButton(words), f"site-{site.id}")
        button.setProperty("words", words)
        button.setAccessibleDescription(site.closed or site.note)
        button.setIcon(site_mark(site.name))
        button.setIconSize(mark_size())
        button.toggled.connect(self._count)
        self._buttons[site.id] = button
        return button

    def _count(self) -> None:
        for button in self._buttons.values():
            words = button.property("words")
            button.setText(f" ✓ {words}" if button.isChecked() else f" {words}")
            button.setAccessibleName(words)
        self.go_on.setEnabled(any(button.isChecked() for button in self._buttons.values()))

    def _show_more(self) -> None:
        for button in self._hidden:
            button.show()
        self.more.hide()
        if self._hidden:
            self._hidden[0].setFocus()

    def _choose_marked(self) -> None:
        self._choose(tuple(name for name, button in self._buttons.items() if button.isChecked()))

    def _choose(self, sites: tuple[str, ...]) -> None:
        place = Place.LIST if sites else Place.PROMISES
        self.keep(self.audit.choose(sites), partial(self.go, place))
