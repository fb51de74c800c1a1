"""What is known of everybody who may have to be reminded, as `app.domain.reminders` wants it.

Rules:

* somebody is asked from the day on which the version was published or starts, on which they joined, or after their last leave,
  whichever is latest; the self-audit from the day on which they signed;
* a mail counts if it was, or may have been, taken by a mail server; one that the server would not take then does not;
* people who share a mailbox are written to together, by name and never of the self-audit, which is nobody else's;
* a question counts as open until HR has answered it.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Connection, func, select

from app.domain.dates import date_in, from_utc_text
from app.domain.leave import absences
from app.domain.obligation import AcknowledgementState, AuditState, PersonState
from app.domain.reminders import Case, Owed, Part, mailboxes, owed_part, usable_address
from app.domain.school_calendar import SchoolCalendar, all_of
from app.hr.calendars import calendars_of
from app.hr.core import Core
from app.hr.leave import recorded_leave
from app.hr.store.database import AnyRow
from app.hr.store.schema import (
    mail_addresses,
    policies,
    reminder_subjects,
    reminders,
    schools,
    staff,
    staff_schools,
    standings,
    versions,
)

MANAGER = "manager"
"""The template of the mail to a line manager."""


class MailState(StrEnum):
    """What became of a mail. `CLAIMED`: about to be handed in, or nobody knows whether it was."""

    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    REFUSED = "refused"
    BOUNCED = "bounced"


COUNTED = tuple(state.value for state in MailState if state is not MailState.FAILED)
_CAME_BACK = (MailState.REFUSED.value, MailState.BOUNCED.value)

Owing = tuple[str, str, Part, int]
"""A person's `sub`, a policy, the part of it that is owed, and the version."""
Answered = Collection[tuple[str, str]]
"""The staff ids and policies of questions that HR has answered."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be written to: who, where, their manager's `sub`, their case, the due dates of what they owe."""

    sub: str
    staff_id: str
    name: str
    school: str
    address: str
    manager: str | None
    case: Case
    due: Mapping[str, str | None]


@dataclass(frozen=True)
class _Sent:
    """What was sent before, counted."""

    reminded: Counter[tuple[str, str, str, int]]
    told: frozenset[tuple[str, str, int]]
    to_people: Mapping[str, date]
    to_mailboxes: Mapping[str, date]
    to_managers: Mapping[str, date]
    came_back: Mapping[str, int]


class Cases:
    """Everybody who owes something, and their managers, as one transaction sees them."""

    def __init__(self, core: Core, connection: Connection, answered: Answered) -> None:
        self._core = core
        self._answered = answered
        self._owing: dict[str, list[AnyRow]] = {}
        for row in connection.execute(_OWING):
            self._owing.setdefault(row.sub, []).append(row)
        self._people = {row.sub: row for row in connection.execute(_PEOPLE)}
        self._calendars = _calendars(connection, self._people)
        self._sent = _sent(connection)
        self._back = _back_from_leave(connection, core.today())
        self._shared = _shared(connection)

    def candidates(self) -> list[Candidate]:
        """Everybody who owes something, by name; nobody who has left is among them."""
        found = [self._candidate(self._people[sub]) for sub in self._owing]
        return sorted(found, key=lambda one: (one.name, one.staff_id))

    def manager(self, sub: str) -> tuple[Candidate, date | None] | None:
        """Somebody's line manager, and the day on which they were last told of their people."""
        row = self._people.get(sub)
        if row is None:
            return None
        found = self._candidate(row)
        return found, self._sent.to_managers.get(found.address)

    def person(self, staff_id: str) -> Candidate | None:
        """Somebody by their staff id, whatever they owe."""
        found = (row for row in self._people.values() if row.staff_id == staff_id)
        row = next(found, None)
        return self._candidate(row) if row is not None else None

    def people_of(self, manager: str) -> list[Candidate]:
        """Everybody who owes something and whose line manager this is, by name."""
        rows = (self._people[sub] for sub in self._owing)
        found = [self._candidate(row) for row in rows if row.line_manager == manager]
        return sorted(found, key=lambda one: (one.name, one.staff_id))

    def _candidate(self, row: AnyRow) -> Candidate:
        address = usable_address(row.email)
        owing = self._owing.get(row.sub, [])
        waits = any(self._waits(one) for one in owing)
        written = [self._sent.to_people.get(row.sub), self._sent.to_mailboxes.get(address)]
        case = Case(
            person=PersonState(row.person),
            owed=tuple(owed for one in owing if (owed := self._owed(one, row, address)) is not None),
            calendar=self._calendars[row.sub],
            written=max((day for day in written if day is not None), default=None),
            waits_for_answer=waits,
            has_address=bool(address),
            came_back=self._sent.came_back.get(address, 0),
        )
        due = {one.policy_id: one.due for one in owing}
        return Candidate(row.sub, row.staff_id, row.name, row.school, address, row.line_manager, case, due)

    def _waits(self, row: AnyRow) -> bool:
        asked = row.acknowledgement == AcknowledgementState.QUESTION
        return asked and (row.staff_id, row.policy_id) not in self._answered

    def _owed(self, row: AnyRow, person: AnyRow, address: str) -> Owed | None:
        answered = (row.staff_id, row.policy_id) in self._answered
        states = AcknowledgementState(row.acknowledgement), AuditState(row.audit)
        part = owed_part(*states, answered=answered)
        if part is None or (part is Part.AUDIT and address in self._shared):
            return None
        key = (row.policy_id, row.asked_version)
        return Owed(
            policy=row.policy_id,
            version=row.asked_version,
            part=part,
            asked=self._asked(row, person, part),
            reminded=self._sent.reminded[(row.sub, row.policy_id, part.value, row.asked_version)],
            manager_told=(row.sub, *key) in self._sent.told,
        )

    def _asked(self, row: AnyRow, person: AnyRow, part: Part) -> date:
        since = row.acknowledged_at if part is Part.AUDIT and row.acknowledged_at else row.published_at
        days = [date_in(self._core.time_zone, from_utc_text(since))]
        if row.starts:
            days.append(date.fromisoformat(row.starts))
        if person.joined_on:
            days.append(date.fromisoformat(person.joined_on))
        if person.sub in self._back:
            days.append(self._back[person.sub])
        return max(days)


def owing_now(connection: Connection, subs: Collection[str], answered: Answered) -> set[Owing]:
    """What these people owe in this transaction, without anybody who is away or waits for an answer."""
    found: set[Owing] = set()
    held: set[str] = set()
    for row in connection.execute(_OWING.where(standings.c.sub.in_(sorted(subs)))):
        states = AcknowledgementState(row.acknowledgement), AuditState(row.audit)
        part = owed_part(*states, answered=(row.staff_id, row.policy_id) in answered)
        if part is None or row.person != PersonState.ACTIVE:
            held.add(row.sub)
        else:
            found.add((row.sub, row.policy_id, part, row.asked_version))
    return {one for one in found if one[0] not in held}


def _sent(connection: Connection) -> _Sent:
    reminded: Counter[tuple[str, str, str, int]] = Counter()
    told = set()
    for row in connection.execute(_ABOUT):
        if row.template == MANAGER:
            told.add((row.sub, row.policy_id, row.version))
        else:
            reminded[row.sub, row.policy_id, row.part, row.version] += row.mails
    days: dict[bool, dict[str, date]] = {True: {}, False: {}}
    for mail in connection.execute(_TO_MAILBOXES):
        day, of_these = date.fromisoformat(mail.day), days[mail.template == MANAGER]
        of_these[mail.address] = max(day, of_these.get(mail.address, day))
    to_people = {row.sub: date.fromisoformat(row.day) for row in connection.execute(_TO_PEOPLE)}
    came_back = {row.address: row.mails for row in connection.execute(came_back_mails)}
    return _Sent(reminded, frozenset(told), to_people, days[False], days[True], came_back)


def _calendars(connection: Connection, people: Mapping[str, AnyRow]) -> dict[str, SchoolCalendar]:
    """Everybody's calendar; somebody at several schools has school days that all of them have."""
    at = {sub: [row.school_id] for sub, row in people.items()}
    for row in connection.execute(select(staff_schools)):
        if row.sub in at:
            at[row.sub].append(row.school_id)
    of = calendars_of(connection, {school for mine in at.values() for school in mine})
    return {sub: all_of(of[school] for school in mine) for sub, mine in at.items()}


def _back_from_leave(connection: Connection, today: date) -> dict[str, date]:
    """The first day at work after the last absence that is over, of everybody who was ever away."""
    over = {
        sub: [one.last for one in absences(leaves) if one.last is not None and one.last < today]
        for sub, leaves in recorded_leave(connection).items()
    }
    return {sub: max(days) + timedelta(days=1) for sub, days in over.items() if days}


def _shared(connection: Connection) -> frozenset[str]:
    here = select(staff.c.sub, staff.c.email).where(staff.c.person != PersonState.LEFT.value)
    pairs = ((row.sub, usable_address(row.email)) for row in connection.execute(here))
    return frozenset(address for address, people in mailboxes(pairs).items() if len(people) > 1)


_OPEN = [AcknowledgementState.NONE.value, AcknowledgementState.QUESTION.value]
_SIGNED = [AcknowledgementState.ACKNOWLEDGED.value, AcknowledgementState.LATE.value]
_OWING = (
    select(
        *(standings.c[name] for name in ("policy_id", "sub", "acknowledgement", "acknowledged_at")),
        *(standings.c[name] for name in ("audit", "due")),
        *(staff.c[name] for name in ("staff_id", "person")),
        policies.c.asked_version,
        *(versions.c[name] for name in ("published_at", "starts")),
    )
    .select_from(
        standings.join(staff, standings.c.sub == staff.c.sub)
        .join(policies, standings.c.policy_id == policies.c.id)
        .join(
            versions,
            (versions.c.policy_id == policies.c.id) & (versions.c.version == policies.c.asked_version),
        )
    )
    .where(
        ~policies.c.withdrawn,
        staff.c.person != PersonState.LEFT.value,
        standings.c.acknowledgement.in_(_OPEN)
        | (standings.c.acknowledgement.in_(_SIGNED) & (standings.c.audit == AuditState.NONE.value)),
    )
    .order_by(standings.c.policy_id)
)
_PEOPLE = select(
    *(staff.c[name] for name in ("sub", "staff_id", "name", "email", "school_id")),
    *(staff.c[name] for name in ("line_manager", "person", "joined_on")),
    schools.c.name.label("school"),
).join_from(staff, schools, staff.c.school_id == schools.c.id)
_MAIL = reminder_subjects.join(reminders, reminder_subjects.c.reminder == reminders.c.number)
_ABOUT = (
    select(
        *(reminder_subjects.c[name] for name in ("sub", "policy_id", "part", "version")),
        reminders.c.template,
        func.count().label("mails"),
    )
    .select_from(_MAIL)
    .where(reminders.c.state.in_(COUNTED))
    .group_by(
        *(reminder_subjects.c[name] for name in ("sub", "policy_id", "part", "version")),
        reminders.c.template,
    )
)
_TO_MAILBOXES = (
    select(reminders.c.address, reminders.c.template, func.max(reminders.c.day).label("day"))
    .where(reminders.c.state.in_(COUNTED))
    .group_by(reminders.c.address, reminders.c.template)
)
_TO_PEOPLE = (
    select(reminder_subjects.c.sub, func.max(reminders.c.day).label("day"))
    .select_from(_MAIL)
    .where(reminders.c.state.in_(COUNTED), reminders.c.template != MANAGER)
    .group_by(reminder_subjects.c.sub)
)
came_back_mails = (
    select(reminders.c.address, func.count().label("mails"))
    .join_from(reminders, mail_addresses, mail_addresses.c.address == reminders.c.address, isouter=True)
    .where(
        reminders.c.state.in_(_CAME_BACK),
        (reminders.c.claimed_at > mail_addresses.c.cleared_at) | mail_addresses.c.cleared_at.is_(None),
    )
    .group_by(reminders.c.address)
)
