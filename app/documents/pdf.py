"""A PDF's pages: the words of each, or that it has none.

Rules:

* a page is known by the SHA-256 of its words, or, where it has none, of its picture in grey at 72 dots an inch;
* every page is drawn once within the limits before it is published, so that no window meets one it cannot draw;
* nothing is fetched, and no script in the file is run: PDFium is built without them here.

Runs in a child process (`app.documents.child`).
"""

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from app.documents.errors import (
    LockedError,
    MalformedError,
    NothingToReadError,
    PageTooLargeError,
    TooManyPagesError,
)
from app.domain.policy import sha256_hex

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 300
LARGEST_SIDE = 4000  # points: two A0 sheets
_MOST_LETTERS = 60_000  # on one page
_MOST_PIXELS = 4_000_000
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def convert(content: bytes) -> dict[str, Any]:
    """The title that the file gives itself ("" if none), and each page's words and digest.

    Raises LockedError, MalformedError, NothingToReadError, TooManyPagesError, PageTooLargeError.
    """
    document = _opened(content)
    count = len(document)
    if not count:
        raise NothingToReadError
    if count > MOST_PAGES:
        raise TooManyPagesError(pages=f"{count:,}", most=MOST_PAGES)
    pages = [_page(document, number) for number in range(count)]
    named = " ".join(_plain(document.get_metadata_dict().get("Title", "")).split())[:200]
    return {"title": named, "pages": pages}


def _opened(content: bytes) -> "PdfDocument":
    import pypdfium2  # noqa: PLC0415 - late: only the child process needs it

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise LockedError from error
        raise MalformedError from error


def _page(document: "PdfDocument", number: int) -> dict[str, Any]:
    import pypdfium2  # noqa: PLC0415 - late, as above

    try:
        page = document[number]
        width, height = page.get_size()
        if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
            raise PageTooLargeError
        text_page = page.get_textpage()
        if text_page.count_chars() > _MOST_LETTERS:
            raise PageTooLargeError
        words = _plain(text_page.get_text_bounded())
        picture = _picture(page, width, height)
    except pypdfium2.PdfiumError as error:
        raise MalformedError from error
    has_words = bool(words.strip())
    return {
        "text": words,
        "digest": sha256_hex(words.encode()) if has_words else sha256_hex(picture),
        "width": round(width, 2),
        "height": round(height, 2),
    }


def _picture(page: "PdfPage", width: float, height: float) -> bytes:
    scale = min(1.0, (_MOST_PIXELS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    return bytes(bitmap.buffer)


def _plain(text: str) -> str:
    """The words as lines, without what cannot be shown or turns the order of what follows."""
    lines = unicodedata.normalize(
        "NFC", _UNSHOWN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    ).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()
