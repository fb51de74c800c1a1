"""Settings on this computer: what is set, and by whom; what was set wrongly and left out."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app import config as settings
from app.config import KINDS
from app.config.settings import as_text
from app.desktop.colours import Colours
from app.desktop.page import TextPage, announce, named
from app.desktop.places import Place, Step
from app.desktop.setting_words import setting_words
from app.desktop.wording import in_lines
from app.desktop.work import Sentence, Work
from app.ui import translation
from app.ui.layouts import Wrap
from app.ui.translation import said
from app.ui.widgets import (
    Body,
    ChipKind,
    Muted,
    NoteBox,
    NoteKind,
    RowCard,
    SecondaryButton,
    StatusChip,
    Subheading,
    ToggleButton,
)


class SettingsPage(TextPage):
    """The settings that somebody set; all others are as the app comes."""

    place = Place.SETTINGS
    step = Step.DONE

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Settings on this computer"), parent)
        config = work.config
        self.column.add(Muted(self.tr("What the Trust has set stands before what you set.")))
        if config.problems:
            title = self.tr("Left out, because they could not be used")
            problems = NoteBox(NoteKind.ATTENTION, "\n".join(map(said, config.problems)), title=title)
            self.column.add(named(problems, "settings-problems"))
        rows = RowCard()
        set_keys = [key for key in KINDS if key in config.origins]
        for key in set_keys:
            self._add(rows, key)
        if set_keys:
            self.column.add(rows)
        self.column.add(Body(self.tr("Everything else is as the app comes.")))
        if work.user_file is not None and config.origins.get("language") != "trust":
            self._add_languages()
        self.column.add(Colours(work))
        mine = named(SecondaryButton(self.tr("Everything in my name")), "settings-in-my-name")
        mine.clicked.connect(partial(self.go, Place.IN_MY_NAME))
        self.column.add_row(mine)
        back = named(SecondaryButton(self.tr("‹ Back")), "settings-back")
        back.clicked.connect(partial(self.go, Place.STATUS))
        self.foot.add_left(back)

    def _add_languages(self) -> None:
        self.column.add(Subheading(self.tr("Language of this window")))
        self._languages = QButtonGroup(self)
        row = Wrap()
        for tag, name in (("system", self.tr("As on this computer")), *translation.NAMES.items()):
            button = named(ToggleButton(name), f"language-{tag}")
            button.setChecked(tag == self.work.config.language)
            button.clicked.connect(partial(self._speak, tag))
            self._languages.addButton(button)
            row.add(button)
        self.language_note = named(Muted(), "language-note")
        self.column.add(row)
        self.column.add(self.language_note)

    def _speak(self, tag: str) -> None:
        if (file := self.work.user_file) is not None:
            self.work.submit(lambda: _keep_language(file, tag), self._kept, self._not_kept, owner=self)

    def _kept(self, _nothing: object) -> None:
        self._say(self.tr("Kept. You will see it when you next open the app."))

    def _not_kept(self, _words: Sentence) -> None:
        self._say(self.tr("It could not be kept. Try again, or tell your IT helpdesk."))

    def _say(self, words: str) -> None:
        self.language_note.setText(words)
        announce(self, words)

    def _add(self, rows: RowCard, key: str) -> None:
        config = self.work.config
        by_the_trust = config.origins[key] == "trust"
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(Muted(setting_words()[key]))
        lines.addWidget(Body(in_lines(said(as_text(getattr(config, key))))))
        who = self.tr("Set by the Trust") if by_the_trust else self.tr("Set by you")
        rows.add_row(words, StatusChip(ChipKind.DONE if by_the_trust else ChipKind.PAPER, who))


def _keep_language(file: Path, tag: str) -> None:
    settings.save(file, language=tag)
