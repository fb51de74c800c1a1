"""A PDF as a document to read: each page as a picture, or its words as plain lines.

1. A section is a page. Its picture is drawn when it comes into view, and the last few are kept.
2. Nothing in the file is run or fetched: PDFium draws, and a picture never has more than a few million dots.
3. Words are looked for in the page's words; the page that has them is marked.
4. A page without words says so in the plain text: screen readers cannot read it.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
    QTextLength,
)

from app.ui.policy_document import PolicyText, SealedDocument, Section
from app.ui.stylesheet import Roles

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_KEPT = 6
_MOST_DOTS = 6_000_000
_IMAGE = QTextDocument.ResourceType.ImageResource.value


class ShownPage(NamedTuple):
    """One page: what the list of sections calls it, its words ("" where it has none), and its size in points."""

    title: str
    text: str
    width: float
    height: float


class Pages(NamedTuple):
    """A PDF's exact bytes and its pages."""

    content: bytes
    pages: Sequence[ShownPage]


class PagedDocument(SealedDocument):
    """A document whose pictures are the pages of one PDF, and that loads nothing else."""

    def __init__(self, pages: Pages, dots: float, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self._dots = dots
        self._opened: PdfDocument | None = None
        self._drawn: OrderedDict[int, QImage] = OrderedDict()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """The picture of a page."""
        path = name.toString() if isinstance(name, QUrl) else str(name)
        number = path.removeprefix("page-")
        if int(kind) != _IMAGE or not number.isdigit() or int(number) >= len(self._pages.pages):
            return None
        return self._picture(int(number))

    def _picture(self, number: int) -> QImage:
        if number not in self._drawn:
            self._drawn[number] = self._draw(number)
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(number)
        return self._drawn[number]

    def _draw(self, number: int) -> QImage:
        import pypdfium2  # noqa: PLC0415 - late: only where a PDF is shown

        if self._opened is None:
            self._opened = pypdfium2.PdfDocument(self._pages.content)
        size = self._pages.pages[number]
        scale = min(self._dots / size.width, (_MOST_DOTS / (size.width * size.height)) ** 0.5)
        bitmap = self._opened[number].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        made = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        )
        return made.copy()


def pictured(pages: Pages, font: QFont, roles: Roles, width: float, parent: QObject) -> PolicyText:
    """The pages as pictures, `width` pixels wide where there is room, each under its number."""
    ratio = QFontInfo(font).pixelSize() / 16
    document = PagedDocument(pages, width * max(1.5, ratio), parent)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    sections = [_add(cursor, number, page, width, roles) for number, page in enumerate(pages.pages)]
    cursor.endEditBlock()
    return PolicyText(document, sections)


def plain_pages(pages: Pages, font: QFont, parent: QObject) -> PolicyText:
    """The pages' words as plain lines."""
    document = SealedDocument(parent)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    lines: list[str] = []
    starts: list[int] = []
    length = 0
    for number, page in enumerate(pages.pages, 1):
        words = [line.strip() for line in page.text.split("\n") if line.strip()]
        new = [_page_words(number), *(words or [_without_words()])]
        starts.append(length)
        lines += new
        length += sum(len(line.encode("utf-16-le")) // 2 + 1 for line in new)
    document.setPlainText("\n".join(lines))
    ends = [start - 1 for start in [*starts[1:], length]]
    return PolicyText(
        document,
        [Section(page.title, start, end) for page, start, end in zip(pages.pages, starts, ends, strict=True)],
    )


def _add(cursor: QTextCursor, number: int, page: ShownPage, width: float, roles: Roles) -> Section:
    if number:
        cursor.insertBlock()
    start = cursor.position()
    heading = QTextBlockFormat()
    heading.setHeadingLevel(2)
    heading.setTopMargin(24 if number else 0)
    heading.setBottomMargin(6)
    words = QTextCharFormat()
    words.setForeground(QColor(roles.muted))
    words.setFontWeight(QFont.Weight.DemiBold)
    cursor.setBlockFormat(heading)
    cursor.insertText(_page_words(number + 1), words)
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    picture = QTextImageFormat()
    picture.setName(f"page-{number}")
    picture.setWidth(width)
    picture.setHeight(width * page.height / page.width)
    picture.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    picture.setProperty(QTextFormat.Property.ImageAltText, page.text)
    cursor.insertImage(picture)
    return Section(page.title, start, cursor.position())


def _page_words(number: int) -> str:
    return QCoreApplication.translate("PolicyPages", "Page {0}").format(number)


def _without_words() -> str:
    return QCoreApplication.translate(
        "PolicyPages", "This page is a picture. It has no words that can be read out. Please ask HR for them."
    )
