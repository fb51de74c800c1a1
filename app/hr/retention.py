"""How long each kind of record is kept: rules that HR chooses. There is no default.

* A kind without a rule is kept, and the window and `admin retention` say that nobody has chosen yet.
* A rule is a number of months counted from a day, or "keep": from leaving, from the day on which the policy was
  withdrawn, or from the day on which the service got it. Not every day makes sense for every kind.
* A month ends on the same day of the month before, or on that month's last: 31 August minus six months is 28 February.
* A rule deletes nothing by itself: see `app.hr.purge`.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from sqlalchemy import Connection, delete, insert, select

from app.errors import RefusedError
from app.evidence.purge import CountedFrom, PurgedKind
from app.hr import trail
from app.hr.core import Core
from app.hr.store.schema import retention_rules

LONGEST = 1200  # months
KINDS: Mapping[PurgedKind, tuple[str, tuple[CountedFrom, ...]]] = {
    "acknowledgements": ("Answers that staff signed", ("leaving", "withdrawal", "receipt")),
    "completions": ("Self-audits finished (the day alone)", ("leaving", "withdrawal", "receipt")),
    "messages": ("The words of a question or reason", ("leaving", "withdrawal", "receipt")),
    "facts": ("What HR recorded, with its scans", ("leaving", "withdrawal", "receipt")),
    "id-tokens": ("How identity was proved for a key or an answer", ("leaving", "receipt")),
    "trail": ("The trail of what HR did", ("receipt",)),
    "mail": ("The list of reminders sent", ("receipt",)),
    "sessions": ("Sign-ins and codes that are over", ("receipt",)),
    "people": ("Names on the staff list", ("leaving",)),
}
"""Every kind in words, with the days that its months may be counted from."""

FROM_WORDS: Mapping[CountedFrom, str] = {
    "leaving": "after the person left",
    "withdrawal": "after the policy was withdrawn",
    "receipt": "after it was received",
}


class UnknownRetentionKindError(RefusedError):
    """No kind of record has this name."""

    sentence = "There is no kind of record with that name."
    next_step = "The kinds are: {kinds}."


class MonthsError(RefusedError):
    """Not a number of months that makes sense."""

    sentence = "Records can be kept for 0 to 1200 months."
    next_step = "Give another number, or choose to keep them."


class CountedFromError(RefusedError):
    """The months of this kind cannot be counted from that."""

    sentence = "The months of this kind cannot be counted from there."
    next_step = "Choose one of these: {choices}."


@dataclass(frozen=True)
class Rule:
    """The rule of one kind. `months` is None for "keep"; then nothing is counted."""

    kind: PurgedKind
    months: int | None
    counted_from: CountedFrom | None
    set_at: str = ""
    set_by: str = ""

    @property
    def words(self) -> str:
        """The rule in words."""
        if self.months is None or self.counted_from is None:
            return "kept"
        unit = "month" if self.months == 1 else "months"
        return f"{self.months} {unit} {FROM_WORDS[self.counted_from]}"

    def check(self) -> None:
        """Raise MonthsError or CountedFromError."""
        if self.months is None:
            return
        if not 0 <= self.months <= LONGEST:
            raise MonthsError
        if self.counted_from not in KINDS[self.kind][1]:
            raise CountedFromError(choices=", ".join(KINDS[self.kind][1]))

    def last_day(self, as_of: date) -> str:
        """The last day (`YYYY-MM-DD`) whose records are due on `as_of`; only for a rule that counts months."""
        whole = as_of.year * 12 + as_of.month - 1 - (self.months or 0)
        year, month = max(whole // 12, 1), whole % 12 + 1
        return date(year, month, min(as_of.day, calendar.monthrange(year, month)[1])).isoformat()


class Retention:
    """Keeps the rules."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def rules(self) -> Mapping[PurgedKind, Rule]:
        """The rules that were chosen, by kind; raises StorageError."""
        with self._core.database.read() as connection:
            return rules_in(connection)

    def choose(self, kind: str, months: int | None, counted_from: CountedFrom | None, *, actor: str) -> Rule:
        """Choose the rule of a kind; takes the place of an earlier one.

        Raises UnknownRetentionKindError, MonthsError, CountedFromError, StorageError.
        """
        at = self._core.now_text()
        rule = Rule(kind_named(kind), months, counted_from if months is not None else None, at, actor)
        rule.check()
        with self._core.database.write() as connection:
            connection.execute(delete(retention_rules).where(retention_rules.c.kind == kind))
            connection.execute(
                insert(retention_rules).values(
                    kind=rule.kind, months=months, counted_from=rule.counted_from, set_at=at, set_by=actor
                )
            )
            trail.note(connection, at, actor, "retention-rule", kind, rule.words)
        return rule


def kind_named(name: str) -> PurgedKind:
    """Return the kind of this name; raises UnknownRetentionKindError."""
    for kind in get_args(PurgedKind):
        if kind == name:
            found: PurgedKind = kind
            return found
    raise UnknownRetentionKindError(kinds=", ".join(KINDS))


def rules_in(connection: Connection) -> Mapping[PurgedKind, Rule]:
    """The rules that were chosen, in the order of `KINDS`."""
    rows = {row.kind: row for row in connection.execute(select(retention_rules))}
    return {
        kind: Rule(kind, row.months, row.counted_from, row.set_at, row.set_by)
        for kind in KINDS
        if (row := rows.get(kind)) is not None
    }
