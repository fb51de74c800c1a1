"""Spreadsheets as staff lists: every form is read, and a hostile one ends in a sentence."""

import datetime as dt
import io
import zipfile

import pytest

from app.hr.roster_file import Choice, read
from app.hr.roster_table import MOST_ROWS
from tests.fakes.staff_files import ANN, HEADINGS, ods, with_part, xls, xlsx, zip_bomb

NAMES = [
    "Zoë O’Brien-Smith",
    "D'Arcy",
    "李雷",
    "محمد علي",
    "Ng",
    "A" * 40 + "-" + "B" * 40,
    "<b>x</b>",
    "=CMD|'/c calc'!A0",
]


@pytest.mark.parametrize("form", [ods, xls, lambda rows: xlsx({"Staff": rows})], ids=["ods", "xls", "xlsx"])
def test_each_form_is_read_with_every_name(form):
    rows = [
        HEADINGS,
        *([str(n), name, f"p{n}@oak.example", "Oak", "Cook"] for n, name in enumerate(NAMES[:-1])),
    ]
    found = read(form(rows))
    assert found.problems == []
    assert [one.name for one in found.entries] == NAMES[:-1]


def test_a_formula_is_its_last_value_and_never_run():
    found = read(xlsx({"Staff": [HEADINGS, ["1", "=1+1", "a@oak.example", "Oak", "Cook"]]}))
    assert found.problems == []
    assert found.entries[0].name == "0"  # what the file says the value is


def test_dates_and_numbers_are_read_as_a_person_sees_them():
    rows = [[*HEADINGS, "Start date"], [1234.0, *ANN[1:], dt.date(2026, 9, 1)]]
    [entry] = read(xlsx({"Staff": rows})).entries
    assert (entry.staff_id, entry.joined_on) == ("1234", dt.date(2026, 9, 1))


def test_titles_above_the_headings_and_empty_rows_are_passed_over_and_rows_keep_their_numbers():
    rows = [
        ["Oak Trust: staff"],
        [],
        ["Printed 1/9/2026", "page 1"],
        HEADINGS,
        [],
        ANN,
        ["2", "", "b@x.example", "Oak", "C"],
    ]
    found = read(xlsx({"Staff": rows}))
    assert found.problems == ["Row 7: there is no name."]


def test_the_sheet_that_looks_like_a_staff_list_is_chosen_and_another_can_be():
    book = xlsx(
        {"Notes": [["Read me first"]], "Support staff": [HEADINGS, ANN], "Old": [HEADINGS, ["9", *ANN[1:]]]}
    )
    found = read(book)
    assert (found.sheets, found.sheet) == (("Notes", "Support staff", "Old"), "Support staff")
    assert [one.staff_id for one in read(book, Choice("Old")).entries] == ["9"]
    assert read(book, Choice("None")).problems == [
        "There is no sheet of that name in the file. Choose one of those it has."
    ]


def _billion_laughs() -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    )
    text = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><sst><si><t>&j;</t></si></sst>'
    return with_part(xlsx({"Staff": [HEADINGS, ANN]}), "xl/sharedStrings.xml", text)


def _far_corner() -> bytes:
    text = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    return with_part(xlsx({"Staff": [HEADINGS, ANN]}), "xl/worksheets/sheet1.xml", text)


def _outside() -> bytes:
    text = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>'
    return with_part(xlsx({"Staff": [HEADINGS, ANN]}), "xl/sharedStrings.xml", text)


def _claims_a_gigabyte() -> bytes:
    book = bytearray(xlsx({"Staff": [HEADINGS, ANN]}))
    at = book.index(b"PK\x01\x02")
    book[at + 24 : at + 28] = (2**30).to_bytes(4, "little")
    return bytes(book)


def _many_files() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(4000):
            archive.writestr(str(number), "")
    return content.getvalue()


HOSTILE = {
    "zip bomb": zip_bomb,
    "billion laughs": _billion_laughs,
    "a cell in the far corner": _far_corner,
    "an entity from outside": _outside,
    "a header that claims a gigabyte": _claims_a_gigabyte,
    "thousands of files": _many_files,
    "no archive": lambda: b"PK\x03\x04" + b"\0" * 100,
    "no compound file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000,
    "half a workbook": lambda: xlsx({"Staff": [HEADINGS, ANN]})[:2000],
    "a Word file": lambda: with_part(xlsx({"A": [["x"]]}), "xl/workbook.xml", "<w:document/>"),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_workbook_ends_in_a_sentence(make):
    found = read(make())
    assert found.entries == []
    [problem] = found.problems
    assert problem.endswith(".")
    assert "root:" not in problem


def test_more_rows_than_a_trust_has_are_refused():
    content = "Staff ID,Name,Email,School,Role\n" + "1,A,,Oak,Cook\n" * (MOST_ROWS + 1)
    assert read(content.encode()).problems[0].startswith("The file has more than 200,000 rows")
