"""Every sentence that the staff window can show is one that a child of nine could read; the few others are named."""

from pathlib import Path
from xml.etree import ElementTree as ET

from tests.reading_age import HARDEST, MEAN, grade, mean_grade, sentences, too_hard, words

TS = Path(__file__).parents[2] / "resources" / "translations" / "undersigned_cy.ts"

ALLOWED = {
    "Nothing here stops you from making a protected disclosure (Employment Rights Act 1996, section 43J).": "the law",
    "the contact named in the Trust’s Whistleblowing Policy": "the name of a policy",
}
"""Sentences that may be harder, each with why."""


def in_the_window() -> list[str]:
    root = ET.parse(TS).getroot()
    return [each for message in root.iter("message") for each in sentences(message.findtext("source", ""))]


def test_no_sentence_is_too_long_or_too_hard_but_for_those_that_are_named():
    found = [each for each in too_hard(in_the_window()) if each.partition(": ")[2] not in ALLOWED]
    assert found == []


def test_every_named_exception_is_still_there_and_still_needed():
    shown = set(in_the_window())
    assert set(ALLOWED) <= shown
    assert all(too_hard([each]) for each in ALLOWED)


def test_all_of_it_together_is_for_a_child_of_nine():
    assert len(in_the_window()) > 1000
    assert mean_grade(in_the_window()) <= MEAN


def test_the_measure_notices_one_hard_sentence_among_easy_ones():
    hard = "Authorised representatives periodically administer organisational confidentiality procedures electronically."
    easy = ["The cat sat on the mat and looked at the dog."] * 500
    assert grade(hard) > HARDEST
    assert len(words(hard)) < 20
    assert mean_grade([*easy, hard]) < MEAN
    assert len(too_hard([*easy, hard])) == 1
