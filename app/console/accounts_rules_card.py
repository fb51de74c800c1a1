"""What the trust asks of all accounts: when a session ends, who needs a second factor, whether two must agree."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox

from app import protocol_accounts as wire
from app.console.accounts_whom import ROLES, role_words
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Card, SecondaryButton, Subheading, name_choice

_MINUTES = (15, 30, 60, 120, 240)


class RulesCard(Card):
    """`wanted` carries the rules (RulesBody)."""

    wanted = Signal(object)

    def __init__(self, rules: wire.RulesBody) -> None:
        super().__init__()
        self.add(Subheading(self.tr("Rules for all accounts")))
        self.minutes = QComboBox()
        self.minutes.setObjectName("idleMinutes")
        for each in sorted({*_MINUTES, rules.idle_minutes}):
            self.minutes.addItem(str(each), each)
        self.minutes.setCurrentText(str(rules.idle_minutes))
        name_choice(self.minutes, self.tr("Minutes without use after which a session ends"))
        self.add(Body(self.tr("A session ends after so many minutes without use:")))
        self.add(Wrap(self.minutes))
        self.add(Body(self.tr("Who needs a second factor:")))
        self.needed = {role: QCheckBox(role_words(role)) for role in ROLES}
        for role, box in self.needed.items():
            box.setObjectName(f"needsFactor-{role}")
            box.setChecked(role in rules.second_factor)
        self.add(Wrap(*self.needed.values()))
        self.two = QCheckBox(self.tr("Two people must agree to publish, withdraw or delete"))
        self.two.setObjectName("twoPeople")
        self.two.setChecked(rules.two_people)
        self.add(self.two)
        save = SecondaryButton(self.tr("Save these rules"))
        save.setObjectName("saveRules")
        save.clicked.connect(self._save)
        self.add(Wrap(save))

    def _save(self) -> None:
        rules = wire.RulesBody(
            idle_minutes=self.minutes.currentData(),
            second_factor=[role for role, box in self.needed.items() if box.isChecked()],
            two_people=self.two.isChecked(),
        )
        self.wanted.emit(rules)
