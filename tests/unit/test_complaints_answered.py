"""docs/complaints-answered.md has twenty-five answers, and every file and test that it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def answers():
    text = (ROOT / "docs" / "complaints-answered.md").read_text(encoding="utf-8")
    return re.split(r"^### \d+\. ", text, flags=re.MULTILINE)[1:]


def test_there_are_twenty_five_each_with_a_place_and_a_test(answers):
    assert len(answers) == 25
    assert [one.partition("\n")[0] for one in answers if "Where: `" not in one or "Tests: `" not in one] == []


def test_the_table_says_in_part_of_those_that_say_so_themselves():
    text = (ROOT / "docs" / "complaints-answered.md").read_text(encoding="utf-8")
    wholly, partly = (
        {
            number
            for first, last in re.findall(r"(\d+)(?:–(\d+))?", row)
            for number in range(int(first), int(last or first) + 1)
        }
        for row in re.findall(r"^\| answered[^|]*\| ([^|]+) \|$", text, flags=re.MULTILINE)
    )
    sections = dict(zip(range(1, 26), re.split(r"^### \d+\. ", text, flags=re.MULTILINE)[1:], strict=True))
    assert partly == {number for number, one in sections.items() if "\nIn part: " in one}
    assert wholly == set(sections) - partly


def test_every_file_that_is_named_is_there(answers):
    named = {path for one in answers for path in re.findall(r"`((?:app|docs)/[^`]+)`", one)}
    assert sorted(path for path in named if not (ROOT / path).is_file()) == []


def test_every_test_that_is_named_is_there(answers):
    named = {name for one in answers for name in re.findall(r"`(test_[a-z0-9_]+)`", one)}
    files = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = {name for text in files for name in re.findall(r"def (test_[a-z0-9_]+)\(", text)}
    assert sorted(named - there) == []
