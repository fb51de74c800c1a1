"""The colours of the windows: as on this computer, light, dark, or of high contrast."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QButtonGroup, QVBoxLayout, QWidget

from app import config as settings
from app.desktop.page import announce, named
from app.desktop.work import Sentence, Work
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.theme import Scheme
from app.ui.widgets import Muted, Subheading, ToggleButton


class Colours(QWidget):
    """Four toggles; what is chosen is seen at once and kept in the person's own settings.

    What the trust has set is shown and cannot be changed. Where nothing of the person is kept it holds for this window.
    """

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.note = named(Muted(), "colours-note")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_16)
        title = self.tr("Colours of this window")
        column.addWidget(Subheading(title))
        column.addWidget(self._toggles(title))
        column.addWidget(self.note)
        self.note.hide()
        if work.config.origins.get("scheme") == "trust":
            self._say(self.tr("The Trust has set the colours, so they cannot be changed here."))

    def _toggles(self, title: str) -> Wrap:
        self._group = QButtonGroup(self)
        row = Wrap()
        for scheme, words in (
            (Scheme.SYSTEM, self.tr("As on this computer")),
            (Scheme.LIGHT, self.tr("Light")),
            (Scheme.DARK, self.tr("Dark")),
            (Scheme.HIGH_CONTRAST, self.tr("High contrast")),
        ):
            toggle = named(ToggleButton(words, description=title), f"colours-{scheme}")
            toggle.setEnabled(self._work.config.origins.get("scheme") != "trust")
            toggle.clicked.connect(partial(self._choose, scheme))
            self._group.addButton(toggle)
            toggle.setChecked(scheme is theme.current().scheme)
            # Tab comes to the one chosen, the arrows lead on; Qt sees to that itself from the first choice on.
            policy = Qt.FocusPolicy.StrongFocus if toggle.isChecked() else Qt.FocusPolicy.ClickFocus
            toggle.setFocusPolicy(policy)
            row.add(toggle)
        return row

    def _choose(self, scheme: Scheme) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, scheme, theme.current().scale)
        file = self._work.user_file
        if file is None:
            self._say(self.tr("It stays so until this window closes."))
        else:
            self._work.submit(partial(_keep, file, scheme), self._kept, self._not_kept, owner=self)

    def _kept(self, is_kept: bool) -> None:
        again = self.tr("It could not be kept. Try again, or tell your IT helpdesk.")
        self._say(self.tr("Kept.") if is_kept else again)

    def _not_kept(self, _words: Sentence) -> None:
        self._kept(is_kept=False)

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.show()
        announce(self, words)


def _keep(file: Path, scheme: Scheme) -> bool:
    try:
        settings.save(file, scheme=scheme.value)
    except OSError:
        return False
    return True
