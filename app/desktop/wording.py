"""Small turns of phrase that several pages share."""

import re
from datetime import date, datetime
from textwrap import wrap
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain import dates
from app.ui import translation

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.checklist import Check
    from app.domain.checklist_sources import Source
    from app.workflows.overview import PolicyStatus

translate = QCoreApplication.translate

_LONGEST = 44
_LONG_WORD = re.compile(r"\S{45,}")


def version_words(label: str) -> str:
    """A version as people say it: "version 22 March 2021" for a label that is a date."""
    try:
        day = dates.from_date_text(label)
    except ValueError:
        return translate("Wording", "version {0}").format(label)
    return translate("Wording", "version {0}").format(day_of(day))


def standing_words(page: "QWidget", policy: "PolicyStatus") -> str:
    """What HR has done with the asking: taken the policy back, or paused it; "" where neither."""
    if policy.withdrawn:
        return page.tr("HR has taken this policy back. There is nothing to do.")
    if policy.paused:
        return page.tr("HR has paused this for you. Nothing is asked of you for now.")
    return ""


def moment_words(when: datetime) -> str:
    """An instant on this computer's clock: "22 November 2026, 08:41"."""
    local = when.astimezone()
    return f"{day_of(local.date())}, {dates.clock(local.time())}"


def day_words(when: datetime) -> str:
    """A day on this computer's clock: "22 November 2026"."""
    local = when.astimezone()
    return day_of(local.date())


def quoted(text: str) -> str:
    """Exact names between quotation marks: "Set it to **Only me**" becomes "Set it to ‘Only me’"."""
    parts = text.split("**")
    if len(parts) % 2 == 0:
        return text.replace("**", "")
    return "".join(f"‘{part}’" if number % 2 else part for number, part in enumerate(parts))


def checked_words(check: "Check", source: "Source") -> str:
    """Where the way there is from and of what time, and that menus move."""
    moved = (
        translate("Wording", "This menu may have moved.")
        if check.may_have_moved
        else translate("Wording", "Menus move: if it is not there, search for it.")
    )
    return f"{_from_where(check, source)} {moved}".strip()


def _from_where(check: "Check", source: "Source") -> str:
    """A page that was opened has the day of that; a guide, list or help page the time it is of, if it says so."""
    if check.sure == "memory":
        return translate("Wording", "Written from memory.")
    if source.kind == "page":
        return translate("Wording", "Looked at on {0}.").format(day_of(dates.from_date_text(check.checked)))
    dated, undated = {
        "guide": (
            translate("Wording", "From a guide of {0}."),
            translate("Wording", "From a guide without a date."),
        ),
        "list": (
            translate("Wording", "From a list of {0}."),
            translate("Wording", "From a list without a date."),
        ),
        "help": (
            translate("Wording", "From the site’s own help of {0}."),
            translate("Wording", "From the site’s own help, without a date."),
        ),
    }.get(source.kind, ("", ""))
    return dated.format(_time_of(source.dated)) if source.dated else undated


def _time_of(dated: str) -> str:
    """A year, or a month: "January 2025" for 2025-01 and 2025-01-22."""
    year, _, rest = dated.partition("-")
    return translation.month(date(int(year), int(rest[:2]), 1)) if rest else year


def received_words(received_at: str) -> str:
    """A receipt's date or moment on this computer's clock; as it stands where it is neither."""
    try:
        return moment_words(dates.from_utc_text(received_at))
    except ValueError:
        pass
    try:
        when = dates.from_date_text(received_at)
    except ValueError:
        return received_at
    return day_of(when)


def in_lines(text: str) -> str:
    """The text with words of more than 44 characters (digests, signed records) cut into lines, to be shown."""
    return _LONG_WORD.sub(lambda found: "\n".join(wrap(found[0], _LONGEST)), text)


def day_of(when: date) -> str:
    """A day: "22 November 2026"."""
    return translation.said(f"{when.day} {dates.month(when)}")
