"""What is shown, as the rows of a file: the same people, in the same order, with the filters named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.console.rows import Column, Row
from app.sheets import Cell, Sheet, write

TITLES = (
    *(("Reference", 12), ("Name", 28), ("E-mail", 32), ("School", 28), ("Role", 24), ("Line manager", 24)),
    *(("At work", 10), ("Acknowledgement", 20), ("Received on", 12), ("Self-audit", 12), ("Finished on", 12)),
    *(("Due", 12), ("Outstanding", 12), ("Reminded on", 12)),
)
KINDS = "CSV (*.csv);;Excel (*.xlsx)"
_AT_WORK = {"active": "yes", "on-leave": "on leave", "left": "left"}
_ACKNOWLEDGEMENT = {
    "none": "not yet",
    "acknowledged": "acknowledged",
    "late": "acknowledged late",
    "question": "question",
    "declined": "does not agree",
    "paper": "on paper",
    "behalf": "on their behalf",
    "exempt": "exempt",
}
_AUDIT = {"none": "not yet", "completed": "finished", "exempt": "exempt", "not-due": "not due"}


@dataclass(frozen=True)
class Shown:
    """What is on the screen: the people in their order, and the words for what they are."""

    policy: str
    filters: str
    as_of: str
    rows: Sequence[Row]


def export(shown: Shown, path: Path) -> int:
    """Writes the people into a CSV or an Excel file, and returns how many; raises SheetNotSavedError."""
    head = (
        ("Policy", shown.policy),
        ("Shown", shown.filters),
        ("As of", shown.as_of),
        ("People", f"{len(shown.rows):,}"),
    )
    return write(Sheet("Who has not completed it", head, TITLES, [_cells(row) for row in shown.rows]), path)


def _cells(row: Row) -> list[Cell]:
    person, acknowledgement, received, audit, finished, due, outstanding = row.standing
    who = [row.staff_id, row.name, row.email, row.school, row.role, row.line_manager, _AT_WORK[person]]
    states = [_ACKNOWLEDGEMENT[acknowledgement], _day(received), _AUDIT[audit], _day(finished), _day(due)]
    reminded = row.mark(Column.REMINDED).day or ""
    return [*who, *states, "yes" if outstanding else "no", reminded]


def _day(text: str | None) -> Cell:
    return date.fromisoformat(text) if text else ""
