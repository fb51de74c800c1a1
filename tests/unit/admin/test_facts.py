"""HR's hand and the evidence on the command line: one sheet for many, leave, disputes, answers, packs that verify."""

import io
import json
from datetime import UTC, datetime

import pytest

from app.admin.commands import main
from app.evidence.verify import verify
from app.signing.keystore import MemoryKeyStore

STAFF = "Staff ID,Name,Email,School,Role\n1,Ann,a@x.example,Oak,Head\n2,Bob,b@x.example,Elm,Cook\n"
TEXT = "# Social Media Policy\n\n## One\n\nBe kind.\n"
POLICY = "--policy social-media-policy"


class Desk:
    """Somebody at a command line, with a trust of two people and a policy."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.keystore = MemoryKeyStore()
        self.out = ""
        (folder / "staff.csv").write_text(STAFF)
        (folder / "policy.md").write_text(TEXT)
        assert (
            self.run("init --log-name oak.example/policies --dispute-contact chair@oak.example --name", "Oak")
            == 0
        )
        assert self.run("import-roster", folder / "staff.csv") == 0
        assert self.run("publish --due 2026-12-31 --ratified 2021-03-22", folder / "policy.md") == 0

    def run(self, command, *arguments):
        out = io.StringIO()
        code = main(
            [*command.split(), *map(str, arguments), "--data", str(self.folder / "data")],
            keystore=self.keystore,
            clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC),
            out=out,
            user="pat",
        )
        self.out = out.getvalue()
        return code


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def states(desk):
    desk.run("outstanding --json")
    return {row["staff_id"]: row["acknowledgement"] for row in json.loads(desk.out)}


def test_one_sheet_is_recorded_for_everybody_on_a_list(desk):
    (desk.folder / "list.csv").write_text("Staff ID,Name\n1,Ann\n2,Bob\n", encoding="utf-8-sig")
    (desk.folder / "sheet.pdf").write_bytes(b"%PDF")
    files = (
        "--file",
        desk.folder / "list.csv",
        "--scan",
        desk.folder / "sheet.pdf",
        "--reason",
        "Training day.",
    )
    assert desk.run(f"record-paper {POLICY} --on 2026-11-20", *files) == 0
    assert "Recorded for 2" in desk.out
    assert states(desk) == {}


def test_an_exemption_and_leave_owe_nothing(desk):
    assert desk.run(f"exempt 1 {POLICY} --reason", "Volunteer.") == 0
    assert desk.run("leave 2 --from 2026-11-20 --until 2026-11-30 --reason", "Parental leave.") == 0
    assert states(desk) == {}


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (f"record-paper {POLICY} --on 2026-11-20 --reason x", "Nobody was named."),
        (f"record-paper 1 {POLICY} --on 2026-11-24 --reason x", "That day has not come yet."),
        (f"record-paper 1 {POLICY} --on 2021-03-21 --reason x", "before this version of the policy"),
        ("leave 1 --from 2026-11-20 --until 2026-11-19 --reason x", "would end before it begins"),
        ("answer 00000000-0000-4000-8000-000000000000 --text x", "no question with that number"),
        ("disputes --contact nobody", "not an e-mail address"),
        ("export-evidence 9 --out pack.zip", "nobody on the staff list"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_next_step(desk, capsys, command, said):
    assert desk.run(command) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_list_that_is_no_text_is_told(desk, capsys):
    (desk.folder / "list.csv").write_bytes(b"\xff\xfe\x00")
    arguments = ("--file", desk.folder / "list.csv", "--reason", "x")
    assert desk.run(f"exempt {POLICY}", *arguments) == 2
    assert "read as text" in capsys.readouterr().err


def test_without_disputes_and_questions_the_answer_is_yes(desk):
    assert desk.run("disputes") == 0
    assert "chair@oak.example" in desk.out
    assert desk.run("questions --json") == 0
    assert json.loads(desk.out) == []
    assert desk.run("questions") == 0
    assert desk.run("disputes --json --contact union@oak.example --tell") == 0


def test_evidence_of_a_paper_record_is_exported_and_stands(desk):
    desk.run(f"record-paper 1 {POLICY} --on 2026-11-20 --reason", "Training day.")
    pack = desk.folder / "pack.zip"
    for whom in ("1", "--school Oak", "--everyone"):
        assert desk.run(f"export-evidence {whom} --out", pack) == 0
        (event,) = verify(pack.read_bytes()).events
        assert (event.event.fact, event.event.by) == ("paper", "os user pat")


def test_a_pack_that_cannot_be_saved_is_told(desk, capsys):
    desk.run(f"exempt 1 {POLICY} --reason x")
    assert desk.run("export-evidence 1 --out", desk.folder / "nowhere" / "pack.zip") == 2
    assert "could not be saved there" in capsys.readouterr().err
