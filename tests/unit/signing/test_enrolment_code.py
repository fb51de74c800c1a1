"""The one-time code: easy to read out, and it says whom to believe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.signing import enrolment_code
from app.signing.enrolment_code import CodeForAnotherTrustError, CodeShapeError

TRUST = ("voyage.example/undersigned", "s" * 43, "p" * 43)


@pytest.fixture(scope="module")
def code():
    return enrolment_code.issue(*TRUST)


def test_a_code_read_out_is_the_code_that_was_issued(code):
    assert enrolment_code.parse(code.spoken()) == code
    enrolment_code.check(code, *TRUST)


@pytest.mark.parametrize("change", [str.lower, lambda t: t.replace("-", " "), lambda t: f"  {t}\n"])
def test_case_spaces_and_hyphens_do_not_matter(code, change):
    assert enrolment_code.parse(change(code.spoken())) == code


def test_letters_that_look_like_figures_are_forgiven():
    assert enrolment_code.parse("O0IL-1111-0000-OOOO") == enrolment_code.parse("0011-1111-0000-0000")


@pytest.mark.parametrize(
    "typed", ["", "K7QF", "K7QF-2M9T-XW4D-8HR", "K7QF-2M9T-XW4D-8HRPP", "K7QF-2M9T-XW4D-8HRU", "é" * 16]
)
def test_what_is_no_code_is_said_to_be_none(typed):
    with pytest.raises(CodeShapeError):
        enrolment_code.parse(typed)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_other_keys_or_another_log_are_noticed_before_anything_is_sent(code, place):
    other = list(TRUST)
    other[place] = "x" * 43
    with pytest.raises(CodeForAnotherTrustError):
        enrolment_code.check(code, *other)


def test_every_letter_of_the_checksum_counts(code):
    spoken = code.spoken().replace("-", "")
    for place in range(8, 16):
        wrong = spoken[:place] + ("2" if spoken[place] != "2" else "3") + spoken[place + 1 :]
        with pytest.raises(CodeForAnotherTrustError):
            enrolment_code.check(enrolment_code.parse(wrong), *TRUST)


def test_the_secret_half_is_not_in_the_repr(code):
    assert code.secret not in repr(code)


def test_the_hash_that_the_service_keeps_depends_on_the_log(code):
    assert enrolment_code.lookup_hash(code.secret, "a.example") != enrolment_code.lookup_hash(
        code.secret, "b.example"
    )


@given(st.binary(min_size=5, max_size=5))
def test_forty_bits_make_eight_letters_and_back(secret):
    text = enrolment_code._base32(secret)
    assert len(text) == 8
    number = 0
    for letter in text:
        number = number * 32 + enrolment_code._ALPHABET.index(letter)
    assert number.to_bytes(5, "big") == secret
