"""One row of "Who has not completed it": what the service says of a person, made ready to show, find and count.

1. A state is a sign, a word and a whole sentence; its `rank` is what the column sorts by.
2. Dates are days in the trust's time zone.
3. Overdue is outstanding after its day has ended; only that is an alarm.
4. Finding ignores case, accents and the kind of apostrophe.
5. Rows are plain tuples: a hundred thousand of them are filtered between two frames.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from enum import IntEnum
from typing import NamedTuple

from app.domain import dates
from app.domain.folding import fold
from app.domain.obligation import SETTLED
from app.protocol import Standing
from app.protocol_reminders import Reminded
from app.ui.widgets import SIGNS, ChipKind


class Column(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    SCHOOL = 1
    ROLE = 2
    LINE_MANAGER = 3
    ACKNOWLEDGEMENT = 4
    AUDIT = 5
    DUE = 6
    REMINDED = 7


class Show(IntEnum):
    """Whom to show, as bits: one person belongs to several."""

    OUTSTANDING = 1 << 0
    NOT_ACKNOWLEDGED = 1 << 1
    AUDIT_OPEN = 1 << 2
    OVERDUE = 1 << 3
    QUESTIONS = 1 << 4
    DECLINED = 1 << 5
    LATE = 1 << 6
    ON_PAPER = 1 << 7
    ON_BEHALF = 1 << 8
    EXEMPT = 1 << 9
    ON_LEAVE = 1 << 10
    COMPLETED = 1 << 11
    LEFT = 1 << 12
    EVERYONE = 1 << 13


ASKED = 1 << 14
"""At work, and asked to acknowledge: what the first total is counted from."""
ACKNOWLEDGED = 1 << 15
"""Of those, who did, in time or late, or on paper."""
AUDIT_ASKED = 1 << 16
"""At work, and invited to the self-audit."""
AUDIT_FINISHED = 1 << 17
"""Of those, who finished it."""


_DAYS = 10_000_000


class Mark(NamedTuple):
    """A state: its look (None is plain text), its words with the sign, the whole sentence, and its rank."""

    kind: ChipKind | None
    text: str
    spoken: str
    rank: int

    @property
    def day(self) -> date | None:
        """The day in it, if there is one."""
        number = self.rank % _DAYS
        return date.fromordinal(number) if number else None


class Row(NamedTuple):
    """One person and one policy."""

    staff_id: str
    name: str
    email: str
    school: str
    role: str
    line_manager: str
    standing: tuple[str, str, str | None, str, str | None, str | None, bool]
    marks: tuple[Mark, Mark, Mark, Mark]
    flags: int
    found_by: str

    def text(self, column: int) -> str:
        """What stands in a column."""
        if column >= Column.ACKNOWLEDGEMENT:
            return self.mark(column).text
        return (self.name, self.school, self.role, self.line_manager)[column]

    def mark(self, column: int) -> Mark:
        """The state in one of the last four columns."""
        return self.marks[column - Column.ACKNOWLEDGEMENT]

    def spoken(self, column: int) -> str:
        """What a screen reader says of a column."""
        return self.text(column) if column < Column.ACKNOWLEDGEMENT else self.mark(column).spoken

    def sort_key(self, column: int) -> str | int:
        """What a column sorts by; two people of one name are told apart by their references."""
        if column >= Column.ACKNOWLEDGEMENT:
            return self.mark(column).rank
        words = fold(self.text(column))
        return f"{words}\n{self.staff_id}" if column == Column.NAME else words

    def reminded(self, mark: Mark) -> "Row":
        """The same person with another mark for their reminders."""
        return self._replace(marks=(*self.marks[:3], mark))


NEVER_REMINDED = Mark(None, "–", "Reminded: never", 0)


class RowReader:
    """Makes rows out of standings, as seen on one day.

    Args:
        today: the day in the trust's time zone.
        tz: that time zone.
    """

    def __init__(self, today: date, tz: tzinfo) -> None:
        self.today = today
        self._tz = tz
        self._marks: dict[tuple[object, ...], Mark] = {}
        self.reminded: dict[str, Mark] = {}

    def remind(self, people: Iterable[Reminded]) -> None:
        """Takes note of who was reminded, for the rows to come.

        Raises:
            ValueError: a day in it is none.
        """
        self.reminded = {
            one.staff_id: self._once(self._reminded, one.last_reminded, one.reminded_count) for one in people
        }

    def read(self, standing: Standing) -> Row:
        """The row of one standing.

        Raises:
            ValueError: a time or a day in it is none.
        """
        received = standing.acknowledged_at
        return self._row(
            (standing.staff_id, standing.name, standing.email),
            (standing.school, standing.role, standing.line_manager),
            (
                standing.person,
                standing.acknowledgement,
                self._day_of(received).isoformat() if received else None,
                standing.audit,
                standing.audit_on,
                standing.due,
                standing.outstanding,
            ),
            disputed=standing.disputed,
        )

    def _row(
        self,
        who: tuple[str, str, str],
        where: tuple[str, str, str],
        standing: tuple[str, str, str | None, str, str | None, str | None, bool],
        *,
        disputed: bool,
    ) -> Row:
        person, acknowledgement, received, audit, audit_on, due, outstanding = standing
        overdue = outstanding and due is not None and date.fromisoformat(due) < self.today
        marks = (
            self._once(self._acknowledgement, acknowledgement, received, disputed),
            self._once(self._audit, audit, audit_on),
            self._once(self._due, person, due, overdue),
            self.reminded.get(who[0], NEVER_REMINDED),
        )
        found_by = fold("\n".join((who[1], who[2], who[0])))
        return Row(*who, *where, standing, marks, flags_of(standing, overdue=overdue), found_by)

    def _once(self, make: Callable[..., Mark], *facts: object) -> Mark:
        key = (make.__name__, *facts)
        mark = self._marks.get(key)
        if mark is None:
            mark = self._marks[key] = make(*facts)
        return mark

    def _day_of(self, instant: str) -> date:
        return datetime.fromisoformat(instant).astimezone(self._tz).date()

    def _acknowledgement(self, state: str, received: str | None, disputed: bool) -> Mark:
        day = date.fromisoformat(received) if received else None
        on = f", {dates.day(day, self.today)}" if day else ""
        rank, kind, word, spoken = {
            "none": (0, ChipKind.OPEN, "Not yet", "not yet"),
            "question": (1, ChipKind.QUESTION, "Question", f"has a question{on}"),
            "declined": (2, ChipKind.ATTENTION, "Do not agree", f"does not agree{on}"),
            "late": (3, ChipKind.DONE, self._late(day), f"acknowledged late{on}"),
            "acknowledged": (4, ChipKind.DONE, self._short(day) or "Received", f"acknowledged{on}"),
            "paper": (5, ChipKind.PAPER, "On paper", f"signed on paper{on}"),
            "behalf": (5, ChipKind.PAPER, "On their behalf", f"accepted on their behalf{on}"),
            "exempt": (6, None, "Exempt", "exempt"),
        }[state]
        if disputed:
            word, spoken, kind = f"{word} · disputed", f"{spoken}, disputed by them", ChipKind.ATTENTION
        return _mark(kind, word, f"Acknowledgement: {spoken}", rank, day)

    def _audit(self, state: str, finished: str | None) -> Mark:
        day = date.fromisoformat(finished) if finished else None
        on = f", {dates.day(day, self.today)}" if day else ""
        rank, kind, word, spoken = {
            "none": (0, ChipKind.OPEN, "Not yet", "not yet"),
            "completed": (1, ChipKind.DONE, self._short(day) or "Finished", f"finished{on}"),
            "exempt": (2, None, "Exempt", "exempt"),
            "not-due": (3, None, "Not due", "not due"),
        }[state]
        return _mark(kind, word, f"Self-audit: {spoken}", rank, day)

    def _due(self, person: str, due: str | None, overdue: bool) -> Mark:
        day = date.fromisoformat(due) if due else None
        words = dates.day(day, self.today) if day else "no date"
        if person == "left":
            return _mark(None, "Left", "Due: nothing, has left", 3, day)
        if person == "on-leave":
            return _mark(None, "On leave", "Due: paused, on leave", 2, day)
        if overdue:
            return _mark(ChipKind.ALARM, f"Overdue · {self._short(day)}", f"Due: {words}, overdue", 0, day)
        return Mark(None, self._short(day) or "No date", f"Due: {words}", _rank(1, day))

    def _reminded(self, last: str, count: int) -> Mark:
        day = date.fromisoformat(last)
        times = f" · {count}×" if count > 1 else ""
        often = f", {count} times" if count > 1 else ""
        spoken = f"Reminded: {dates.day(day, self.today)}{often}"
        return Mark(None, f"{self._short(day)}{times}", spoken, _rank(1, day))

    def _late(self, day: date | None) -> str:
        return f"Late · {self._short(day)}" if day else "Late"

    def _short(self, day: date | None) -> str:
        if day is None:
            return ""
        words = f"{day.day} {dates.MONTHS[day.month - 1][:3]}"
        return words if day.year == self.today.year else f"{words} {day.year}"


def flags_of(
    standing: tuple[str, str, str | None, str, str | None, str | None, bool], *, overdue: bool
) -> int:
    """Every group a standing belongs to, as bits of `Show` and of the totals."""
    person, acknowledgement, _received, audit, _finished, _due, outstanding = standing
    flags = int(Show.EVERYONE)
    if person != "active":
        return flags | (Show.LEFT if person == "left" else Show.ON_LEAVE)
    settled = acknowledgement in SETTLED
    asked = acknowledgement != "exempt"
    for belongs, flag in (
        (outstanding, Show.OUTSTANDING),
        (not outstanding, Show.COMPLETED),
        (not settled, Show.NOT_ACKNOWLEDGED),
        (audit == "none", Show.AUDIT_OPEN),
        (overdue, Show.OVERDUE),
        (acknowledgement == "question", Show.QUESTIONS),
        (acknowledgement == "declined", Show.DECLINED),
        (acknowledgement == "late", Show.LATE),
        (acknowledgement == "paper", Show.ON_PAPER),
        (acknowledgement == "behalf", Show.ON_BEHALF),
        (not asked, Show.EXEMPT),
        (asked, ASKED),
        (asked and settled, ACKNOWLEDGED),
        (audit in {"none", "completed"}, AUDIT_ASKED),
        (audit == "completed", AUDIT_FINISHED),
    ):
        if belongs:
            flags |= int(flag)
    return flags


def _mark(kind: ChipKind | None, word: str, spoken: str, rank: int, day: date | None) -> Mark:
    sign = SIGNS[kind] if kind else "–"
    return Mark(kind, f"{sign} {word}", spoken, _rank(rank, day))


def _rank(rank: int, day: date | None) -> int:
    return rank * _DAYS + (day.toordinal() if day else 0)
