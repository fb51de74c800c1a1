"""Labels, buttons, cards and notes, shared by both windows.

1. Every control has an accessible name: the words on it. A description says more where one word is not enough.
2. No button is the default one, so that a stray Enter presses nothing.
3. Texts wrap and stay within about 68 characters; they are plain text, never rich.
4. A state is a sign and a word; colour only adds to them.
"""

import re
import sys
from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme
from app.ui.layouts import empty

_RESTYLING = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Polish)


class Label(QLabel):
    """A text that wraps, at most about 68 characters wide. Its look is named by `KIND`.

    `selectable` lets mouse and keyboard select and copy it; it can then be reached with Tab.
    """

    KIND = "body"
    CHARACTERS = 68

    def __init__(self, text: str = "", parent: QWidget | None = None, *, selectable: bool = False) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", self.KIND)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )

    def sizeHint(self) -> QSize:
        """One line if that is short enough, else as wide as a line may be."""
        self.ensurePolished()
        width = min(self._natural_width(), self.maximumWidth())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest word: a word is never cut."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        width = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(width + self._sides(), metrics.height())

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped text; more room than a line may take changes nothing."""
        return super().heightForWidth(min(width, self.maximumWidth()))

    def event(self, event: QEvent) -> bool:
        """Follows the size of text."""
        handled = super().event(event)
        if event.type() in _RESTYLING:
            self._limit_width()
        return handled

    def _limit_width(self) -> None:
        width = theme.column_width(self.font(), self.CHARACTERS)
        if width != self.maximumWidth():
            self.setMaximumWidth(width)

    def _natural_width(self) -> int:
        lines = self.text().splitlines() or [""]
        metrics = self.fontMetrics()
        return max(metrics.horizontalAdvance(line) for line in lines) + 2 + self._sides()

    def _sides(self) -> int:
        margins = self.contentsMargins()
        return margins.left() + margins.right()


class Line(Label):
    """A few words that stay on one line, with room around them if the style sheet says so."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, selectable: bool = False) -> None:
        super().__init__(text, parent, selectable=selectable)
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """What the words need."""
        return QLabel.sizeHint(self)

    def minimumSizeHint(self) -> QSize:
        """The same: a state is never cut."""
        return QLabel.sizeHint(self)

    def hasHeightForWidth(self) -> bool:
        """One line is one line."""
        return False

    def _limit_width(self) -> None:
        """A single line is as wide as its words."""


class Title(Label):
    """The one title of a page, 22 points."""

    KIND = "title"
    CHARACTERS = 40


class Heading(Label):
    """A heading, 19 points."""

    KIND = "heading"
    CHARACTERS = 48


class Subheading(Label):
    """A smaller heading, 14 points."""

    KIND = "subheading"


class Body(Label):
    """Ordinary text, 11 points."""


class Strong(Label):
    """Ordinary text that stands out, 11 points semibold."""

    KIND = "strong"


class Muted(Label):
    """Second text, 11 points in the second colour."""

    KIND = "muted"


class Reading(Label):
    """Text to read closely, 12.5 points: the statement a person signs."""

    KIND = "reading"


class Button(QPushButton):
    """A button that is never the default one and whose accessible name is what stands on it.

    `description` says more to a screen reader than the words on the button do.
    """

    KIND = "secondary"

    def __init__(self, text: str, parent: QWidget | None = None, *, description: str = "") -> None:
        super().__init__(text, parent)
        self.setProperty("kind", self.KIND)
        self.setAutoDefault(False)
        self.setDefault(False)
        self.setAccessibleName(_spoken(text))
        self.setAccessibleDescription(description)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Sets the words and with them the accessible name."""
        super().setText(text)
        self.setAccessibleName(_spoken(text))


class PrimaryButton(Button):
    """The one main action of a page."""

    KIND = "primary"


class SecondaryButton(Button):
    """Any other action."""


class LinkButton(Button):
    """An action that looks like a link."""

    KIND = "link"


class ToggleButton(Button):
    """A button that stays in: `toggled(bool)` tells."""

    def __init__(self, text: str, parent: QWidget | None = None, *, description: str = "") -> None:
        super().__init__(text, parent, description=description)
        self.setCheckable(True)


class Tile(QPushButton):
    """A big button that holds a layout of its own, and is as big as what is in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "choice")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """What is in it needs."""
        inside = self.layout()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest word."""
        inside = self.layout()
        return inside.minimumSize() if inside is not None else super().minimumSizeHint()


class Choice(Tile):
    """A big button with a title and an explanation that wraps. All choices of a row have equal standing."""

    def __init__(self, title: str, explanation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Strong(parent=self)
        self._explanation = Muted(parent=self)
        for label in (self._title, self._explanation):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme.SPACE_16, theme.SPACE_16, theme.SPACE_16, theme.SPACE_16)
        inside.setSpacing(theme.SPACE_4)
        inside.addWidget(self._title)
        inside.addWidget(self._explanation)
        inside.addStretch(1)
        self.set_texts(title, explanation)

    def set_texts(self, title: str, explanation: str) -> None:
        """Sets both texts and what a screen reader says."""
        self._title.setText(title)
        self._explanation.setText(explanation)
        self._explanation.setVisible(bool(explanation))
        self.setAccessibleName(title)
        self.setAccessibleDescription(explanation)


class ChoiceRow(QWidget):
    """Choices side by side, of one size; under one another where they would be too narrow to read."""

    CHARACTERS = 22

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = tuple(choices)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE_12)
        for choice in choices:
            self._row.addWidget(choice, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chooses the direction that fits."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._turn()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to stand under one another."""
        sizes = [choice.minimumSizeHint() for choice in self.choices]
        return QSize(max((size.width() for size in sizes), default=0), super().minimumSizeHint().height())

    def _turn(self) -> None:
        each = (self.width() + theme.SPACE_12) // max(len(self.choices), 1) - theme.SPACE_12
        wide = each >= theme.column_width(self.font(), self.CHARACTERS)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if way != self._row.direction():
            self._row.setDirection(way)


class ChipKind(StrEnum):
    """The states that have a sign."""

    DONE = "done"
    SAVED = "saved"
    OPEN = "open"
    PARTLY = "partly"
    QUESTION = "question"
    PAPER = "paper"
    ATTENTION = "attention"
    ALARM = "alarm"


SIGNS = {
    ChipKind.DONE: "✓",
    ChipKind.SAVED: "●",
    ChipKind.OPEN: "○",
    ChipKind.PARTLY: "◐",
    ChipKind.QUESTION: "?",
    ChipKind.PAPER: "✎",
    ChipKind.ATTENTION: "!",
    ChipKind.ALARM: "!",
}


class StatusChip(Line):
    """A state as a sign and a word, such as "✓ Received by HR"."""

    def __init__(self, kind: ChipKind, word: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.kind = kind
        self.set_state(kind, word)

    def set_state(self, kind: ChipKind, word: str) -> None:
        """Shows another state."""
        self.kind = kind
        self.setText(f"{SIGNS[kind]} {word}")
        self.setAccessibleName(word)
        restyle(self, "chip", kind.value)


class Card(QFrame):
    """A box that sets something apart. `accent` gives it a bar at the left: the statement a person signs."""

    BAR = 5

    def __init__(self, parent: QWidget | None = None, *, accent: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._accent = accent
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.SPACE_24, theme.SPACE_24, theme.SPACE_24, theme.SPACE_24)
        self.body.setSpacing(theme.SPACE_8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the bar into the rounded left side."""
        super().paintEvent(event)
        if self._accent:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(self.rect()), 10, 10)
            painter.setClipPath(shape)
            painter.fillRect(0, 0, self.BAR, self.height(), QColor(theme.current().roles.accent))

    def add(self, widget: QWidget) -> None:
        """Adds a widget below the others."""
        self.body.addWidget(widget)

    def clear(self) -> None:
        """Removes and deletes what is in it."""
        empty(self.body)


class RowCard(QFrame):
    """A card of rows with a line between them; in each row the first widget takes what room is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(1, 1, 1, 1)
        self._rows.setSpacing(0)

    def add_row(self, first: QWidget, *others: QWidget) -> None:
        """Adds a row: `first` at the left, the others at the right."""
        if self._rows.count():
            self._rows.addWidget(Rule())
        row = QHBoxLayout()
        row.setContentsMargins(theme.SPACE_24, theme.SPACE_12, theme.SPACE_24, theme.SPACE_12)
        row.setSpacing(theme.SPACE_16)
        row.addWidget(first, 1)
        for widget in others:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rows.addLayout(row)

    def clear(self) -> None:
        """Removes and deletes all rows."""
        empty(self._rows)


class Rule(QFrame):
    """A thin line between two things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rule")


class NoteKind(StrEnum):
    """How much a note matters. `ALARM` is for HR's window and for a damaged record."""

    INFO = "info"
    ATTENTION = "attention"
    ALARM = "alarm"


class NoteBox(QFrame):
    """A short note on a ground of its own, with an optional title and further widgets under it."""

    def __init__(
        self, kind: NoteKind, text: str = "", parent: QWidget | None = None, *, title: str = ""
    ) -> None:
        super().__init__(parent)
        self._title = Strong()
        self._text = Body()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(theme.SPACE_16, theme.SPACE_12, theme.SPACE_16, theme.SPACE_12)
        self._inside.setSpacing(theme.SPACE_4)
        self._inside.addWidget(self._title)
        self._inside.addWidget(self._text)
        self.set_kind(kind)
        self.set_text(text, title=title)

    def set_kind(self, kind: NoteKind) -> None:
        """Changes how much it matters."""
        restyle(self, "kind", kind.value)

    def set_text(self, text: str, *, title: str = "") -> None:
        """Sets the words."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{title} {text}".strip())

    def text(self) -> str:
        """The words it shows, title first."""
        return self.accessibleName()

    def add(self, widget: QWidget) -> None:
        """Adds a widget under the words, such as a `LinkButton`."""
        self._inside.addWidget(widget)


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Sets a property the style sheet looks at, and lets the style look again, inside too."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    for part in (widget, *widget.findChildren(QWidget)):
        part.style().unpolish(part)
        part.style().polish(part)


def _spoken(text: str) -> str:
    """Words without the mark of a shortcut and without arrows, for a screen reader."""
    plain = text.replace("&&", "\0").replace("&", "").replace("\0", "&")
    return re.sub(r"^[‹›←→↑↓\s]+|[‹›←→↑↓▾\s]+$", "", plain)


def name_choice(box: QComboBox, name: str) -> None:
    """Names a box to choose from. On Linux Qt tells a screen reader the chosen words as its name, so it is described."""
    box.setAccessibleName(name)
    if sys.platform == "linux":
        box.setAccessibleDescription(name)
