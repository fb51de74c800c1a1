"""A policy's sections, particulars and changes are told from its text alone."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import policy

OLD = "# Title\n\nBefore.\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n"


def titles(markdown: str) -> list[str]:
    return [section.title for section in policy.sections(markdown)]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (OLD, ["One", "Two"]),
        ("## Only", ["Only"]),
        ("   ## Indented by three", ["Indented by three"]),
        ("## Closed ##\n", ["Closed"]),
        ("## C#\n", ["C#"]),
        ("##\tTab\n", ["Tab"]),
        ("## **Bold** and `code`\n", ["Bold and code"]),
        ("## 1\\. Escaped\n", ["1. Escaped"]),
        ("## Same\n\na\n\n## Same\n\nb\n", ["Same", "Same"]),
        ("##\n\ntext\n\n## ##\n", ["Part 1", "Part 2"]),
        ("## One\n\n### Deeper\n\n# Higher\n\n## Two\n", ["One", "Two"]),
        ("## One\n\n```\n## not a heading\n```\n\n## Two\n", ["One", "Two"]),
        ("## One\n\n~~~ text\n```\n## no\n~~~~\n## Two\n", ["One", "Two"]),
        ("## One\n\n````\n```\n## no\n````\n## Two\n", ["One", "Two"]),
        ("## One\n\n``` a`b\n## Two\n", ["One", "Two"]),
        ("## One\n\n```\n## never closed\n", ["One"]),
        ("## One\n\n    ## indented code\n##no space\n", ["One"]),
        ("# Whole policy\n\nAll of it.\n", ["Whole policy"]),
        ("Only words.\n\nMore.\n", ["Only words."]),
        ("| |\n|---|\n", ["Part 1"]),
        ("", []),
        ("\ufeff\r\n  \r\n", []),
    ],
)
def test_sections_begin_at_level_two_headings_outside_code(markdown, expected):
    assert titles(markdown) == expected


@pytest.mark.parametrize(
    "saved_elsewhere",
    [
        OLD.replace("\n", "\r\n"),
        OLD.replace("\n", "\r"),
        "\ufeff" + OLD,
        OLD.replace("First.", "First.  \t"),
        OLD + "\n\n\n",
        OLD.rstrip("\n"),
    ],
)
def test_saving_a_policy_elsewhere_changes_no_section(saved_elsewhere):
    assert policy.changed_sections(OLD, saved_elsewhere) == frozenset()
    assert len(policy.sections(saved_elsewhere)) == 2


@pytest.mark.parametrize(
    ("new", "changed"),
    [
        (OLD, set()),
        (OLD.replace("Second.", "Second, changed."), {"Two"}),
        (OLD.replace("## Two", "## 2. Two"), {"2. Two"}),
        (OLD + "\n## Three\n\nThird.\n", {"Three"}),
        ("# Title\n\n## Two\n\nSecond.\n\n## One\n\nFirst.\n", set()),
        ("# Title\n\n## One\n\nFirst.\n", set()),
        ("", set()),
    ],
)
def test_only_sections_whose_words_differ_count_as_changed(new, changed):
    digests = policy.changed_sections(OLD, new)
    assert {s.title for s in policy.sections(new) if s.digest in digests} == changed
    kept = policy.unchanged_sections(OLD, new)
    assert digests | kept == {s.digest for s in policy.sections(new)}
    assert not digests & kept


def test_sections_with_the_same_words_have_the_same_digest_and_others_do_not():
    one, two, three = policy.sections("## A\n\nx\n\n## A\n\nx\n\n## A\n\ny\n")
    assert one.digest == two.digest != three.digest


def test_a_section_digest_is_the_sha256_of_its_text():
    section = policy.sections(OLD)[1]
    assert section == policy.Section(2, "Two", policy.sha256_hex(b"## Two\n\nSecond."), "## Two\n\nSecond.")


def test_sha256_is_the_published_one():
    # FIPS 180-4 example: the message "abc".
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert policy.sha256_hex(b"abc") == expected


BODIES = st.lists(st.text("abc #`\n", max_size=20).filter(lambda s: "`" not in s), max_size=5)


@given(before=st.text("abc\n", max_size=20), bodies=BODIES)
def test_preamble_and_sections_together_hold_every_word(before, bodies):
    markdown = before + "".join(f"\n## Heading\n{body}\n" for body in bodies)
    parts = [policy.preamble(markdown), *(s.markdown for s in policy.sections(markdown))]
    assert " ".join(parts).split() == markdown.split()


@given(st.text())
def test_no_text_is_too_strange_to_split(markdown):
    found = policy.sections(markdown)
    assert all(section.title for section in found)
    assert all(a.number + 1 == b.number for a, b in pairwise(found))
    assert policy.changed_sections(markdown, markdown) == frozenset()
    policy.particulars(markdown)


def test_splitting_a_hostile_heading_takes_no_time_worth_naming():
    markdown = "## " + " " * 500_000 + "x" + "#" * 500_000 + "\n|" + "-" * 500_000
    assert len(policy.sections(markdown)) == 1
    assert policy.particulars(markdown) == {}


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "| | |\n|---|---|\n| Owner | Chief \\| Officer |\n| Empty | |\n",
            {"Owner": "Chief | Officer", "Empty": ""},
        ),
        (
            "Owner | A\n:-- | --:\nNext review | May 2027\n\nafter | table\n",
            {"Owner": "A", "Next review": "May 2027"},
        ),
        ("| a | b | c |\n|---|---|---|\n| **d** | e |\n", {"a": "b", "d": "e"}),
        ("| a | b |\n|---|\n| c | d |\n", {}),
        ("a | b\n\n---\n", {}),
        ("", {}),
    ],
)
def test_particulars_are_the_first_tables_rows(markdown, expected):
    assert policy.particulars(markdown) == expected


def table(**rows: str) -> str:
    return "| | |\n|---|---|\n" + "".join(f"| {k.replace('_', ' ')} | {v} |\n" for k, v in rows.items())


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (table(Next_Review_Date="March 2022"), date(2022, 3, 31)),
        (table(Review_date="22/3/21"), date(2021, 3, 31)),
        (table(Last_review="May 2020", Next_review="May 2023"), date(2023, 5, 31)),
        (table(Review="May 2020", Next_review="May 2023"), date(2023, 5, 31)),
        (table(Reviewed="May 2020"), None),
        (table(Review_cycle="Every year", Date_of_review="Feb 2024"), date(2024, 2, 29)),
        (table(Date_Ratified="22/3/21"), None),
        ("No table. Next review March 2022.", None),
    ],
)
def test_review_month_is_the_one_the_policy_names_for_its_next_review(markdown, expected):
    assert policy.review_month(markdown) == expected


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2022, 3, 1), None),
        (date(2022, 3, 31), None),
        (date(2022, 4, 1), "This policy was due for review in March 2022."),
    ],
)
def test_a_review_is_past_only_when_its_month_is_over(today, said):
    assert policy.review_sentence(table(Next_Review_Date="March 2022"), today) == said


def test_a_policy_without_a_review_date_is_never_called_overdue():
    assert policy.review_sentence("# Policy\n", date(2099, 1, 1)) is None
