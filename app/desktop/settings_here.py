"""Settings on this computer: what is set, and by whom; what was set wrongly and left out."""

from functools import partial

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.config import KINDS
from app.config.settings import as_text
from app.desktop.kept_choice import KeptChoice
from app.desktop.page import TextPage, named
from app.desktop.places import Place, Step
from app.desktop.setting_words import setting_words
from app.desktop.wording import in_lines
from app.desktop.work import Work
from app.ui import theme, translation
from app.ui.theme import Scheme
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
        self._add_colours()
        mine = named(SecondaryButton(self.tr("Everything in my name")), "settings-in-my-name")
        mine.clicked.connect(partial(self.go, Place.IN_MY_NAME))
        self.column.add_row(mine)
        back = named(SecondaryButton(self.tr("‹ Back")), "settings-back")
        back.clicked.connect(partial(self.go, Place.STATUS))
        self.foot.add_left(back)

    def _add_languages(self) -> None:
        languages = KeptChoice(
            self.work, "language", self.tr("Language of this window"), self.work.config.language
        )
        languages.kept_words = self.tr("Kept. You will see it when you next open the app.")
        languages.offer({"system": self.tr("As on this computer"), **translation.NAMES})
        self.column.add(languages)

    def _add_colours(self) -> None:
        now = theme.current().scheme.value
        colours = KeptChoice(self.work, "scheme", self.tr("Colours of this window"), now, _show_colours)
        colours.offer(
            {
                Scheme.SYSTEM.value: self.tr("As on this computer"),
                Scheme.LIGHT.value: self.tr("Light"),
                Scheme.DARK.value: self.tr("Dark"),
                Scheme.HIGH_CONTRAST.value: self.tr("High contrast"),
            }
        )
        self.column.add(colours)

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


def _show_colours(scheme: str) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, Scheme(scheme), theme.current().scale)
