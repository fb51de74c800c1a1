"""HR takes what is on the screen away as a file that is safe to open."""

import csv
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from app.console.desk import FileDialogs
from app.console.export import Shown, export
from app.console.rows import RowReader
from app.sheets import SheetNotSavedError, harmless
from tests.fakes.console_service import standing


def read(path):
    """The lines above the titles, and the people."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    empty = lines.index([])
    return dict(lines[:empty]), [
        dict(zip(lines[empty + 1], line, strict=True)) for line in lines[empty + 2 :]
    ]


@pytest.fixture
def reader(qapp):
    return RowReader(date(2026, 11, 22), ZoneInfo("Europe/London"))


def test_the_file_holds_the_people_shown_in_their_order(console, tmp_path):
    console.show_only("North Primary")
    console.click("exportButton")
    console.until(lambda: "saved to" in console.foot)
    head, rows = read(tmp_path / "shown.csv")
    assert [row["Name"] for row in rows] == console.names
    assert rows[0]["Acknowledgement"] == "not yet"
    assert rows[0]["Due"] == "2026-12-04"
    assert console.foot.endswith("3 saved to shown.csv")
    assert head == {
        "Policy": "Social Media Policy · version 22 March 2021 · due Friday 4 December",
        "Shown": "Outstanding · North Primary · All line managers · All roles",
        "As of": "Sunday 22 November at 08:41",
        "People": "3",
    }


def test_excel_reads_accents_because_the_file_says_what_it_is_in(console, tmp_path):
    console.service.put(standing(77, name="Siân Ångström"))
    console.until(lambda: "Siân Ångström" in console.names)
    console.click("exportButton")
    console.until(lambda: "saved to" in console.foot)
    assert (tmp_path / "shown.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "Siân Ångström" in [row["Name"] for row in read(tmp_path / "shown.csv")[1]]


def test_an_excel_file_has_dates_as_dates_and_every_text_as_text(console, tmp_path, reader):
    console.window._who._exporter._dialogs = FileDialogs(
        lambda _window, _kinds: "", lambda _window, _name, _kinds: str(tmp_path / "shown.xlsx")
    )
    console.service.put(standing(5, name='=HYPERLINK("http://x.example")'))
    console.until(lambda: '=HYPERLINK("http://x.example")' in console.names)
    console.click("exportButton")
    console.until(lambda: "saved to" in console.foot)
    rows = CalamineWorkbook.from_path(tmp_path / "shown.xlsx").get_sheet_by_index(0).to_python()
    titles = rows[5]
    people = [dict(zip(titles, row, strict=True)) for row in rows[6:]]
    assert [row["Name"] for row in people] == console.names
    assert people[0]["Due"] == date(2026, 12, 4)
    assert '=HYPERLINK("http://x.example")' in [row["Name"] for row in people]


@pytest.mark.parametrize("name", ["shown.csv", "shown.xlsx"])
@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "王 芳", "محمد", "Anne-Marie O’Connor-Nguyễn"]
)
def test_whatever_a_name_begins_with_it_is_kept_and_is_no_formula(tmp_path, reader, name, text):
    row = reader.read(standing(1, name=text))
    path = tmp_path / name
    assert export(Shown("P", "Outstanding", "now", [row]), path) == 1
    if name.endswith("csv"):
        kept = read(path)[1][0]["Name"]
        assert kept.removeprefix("'") == text
        assert not kept.startswith(tuple("=+-@\t\r"))
    else:
        cell = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[6][1]
        assert cell.replace("_x000D_", "\r") == text


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝", "|"])
def test_no_cell_begins_as_a_formula(beginning):
    assert harmless(f"{beginning}cmd()") == f"'{beginning}cmd()"


def test_an_ordinary_name_is_left_alone():
    assert harmless("Anne-Marie O’Connor") == "Anne-Marie O’Connor"


@pytest.mark.parametrize("name", ["shown.csv", "shown.xlsx"])
def test_a_file_that_cannot_be_written_leaves_nothing_half_done(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(SheetNotSavedError):
        export(Shown("P", "", "", []), tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
