"""On paper or in a file: what the person may take away, when they ask for it.

1. The name of a print job is the product's, and the name of a file is the person's to choose.
2. What is printed is plain text on white, whatever the scheme.
"""

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.page import announce, named
from app.ui import translation
from app.ui.layouts import Wrap
from app.ui.widgets import Muted, SecondaryButton

JOB = "Undersigned"


class PaperRow(Wrap):
    """*Print…* and *Save as a file…*, and what came of it.

    `name` makes the object names `print-<name>` and `save-<name>`; `html` is asked for when it is needed, `sheet`
    where paper wants another page than the file. `first` and `others` stand beside them.
    """

    def __init__(
        self,
        name: str,
        file_name: str,
        html: Callable[[], str],
        *others: QWidget,
        first: QWidget | None = None,
        sheet: Callable[[], str] | None = None,
    ) -> None:
        super().__init__()
        self.print = named(SecondaryButton(self.tr("Print…")), f"print-{name}")
        self.save = named(SecondaryButton(self.tr("Save as a file…")), f"save-{name}")
        self.said = Muted()
        for part in (first, self.print, self.save, *others, self.said):
            if part is not None:
                self.add(part)
        self._file_name = file_name
        self._html = html
        self._sheet = sheet or html
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)

    def say(self, words: str) -> None:
        """Shows the words, and lets a screen reader say them."""
        self.said.setText(words)
        announce(self.said, words)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(JOB)
        if QPrintDialog(printer, self).exec():
            put_on_paper(self._sheet(), printer)
            self.say(self.tr("Sent to the printer."))

    def _save(self) -> None:
        where = ask_where(self, self.tr("Save as a file"), self._file_name, self.tr("Web page (*.html)"))
        if where is not None:
            self.save_to(where)

    def save_to(self, where: Path) -> None:
        """Writes the file, and says whether that went well."""
        try:
            where.write_text(self._html(), encoding="utf-8")
        except OSError:
            self.say(self.tr("It could not be saved there. Choose another folder."))
        else:
            self.say(self.tr("Saved."))


def ask_where(parent: QWidget, title: str, file_name: str, kind: str) -> Path | None:
    """Where the person wants the file, or None where they would rather not; `kind` is one of Qt's filters."""
    where, _kind = QFileDialog.getSaveFileName(parent, title, str(Path.home() / file_name), kind)
    return Path(where) if where else None


def put_on_paper(html: str, printer: QPrinter) -> None:
    """Prints a page of HTML in the size of ordinary letters."""
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSizeF(11)
    document.setDefaultFont(font)
    document.setHtml(html)
    document.print_(printer)


def as_html(title: str, parts: Iterable[tuple[str, str]]) -> str:
    """A whole page of HTML; each part is the name of an element (h2, p, li, blockquote) and its words."""
    inside = "\n".join(f"<{element}>{escape(words)}</{element}>" for element, words in parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{translation.language()}"><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body>\n<h1>{escape(title)}</h1>\n{inside}\n</body></html>\n"
    )
