"""Leave: which days somebody is away, told from all that was ever recorded, and how far that moves a date on.

Rules:

* every leave recorded stands beside the others, except where a later record takes its place: one with the same first
  day says how long it really is, and one that ends before it begins calls it off;
* leave until further notice lasts until the next word: a later record of leave that begins after it ends it the day
  before, and one that covers its first day takes its place;
* days on which several leaves lie count once, and leaves that follow one another without a day at work are one absence;
* an absence moves a date on once it is over, by its days since the person was asked, if the date was still to come when
  the absence began (or when they were asked, if they were away by then);
* a date never moves back: when HR finds that a leave was shorter, what the person was promised stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away from `first` to `last`, both included; None is until further notice."""

    first: date
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def is_over(self, today: date) -> bool:
        """Whether its last day has ended."""
        return self.last is not None and self.last < today


def standing_leaves(recorded: Iterable[Absence]) -> list[Absence]:
    """The leaves that stand, by their first day, of all that were recorded, in the order of recording.

    One that is called off is written with a last day before its first.
    """
    kept: dict[date, Absence] = {}
    for newest in recorded:
        for earlier in list(kept.values()):
            if earlier.last is None and earlier.first != newest.first:
                _end_with(kept, earlier, newest)
        kept.pop(newest.first, None)
        if newest.last is None or newest.last >= newest.first:
            kept[newest.first] = newest
    return sorted(kept.values(), key=lambda one: one.first)


def absences(recorded: Iterable[Absence]) -> list[Absence]:
    """When somebody is away, without overlaps and in order, of all that was recorded, in the order of recording."""
    found: list[Absence] = []
    for one in standing_leaves(recorded):
        before = found[-1] if found else None
        if before is None or (before.last is not None and one.first > before.last + _ONE):
            found.append(one)
        elif before.last is not None:
            found[-1] = Absence(before.first, None if one.last is None else max(before.last, one.last))
    return found


def absence_on(away: Iterable[Absence], day: date) -> Absence | None:
    """The absence in which `day` lies, if any."""
    return next((one for one in away if day in one), None)


def ended_by(recorded: Iterable[Absence], on: date) -> list[Absence]:
    """The leaves that coming back on `on` ends, or calls off on their first day; none where nothing could end then."""
    return [
        one for one in standing_leaves(recorded) if one.first <= on and (one.last is None or one.last >= on)
    ]


def newly_over(before: Sequence[Absence], looked: date, now: Sequence[Absence], today: date) -> list[Absence]:
    """The days of absence that are over now and were not known to be at the last look, as runs of days in order.

    `before` and `looked` are the absences known at the last look and its day, `now` and `today` those of this one.
    """
    known = [one for one in before if one.is_over(looked)]
    fresh = [one for one in now if one.is_over(today) and one not in known]
    runs: list[Absence] = []
    for day in sorted(_days_of(fresh) - _days_of(known)) if fresh else ():
        if runs and runs[-1].last == day - _ONE:
            runs[-1] = Absence(runs[-1].first, day)
        else:
            runs.append(Absence(day, day))
    return runs


def moved_on(due: date, over: Iterable[Absence], asked: date) -> date:
    """The date after absences that are over, in order; `asked` is the day on which the person was first asked."""
    for one in over:
        first = max(one.first, asked)
        if one.last is not None and first <= one.last and due >= first:
            due += one.last - first + _ONE
    return due


def _end_with(kept: dict[date, Absence], earlier: Absence, newest: Absence) -> None:
    """What a later record makes of leave until further notice."""
    called_off = newest.last is not None and newest.last < newest.first
    if called_off:
        return
    if newest.first > earlier.first:
        kept[earlier.first] = Absence(earlier.first, newest.first - _ONE)
    elif newest.last is None or newest.last >= earlier.first:
        del kept[earlier.first]


def _days_of(away: Iterable[Absence]) -> set[date]:
    return {
        one.first + timedelta(days=number)
        for one in away
        if one.last is not None
        for number in range((one.last - one.first).days + 1)
    }
