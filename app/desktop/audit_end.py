"""The end of the self-audit: keep the list or delete it, two equal buttons."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.keep_or_delete import KeepOrDelete
from app.desktop.page import TextPage, named
from app.desktop.places import Place, Step
from app.desktop.work import Work
from app.ui.widgets import Body, ChipKind, LinkButton, StatusChip


class EndPage(TextPage):
    """Shown once the completion is saved."""

    place = Place.END
    step = Step.AUDIT

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("You have reached the end. Well done."), parent)
        self.column.add(StatusChip(ChipKind.SAVED, self.tr("Saved on this computer")))
        self.column.add(
            Body(
                self.tr(
                    "HR will get one line: that you reached the end, and the day. It does not say what you found "
                    "or changed. Your list is only on this computer. What shall happen to it?"
                )
            )
        )
        self.choice = KeepOrDelete(work)
        self.column.add(self.choice)
        self.choice.settled.connect(partial(self.go, Place.STATUS))
        skip = named(LinkButton(self.tr("Decide later")), "decide-later")
        skip.clicked.connect(partial(self.go, Place.STATUS))
        self.foot.add_right(skip)
