"""*Keep my evidence*: a button, where to save it, and what to do with the file."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.asked_now import asked_now
from app.desktop.page import OneClick, TroubleNote, Waiting, announce, into_view, named
from app.desktop.paper import ask_where
from app.desktop.work import Sentence, Work
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Muted, NoteBox, NoteKind, SecondaryButton
from app.workflows.keep_evidence import keep_evidence


class KeepEvidence(QWidget):
    """Saves the person's evidence pack; used on two pages, so its parts are named alike on both."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._where: Path | None = None
        about = Muted(
            self.tr(
                "One file with all that you signed, and HR’s receipts. It can be checked years from now, "
                "without HR."
            )
        )
        self.button = named(SecondaryButton(self.tr("Keep my evidence…")), "keep-my-evidence")
        self.button.installEventFilter(OneClick(self))
        self.waiting = Waiting("evidence")
        self.saved = named(NoteBox(NoteKind.INFO), "evidence-saved")
        self.command = named(Body(selectable=True), "evidence-command")
        self.command.setAccessibleName(self.tr("The command that checks the file"))
        self.saved.add(self.command)
        self.trouble = TroubleNote("evidence")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE_8)
        for part in (about, Wrap(self.button), self.waiting, self.saved, self.trouble):
            rows.addWidget(part)
        self.button.clicked.connect(self._ask_where)
        self.trouble.triedAgain.connect(self._keep)
        self.begin()

    def begin(self) -> None:
        """Starts without what was said before."""
        self.saved.hide()
        self.trouble.hide()

    def _ask_where(self) -> None:
        kind = self.tr("Evidence (*.zip)")
        self._where = ask_where(self, self.tr("Keep my evidence"), "my-evidence.zip", kind)
        if self._where is not None:
            self._keep()

    def _keep(self) -> None:
        if self._where is None:
            return
        self.begin()
        self.button.setEnabled(False)
        self.waiting.begin(self.tr("Asking HR’s service for its part, and checking it all…"))
        keep = partial(keep_evidence, self._work.context, self._where)
        self._work.submit(keep, self._kept, self._not_kept, owner=self, lane="network")

    def _rest(self) -> None:
        self.waiting.end()
        self.button.setEnabled(True)

    def _kept(self, _nothing: object) -> None:
        self._rest()
        name = self._where.name if self._where else ""
        words = self.tr(
            "Keep a copy outside the Trust’s computers too. You can mail it to yourself. Your name and your "
            "own words are in it. The file itself tells how anybody can check it. With this app, on any computer, the "
            "command is:"
        )
        self.saved.set_text(words, title=self.tr("Saved: {0}").format(name))
        self.command.setText(f"undersigned verify {name}")
        self.saved.show()
        self.button.setFocus()
        into_view(self.saved)
        announce(self, self.saved.text())

    def _not_kept(self, words: Sentence) -> None:
        self._rest()
        nothing = self.tr(
            "HR’s service adds its part to the file, so this needs a connection. Nothing was saved."
        )
        self.trouble.say(asked_now(words, nothing))
