"""My account: the second factor, the password, and where this account is signed in.

1. The secret is shown as a picture for the phone and in letters; it counts once the phone's first code was typed.
2. The recovery codes are shown once; nothing goes on before somebody says that they are kept.
3. Nobody takes their own second factor away here: whoever finds an open window could.
"""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from app import protocol_accounts as wire
from app.console.accounts_codes import CodesCard, FreshCodesCard
from app.console.desk import Desk
from app.console.person_words import Words
from app.console.section import PageSection
from app.console.words import words
from app.errors import RefusedError
from app.sync import console_accounts as service
from app.ui.fields import TextField
from app.ui.layouts import Wrap
from app.ui.qr import QrCode
from app.ui.widgets import (
    Body,
    Card,
    ChipKind,
    Muted,
    NoteBox,
    NoteKind,
    PrimaryButton,
    SecondaryButton,
    StatusChip,
    Strong,
    Subheading,
    Title,
)


class SignInWithItError(RefusedError):
    """The second factor that had to be set up is there."""

    sentence = "Your second factor is on."
    next_step = "Sign in again with a code of your phone. Wait for the next one: each works once."


class MyAccountSection(PageSection):
    """One's own account; the only page of a session that has to set up a second factor."""

    name: ClassVar[str] = "my-account"
    roles: ClassVar[frozenset[str]] = frozenset({"hr", "headteacher", "line-manager", "auditor"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._said = ""
        self._note = NoteBox(NoteKind.ATTENTION)

    def title(self) -> str:
        """What the button says."""
        return self.tr("My account")

    def begin(self) -> None:
        """Asks how it stands."""
        self.desk.ask(self, service.my_account, self._show, self._failed)

    def _begin_page(self) -> None:
        self._page.clear()
        self._page.add(Title(self.title()))
        self._note = NoteBox(NoteKind.ATTENTION)
        self._note.setObjectName("myAccountNote")
        self._note.hide()
        self._page.add(self._note)

    def _failed(self, error: Exception) -> None:
        """What is on the page stays: a password that was refused is typed again."""
        self._note.set_text(words(error))
        self._note.show()

    def _show(self, found: wire.MyAccount) -> None:
        self._begin_page()
        if self._said:
            self._note.set_text(self._said)
            self._note.show()
            self._said = ""
        account = found.account
        self._page.add(Body(self.tr("You are signed in as {0}.").format(account.name)))
        if account.work_account:
            words_ = self.tr("You sign in with your work account. Password and second factor are kept there.")
            self._page.add(Body(words_))
        else:
            self._page.add(self._second_factor_card(found))
        if not self.desk.session.must_enrol:
            if not account.work_account:
                self._page.add(self._password_card())
            self._page.add(self._sessions_card(account))

    # The second factor

    def _second_factor_card(self, found: wire.MyAccount) -> Card:
        card = Card()
        card.add(Subheading(self.tr("Second factor")))
        if found.account.second_factor:
            card.add(StatusChip(ChipKind.DONE, self.tr("On")))
            left = self.tr("Recovery codes left: {0} of 10.").format(found.recovery_codes_left)
            card.add(Body(left))
            if not self.desk.session.must_enrol:
                fresh = SecondaryButton(self.tr("Fresh recovery codes…"))
                fresh.setObjectName("freshCodes")
                fresh.clicked.connect(self._ask_for_fresh_codes)
                card.add(Wrap(fresh))
            card.add(Muted(self.tr("Lost your phone? Ask IT or another person of HR to take it away.")))
            return card
        if found.account.needs_second_factor:
            card.add(Body(self.tr("Your Trust asks for one, so please set it up now.")))
        card.add(
            Body(
                self.tr(
                    "With it, a stolen password alone lets nobody in. You need an app on your phone that shows"
                    " codes, such as the one you use for your work e-mail."
                )
            )
        )
        begin = PrimaryButton(self.tr("Set it up"))
        begin.setObjectName("secondFactorBegin")
        begin.clicked.connect(self._begin_second_factor)
        card.add(Wrap(begin))
        return card

    def _begin_second_factor(self) -> None:
        self.desk.ask(self, service.begin_second_factor, self._show_secret, self._failed)

    def _show_secret(self, found: wire.SecondFactorSecret) -> None:
        self._begin_page()
        card = Card()
        card.add(Subheading(self.tr("1. Let your phone’s app read this picture")))
        card.add(QrCode(found.address, self.tr("your code app, to add this account")))
        letters = " ".join(found.secret[place : place + 4] for place in range(0, len(found.secret), 4))
        secret = Strong(letters, selectable=True)
        secret.setObjectName("secondFactorSecret")
        card.add(Body(self.tr("Or type these letters into it:")))
        card.add(secret)
        card.add(Subheading(self.tr("2. Type the code that it shows")))
        code = TextField(self.tr("Code"), self.tr("Six figures"))
        code.edit.setObjectName("secondFactorCode")
        card.add(code)
        confirm = PrimaryButton(self.tr("Switch it on"))
        confirm.setObjectName("secondFactorConfirm")
        confirm.clicked.connect(partial(self._confirm, code))
        code.edit.returnPressed.connect(partial(self._confirm, code))
        back = SecondaryButton(self.tr("Not now"))
        back.clicked.connect(self.begin)
        card.add(Wrap(confirm, back))
        self._page.add(card)
        code.edit.setFocus()

    def _confirm(self, code: TextField) -> None:
        typed = code.text().strip()
        if not typed:
            code.set_message(self.tr("Type the code that your phone shows."))
            return
        self.desk.ask(
            code,
            lambda client: service.confirm_second_factor(client, typed),
            partial(self._show_codes, self.tr("Your second factor is on. Keep these ten recovery codes")),
            lambda error: code.set_message(words(error)),
        )

    def _show_codes(self, title: str, codes: list[str]) -> None:
        self._begin_page()
        card = CodesCard(title, codes)
        card.kept.connect(self._kept)
        self._page.add(card)
        card.copy.setFocus()

    def _ask_for_fresh_codes(self) -> None:
        self._begin_page()
        card = FreshCodesCard(self.desk)
        title = self.tr("Keep these ten fresh recovery codes. The old ones have ended")
        card.made.connect(partial(self._show_codes, title))
        card.left.connect(self.begin)
        self._page.add(card)
        card.password.edit.setFocus()

    def _kept(self) -> None:
        if self.desk.session.must_enrol:
            self.desk.ended(SignInWithItError())
        else:
            self.begin()

    # Password and sessions

    def _password_card(self) -> Card:
        card = Card()
        card.add(Subheading(self.tr("Password")))
        old, new = (
            TextField(self.tr("Your password now")),
            TextField(self.tr("New password"), self.tr("At least 12 characters. Your other sessions end.")),
        )
        for field, name in ((old, "passwordOld"), (new, "passwordNew")):
            field.edit.setObjectName(name)
            field.edit.setEchoMode(QLineEdit.EchoMode.Password)
            card.add(field)
        change = SecondaryButton(self.tr("Change my password"))
        change.setObjectName("passwordChange")
        change.clicked.connect(partial(self._change_password, old, new))
        card.add(Wrap(change))
        return card

    def _change_password(self, old: TextField, new: TextField) -> None:
        before, after = old.text(), new.text()
        if not before:
            old.set_message(self.tr("Type the password that you have now."))
            return
        old.set_message("")
        self.desk.ask(
            new,
            lambda client: service.change_password(client, before, after),
            partial(self._done, self.tr("✓ Your password is changed.")),
            lambda error: new.set_message(words(error)),
        )

    def _sessions_card(self, account: wire.AccountBody) -> Card:
        card, told = Card(), Words(self.desk)
        card.add(Subheading(self.tr("Where you are signed in")))
        for session in account.sessions:
            since = self.tr("Since {0}, last used {1}").format(
                told.moment(session.opened_at), told.moment(session.seen_at)
            )
            if session.this:
                card.add(Wrap(Body(since), StatusChip(ChipKind.DONE, self.tr("This one"))))
                continue
            end = SecondaryButton(self.tr("End it"), description=since)
            end.setObjectName(f"sessionEnd-{session.number}")
            end.clicked.connect(partial(self._end, session.number))
            card.add(Wrap(Body(since), end))
        if len(account.sessions) > 1:
            others = SecondaryButton(self.tr("End all others"))
            others.setObjectName("sessionsEndOthers")
            others.clicked.connect(partial(self._end, None))
            card.add(Wrap(others))
        return card

    def _end(self, number: str | None) -> None:
        self.desk.ask(
            self,
            lambda client: service.end_sessions(client, number),
            partial(self._done, self.tr("✓ Ended.")),
            self._failed,
        )

    def _done(self, said: str, _nothing: None) -> None:
        self._said = said
        self.begin()
