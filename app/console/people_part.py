"""The middle of the first page: the totals, the search, the filters in force and the table of people."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.console.filter_chips import FilterChips
from app.console.rows import ACKNOWLEDGED, ASKED, AUDIT_ASKED, AUDIT_FINISHED, Row, Show
from app.console.standings_model import StandingsModel
from app.console.standings_view import StandingsView
from app.console.totals import TotalCard
from app.console.who_course import CourseCard, TotalsRow
from app.ui import theme
from app.ui.widgets import Muted, NoteBox, NoteKind


class PeoplePart(QWidget):
    """Shows the people of a model. `searched` is emitted as one types."""

    searched = Signal()

    def __init__(self, model: StandingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.setProperty("kind", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.acknowledged = TotalCard(self.tr("Acknowledged"))
        self.audited = TotalCard(self.tr("Self-audit finished"))
        self.acknowledged.setObjectName("acknowledgedCard")
        self.audited.setObjectName("auditCard")
        self.course = CourseCard()
        self.totals = TotalsRow((self.acknowledged, self.audited), self.course)
        self.note = NoteBox(NoteKind.INFO)
        self.note.setObjectName("serviceNote")
        self.note.hide()
        self.chips = FilterChips()
        self.chips.setObjectName("filterChips")
        self.view = StandingsView(model)
        self.view.setObjectName("staffTable")
        self._make_search()
        self._make_nobody()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme.SPACE_24, theme.SPACE_16, theme.SPACE_24, theme.SPACE_16)
        inside.setSpacing(theme.SPACE_12)
        for widget in (self.totals, self.note, self.search, self.chips):
            inside.addWidget(widget)
        inside.addWidget(self.view, 1)
        titles = self.view.horizontalHeader()
        self.setTabOrder(self.search, titles)
        self.setTabOrder(titles, self.view)

    def _make_search(self) -> None:
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setPlaceholderText(self.tr("Name, e-mail or reference"))
        self.search.setAccessibleName(self.tr("Search by name, e-mail or reference"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.searched)
        self.search.installEventFilter(self)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._go_to_search)

    def _make_nobody(self) -> None:
        self._nobody = QLabel(self.view.viewport())
        self._nobody.setProperty("kind", Muted.KIND)
        self._nobody.setWordWrap(True)
        self._nobody.setMargin(theme.SPACE_24)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nobody.setObjectName("nobody")
        self.view.viewport().installEventFilter(self)

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

    def replace(self, rows: list[Row]) -> None:
        """Takes all rows anew, and goes back to the person and the place that were there before."""
        person, bar = self.view.person(), self.view.verticalScrollBar()
        place = bar.value()
        self.model.replace_all(rows)
        if person is not None:
            self.view.select_person(person.staff_id)
        bar.setValue(place)

    def show_totals(self) -> None:
        """Shows the two totals of the school, line manager and role that are chosen, and how it went."""
        table = self.model.table
        school = table.filters.school
        self.acknowledged.show_total(table.count(ACKNOWLEDGED, school), table.count(ASKED, school))
        self.audited.show_total(table.count(AUDIT_FINISHED, school), table.count(AUDIT_ASKED, school))
        self.course.choose(table.filters)
        self.totals.fit()

    def say_why_empty(self, *, waiting: bool) -> None:
        """Says in an empty table why it is empty; `waiting`: nothing has arrived yet."""
        empty = self._why_empty(waiting=waiting)
        self._nobody.setText(empty)
        self._nobody.setVisible(bool(empty))
        self.view.setAccessibleDescription(empty)

    def _why_empty(self, *, waiting: bool) -> str:
        if self.model.rowCount():
            return ""
        if waiting:
            return self.tr("Waiting for the HR service")
        if not self.model.table.rows:
            return self.tr("Nobody is on the staff list yet.")
        if self.search.text().strip():
            return self.tr("Nobody here matches your search. Escape in the search shows everyone again.")
        if self.model.table.filters.show is Show.OUTSTANDING:
            return self.tr("Nobody is outstanding. Everyone here has completed it.")
        return self.tr("Nobody is in this group.")

    def _go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _go_to_table(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.view.person() is None:
            self.view.selectRow(max(self.view.currentIndex().row(), 0))
