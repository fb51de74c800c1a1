"""The policy that ships is the trust's own text, word for word, and never changes unnoticed."""

from datetime import date
from pathlib import Path

import pytest

from app.domain import policy

REPOSITORY = Path(__file__).parents[2]
SHIPPED = REPOSITORY / "resources/policies/social-media-policy/2021-03-22.md"
SOURCE = REPOSITORY.parent / "shared/mission/social-media-policy.txt"
SHA256 = "cea390a4a724a68dd266b4bab570135480aeb8a167de6fc8971666da15543f70"

TITLES = [
    "1. Introduction",
    "2. Roles, Responsibilities and Procedure",
    "3. Definition of Social Media",
    "4. Acceptable Use",
    "5. Safeguarding",
    "6. Cyberbullying",
    "7. Responsible Use of Social Media",
    "8. Misuse of Social Media",
]


@pytest.fixture(scope="module")
def shipped() -> str:
    return SHIPPED.read_bytes().decode("utf-8")


def test_every_word_of_the_trusts_text_is_shipped_in_the_same_order(shipped):
    if not SOURCE.exists():
        pytest.skip(f"the trust's own text is not beside this checkout ({SOURCE.name})")
    shape = {"#", "##", "###", "|", "|---|---|"}
    words = [word for word in shipped.split() if word not in shape]
    assert words == SOURCE.read_text(encoding="utf-8").split()


def test_shipped_policy_has_not_changed_by_a_byte():
    assert policy.sha256_hex(SHIPPED.read_bytes()) == SHA256


def test_shipped_policy_has_its_eight_sections(shipped):
    found = policy.sections(shipped)
    assert [section.title for section in found] == TITLES
    assert [section.number for section in found] == list(range(1, 9))
    assert len({section.digest for section in found}) == 8


def test_typing_slips_of_the_signed_text_are_kept(shipped):
    for slip in ("staff are should follow", "Line Manger", "through the the Trust’s"):
        assert slip in shipped


def test_bold_stands_where_the_trust_put_it_and_nowhere_else(shipped):
    assert shipped.count("**") == 4
    assert "**If in doubt, don't post it.**" in shipped
    assert "**if in doubt, don't post it.**" in shipped


def test_particulars_are_a_table_with_every_cell(shipped):
    assert policy.particulars(shipped) == {
        "Monitoring Responsibility": "Chief Operating Officer",
        "Next Review Date": "March 2022",
        "Approval Body": "People Committee",
        "Date Ratified": "22/3/21",
        "Chair of Committee signature": "",
    }


def test_shipped_policy_says_that_its_review_date_has_passed(shipped):
    said = policy.review_sentence(shipped, date(2026, 11, 22))
    assert said == "This policy was due for review in March 2022."


def test_preamble_holds_title_particulars_and_contents_but_no_section(shipped):
    before = policy.preamble(shipped)
    assert policy.title(shipped) == "Social Media Policy"
    assert before.startswith("# Social Media Policy\n")
    assert before.endswith("8. Misuse of Social Media 6")
    assert "The Voyage Education Partnership" not in before
