"""Whom a person can talk to, in the trust's own words; nobody is told by the app."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from app.config import Config
from app.domain.checklist import Contact


def contact_sentences(page: QWidget, contacts: Iterable[Contact], config: Config) -> str:
    """The contacts of a check as sentences; the line manager where it names none."""
    who = {
        Contact.LINE_MANAGER: config.contact_line_manager,
        Contact.HEADTEACHER: config.contact_headteacher,
        Contact.SAFEGUARDING: config.contact_safeguarding,
        Contact.WHISTLEBLOWING: config.contact_whistleblowing,
        Contact.HR: config.contact_hr,
    }
    wanted = list(contacts) or [Contact.LINE_MANAGER]
    words = page.tr("You can talk to {0}.").format(page.tr(", or ").join(who[contact] for contact in wanted))
    law = ""
    if Contact.WHISTLEBLOWING in wanted:
        law = page.tr(
            "Nothing here stops you from making a protected disclosure (Employment Rights Act 1996, section 43J)."
        )
    return " ".join(filter(None, (words, law, page.tr("Nobody has been told. You choose whether to."))))
