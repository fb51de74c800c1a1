"""HR's command line on the staff list: spreadsheets, columns, one person, and a sheet to sign."""

import json

import pytest

from tests.fakes.staff_files import ANN, HEADINGS, xlsx
from tests.unit.admin.test_commands import POLICY, Desk


@pytest.fixture
def desk(tmp_path) -> Desk:
    found = Desk(tmp_path)
    assert found.run("init --log-name oak.example/policies --name", "Oak Trust") == 0
    return found


def test_a_spreadsheet_is_imported_with_the_sheet_and_columns_that_are_named(desk, tmp_path, capsys):
    file = tmp_path / "staff.xlsx"
    file.write_bytes(xlsx({"Old": [HEADINGS, ANN], "New": [["Nr", *HEADINGS[1:]], ["7", *ANN[1:]]]}))
    assert desk.run("import-roster --json --sheet New --preview", file) == 1
    assert json.loads(desk.out)["problems"] == ["The list has no column for a staff id."]
    named = ["--column=staff_id=Nr", "--column=name=Name", "--column=email=Email", "--column=school=School"]
    assert desk.run("import-roster --sheet New", file, *named, "--column=role=Role") == 0
    assert desk.run("import-roster --json --preview --sheet New", file) == 0
    assert json.loads(desk.out)["unchanged"] == 1
    assert desk.run("import-roster", file, "--column=shoe=Size") == 2
    assert "needs a meaning and a heading" in capsys.readouterr().err


def test_one_person_is_added_and_changed(desk, capsys):
    assert desk.run("import-roster", desk.staff) == 0
    added = ["--name", "Agnès Supply", "--school", "Oak", "--role", "Supply teacher", "--kind", "agency"]
    assert desk.run("staff add --staff-id A1", *added) == 0
    assert "A1" in desk.out
    assert desk.run("staff change A1 --line-manager a@x.example --role", "Cover teacher") == 0
    assert desk.run("staff change nobody --role", "Cook") == 2
    assert "nobody with that staff id" in capsys.readouterr().err


def test_a_sheet_is_written_for_those_who_have_not_answered(desk, tmp_path, capsys):
    assert desk.run("import-roster", desk.staff) == 0
    published = ["--policy", "p", "--version-label", "1", "--due", "2026-12-04", "--summary", "First."]
    assert desk.run("publish", POLICY, *published) == 0
    sheet = tmp_path / "sheet.html"
    assert desk.run("sign-sheet --policy p --out", sheet) == 0
    assert "2 people are on the sheet for version 1" in desk.out
    assert "Ann" in sheet.read_text(encoding="utf-8")
    assert desk.run("sign-sheet --policy p --out", tmp_path / "no" / "where.html") == 2
    assert "could not be saved as where.html" in capsys.readouterr().err
