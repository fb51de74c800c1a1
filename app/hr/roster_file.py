"""Reading a staff list as schools' systems export it: bytes in, people and clear sentences out.

Rules:

* forms of files: `app.hr.roster_table`; which column means what: `app.hr.roster_columns`; values: `app.hr.roster_values`;
* the name shown is the preferred one, where the list has it; the legal one is kept beside it;
* several rows with one staff id are one person with several schools, or are told as a mistake;
* somebody without an e-mail address is welcome: they sign by walking up, or on paper;
* every problem names its row, and all are told at once, up to fifty.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from app.errors import RefusedError
from app.hr.roster_columns import Matched, header_place, match, refusal
from app.hr.roster_table import Rows, Table, read_table
from app.hr.roster_values import (
    Kind,
    clean,
    day_in,
    kind_in,
    looks_like_ni_number,
    schools_in,
    turns_round,
    wrong_date,
    wrong_days,
    wrong_with,
)

MOST_PROBLEMS = 50


class Entry(NamedTuple):
    """One person on the list. `line_manager` is an e-mail address or a staff id as written, or nothing.

    `schools` has the main one first; `legal_name` is nothing where it is the name shown.
    """

    row: int
    staff_id: str
    name: str
    legal_name: str
    email: str
    schools: tuple[str, ...]
    role: str
    line_manager: str
    kind: Kind
    joined_on: date | None
    left_on: date | None


@dataclass(frozen=True)
class Choice:
    """What the person chose for this file: a sheet, and headings by meaning; None leaves it to the rules."""

    sheet: str = ""
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Column:
    """A column as the person sees it: its heading, what it means ("" for nothing), and a value of it."""

    heading: str
    meaning: str
    sample: str


@dataclass
class StaffList:
    """What was read: people in the order of the file, and problems as sentences for HR.

    `unsettled` means that columns have to be chosen first. `meanings` are those the list has columns for.
    """

    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    columns: list[Column] = field(default_factory=list)
    basis: str = ""
    unsettled: bool = False
    meanings: frozenset[str] = frozenset()


_ANY = Choice()


def read(content: bytes, choice: Choice = _ANY, remembered: Mapping[str, str] | None = None) -> StaffList:
    """Read a staff list. Never raises for what is in it: what is wrong stands in `problems`."""
    found = StaffList()
    try:
        table = read_table(content, choice.sheet)
    except RefusedError as error:
        found.problems.append(f"{error.sentence} {error.next_step}")
        return found
    found.sheets, found.sheet = table.sheets, table.sheet
    if not table.rows:
        found.problems.append("The file is empty." if len(table.sheets) < 2 else "This sheet is empty.")
        return found
    _read_rows(found, table, choice, remembered or {})
    del found.problems[MOST_PROBLEMS:]
    return found


def _read_rows(found: StaffList, table: Table, choice: Choice, remembered: Mapping[str, str]) -> None:
    place, _ = header_place([cells for _, cells in table.rows[:40]])
    header, rows = table.rows[place][1], table.rows[place + 1 :]
    matched = match(header, choice.columns, remembered)
    found.basis, found.unsettled = matched.basis, bool(matched.unclear)
    found.meanings = frozenset(matched.places)
    refused = [*matched.refused, *_ni_numbers(header, rows)]
    found.problems += [*refused, *matched.unclear]
    found.columns = _columns(header, rows, matched, samples=not refused)
    if found.problems:
        return
    reader = _Reader(matched.places, len(header), found.problems)
    found.entries = _together(
        [entry for number, cells in rows if (entry := reader.entry(number, cells))], found
    )
    _check_addresses(found)
    if not found.entries and not found.problems:
        found.problems.append("There is nobody on this list.")


def _columns(header: Sequence[str], rows: Rows, matched: Matched, *, samples: bool) -> list[Column]:
    meaning = {place: name for name, place in matched.places.items()}
    top = rows[:20] if samples else []

    def sample(place: int) -> str:
        values = (clean(cells[place]) for _, cells in top if place < len(cells))
        return next((value for value in values if value), "")[:60]

    return [
        Column(clean(heading)[:100], meaning.get(place, ""), sample(place))
        for place, heading in enumerate(header)
        if heading.strip()
    ]


def _ni_numbers(header: Sequence[str], rows: Rows) -> Iterator[str]:
    told: set[int] = set()
    for number, cells in rows:
        if looks_like_ni_number("\n".join(cells)):
            for place, cell in enumerate(cells):
                if place not in told and looks_like_ni_number(cell):
                    told.add(place)
                    heading = header[place] if place < len(header) else ""
                    named = "what looks like a National Insurance number"
                    yield refusal(heading or f"number {place + 1}", named, f" (row {number})")


class _Reader:
    """Makes entries of rows, by the places of the columns."""

    def __init__(self, places: Mapping[str, int], width: int, problems: list[str]) -> None:
        self._places = places
        self._texts = [(name, place) for name, place in places.items() if name != "school"]
        self._school = places["school"]
        self._least = max(places.values()) + 1
        self._width = width
        self._problems = problems
        # The same few schools and kinds stand in every row.
        self._schools_in, self._kind_in = cache(schools_in), cache(kind_in)

    def entry(self, number: int, cells: list[str]) -> Entry | None:
        """The person of one row; None for a row with a problem."""
        if len(cells) < self._least:
            if len(cells) < 2 or not any(map(str.strip, cells[1:])):
                return None  # a total or a note below the list
            self._problems.append(f"Row {number} is too short: it has {len(cells)} of {self._width} columns.")
            return None
        values = {name: clean(cells[place]) for name, place in self._texts}
        schools = self._schools_in(cells[self._school])
        values["name"], values["legal_name"] = _names(values)
        wrong = [*wrong_with(values, schools), *_turned(cells)]
        days = {key: _day(values.get(key, ""), wrong) for key in ("joined_on", "left_on")}
        wrong += wrong_days(days["joined_on"], days["left_on"])
        if wrong:
            self._problems += [f"Row {number}: {one}" for one in wrong]
            return None
        return Entry(
            number,
            values["staff_id"],
            values["name"],
            values["legal_name"],
            values["email"],
            schools,
            values["role"],
            values.get("line_manager", ""),
            self._kind_in(values.get("kind", "")),
            days["joined_on"],
            days["left_on"],
        )


def _turned(cells: Sequence[str]) -> Iterator[str]:
    text = "".join(cells)
    if not text.isprintable() and turns_round(text):
        yield "there are hidden characters that change how the text reads. Type it again."


def _names(values: Mapping[str, str]) -> tuple[str, str]:
    """The name shown (the preferred one first) and the legal one, which is nothing where it is the same."""
    first, last = values.get("forename", ""), values.get("surname", "")
    legal_first = values.get("legal_forename") or first
    legal_last = values.get("legal_surname") or last
    whole = values.get("name", "")
    preferred = values.get("preferred_name", "")
    chosen = values.get("preferred_forename", "")
    if preferred and " " not in preferred and not chosen and (last or legal_last):
        preferred, chosen = "", preferred
    by_parts = f"{chosen or first or legal_first} {values.get('preferred_surname') or last or legal_last}"
    shown = preferred or (whole if whole and not chosen else by_parts.strip()) or whole
    legal = values.get("legal_name") or f"{legal_first} {legal_last}".strip() or whole or shown
    return shown, "" if legal == shown else legal


def _day(text: str, wrong: list[str]) -> date | None:
    try:
        return day_in(text)
    except ValueError:
        wrong.append(wrong_date(text))
        return None


def _together(entries: list[Entry], found: StaffList) -> list[Entry]:
    """Rows with one staff id made one person."""
    first: dict[str, Entry] = {}
    for entry in entries:
        key = entry.staff_id.casefold()
        before = first.get(key)
        if before is None:
            first[key] = entry
        elif _agree(before, entry):
            first[key] = _merged(before, entry)
        else:
            found.problems.append(
                f"Rows {before.row} and {entry.row} have the same staff id, but not the same name and e-mail "
                "address. Each person needs a staff id of their own."
            )
    return list(first.values())


def _agree(one: Entry, other: Entry) -> bool:
    emails = {one.email.casefold(), other.email.casefold()} - {""}
    return one.name.casefold() == other.name.casefold() and len(emails) < 2


def _merged(one: Entry, other: Entry) -> Entry:
    ends = (one.left_on, other.left_on)
    begins = [day for day in (one.joined_on, other.joined_on) if day]
    return one._replace(
        email=one.email or other.email,
        schools=tuple(dict.fromkeys(one.schools + other.schools)),
        line_manager=one.line_manager or other.line_manager,
        joined_on=min(begins, default=None),
        left_on=None if None in ends else max(day for day in ends if day),
    )


def _check_addresses(found: StaffList) -> None:
    first: dict[str, int] = {}
    for entry in found.entries:
        email = entry.email.casefold()
        if email and email in first:
            found.problems.append(
                f"Rows {first[email]} and {entry.row} have the same e-mail address. Each person needs their own."
            )
        first.setdefault(email, entry.row)
