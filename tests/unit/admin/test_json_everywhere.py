"""Every command answers in JSON when it is asked to, and says in one sentence what it did not understand."""

import csv
import io
import json

import pytest

from app.admin.commands import parser
from tests.unit.admin.test_commands import POLICY, desk, new_desk

__all__ = ["desk", "new_desk"]


@pytest.fixture
def office(desk):
    """A trust with two people and a policy."""
    assert desk.run("import-roster", desk.staff) == 0
    assert desk.run("publish", POLICY, "--policy", "social-media-policy") == 0
    return desk


def told(desk, command, *arguments, code=0):
    assert desk.run(command, *arguments, "--json") == code
    return json.loads(desk.out)


def test_every_command_takes_json():
    leaves = list(parser().leaves())
    assert len(leaves) > 50
    assert [leaf.prog for leaf in leaves if not leaf.has("--json")] == []


def test_people_are_added_changed_and_handed_codes_in_json(office):
    added = told(office, "staff add --name Agnes --school Oak --role Cook")
    staff_id = added["staff_id"]
    assert added["said"] == [
        f"Added, with the staff id {staff_id}. “admin invite {staff_id}” makes a code to sign with."
    ]
    assert told(office, "staff change", staff_id, "--role", "Teacher")["staff_id"] == staff_id
    [code] = told(office, "invite", staff_id)
    assert list(code) == ["staff_id", "name", "school", "code", "expires"]
    assert (code["staff_id"], code["name"], code["school"]) == (staff_id, "Agnes", "Oak")


def test_codes_in_a_table_stay_as_they_were(office):
    assert office.run("invite 2") == 0
    [row] = csv.DictReader(io.StringIO(office.out))
    assert (row["staff_id"], row["name"]) == ("2", "'=Bob")


def test_what_is_recorded_by_hand_is_told_in_json(office, tmp_path):
    policy = ("--policy", "social-media-policy", "--version", "1", "--reason", "Signed")
    sheet = told(office, "sign-sheet --policy social-media-policy --out", tmp_path / "sheet.html")
    assert (sheet["version"], sheet["staff_ids"]) == (1, ["2", "1"])
    assert told(office, "record-paper 1 --on 2026-11-23", *policy)["recorded"] == 1
    assert told(office, "exempt 2", *policy)["recorded"] == 1
    away = told(office, "leave 2 --from 2026-11-23 --until 2026-12-01 --reason Ill")
    assert (away["staff_id"], away["first"], away["until"]) == ("2", "2026-11-23", "2026-12-01")
    assert told(office, "back 2 --on 2026-11-25 --reason Well")["on"] == "2026-11-25"
    [pack] = told(office, "export-evidence 1 --out", tmp_path / "pack.zip")["packs"]
    assert pack["bytes"] == (tmp_path / "pack.zip").stat().st_size
    assert told(office, "person-data 1 --out", tmp_path / "data.zip")["staff_id"] == "1"


def test_what_is_kept_and_witnessed_is_told_in_json(office, tmp_path):
    assert told(office, "holder list")["holders"] == []
    assert told(office, "holder add Union --to", tmp_path / "heads")["holder"] == "Union"
    assert told(office, "holder list")["holders"] == [{"name": "Union", "to": str(tmp_path / "heads")}]
    assert told(office, "send-checkpoint")["sent"] == [{"holder": "Union", "problem": None}]
    assert told(office, "holder end Union")["left"] == 0
    number = told(office, "hold place --person 1 --reason Hearing")["number"]
    assert told(office, "hold lift --reason Over", number)["number"] == number
    assert told(office, "timestamp show") == {
        "url": None,
        "certificates": [],
        "newest": None,
        "said": ["No timestamp service is set: the times in evidence are those of HR’s service alone."],
    }
    assert told(office, "lost-versions")["versions"] == []
    assert told(office, "identity off")["said"]
    assert len(told(office, "rotate-publishing-key")["publishing_key"]) == 43
    assert len(told(office, "rotate-service-key")["service_key"]) == 43


def test_setting_up_is_told_in_json(new_desk):
    answer = told(new_desk, "init --log-name oak.example/policies --name", "Oak Trust")
    assert (answer["name"], answer["log_name"], len(answer["service_key"])) == (
        "Oak Trust",
        "oak.example/policies",
        43,
    )


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("leave", "“undersigned admin leave” was not understood: the following arguments are required"),
        (
            "outstandin",
            "“undersigned admin” was not understood: argument COMMAND: invalid choice: 'outstandin'",
        ),
        (
            "outstanding --colour red",
            "“undersigned admin” was not understood: unrecognized arguments: --colour",
        ),
        ("back 2 --on yesterday --reason x", "“undersigned admin back” was not understood: argument --on"),
    ],
)
def test_what_was_not_understood_is_said_in_one_line_with_where_to_look(desk, capsys, command, said):
    with pytest.raises(SystemExit) as ended:
        desk.run(command)
    assert ended.value.code == 2
    err = capsys.readouterr().err
    assert err.startswith(said)
    assert err.endswith("--help”.\n")
    assert err.count("\n") == 1
    assert "usage:" not in err
