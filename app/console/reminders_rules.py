"""The rules by which reminders go out, and the mail server. The password is typed here and never shown."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app import protocol_reminders as wire
from app.console.desk import Desk
from app.console.reminders_part import Part
from app.sync import console_reminders as service
from app.sync.console_client import ConsoleClient
from app.ui import theme
from app.ui.fields import TextField
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Card, Heading, PrimaryButton


class RulesPart(Part):
    """Two forms: the rules, the mail server."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, QCoreApplication.translate("Reminders", "Rules and mail server"), parent)
        self._known: tuple[wire.Rules, wire.Server] | None = None
        self._most = TextField(self.tr("Most mails about one version of a policy"), self.tr("1 to 6"))
        self._first = TextField(self.tr("School days before the first mail"), self.tr("1 to 40"))
        self._pause = TextField(
            self.tr("School days between two mails"),
            self.tr("1 to 40. It widens: once, twice, three times as long."),
        )
        self._at = TextField(self.tr("Not before"), self.tr("A time from 06:00 to 16:00, such as 08:30"))
        self._manager = QCheckBox(self.tr("Then tell the line manager, once"))
        self._manager.setAccessibleDescription(self.tr("Of policies not answered, never of the self-audit"))
        self._address = TextField(self.tr("Mail server"), self.tr("Such as smtp.example.org:587"))
        self._sender = TextField(
            self.tr("Mails come from"), self.tr("An address whose mailbox somebody reads: people may reply.")
        )
        self._account = TextField(self.tr("Account on the mail server"), self.tr("Empty if it asks for none"))
        self._password = TextField(self.tr("Its password"), " ")
        self._password.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._save_rules = PrimaryButton(self.tr("Save the rules"))
        self._save_server = PrimaryButton(self.tr("Save the mail server"))
        self._name_parts()
        self._lay_out()
        self._save_rules.clicked.connect(self._rules_wanted)
        self._save_server.clicked.connect(self._server_wanted)

    def _name_parts(self) -> None:
        for field, name in (
            (self._most, "rulesMost"),
            (self._first, "rulesFirst"),
            (self._pause, "rulesPause"),
            (self._at, "rulesAt"),
            (self._address, "serverAddress"),
            (self._sender, "serverSender"),
            (self._account, "serverAccount"),
            (self._password, "serverPassword"),
        ):
            field.edit.setObjectName(name)
        self._manager.setObjectName("rulesManager")
        self._save_rules.setObjectName("rulesSave")
        self._save_server.setObjectName("serverSave")

    def _lay_out(self) -> None:
        rules, server = Card(), Card()
        for card in (rules, server):
            card.body.setSpacing(theme.SPACE_16)
        rules.add(Heading(self.tr("Rules")))
        never = self.tr(
            "Nobody on leave is written to, nobody who waits for an answer, and nobody who has answered, signed on"
            " paper or is exempt."
        )
        rules.add(Body(never))
        for part in (self._most, self._first, self._pause, self._at, self._manager, Wrap(self._save_rules)):
            rules.add(part)
        server.add(Heading(self.tr("Mail server")))
        server.add(
            Body(self.tr("The line is encrypted (TLS). The server’s certificate must be a valid one."))
        )
        for field in (self._address, self._sender, self._account, self._password, Wrap(self._save_server)):
            server.add(field)
        self.add(rules)
        self.add(server)

    def show_state(self, state: wire.Reminders) -> None:
        """Fills both forms with what is new; what was typed and not saved stays, and the password is never filled in."""
        if self._known == (state.rules, state.server):
            return
        self._known = (state.rules, state.server)
        rules = state.rules
        for field, text in (
            (self._most, str(rules.most)),
            (self._first, str(rules.first_after)),
            (self._pause, str(rules.pause)),
            (self._at, rules.at),
            (self._address, state.server.address),
            (self._sender, state.server.sender),
            (self._account, state.server.account),
            (self._password, ""),
        ):
            field.setText(text)
        self._manager.setChecked(rules.tell_manager)
        kept = self.tr("One is kept. Leave this empty to keep it.")
        self._password.edit.setPlaceholderText(kept if state.server.has_password else "")

    def _rules_wanted(self) -> None:
        numbers = [self._number(field) for field in (self._most, self._first, self._pause)]
        if None in numbers:
            return
        most, first, pause = (number or 0 for number in numbers)
        rules = wire.Rules(
            most=most,
            first_after=first,
            pause=pause,
            at=self._at.text().strip()[:5],
            tell_manager=self._manager.isChecked(),
        )
        self.change(partial(_with_rules, rules=rules), self.tr("The rules are saved."))

    def _number(self, field: TextField) -> int | None:
        text = field.text().strip()
        known = text.isascii() and text.isdigit() and len(text) < 4
        field.set_message("" if known else self.tr("Write a number."))
        return int(text) if known else None

    def _server_wanted(self) -> None:
        change = wire.ServerChange(
            address=self._address.text().strip()[:400],
            sender=self._sender.text().strip()[:400],
            account=self._account.text().strip()[:400],
            password=self._password.text()[:400] or None,
        )
        self._password.setText("")
        self.change(
            partial(_with_server, change=change), self.tr("The mail server is saved. Send yourself a test.")
        )


def _with_rules(client: ConsoleClient, *, rules: wire.Rules) -> wire.Reminders:
    return service.set_rules(client, rules)


def _with_server(client: ConsoleClient, *, change: wire.ServerChange) -> wire.Reminders:
    return service.set_server(client, change)
