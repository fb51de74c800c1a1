"""What was sent, to whom, about what, and what came of it; and the addresses that mail came back from."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select

from app.domain.reminders import BOUNCES_ALLOWED, usable_address
from app.errors import RefusedError
from app.hr import trail
from app.hr.core import Core
from app.hr.reminders_cases import MANAGER, MailState, came_back_mails
from app.hr.scope import EVERYONE, Scope
from app.hr.store.database import AnyRow
from app.hr.store.schema import mail_addresses, policies, reminder_subjects, reminders, staff, versions

PAGE = 200


class NotMarkedError(RefusedError):
    """The address is not among those that mail came back from."""

    sentence = "Mail has not come back from that address so often that it was marked."
    next_step = "Look at the list of addresses, and give one as it stands there."


@dataclass(frozen=True)
class SentMail:
    """One line of the log: its number, when it was claimed, where it went, about whom and which policies.

    `state` is a value of `MailState`: "claimed" reads "may not have been sent".
    """

    number: int
    at: str
    address: str
    template: str
    template_sha256: str
    people: tuple[str, ...]
    policies: tuple[str, ...]
    state: str
    answer: str | None


@dataclass(frozen=True)
class Reminded:
    """How often somebody was written to, and the day of the last time."""

    staff_id: str
    count: int
    last: str


@dataclass(frozen=True)
class MarkedAddress:
    """An address that mail came back from too often, and whose it is."""

    address: str
    names: tuple[str, ...]
    bounces: int


class ReminderLog:
    """Answers what was sent."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def mails(
        self, before: int | None = None, most: int = PAGE, state: MailState | None = None
    ) -> list[SentMail]:
        """The newest mails, or those before a number; raises StorageError."""
        query = select(reminders).order_by(reminders.c.number.desc()).limit(most)
        if before is not None:
            query = query.where(reminders.c.number < before)
        if state is not None:
            query = query.where(reminders.c.state == state.value)
        with self._core.database.read() as connection:
            rows = connection.execute(query).all()
            about: dict[int, list[AnyRow]] = {row.number: [] for row in rows}
            for row in connection.execute(_ABOUT.where(reminder_subjects.c.reminder.in_(list(about)))):
                about[row.reminder].append(row)
        return [_sent_mail(row, about[row.number]) for row in rows]

    def people(self, scope: Scope = EVERYONE) -> list[Reminded]:
        """Everybody in sight who was written to, or may have been; raises StorageError."""
        query = (
            select(
                staff.c.staff_id,
                func.count(reminders.c.number.distinct()).label("mails"),
                func.max(reminders.c.day).label("last"),
            )
            .select_from(_MAIL.join(staff, reminder_subjects.c.sub == staff.c.sub))
            .where(reminders.c.template != MANAGER, reminders.c.state.in_(_WENT), scope.over_staff())
            .group_by(staff.c.staff_id)
            .order_by(staff.c.staff_id)
        )
        with self._core.database.read() as connection:
            return [Reminded(row.staff_id, row.mails, row.last) for row in connection.execute(query)]

    def marked(self) -> list[MarkedAddress]:
        """The addresses that are written to no more, with their people; raises StorageError."""
        often = came_back_mails.having(func.count() >= BOUNCES_ALLOWED).order_by(reminders.c.address)
        with self._core.database.read() as connection:
            rows = connection.execute(often).all()
            whose = _whose(connection.execute(select(staff.c.name, staff.c.email)).all()) if rows else {}
        return [MarkedAddress(row.address, tuple(whose.get(row.address, ())), row.mails) for row in rows]

    def clear(self, address: str, *, actor: str) -> None:
        """Write to an address again; raises NotMarkedError, StorageError."""
        if address not in {one.address for one in self.marked()}:
            raise NotMarkedError
        at = self._core.now_text()
        with self._core.database.write() as connection:
            connection.execute(delete(mail_addresses).where(mail_addresses.c.address == address))
            connection.execute(insert(mail_addresses).values(address=address, cleared_at=at))
            trail.note(connection, at, actor, "reminders-address", address, "written to again")


def _whose(rows: Sequence[AnyRow]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(usable_address(row.email), []).append(row.name)
    return found


def _sent_mail(row: AnyRow, about: Sequence[AnyRow]) -> SentMail:
    return SentMail(
        number=row.number,
        at=row.claimed_at,
        address=row.address,
        template=row.template,
        template_sha256=row.template_sha256,
        people=tuple(dict.fromkeys(one.name for one in about)),
        policies=tuple(dict.fromkeys(one.title for one in about)),
        state=row.state,
        answer=row.answer,
    )


_WENT = (MailState.SENT.value, MailState.CLAIMED.value)
_MAIL = reminder_subjects.join(reminders, reminder_subjects.c.reminder == reminders.c.number)
_ABOUT = (
    select(reminder_subjects.c.reminder, staff.c.name, versions.c.title)
    .select_from(
        reminder_subjects.join(staff, reminder_subjects.c.sub == staff.c.sub)
        .join(policies, reminder_subjects.c.policy_id == policies.c.id)
        .join(
            versions,
            (versions.c.policy_id == policies.c.id) & (versions.c.version == policies.c.version),
        )
    )
    .order_by(staff.c.name, versions.c.title)
)
