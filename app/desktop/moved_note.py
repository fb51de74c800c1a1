"""*This has moved*: noted on this computer; a mail to HR is prepared only if the person asks for it.

What a mail would tell is said before: it comes from the person, and names the page of the check. It holds no answer.
"""

from PySide6.QtCore import QCoreApplication, QUrl, QUrlQuery, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.contacts import hr_address
from app.desktop.page import named
from app.desktop.wording import checked_words
from app.desktop.work import Work
from app.domain.audit import Audit
from app.domain.checklist import EVERYWHERE, Check
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.widgets import LinkButton, Muted, NoteBox, NoteKind, SecondaryButton

translate = QCoreApplication.translate


class MovedNote(QWidget):
    """Where the way there is from, and what to do if it is not there any more."""

    said = Signal(bool)
    """The person says that it has moved (True), or takes that back."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._url = QUrl()
        self.looked = Muted()
        self.moved = named(LinkButton(self.tr("This has moved")), "this-has-moved")
        self.note = named(NoteBox(NoteKind.INFO), "moved-note")
        self.mail = named(SecondaryButton(self.tr("Write a mail to HR about it…")), "mail-hr")
        self.back = named(LinkButton(self.tr("Take it back")), "not-moved")
        self.note.add(Wrap(self.mail, self.back))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE_8)
        for part in (Wrap(self.looked, self.moved), self.note):
            rows.addWidget(part)
        self.moved.clicked.connect(self._say_moved)
        self.back.clicked.connect(self._take_back)
        self.mail.clicked.connect(self._write)

    def show_check(self, check: Check, audit: Audit) -> None:
        """Shows what is known of this check, and whether the person said that it has moved."""
        moved = check.id in audit.moved
        self.looked.setText(checked_words(check, audit.checklist.source(check.source)))
        self.moved.setVisible(not moved)
        self.note.setVisible(moved)
        address = hr_address(self._work.config)
        self.mail.setVisible(address is not None)
        self.note.set_text(self._what_it_means(check, audit, address), title=self.tr("Noted: this has moved"))
        self._url = _mail(check, audit, address or "")

    def _what_it_means(self, check: Check, audit: Audit, address: str | None) -> str:
        kept = self.tr("The note is only on this computer, with your answers.")
        if address is None:
            return kept
        site = audit.checklist.site_of(check.id)
        guess = (
            self.tr("So HR may guess that you looked at it.")
            if site.id == EVERYWHERE
            else self.tr("So HR may guess that you use {0}.").format(site.name)
        )
        mail = self.tr(
            "You can also tell HR, so that the steps are put right. The mail comes from you. It names this page and "
            "says that its menu has moved. {0} It does not say what you answered. You see it before it goes."
        )
        return f"{kept} {mail.format(guess)}"

    def _say_moved(self) -> None:
        self.said.emit(True)

    def _take_back(self) -> None:
        self.said.emit(False)

    def _write(self) -> None:
        if not QDesktopServices.openUrl(self._url):
            words = self.tr("No mail program opened. HR’s address is {0}.").format(self._url.path())
            self.note.set_text(words, title=self.tr("Noted: this has moved"))


def _mail(check: Check, audit: Audit, address: str) -> QUrl:
    """A mail that names the page and nothing of the person's own."""
    checklist, site = audit.checklist, audit.checklist.site_of(check.id)
    query = QUrlQuery()
    query.addQueryItem("subject", translate("MovedNote", "A page of the self-audit to put right"))
    words = translate(
        "MovedNote", "The steps on this page may be out of date: {0}, “{1}” ({2}, {3} version {4})."
    )
    where = (site.name, check.title, check.id, checklist.id, checklist.version)
    query.addQueryItem("body", words.format(*where))
    url = QUrl()
    url.setScheme("mailto")
    url.setPath(address)
    url.setQuery(query)
    return url
