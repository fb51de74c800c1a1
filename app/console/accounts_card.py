"""One account of the HR window: what it is, and what HR can do with it. What takes something away is asked twice."""

from functools import partial

from PySide6.QtCore import Signal

from app import protocol_accounts as wire
from app.console.accounts_whom import WhomFields, role_words
from app.console.parts import FormPlace
from app.console.person_words import Words
from app.ui.fields import TextField
from app.ui.layouts import Wrap
from app.ui.widgets import (
    Body,
    Button,
    Card,
    ChipKind,
    Muted,
    PrimaryButton,
    SecondaryButton,
    StatusChip,
    Strong,
)


class ChangeForm(Card):
    """Gives an account another role or other schools. `wanted` carries it (ChangedAccount)."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, account: wire.AccountBody, schools: list[str]) -> None:
        super().__init__(accent=True)
        self._name = account.name
        self.whom = WhomFields("changeAccount", sorted({*schools, *account.schools}))
        self.whom.fill(account.role, account.schools, account.staff_id or "")
        save, cancel = PrimaryButton(self.tr("Save the change")), SecondaryButton(self.tr("Cancel"))
        save.setObjectName("changeAccountSave")
        cancel.setObjectName("changeAccountCancel")
        save.clicked.connect(self._save)
        cancel.clicked.connect(self.left)
        about = Muted(self.tr("Whoever is signed in with it is signed out, and signs in again."))
        for part in (self.whom, about, Wrap(save, cancel)):
            self.add(part)

    def _save(self) -> None:
        change = wire.ChangedAccount(
            name=self._name,
            role=self.whom.chosen_role(),
            schools=self.whom.chosen_schools(),
            staff_id=self.whom.chosen_staff_id(),
        )
        self.wanted.emit(change)


class AccountCard(Card):
    """One account. The signals carry its name; `changed` a ChangedAccount, `factorLost` the name and the reason."""

    changed = Signal(object)
    closed = Signal(str)
    sessionsEnded = Signal(str)
    waitEnded = Signal(str)
    factorLost = Signal(str, str)

    def __init__(self, account: wire.AccountBody, schools: list[str], told: Words, *, own: bool) -> None:
        super().__init__()
        self.setObjectName(f"account-{account.name}")
        self._account, self._schools, self._own = account, schools, own
        self.add(Wrap(Strong(account.name, selectable=True), *self._chips(told)))
        for_whom = ", ".join([role_words(account.role), *account.schools])
        if account.staff_id:
            for_whom = f"{for_whom}, {account.staff_id}"
        self.add(Body(for_whom))
        self._place = FormPlace()
        if account.active:
            self.add(Muted(self.tr("Signed in now: {0}").format(len(account.sessions))))
            self._add_buttons()
            self.body.addLayout(self._place)

    def _chips(self, told: Words) -> list[StatusChip]:
        account = self._account
        if not account.active:
            return [StatusChip(ChipKind.OPEN, self.tr("Closed"))]
        chips = [StatusChip(*self._way_in())]
        if account.waits_until is not None:
            words = self.tr("Wrong codes: waits until {0}").format(told.moment(account.waits_until))
            chips.append(StatusChip(ChipKind.ATTENTION, words))
        return chips

    def _way_in(self) -> tuple[ChipKind, str]:
        if self._account.work_account:
            return ChipKind.DONE, self.tr("Signs in with a work account")
        if self._account.second_factor:
            return ChipKind.DONE, self.tr("Second factor on")
        if self._account.needs_second_factor:
            return ChipKind.ATTENTION, self.tr("Second factor still to be set up")
        return ChipKind.OPEN, self.tr("No second factor")

    def _add_buttons(self) -> None:
        account, buttons = self._account, Wrap()
        if not self._own:
            buttons.add(self._button(self.tr("Change…"), "changeAccount", self._open_change))
            if account.waits_until is not None:
                end = partial(self.waitEnded.emit, account.name)
                buttons.add(self._button(self.tr("End the wait"), "endWait", end))
            if account.sessions:
                sessions = partial(self.sessionsEnded.emit, account.name)
                buttons.add(self._button(self.tr("End sessions"), "endSessions", sessions))
        if account.second_factor:
            buttons.add(self._button(self.tr("Phone lost…"), "lostFactor", self._lost))
        if not self._own:
            self._close_button = self._button(self.tr("Close…"), "closeAccount", self._close)
            buttons.add(self._close_button)
        if buttons.row.count():
            self.add(buttons)
        else:
            buttons.deleteLater()
        self._reason = TextField(
            self.tr("Why is the second factor taken away?"), self.tr("Such as: the phone is lost")
        )
        self._reason.edit.setObjectName(f"lostReason-{account.name}")
        self._reason.hide()
        self.add(self._reason)

    def _button(self, words: str, name: str, do: object) -> Button:
        button = SecondaryButton(words, description=self._account.name)
        button.setObjectName(f"{name}-{self._account.name}")
        button.clicked.connect(do)
        return button

    def _open_change(self) -> None:
        form = ChangeForm(self._account, self._schools)
        form.wanted.connect(self.changed)
        form.left.connect(self._place.close)
        self._place.open(form)
        form.whom.role.setFocus()

    def _close(self) -> None:
        """Closing is asked twice, on the same button."""
        sure = self.tr("Yes, close {0}").format(self._account.name)
        if self._close_button.text() != sure:
            self._close_button.setText(sure)
            return
        self.closed.emit(self._account.name)

    def _lost(self) -> None:
        if self._reason.isHidden():
            self._reason.show()
            self._reason.edit.setFocus()
        elif not self._reason.text().strip():
            self._reason.set_message(self.tr("Write a few words first."))
        else:
            self.factorLost.emit(self._account.name, self._reason.text().strip())
