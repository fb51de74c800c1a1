"""Reminders in the words of the HR window: what becomes of a mail, why somebody is held back, when."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from app import protocol_reminders as wire
from app.console.desk import Desk
from app.domain import dates
from app.domain.reminders import Hold
from app.ui.widgets import ChipKind

translate = QCoreApplication.translate


def day(desk: Desk, text: str) -> str:
    """A day: "Friday 4 December"."""
    return dates.day(date.fromisoformat(text), desk.today())


def moment(desk: Desk, at: str) -> str:
    """A time: "Friday 4 December at 08:31"."""
    return dates.day_and_time(datetime.fromisoformat(at), desk.tz, desk.today())


def fate(state: wire.MailState) -> tuple[ChipKind, str]:
    """What became of a mail."""
    return {
        "sent": (ChipKind.DONE, translate("Reminders", "Sent")),
        "claimed": (ChipKind.ATTENTION, translate("Reminders", "May not have been sent")),
        "failed": (ChipKind.OPEN, translate("Reminders", "Not taken that day")),
        "refused": (ChipKind.ATTENTION, translate("Reminders", "Refused")),
        "bounced": (ChipKind.ATTENTION, translate("Reminders", "Came back")),
    }[state]


def text_name(name: wire.TextName) -> str:
    """What a text is for."""
    return {
        "reminder": translate("Reminders", "Reminder"),
        "last": translate("Reminders", "Last reminder"),
        "manager": translate("Reminders", "To the line manager"),
    }[name]


def held(why: str) -> str:
    """Why somebody is not written to."""
    return {
        Hold.LEFT.value: translate("Reminders", "They have left"),
        Hold.ON_LEAVE.value: translate("Reminders", "On leave"),
        Hold.QUESTION.value: translate("Reminders", "Waiting for an answer to a question"),
        Hold.NO_ADDRESS.value: translate("Reminders", "No e-mail address on the staff list"),
        Hold.BOUNCED.value: translate("Reminders", "Mail to them came back three times"),
        Hold.NO_SCHOOL_DAY.value: translate("Reminders", "No school day at their school"),
        Hold.CALENDAR_ENDED.value: translate("Reminders", "Their school’s terms are not known any more"),
        Hold.NOT_YET.value: translate("Reminders", "Written to lately, or asked lately"),
        Hold.ENOUGH.value: translate("Reminders", "Reminded often enough; nothing more is sent"),
        Hold.NOTHING_OWED.value: translate("Reminders", "Not to be reminded: they have answered"),
    }.get(why, why[:1].upper() + why[1:])


def problem(code: str) -> str:
    """Why the last round stopped."""
    return {
        "mail-not-sent": translate("Reminders", "the mail server could not be reached, or took nothing"),
        "mail-password-missing": translate("Reminders", "the mail server’s password has to be given again"),
        "reminders-not-ready": translate("Reminders", "no mail server is set"),
    }.get(code, translate("Reminders", "something on the service did not work"))
