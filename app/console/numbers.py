"""The numbers of how far it has come, made ready to show: sums, the chart over time, bars, and tables of the same.

1. The chart counts who is at work now; its last point is the total.
2. A table holds every number that a chart shows.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from PySide6.QtCore import QCoreApplication

from app.domain import dates
from app.protocol_progress import Course, GroupCount, VersionMark
from app.ui.charts import Bar, Line, Mark, OverTime, short_day

MOST_BARS = 12


@dataclass(frozen=True)
class Table:
    """Titles, and rows of texts and numbers; the first columns, `texts` of them, are words."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    texts: int = 1


def total(groups: Sequence[GroupCount]) -> GroupCount:
    """The sum of all groups."""
    names = [name for name in GroupCount.model_fields if name != "name"]
    sums = {name: sum(getattr(one, name) for one in groups) for name in names}
    return GroupCount(name=_tr("All"), **sums)


def share(number: int, of: int) -> str:
    """A share in words, "74 %"; a hundred only when it is all of them."""
    return f"{number * 100 // of} %" if of else "–"


def over_time(course: Course, whole: GroupCount) -> OverTime:
    """How many there were by the end of each day since the version was published."""
    today = date.fromisoformat(course.today)
    days = [date.fromisoformat(one.day) for one in course.days]
    first = min([date.fromisoformat(one.published_on) for one in course.versions] + days, default=today)
    due = date.fromisoformat(course.due) if course.due else None
    marks = [Mark(date.fromisoformat(one.published_on), _published(one)) for one in course.versions[1:]]
    if due:
        marks.append(Mark(due, _tr("due {0}").format(short_day(due))))
    lines = [Line(_tr("Acknowledged"), _running(course, "acknowledged", first, today))]
    if whole.invited:
        lines.append(Line(_tr("Self-audit"), _running(course, "audits", first, today)))
    return OverTime(first, max(today, due or today), whole.asked, _tr("asked"), tuple(lines), tuple(marks))


def chart_words(course: Course, whole: GroupCount) -> str:
    """The chart over time in a few sentences, where its numbers stand below it."""
    return course_words(course, whole) + " " + _tr("The table below has the number for each day.")


def course_words(course: Course, whole: GroupCount) -> str:
    """How it stands, in one sentence or two."""
    words = _tr("{0} of {1} have acknowledged it, {2} have finished the self-audit.").format(
        f"{whole.acknowledged:,}", f"{whole.asked:,}", f"{whole.audits:,}"
    )
    if course.due:
        today, due = date.fromisoformat(course.today), date.fromisoformat(course.due)
        words += " " + _tr("It is due on {0}.").format(dates.day(due, today))
    return words


def by_day(chart: OverTime) -> Table:
    """The chart's numbers, the newest day first; days on which nothing changed are left out."""
    values = [dict(line.points) for line in chart.lines]
    rows: list[tuple[str | int, ...]] = []
    before: tuple[int, ...] = ()
    for day in values[0]:
        now = tuple(value[day] for value in values)
        if now != before:
            rows.append((dates.day(day, chart.lines[0].points[-1][0]), *now))
        before = now
    return Table((_tr("Day"), *(line.name for line in chart.lines)), tuple(reversed(rows)))


def bars(groups: Sequence[GroupCount], empty_name: str) -> list[Bar]:
    """A bar for each of the groups with the most outstanding."""
    chosen = sorted(groups, key=_most_outstanding)[:MOST_BARS]
    return [
        Bar(
            one.name or empty_name,
            one.acknowledged,
            one.asked,
            _tr("{0} · {1} of {2}").format(
                share(one.acknowledged, one.asked), f"{one.acknowledged:,}", f"{one.asked:,}"
            ),
        )
        for one in chosen
    ]


def by_group(groups: Sequence[GroupCount], title: str, empty_name: str) -> Table:
    """Every count of every group, and the sum."""
    titles = (
        *(title, _tr("Asked"), _tr("Acknowledged"), "%", _tr("Outstanding"), _tr("Overdue"), _tr("Late")),
        *(_tr("Question"), _tr("Do not agree"), _tr("Paper"), _tr("Behalf"), _tr("Self-audit")),
        *(_tr("Exempt"), _tr("On leave"), _tr("Left")),
    )
    counted = [*groups, total(groups)] if len(groups) != 1 else [*groups]
    return Table(titles, tuple(_counts(one, empty_name) for one in counted))


def _counts(one: GroupCount, empty_name: str) -> tuple[str | int, ...]:
    return (
        *(one.name or empty_name, one.asked, one.acknowledged, share(one.acknowledged, one.asked)),
        *(one.outstanding, one.overdue, one.late, one.questions, one.declined, one.paper, one.behalf),
        *(one.audits, one.exempt, one.on_leave, one.left),
    )


def _running(course: Course, what: str, first: date, today: date) -> tuple[tuple[date, int], ...]:
    fresh: Counter[date] = Counter()
    for one in course.days:
        fresh[date.fromisoformat(one.day)] += getattr(one, what)
    last = max([today, *fresh])
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(zip(days, accumulate(fresh[day] for day in days), strict=True))


def _published(version: VersionMark) -> str:
    return _tr("version {0}").format(version.version)


def _most_outstanding(one: GroupCount) -> tuple[int, str]:
    return -one.outstanding, one.name


def _tr(words: str) -> str:
    return QCoreApplication.translate("Numbers", words)
