"""A Word file (.docx) as Markdown: headings, lists, bold and italic, tables and links.

Rules:

* nothing is fetched, run or written: pictures, macros and embedded files are left out, and what is left out, or is in
  the text though it may not be meant, is reported (`app.documents.word_report`);
* the zip is judged before anything is unpacked: number and size of its parts, and how far they grow;
* XML with a document type or entities is refused: no Word file has them, and a bomb is made of them;
* a link goes to a web or mail address, or is left as its words;
* the document's title is the one heading of the first level; where Word's first-level headings are the sections,
  every heading goes down one level, so that sections are level-two headings (`app.domain.policy`).

Runs in a child process (`app.documents.child`). Source: ECMA-376 part 1 (WordprocessingML), part 2 (the package).
"""

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from app.documents.errors import (
    DeclaresEntitiesError,
    LockedError,
    MacrosError,
    MalformedError,
    NothingToReadError,
    UnpacksTooLargeError,
)
from app.documents.word_report import report
from app.domain.related import safe_link

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

MOST_PARTS = 3000
MOST_UNPACKED = 150 * 2**20
MOST_XML = 30 * 2**20  # one part of XML
_LARGEST_GROWTH = 200  # times; a long Word text grows about twentyfold
_PARTS_WITH_TEXT = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='toc heading'] => p:fresh
"""


def convert(content: bytes) -> dict[str, Any]:
    """The Markdown, its title, and one sentence for each kind of thing that was left out.

    Raises LockedError, MacrosError, UnpacksTooLargeError, DeclaresEntitiesError, MalformedError, NothingToReadError.
    """
    texts = _opened(content)
    import mammoth  # noqa: PLC0415 - late: only the child process needs it

    result = mammoth.convert_to_html(
        io.BytesIO(content),
        style_map=_STYLES,
        convert_image=lambda _picture: [],
        ignore_empty_paragraphs=True,
        include_embedded_style_map=False,
        external_file_access=False,
    )
    from bs4 import BeautifulSoup  # noqa: PLC0415 - late, as above

    page = BeautifulSoup(result.value, "html.parser")
    links = _tidy(page)
    markdown = _markdown(page)
    if not re.search(r"\w", markdown):
        raise NothingToReadError
    said = [(str(one.type), str(one.message)) for one in result.messages]
    return {"markdown": markdown, "left_out": report(texts, links, said)}


def _opened(content: bytes) -> dict[str, bytes]:
    """The XML of the package's texts, after everything in it was judged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _judge(parts)
            texts = {part.filename: _part(package, part) for part in parts if _is_xml(part.filename)}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise MalformedError from error
    if "word/document.xml" not in texts:
        raise MalformedError
    return {name: text for name, text in texts.items() if _PARTS_WITH_TEXT.fullmatch(name)}


def _judge(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise LockedError
    if any(part.filename.lower().endswith(("vbaproject.bin", "vbadata.xml")) for part in parts):
        raise MacrosError
    whole = sum(part.file_size for part in parts)
    grows = any(
        part.file_size > 2**20 and part.file_size > _LARGEST_GROWTH * max(part.compress_size, 1)
        for part in parts
    )
    if len(parts) > MOST_PARTS or whole > MOST_UNPACKED or grows:
        raise UnpacksTooLargeError


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with package.open(part) as opened:
        text = opened.read(MOST_XML + 1)  # what the zip says of its size may be a lie
    if len(text) > MOST_XML:
        raise UnpacksTooLargeError
    readable = text.replace(b"\0", b"")  # UTF-16 spells the same with zeros between
    if _DECLARED.search(readable):
        raise DeclaresEntitiesError
    return text


def _tidy(page: "BeautifulSoup") -> int:
    """Unwrap links that lead nowhere safe, and move headings; returns how many links were unwrapped."""
    unwrapped = 0
    for link in page.find_all("a"):
        target = str(link.get("href") or "")
        if target.startswith("#") or not target:
            link.unwrap()
        elif not safe_link(target):
            unwrapped += 1
            link.unwrap()
    for picture in page.find_all("img"):
        picture.decompose()
    _level(page)
    return unwrapped


def _level(page: "BeautifulSoup") -> None:
    titles = page.find_all("h1", class_="title")
    firsts = [each for each in page.find_all("h1") if each not in titles]
    if len(firsts) > 1 or (titles and firsts):
        for level in (5, 4, 3, 2):
            for heading in page.find_all(f"h{level}"):
                heading.name = f"h{level + 1}"
        for heading in firsts:
            heading.name = "h2"


def _markdown(page: "BeautifulSoup") -> str:
    from markdownify import MarkdownConverter  # noqa: PLC0415 - late, as above

    converter = MarkdownConverter(
        heading_style="atx", bullets="-", strip=["script", "style"], escape_misc=True, wrap=False
    )
    text = str(converter.convert_soup(page))
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
