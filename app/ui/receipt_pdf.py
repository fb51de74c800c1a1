"""A page of HTML as an A4 PDF that can be filed for years, with the files that a program checks attached to it.

* The letters are in the file (Qt embeds what it uses), so that it looks the same everywhere.
* The words are text: they can be searched, copied and read aloud.
* The file is written whole or not at all.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from app.errors import UnavailableError

_DOTS_PER_INCH = 300
_MARGIN_MM = 20.0
_POINTS = 11.0
_CREATOR = "Undersigned"


class PdfNotSavedError(UnavailableError):
    """The file could not be written."""

    sentence = "It could not be saved there."
    next_step = "Choose another folder, or make room on this one."


def write_pdf(html: str, path: Path, attachments: Mapping[str, bytes]) -> None:
    """Write `html` as a PDF at `path`, with `attachments` by file name; raises PdfNotSavedError.

    Needs an application of Qt's, and no window.
    """
    save(pdf(html, attachments), path)


def save(content: bytes, path: Path) -> None:
    """Write the bytes of a PDF at `path`, whole or not at all; raises PdfNotSavedError."""
    fresh = path.with_name(f"{path.name}.part")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        raise PdfNotSavedError from error


def pdf(html: str, attachments: Mapping[str, bytes]) -> bytes:
    """Return the bytes of that PDF."""

    def draw(writer: QPdfWriter) -> None:
        for name, attached in attachments.items():
            writer.addFileAttachment(name, QByteArray(attached), "application/octet-stream")
        document = _document(html, writer)
        writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
        document.print_(writer)

    return drawn(draw)


def drawn(draw: Callable[[QPdfWriter], None]) -> bytes:
    """Return the bytes of an A4 PDF on which `draw` has put what it wants."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setCreator(_CREATOR)
    draw(writer)
    # The writer ends the file when it goes.
    del writer
    buffer.close()
    return bytes(content.data())


def _document(html: str, writer: QPdfWriter) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    font = QFont(document.defaultFont())
    font.setPointSizeF(_POINTS)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setHtml(html)
    layout = writer.pageLayout()
    document.setPageSize(QSizeF(layout.paintRectPixels(_DOTS_PER_INCH).size()))
    return document
