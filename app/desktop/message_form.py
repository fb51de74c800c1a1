"""The words of a question or of a reason, and to whom they go; shown under the answer that was chosen."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.desktop.page import named
from app.domain.acknowledgement import Outcome
from app.ui import theme
from app.ui.fields import TextArea
from app.ui.layouts import Wrap
from app.ui.widgets import Muted, PrimaryButton, SecondaryButton, Strong, Subheading, ToggleButton

_LINES = 6
Reader = Literal["hr", "line-manager"]


class MessageForm(QWidget):
    """Asks for the words and the reader, then for a clear yes."""

    confirmed = Signal()
    wentBack = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = Subheading()
        self.words = TextArea(
            self.tr("Your words"), self.tr("Write it as you would say it. A few words are enough.")
        )
        self.words.edit.setObjectName("message-words")
        self.manager = named(ToggleButton(self.tr("My line manager")), "to-line-manager")
        self.hr = named(ToggleButton(self.tr("HR")), "to-hr")
        self._to = QButtonGroup(self)
        self._whom = Strong(self.tr("Who should read it?"))
        self._reads = Muted()
        self.send = named(PrimaryButton(""), "send-message")
        self.back = named(SecondaryButton(self.tr("Choose another answer")), "choose-another-answer")
        self._outcome = Outcome.QUESTION
        self._build()

    def _build(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE_12)
        for reader in (self.manager, self.hr):
            self._to.addButton(reader)
            reader.toggled.connect(self._say_who_reads)
        for part in (
            self.asked,
            self.words,
            self._whom,
            Wrap(self.manager, self.hr),
            self._reads,
            Wrap(self.send, self.back),
        ):
            rows.addWidget(part)
        self.words.textChanged.connect(self._words_changed)
        self.send.clicked.connect(self._send)
        self.back.clicked.connect(self.wentBack)

    def ask(self, outcome: Outcome, line_manager: str) -> None:
        """Prepares the form for this answer; `line_manager` is empty where nobody is on the staff list."""
        self._outcome = outcome
        question = outcome is Outcome.QUESTION
        label = self.tr("Your question") if question else self.tr("Why not? (you may leave this empty)")
        self.asked.setText(label)
        name = f"{self.tr('My line manager')} ({line_manager})"
        self.manager.setText(name if line_manager else self.tr("My line manager"))
        if self._to.checkedButton() is None:
            (self.manager if line_manager else self.hr).setChecked(True)
        self.send.setText(
            self.tr("Sign and send my question") if question else self.tr("Sign: I do not agree")
        )
        self.words.set_message("")
        self.words.edit.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES)
        self._say_who_reads()

    def message(self) -> str | None:
        """What was written, or None."""
        return self.words.text().strip() or None

    def to(self) -> Reader:
        """Who is to read it."""
        return "line-manager" if self.manager.isChecked() else "hr"

    def _send(self) -> None:
        if self._outcome is Outcome.QUESTION and self.message() is None:
            self.words.set_message(self.tr("Your question is not there yet. Write a few words."))
            self.words.edit.setFocus()
            return
        self.confirmed.emit()

    def _words_changed(self) -> None:
        self.words.set_message("")

    def _say_who_reads(self) -> None:
        for button in (self.manager, self.hr):
            words = button.text().removeprefix("● ").removeprefix("○ ")
            button.setText(f"{'●' if button.isChecked() else '○'} {words}")
            button.setAccessibleName(words)
        whom = self.tr("your line manager") if self.manager.isChecked() else self.tr("HR")
        self._reads.setText(self.tr("Your words go to {0}. Your answer itself is on HR’s list.").format(whom))
