"""Reminders and term calendars, asked of the HR service; each raises what every question to the service raises."""

import base64

from app import protocol_reminders as protocol
from app.errors import RefusedError
from app.protocol import Accepted
from app.sync.console_client import ConsoleClient

MAX_CALENDAR_BYTES = 2_000_000
MAX_BOUNCES_BYTES = 20_000_000


class CalendarTooLargeError(RefusedError):
    """The file is larger than any school's calendar."""

    sentence = "This file is too large for a school’s calendar."
    next_step = "Choose an iCalendar file of less than 2 MB."


class BouncesTooLargeError(RefusedError):
    """The file is larger than what is read at once."""

    sentence = "This file is too large to read at once."
    next_step = "Move the mail that came back to a folder of its own, and save that: less than 20 MB."


def reminders(client: ConsoleClient) -> protocol.Reminders:
    """Everything that is set."""
    return client.get(protocol.REMINDERS, protocol.Reminders)


def reminded_people(client: ConsoleClient) -> protocol.RemindedPeople:
    """How often each person in sight was written to, and when last."""
    return client.get(protocol.PEOPLE, protocol.RemindedPeople)


def plan(client: ConsoleClient) -> protocol.Plan:
    """What would go out today."""
    return client.get(protocol.PLAN, protocol.Plan)


def log(client: ConsoleClient, before: int | None = None) -> protocol.MailLog:
    """What was sent, the newest first, or before a number."""
    query = "" if before is None else f"?before={before}"
    return client.get(f"{protocol.LOG}{query}", protocol.MailLog)


def switch(client: ConsoleClient, *, on: bool) -> protocol.Reminders:
    """Switch reminders on or off."""
    return client.post(protocol.SWITCH, protocol.Switch(on=on), protocol.Reminders)


def set_rules(client: ConsoleClient, rules: protocol.Rules) -> protocol.Reminders:
    """Change the rules."""
    return client.post(protocol.RULES, rules, protocol.Reminders)


def set_server(client: ConsoleClient, change: protocol.ServerChange) -> protocol.Reminders:
    """Name the mail server."""
    return client.post(protocol.SERVER, change, protocol.Reminders)


def save_text(client: ConsoleClient, draft: protocol.Draft) -> protocol.Reminders:
    """Change a text."""
    return client.post(protocol.TEXTS, draft, protocol.Reminders)


def preview(client: ConsoleClient, draft: protocol.Draft, staff_id: str) -> protocol.Preview:
    """A draft as one person would get it."""
    asked = protocol.PreviewRequest(draft=draft, staff_id=staff_id)
    return client.post(protocol.PREVIEW, asked, protocol.Preview)


def send_test(client: ConsoleClient, draft: protocol.Draft, staff_id: str, to: str) -> protocol.TrialAnswer:
    """Send a draft to one address."""
    asked = protocol.TrialRequest(draft=draft, staff_id=staff_id, to=to)
    return client.post(protocol.TEST, asked, protocol.TrialAnswer)


def clear_address(client: ConsoleClient, address: str) -> None:
    """Write to an address again."""
    client.post(protocol.ADDRESSES, protocol.AddressClearing(address=address), Accepted)


def send_bounces(client: ConsoleClient, content: bytes) -> protocol.BouncesRead:
    """Let mail that came back be read, a message or an mbox file; raises BouncesTooLargeError."""
    if len(content) > MAX_BOUNCES_BYTES:
        raise BouncesTooLargeError
    upload = protocol.BouncesUpload(content=base64.b64encode(content).decode())
    return client.post(protocol.BOUNCES, upload, protocol.BouncesRead)


def send_calendar(
    client: ConsoleClient, name: str, school: str | None, content: bytes, *, save: bool
) -> protocol.CalendarAnswer:
    """Preview a calendar, or take it over for one school or the whole trust; raises CalendarTooLargeError."""
    if len(content) > MAX_CALENDAR_BYTES:
        raise CalendarTooLargeError
    upload = protocol.CalendarUpload(
        name=name[-200:], school=school, content=base64.b64encode(content).decode(), preview=not save
    )
    return client.post(protocol.CALENDARS, upload, protocol.CalendarAnswer)


def remove_calendar(client: ConsoleClient, name: str, school: str | None) -> protocol.Reminders:
    """Forget a calendar."""
    removal = protocol.CalendarRemoval(name=name, school=school)
    return client.post(protocol.CALENDAR_REMOVALS, removal, protocol.Reminders)
