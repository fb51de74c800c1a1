"""The HTTP bodies and paths of reminders and term calendars in the HR window.

The mail server's password goes to the service and never comes back: `has_password` says whether one is kept.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.protocol import Body, Count, Day, Text

REMINDERS = "/v1/console/reminders"
PEOPLE = "/v1/console/reminders/people"
PLAN = "/v1/console/reminders/plan"
SWITCH = "/v1/console/reminders/switch"
RULES = "/v1/console/reminders/rules"
SERVER = "/v1/console/reminders/server"
TEXTS = "/v1/console/reminders/texts"
PREVIEW = "/v1/console/reminders/preview"
TEST = "/v1/console/reminders/test"
LOG = "/v1/console/reminders/log"
ADDRESSES = "/v1/console/reminders/addresses"
BOUNCES = "/v1/console/reminders/bounces"
CALENDARS = "/v1/console/reminders/calendars"
CALENDAR_REMOVALS = "/v1/console/reminders/calendars/removals"

TextName = Literal["reminder", "last", "manager"]
MailState = Literal["claimed", "sent", "failed", "refused", "bounced"]
Line = Annotated[str, StringConstraints(max_length=400)]
Long = Annotated[str, StringConstraints(max_length=20_000)]


class Rules(Body):
    """How reminders go out: mails about one version, school days before the first and between two, the time of day."""

    most: Count
    first_after: Count
    pause: Count
    at: Annotated[str, StringConstraints(max_length=5)]
    tell_manager: bool


class Switch(Body):
    """On, or off."""

    on: bool


class Server(Body):
    """The mail server as it is set; empty texts where it is not."""

    address: Line
    sender: Line
    account: Line
    has_password: bool


class ServerChange(Body):
    """Another mail server; without a password the one it has is kept."""

    address: Line
    sender: Line
    account: Line
    password: Annotated[str, StringConstraints(max_length=400)] | None = Field(default=None, repr=False)


class Draft(Body):
    """A text under one of the three names."""

    name: TextName
    subject: Line
    text: Long


class ReminderText(Draft):
    """A text as it is sent now, the names it may hold, and who changed it (null: as it came)."""

    names: list[Text]
    changed_at: Text | None
    changed_by: Text | None


class School(Body):
    """Until when a school's terms are known (null: they are not), and whether they are its own."""

    name: Text
    known_until: Day | None
    own: bool


class CalendarFile(Body):
    """A calendar that was taken over; its school is "" for the whole trust."""

    name: Text
    school: Text
    added_at: Text
    added_by: Text
    terms: Count
    closed: Count
    first: Day
    last: Day


class MarkedAddress(Body):
    """An address that mail came back from too often, and whose it is."""

    address: Text
    names: list[Text]
    bounces: Count


class Reminders(Body):
    """Everything that is set, and how the last round went (null: none yet, or no problem)."""

    on: bool
    rules: Rules
    server: Server
    texts: list[ReminderText]
    schools: list[School]
    calendars: list[CalendarFile]
    marked: list[MarkedAddress]
    last_run_at: Text | None
    last_problem: Text | None


class PlannedMail(Body):
    """A mail that would go out today."""

    address: Text
    template: TextName
    people: list[Text]


class Held(Body):
    """How many people are held back for one reason."""

    why: Text
    people: Count


class Unreachable(Body):
    """Somebody who cannot be written to, and why."""

    staff_id: Text
    name: Text
    school: Text
    why: Text


class Plan(Body):
    """What would go out today: how many mails, and the first of them."""

    day: Day
    count: Count
    mails: list[PlannedMail]
    held: list[Held]
    unreachable: list[Unreachable]


class PreviewRequest(Body):
    """A draft, and the person it is filled in for."""

    draft: Draft
    staff_id: Line


class Preview(Body):
    """The draft as that person would get it; `example` if they owe nothing, and every policy stands in it."""

    to: Text
    subject: Text
    text: Long
    example: bool


class TrialRequest(PreviewRequest):
    """The same, to be sent to an address."""

    to: Line


class TrialAnswer(Body):
    """What the mail server said."""

    said: Text


class SentMail(Body):
    """One line of the log. `claimed` reads: may not have been sent."""

    number: int
    at: Text
    address: Text
    template: TextName
    template_sha256: Text
    people: list[Text]
    policies: list[Text]
    state: MailState
    answer: Text | None


class MailLog(Body):
    """Mails, the newest first; `more` if there are older ones."""

    mails: list[SentMail]
    more: bool


class Reminded(Body):
    """How often somebody was written to, and the day of the last time."""

    staff_id: Text
    reminded_count: Count
    last_reminded: Day


class RemindedPeople(Body):
    """Everybody in sight who was written to."""

    people: list[Reminded]


class AddressClearing(Body):
    """That an address is right again."""

    address: Line


class BouncesUpload(Body):
    """Mail that came back: a saved message or an mbox file, in base64."""

    content: Annotated[str, StringConstraints(max_length=28_000_000)] = Field(repr=False)


class BouncesRead(Body):
    """How many messages there were, how many of them were reports of our mails, and how many were news."""

    messages: Count
    reports: Count
    new: Count


class CalendarUpload(Body):
    """An iCalendar file in base64, for one school or (null) the whole trust; `preview` saves nothing."""

    name: Line
    school: Line | None
    content: Annotated[str, StringConstraints(max_length=2_800_000)] = Field(repr=False)
    preview: bool


class CalendarEntry(Body):
    """A term, or days on which it is closed."""

    kind: Literal["term", "closed"]
    first: Day
    last: Day
    title: Text


class CalendarAnswer(Body):
    """What a calendar says: its entries, the titles that are unclear, and how many events do not matter here."""

    entries: list[CalendarEntry]
    unclear: list[Text]
    left_out: Count
    saved: bool


class CalendarRemoval(Body):
    """A calendar to forget."""

    name: Line
    school: Line | None
