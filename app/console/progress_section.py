"""How far it has come: the chart over time, the bars by school, line manager or role, and every number behind them.

1. What a chart shows, the table under it has in numbers.
2. The report for the People Committee is one page and names nobody; it is saved or printed.
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from app.console import filter_words, numbers
from app.console.desk import Desk
from app.console.filters import Facet
from app.console.numbers_view import NumbersView
from app.console.report_tools import ReportTools, past_review, report_of
from app.console.section import Section
from app.console.totals import TotalCard
from app.console.who_header import version_label
from app.console.words import words
from app.domain import dates
from app.protocol import PublishedPolicy
from app.protocol_progress import Course, GroupCount
from app.sync import console_progress
from app.sync.console_client import ConsoleClient
from app.ui.charts import ChartView, paint_bars, paint_over_time
from app.ui.layouts import Page, fill
from app.ui.widgets import Muted, NoteBox, NoteKind, Subheading, name_choice

_CHART_LINES = 15.0
_BAR_LINES = 1.6


@dataclass(frozen=True)
class _Answer:
    """What one question brought: the policies, and of the chosen one the schools, the groups and the course."""

    policies: list[PublishedPolicy]
    policy: PublishedPolicy | None
    schools: list[GroupCount]
    groups: list[GroupCount]
    course: Course | None


class ProgressSection(Section):
    """The page of numbers, for everyone who sees who has not completed it."""

    name = "progress"
    roles = frozenset({"hr", "headteacher", "line-manager", "auditor"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._make_tools()
        self._acknowledged = TotalCard(self.tr("Acknowledged"))
        self._audited = TotalCard(self.tr("Self-audit finished"))
        self._outstanding = TotalCard(self.tr("Outstanding"))
        self._note = NoteBox(NoteKind.ATTENTION)
        self._note.setObjectName("progressNote")
        self._note.hide()
        self.chart = ChartView(self.tr("Since publication"))
        self.chart.setObjectName("overTimeChart")
        self.days = NumbersView(self.tr("The numbers of each day"), most=8)
        self.days.setObjectName("dayNumbers")
        self.bars = ChartView(self.tr("Acknowledged by group"))
        self.bars.setObjectName("groupBars")
        self.groups = NumbersView(self.tr("Every number by group"))
        self.groups.setObjectName("groupNumbers")
        self._put_together()

    def title(self) -> str:
        """What the button says."""
        return self.tr("Progress")

    def begin(self) -> None:
        """Asks for the numbers of now."""
        self._said.setText(self.tr("Asking for the numbers…"))
        work = partial(_asked, policy_id=self._policy.currentData() or "", by=self._facet())
        self.desk.ask(self, work, self._show, self._failed)

    def _make_tools(self) -> None:
        self._policy, self._by = QComboBox(), QComboBox()
        self._policy.setObjectName("progressPolicy")
        name_choice(self._policy, self.tr("Policy"))
        self._policy.hide()
        self._by.setObjectName("progressBy")
        name_choice(self._by, self.tr("Count by"))
        for facet in Facet:
            self._by.addItem(filter_words.by_short(facet), facet)
        self._said = Muted()
        self._said.setObjectName("progressSaid")
        self._policy.activated.connect(self.begin)
        self._by.activated.connect(self.begin)
        self.report = ReportTools(self.desk, self)
        self.report.said.connect(self._said.setText)

    def _put_together(self) -> None:
        page = Page(characters=150, name=self.tr("Progress"))
        page.add_row(self._policy, self._by, self.report.save, self.report.print, self._said)
        page.add(self._note)
        page.add_row(self._acknowledged, self._audited, self._outstanding)
        self._heading, self._group_heading = Subheading(), Subheading()
        for part in (self._heading, self.chart, self.days, self._group_heading, self.bars, self.groups):
            page.add(part)
        fill(self, page)

    def _facet(self) -> Facet:
        return tuple(Facet)[max(self._by.currentIndex(), 0)]

    def _show(self, answer: _Answer) -> None:
        self._offer(answer)
        self.report.offer(None)
        if answer.course is None:
            self._said.setText(self.tr("No policy has been published yet."))
            return
        whole = numbers.total(answer.schools)
        if answer.schools:
            self.report.offer(report_of(self.desk, answer.course, answer.schools))
        now = dates.day_and_time(self.desk.clock(), self.desk.tz, self.desk.today())
        self._said.setText(self.tr("As of {0}").format(now))
        self._acknowledged.show_total(whole.acknowledged, whole.asked)
        self._audited.show_total(whole.audits, whole.invited)
        self._outstanding.show_total(whole.outstanding, whole.staff - whole.on_leave)
        review = past_review(answer.course, self.desk.today())
        self._note.set_text(review)
        self._note.setVisible(bool(review))
        self._show_course(answer.course, whole)
        self._show_groups(answer)

    def _offer(self, answer: _Answer) -> None:
        chosen = answer.policy.policy_id if answer.policy else ""
        self._policy.clear()
        for policy in answer.policies:
            self._policy.addItem(policy.title, policy.policy_id)
        self._policy.setCurrentIndex(max(self._policy.findData(chosen), 0))
        self._policy.setVisible(len(answer.policies) > 1)

    def _show_course(self, course: Course, whole: GroupCount) -> None:
        chart = numbers.over_time(course, whole)
        version = version_label(course.versions[-1].label)
        self._heading.setText(self.tr("{0}, version {1}: since publication").format(course.title, version))
        self.chart.show_chart(
            partial(paint_over_time, chart=chart), numbers.chart_words(course, whole), _CHART_LINES
        )
        self.days.show_table(numbers.by_day(chart))

    def _show_groups(self, answer: _Answer) -> None:
        facet = self._facet()
        bars = numbers.bars(answer.groups, filter_words.name(facet, ""))
        hidden = len(answer.groups) - len(bars)
        heading = filter_words.by_short(facet)
        if hidden:
            heading = self.tr("{0}: the {1} with the most outstanding").format(heading, len(bars))
        self._group_heading.setText(heading)
        table = numbers.by_group(answer.groups, filter_words.title(facet), filter_words.name(facet, ""))
        self.bars.setVisible(bool(bars))
        said = "; ".join(f"{bar.name}: {bar.words}" for bar in bars)
        self.bars.show_chart(partial(paint_bars, bars=bars), said, _BAR_LINES * len(bars))
        self.groups.show_table(table)

    def _failed(self, error: Exception) -> None:
        self._said.setText(words(error))


def _asked(client: ConsoleClient, policy_id: str, by: Facet) -> _Answer:
    policies = list(client.policies())
    policy = next((one for one in policies if one.policy_id == policy_id), policies[0] if policies else None)
    if policy is None:
        return _Answer(policies, None, [], [], None)
    schools = console_progress.summary(client, policy.policy_id, "school").groups
    groups = schools
    if by is not Facet.SCHOOL:
        groups = console_progress.summary(client, policy.policy_id, by.value).groups
    return _Answer(policies, policy, schools, groups, console_progress.course(client, policy.policy_id))
