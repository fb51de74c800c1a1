"""The lines of the trail as a table's model."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.console.person_words import Words
from app.protocol_people import Step
from app.ui.plain import tip

_AnyIndex = QModelIndex | QPersistentModelIndex


class Field(IntEnum):
    """The columns, from left to right."""

    WHEN = 0
    WHO = 1
    WHAT = 2
    ABOUT = 3
    DETAIL = 4
    FIXED = 5


class TrailModel(QAbstractTableModel):
    """Lines, newest first."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.steps: list[Step] = []

    def show_steps(self, steps: Sequence[Step], words: Words) -> None:
        """Shows these in place of what there was."""
        self.beginResetModel()
        self._words = words
        self.steps = list(steps)
        self.endResetModel()

    def add_steps(self, steps: Sequence[Step]) -> None:
        """Adds older ones below."""
        if steps:
            first = len(self.steps)
            self.beginInsertRows(QModelIndex(), first, first + len(steps) - 1)
            self.steps += steps
            self.endInsertRows()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many lines are here."""
        return 0 if parent.isValid() else len(self.steps)

    def columnCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """One for each field."""
        return 0 if parent.isValid() else len(Field)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Field.WHEN: self.tr("When"),
            Field.WHO: self.tr("Who"),
            Field.WHAT: self.tr("What"),
            Field.ABOUT: self.tr("About"),
            Field.DETAIL: self.tr("Details"),
            Field.FIXED: self.tr("In the log"),
        }[Field(section)]

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """A line's field; the whole of it as a tip where it may be cut."""
        if not index.isValid() or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        words = self._words_of(self.steps[index.row()], Field(index.column()))
        return words if role == Qt.ItemDataRole.DisplayRole else tip(words)

    def _words_of(self, step: Step, field: Field) -> str:
        return {
            Field.WHEN: self._words.moment(step.at),
            Field.WHO: step.actor,
            Field.WHAT: step.action.replace("-", " "),
            Field.ABOUT: step.subject,
            Field.DETAIL: step.detail,
            Field.FIXED: self.tr("✓ fixed") if step.fixed else self.tr("○ not yet"),
        }[field]
