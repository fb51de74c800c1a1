"""A mark for each site, drawn by us: the first letter of its name in a rounded square. No logo is copied."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from app.ui import theme

_SIDE = 96


def site_mark(name: str) -> QIcon:
    """The mark of a site in the colours of the scheme now in force."""
    roles = theme.current().roles
    picture = QPixmap(_SIDE, _SIDE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(roles.accent))
    painter.drawRoundedRect(QRectF(0, 0, _SIDE, _SIDE), 24, 24)
    font = painter.font()
    font.setPixelSize(56)
    font.setWeight(font.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(roles.on_accent))
    painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, name[:1].upper())
    painter.end()
    return QIcon(picture)


def mark_size() -> QSize:
    """How large a mark is beside text of the size now in force."""
    side = round(24 * theme.current().scale)
    return QSize(side, side)
