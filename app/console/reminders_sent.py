"""What was sent: to whom, about what, when, and what the mail server said; and reading mail that came back.

A mail comes back as a delivery report to the address that reminders are sent from. HR saves it there as a file, one
message or many (mbox), and lets it be read here; nothing in it is trusted but the number of a mail of ours.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import protocol_reminders as wire
from app.console.desk import Desk
from app.console.reminders_part import Part
from app.console.reminders_words import fate, moment, text_name
from app.errors import UnavailableError
from app.sync import console_reminders as service
from app.sync.console_client import ConsoleClient
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Muted, RowCard, SecondaryButton, StatusChip


class MailUnreadableError(UnavailableError):
    """The file of a mail that came back could not be read."""

    sentence = "That file could not be read."
    next_step = "Close it if it is open in another program, or save it again in your mail program."


class SentPart(Part):
    """The log, the newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, QCoreApplication.translate("Reminders", "What was sent"), parent)
        self._about = Body()
        self._rows = RowCard()
        self._older = SecondaryButton(self.tr("Show older ones"))
        self._bounces = SecondaryButton(self.tr("Read mail that came back…"))
        self._oldest: int | None = None
        for part, name in (
            (self._about, "sentAbout"),
            (self._rows, "sentRows"),
            (self._older, "sentOlder"),
            (self._bounces, "sentBounces"),
        ):
            part.setObjectName(name)
        self.add(self._about)
        hint = self.tr(
            "In your mail program save what came back as a file: one message, or a whole folder (mbox)."
        )
        self.add(Wrap(self._bounces))
        self.add(Muted(hint))
        self.add(self._rows)
        self._bounces.clicked.connect(self._choose_bounces)
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

    def _choose_bounces(self) -> None:
        path = self.desk.files.open(self, self.tr("Saved mail (*.eml *.mbox *.mbx *.txt);;All files (*)"))
        if path:
            self.ask(partial(_read, path=Path(path)), self._bounces_read)

    def _bounces_read(self, read: tuple[wire.BouncesRead, wire.MailLog, wire.Reminders]) -> None:
        counts, log, state = read
        self._first(log)
        self.changed.emit(state)  # addresses that mail keeps coming back from
        said = self.tr("Messages read: {0}. Mails of ours that came back: {1}. Not known before: {2}.")
        self.say("✓ " + said.format(f"{counts.messages:,}", f"{counts.reports:,}", f"{counts.new:,}"))

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


def _read(client: ConsoleClient, *, path: Path) -> tuple[wire.BouncesRead, wire.MailLog, wire.Reminders]:
    """Sends a file of mail that came back, and asks for log and state anew; raises MailUnreadableError."""
    try:
        with path.open("rb") as file:
            content = file.read(service.MAX_BOUNCES_BYTES + 1)
    except OSError as error:
        raise MailUnreadableError from error
    return service.send_bounces(client, content), service.log(client), service.reminders(client)


def _before(client: ConsoleClient, *, number: int | None) -> wire.MailLog:
    return service.log(client, number)
