"""Making a file ready to be published, and the pages of a PDF ready to be shown: in a child with limits."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from app.bounded import Bounds, run_bounded
from app.documents.child import take_apart
from app.documents.errors import (
    BY_NAME,
    DocumentError,
    NothingToReadError,
    OldWordError,
    TooLargeError,
    UnknownDocumentFormatError,
)
from app.domain.policy import Section, title
from app.domain.policy_safety import PDF_MARK, check_text

MOST_BYTES = 20 * 2**20
BOUNDS = Bounds(seconds=60, megabytes=1536)
MARKDOWN, PDF, WORD = (
    "text/markdown",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a PDF: its words ("" if it is a picture), its digest (hex), and its size in points."""

    text: str
    digest: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Opened:
    """A file ready to be published: what is signed, and what HR should know of it.

    `content` are the bytes that are signed, of `media_type`; `left_out` are sentences about what was not converted;
    `pages` are those of a PDF; `original` is the file as it was, where something else is signed.
    """

    media_type: str
    content: bytes
    title: str
    left_out: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    original: bytes | None = None

    @property
    def without_words(self) -> tuple[int, ...]:
        """The numbers of the pages that screen readers cannot read."""
        return tuple(number for number, page in enumerate(self.pages, 1) if not page.text.strip())


def open_file(name: str, content: bytes) -> Opened:
    """Make a Markdown, Word or PDF file ready to be published; what it is tells its content, not its name.

    Raises DocumentError or its kinds, ConverterMissingError, an error of `app.bounded` or of `app.domain.policy_safety`.
    """
    if len(content) > MOST_BYTES:
        raise TooLargeError
    if content.startswith(PDF_MARK):
        told, pages = read_pdf(content)
        return Opened(PDF, content, told, pages=pages)
    if content.startswith(_OLE):
        raise OldWordError
    if content.startswith(_ZIP):
        return _word(content)
    if Path(name).suffix.lower() in {".docx", ".pdf", ".doc"} or b"\0" in content[:4096]:
        raise UnknownDocumentFormatError
    return _markdown(content)


def read_pdf(content: bytes) -> tuple[str, tuple[Page, ...]]:
    """A PDF's own title ("" if it has none) and its pages; raises what `open_file` raises."""
    found = _asked("pdf", content)
    pages = tuple(
        Page(str(one["text"]), str(one["digest"]), float(one["width"]), float(one["height"]))
        for one in found["pages"]
    )
    return str(found["title"]), pages


def sections_of(pages: tuple[Page, ...]) -> tuple[Section, ...]:
    """The sections of a PDF: its pages, each named by its number and its first words."""
    return tuple(
        Section(number, page_title(number, page.text), page.digest, page.text)
        for number, page in enumerate(pages, 1)
    )


def page_title(number: int, text: str) -> str:
    """What a page is called in a list."""
    first = next((line.strip() for line in text.split("\n") if len(line.strip()) > 2), "")
    return f"Page {number}: {first[:60]}" if first else f"Page {number}"


def _word(content: bytes) -> Opened:
    found = _asked("word", content)
    markdown = str(found["markdown"])
    check_text(markdown)
    left_out = tuple(str(one) for one in found["left_out"])
    return Opened(MARKDOWN, markdown.encode(), title(markdown), left_out, original=content)


def _markdown(content: bytes) -> Opened:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnknownDocumentFormatError from error
    if not text.strip():
        raise NothingToReadError
    check_text(text)
    return Opened(MARKDOWN, content, title(text))


def _asked(kind: Literal["word", "pdf"], content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise TooLargeError
    answer = json.loads(run_bounded(take_apart, content, kind, BOUNDS))
    if "error" in answer:
        raise BY_NAME.get(str(answer["error"]), DocumentError)(**answer["details"])
    result: dict[str, Any] = answer["result"]
    return result
