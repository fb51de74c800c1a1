"""The header (whose policy, which version, which step) and the foot (what you can do) of a window.

1. A step is told by its sign and its word: "✓ Read", "2 Answer" set apart, "3 Self-audit" plain.
2. The foot has going on at the right, going back and *Later* at the left.
3. Both go on to further rows when the text is large; nothing is left out.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.layouts import Wrap, WrapLayout, empty
from app.ui.widgets import Line, Muted, Strong


class _Step(Line):
    def __init__(self, number: int, name: str, current: int) -> None:
        super().__init__(f"✓ {name}" if number < current else f"{number + 1} {name}")
        if number < current:
            self.setProperty("kind", "step-done")
            state = self.tr("done")
        elif number == current:
            self.setProperty("kind", "step-now")
            state = self.tr("you are here")
        else:
            self.setProperty("kind", "step-ahead")
            state = self.tr("still to come")
        self.setAccessibleName(self.tr("Step {0}, {1}, {2}").format(number + 1, name, state))


class _Between(Line):
    """The sign between two steps; a screen reader does not need it."""

    KIND = "muted"

    def __init__(self) -> None:
        super().__init__("›")
        self.setAccessibleName(" ")


class Header(QWidget):
    """The one header of a window."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = WrapLayout(self, theme.SPACE_12)
        self._row.setContentsMargins(theme.SPACE_24, theme.SPACE_8, theme.SPACE_24, theme.SPACE_8)
        self._row.add(_mark())
        names = QWidget()
        lines = QVBoxLayout(names)
        lines.setContentsMargins(theme.SPACE_4, 0, 0, 0)
        lines.setSpacing(0)
        self._title, self._subtitle = Strong(), Muted()
        lines.addWidget(self._title)
        lines.addWidget(self._subtitle)
        self._row.add(names)
        self._steps = Wrap(spacing=theme.SPACE_8)
        self._row.add(self._steps, WrapLayout.MIDDLE)
        self._steps.hide()
        self.set_title(title, subtitle)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Sets what the window is about, and the line under it."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_steps(self, names: Sequence[str], current: int) -> None:
        """Shows the steps; those before `current` (from 0) are done. No names: no steps."""
        self._steps.clear()
        for number, name in enumerate(names):
            if number:
                self._steps.add(_Between())
            self._steps.add(_Step(number, name, current))
        self._steps.setAccessibleName(self.tr("Steps"))
        self._steps.setVisible(bool(names))

    def add_tool(self, widget: QWidget) -> None:
        """Adds a widget at the right."""
        self._row.add(widget, WrapLayout.RIGHT)


class Foot(QWidget):
    """The one foot of a window: what you can do from here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = WrapLayout(self, theme.SPACE_12)
        self._row.setContentsMargins(theme.SPACE_24, theme.SPACE_16, theme.SPACE_24, theme.SPACE_16)

    def add_left(self, widget: QWidget) -> None:
        """Adds a widget at the left: going back, *Later*."""
        self._row.add(widget, WrapLayout.LEFT)

    def add_right(self, widget: QWidget) -> None:
        """Adds a widget at the right: going on, the main action last."""
        self._row.add(widget, WrapLayout.RIGHT)

    def clear(self) -> None:
        """Removes and deletes everything in it."""
        empty(self._row)


def _mark() -> QLabel:
    mark = QLabel("U")
    mark.setProperty("kind", "mark")
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    mark.setAccessibleName("Undersigned")
    return mark
