"""The trail of what accounts did: found by words, saved as a file, and whether its daily heads in the log check out."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from app import protocol_people as wire
from app.console.desk import Desk
from app.console.export import KINDS
from app.console.person_words import Words
from app.console.section import Section
from app.console.trail_model import Field, TrailModel
from app.console.words import words
from app.sheets import Sheet, write
from app.sync import console_people as service
from app.sync.console_client import ConsoleClient
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.widgets import Muted, NoteBox, NoteKind, SecondaryButton, Title

_PAUSE_MS = 250  # after the last letter typed
_TITLES = (
    *(("Number", 10), ("When", 22), ("Who", 28), ("What", 20), ("About", 28), ("Details", 60)),
    ("Fixed in the log", 16),
)


class TrailSection(Section):
    """The trail, for HR and auditors."""

    name: ClassVar[str] = "trail"
    roles: ClassVar[frozenset[str]] = frozenset({"hr", "auditor"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.model = TrailModel(Words(desk), self)
        self._check = NoteBox(NoteKind.INFO)
        self._check.setObjectName("trailCheck")
        self._search = QLineEdit()
        self._search.setObjectName("trailSearch")
        self._search.setPlaceholderText(self.tr("Find: a name, a day, what was done"))
        self._search.setAccessibleName(self.tr("Find in the trail"))
        self._search.setClearButtonEnabled(True)
        self._save = SecondaryButton(self.tr("Save what is found…"))
        self._save.setObjectName("trailSave")
        self._more = SecondaryButton(self.tr("Show older ones"))
        self._more.setObjectName("trailMore")
        self._count = Muted()
        self._count.setObjectName("trailCount")
        self._view = QTableView()
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_PAUSE_MS)
        self._set_up_view()
        self._lay_out()
        self._search.textChanged.connect(self._wait_for_more)
        self._typed.timeout.connect(self._ask)
        self._save.clicked.connect(self._choose_file)
        self._more.clicked.connect(self._ask_older)

    def _set_up_view(self) -> None:
        view = self._view
        view.setObjectName("trailTable")
        view.setAccessibleName(self.tr("The trail"))
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        titles = view.horizontalHeader()
        titles.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        titles.setStretchLastSection(False)
        titles.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        titles.setSectionResizeMode(Field.DETAIL, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_24, theme.SPACE_16, theme.SPACE_24, theme.SPACE_16)
        column.setSpacing(theme.SPACE_12)
        for widget in (Title(self.title()), self._check, self._search):
            column.addWidget(widget)
        column.addWidget(self._view, 1)
        column.addWidget(Wrap(self._count, self._more, self._save))

    def title(self) -> str:
        """What the button says."""
        return self.tr("Trail")

    def begin(self) -> None:
        """Asks for the newest lines, and whether all of them check out."""
        self._check.set_kind(NoteKind.INFO)
        self._check.set_text(self.tr("Being checked…"))
        self.desk.ask(self, service.trail_check, self._checked, self._failed)
        self._ask()

    def _wait_for_more(self, _text: str) -> None:
        self._typed.start()

    def _ask(self) -> None:
        search = self._search.text()
        done = partial(self._arrived, search)
        self.desk.ask(self, lambda client: service.trail(client, search), done, self._failed)

    def _ask_older(self) -> None:
        search, before = self._search.text(), self.model.steps[-1].number
        done = partial(self._older_arrived, search)
        self.desk.ask(self, lambda client: service.trail(client, search, before), done, self._failed)

    def _arrived(self, search: str, found: wire.Trail) -> None:
        if search == self._search.text():
            self.model.show_steps(found.steps, Words(self.desk))
            self._fit_columns()
            self._show_count(found)

    def _older_arrived(self, search: str, found: wire.Trail) -> None:
        if search == self._search.text():
            self.model.add_steps(found.steps)
            self._show_count(found)

    def _fit_columns(self) -> None:
        metrics = self._view.fontMetrics()
        self._view.verticalHeader().setDefaultSectionSize(metrics.height() + theme.SPACE_16)
        for field in Field:
            if field is not Field.DETAIL:
                needed = max(self._view.sizeHintForColumn(field), metrics.horizontalAdvance("M" * 6))
                self._view.setColumnWidth(
                    field, min(needed + theme.SPACE_12, metrics.horizontalAdvance("M" * 20))
                )

    def _show_count(self, found: wire.Trail) -> None:
        here = len(self.model.steps)
        self._count.setText(self.tr("{0} of {1} lines shown").format(f"{here:,}", f"{found.found:,}"))
        self._more.setVisible(found.more)
        self._save.setEnabled(here > 0)

    def _checked(self, check: wire.TrailCheck) -> None:
        if check.problem is not None:
            self._check.set_kind(NoteKind.ALARM)
            self._check.set_text(check.problem, title=self.tr("The trail does not check out"))
            return
        if check.newest is None:
            self._check.set_kind(NoteKind.ATTENTION)
            self._check.set_text(
                self.tr("No daily head of the trail is in the log yet, so nothing fixes it.")
            )
            return
        self._check.set_kind(NoteKind.INFO)
        self._check.set_text(
            self.tr(
                "Lines fixed by a daily head in the log: {0}. Heads checked: {1}, the newest of {2}. Lines that wait"
                " for the next head: {3}. A fixed line cannot be changed or dropped unseen."
            ).format(
                f"{check.covered:,}",
                f"{check.heads:,}",
                Words(self.desk).day(check.newest),
                f"{check.later:,}",
            ),
            title=self.tr("✓ The trail checks out"),
        )

    def _choose_file(self) -> None:
        name = f"trail {self.desk.today().isoformat()}.csv"
        path = self.desk.files.save(self, name, KINDS)
        if path:
            self._count.setText(self.tr("Being saved…"))
            work = partial(_exported, self.desk.session.trust, Path(path), self._search.text())
            self.desk.ask(self, work, self._saved, self._failed)

    def _saved(self, result: tuple[Path, int]) -> None:
        where, count = result
        self._count.setText(self.tr("✓ {0} lines saved as {1}").format(f"{count:,}", where.name))

    def _failed(self, error: Exception) -> None:
        self._check.set_kind(NoteKind.ATTENTION)
        self._check.set_text(words(error))


def _exported(trust: str, path: Path, search: str, client: ConsoleClient) -> tuple[Path, int]:
    rows = [
        (
            str(one.number),
            one.at,
            one.actor,
            one.action,
            one.subject,
            one.detail,
            "yes" if one.fixed else "not yet",
        )
        for one in service.whole_trail(client, search)
    ]
    head = (("Trail of", trust), ("Found by", search or "everything"), ("Lines", f"{len(rows):,}"))
    return path, write(Sheet("Trail", head, _TITLES, rows), path)
