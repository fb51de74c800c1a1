"""*This was not me*: what it is about, what happens next, words for who wants to, and one button that says it.

1. It is signed and kept at once, and sent like an answer: also later, when the network is back.
2. Words are welcome and not asked for. What was typed stays, whatever goes wrong.
"""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.page import OneClick, TextPage, Waiting, named
from app.desktop.places import Place
from app.desktop.standing import Kind, Thing
from app.desktop.work import Sentence, Work
from app.ui.fields import TextArea
from app.ui.widgets import Body, Card, PrimaryButton, SecondaryButton, Strong, Subheading
from app.workflows.dispute import dispute

_LINES = 4


class DisputePage(TextPage):
    """About `work.thing`; leads back to `work.back_to`."""

    place = Place.DISPUTE

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("This was not me"), parent)
        self._thing: Thing | None = None
        self.title, self.lines, self.next = Strong(), Body(), Body()
        self.words = TextArea(
            self.tr("What happened? (you may leave this empty)"),
            self.tr("HR and the person outside the case can read your words. They cannot be taken back."),
        )
        self.words.edit.setObjectName("dispute-words")
        self.waiting = Waiting("dispute")
        self.say_it = named(PrimaryButton(""), "say-not-me")
        self.back = named(SecondaryButton(self.tr("‹ Back")), "dispute-back")
        self._build()

    def _build(self) -> None:
        card = Card()
        for part in (self.title, self.lines):
            card.add(part)
        heading = Subheading(self.tr("What happens next"))
        for row in (card, heading, self.next, self.words, self.trouble, self.waiting):
            self.column.add(row)
        self.foot.add_left(self.back)
        self.foot.add_right(self.say_it)
        self.say_it.installEventFilter(OneClick(self))
        self.say_it.clicked.connect(self._say)
        self.back.clicked.connect(self._go_back)
        self.trouble.triedAgain.connect(self._say)

    def enter(self) -> None:
        """Shows what it is about; words typed for the same thing stay."""
        thing = self.work.thing
        if thing is None:
            return
        if self._thing is None or thing.id != self._thing.id:
            self.words.setText("")
        self._thing = thing
        self.trouble.hide()
        not_right = thing.kind is Kind.WRITTEN
        self.heading.setText(self.tr("This is not right") if not_right else self.tr("This was not me"))
        self.title.setText(thing.title)
        self.lines.setText("\n".join(thing.lines))
        self.next.setText(self._what_follows(thing))
        self.words.edit.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES)
        self.say_it.setText(
            self.tr("Yes, say that this is not right")
            if not_right
            else self.tr("Yes, say that this was not me")
        )

    def _what_follows(self, thing: Thing) -> str:
        steps = [
            self.tr("• HR’s service writes down that you said so, and when. HR sees it."),
            self.tr("• Without a network it is sent by itself later."),
            self.tr("• Somebody outside the case, whom your Trust has named, is told by e-mail."),
            self.tr("• Nothing is deleted, and nothing is decided by it. HR has to find out what happened."),
        ]
        if thing.kind is Kind.KEY:
            steps.append(
                self.tr("• The key still works. If it is lost or stolen, stop it too: go back for that.")
            )
        return "\n".join(steps)

    def _say(self) -> None:
        thing = self._thing
        if thing is None or not self.say_it.isEnabled():
            return
        self._busy(True)
        self.trouble.hide()
        self.waiting.begin(self.tr("Signing with your key. This computer may ask you to unlock it."))
        about = {"kid" if thing.kind is Kind.KEY else "jti": thing.id}
        say = partial(dispute, self.work.context, reason=self.words.text(), **about)
        self.work.submit(say, self._said, self._not_said, owner=self)

    def _busy(self, busy: bool) -> None:
        if busy:
            self.heading.setFocus()
        for part in (self.words, self.say_it, self.back):
            part.setEnabled(not busy)

    def _said(self, _nothing: object) -> None:
        self.work.recordSaved.emit()
        self.work.reload(then=self._move_on)

    def _move_on(self) -> None:
        self.waiting.end()
        self._busy(False)
        self.words.setText("")
        self._go_back()

    def _not_said(self, words: Sentence) -> None:
        self.waiting.end()
        self._busy(False)
        self.trouble.say(words)

    def _go_back(self) -> None:
        self.go(self.work.back_to)
