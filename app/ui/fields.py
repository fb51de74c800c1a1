"""Fields to type in: a label that belongs to the field, a hint, and a message that says what to put right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets import Label, Muted, Strong


class _Message(Label):
    KIND = "message"


class _Field(QWidget):
    """A label, a hint, the field and a message, one under another."""

    textChanged = Signal(str)

    def __init__(self, label: str, hint: str, field: QWidget, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._hint_text = hint
        self._field = field
        self._label = Strong(label)
        self._label.setBuddy(field)
        self._hint = Muted(hint)
        self._hint.setVisible(bool(hint))
        self._message = _Message()
        self._message.hide()
        field.setAccessibleName(label)
        field.setAccessibleDescription(hint)
        self.setFocusProxy(field)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.SPACE_4)
        for widget in (self._label, self._hint):
            inside.addWidget(widget)
        inside.addSpacing(theme.SPACE_4)
        inside.addWidget(field)
        inside.addWidget(self._message)

    def set_message(self, text: str) -> None:
        """Says under the field what to put right; an empty text takes it away."""
        self._message.setText(f"! {text}" if text else "")
        self._message.setVisible(bool(text))
        self._field.setAccessibleDescription(f"{text} {self._hint_text}".strip())

    def message(self) -> str:
        """The message now shown, without its sign."""
        return self._message.text().removeprefix("! ")


class TextField(_Field):
    """One line to type in. `edit` is the QLineEdit itself."""

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        self.edit = QLineEdit()
        super().__init__(label, hint, self.edit, parent)
        self.edit.textChanged.connect(self.textChanged)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def setText(self, text: str) -> None:
        """Fills the field."""
        self.edit.setText(text)


class TextArea(_Field):
    """Several lines to type in. `edit` is the QPlainTextEdit; Tab leaves it."""

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setProperty("field", True)
        super().__init__(label, hint, self.edit, parent)
        self.edit.textChanged.connect(self._changed)

    def text(self) -> str:
        """What was typed."""
        return self.edit.toPlainText()

    def setText(self, text: str) -> None:
        """Fills the field."""
        self.edit.setPlainText(text)

    def _changed(self) -> None:
        self.textChanged.emit(self.text())
