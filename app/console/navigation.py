"""The row of buttons that leads from one section of the HR window to another."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui import theme
from app.ui.layouts import Wrap


class Navigation(QWidget):
    """One button a section, the shown one marked; hidden while there is nowhere to go."""

    chosen = Signal(str)
    """The section's name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(self.tr("Sections"))
        self._buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.SPACE_24, theme.SPACE_8, theme.SPACE_24, 0)
        self._wrap: QWidget | None = None
        self.hide()

    def offer(self, sections: list[tuple[str, str]]) -> None:
        """Offers these (name, title), in this order."""
        if self._wrap is not None:
            self._row.removeWidget(self._wrap)
            self._wrap.deleteLater()
        self._buttons = {}
        for name, title in sections:
            button = QPushButton(title)
            button.setObjectName(f"section-{name}")
            button.setProperty("kind", "tab")
            button.clicked.connect(partial(self._choose, name))
            self._buttons[name] = button
        self._wrap = Wrap(*self._buttons.values())
        self._row.addWidget(self._wrap)
        self.setVisible(len(sections) > 1)

    def _choose(self, name: str) -> None:
        # A screen reader presses without giving the focus, and the page that had it goes away.
        self._buttons[name].setFocus()
        self.chosen.emit(name)

    def show_chosen(self, name: str) -> None:
        """Marks the button of the section that is shown; none for a page that has no button."""
        # Not a button that stays in: a screen reader would call it a check box.
        for its_name, button in self._buttons.items():
            button.setProperty("current", its_name == name)
            button.setAccessibleDescription(self.tr("shown now") if its_name == name else "")
            button.style().unpolish(button)
            button.style().polish(button)
