"""Sections with several parts: a row of buttons, one page under it, and what those pages share."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.console.desk import Desk
from app.console.section import Section
from app.console.words import words
from app.sync.console_client import ConsoleClient
from app.ui import theme
from app.ui.layouts import Page, Wrap
from app.ui.widgets import NoteBox, NoteKind, Title, ToggleButton

T = TypeVar("T")


class Part(Page):
    """One part: a page with a title and a note, made once."""

    def __init__(
        self, desk: Desk, title: str, parent: QWidget | None = None, *, characters: int = 92
    ) -> None:
        super().__init__(parent, characters=characters, name=title)
        self.desk = desk
        self.note = NoteBox(NoteKind.INFO)
        self.note.hide()
        self.add(Title(title))
        self.add(self.note)

    def begin(self) -> None:
        """Called each time the part is shown."""
        self.note.hide()

    def ask(self, work: Callable[[ConsoleClient], T], done: Callable[[T], None]) -> None:
        """Asks the service; the controls wait until it has answered."""
        self.setEnabled(False)
        self.desk.ask(self, work, partial(self._answered, done), self.failed)

    def say(self, sentence: str, kind: NoteKind = NoteKind.INFO) -> None:
        """Says something at the top of the page, where it is seen."""
        self.note.set_kind(kind)
        self.note.set_text(sentence)
        self.note.show()
        self.to_top()

    def failed(self, error: Exception) -> None:
        """Says what did not work; the controls are free again."""
        self.setEnabled(True)
        self.say(words(error), NoteKind.ATTENTION)

    def _answered(self, done: Callable[[T], None], found: T) -> None:
        self.setEnabled(True)
        self.note.hide()
        done(found)


class FormPlace(QVBoxLayout):
    """Where one form stands at a time, in place of the one before."""

    def __init__(self) -> None:
        super().__init__()
        self._form: QWidget | None = None

    def open(self, form: QWidget) -> None:
        """Shows a form."""
        self.close()
        self._form = form
        self.addWidget(form)
        form.show()
        bring_into_view(form)

    def close(self) -> None:
        """Takes the form away."""
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None


def bring_into_view(widget: QWidget) -> None:
    """Scrolls the page that holds a widget to it, once the widget has its place: whole, or from its top."""
    QTimer.singleShot(0, widget, partial(_scroll_to, widget))


def _scroll_to(widget: QWidget) -> None:
    page = widget.parentWidget()
    while page is not None and not isinstance(page, QScrollArea):
        page = page.parentWidget()
    inside = page.widget() if page is not None else None
    if page is None or inside is None:
        return
    if widget.height() <= page.viewport().height():
        page.ensureWidgetVisible(widget)
    else:
        page.verticalScrollBar().setValue(widget.mapTo(inside, QPoint(0, 0)).y())


class PartsSection(Section):
    """A section of parts by name, in the order of their buttons; the first one is shown to begin with."""

    def __init__(self, desk: Desk, parts: dict[str, Part], parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.parts = parts
        self._stack = QStackedWidget()
        self._buttons: dict[str, ToggleButton] = {}
        for name, part in parts.items():
            part.setObjectName(f"{self.name}-{name}")
            self._stack.addWidget(part)
            self._buttons[name] = self._button(name, part.accessibleName())
        row = QHBoxLayout()
        row.setContentsMargins(theme.SPACE_24, theme.SPACE_16, theme.SPACE_24, 0)
        row.addWidget(Wrap(*self._buttons.values()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)

    def begin(self) -> None:
        """Shows the first part."""
        self.choose(next(iter(self.parts)))

    def choose(self, name: str) -> None:
        """Shows the part of this name."""
        for its_name, button in self._buttons.items():
            button.setChecked(its_name == name)
            button.setAccessibleDescription(self.tr("shown now") if its_name == name else "")
        self._stack.setCurrentWidget(self.parts[name])
        self.parts[name].begin()

    def _button(self, name: str, title: str) -> ToggleButton:
        button = ToggleButton(title)
        button.setObjectName(f"part-{name}")
        button.clicked.connect(partial(self.choose, name))
        return button
