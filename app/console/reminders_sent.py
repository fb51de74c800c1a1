"""What was sent: to whom, about what, when, and what the mail server said."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import protocol_reminders as wire
from app.console.desk import Desk
from app.console.reminders_part import Part
from app.console.reminders_words import fate, moment, text_name
from app.sync import console_reminders as service
from app.sync.console_client import ConsoleClient
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Muted, RowCard, SecondaryButton, StatusChip


class SentPart(Part):
    """The log, the newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, QCoreApplication.translate("Reminders", "What was sent"), parent)
        self._about = Body()
        self._rows = RowCard()
        self._older = SecondaryButton(self.tr("Show older ones"))
        self._oldest: int | None = None
        for part, name in (
            (self._about, "sentAbout"),
            (self._rows, "sentRows"),
            (self._older, "sentOlder"),
        ):
            part.setObjectName(name)
        self.add(self._about)
        self.add(self._rows)
        self.add(Wrap(self._older))
        self._older.clicked.connect(self._older_wanted)
        self._older.hide()
        self._rows.hide()

    def begin(self) -> None:
        """Asks for the newest."""
        super().begin()
        self.ask(service.log, self._first)

    def _older_wanted(self) -> None:
        self.ask(partial(_before, number=self._oldest), self._more)

    def _first(self, log: wire.MailLog) -> None:
        self._rows.clear()
        self._about.setText(
            self.tr("A mail that may not have been sent is never sent again by itself.")
            if log.mails
            else self.tr("Nothing has been sent yet.")
        )
        self._more(log)

    def _more(self, log: wire.MailLog) -> None:
        for mail in log.mails:
            self._oldest = mail.number
            self._rows.add_row(self._words(mail), StatusChip(*fate(mail.state)))
        self._rows.setVisible(self._oldest is not None)
        self._older.setVisible(log.more)

    def _words(self, mail: wire.SentMail) -> QWidget:
        about = self.tr("{0}: {1}").format(", ".join(mail.people), ", ".join(mail.policies))
        facts = [text_name(mail.template), mail.address, moment(self.desk, mail.at)]
        if mail.answer and mail.state != "sent":
            facts.append(self.tr("the mail server said “{0}”").format(mail.answer))
        both = QWidget()
        lines = QVBoxLayout(both)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(Body(about))
        lines.addWidget(Muted(" · ".join(facts)))
        return both


def _before(client: ConsoleClient, *, number: int | None) -> wire.MailLog:
    return service.log(client, number)
