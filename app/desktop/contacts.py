"""Whom a person can talk to, in the trust's own words; nobody is told by the app."""

import re
from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from app.config import Config
from app.domain.checklist import Contact
from app.ui.translation import said

_ADDRESS = re.compile(r"[^\s@,;:<>\"()\[\]\\?&=%#]+@[^\s@,;:<>\"()\[\]\\?&=%#]+\.[^\s@,;:<>\"()\[\]\\?&=%#]+")


def contact_sentences(page: QWidget, contacts: Iterable[Contact], config: Config) -> str:
    """The contacts of a check as sentences; the line manager where it names none."""
    wanted = list(contacts)
    law = ""
    if Contact.WHISTLEBLOWING in wanted:
        law = page.tr(
            "Nothing here stops you from making a protected disclosure (Employment Rights Act 1996, section 43J)."
        )
    told = page.tr("Nobody has been told. You choose whether to.")
    return " ".join(filter(None, (whom_to_talk_to(page, wanted, config), law, told)))


def whom_to_talk_to(page: QWidget, contacts: Iterable[Contact], config: Config) -> str:
    """The contacts of a check as one sentence; the line manager where it names none."""
    who = {
        Contact.LINE_MANAGER: config.contact_line_manager,
        Contact.HEADTEACHER: config.contact_headteacher,
        Contact.SAFEGUARDING: config.contact_safeguarding,
        Contact.WHISTLEBLOWING: config.contact_whistleblowing,
        Contact.HR: config.contact_hr,
    }
    wanted = list(contacts) or [Contact.LINE_MANAGER]
    return page.tr("You can talk to {0}.").format(
        page.tr(", or ").join(said(who[contact]) for contact in wanted)
    )


def hr_address(config: Config) -> str | None:
    """HR's e-mail address, where the trust gave one and nothing else; None otherwise."""
    return config.contact_hr if _ADDRESS.fullmatch(config.contact_hr) else None
