"""The receipt: to read, to keep as a PDF or for a screen reader, to print, or to copy into a mail to oneself."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.desktop.page import TextPage, named
from app.desktop.paper import PaperRow, ask_where
from app.desktop.places import Place, Step
from app.desktop.wording import in_lines
from app.desktop.work import Sentence, Work, words_of
from app.ui.receipt_pdf import PdfNotSavedError, write_pdf
from app.ui.widgets import Body, Card, Muted, SecondaryButton
from app.workflows import receipts
from app.workflows.context import Context


@dataclass(frozen=True)
class _Receipt:
    """The receipt in each of its forms: the words, the web page, the sheet of paper and what goes with its PDF."""

    text: str = ""
    html: str = ""
    sheet: str = ""
    files: dict[str, bytes] | None = None


class ReceiptPage(TextPage):
    """Shows the receipt of the record named by `work.listed`."""

    place = Place.RECEIPT
    step = Step.DONE

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Your receipt"), parent)
        self.words = Body(selectable=True)
        self.words.setObjectName("receipt-words")
        self._receipt = _Receipt()
        card = Card()
        card.add(self.words)
        self.pdf = named(SecondaryButton(self.tr("Save as PDF…")), "save-receipt-pdf")
        self.pdf.setAccessibleDescription(self.tr("A sheet to file, with the signed record attached"))
        copy = named(SecondaryButton(self.tr("Copy")), "copy-receipt")
        self.paper = PaperRow(
            "receipt", "receipt.html", self._as_html, copy, first=self.pdf, sheet=self._as_sheet
        )
        self.paper.save.setText(self.tr("Save for a screen reader…"))
        self.column.add(
            Muted(self.tr("Keep a copy outside this computer too: only then is it in your own hands."))
        )
        self.column.add(self.trouble)
        self.column.add(self.paper)
        self.column.add(card)
        back = named(SecondaryButton(self.tr("‹ Back")), "receipt-back")
        back.clicked.connect(self._go_back)
        self.foot.add_left(back)
        self.pdf.clicked.connect(self._save_pdf)
        copy.clicked.connect(self._copy)
        self.trouble.triedAgain.connect(self.enter)

    def enter(self) -> None:
        """Reads the receipt."""
        self.paper.said.setText("")
        self.words.setText("")
        self.paper.setEnabled(False)
        read = partial(_read, self.work.context, self.work.listed)
        self.work.submit(read, self._show, self._cannot, owner=self)

    def _show(self, receipt: _Receipt) -> None:
        self._receipt = receipt
        self.trouble.hide()
        self.paper.setEnabled(True)
        self.words.setText(in_lines(receipt.text))
        self.words.setAccessibleName(receipt.text)

    def _cannot(self, words: Sentence) -> None:
        self.trouble.say(words)

    def _as_html(self) -> str:
        return self._receipt.html

    def _as_sheet(self) -> str:
        return self._receipt.sheet

    def _save_pdf(self) -> None:
        where = ask_where(self, self.tr("Save as PDF"), "receipt.pdf", self.tr("PDF (*.pdf)"))
        if where is not None:
            self.save_pdf_to(where)

    def save_pdf_to(self, where: Path) -> None:
        """Writes the PDF with the signed record attached, and says whether that went well."""
        try:
            write_pdf(self._receipt.sheet, where, self._receipt.files or {})
        except PdfNotSavedError as error:
            self.paper.say(str(words_of(error)))
        else:
            self.paper.say(self.tr("Saved, with the signed record attached to it."))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._receipt.text)
        self.paper.say(self.tr("Copied. You can paste it into a mail to yourself."))

    def _go_back(self) -> None:
        self.go(Place.IN_MY_NAME if self.work.back_to is Place.IN_MY_NAME else Place.STATUS)


def _read(context: Context, jti: str) -> _Receipt:
    return _Receipt(
        receipts.receipt_text(context, jti),
        receipts.receipt_html(context, jti),
        receipts.receipt_page(context, jti),
        receipts.receipt_files(context, jti),
    )
