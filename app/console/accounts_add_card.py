"""The form for one more account of the HR window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app import protocol_accounts as wire
from app.console.accounts_whom import WhomFields
from app.ui.fields import TextField
from app.ui.layouts import Wrap
from app.ui.widgets import Card, SecondaryButton, Subheading


class AddCard(Card):
    """`wanted` carries what was filled in (NewAccountBody)."""

    wanted = Signal(object)

    def __init__(self, schools: list[str]) -> None:
        super().__init__()
        self.account = TextField(self.tr("Name of the account"), self.tr("Such as their work e-mail address"))
        self.account.edit.setObjectName("newAccountName")
        self.whom = WhomFields("newAccount", schools)
        self.password = TextField(
            self.tr("First password"), self.tr("At least 12 characters. They can change it themselves.")
        )
        self.password.edit.setObjectName("newAccountPassword")
        self.password.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.subject = TextField(
            self.tr("Or their number at the sign-in service"),
            self.tr("Then they sign in with their work account. IT knows it (object id, or sub)."),
        )
        self.subject.edit.setObjectName("newAccountSubject")
        add = SecondaryButton(self.tr("Add this account"))
        add.setObjectName("newAccountAdd")
        add.clicked.connect(self._add)
        self.add(Subheading(self.tr("One more account")))
        for part in (self.account, self.whom, self.password, self.subject, Wrap(add)):
            self.add(part)

    def _add(self) -> None:
        name, subject = self.account.text().strip(), self.subject.text().strip()
        self.account.set_message("" if name else self.tr("Give it a name."))
        missing = not subject and not self.password.text()
        self.password.set_message(self.tr("Give a first password.") if missing else "")
        if not name or missing:
            return
        self.wanted.emit(
            wire.NewAccountBody(
                name=name[:200],
                role=self.whom.chosen_role(),
                schools=self.whom.chosen_schools(),
                staff_id=self.whom.chosen_staff_id(),
                password=None if subject else self.password.text(),
                subject=subject[:255] or None,
            )
        )
