"""Accounts: who may sign in to the HR window, as what; and what the trust asks of accounts. For HR alone."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from app import protocol_accounts as wire
from app.console.accounts_add_card import AddCard, role_words
from app.console.desk import Desk
from app.console.section import Section
from app.console.words import words
from app.sync import console_accounts as service
from app.ui.fields import TextField
from app.ui.layouts import Page, Wrap
from app.ui.widgets import (
    Body,
    Card,
    ChipKind,
    Muted,
    NoteBox,
    NoteKind,
    SecondaryButton,
    StatusChip,
    Strong,
    Subheading,
    Title,
)

_ROLES: tuple[wire.RoleName, ...] = ("hr", "headteacher", "line-manager", "auditor")
_MINUTES = (15, 30, 60, 120, 240)


class AccountsSection(Section):
    """The rules, the list, and a form for one more."""

    name: ClassVar[str] = "accounts"
    roles: ClassVar[frozenset[str]] = frozenset({"hr"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._page = Page(name=self.title())
        self._note = NoteBox(NoteKind.INFO)
        self._said = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def title(self) -> str:
        """What the button says."""
        return self.tr("Accounts")

    def begin(self) -> None:
        """Asks for all of them."""
        self.desk.ask(self, service.accounts, self._show, self._failed)

    def _show(self, found: wire.AccountList) -> None:
        page = self._page
        page.clear()
        page.add(Title(self.title()))
        self._note = NoteBox(NoteKind.INFO, self._said)
        self._note.setObjectName("accountsNote")
        self._note.setVisible(bool(self._said))
        self._said = ""
        page.add(self._note)
        for account in found.accounts:
            page.add(self._card(account))
        add = AddCard(found.schools)
        add.wanted.connect(self._add)
        page.add(add)
        page.add(self._rules_card(found.rules))

    def _card(self, account: wire.AccountBody) -> Card:
        card = Card()
        card.setObjectName(f"account-{account.name}")
        card.add(Wrap(Strong(account.name, selectable=True), *self._chips(account)))
        for_whom = ", ".join([role_words(account.role), *account.schools])
        if account.staff_id:
            for_whom = f"{for_whom}, {account.staff_id}"
        card.add(Body(for_whom))
        if not account.active:
            return card
        card.add(Muted(self.tr("Signed in now: {0}").format(len(account.sessions))))
        buttons = [self._close_button(account)]
        if account.sessions and account.name != self.desk.session.account:
            end = SecondaryButton(self.tr("End sessions"), description=account.name)
            end.setObjectName(f"endSessions-{account.name}")
            end.clicked.connect(partial(self._end_sessions, account.name))
            buttons.append(end)
        if account.second_factor:
            buttons.append(self._lost_button(card, account))
        card.add(Wrap(*buttons))
        return card

    def _chips(self, account: wire.AccountBody) -> list[StatusChip]:
        if not account.active:
            return [StatusChip(ChipKind.OPEN, self.tr("Closed"))]
        if account.work_account:
            return [StatusChip(ChipKind.DONE, self.tr("Signs in with a work account"))]
        if account.second_factor:
            return [StatusChip(ChipKind.DONE, self.tr("Second factor on"))]
        if account.needs_second_factor:
            return [StatusChip(ChipKind.ATTENTION, self.tr("Second factor still to be set up"))]
        return [StatusChip(ChipKind.OPEN, self.tr("No second factor"))]

    def _close_button(self, account: wire.AccountBody) -> SecondaryButton:
        """Closing is asked twice, on the same button."""
        close = SecondaryButton(self.tr("Close…"), description=account.name)
        close.setObjectName(f"closeAccount-{account.name}")
        close.setVisible(account.name != self.desk.session.account)
        close.clicked.connect(partial(self._close, close, account.name))
        return close

    def _close(self, button: SecondaryButton, name: str) -> None:
        sure = self.tr("Yes, close {0}").format(name)
        if button.text() != sure:
            button.setText(sure)
            return
        self._do(partial(service.close_account, name=name), self.tr("✓ {0} is closed.").format(name))

    def _end_sessions(self, name: str) -> None:
        said = self.tr("✓ {0} is signed out everywhere.").format(name)
        self._do(partial(service.end_sessions_of, name=name), said)

    def _lost_button(self, card: Card, account: wire.AccountBody) -> SecondaryButton:
        reason = TextField(
            self.tr("Why is the second factor taken away?"), self.tr("Such as: the phone is lost")
        )
        reason.edit.setObjectName(f"lostReason-{account.name}")
        reason.hide()
        card.add(reason)
        lost = SecondaryButton(self.tr("Phone lost…"), description=account.name)
        lost.setObjectName(f"lostFactor-{account.name}")
        lost.clicked.connect(partial(self._lost, reason, account.name))
        return lost

    def _lost(self, reason: TextField, name: str) -> None:
        if reason.isHidden():
            reason.show()
            reason.edit.setFocus()
            return
        if not reason.text().strip():
            reason.set_message(self.tr("Write a few words first."))
            return
        said = self.tr("✓ {0} has no second factor now.").format(name)
        self._do(partial(service.take_second_factor, name=name, reason=reason.text().strip()), said)

    # One more, and the rules

    def _add(self, new: wire.NewAccountBody) -> None:
        self._do(partial(service.add_account, new=new), self.tr("✓ {0} is there.").format(new.name))

    def _rules_card(self, rules: wire.RulesBody) -> Card:
        card = Card()
        card.add(Subheading(self.tr("Rules for all accounts")))
        minutes = QComboBox()
        minutes.setObjectName("idleMinutes")
        for each in sorted({*_MINUTES, rules.idle_minutes}):
            minutes.addItem(str(each), each)
        minutes.setCurrentText(str(rules.idle_minutes))
        minutes.setAccessibleName(self.tr("Minutes without use after which a session ends"))
        card.add(Body(self.tr("A session ends after so many minutes without use:")))
        card.add(Wrap(minutes))
        card.add(Body(self.tr("Who needs a second factor:")))
        needed = {role: QCheckBox(role_words(role)) for role in _ROLES}
        for role, box in needed.items():
            box.setObjectName(f"needsFactor-{role}")
            box.setChecked(role in rules.second_factor)
        card.add(Wrap(*needed.values()))
        two = QCheckBox(self.tr("Two people must agree to publish, withdraw or delete"))
        two.setObjectName("twoPeople")
        two.setChecked(rules.two_people)
        card.add(two)
        save = SecondaryButton(self.tr("Save these rules"))
        save.setObjectName("saveRules")
        save.clicked.connect(partial(self._save_rules, minutes, needed, two))
        card.add(Wrap(save))
        return card

    def _save_rules(self, minutes: QComboBox, needed: dict[wire.RoleName, QCheckBox], two: QCheckBox) -> None:
        rules = wire.RulesBody(
            idle_minutes=minutes.currentData(),
            second_factor=[role for role, box in needed.items() if box.isChecked()],
            two_people=two.isChecked(),
        )
        self._do(partial(service.set_rules, rules=rules), self.tr("✓ The rules are saved."))

    def _do(self, work: "partial[wire.Done]", said: str) -> None:
        self.desk.ask(self, work, partial(self._done, said), self._refused)

    def _done(self, said: str, done: wire.Done) -> None:
        waits = self.tr("Another person of HR has to approve it first. It waits under To approve.")
        self._said = waits if done.waits else said
        self.begin()

    def _refused(self, error: Exception) -> None:
        self._note.set_text(words(error))
        self._note.show()
        self._page.to_top()

    def _failed(self, error: Exception) -> None:
        self._page.clear()
        note = NoteBox(NoteKind.ATTENTION, words(error))
        note.setObjectName("accountsNote")
        self._page.add(note)
