"""*What HR sees*: a few sentences on the status page; a page with the person's row and every word that was ever sent."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.own_row import OwnRow
from app.desktop.page import TextPage, named
from app.desktop.places import Place, Step
from app.desktop.wording import in_lines, moment_words
from app.desktop.work import Sentence, Work
from app.ui.layouts import Wrap, empty
from app.ui.translation import said, said_lines
from app.ui.widgets import Body, Card, LinkButton, Muted, SecondaryButton, Strong, Subheading
from app.workflows.what_hr_sees import EXACTLY, HrView, SentWords, what_hr_sees

_SUMMARY = 5
"""How many of the sentences stand on the status page; the page with every word has all."""


class HrSummary(Card):
    """The sentences, and the way to every word."""

    def __init__(self, work: Work, show_all: Callable[[], None]) -> None:
        super().__init__()
        self._work = work
        self._words = Body(selectable=False)
        link = named(LinkButton(self.tr("Show every word that was sent")), "show-every-word")
        link.clicked.connect(show_all)
        for part in (Strong(self.tr("What HR sees")), self._words, Wrap(link)):
            self.add(part)

    def refresh(self) -> None:
        """Reads anew."""
        self._work.submit(partial(what_hr_sees, self._work.context), self._show, self._cannot, owner=self)

    def _show(self, view: HrView) -> None:
        self._words.setText(" ".join(map(said, view.sentences[:_SUMMARY])))

    def _cannot(self, words: Sentence) -> None:
        self._words.setText(str(words))


class HrViewPage(TextPage):
    """The row as HR sees it, and every word ever sent, as it was sent."""

    place = Place.HR_VIEW
    step = Step.DONE

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("What HR sees"), parent)
        self._sentences, self._list = QVBoxLayout(), QVBoxLayout()
        self.row = OwnRow(work)
        self.column.add(self.trouble)
        self.column.add_layout(self._sentences)
        self.column.add(self.row)
        self.column.add(Subheading(self.tr("Every word that was sent")))
        self.column.add_layout(self._list)
        for part in (self._sentences, self._list):
            part.setSpacing(self.column.column.spacing())
        self.trouble.triedAgain.connect(self.enter)
        back = named(SecondaryButton(self.tr("‹ Back")), "hr-view-back")
        back.clicked.connect(partial(self.go, Place.STATUS))
        self.foot.add_left(back)

    def enter(self) -> None:
        """Reads what was sent."""
        self.work.submit(partial(what_hr_sees, self.work.context), self._show, self._cannot, owner=self)
        self.row.refresh()

    def _show(self, view: HrView) -> None:
        self.trouble.hide()
        empty(self._sentences)
        empty(self._list)
        for sentence in view.sentences:
            self._sentences.addWidget(Body(said(sentence)))
        if not view.sent:
            self._list.addWidget(Muted(self.tr("Nothing has been sent yet.")))
        for words in view.sent:
            self._list.addWidget(_sent_card(words))

    def _cannot(self, words: Sentence) -> None:
        self.trouble.say(words)


def _sent_card(words: SentWords) -> Card:
    card = Card()
    card.add(Strong(said(words.title)))
    card.add(Muted(moment_words(words.when)))
    shown = said_lines(words.text, EXACTLY)
    text = Body(in_lines(shown), selectable=True)
    text.setAccessibleName(shown)
    card.add(text)
    return card
