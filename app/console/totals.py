"""The two cards at the top: how many have acknowledged, how many have finished the self-audit."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets import Card, Heading, Muted, Strong


class TotalCard(Card):
    """One total: a title, a number and what it is out of."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setContentsMargins(theme.SPACE_16, theme.SPACE_12, theme.SPACE_16, theme.SPACE_12)
        self.body.setSpacing(0)
        self._title = title
        self._number, self._rest = Heading(), Strong()
        self.add(Muted(title))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_8)
        row.addWidget(self._number)
        row.addWidget(self._rest, 1)
        self.add(line)
        self.show_total(0, 0)

    def show_total(self, number: int, of: int) -> None:
        """Shows `number` out of `of`; a hundred per cent only when it is all of them."""
        share = f" · {number * 100 // of} %" if of else ""
        self._number.setText(f"{number:,}")
        self._rest.setText(self.tr("of {0}").format(f"{of:,}") + share)
        self.setAccessibleName(f"{self._title}: {self.text()}")

    def text(self) -> str:
        """The total in words, such as "902 of 1,214 · 74 %"."""
        return f"{self._number.text()} {self._rest.text()}"
