"""The first page: who has not completed it.

1. Filters, search and order stay as they are whatever arrives; so do the selected person and the place.
2. When the service is away the page says so, and since when, and goes on showing what it knew.
3. What can be done with the selected person stands in the foot; what cannot be done is not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.console.filters_panel import FiltersPanel
from app.console.refresher import News
from app.console.rows import ACKNOWLEDGED, ASKED, AUDIT_ASKED, AUDIT_FINISHED, Row, Show
from app.console.staff_table import Filters
from app.console.standings_model import StandingsModel
from app.console.standings_view import StandingsView
from app.console.totals import TotalCard
from app.domain import dates
from app.errors import UndersignedError
from app.protocol import PublishedPolicy
from app.ui import theme
from app.ui.bars import Foot, Header
from app.ui.layouts import SidePage, Wrap
from app.ui.widgets import LinkButton, Muted, NoteBox, NoteKind, PrimaryButton, SecondaryButton


@dataclass(frozen=True)
class Moment:
    """A time as the trust's clocks show it."""

    now: datetime
    tz: tzinfo

    @property
    def today(self) -> date:
        """The day."""
        return dates.date_in(self.tz, self.now)

    @property
    def clock(self) -> str:
        """The time of day, "08:41"."""
        return dates.clock(self.now.astimezone(self.tz).time())


class WhoPage(QWidget):
    """Everything about "Who has not completed it"."""

    staffListWanted = Signal()
    codeWanted = Signal(object)
    exportWanted = Signal()
    signOutWanted = Signal()
    policyChosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = StandingsModel(self)
        self.policies: Sequence[PublishedPolicy] = ()
        self._updated = ""
        self._said = ""
        self._may_issue_codes = False
        self._header = Header(self.tr("Who has not completed it"))
        self._foot = Foot()
        self._make_header()
        self._make_middle()
        self._make_foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.filters = FiltersPanel()
        for widget, stretch in (
            (self._header, 0),
            (SidePage(self.filters, self._middle, characters=27), 1),
            (self._foot, 0),
        ):
            column.addWidget(widget, stretch)
        self._connect()
        self._show_selection()
        self._show_counts()

    def allow(self, *, staff_list: bool, codes: bool) -> None:
        """Shows what this account may do, and nothing else."""
        self._staff_list.setVisible(staff_list)
        self._may_issue_codes = codes
        self._show_selection()

    def take(self, news: News, moment: Moment) -> None:
        """Shows what arrived."""
        self._updated = moment.clock
        self._note.hide()
        if news.policies is not None:
            self._show_policies(news.policies, moment.today)
        if news.whole:
            self._replace(news.rows)
        else:
            self.model.update_rows(news.rows)
        self._show_status()

    def say_away(self, error: UndersignedError) -> None:
        """Says calmly that there is no news, and of when what is shown is."""
        if self._updated:
            as_of = self.tr("You see what was known at {0}.").format(self._updated)
        else:
            as_of = self.tr("There is nothing to show yet.")
        goes_on = self.tr("This goes on by itself once the service is back.")
        self._note.set_text(f"{error.sentence} {as_of} {goes_on}")
        self._note.show()

    def say(self, sentence: str) -> None:
        """Adds a short sentence to the foot."""
        self._said = sentence
        self._show_status()

    def wait_for(self, policy_id: str) -> None:
        """Empties the list until the first answer about another policy."""
        self._updated = ""
        self._replace([])
        self._show_policy(policy_id)

    def shown_rows(self) -> list[Row]:
        """The people shown, in their order."""
        return [self.model.row(row) for row in range(self.model.rowCount())]

    def _make_header(self) -> None:
        self._chooser = QComboBox()
        self._chooser.setObjectName("policyChooser")
        self._chooser.setAccessibleName(self.tr("Policy"))
        self._chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._chooser.hide()
        self._staff_list = SecondaryButton(self.tr("Staff list…"))
        self._export = SecondaryButton(
            self.tr("Export…"), description=self.tr("Saves what is shown as a file")
        )
        self._sign_out = LinkButton(self.tr("Sign out"))
        tools: tuple[tuple[QWidget, str], ...] = (
            (self._chooser, "policyChooser"),
            (self._staff_list, "staffListButton"),
            (self._export, "exportButton"),
            (self._sign_out, "signOutButton"),
        )
        for tool, name in tools:
            tool.setObjectName(name)
            self._header.add_tool(tool)

    def _make_middle(self) -> None:
        self._middle = QWidget()
        self._middle.setProperty("kind", "paper")
        self._middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._acknowledged = TotalCard(self.tr("Acknowledged"))
        self._audited = TotalCard(self.tr("Self-audit finished"))
        self._acknowledged.setObjectName("acknowledgedCard")
        self._audited.setObjectName("auditCard")
        self._note = NoteBox(NoteKind.INFO)
        self._note.setObjectName("serviceNote")
        self._note.hide()
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setPlaceholderText(self.tr("Name, e-mail or reference"))
        self.search.setAccessibleName(self.tr("Search by name, e-mail or reference"))
        self.search.setClearButtonEnabled(True)
        self.view = StandingsView(self.model)
        self.view.setObjectName("staffTable")
        self._nobody = QLabel(self.view.viewport())
        self._nobody.setProperty("kind", Muted.KIND)
        self._nobody.setWordWrap(True)
        self._nobody.setMargin(theme.SPACE_24)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nobody.setObjectName("nobody")
        inside = QVBoxLayout(self._middle)
        inside.setContentsMargins(theme.SPACE_24, theme.SPACE_16, theme.SPACE_24, theme.SPACE_16)
        inside.setSpacing(theme.SPACE_12)
        cards = Wrap(self._acknowledged, self._audited)
        for widget in (cards, self._note, self.search):
            inside.addWidget(widget)
        inside.addWidget(self.view, 1)
        titles = self.view.horizontalHeader()
        self.setTabOrder(self.search, titles)
        self.setTabOrder(titles, self.view)

    def _make_foot(self) -> None:
        self._status = Muted()
        self._status.setObjectName("footStatus")
        self._code = PrimaryButton("")
        self._code.setObjectName("codeButton")
        self._foot.add_left(self._status)
        self._foot.add_right(self._code)

    def _connect(self) -> None:
        self._staff_list.clicked.connect(self.staffListWanted)
        self._export.clicked.connect(self.exportWanted)
        self._sign_out.clicked.connect(self.signOutWanted)
        self._chooser.activated.connect(self._policy_activated)
        self.filters.changed.connect(self._choose)
        self.search.textChanged.connect(self._choose)
        self.search.installEventFilter(self)
        self.model.countsChanged.connect(self._show_counts)
        self.view.personChanged.connect(self._show_selection)
        self.view.acted.connect(self._act)
        self._code.clicked.connect(self._act)
        self.view.viewport().installEventFilter(self)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._go_to_search)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape empties the search, Down goes to the table; the empty table's words stay in its middle."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.search:
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if event.key() == Qt.Key.Key_Down and self.model.rowCount():
                self._go_to_table()
                return True
        if isinstance(event, QResizeEvent) and watched is not self.search:
            self._nobody.setGeometry(self.view.viewport().rect())
        return super().eventFilter(watched, event)

    def _replace(self, rows: list[Row]) -> None:
        """Takes all rows anew, and goes back to the person and the place that were there before."""
        person, bar = self.view.person(), self.view.verticalScrollBar()
        place = bar.value()
        self.model.replace_all(rows)
        if person is not None:
            self.view.select_person(person.staff_id)
        bar.setValue(place)

    def _show_policies(self, policies: Sequence[PublishedPolicy], today: date) -> None:
        if list(policies) != list(self.policies):
            chosen = self._chooser.currentData()
            self.policies = policies
            self._chooser.clear()
            for policy in policies:
                self._chooser.addItem(policy.title, policy.policy_id)
            self._chooser.setCurrentIndex(max(self._chooser.findData(chosen), 0))
            self._chooser.setVisible(len(policies) > 1)
        self._today = today
        self._show_policy(self._chooser.currentData() or "")

    def _show_policy(self, policy_id: str) -> None:
        found = next((policy for policy in self.policies if policy.policy_id == policy_id), None)
        title = self.tr("Who has not completed it")
        if found is None:
            self._header.set_title(title, self.tr("No policy has been published yet"))
            self.filters.set_review("")
            return
        parts = [found.title, self.tr("version {0}").format(_label(found.label))]
        if found.due:
            parts.append(self.tr("due {0}").format(dates.day(date.fromisoformat(found.due), self._today)))
        self._header.set_title(title, " · ".join(parts))
        self._audited.setVisible(found.has_checklist)
        self.filters.set_review(self._review(found.review))

    def _review(self, review: str | None) -> str:
        if not review or date.fromisoformat(review) >= self._today:
            return ""
        month = dates.month(date.fromisoformat(review))
        return self.tr("This policy was due for review in {0}.").format(month)

    def _show_counts(self) -> None:
        table = self.model.table
        school = table.filters.school
        self.filters.show_counts(table)
        self._acknowledged.show_total(table.count(ACKNOWLEDGED, school), table.count(ASKED, school))
        self._audited.show_total(table.count(AUDIT_FINISHED, school), table.count(AUDIT_ASKED, school))
        self._show_selection()
        self._show_status()

    def _show_status(self) -> None:
        parts = [self.tr("{0} shown").format(f"{self.model.rowCount():,}")]
        if self._updated:
            parts.append(self.tr("updated {0}").format(self._updated))
        if self._said:
            parts.append(self._said)
        self._status.setText(" · ".join(parts))
        empty = self._why_empty()
        self._nobody.setText(empty)
        self._nobody.setVisible(bool(empty))
        self.view.setAccessibleDescription(empty)

    def _why_empty(self) -> str:
        if self.model.rowCount():
            return ""
        if not self._updated:
            return self.tr("Waiting for the HR service")
        if not self.model.table.rows:
            return self.tr("Nobody is on the staff list yet.")
        if self.search.text().strip():
            return self.tr("Nobody here matches your search. Escape in the search shows everyone again.")
        if self.model.table.filters.show is Show.OUTSTANDING:
            return self.tr("Nobody is outstanding. Everyone here has completed it.")
        return self.tr("Nobody is in this group.")

    def _show_selection(self) -> None:
        person = self.view.person()
        useful = person is not None and self._may_issue_codes and not person.flags & Show.LEFT
        self._code.setVisible(useful)
        if useful and person is not None:
            self._code.setText(self.tr("Enrolment code for {0}…").format(person.name.replace("&", "&&")))

    def _choose(self) -> None:
        show, school = self.filters.filters()
        self._said = ""
        self.model.choose(Filters(show, school, self.search.text()))

    def _act(self) -> None:
        person = self.view.person()
        if person is not None and not self._code.isHidden():
            self.codeWanted.emit(person)

    def _policy_activated(self, index: int) -> None:
        self.policyChosen.emit(self._chooser.itemData(index))

    def _go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _go_to_table(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.view.person() is None:
            self.view.selectRow(max(self.view.currentIndex().row(), 0))


def _label(label: str) -> str:
    """A version's label; one that is a day is written as a day."""
    try:
        day = date.fromisoformat(label)
    except ValueError:
        return label
    return f"{day.day} {dates.month(day)}"
