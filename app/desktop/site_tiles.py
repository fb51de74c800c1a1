"""The grid of sites: one tile each, with its mark, its name and whether it is chosen.

Tiles are of one width; as many stand beside each other as leave room to read.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from app.desktop.marks import site_mark
from app.desktop.page import named
from app.desktop.wording import quoted
from app.domain.checklist import Site
from app.ui import theme
from app.ui.layouts import empty
from app.ui.widgets import Body, Line, Muted, Tile

_CHARACTERS = 28


class SiteMark(QLabel):
    """The mark of a site; it follows the colours and the size of text. The name is said beside it."""

    def __init__(self, site: Site, sites: Sequence[Site]) -> None:
        super().__init__()
        self._site, self._sites = site, sites
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.current().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        picture = site_mark(self._site, self._sites, self.devicePixelRatioF())
        self.setPixmap(picture)
        self.setFixedSize(picture.deviceIndependentSize().toSize())


class SiteTile(Tile):
    """One site, in or out."""

    def __init__(self, site: Site, sites: Sequence[Site]) -> None:
        super().__init__()
        self.setObjectName(f"site-{site.id}")
        self.setCheckable(True)
        self.setAccessibleName(site.name)
        self.setAccessibleDescription(quoted(site.note))
        self._tick = Line("")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_12, theme.SPACE_8, theme.SPACE_12, theme.SPACE_8)
        row.setSpacing(theme.SPACE_12)
        row.addWidget(SiteMark(site, sites))
        row.addWidget(_through(Body(site.name)), 1000)
        row.addStretch(1)
        row.addWidget(_through(self._tick))
        self.toggled.connect(self._show_tick)
        self._show_tick(False)

    def _show_tick(self, chosen: bool) -> None:
        self._tick.setText("✓" if chosen else "○")


class TileGrid(QWidget):
    """Tiles in rows and columns of one size; hidden ones leave no gap."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles: tuple[SiteTile, ...] = ()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SPACE_8)

    def show_tiles(self, tiles: Sequence[SiteTile]) -> None:
        """Shows these in the place of others."""
        empty(self._grid)
        self.tiles = tuple(tiles)
        self.arrange()

    def arrange(self) -> None:
        """Puts the tiles that are not hidden in their places."""
        self._columns = self._wanted()
        for tile in self.tiles:
            self._grid.removeWidget(tile)
        for number, tile in enumerate(tile for tile in self.tiles if not tile.property("later")):
            self._grid.addWidget(tile, *divmod(number, self._columns))
        for column in range(max(self._columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chooses how many stand beside each other."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for one column."""
        return QSize(
            max((tile.minimumSizeHint().width() for tile in self.tiles), default=0),
            super().minimumSizeHint().height(),
        )

    def _fit(self) -> None:
        if self._wanted() != self._columns:
            self.arrange()

    def _wanted(self) -> int:
        each = theme.column_width(self.font(), _CHARACTERS)
        return max((self.width() + theme.SPACE_8) // (each + theme.SPACE_8), 1)


class ClosedSite(QWidget):
    """A site that is gone: shown, so that nobody looks for it, and not to be chosen."""

    def __init__(self, site: Site, sites: Sequence[Site]) -> None:
        super().__init__()
        named(self, f"closed-{site.id}")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_12, 0, theme.SPACE_12, 0)
        row.setSpacing(theme.SPACE_12)
        row.addWidget(SiteMark(site, sites), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Muted(f"{site.name} · {site.closed}"), 1000)
        row.addStretch(1)


def _through(label: QLabel) -> QLabel:
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
