"""Which sites do you use? The first page of the self-audit; it says beforehand how long the chosen ones take."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.audit_page import AuditPage
from app.desktop.keeping_words import answers_words
from app.desktop.page import named
from app.desktop.places import Place
from app.desktop.site_tiles import ClosedSite, SiteTile, TileGrid
from app.desktop.work import Work
from app.domain.checklist import Site
from app.ui import theme
from app.ui.layouts import Wrap, empty
from app.ui.widgets import LinkButton, Muted, NoteBox, NoteKind, PrimaryButton, SecondaryButton


class SitesPage(AuditPage):
    """A grid of sites; each is in or out."""

    place = Place.SITES

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Which of these do you use?"), parent)
        self.grid = TileGrid()
        self.closed = QVBoxLayout()
        self.time = named(Muted(), "minutes-of-sites")
        self.private = NoteBox(
            NoteKind.INFO,
            " ".join(
                (
                    answers_words(work.context.keeping),
                    self.tr(
                        "HR learns the day you finish. Whoever runs this computer might see more: if that worries you, use "
                        "it when you are alone."
                    ),
                )
            ),
            title=self.tr("Private"),
        )
        self.more = named(LinkButton(self.tr("Show more sites")), "more-sites")
        self.none = named(SecondaryButton(self.tr("I use none of these")), "use-none")
        self.go_on = named(PrimaryButton(self.tr("Go to my list")), "sites-chosen")
        self._tiles: dict[str, SiteTile] = {}
        self._build()

    def _build(self) -> None:
        self.closed.setSpacing(theme.SPACE_8)
        self.column.add(Muted(self.tr("Choose all that you have, also those you use only at home.")))
        self.column.add(self.time)
        self.column.add(self.grid)
        self.column.add_layout(self.closed)
        for part in (Wrap(self.more), self.private):
            self.column.add(part)
        self.add_later()
        self.foot.add_right(self.none)
        self.foot.add_right(self.go_on)
        self.more.clicked.connect(self._show_more)
        self.none.clicked.connect(partial(self._choose, ()))
        self.go_on.clicked.connect(self._choose_marked)

    def enter(self) -> None:
        """Shows the sites of the checklist, with those chosen before."""
        checklist, chosen = self.audit.checklist, self.audit.chosen or frozenset()
        self._tiles = {site.id: self._tile(site, site.id in chosen) for site in checklist.choosable}
        self.grid.show_tiles(tuple(self._tiles.values()))
        empty(self.closed)
        for site in checklist.closed:
            self.closed.addWidget(ClosedSite(site, checklist.sites))
        self.more.setVisible(any(tile.property("later") for tile in self.grid.tiles))
        self._count()
        self.show_due()

    def _tile(self, site: Site, chosen: bool) -> SiteTile:
        tile = SiteTile(site, self.audit.checklist.sites)
        tile.setChecked(chosen)
        tile.setProperty("later", site.on_request and not chosen)
        tile.toggled.connect(self._count)
        return tile

    def _count(self) -> None:
        chosen = self._chosen()
        self.go_on.setEnabled(bool(chosen))
        minutes = self.audit.choose(chosen).minutes_left
        about = (
            self.tr("About 1 minute for these.")
            if minutes == 1
            else self.tr("About %n minutes for these.", "", minutes)
        )
        stop = self.tr("You can stop at any time and come back.")
        self.time.setText(f"{about} {stop}" if minutes else stop)

    def _chosen(self) -> tuple[str, ...]:
        return tuple(name for name, tile in self._tiles.items() if tile.isChecked())

    def _show_more(self) -> None:
        fresh = [tile for tile in self.grid.tiles if tile.property("later")]
        for tile in fresh:
            tile.setProperty("later", False)
        self.grid.arrange()
        self.more.hide()
        if fresh:
            fresh[0].setFocus()

    def _choose_marked(self) -> None:
        self._choose(self._chosen())

    def _choose(self, sites: tuple[str, ...]) -> None:
        place = Place.LIST if sites else Place.PROMISES
        self.keep(self.audit.choose(sites), partial(self.go, place))
