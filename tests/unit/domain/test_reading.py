"""Signing opens when every section that needs it has been in view, and not before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.policy import Section, sections, unchanged_sections
from app.domain.reading import EmptyPolicyError, Reading, Shown, UnknownSectionError


def policy_of(*digests: str) -> list[Section]:
    return [Section(n, f"Part {n}", digest, "") for n, digest in enumerate(digests, 1)]


def test_signing_opens_only_with_the_last_section_seen():
    reading = Reading.start(policy_of("a", "b", "c"))
    states = []
    for digest in ("c", "a", "a", "b"):
        reading = reading.see(digest)
        states.append((reading.is_complete, reading.progress, reading.to_see))
    assert states == [
        (False, (1, 3), ("a", "b")),
        (False, (2, 3), ("b",)),
        (False, (2, 3), ("b",)),
        (True, (3, 3), ()),
    ]
    assert reading.shown() == Shown(sections=3, of=3, since=None)


def test_seeing_a_section_leaves_the_earlier_reading_as_it_was():
    before = Reading.start(policy_of("a", "b"))
    before.see("a")
    assert before.seen == frozenset()


def test_only_changed_sections_need_to_be_seen_again():
    reading = Reading.start(policy_of("a", "b", "c"), since=1, unchanged={"a", "c", "gone"})
    assert (reading.to_see, reading.progress, reading.is_complete) == (("b",), (0, 1), False)
    reading = reading.see("b")
    assert (reading.is_complete, reading.progress) == (True, (1, 1))
    assert reading.shown() == Shown(sections=1, of=3, since=1)


def test_reading_the_unchanged_sections_too_is_counted():
    reading = Reading.start(policy_of("a", "b"), since=4, unchanged={"a"}).see("a")
    assert reading.progress == (0, 1)
    assert reading.see("b").shown() == Shown(sections=2, of=2, since=4)


def test_sections_are_all_asked_for_when_no_version_was_signed_before():
    reading = Reading.start(policy_of("a", "b"), unchanged={"a", "b"})
    assert reading.to_see == ("a", "b")


def test_since_is_named_only_where_something_was_left_out_because_of_it():
    reading = Reading.start(policy_of("a"), since=1).see("a")
    assert reading.shown() == Shown(sections=1, of=1, since=None)


def test_sections_with_the_same_words_are_seen_together():
    reading = Reading.start(policy_of("a", "b", "a")).see("a")
    assert (reading.progress, reading.to_see) == ((2, 3), ("b",))


def test_a_section_of_another_policy_is_refused():
    with pytest.raises(UnknownSectionError) as refused:
        Reading.start(policy_of("a")).see("b")
    assert refused.value.next_step


def test_a_policy_without_text_never_opens_signing():
    with pytest.raises(EmptyPolicyError):
        Reading.start(sections(""))


def test_a_reading_goes_on_where_the_window_was_closed():
    reading = Reading.start(policy_of("a", "b")).resume(["a", "of an older text"])
    assert (reading.seen, reading.to_see) == (frozenset("a"), ("b",))


def test_reading_follows_a_real_change_of_text():
    old, new = "## A\n\nx\n\n## B\n\ny\n", "## A\n\nx\n\n## B\n\nz\n"
    reading = Reading.start(sections(new), since=1, unchanged=unchanged_sections(old, new))
    assert reading.to_see == (sections(new)[1].digest,)


@given(
    digests=st.lists(st.sampled_from("abcdef"), min_size=1, max_size=8),
    unchanged=st.sets(st.sampled_from("abcdef")),
    seen=st.lists(st.sampled_from("abcdef")),
    since=st.none() | st.integers(1, 9),
)
def test_signing_is_open_exactly_when_nothing_is_left_to_see(digests, unchanged, seen, since):
    reading = Reading.start(policy_of(*digests), since=since, unchanged=unchanged).resume(seen)
    needed = set(digests) - (unchanged if since else set())
    done, of = reading.progress
    assert reading.is_complete == (needed <= set(seen)) == (done == of)
    assert of - done == len(reading.to_see)
    shown = reading.shown()
    assert 0 <= shown.sections <= shown.of == len(digests)
    if reading.is_complete and shown.since is None:
        assert shown.sections == shown.of
