"""Accounts: who may sign in to the HR window, as what; and what the trust asks of accounts. For HR alone."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app import protocol_accounts as wire
from app.console.accounts_add_card import AddCard
from app.console.accounts_card import AccountCard
from app.console.accounts_rules_card import RulesCard
from app.console.desk import Desk
from app.console.person_words import Words
from app.console.section import PageSection
from app.console.words import words
from app.sync import console_accounts as service
from app.ui.widgets import NoteBox, NoteKind, Title


class AccountsSection(PageSection):
    """The list, a form for one more, and the rules."""

    name: ClassVar[str] = "accounts"
    roles: ClassVar[frozenset[str]] = frozenset({"hr"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._note = NoteBox(NoteKind.INFO)
        self._said = ""

    def title(self) -> str:
        """What the button says."""
        return self.tr("Accounts")

    def begin(self) -> None:
        """Asks for all of them."""
        self.desk.ask(self, service.accounts, self._show, self._failed)

    def _show(self, found: wire.AccountList) -> None:
        page, told = self._page, Words(self.desk)
        page.clear()
        page.add(Title(self.title()))
        self._note = NoteBox(NoteKind.INFO, self._said)
        self._note.setObjectName("accountsNote")
        self._note.setVisible(bool(self._said))
        if self._said:
            page.to_top()
        self._said = ""
        page.add(self._note)
        for account in found.accounts:
            own = account.name == self.desk.session.account
            card = AccountCard(account, found.schools, told, own=own)
            card.changed.connect(self._change)
            card.closed.connect(self._close)
            card.sessionsEnded.connect(self._end_sessions)
            card.waitEnded.connect(self._end_wait)
            card.factorLost.connect(self._lost)
            page.add(card)
        add, rules = AddCard(found.schools), RulesCard(found.rules)
        add.wanted.connect(self._add)
        rules.wanted.connect(self._save_rules)
        page.add(add)
        page.add(rules)

    def _change(self, change: wire.ChangedAccount) -> None:
        self._do(
            partial(service.change_account, change=change), self.tr("✓ {0} is changed.").format(change.name)
        )

    def _close(self, name: str) -> None:
        self._do(partial(service.close_account, name=name), self.tr("✓ {0} is closed.").format(name))

    def _end_sessions(self, name: str) -> None:
        said = self.tr("✓ {0} is signed out everywhere.").format(name)
        self._do(partial(service.end_sessions_of, name=name), said)

    def _end_wait(self, name: str) -> None:
        said = self.tr(
            "✓ {0} can type a code now. If they did not type the wrong ones, somebody knows their password: it should"
            " be changed."
        )
        self._do(partial(service.end_wait, name=name), said.format(name))

    def _lost(self, name: str, reason: str) -> None:
        said = self.tr("✓ {0} has no second factor now.").format(name)
        self._do(partial(service.take_second_factor, name=name, reason=reason), said)

    def _add(self, new: wire.NewAccountBody) -> None:
        self._do(partial(service.add_account, new=new), self.tr("✓ {0} is there.").format(new.name))

    def _save_rules(self, rules: wire.RulesBody) -> None:
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
