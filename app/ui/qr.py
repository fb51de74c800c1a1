"""A QR code, made here and shown nowhere else: nobody learns which page was looked up.

Dark on white in every scheme, with the quiet zone of 4 modules that ISO/IEC 18004 (clause 5.3.8) asks for:
phones read other colours badly.
"""

from urllib.parse import urlsplit

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme

QUIET_ZONE = 4
_MODULE = 5


class QrCode(QWidget):
    """The QR code of a link. `words` tell a screen reader where it leads; by default the site's name."""

    def __init__(self, link: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_link(link, words)

    def set_link(self, link: str, words: str = "") -> None:
        """Shows the code of another link."""
        self.link = link
        self._modules = [bytes(row) for row in segno.make(link, error="m", micro=False).matrix]
        place = words or in_words(link)
        self.setAccessibleName(self.tr("QR code: opens {0} on your phone").format(place))
        self.setAccessibleDescription(link)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Five pixels a module at 100 %, more with larger text."""
        side = round((len(self._modules) + 2 * QUIET_ZONE) * _MODULE * (0.5 + theme.current().scale / 2))
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws whole pixels, so that no module blurs."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        across = len(self._modules) + 2 * QUIET_ZONE
        ratio = self.devicePixelRatioF()
        module = max(int(min(self.width(), self.height()) * ratio) // across, 1) / ratio
        left = round((self.width() - module * across) / 2 * ratio) / ratio + module * QUIET_ZONE
        top = round((self.height() - module * across) / 2 * ratio) / ratio + module * QUIET_ZONE
        for row, modules in enumerate(self._modules):
            for column, dark in enumerate(modules):
                if dark:
                    place = QRectF(left + column * module, top + row * module, module, module)
                    painter.fillRect(place, Qt.GlobalColor.black)


def in_words(link: str) -> str:
    """A link as one would say it: the site, then the parts of the path ("facebook.com, settings")."""
    parts = urlsplit(link)
    path = [part.replace("-", " ").replace("_", " ") for part in parts.path.split("/") if part]
    return ", ".join([(parts.hostname or link).removeprefix("www."), *path])
