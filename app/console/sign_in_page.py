"""Signing in: which service, which account, the password, and the code where there is a second factor."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.console.words import words
from app.sync.console_client import ABOUT_THE_CODE, CodeWantedError, ConsoleRefusedError
from app.ui.bars import Header
from app.ui.fields import TextField
from app.ui.layouts import Page, fill
from app.ui.widgets import LinkButton, NoteBox, NoteKind, PrimaryButton, SecondaryButton, Title


class SignInPage(QWidget):
    """Asks who is there.

    `wanted` carries the address, the account, the password and the code ("" where none was asked for); password and
    code are not kept. `workWanted` carries the address, for a sign-in with a work account, and `cancelled` ends that.
    """

    wanted = Signal(str, str, str, str)
    workWanted = Signal(str)
    cancelled = Signal()

    def __init__(self, server: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = NoteBox(NoteKind.ATTENTION)
        self._note.setObjectName("signInNote")
        self._note.hide()
        self._server = TextField(self.tr("HR service"), self.tr("Its address, from your IT helpdesk"))
        self._account = TextField(self.tr("Account"))
        self._password = TextField(self.tr("Password"))
        self._password.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._code = TextField(
            self.tr("Code"), self.tr("The six figures that your phone shows, or a recovery code")
        )
        self._code.hide()
        self._button = PrimaryButton(self.tr("Sign in"))
        self._work = LinkButton(self.tr("Sign in with my work account"))
        self._cancel = SecondaryButton(self.tr("Cancel"))
        self._cancel.hide()
        self._server.setText(server)
        page = Page(characters=44, name=self.tr("Sign in"))
        page.add(Title(self.tr("Sign in")))
        page.add(self._note)
        self._name_parts()
        for widget in (self._server, self._account, self._password, self._code):
            page.add(widget)
            widget.edit.returnPressed.connect(self._go_on)
        page.add_row(self._button, self._work, self._cancel)
        self._work.clicked.connect(self._sign_in_with_work_account)
        self._cancel.clicked.connect(self.cancelled)
        self._button.clicked.connect(self._sign_in)
        header = Header(self.tr("HR window"), self.tr("Who has not completed it"))
        fill(self, header, page, grows=page)

    def _name_parts(self) -> None:
        self._server.edit.setObjectName("signInServer")
        self._account.edit.setObjectName("signInAccount")
        self._password.edit.setObjectName("signInPassword")
        self._code.edit.setObjectName("signInCode")
        self._button.setObjectName("signInButton")
        self._work.setObjectName("signInWork")
        self._cancel.setObjectName("signInCancel")

    def ask(self, reason: Exception | None = None) -> None:
        """Makes the page ready, saying why it is shown again; the focus goes to what is still missing."""
        self.set_busy(busy=False)
        self._code.setText("")
        if not isinstance(reason, CodeWantedError) and not _is_about_the_code(reason):
            self._password.setText("")
            self._code.hide()
        else:
            self._code.show()
        self._note.set_text(words(reason) if reason else "")
        self._note.setVisible(reason is not None)
        for field in self._asked():
            if not field.text():
                field.edit.setFocus()
                break

    def set_busy(self, *, busy: bool, by_browser: bool = False) -> None:
        """Says that it is under way; nothing can be pressed twice."""
        self._button.setEnabled(not busy)
        self._button.setText(self.tr("Signing in…") if busy else self.tr("Sign in"))
        self._work.setVisible(not busy)
        self._cancel.setVisible(busy and by_browser)
        if busy and by_browser:
            self._note.set_text(self.tr("Please sign in in your web browser, then come back here."))
            self._note.show()

    def _asked(self) -> list[TextField]:
        fields = [self._server, self._account, self._password]
        return fields if self._code.isHidden() else [*fields, self._code]

    def _sign_in_with_work_account(self) -> None:
        self._server.set_message("" if self._server.text().strip() else self._missing_server())
        if self._server.message():
            self._server.edit.setFocus()
            return
        self.set_busy(busy=True, by_browser=True)
        self.workWanted.emit(self._server.text().strip())

    def _missing_server(self) -> str:
        return self.tr("Type the address of the HR service.")

    def _go_on(self) -> None:
        """Enter goes to the next empty field, and signs in when there is none."""
        for field in self._asked():
            if not field.text().strip():
                field.edit.setFocus()
                return
        self._sign_in()

    def _sign_in(self) -> None:
        sentences = (
            self._missing_server(),
            self.tr("Type the name of your account."),
            self.tr("Type your password."),
            self.tr("Type the code."),
        )
        asked = self._asked()
        for field, sentence in zip(asked, sentences, strict=False):
            field.set_message("" if field.text().strip() else sentence)
        missing = [field for field in asked if field.message()]
        if missing:
            missing[0].edit.setFocus()
        elif self._button.isEnabled():
            self.set_busy(busy=True)
            self.wanted.emit(
                self._server.text().strip(),
                self._account.text().strip(),
                self._password.text(),
                self._code.text().strip(),
            )


def _is_about_the_code(reason: Exception | None) -> bool:
    return isinstance(reason, ConsoleRefusedError) and reason.problem_code in ABOUT_THE_CODE
