"""The receipt: to read, to keep as a file, to print, or to copy into a mail to oneself."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.page import TextPage, announce, named
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
        self.said = Muted()
        self._text = self._html = ""
        card = Card()
        card.add(self.words)
        save = named(SecondaryButton(self.tr("Save as a file…")), "save-receipt")
        copy = named(SecondaryButton(self.tr("Copy")), "copy-receipt")
        paper = named(SecondaryButton(self.tr("Print…")), "print-receipt")
        self.column.add(
            Muted(self.tr("Keep a copy outside this computer too: only then is it in your own hands."))
        )
        self.column.add(self.trouble)
        self.column.add(card)
        self.column.add_row(save, paper, copy)
        self.column.add(self.said)
        back = named(SecondaryButton(self.tr("‹ Back")), "receipt-back")
        back.clicked.connect(partial(self.go, Place.STATUS))
        self.foot.add_left(back)
        save.clicked.connect(self._save)
        copy.clicked.connect(self._copy)
        paper.clicked.connect(self._print)
        self.trouble.triedAgain.connect(self.enter)

    def enter(self) -> None:
        """Reads the receipt."""
        self.said.setText("")
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

    def _save(self) -> None:
        where, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Keep my receipt"), str(Path.home() / "receipt.html"), self.tr("Web page (*.html)")
        )
        if not where:
            return
        try:
            Path(where).write_text(self._html, encoding="utf-8")
        except OSError:
            self._say(self.tr("It could not be saved there. Choose another folder."))
        else:
            self._say(self.tr("Saved."))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._say(self.tr("Copied. You can paste it into a mail to yourself."))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - loaded only to print

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            document = QTextDocument()
            document.setHtml(self._html)
            document.print_(printer)
            self._say(self.tr("Sent to the printer."))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        announce(self.said, words)
