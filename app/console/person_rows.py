"""One row of a person's page: what it is, a few lines, what it rests on, and what can be done with it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.person_words import Told
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Muted, RowCard, StatusChip, Strong


class ToldRow(QWidget):
    """The words of a row; `add_row` puts it into a card with its chip at the right."""

    def __init__(self, told: Told, *actions: QWidget) -> None:
        super().__init__()
        self.told = told
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.SPACE_4)
        lines.addWidget(Strong(told.title))
        facts = [line for line in told.lines if not line.startswith("“")]
        for together in (facts[: told.first], facts[told.first :]):
            if together:
                lines.addWidget(Muted(" · ".join(together)))
        for words in told.lines:
            if words.startswith("“"):
                lines.addWidget(Body(words, selectable=True))
        if actions:
            lines.addWidget(Wrap(*actions))
        self.setAccessibleName(f"{told.title}. {'. '.join(told.lines)}. {told.chip[1]}")


def add_row(card: RowCard, told: Told, *actions: QWidget) -> None:
    """Adds a row to a card."""
    card.add_row(ToldRow(told, *actions), StatusChip(*told.chip))
