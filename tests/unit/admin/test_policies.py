"""Publishing from Word and PDF on the command line, with dates, audience and particulars; listing, withdrawing, confirming."""

import json

import pytest

from app.signing.keystore import MemoryKeyStore
from tests.fakes.documents import paragraph, pdf, word
from tests.unit.admin.test_commands import Desk

STAFF = "Staff ID,Name,Email,School,Role\n1,Ann,a@x.example,Oak,Head\n2,Bob,b@x.example,Elm,Cook\n"


@pytest.fixture
def desk(tmp_path) -> Desk:
    made = Desk(tmp_path)
    made.staff.write_text(STAFF)
    assert made.run("init --log-name oak.example/policies --name", "Oak Trust") == 0
    assert made.run("import-roster", made.staff) == 0
    return made


def file(desk: Desk, name: str, content: bytes):
    path = desk.staff.parent / name
    path.write_bytes(content)
    return path


WORD = word(
    paragraph("Phones", "Title"),
    paragraph("Lessons", "heading1"),
    paragraph("Away."),
    "<w:p><w:r><w:pict/></w:r></w:p>",
)


def test_a_word_file_is_published_as_its_text_and_says_what_was_left_out(desk):
    assert (
        desk.run(
            "publish --role Cook --due-days 5 --owner",
            "Head of HR",
            "--json",
            file(desk, "phones.docx", WORD),
        )
        == 0
    )
    told = json.loads(desk.out)
    assert (told["policy"], told["asked"], told["published"]) == ("phones", 1, True)
    assert told["left_out"] == ["1 picture is left out."]
    assert desk.run("outstanding --json") == 1
    assert [(one["staff_id"], one["due"]) for one in json.loads(desk.out)] == [("2", "2026-11-30")]
    assert desk.run("policies --json") == 0
    [policy] = json.loads(desk.out)
    assert policy["versions"][0]["owner"] == "Head of HR"
    assert policy["versions"][0]["names"] == ["Cook"]


def test_a_pdf_says_which_pages_cannot_be_read_out(desk):
    assert desk.run("publish --preview", file(desk, "phones.pdf", pdf("Away.", ""))) == 0
    assert "Screen readers cannot read page 2" in desk.out
    assert "2 people will be asked" in desk.out
    assert desk.run("policies --json") == 0
    assert json.loads(desk.out) == []


def test_a_scheduled_version_is_listed_and_asks_nobody_yet(desk):
    assert (
        desk.run("publish --starts 2026-12-01 --due 2026-12-18", file(desk, "a.md", b"# A\n\nWords.\n")) == 0
    )
    assert "from 2026-12-01" in desk.out
    assert desk.run("outstanding") == 0
    assert desk.run("policies") == 0
    assert "waiting, from 2026-12-01" in desk.out


def test_related_policies_and_people_by_file(desk):
    people = file(desk, "people.txt", b"1\n\n")
    made = file(desk, "a.md", b"# A\n\nWords.\n")
    assert (
        desk.run("publish --related", "grievance:Grievance=https://oak.example/g", "--people", people, made)
        == 0
    )
    assert "1 people will be asked" in desk.out
    assert desk.run("policies --json") == 0
    assert json.loads(desk.out)[0]["versions"][0]["related"][0]["link"] == "https://oak.example/g"
    assert desk.run("publish --related nonsense", made) == 2


def test_withdrawing_and_confirming_by_name(desk):
    assert desk.run("publish --review 2026-01-01", file(desk, "a.md", b"# A\n\nWords.\n")) == 0
    assert desk.run("policies") == 1
    assert "past its review date" in desk.out
    assert desk.run("confirm-in-force a --until 2027-09-01 --name", "Pat Lee") == 0
    assert desk.run("policies") == 0
    assert "still in force, said Pat Lee" in desk.out
    assert desk.run("withdraw a --reason Merged --json") == 0
    assert json.loads(desk.out) == {"policy": "a", "version": 1}
    assert desk.run("withdraw a --reason Merged") == 2
    assert desk.run("policies") == 0
    assert "withdrawn" in desk.out


def test_without_the_key_nothing_is_published(desk, capsys):
    desk.keystore = MemoryKeyStore()
    assert desk.run("publish", file(desk, "a.md", b"# A\n\nWords.\n")) == 2
    assert "The key to publish with is not on this computer." in capsys.readouterr().err
