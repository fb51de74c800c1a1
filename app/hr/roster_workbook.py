"""A workbook's sheet as rows of texts. Runs in the child process of `app.bounded`, and nowhere else.

Rules:

* .xlsx, .xls and .ods, read by python-calamine, which runs no macro, follows no link and expands no XML entity;
* an archive that says it unfolds to more than 400 MB, or to thousands of files, is not opened;
* a formula's last value is taken, as text; a date as YYYY-MM-DD; a whole number without a decimal point;
* hidden sheets are left alone, unless there is no other.
"""

import datetime as dt
import io
import json
import zipfile
from typing import TYPE_CHECKING

from app.hr.roster_columns import header_place

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""The first bytes of a zip archive (.xlsx, .ods) and of a compound file (.xls)."""

_MOST_UNFOLDED = 400 * 2**20
_MOST_FILES = 3000
_MOST_SHEETS = 30
_MOST_ROWS, _MOST_COLUMNS = 200_000, 250
_TOPMOST = 30


class _NotReadError(Exception):
    """The reason, by name, why there is no table."""


def read(content: bytes, wanted: str) -> bytes:
    """Return `{sheets, sheet, rows: [[number, [cell…]]…]}` as JSON, or `{problem}`."""
    try:
        answer = _read(content, wanted)
    except _NotReadError as error:
        answer = {"problem": str(error)}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _read(content: bytes, wanted: str) -> dict[str, object]:
    import python_calamine as calamine  # noqa: PLC0415 - only the child needs it

    if content.startswith(SIGNATURES[0]):
        _check_archive(content)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [one.name for one in book.sheets_metadata if one.visible == calamine.SheetVisibleEnum.Visible]
        names = (shown or book.sheet_names)[:_MOST_SHEETS]
        if wanted and wanted not in names:
            raise _NotReadError("no-sheet")
        chosen = wanted or _likeliest(book, names)
        rows = _rows(book.get_sheet_by_name(chosen))
    except calamine.PasswordError:
        raise _NotReadError("password") from None
    except calamine.CalamineError:
        raise _NotReadError("damaged") from None
    return {"sheets": names, "sheet": chosen, "rows": rows}


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise _NotReadError("damaged") from None
    if len(files) > _MOST_FILES or sum(one.file_size for one in files) > _MOST_UNFOLDED:
        raise _NotReadError("bomb")


def _likeliest(book: "CalamineWorkbook", names: list[str]) -> str:
    if not names:
        raise _NotReadError("damaged")
    if len(names) == 1:
        return names[0]

    def known(name: str) -> int:
        sheet = book.get_sheet_by_name(name)
        return header_place([cells for _, cells in _rows(sheet, most=_TOPMOST)])[1]

    return max(names, key=known)


def _rows(sheet: "CalamineSheet", most: int = _MOST_ROWS) -> list[tuple[int, list[str]]]:
    if sheet.width > _MOST_COLUMNS:
        raise _NotReadError("large")
    first = sheet.start[0] + 1 if sheet.start else 1
    found: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(sheet.iter_rows(), first):
        texts = [cell if type(cell) is str else _text(cell) for cell in cells]
        if not any(map(str.strip, texts)):
            continue
        if len(found) == most:
            if most == _MOST_ROWS:
                raise _NotReadError("large")
            break
        found.append((number, texts))
    return found


def _text(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, (dt.date, dt.time)) else str(cell)
