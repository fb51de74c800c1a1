"""Reading a staff list as schools' systems export it: bytes in, people and clear sentences out.

Rules:

* encodings: UTF-8 with or without a mark, UTF-16 with its mark, else Windows-1252; never guessed from statistics;
* delimiters: comma, semicolon, tab or bar, whichever the header line has most of; line breaks inside quotes;
* columns are known by their headings in any case, by the names that the common systems use; others are left alone;
* columns that HR should not hold here are refused and named, and nothing is read;
* a date is DD/MM/YYYY or YYYY-MM-DD;
* every problem names its line, and all are told at once.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

MOST_BYTES = 10 * 2**20
MOST_PROBLEMS = 50
_LONGEST = 200
_LONGEST_ID = 64

_HEADINGS = {
    "staff_id": (
        *("staff id", "staffid", "staff reference", "staff ref", "reference", "staff number", "staff no"),
        *(
            "payroll no",
            "payroll number",
            "payroll id",
            "employee id",
            "employee number",
            "employee no",
            "id",
        ),
    ),
    "name": ("name", "full name", "staff name", "employee name", "preferred name"),
    "forename": ("forename", "first name", "given name", "preferred forename", "firstname"),
    "surname": ("surname", "last name", "family name", "preferred surname", "lastname"),
    "email": ("email", "e mail", "email address", "work email", "work e mail", "work email address"),
    "school": ("school", "school name", "site", "academy", "location", "workplace", "establishment"),
    "role": ("role", "job title", "post", "post title", "position", "job role"),
    "line_manager": (
        *("line manager", "manager", "reports to", "line manager email", "line manager e mail"),
        *("line manager id", "line manager staff id", "line manager reference", "manager email"),
    ),
    "joined_on": ("start date", "started", "date started", "joined", "joining date", "employment start date"),
    "left_on": ("leave date", "leaving date", "date left", "end date", "left", "employment end date"),
}
_FORBIDDEN = {
    "National Insurance number": ("national insurance", "ni number", "ni no", "nino", "nin"),
    "date of birth": ("date of birth", "dob", "birth date", "birthday", "born"),
    "home address": (
        *("home address", "address", "address line 1", "postcode", "post code", "street", "home phone"),
    ),
    "pay": ("salary", "pay", "pay scale", "pay grade", "spine point", "annual salary", "hourly rate", "bank"),
}
_NEEDED = {
    "staff_id": "a staff id",
    "email": "an e-mail address",
    "school": "a school",
    "role": "a role or job title",
}
_DMY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class Entry:
    """One person on the list. `line_manager` is an e-mail address or a staff id as written, or nothing."""

    line: int
    staff_id: str
    name: str
    email: str
    school: str
    role: str
    line_manager: str
    joined_on: date | None
    left_on: date | None


@dataclass
class StaffList:
    """What was read: people in the order of the file, and problems as sentences for HR."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read(content: bytes) -> StaffList:
    """Read a staff list. Never raises for what is in it: what is wrong stands in `problems`."""
    found = StaffList()
    text = _text(content, found.problems)
    if text is None:
        return found
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    lines = _lines(reader, found.problems)
    header = next(lines, None)
    if header is None:
        found.problems.append("The file is empty.")
        return found
    columns = _columns(header[1], found.problems)
    if not found.problems:
        for number, cells in lines:
            if any(cell.strip() for cell in cells):
                _add(found, number, cells, columns, len(header[1]))
        _check_doubles(found)
    del found.problems[MOST_PROBLEMS:]
    return found


def _text(content: bytes, problems: list[str]) -> str | None:
    if len(content) > MOST_BYTES:
        problems.append(
            "The file is larger than 10 MB. A staff list is smaller: check that it is the right file."
        )
        return None
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    problems.append("The file's letters could not be read. Save it as CSV in UTF-8, and try again.")
    return None


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252")


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t|", key=first.count)


def _lines(reader: Iterator[list[str]], problems: list[str]) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from enumerate(reader, 1)
    except csv.Error:
        problems.append(
            "A quotation mark is opened and not closed. Export the list again, and try that file."
        )


def _heading(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("'", "")).split())


def _columns(header: list[str], problems: list[str]) -> dict[str, int]:
    headings = [_heading(cell) for cell in header]
    for named, words in _FORBIDDEN.items():
        tight = {word.replace(" ", "") for word in words}
        if any(
            heading.replace(" ", "") in tight or heading.startswith(f"{words[0]} ") for heading in headings
        ):
            problems.append(
                f"The list has a column for {named}, which must not be kept here. "
                "Take that column out, and try again."
            )
    columns: dict[str, int] = {}
    for field_name, words in _HEADINGS.items():
        places = [place for place, heading in enumerate(headings) if heading in words]
        if len(places) > 1:
            names = " and ".join(f"“{header[place].strip()[:40]}”" for place in places)
            problems.append(f"Two columns mean the same: {names}. Take one out, and try again.")
        if places:
            columns[field_name] = places[0]
    problems.extend(_missing(columns))
    return columns


def _missing(columns: dict[str, int]) -> Iterator[str]:
    for field_name, words in _NEEDED.items():
        if field_name not in columns:
            yield f"The list has no column for {words}."
    if "name" not in columns and not {"forename", "surname"} <= columns.keys():
        yield "The list has no column for a name (or for a forename and a surname)."


def _add(found: StaffList, number: int, cells: list[str], columns: dict[str, int], width: int) -> None:
    if len(cells) <= max(columns.values()):
        found.problems.append(f"Line {number} is too short: it has {len(cells)} of {width} columns.")
        return
    values = {name: " ".join(cells[place].split()) for name, place in columns.items() if place < len(cells)}
    name = values.get("name") or f"{values.get('forename', '')} {values.get('surname', '')}".strip()
    values["name"] = name
    wrong = [*_wrong_values(number, values)]
    days = {key: _day(values.get(key, ""), number, wrong) for key in ("joined_on", "left_on")}
    if wrong:
        found.problems.extend(wrong)
        return
    found.entries.append(
        Entry(
            number,
            values["staff_id"],
            name,
            values["email"],
            values["school"],
            values["role"],
            values.get("line_manager", ""),
            days["joined_on"],
            days["left_on"],
        )
    )


def _wrong_values(number: int, values: dict[str, str]) -> Iterator[str]:
    for key, words in {**_NEEDED, "name": "a name"}.items():
        if not values.get(key):
            yield f"Line {number} has no {words.split(' ', 1)[1]}."
        elif len(values[key]) > (_LONGEST_ID if key == "staff_id" else _LONGEST):
            yield f"Line {number}: {words} is longer than can be kept."
    if values.get("email") and not _EMAIL.fullmatch(values["email"]):
        yield f"Line {number}: the e-mail address does not look like one."


def _day(text: str, number: int, wrong: list[str]) -> date | None:
    if not text:
        return None
    try:
        if parts := _DMY.fullmatch(text):
            return date(int(parts[3]), int(parts[2]), int(parts[1]))
        return date.fromisoformat(text)
    except ValueError:
        wrong.append(f"Line {number} has a date that is not one. Write it as 31/12/2026.")
        return None


def _check_doubles(found: StaffList) -> None:
    for key, words in (("staff_id", "staff id"), ("email", "e-mail address")):
        first: dict[str, int] = {}
        for entry in found.entries:
            value = str(getattr(entry, key)).casefold()
            if value in first:
                found.problems.append(
                    f"Lines {first[value]} and {entry.line} have the same {words}. "
                    "Each person may stand on the list once."
                )
            first.setdefault(value, entry.line)
