"""HR's and IT's command line: set up, import, publish, invite, and ask who is outstanding."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.admin.commands import main
from app.evidence.verify import verify
from app.hr import trail
from app.hr.store.database import file_url, open_database
from app.signing.keystore import MemoryKeyStore

RESOURCES = Path(__file__).parents[3] / "resources"
POLICY = RESOURCES / "policies/social-media-policy/2021-03-22.md"
STAFF = "Staff ID,Name,Email,School,Role\n1,Ann,a@x.example,Oak,Head\n2,=Bob,b@x.example,Elm,Cook\n"


class Desk:
    """Somebody at a command line."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.keystore = MemoryKeyStore()
        self.password = "correct horse battery"
        self.out = ""
        self.staff = folder / "staff.csv"
        self.staff.write_text(STAFF)

    def run(self, command: str, *arguments: object) -> int:
        out = io.StringIO()
        words = [*command.split(), *map(str, arguments), "--data", str(self.data)]
        code = main(
            words,
            keystore=self.keystore,
            clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC),
            out=out,
            ask=lambda _: self.password,
            user="pat",
        )
        self.out = out.getvalue()
        return code


@pytest.fixture
def new_desk(tmp_path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def desk(new_desk) -> Desk:
    assert new_desk.run("init --log-name oak.example/policies --name", "Oak Trust") == 0
    return new_desk


def test_init_makes_a_service_of_ones_own(desk):
    assert "Oak Trust" in desk.out
    assert (desk.data / "service.key").stat().st_mode & 0o777 == 0o600
    assert desk.data.stat().st_mode & 0o777 == 0o700


def test_init_never_takes_the_place_of_another(desk, capsys):
    assert desk.run("init --log-name oak.example/policies --name", "Oak Trust") == 2
    assert "already" in capsys.readouterr().err


def test_init_refuses_names_that_no_record_could_hold(new_desk, capsys):
    assert new_desk.run("init --name Oak --log-name", "Oak Trust!") == 2
    assert new_desk.run("init --name Oak --log-name oak.example/p --time-zone", "Oak/Lane") == 2
    assert "time zone" in capsys.readouterr().err


def test_the_whole_first_day(desk):
    assert desk.run("import-roster --preview --json", desk.staff) == 0
    assert json.loads(desk.out) == {
        "joiners": ["1", "2"],
        "changes": [],
        "leavers": [],
        "unchanged": 0,
        "problems": [],
    }
    assert desk.run("import-roster", desk.staff) == 0
    checklist = ("--checklist", RESOURCES / "checklists/section-7")
    assert desk.run("publish --due 2026-12-31", POLICY, *checklist) == 0
    assert "2 people will be asked" in desk.out
    assert desk.run("outstanding --json") == 1
    assert json.loads(desk.out)[0] == {
        "policy": "social-media-policy",
        "staff_id": "2",
        "name": "=Bob",
        "school": "Elm",
        "role": "Cook",
        "line_manager": "",
        "person": "active",
        "acknowledgement": "none",
        "audit": "none",
        "due": "2026-12-31",
    }
    assert desk.run("outstanding --school Oak --policy social-media-policy") == 1
    assert desk.out.endswith("1 outstanding.\n")
    assert desk.run("invite --all") == 0
    rows = list(csv.DictReader(io.StringIO(desk.out)))
    assert [(row["staff_id"], row["name"]) for row in rows] == [("2", "'=Bob"), ("1", "Ann")]
    assert len({row["code"] for row in rows}) == 2
    assert desk.run("account add hr --role hr") == 0
    database = open_database(file_url(desk.data))
    with database.read() as connection:
        steps = trail.steps(connection)
    database.close()
    assert {step.actor for step in steps} == {"os user pat"}
    assert {"import-roster", "publish", "code", "account-create"} <= {step.action for step in steps}


@pytest.fixture
def asked(desk) -> Desk:
    """Three people in two schools, the policy due; one is exempt."""
    desk.staff.write_text(
        "Staff ID,Name,Email,School,Role,Line manager\n1,Ann,a@x.example,Oak,Head,\n"
        "2,=Bob,b@x.example,Elm,Cook,1\n3,Cy,c@x.example,Elm,Teacher,1\n"
    )
    assert desk.run("import-roster", desk.staff) == 0
    assert desk.run("publish --due 2026-12-31", POLICY) == 0
    assert desk.run("exempt 3 --reason new --policy social-media-policy") == 0
    return desk


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ("", {"1", "2"}),
        ("--school Elm", {"2"}),
        ("--manager Ann --state everyone", {"2", "3"}),
        ("--role Cook", {"2"}),
        ("--role Cook --school Oak", set()),
        ("--state exempt", {"3"}),
        ("--state completed", {"3"}),
        ("--state overdue", set()),
        ("--state not-acknowledged", {"1", "2"}),
    ],
)
def test_the_list_narrows_as_in_the_window(asked, narrowed, found):
    code = asked.run(f"outstanding --json {narrowed}")
    assert {row["staff_id"] for row in json.loads(asked.out)} == found
    assert code == (1 if found & {"1", "2"} else 0)


@pytest.mark.parametrize(
    ("narrowed", "said"),
    [
        ("--school Okk", "no school of that name"),
        ("--role Hed", "Nobody on the staff list has that role."),
        ("--manager Bob", "line manager of that name or staff id"),
        ("--policy nix", "No policy of that name"),
    ],
)
def test_a_name_that_nobody_has_is_said_and_is_no_empty_list(asked, capsys, narrowed, said):
    assert asked.run(f"outstanding {narrowed}") == 2
    assert said in capsys.readouterr().err
    assert asked.out == ""


def test_somebody_at_two_schools_is_in_the_list_and_the_evidence_of_each(asked, tmp_path):
    asked.staff.write_text(
        "Staff ID,Name,Email,School,Role,Line manager\n1,Ann,a@x.example,Oak;Elm,Head,\n"
        "2,=Bob,b@x.example,Elm,Cook,1\n3,Cy,c@x.example,Elm,Teacher,1\n"
    )
    assert asked.run("import-roster", asked.staff) == 0
    for school, found in (("Oak", {"1"}), ("Elm", {"1", "2"})):
        assert asked.run(f"outstanding --json --school {school}") == 1
        assert {row["staff_id"] for row in json.loads(asked.out)} == found
    assert asked.run("record-paper 1 --policy social-media-policy --on 2026-11-23 --reason x") == 0
    for school, facts in (("Oak", {"paper"}), ("Elm", {"paper", "exemption"})):
        pack = tmp_path / f"{school}.zip"
        assert asked.run(f"export-evidence --school {school} --out", pack) == 0
        assert {one.event.fact for one in verify(pack.read_bytes()).events} == facts


def test_nobody_owes_a_withdrawn_policy(asked):
    assert asked.run("withdraw social-media-policy --reason Merged") == 0
    assert asked.run("outstanding --policy social-media-policy") == 0
    assert asked.out == (
        "0 outstanding.\nNobody is asked for this policy now: it is withdrawn, or has not started.\n"
    )
    assert asked.run("outstanding --policy social-media-policy --json --state everyone") == 0
    assert len(json.loads(asked.out)) == 3
    assert asked.run("report --json --policy social-media-policy") == 0
    assert json.loads(asked.out)[0]["total"]["outstanding"] == 0


def test_a_policy_said_to_be_in_force_is_past_its_review_in_no_report(asked):
    assert asked.run("confirm-in-force social-media-policy --until 2027-09-01 --name", "Pat Lee") == 0
    assert asked.run("report --json") == 0
    assert not json.loads(asked.out)[0]["past_review"]
    assert asked.run("report") == 0
    assert "past its review date" not in asked.out


def test_a_date_that_has_passed_is_refused(asked, capsys):
    for kind in ("", "--minor"):
        assert asked.run(f"publish --due 2020-01-01 {kind} --summary Clearer", POLICY) == 2
        assert "has passed already" in capsys.readouterr().err
    assert asked.run("policies --json") == 1
    assert len(json.loads(asked.out)[0]["versions"]) == 1


def test_the_list_is_written_as_files_that_are_safe_to_open(asked, tmp_path):
    files = ("--csv", tmp_path / "who.csv", "--xlsx", tmp_path / "who.xlsx")
    assert asked.run("outstanding --school Elm", *files) == 1
    assert asked.out == "1 written.\n"
    text = (tmp_path / "who.csv").read_text(encoding="utf-8-sig")
    assert "Shown,outstanding · Elm" in text
    assert "'=Bob" in text
    sheet = CalamineWorkbook.from_path(tmp_path / "who.xlsx").get_sheet_by_index(0).to_python()
    person = dict(zip(sheet[5], sheet[6], strict=True))
    assert (person["Name"], person["Due"]) == ("=Bob", date(2026, 12, 31))


def test_the_report_tells_how_far_it_has_come_and_how_it_is_made_up(asked):
    assert asked.run("report --json") == 0
    [report] = json.loads(asked.out)
    total = report["total"]
    assert (total["asked"], total["acknowledged"], total["outstanding"], total["exempt"]) == (2, 0, 2, 1)
    assert [one["name"] for one in report["by_manager"]] == ["", "Ann"]
    assert {one["name"]: one["asked"] for one in report["by_school"]} == {"Elm": 1, "Oak": 1}
    assert report["past_review"]
    assert asked.run("report") == 0
    assert asked.out == (
        "Social Media Policy: 0 of 2 have acknowledged it, 2 outstanding, 0 overdue. It is past its review date.\n"
    )


def test_nothing_is_outstanding_where_nothing_was_asked(desk):
    assert desk.run("outstanding --json") == 0
    assert json.loads(desk.out) == []


def test_a_list_with_problems_is_a_no_and_saves_nothing(desk):
    desk.staff.write_text("Name\nAnn\n")
    assert desk.run("import-roster", desk.staff) == 1
    assert "Nothing was saved." in desk.out
    assert desk.run("import-roster --json", desk.staff) == 1
    assert json.loads(desk.out)["problems"]


def test_a_list_that_makes_many_leave_asks_twice(desk, capsys):
    desk.run("import-roster", desk.staff)
    desk.staff.write_text("\n".join(STAFF.splitlines()[:2]))
    assert desk.run("import-roster", desk.staff) == 2
    assert "1 of 2 people" in capsys.readouterr().err
    assert desk.run("import-roster --confirm-leavers", desk.staff) == 0


def test_a_preview_of_a_publication_publishes_nothing(desk):
    desk.run("import-roster", desk.staff)
    assert desk.run("publish --preview", POLICY) == 0
    assert desk.run("outstanding") == 0


def test_nobody_publishes_without_the_key(desk, capsys):
    desk.keystore = MemoryKeyStore()
    assert desk.run("publish", POLICY) == 2
    assert "key to publish with" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("invite", "Nobody was named."),
        ("invite 99", "nobody with that staff id"),
        ("outstanding --policy nothing", "No policy of that name"),
        ("import-roster nowhere.csv", "nowhere.csv could not be read"),
        ("account close nobody", "no account of that name"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_next_step(desk, capsys, command, said):
    assert desk.run(command) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_service_that_was_never_set_up_says_so(new_desk, capsys):
    assert new_desk.run("outstanding") == 2
    assert "service key" in capsys.readouterr().err


def test_another_services_key_is_refused(desk, tmp_path, capsys):
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    other.run("init --log-name elm.example/policies --name", "Elm")
    assert desk.run("outstanding --service-key", other.data / "service.key") == 2
    assert "not the service key that belongs" in capsys.readouterr().err


def test_an_account_changes_its_password_and_closes(desk):
    assert desk.run("account add hr --role hr") == 0
    desk.password = "another good password"
    assert desk.run("account password hr") == 0
    assert desk.run("account close hr") == 0
