"""The end of the self-audit: keep the list or delete it, two equal buttons."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.keep_or_delete import KeepOrDelete
from app.desktop.keeping_words import finished_chip, list_words
from app.desktop.page import TextPage, named
from app.desktop.places import Place, Step
from app.desktop.work import Work
from app.login.machine import Keeping
from app.ui.widgets import Body, ChipKind, LinkButton, PrimaryButton, StatusChip


class EndPage(TextPage):
    """Shown once the completion is saved."""

    place = Place.END
    step = Step.AUDIT

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("You have reached the end. Well done."), parent)
        keeping = work.context.keeping
        self.column.add(StatusChip(ChipKind.SAVED, finished_chip(keeping)))
        gets = self.tr(
            "HR will get one line: that you reached the end, and the day. It does not say what you found or changed."
        )
        what = self.tr("What shall happen to it?")
        self.column.add(
            Body(" ".join((gets, list_words(keeping), what if keeping is Keeping.HERE else "")).strip())
        )
        self.choice = KeepOrDelete(work)
        self.column.add(self.choice)
        self.choice.settled.connect(partial(self.go, Place.STATUS))
        here = keeping is Keeping.HERE
        skip = LinkButton(self.tr("Decide later")) if here else PrimaryButton(self.tr("Go on"))
        named(skip, "decide-later")
        skip.clicked.connect(partial(self.go, Place.STATUS))
        self.foot.add_right(skip)
