"""Leave, which pauses the clock.

Rules:

* whoever is away is asked nothing and owes nothing (`app.domain.obligation`);
* a date that was still to come when they went moves on by the days they were away, once they are back;
* the newest leave recorded of a person counts: another one ends it early or lengthens it;
* who is away is brought up to date by whatever first needs to know it on a new day.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, select, update

from app.domain.obligation import SETTLED, PersonState
from app.errors import RefusedError
from app.hr import trail
from app.hr.core import Core
from app.hr.facts import Told, add_fact, check_reason, named
from app.hr.log import Log, LogWriter
from app.hr.people import Person
from app.hr.roster_ending import end, ending
from app.hr.schedule import begin_waiting, waiting
from app.hr.standings import Changes, Position
from app.hr.store.database import AnyRow
from app.hr.store.schema import facts, staff

_CALENDAR = "the calendar"


class LeaveDaysError(RefusedError):
    """The last day of leave is before its first."""

    sentence = "That leave would end before it begins."
    next_step = "Check both days. --from is the first day away, --until the last."


class NotAwayError(RefusedError):
    """Nobody comes back who is not away and is not going to be."""

    sentence = "No leave is recorded that could end on that day."
    next_step = "Look at the leave recorded in the person’s history, and check the day."


class Leave:
    """Records leave, and knows who is away today."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log
        self._day: date | None = None

    def record(self, staff_id: str, first: date, last: date | None, reason: str, *, actor: str) -> None:
        """Record that somebody is away from `first` to `last`, both included; None is until further notice.

        Raises LeaveDaysError, FactReasonMissingError, UnknownStaffError, InvalidClaimError, StorageError.
        """
        check_reason(reason)
        if last is not None and last < first:
            raise LeaveDaysError
        with self._log.writing() as writer:
            [person] = named(writer.connection, [staff_id])
            told = Told("leave", first.isoformat(), reason, last.isoformat() if last else None)
            self._add(writer, person, told, actor)
        self._log.head()

    def back(self, staff_id: str, on: date, reason: str, *, actor: str) -> None:
        """Record that somebody is back from `on` (the first day at work): their newest leave ends the day before.

        A leave that has not begun is called off when `on` is its first day. Raises NotAwayError,
        FactReasonMissingError, UnknownStaffError, InvalidClaimError, StorageError.
        """
        check_reason(reason)
        last = (on - timedelta(days=1)).isoformat()
        with self._log.writing() as writer:
            [person] = named(writer.connection, [staff_id])
            leave = newest_leave(writer.connection, person.sub)
            if (
                leave is None
                or on.isoformat() < leave.on
                or (leave.until is not None and leave.until <= last)
            ):
                raise NotAwayError
            self._add(writer, person, Told("leave", leave.on, reason, last), actor)
        self._log.head()

    def _add(self, writer: LogWriter, person: Person, told: Told, actor: str) -> None:
        add_fact(self._core, writer, person.sub, told, actor)
        days = f"{told.on} to {told.until or 'further notice'}: {told.reason}"
        trail.note(writer.connection, writer.at, actor, "leave", person.staff_id, days)
        self._turn(writer)

    def keep_up(self) -> None:
        """Bring who is away, and the policies that start today, up to date, at the first question of the day.

        Raises StorageError.
        """
        today = self._core.today()
        if today == self._day:
            return
        with self._core.database.read() as connection:
            turning = list(_turning(connection, today.isoformat()))
            starting = waiting(connection, today.isoformat())
            leaving = ending(connection, today.isoformat())
        if turning or starting or leaving:
            with self._log.writing() as writer:
                end(writer, today.isoformat())
                self._turn(writer)
                begin_waiting(writer)
        self._day = today

    def _turn(self, writer: LogWriter) -> None:
        turning = list(_turning(writer.connection, self._core.today().isoformat()))
        changes = Changes(writer.connection, (row.sub for row in turning))
        for row in turning:
            back = row.person == PersonState.ON_LEAVE
            person = PersonState.ACTIVE if back else PersonState.ON_LEAVE
            writer.connection.execute(update(staff).where(staff.c.sub == row.sub).values(person=person.value))
            for position in changes.of(row.sub):
                due = _moved_on(position, row) if back else position.due
                changes.put(position, person=person, due=due)
            step = "leave-ended" if back else "leave-began"
            trail.note(writer.connection, writer.at, _CALENDAR, step, row.staff_id)
        changes.store(writer)


def newest_leave(connection: Connection, sub: str) -> AnyRow | None:
    """The leave of one person that counts, with its days `on` and `until`, if any was recorded."""
    query = select(facts.c.on, facts.c.until).where(facts.c.sub == sub, facts.c.fact == "leave")
    return connection.execute(query.order_by(facts.c.leaf_index.desc()).limit(1)).first()


def _turning(connection: Connection, today: str) -> Iterable[AnyRow]:
    """Those whose newest leave says otherwise of today than the staff list does."""
    rows = connection.execute(_LEAVES)
    for row in {row.sub: row for row in rows}.values():
        away = row.on <= today and (row.until is None or today <= row.until)
        if away is not (row.person == PersonState.ON_LEAVE):
            yield row


def _moved_on(position: Position, leave: AnyRow) -> str | None:
    if position.due is None or position.acknowledgement in SETTLED or position.due < leave.on:
        return position.due
    if leave.until is None or leave.until < leave.on:
        return position.due
    days = date.fromisoformat(leave.until) - date.fromisoformat(leave.on) + timedelta(days=1)
    return (date.fromisoformat(position.due) + days).isoformat()


_LEAVES = (
    select(facts.c.sub, facts.c.on, facts.c.until, staff.c.person, staff.c.staff_id)
    .join_from(facts, staff, facts.c.sub == staff.c.sub)
    .where(facts.c.fact == "leave", staff.c.person != PersonState.LEFT.value)
    .order_by(facts.c.leaf_index)
)
