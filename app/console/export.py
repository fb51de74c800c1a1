"""What is shown, as a CSV file: the same people, in the same order.

1. A cell never begins as a formula: spreadsheets would run it. An apostrophe goes before such a beginning.
2. UTF-8 with a byte order mark, so that Excel reads accents; dates as 2026-11-22, so that they sort.
3. The file is there whole or not at all.

Source: OWASP, CSV Injection, for the beginnings of a formula.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

from app.console.rows import Column, Row
from app.errors import UnavailableError

TITLES = (
    *("Reference", "Name", "E-mail", "School", "Role", "Line manager", "At work"),
    *("Acknowledgement", "Received on", "Self-audit", "Finished on", "Due", "Outstanding"),
)
_FORMULA = tuple("=+-@\t\r\n|＝＋－＠")
_AT_WORK = {"active": "yes", "on-leave": "on leave", "left": "left"}
_ACKNOWLEDGEMENT = {
    "none": "not yet",
    "acknowledged": "acknowledged",
    "late": "acknowledged late",
    "question": "question",
    "declined": "does not agree",
    "paper": "on paper",
    "exempt": "exempt",
}
_AUDIT = {"none": "not yet", "completed": "finished", "exempt": "exempt", "not-due": "not due"}


class ExportError(UnavailableError):
    """The file could not be written."""

    sentence = "The file could not be saved there."
    next_step = "Close it if it is open in another program, or choose another folder."


def export(rows: Iterable[Row], path: Path) -> int:
    """Writes the rows and returns how many there were.

    Raises:
        ExportError: the file could not be written; one that was there before is unharmed.
    """
    fresh = path.with_name(f"{path.name}.new")
    count = 0
    try:
        with fresh.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(TITLES)
            for row in rows:
                writer.writerow([harmless(cell) for cell in _cells(row)])
                count += 1
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise ExportError from error
    return count


def harmless(cell: str) -> str:
    """The text of a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _cells(row: Row) -> list[str]:
    person, acknowledgement, received, audit, finished, due, outstanding = row.standing
    who = [row.staff_id, row.name, row.email, *(row.text(column) for column in list(Column)[1:4])]
    states = [_ACKNOWLEDGEMENT[acknowledgement], received or "", _AUDIT[audit], finished or "", due or ""]
    return [*who, _AT_WORK[person], *states, "yes" if outstanding else "no"]
