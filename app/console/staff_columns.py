"""Saying what each column of a staff list means: one row a column, with a value of it and a choice."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.console.staff_words import meanings
from app.protocol_staff import ListColumn, Meaning
from app.ui import theme
from app.ui.widgets import Body, Muted, PrimaryButton, RowCard, Strong, name_choice


class ColumnsCard(QWidget):
    """The columns of one file. A meaning chosen for one column is taken away from another that had it."""

    chosen = Signal(object)
    """Headings by meaning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rosterColumns")
        self._choices: list[tuple[str, QComboBox]] = []
        self._rows = RowCard()
        self._use = PrimaryButton(self.tr("Use these columns"))
        self._use.setObjectName("rosterUseColumnsButton")
        self._use.clicked.connect(self._used)
        words = self.tr(
            "Say what each column means. What you choose is kept for the next file."
            " A column that is “not used” is left alone."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_12)
        for part in (Strong(self.tr("What the columns mean")), Body(words), self._rows):
            column.addWidget(part)
        column.addWidget(self._use)

    def show_columns(self, columns: Sequence[ListColumn]) -> None:
        """Shows the columns of a file."""
        self._rows.clear()
        self._choices = []
        for number, column in enumerate(columns):
            choice = QComboBox()
            choice.setObjectName(f"column-{number}")
            name_choice(choice, self.tr("What “{0}” means").format(column.heading))
            choice.addItem(self.tr("not used"), "")
            for meaning, word in meanings().items():
                choice.addItem(word, meaning)
            choice.setCurrentIndex(max(choice.findData(column.meaning), 0))
            choice.activated.connect(self._take_away)
            self._choices.append((column.heading, choice))
            names = QWidget()
            lines = QVBoxLayout(names)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(0)
            lines.addWidget(Strong(column.heading))
            if column.sample:
                lines.addWidget(Muted(self.tr("such as {0}").format(column.sample)))
            self._rows.add_row(names, choice)

    def headings(self) -> Mapping[Meaning, str]:
        """What is chosen now."""
        return {choice.currentData(): heading for heading, choice in self._choices if choice.currentData()}

    def _take_away(self, _index: int) -> None:
        changed = self.sender()
        taken = changed.currentData() if isinstance(changed, QComboBox) else ""
        for _, choice in self._choices:
            if taken and choice is not changed and choice.currentData() == taken:
                choice.setCurrentIndex(0)

    def _used(self) -> None:
        self.chosen.emit(self.headings())
