"""What an account is for: its role, and with some roles for whom. Shared by a new account and one that changes."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app import protocol_accounts as wire
from app.ui import theme
from app.ui.fields import TextField
from app.ui.layouts import Wrap
from app.ui.widgets import Strong, name_choice

ROLES: tuple[wire.RoleName, ...] = ("hr", "headteacher", "line-manager", "auditor")
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


class WhomFields(QWidget):
    """The role, and under it the schools of a headteacher or the staff id of a line manager.

    `names` begins the object names of the fields.
    """

    def __init__(self, names: str, schools: Sequence[str]) -> None:
        super().__init__()
        self.role = QComboBox()
        self.role.setObjectName(f"{names}Role")
        name_choice(self.role, self.tr("Role"))
        for role in ROLES:
            self.role.addItem(role_words(role), role)
        self.schools = QListWidget()
        self.schools.setObjectName(f"{names}Schools")
        self.schools.setAccessibleName(self.tr("Schools of the headteacher"))
        self.schools.setProperty("kind", "ticks")
        rows = min(max(len(schools), 2), _ROWS_SHOWN)
        self.schools.setMaximumHeight(self.schools.fontMetrics().height() * 2 * rows)
        for school in schools:
            QListWidgetItem(school, self.schools).setCheckState(Qt.CheckState.Unchecked)
        self.staff_id = TextField(self.tr("Their staff id"), self.tr("As on the staff list"))
        self.staff_id.edit.setObjectName(f"{names}StaffId")
        label = Strong(self.tr("Role"))
        label.setBuddy(self.role)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_8)
        for part in (label, Wrap(self.role), self.schools, self.staff_id):
            column.addWidget(part)
        self.role.currentIndexChanged.connect(self._show_whom)
        self._show_whom()

    def fill(self, role: wire.RoleName, schools: Sequence[str], staff_id: str) -> None:
        """Shows what an account is now."""
        self.role.setCurrentIndex(ROLES.index(role))
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked if item.text() in schools else Qt.CheckState.Unchecked)
        self.staff_id.setText(staff_id)

    def chosen_role(self) -> wire.RoleName:
        """The role."""
        role: wire.RoleName = self.role.currentData()
        return role

    def chosen_schools(self) -> list[str]:
        """The schools of a headteacher; none for another role."""
        ticked = [item.text() for item in self._items() if item.checkState() is Qt.CheckState.Checked]
        return ticked if self.chosen_role() == "headteacher" else []

    def chosen_staff_id(self) -> str | None:
        """The staff id of a line manager; none for another role."""
        return (self.staff_id.text().strip() or None) if self.chosen_role() == "line-manager" else None

    def _items(self) -> list[QListWidgetItem]:
        return [self.schools.item(row) for row in range(self.schools.count())]

    def _show_whom(self) -> None:
        self.schools.setVisible(self.chosen_role() == "headteacher")
        self.staff_id.setVisible(self.chosen_role() == "line-manager")
