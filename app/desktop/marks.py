"""A mark for each site: the drawing that comes with the checklist, or letters where it has none. No logo is copied.

The letters are the beginning of the site's name, as long as it takes to tell it from every other one.
"""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.domain.checklist import Site
from app.ui import theme

_SIDE = 28
"""Pixels at 100 % text."""
_DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{path}" fill="none" stroke="{ink}"
 stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg>"""


def site_mark(site: Site, sites: Sequence[Site], ratio: float) -> QPixmap:
    """The mark in the colours and the size now in force; `ratio` is that of the screen's pixels."""
    side = round(_SIDE * theme.current().scale * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink, room = theme.current().roles.accent, QRectF(0, 0, side, side)
    if site.mark:
        drawing = _DRAWING.format(path=site.mark, ink=ink)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, room)
    else:
        _draw_letters(painter, room, letters(site, sites), ink)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def letters(site: Site, sites: Sequence[Site]) -> str:
    """The shortest beginning of the name that no other site's name has."""
    others = [other.name.casefold() for other in sites if other.id != site.id]
    for length in range(1, len(site.name)):
        beginning = site.name[:length]
        if not any(other.startswith(beginning.casefold()) for other in others):
            return beginning
    return site.name


def _draw_letters(painter: QPainter, room: QRectF, words: str, ink: str) -> None:
    painter.setPen(QColor(ink))
    edge = room.width() / 14
    painter.drawRoundedRect(room.adjusted(edge, edge, -edge, -edge), room.width() / 4, room.width() / 4)
    font = painter.font()
    font.setPixelSize(round(room.width() * (0.6 if len(words) == 1 else 1.0 / len(words))))
    font.setWeight(font.Weight.DemiBold)
    painter.setFont(font)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
