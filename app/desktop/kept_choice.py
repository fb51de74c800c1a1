"""One of several values of a setting of the person's own: toggles side by side, kept as soon as one is chosen."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app import config as settings
from app.desktop.page import announce, named
from app.desktop.work import Sentence, Work
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.widgets import Muted, Subheading, ToggleButton


class KeptChoice(QWidget):
    """The toggles, under a title, and a note of what became of the choice.

    What the trust has set is shown and cannot be changed. Where nothing of the person is kept it holds for this window.

    Args:
        work: the window's work; `work.user_file` keeps the value.
        key: the setting, and the beginning of the names of the controls.
        title: what is chosen.
        now: the value that holds now.
        chosen: told each value that is chosen, at once.
    """

    def __init__(
        self, work: Work, key: str, title: str, now: str, chosen: Callable[[str], None] | None = None
    ) -> None:
        super().__init__()
        self._work, self._key, self._title, self._now, self._chosen = work, key, title, now, chosen
        self.kept_words = self.tr("Kept.")
        self.note = named(Muted(), f"{key}-note")
        self.note.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_16)
        self._column.addWidget(Subheading(title))

    def offer(self, values: Mapping[str, str]) -> None:
        """Offers these values, each by its words."""
        is_the_trusts = self._work.config.origins.get(self._key) == "trust"
        self._group = QButtonGroup(self)
        row = Wrap()
        for value, words in values.items():
            toggle = named(ToggleButton(words, description=self._title), f"{self._key}-{value}")
            toggle.setEnabled(not is_the_trusts)
            toggle.clicked.connect(partial(self._choose, value))
            self._group.addButton(toggle)
            toggle.setChecked(value == self._now)
            # Tab comes to the one chosen, the arrows lead on; Qt sees to that itself from the first choice on.
            policy = Qt.FocusPolicy.StrongFocus if toggle.isChecked() else Qt.FocusPolicy.ClickFocus
            toggle.setFocusPolicy(policy)
            row.add(toggle)
        self._column.addWidget(row)
        self._column.addWidget(self.note)
        if is_the_trusts:
            self._say(self.tr("The Trust has set this, so it cannot be changed here."))

    def _choose(self, value: str) -> None:
        if self._chosen is not None:
            self._chosen(value)
        file = self._work.user_file
        if file is None:
            self._say(self.tr("It stays so until this window closes."))
        else:
            self._work.submit(partial(_keep, file, self._key, value), self._kept, self._not_kept, owner=self)

    def _kept(self, is_kept: bool) -> None:
        again = self.tr("It could not be kept. Try again, or tell your IT helpdesk.")
        self._say(self.kept_words if is_kept else again)

    def _not_kept(self, _words: Sentence) -> None:
        self._kept(is_kept=False)

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.show()
        announce(self, words)


def _keep(file: Path, key: str, value: str) -> bool:
    try:
        settings.save(file, **{key: value})
    except OSError:
        return False
    return True
