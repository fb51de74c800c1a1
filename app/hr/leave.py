"""Leave, which pauses the clock.

Rules (which days are away, and how far a date moves: `app.domain.leave`):

* whoever is away is asked nothing and owes nothing (`app.domain.obligation`);
* today is judged by all leave that stands, so that leave recorded in advance does not end today's;
* coming back ends the leave in which that day lies, and no other;
* leave written down when it is over moves the date on all the same;
* who is away is brought up to date by whatever first needs to know it on a new day, and so are those who join on it;
  the day is kept, so that whoever went and came back while nothing was running is not forgotten.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, Select, func, or_, select, update

from app.domain.dates import date_in, from_date_text, from_utc_text
from app.domain.leave import Absence, absence_on, absences, ended_by, moved_on, newly_over
from app.domain.obligation import PersonState, is_outstanding
from app.errors import RefusedError
from app.hr import trail
from app.hr.core import Core
from app.hr.facts import Told, add_fact, check_reason, named
from app.hr.log import Log, LogWriter
from app.hr.people import Person
from app.hr.roster_ending import end, ending
from app.hr.schedule import begin_waiting, waiting
from app.hr.standings import Changes, Position, ask_those_who_joined, joined_since
from app.hr.store.database import upsert
from app.hr.store.schema import daily_tasks, facts, policies, staff, versions

_CALENDAR = "the calendar"
_LOOK = "leave"


class LeaveDaysError(RefusedError):
    """The last day of leave is before its first."""

    sentence = "That leave would end before it begins."
    next_step = "Check both days. --from is the first day away, --until the last."


class NotAwayError(RefusedError):
    """Nobody comes back who is not away and is not going to be."""

    sentence = "No leave is recorded that could end on that day."
    next_step = "Look at the leave recorded in the person’s history, and check the day."


@dataclass(frozen=True)
class _Turn:
    """What a new day, or a new record, changes for one person: their state, and days of absence that are over."""

    sub: str
    staff_id: str
    before: PersonState
    now: PersonState
    over: Sequence[Absence]


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
        self.keep_up()
        with self._log.writing() as writer:
            [person] = named(writer.connection, [staff_id])
            told = Told("leave", first.isoformat(), reason, last.isoformat() if last else None)
            self._add(writer, person, [told], actor)
        self._log.head()

    def back(self, staff_id: str, on: date, reason: str, *, actor: str) -> None:
        """Record that somebody is back from `on` (the first day at work): the leave of that day ends the day before.

        A leave that has not begun is called off when `on` is its first day. Raises NotAwayError,
        FactReasonMissingError, UnknownStaffError, InvalidClaimError, StorageError.
        """
        check_reason(reason)
        last = (on - timedelta(days=1)).isoformat()
        self.keep_up()
        with self._log.writing() as writer:
            [person] = named(writer.connection, [staff_id])
            ended = ended_by(recorded_leave(writer.connection, [person.sub]).get(person.sub, []), on)
            if not ended:
                raise NotAwayError
            told = [Told("leave", one.first.isoformat(), reason, last) for one in ended]
            self._add(writer, person, told, actor)
        self._log.head()

    def _add(self, writer: LogWriter, person: Person, told: Iterable[Told], actor: str) -> None:
        before = recorded_leave(writer.connection, [person.sub])
        for one in told:
            add_fact(self._core, writer, person.sub, one, actor)
            days = f"{one.on} to {one.until or 'further notice'}: {one.reason}"
            trail.note(writer.connection, writer.at, actor, "leave", person.staff_id, days)
        self._turn(writer, {person.sub: before.get(person.sub, [])})

    def keep_up(self) -> None:
        """Bring who is away, who joins, and the policies that start today, up to date, at the day's first question.

        Raises StorageError.
        """
        today = self._core.today()
        if today == self._day:
            return
        text = today.isoformat()
        with self._core.database.read() as connection:
            looked = _last_look(connection)
            changes = (
                self._turning(connection, {}),
                joined_since(connection, looked, today),
                waiting(connection, text),
                ending(connection, text),
            )
        if any(changes):
            with self._log.writing() as writer:
                end(writer, text)
                # Before `_turn` writes down today's look, which tells since when people may have joined.
                ask_those_who_joined(writer, _last_look(writer.connection), today)
                self._turn(writer)
                begin_waiting(writer)
        elif looked != today:
            with self._core.database.write() as connection:
                _note_look(connection, today, self._core.now_text())
        self._day = today

    def _turn(self, writer: LogWriter, changed: Mapping[str, Sequence[Absence]] | None = None) -> None:
        """Bring everyone up to date; `changed` has what was recorded before of those whose leave has just changed."""
        turning = self._turning(writer.connection, changed or {})
        changes = Changes(writer.connection, (one.sub for one in turning))
        asked = self._asked(writer.connection) if turning else {}
        for one in turning:
            if one.now is not one.before:
                of_them = update(staff).where(staff.c.sub == one.sub)
                writer.connection.execute(of_them.values(person=one.now.value))
                step = "leave-ended" if one.now is PersonState.ACTIVE else "leave-began"
                trail.note(writer.connection, writer.at, _CALENDAR, step, one.staff_id)
            for position in changes.of(one.sub):
                due = _moved_on(position, one.over, asked)
                changes.put(position, person=one.now, due=due)
        changes.store(writer)
        _note_look(writer.connection, self._core.today(), writer.at)

    def _turning(self, connection: Connection, changed: Mapping[str, Sequence[Absence]]) -> list[_Turn]:
        today, looked = self._core.today(), _last_look(connection)
        may_turn = _may_turn(looked, today, changed)
        recorded = recorded_leave(connection, may_turn)
        people = {row.sub: row for row in connection.execute(_PEOPLE.where(staff.c.sub.in_(may_turn)))}
        found = []
        for sub, leaves in recorded.items():
            if sub not in people:
                continue
            row, away = people[sub], absences(leaves)
            before, since = absences(changed[sub]) if sub in changed else away, looked
            if since is None:
                since = _never_looked(row.person, before, today)
            now = PersonState.ON_LEAVE if absence_on(away, today) else PersonState.ACTIVE
            over = newly_over(before, since, away, today)
            if over or now != row.person:
                found.append(_Turn(sub, row.staff_id, PersonState(row.person), now, over))
        return found

    def _asked(self, connection: Connection) -> dict[str, date]:
        """The day from which each policy is asked as it is now."""
        return {
            row.id: max(
                date_in(self._core.time_zone, from_utc_text(row.published_at)),
                from_date_text(row.starts) if row.starts else date.min,
            )
            for row in connection.execute(_ASKED)
        }


def recorded_leave(
    connection: Connection, subs: Collection[str] | Select[tuple[str]] | None = None
) -> dict[str, list[Absence]]:
    """All leave that was ever recorded of these people (None: of everyone), in the order of recording."""
    query = _RECORDED if subs is None else _RECORDED.where(facts.c.sub.in_(subs))
    found: dict[str, list[Absence]] = {}
    for row in connection.execute(query):
        last = from_date_text(row.until) if row.until else None
        found.setdefault(row.sub, []).append(Absence(from_date_text(row.on), last))
    return found


def away_on(connection: Connection, sub: str, day: date) -> Absence | None:
    """The absence of one person in which a day lies, if any."""
    return absence_on(absences(recorded_leave(connection, [sub]).get(sub, [])), day)


def _moved_on(position: Position, over: Sequence[Absence], asked: Mapping[str, date]) -> str | None:
    waits = is_outstanding(PersonState.ACTIVE, position.acknowledgement, position.audit)
    if position.due is None or not waits:
        return position.due
    return moved_on(from_date_text(position.due), over, asked.get(position.policy_id, date.min)).isoformat()


def _may_turn(
    looked: date | None, today: date, changed: Collection[str]
) -> Collection[str] | Select[tuple[str]]:
    """Whom the days since the last look can have changed: few, however much leave was ever recorded."""
    if looked == today:
        return sorted(changed)
    touched = [facts.c.fact == "leave", facts.c.on <= today.isoformat()]
    if looked is not None:
        touched.append(or_(facts.c.until.is_(None), facts.c.until >= looked.isoformat()))
    away = staff.c.person == PersonState.ON_LEAVE.value
    about = select(facts.c.sub).where(*touched)
    return select(staff.c.sub).where(or_(away, staff.c.sub.in_(about), staff.c.sub.in_(sorted(changed))))


def _never_looked(person: str, away: Iterable[Absence], today: date) -> date:
    """The day as of which the staff list stands, where that was never kept: whoever is away by it was not back yet."""
    begun = [one.first for one in away if one.first <= today]
    return max(begun) if begun and person == PersonState.ON_LEAVE else today


def _last_look(connection: Connection) -> date | None:
    day = connection.execute(select(func.max(daily_tasks.c.day)).where(daily_tasks.c.task == _LOOK)).scalar()
    return from_date_text(day) if day else None


def _note_look(connection: Connection, today: date, at: str) -> None:
    line = {"task": _LOOK, "day": today.isoformat(), "taken_at": at, "done": True}
    upsert(connection, daily_tasks, [line])


_RECORDED = (
    select(facts.c.sub, facts.c.on, facts.c.until).where(facts.c.fact == "leave").order_by(facts.c.leaf_index)
)
_PEOPLE = select(staff.c.sub, staff.c.staff_id, staff.c.person).where(
    staff.c.person != PersonState.LEFT.value
)
_ASKED = select(policies.c.id, versions.c.published_at, versions.c.starts).join_from(
    policies,
    versions,
    (versions.c.policy_id == policies.c.id) & (versions.c.version == policies.c.asked_version),
)
