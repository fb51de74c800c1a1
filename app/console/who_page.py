"""The first page: who has not completed it.

1. Filters, search and order stay as they are whatever arrives; so do the selected person and the place.
2. When the service is away the page says so, and since when, and goes on showing what it knew.
3. What can be done with the selected person stands in the foot (`who_foot`).
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.console import filter_words
from app.console.filters import Filters
from app.console.filters_panel import FiltersPanel
from app.console.people_part import PeoplePart
from app.console.refresher import News
from app.console.rows import Row
from app.console.standings_model import StandingsModel
from app.console.who_foot import WhoFoot
from app.console.who_header import Moment, WhoHeader
from app.errors import UndersignedError
from app.protocol import PublishedPolicy
from app.protocol_progress import Course, GroupCount
from app.ui.layouts import SidePage, fill


class WhoPage(QWidget):
    """Everything about "Who has not completed it". `codeWanted` carries a `Row`, `personWanted` a staff id."""

    codeWanted = Signal(object)
    personWanted = Signal(str)
    exportWanted = Signal()
    signOutWanted = Signal()
    policyChosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = StandingsModel(self)
        self._updated = self._said = ""
        self._header, self._foot = WhoHeader(), WhoFoot()
        self.filters, self.people = FiltersPanel(), PeoplePart(self.model)
        self.search, self.view = self.people.search, self.people.view
        self._acknowledged, self._audited = self.people.acknowledged, self.people.audited
        self._status = self._foot.status
        middle = SidePage(self.filters, self.people, characters=27)
        fill(self, self._header, middle, self._foot, grows=middle)
        self._connect()
        self._show_counts()

    def allow(self, *, codes: bool, persons: bool = False) -> None:
        """Shows what this account may do, and nothing else."""
        self._foot.allow(codes=codes, persons=persons)

    def take(self, news: News, moment: Moment) -> None:
        """Shows what arrived."""
        self._updated = moment.clock
        self.people.note.hide()
        if news.policies is not None:
            self._show_policy(self._header.show_policies(news.policies, moment.today))
        if news.whole:
            self.people.replace(news.rows)
        else:
            self.model.update_rows(news.rows)
        if news.reminded is not None:
            self.model.take_reminded(news.reminded)
        self._show_status()

    def policy_id(self) -> str:
        """The policy that is shown; "" for none."""
        return self._header.policy_id()

    def take_course(self, course: Course | None, schools: Sequence[GroupCount] = ()) -> None:
        """Shows how it went since publication; None takes it away."""
        self.people.course.take(course, schools)
        self.people.show_totals()

    def say_away(self, error: UndersignedError) -> None:
        """Says calmly that there is no news, and of when what is shown is."""
        if self._updated:
            as_of = self.tr("You see what was known at {0}.").format(self._updated)
        else:
            as_of = self.tr("There is nothing to show yet.")
        goes_on = self.tr("This goes on by itself once the service is back.")
        self.people.note.set_text(f"{error.sentence} {as_of} {goes_on}")
        self.people.note.show()

    def say(self, sentence: str) -> None:
        """Adds a short sentence to the foot."""
        self._said = sentence
        self._show_status()

    def wait_for(self, policy_id: str) -> None:
        """Empties the list until the first answer about another policy."""
        self._updated = ""
        self.take_course(None)
        self.people.replace([])
        self._show_policy(self._header.show_policy(policy_id))

    def shown_rows(self) -> list[Row]:
        """The people shown, in their order."""
        return [self.model.row(row) for row in range(self.model.rowCount())]

    def shown_words(self) -> tuple[str, str]:
        """The policy and the filters in force, as a file of what is shown names them."""
        return self._header.title_words(), filter_words.in_words(self.model.table.filters)

    def _connect(self) -> None:
        self._header.export.clicked.connect(self.exportWanted)
        self._header.sign_out.clicked.connect(self.signOutWanted)
        self._header.policyChosen.connect(self.policyChosen)
        self.filters.changed.connect(self._choose)
        self.people.searched.connect(self._choose)
        self.people.chips.taken.connect(self._take_away)
        self.model.countsChanged.connect(self._show_counts)
        self.view.personChanged.connect(self._person_changed)
        self.view.acted.connect(self._foot.act)
        self._foot.codeWanted.connect(self.codeWanted)
        self._foot.personWanted.connect(self.personWanted)

    def _show_policy(self, policy: PublishedPolicy | None) -> None:
        self.filters.set_review(self._header.past_review(policy.review) if policy else "")
        if policy is not None:
            self._audited.setVisible(policy.has_checklist)

    def _show_counts(self) -> None:
        self.filters.show_counts(self.model.table)
        self.people.show_totals()
        self._person_changed()
        self._show_status()

    def _show_status(self) -> None:
        parts = [self.tr("{0} shown").format(f"{self.model.rowCount():,}")]
        if self._updated:
            parts.append(self.tr("updated {0}").format(self._updated))
        if self._said:
            parts.append(self._said)
        self._status.setText(" · ".join(parts))
        self.people.say_why_empty(waiting=not self._updated)

    def _person_changed(self) -> None:
        self._foot.show_person(self.view.person())

    def _choose(self) -> None:
        self._said = ""
        filters = self.filters.filters(self.search.text())
        self.model.choose(filters)
        self.people.chips.show_filters(filters)
        self._show_status()

    def _take_away(self, filters: Filters) -> None:
        """The focus goes to the search, for the button that had it is gone."""
        self.filters.set_filters(filters)
        self._choose()
        self.filters.show_counts(self.model.table)
        self.search.setFocus()
