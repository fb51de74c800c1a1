"""The receipt: to read, to keep as a file, to print, or to copy into a mail to oneself."""

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.desktop.page import TextPage, named
from app.desktop.paper import PaperRow
from app.desktop.places import Place, Step
from app.desktop.wording import in_lines
from app.desktop.work import Sentence, Work
from app.ui.widgets import Body, Card, Muted, SecondaryButton
from app.workflows import receipts


class ReceiptPage(TextPage):
    """Shows the receipt of the record named by `work.listed`."""

    place = Place.RECEIPT
    step = Step.DONE

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Your receipt"), parent)
        self.words = Body(selectable=True)
        self.words.setObjectName("receipt-words")
        self._text = self._html = ""
        card = Card()
        card.add(self.words)
        self.paper = PaperRow("receipt", "receipt.html", self._as_html)
        copy = named(SecondaryButton(self.tr("Copy")), "copy-receipt")
        self.paper.add(copy)
        self.column.add(
            Muted(self.tr("Keep a copy outside this computer too: only then is it in your own hands."))
        )
        self.column.add(self.trouble)
        self.column.add(card)
        self.column.add(self.paper)
        back = named(SecondaryButton(self.tr("‹ Back")), "receipt-back")
        back.clicked.connect(partial(self.go, Place.STATUS))
        self.foot.add_left(back)
        copy.clicked.connect(self._copy)
        self.trouble.triedAgain.connect(self.enter)

    def enter(self) -> None:
        """Reads the receipt."""
        self.paper.said.setText("")
        self.words.setText("")
        context, jti = self.work.context, self.work.listed
        self.work.submit(
            lambda: (receipts.receipt_text(context, jti), receipts.receipt_html(context, jti)),
            self._show, self._cannot, owner=self,
        )  # fmt: skip

    def _show(self, both: tuple[str, str]) -> None:
        self._text, self._html = both
        self.trouble.hide()
        self.words.setText(in_lines(self._text))
        self.words.setAccessibleName(self._text)

    def _cannot(self, words: Sentence) -> None:
        self.trouble.say(words)

    def _as_html(self) -> str:
        return self._html

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.paper.say(self.tr("Copied. You can paste it into a mail to yourself."))
