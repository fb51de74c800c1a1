"""What differs between two versions of a policy: changed, new, gone, and how much stayed word for word."""

from app.domain.policy import sections
from app.domain.policy_difference import Difference, difference

BEFORE = "# Phones\n\n## 1. Lessons\n\nPut them away.\n\n## 2. Breaks\n\nUse them outside.\n\n## 3. Trips\n\nAsk.\n"


def between(before: str, now: str) -> Difference:
    return difference(sections(before), sections(now))


def test_two_equal_texts_differ_in_nothing():
    assert between(BEFORE, BEFORE.replace("\n", "\r\n")) == Difference((), (), (), 3)


def test_a_section_with_other_words_is_changed():
    now = BEFORE.replace("outside", "in the hall")
    assert between(BEFORE, now) == Difference(("2. Breaks",), (), (), 2)


def test_a_section_that_came_and_one_that_went_are_told_apart_from_a_changed_one():
    now = BEFORE.replace("## 3. Trips\n\nAsk.\n", "## 3. Exams\n\nNo phones.\n")
    assert between(BEFORE, now) == Difference((), ("3. Exams",), ("3. Trips",), 2)


def test_a_section_that_only_got_another_number_is_changed_and_neither_new_nor_gone():
    assert between(BEFORE, BEFORE.replace("## 3. Trips", "## 4 Trips")).changed == ("4 Trips",)


def test_moving_a_section_changes_nothing():
    now = "# Phones\n\n## 2. Breaks\n\nUse them outside.\n\n## 1. Lessons\n\nPut them away.\n\n## 3. Trips\n\nAsk.\n"
    assert between(BEFORE, now) == Difference((), (), (), 3)


def test_everything_is_new_where_there_was_nothing():
    assert between("", BEFORE) == Difference((), ("1. Lessons", "2. Breaks", "3. Trips"), (), 0)
