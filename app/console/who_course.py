"""How it went since publication, small, beside the totals of the first page. Every number of it stands under Progress.

1. It is of the school that is chosen, or of all; with a line manager or a role chosen it is not shown: nobody counts
   their days.
2. It gives way: where the totals leave too little room it is not shown.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.console import numbers
from app.console.filters import Filters
from app.protocol_progress import Course, GroupCount
from app.ui import theme
from app.ui.charts import ChartView, paint_small
from app.ui.layouts import Wrap
from app.ui.widgets import Card, Muted

_CHARACTERS = 42
_LINES = 1.7


class CourseCard(Card):
    """The lines, and what each of them is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("courseCard")
        self.body.setContentsMargins(theme.SPACE_16, theme.SPACE_12, theme.SPACE_16, theme.SPACE_12)
        self.body.setSpacing(0)
        self._known: tuple[Course, Sequence[GroupCount]] | None = None
        self._shown: str | None = None
        self.worth_showing = False
        self._legend = Muted()
        self.chart = ChartView(self.tr("Since publication"))
        self.chart.setObjectName("courseChart")
        self.add(self._legend)
        self.add(self.chart)

    def take(self, course: Course | None, schools: Sequence[GroupCount] = ()) -> None:
        """Takes the days of a policy with the totals of each school; None forgets those there were."""
        self._known, self._shown = (course, schools) if course is not None else None, None

    def choose(self, filters: Filters) -> None:
        """Shows what is chosen, if it can."""
        self.worth_showing = self._known is not None and filters.manager is None and filters.role is None
        if not self.worth_showing or self._known is None or self._shown == (filters.school or ""):
            return
        course, schools = self._known
        self._shown = filters.school or ""
        if filters.school is not None:
            days = [day for day in course.days if day.school == filters.school]
            course = course.model_copy(update={"days": days})
            schools = [one for one in schools if one.name == filters.school]
        whole = numbers.total(schools)
        chart = numbers.over_time(course, whole)
        self._legend.setText(self._legend_words(audit=len(chart.lines) > 1))
        words = numbers.course_words(course, whole)
        self.chart.show_chart(partial(paint_small, chart=chart), words, _LINES)
        self.setAccessibleName(self.tr("Since publication: {0}").format(words))

    def _legend_words(self, *, audit: bool) -> str:
        if audit:
            return self.tr("Since publication: — acknowledged, - - self-audit")
        return self.tr("Since publication: — acknowledged")


class TotalsRow(QWidget):
    """The totals at the left, and where there is room for it the course at the right."""

    def __init__(self, totals: Sequence[QWidget], course: CourseCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._totals, self._course = Wrap(*totals), course
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_12)
        row.addWidget(self._totals)
        row.addWidget(course, 1)
        course.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Looks anew whether there is room."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Shows the course if there is one, and room for it."""
        free = self.width() - self._totals.sizeHint().width() - theme.SPACE_12
        room = free >= theme.column_width(self.font(), _CHARACTERS)
        self._course.setMaximumWidth(max(free, 0))
        self._course.setVisible(self._course.worth_showing and room)
