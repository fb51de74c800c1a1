"""Signing in: which service, which account, the password."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.console.words import words
from app.ui.bars import Header
from app.ui.fields import TextField
from app.ui.layouts import Page
from app.ui.widgets import NoteBox, NoteKind, PrimaryButton, Title


class SignInPage(QWidget):
    """Asks who is there. `wanted` carries the address, the account and the password, which is not kept."""

    wanted = Signal(str, str, str)

    def __init__(self, server: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = NoteBox(NoteKind.ATTENTION)
        self._note.setObjectName("signInNote")
        self._note.hide()
        self._server = TextField(self.tr("HR service"), self.tr("Its address, from your IT helpdesk"))
        self._account = TextField(self.tr("Account"))
        self._password = TextField(self.tr("Password"))
        self._password.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._button = PrimaryButton(self.tr("Sign in"))
        self._server.setText(server)
        page = Page(characters=44, name=self.tr("Sign in"))
        page.add(Title(self.tr("Sign in")))
        page.add(self._note)
        self._name_parts()
        for widget in (self._server, self._account, self._password):
            page.add(widget)
            widget.edit.returnPressed.connect(self._go_on)
        page.add_row(self._button)
        self._button.clicked.connect(self._sign_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Header(self.tr("HR window"), self.tr("Who has not completed it")))
        column.addWidget(page, 1)

    def _name_parts(self) -> None:
        self._server.edit.setObjectName("signInServer")
        self._account.edit.setObjectName("signInAccount")
        self._password.edit.setObjectName("signInPassword")
        self._button.setObjectName("signInButton")

    def ask(self, reason: Exception | None = None) -> None:
        """Makes the page ready, saying why it is shown again; the focus goes to what is still missing."""
        self.set_busy(busy=False)
        self._password.setText("")
        self._note.set_text(words(reason) if reason else "")
        self._note.setVisible(reason is not None)
        for field in (self._server, self._account, self._password):
            if not field.text():
                field.edit.setFocus()
                break

    def set_busy(self, *, busy: bool) -> None:
        """Says that it is under way; nothing can be pressed twice."""
        self._button.setEnabled(not busy)
        self._button.setText(self.tr("Signing in…") if busy else self.tr("Sign in"))

    def _go_on(self) -> None:
        """Enter goes to the next empty field, and signs in when there is none."""
        for field in (self._server, self._account, self._password):
            if not field.text().strip():
                field.edit.setFocus()
                return
        self._sign_in()

    def _sign_in(self) -> None:
        asked = (
            (self._server, self.tr("Type the address of the HR service.")),
            (self._account, self.tr("Type the name of your account.")),
            (self._password, self.tr("Type your password.")),
        )
        for field, sentence in asked:
            field.set_message("" if field.text().strip() else sentence)
        missing = [field for field, _sentence in asked if field.message()]
        if missing:
            missing[0].edit.setFocus()
        elif self._button.isEnabled():
            self.set_busy(busy=True)
            self.wanted.emit(self._server.text().strip(), self._account.text().strip(), self._password.text())
