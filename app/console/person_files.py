"""Files and paper of a person's page and of the trail: each file is there whole or not at all."""

from pathlib import Path

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.errors import UnavailableError


class FileNotSavedError(UnavailableError):
    """A file could not be written; one that was there before is unharmed."""

    sentence = "The file could not be saved there."
    next_step = "Close it if it is open in another program, or choose another folder."


def saved(path: Path, content: bytes) -> Path:
    """Writes a file and returns where it is; raises FileNotSavedError."""
    fresh = path.with_name(f"{path.name}.part")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise FileNotSavedError from error
    return path


def print_out(parent: QWidget, html: str) -> bool:
    """Asks which printer, and prints; returns whether it was sent."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Undersigned")
    if not QPrintDialog(printer, parent).exec():
        return False
    document = QTextDocument()
    document.setHtml(html)
    document.print_(printer)
    return True
