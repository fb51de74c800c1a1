"""What leaves the device about a self-audit is a day and the name of a public checklist."""

import ast
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain import completion
from app.domain.checklist import parse
from app.domain.checklist_files import bundle
from app.domain.completion import STATEMENT, Completion

SECOND = Path(__file__).parents[2] / "assets" / "checklists" / "second"
DIGEST = "0" * 64


def test_a_completion_has_four_fields_and_no_room_for_more():
    assert [field.name for field in fields(Completion)] == [
        "completed_on",
        "checklist_id",
        "version",
        "sha256",
    ]
    assert not hasattr(Completion(date(2026, 1, 31), "second", 1, DIGEST), "__dict__")


def test_the_statement_says_that_it_does_not_say_what_was_found():
    assert STATEMENT == "I reached the end of a private checklist. This does not say what I found or changed."


def test_a_completion_names_the_checklist_by_its_published_digest():
    checklist = parse(bundle({path.name: path.read_bytes() for path in SECOND.glob("*.toml")}))
    made = Completion.of(checklist, date(2026, 1, 31))
    assert made == Completion(date(2026, 1, 31), "lost-laptops", 3, checklist.sha256)


def test_a_completion_never_carries_a_time():
    with pytest.raises(TypeError):
        Completion(datetime(2026, 1, 31, 8, 30, tzinfo=UTC), "second", 1, DIGEST)


@pytest.mark.parametrize(
    ("name", "version", "digest"), [("", 1, DIGEST), ("a", 0, DIGEST), ("a", 1, "F" * 64)]
)
def test_a_completion_of_nothing_published_is_refused(name, version, digest):
    with pytest.raises(ValueError, match="published"):
        Completion(date(2026, 1, 31), name, version, digest)


def test_completion_does_not_know_the_audit():
    tree = ast.parse(Path(completion.__file__).read_text(encoding="utf-8"))
    named = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert not [name for name in named if "audit" in name]
