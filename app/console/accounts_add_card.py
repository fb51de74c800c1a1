"""The form for one more account of the HR window."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem

from app import protocol_accounts as wire
from app.ui.fields import TextField
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Card, SecondaryButton, Subheading

_ROLES: tuple[wire.RoleName, ...] = ("hr", "headteacher", "line-manager", "auditor")
_ROWS_SHOWN = 5


def role_words(role: wire.RoleName) -> str:
    """What a role may do, in a few words."""
    translate = QCoreApplication.translate
    return {
        "hr": translate("Accounts", "HR"),
        "headteacher": translate("Accounts", "Headteacher"),
        "line-manager": translate("Accounts", "Line manager"),
        "auditor": translate("Accounts", "Auditor, reads only"),
    }[role]


class AddCard(Card):
    """`wanted` carries what was filled in (NewAccountBody)."""

    wanted = Signal(object)

    def __init__(self, schools: list[str]) -> None:
        super().__init__()
        self.account = TextField(self.tr("Name of the account"), self.tr("Such as their work e-mail address"))
        self.account.edit.setObjectName("newAccountName")
        self.role = QComboBox()
        self.role.setObjectName("newAccountRole")
        self.role.setAccessibleName(self.tr("Role"))
        for role in _ROLES:
            self.role.addItem(role_words(role), role)
        self.schools = QListWidget()
        self.schools.setObjectName("newAccountSchools")
        self.schools.setAccessibleName(self.tr("Schools of the headteacher"))
        self.schools.setMaximumHeight(self.schools.fontMetrics().height() * 2 * _ROWS_SHOWN)
        for school in schools:
            item = QListWidgetItem(school, self.schools)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.staff_id = TextField(self.tr("Their staff id"), self.tr("As on the staff list"))
        self.staff_id.edit.setObjectName("newAccountStaffId")
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
        for part in (self.account, Body(self.tr("Role")), Wrap(self.role), self.schools, self.staff_id):
            self.add(part)
        for part in (self.password, self.subject, Wrap(add)):
            self.add(part)
        self.role.currentIndexChanged.connect(self._show_whom)
        self._show_whom()

    def _show_whom(self) -> None:
        role = self.role.currentData()
        self.schools.setVisible(role == "headteacher")
        self.staff_id.setVisible(role == "line-manager")

    def _add(self) -> None:
        name, subject = self.account.text().strip(), self.subject.text().strip()
        self.account.set_message("" if name else self.tr("Give it a name."))
        missing = not subject and not self.password.text()
        self.password.set_message(self.tr("Give a first password.") if missing else "")
        if not name or missing:
            return
        role: wire.RoleName = self.role.currentData()
        items = [self.schools.item(row) for row in range(self.schools.count())]
        chosen = [item.text() for item in items if item.checkState() is Qt.CheckState.Checked]
        self.wanted.emit(
            wire.NewAccountBody(
                name=name[:200],
                role=role,
                schools=chosen if role == "headteacher" else [],
                staff_id=self.staff_id.text().strip() or None if role == "line-manager" else None,
                password=None if subject else self.password.text(),
                subject=subject[:255] or None,
            )
        )
