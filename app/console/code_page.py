"""A one-time enrolment code for one person, to read out or to copy."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.console.who_header import Moment
from app.console.words import words
from app.domain import dates
from app.protocol import IssuedCode
from app.ui.bars import Foot, Header
from app.ui.layouts import Page, fill
from app.ui.widgets import Body, Card, Muted, NoteBox, NoteKind, PrimaryButton, SecondaryButton, Title


class CodePage(QWidget):
    """Shows a code. Leaving the page forgets it."""

    backWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = Title()
        self._explained = Body()
        self._code = Title(selectable=True)
        self._code.setObjectName("enrolmentCode")
        self._expires = Muted()
        self._expires.setObjectName("codeExpires")
        self._card = Card(accent=True)
        for label in (self._code, self._expires):
            self._card.add(label)
        self._note = NoteBox(NoteKind.ATTENTION)
        self._note.setObjectName("codeNote")
        self._copy = PrimaryButton(self.tr("Copy the code"))
        self._copy.setObjectName("copyCodeButton")
        self._copy.clicked.connect(self._copied)
        self._copy_said = Muted()
        self._back = SecondaryButton(self.tr("‹ Back to the list"))
        self._back.setObjectName("codeBackButton")
        self._back.clicked.connect(self._leave)
        self._lay_out()

    def _lay_out(self) -> None:
        page = Page(name=self.tr("Enrolment code"))
        for widget in (self._heading, self._explained, self._note, self._card):
            page.add(widget)
        page.add_row(self._copy, self._copy_said)
        foot = Foot()
        foot.add_left(self._back)
        header = Header(self.tr("Enrolment code"), self.tr("Works once, for one person"))
        fill(self, header, page, foot, grows=page)

    def wait(self, name: str) -> None:
        """Shows for whom a code is being made."""
        self._heading.setText(name)
        self._explained.setText(self.tr("A code is being made…"))
        self._forget()
        self._back.setFocus()

    def show_code(self, issued: IssuedCode, moment: Moment) -> None:
        """Shows the code and until when it works."""
        self._heading.setText(issued.name)
        self._explained.setText(
            self.tr(
                "Give this code to them in person or by telephone, once you are sure who they are."
                " They type it into Undersigned on their own computer. It works once."
            )
        )
        self._code.setText(issued.code)
        self._code.setAccessibleName(self.tr("Enrolment code {0}").format(issued.code))
        expires = datetime.fromisoformat(issued.expires)
        until = dates.day_and_time(expires, moment.tz, moment.today)
        self._expires.setText(self.tr("It works until {0}.").format(until))
        for widget in (self._card, self._copy):
            widget.show()
        self._copy.setFocus()

    def say_failed(self, error: Exception) -> None:
        """Says why there is no code."""
        self._explained.setText("")
        self._note.set_text(words(error))
        self._note.show()
        self._back.setFocus()

    def _forget(self) -> None:
        self._code.setText("")
        self._copy_said.setText("")
        for widget in (self._card, self._copy, self._note):
            widget.hide()

    def _copied(self) -> None:
        QGuiApplication.clipboard().setText(self._code.text())
        self._copy_said.setText(self.tr("✓ Copied"))

    def _leave(self) -> None:
        self._forget()
        self.backWanted.emit()
