"""Anyone can sign with the name they have; only what nobody can read is refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.acknowledgement import (
    DEFAULT_STATEMENTS,
    LONGEST_NAME,
    NameHasHiddenCharacterError,
    NameMissingError,
    NameRefusedError,
    NameTooLongError,
    Outcome,
    Presence,
    signed_name,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ann Lee", "Ann Lee"),
        ("  Ann \u00a0\u3000 Lee\n", "Ann Lee"),
        ("Siobhán O'Neill-d’Arcy", "Siobhán O'Neill-d’Arcy"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("王秀英", "王秀英"),
        ("فاطمة الزهراء", "فاطمة الزهراء"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("Cher", "Cher"),
        ("J. R. R. Tolkien 3rd", "J. R. R. Tolkien 3rd"),
        ("𝒜da", "𝒜da"),
        ("x" * LONGEST_NAME, "x" * LONGEST_NAME),
    ],
)
def test_every_real_name_is_taken_as_typed_and_tidied(typed, kept):
    assert signed_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", NameMissingError),
        (" \t\u3000\n", NameMissingError),
        ("...", NameMissingError),
        ("12345", NameMissingError),
        ("\u200c", NameMissingError),
        ("x" * (LONGEST_NAME + 1), NameTooLongError),
        ("Ann\nLee", NameHasHiddenCharacterError),
        ("Ann\tLee", NameHasHiddenCharacterError),
        ("Ann\x00Lee", NameHasHiddenCharacterError),
        ("Ann\u202eLee", NameHasHiddenCharacterError),
        ("Ann\u2066Lee\u2069", NameHasHiddenCharacterError),
        ("Ann\u200fLee", NameHasHiddenCharacterError),
        ("Ann\u200bLee", NameHasHiddenCharacterError),
        ("Ann\u2028Lee", NameHasHiddenCharacterError),
        ("\ufeffAnn", NameHasHiddenCharacterError),
        ("Ann\U000e0041", NameHasHiddenCharacterError),
        ("Ann\ud800", NameHasHiddenCharacterError),
        ("\u3164", NameHasHiddenCharacterError),
    ],
)
def test_a_name_nobody_can_read_is_refused_with_a_sentence(typed, error):
    with pytest.raises(error) as refused:
        signed_name(typed)
    assert isinstance(refused.value, NameRefusedError)
    assert refused.value.sentence.endswith(".")
    assert refused.value.next_step.endswith(".")


def test_a_refused_name_is_not_repeated_in_the_sentence():
    with pytest.raises(NameTooLongError) as refused:
        signed_name("Secretname" * 30)
    assert "Secretname" not in str(refused.value)
    assert "200" in refused.value.sentence


@given(st.text(max_size=300))
def test_a_kept_name_is_tidy_and_stays_the_same_when_signed_again(typed):
    try:
        name = signed_name(typed)
    except NameRefusedError:
        return
    assert signed_name(name) == name
    assert unicodedata.is_normalized("NFC", name)
    assert name == " ".join(name.split())
    assert 1 <= len(name) <= LONGEST_NAME


def test_three_outcomes_each_have_a_statement_that_changes_no_contract():
    assert set(DEFAULT_STATEMENTS) == set(Outcome)
    for statement in DEFAULT_STATEMENTS.values():
        assert statement.startswith("I have been given this policy, and ")
        assert statement.endswith("This does not change my contract.")
    assert len(set(DEFAULT_STATEMENTS.values())) == 3


def test_the_statement_of_an_acknowledgement_is_the_agreed_one():
    assert DEFAULT_STATEMENTS[Outcome.ACKNOWLEDGED] == (
        "I have been given this policy, and had the chance to read it and to ask. "
        "This does not change my contract."
    )


def test_default_statements_cannot_be_changed_in_passing():
    with pytest.raises(TypeError):
        DEFAULT_STATEMENTS[Outcome.DECLINED] = "I agree."


def test_records_hold_outcomes_and_presence_as_these_words():
    assert [str(outcome) for outcome in Outcome] == ["acknowledged", "question", "declined"]
    assert [str(presence) for presence in Presence] == ["none", "os", "provider"]
