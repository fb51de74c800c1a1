"""HR takes what is on the screen away as a file that is safe to open."""

import csv

import pytest

from app.console.export import ExportError, export, harmless
from tests.fakes.console_service import standing


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_file_holds_the_people_shown_in_their_order(console, tmp_path):
    console.show_only("North Primary")
    console.click("exportButton")
    console.until(lambda: "saved to" in console.foot)
    rows = read(tmp_path / "shown.csv")
    assert [row["Name"] for row in rows] == console.names
    assert rows[0]["Acknowledgement"] == "not yet"
    assert rows[0]["Due"] == "2026-12-04"
    assert console.foot.endswith("3 saved to shown.csv")


def test_excel_reads_accents_because_the_file_says_what_it_is_in(console, tmp_path):
    console.service.put(standing(77, name="Siân Ångström"))
    console.until(lambda: "Siân Ångström" in console.names)
    console.click("exportButton")
    console.until(lambda: "saved to" in console.foot)
    assert (tmp_path / "shown.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "Siân Ångström" in [row["Name"] for row in read(tmp_path / "shown.csv")]


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝", "|"])
def test_no_cell_begins_as_a_formula(beginning):
    assert harmless(f"{beginning}cmd()") == f"'{beginning}cmd()"


def test_an_ordinary_name_is_left_alone():
    assert harmless("Anne-Marie O’Connor") == "Anne-Marie O’Connor"


def test_a_file_that_cannot_be_written_leaves_nothing_half_done(tmp_path):
    (tmp_path / "shown.csv").mkdir()
    with pytest.raises(ExportError):
        export([], tmp_path / "shown.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["shown.csv"]
