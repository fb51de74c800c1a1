"""Recovery codes of one's own second factor: shown once, and fresh ones after password and code."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from app.console.desk import Desk
from app.console.words import words
from app.sync import console_accounts as service
from app.sync.console_client import ABOUT_THE_CODE, ConsoleRefusedError
from app.ui.fields import TextField
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Card, PrimaryButton, SecondaryButton, Strong, Subheading


class CodesCard(Card):
    """Shows the codes, and goes on when somebody says that they are kept (`kept`)."""

    kept = Signal()

    def __init__(self, title: str, codes: list[str]) -> None:
        super().__init__()
        self.add(Subheading(title))
        self.add(
            Body(
                self.tr(
                    "Each works once in place of your phone. They are shown only now. Print them, or keep them in"
                    " your password safe, and not beside your password."
                )
            )
        )
        shown = Strong("\n".join(codes), selectable=True)
        shown.setObjectName("recoveryCodes")
        self.copy = SecondaryButton(self.tr("Copy them"))
        self.copy.setObjectName("recoveryCopy")
        self.copy.clicked.connect(partial(_copy, "\n".join(codes)))
        kept = PrimaryButton(self.tr("I have kept them"))
        kept.setObjectName("recoveryKept")
        kept.clicked.connect(self.kept)
        self.add(shown)
        self.add(Wrap(kept, self.copy))


class FreshCodesCard(Card):
    """Asks for password and code, and then for fresh recovery codes. `made` carries them, `left` says: not now."""

    made = Signal(list)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(accent=True)
        self._desk = desk
        self.password = TextField(self.tr("Your password"))
        self.password.edit.setObjectName("freshPassword")
        self.password.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.code = TextField(self.tr("Code"), self.tr("The six figures on your phone"))
        self.code.edit.setObjectName("freshCode")
        make, cancel = PrimaryButton(self.tr("Make fresh codes")), SecondaryButton(self.tr("Not now"))
        make.setObjectName("freshMake")
        cancel.setObjectName("freshCancel")
        make.clicked.connect(self._make)
        self.code.edit.returnPressed.connect(self._make)
        cancel.clicked.connect(self.left)
        about = Body(self.tr("You get ten fresh codes. The old ones stop working at once."))
        for part in (Subheading(self.tr("Fresh recovery codes")), about, self.password, self.code):
            self.add(part)
        self.add(Wrap(make, cancel))

    def _make(self) -> None:
        password, code = self.password.text(), self.code.text().strip()
        self.password.set_message("" if password else self.tr("Type your password."))
        self.code.set_message("" if code else self.tr("Type the code that your phone shows."))
        if password and code:
            self.setEnabled(False)
            work = partial(service.fresh_recovery_codes, password=password, code=code)
            self._desk.ask(self, work, self.made.emit, self._failed)

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        of_code = isinstance(error, ConsoleRefusedError) and error.problem_code in ABOUT_THE_CODE
        (self.code if of_code else self.password).set_message(words(error))


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
