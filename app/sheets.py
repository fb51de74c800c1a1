"""Tables written as CSV or Excel files that are safe to open.

1. A cell never begins as a formula: spreadsheets would run it. In CSV an apostrophe goes before such a beginning; in
   Excel every text is written as a text.
2. CSV is UTF-8 with a byte order mark, so that Excel reads accents; dates are 2026-11-22, so that they sort. In Excel
   dates are dates.
3. The lines above the titles say of what, of whom and of when the file is.
4. The file is there whole or not at all.

Source: OWASP, CSV Injection, for the beginnings of a formula.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import UnavailableError

Cell = str | date
_FORMULA = tuple("=+-@\t\r\n|＝＋－＠")
_NAME_LENGTH = 31  # the longest name that Excel takes for a sheet


class SheetNotSavedError(UnavailableError):
    """The file could not be written."""

    sentence = "The file could not be saved there."
    next_step = "Close it if it is open in another program, or choose another folder."


@dataclass(frozen=True)
class Sheet:
    """A table: its name, lines of (name, words) above it, and titles with the widths of their columns in letters."""

    name: str
    head: Sequence[tuple[str, str]]
    titles: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]


def write(sheet: Sheet, path: Path) -> int:
    """Writes an Excel file if `path` ends in .xlsx, else a CSV file; returns how many rows there were.

    Raises:
        SheetNotSavedError: the file could not be written; one that was there before is unharmed.
    """
    into: Callable[[Sheet, Path], None] = _into_xlsx if path.suffix.lower() == ".xlsx" else _into_csv
    fresh = path.with_name(f"{path.name}.new")
    try:
        into(sheet, fresh)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise SheetNotSavedError from error
    return len(sheet.rows)


def harmless(cell: str) -> str:
    """The text of a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _into_csv(sheet: Sheet, path: Path) -> None:
    titles = [title for title, _width in sheet.titles]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for line in (*sheet.head, (), titles, *sheet.rows):
            writer.writerow([harmless(str(cell)) for cell in line])


def _into_xlsx(sheet: Sheet, path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - late: only where an Excel file is wanted
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet(sheet.name[:_NAME_LENGTH])
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    top = len(sheet.head) + 1
    for column, (_title, width) in enumerate(sheet.titles):
        page.set_column(column, column, width)
    for place, (name, words) in enumerate(sheet.head):
        page.write_string(place, 0, name, bold)
        page.write_string(place, 1, words)
    for column, (title, _width) in enumerate(sheet.titles):
        page.write_string(top, column, title, bold)
    for place, row in enumerate(sheet.rows, start=top + 1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(place, column, cell, day)
            elif cell:
                page.write_string(place, column, cell)
    page.freeze_panes(top + 1, 2)
    page.autofilter(top, 0, top + len(sheet.rows), len(sheet.titles) - 1)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
