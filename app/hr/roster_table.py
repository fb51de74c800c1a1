"""A staff list's file as rows of texts, each with its number, whatever the file's form.

Rules:

* a workbook (.xlsx, .xls, .ods) is known by its first bytes and opened in a bounded child; anything else is text;
* text: UTF-8 with or without a mark, UTF-16 with its mark, else Windows-1252; never guessed from statistics;
* delimiters: comma, semicolon, tab or bar, whichever the topmost lines have most of; line breaks inside quotes;
* rows are numbered as a spreadsheet program numbers them; empty ones are left out;
* what is too large is refused before it is taken in.
"""

import codecs
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

from app.bounded import Bounds, run_bounded
from app.errors import RefusedError
from app.hr import roster_workbook

MOST_BYTES = 25 * 2**20
MOST_ROWS = 200_000
MOST_COLUMNS = 250
_BOUNDS = Bounds(seconds=45, megabytes=1536)
_TOPMOST = 40

Rows = list[tuple[int, list[str]]]


class UnreadableListError(RefusedError):
    """The file is no table that could be a staff list; `said` says why."""

    sentence = "{said}"
    next_step = "{do}"


@dataclass(frozen=True)
class Table:
    """The rows of one sheet; `sheets` are the names of all there are, and empty for text."""

    rows: Rows
    sheets: tuple[str, ...] = ()
    sheet: str = ""


def read_table(content: bytes, sheet: str = "") -> Table:
    """Read a file; `sheet` is the one wanted, or the one that looks most like a staff list.

    Raises UnreadableListError, TooMuchToOpenError, DamagedFileError.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableListError(
            said="The file is larger than 25 MB.",
            do="A staff list is smaller: check that it is the right file.",
        )
    if content.startswith(roster_workbook.SIGNATURES):
        return _workbook(content, sheet)
    return Table(_text_rows(_text(content)))


def _workbook(content: bytes, sheet: str) -> Table:
    answer = json.loads(run_bounded(roster_workbook.read, content, sheet, _BOUNDS))
    if "problem" in answer:
        said, do = _WORKBOOK_PROBLEMS[answer["problem"]]
        raise UnreadableListError(said=said, do=do)
    return Table(
        [(number, cells) for number, cells in answer["rows"]], tuple(answer["sheets"]), answer["sheet"]
    )


def _text(content: bytes) -> str:
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableListError(
        said="The file's letters could not be read.",
        do="Save it as CSV in UTF-8, or as .xlsx, and try again.",
    )


def _delimiter(text: str) -> str:
    """The one that stands most often in one of the topmost lines: titles above the headings have few or none."""
    top = text[:20_000].splitlines()[:_TOPMOST]
    return max(",;\t|", key=lambda sign: max((line.count(sign) for line in top), default=0))


def _text_rows(text: str) -> Rows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    return list(_checked(reader))


def _checked(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    kept = number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if not any(map(str.strip, cells)):
                continue
            kept += 1
            if kept > MOST_ROWS or len(cells) > MOST_COLUMNS:
                said, do = _WORKBOOK_PROBLEMS["large"]
                raise UnreadableListError(said=said, do=do)
            yield number, cells
    except csv.Error as error:
        raise _unreadable(error, number + 1) from error


def _unreadable(error: csv.Error, row: int) -> UnreadableListError:
    """Which of the reader's three complaints it was: they have no kinds of their own, only words."""
    told, again = str(error), "Export the list again, and try that file."
    if "limit" in told:
        return UnreadableListError(said=f"Row {row}: a cell holds far more than a staff list has.", do=again)
    if "expected after" in told:
        said = f"Row {row}: the quotation marks do not fit. Text follows one that closes a cell."
        return UnreadableListError(said=said, do="Take the quotation marks out of that cell, or double them.")
    return UnreadableListError(said="A quotation mark is opened and not closed.", do=again)


_WORKBOOK_PROBLEMS = {
    "large": (
        f"The file has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns.",
        "A staff list is smaller: check that it is the right file.",
    ),
    "password": ("The file is locked with a password.", "Save it without one, and try again."),
    "bomb": (
        "The file would unfold to far more than a staff list.",
        "It may be damaged, or made to do harm. Export the list again, and try that file.",
    ),
    "no-sheet": ("There is no sheet of that name in the file.", "Choose one of those it has."),
    "damaged": (
        "This file could not be opened as a spreadsheet. It is damaged, or not what its name says.",
        "Open it in its own program, save it again, and try that file.",
    ),
}
