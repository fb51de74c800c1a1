"""A log that was tampered with is refused by the device, whatever the way, and the person is told in words."""

import pytest

from app.evidence.merkle import InclusionError
from app.storage.notices import NoticeKind
from app.sync.errors import LogInconsistentError
from tests.fakes.staff_app import SECOND_TEXT


def _fork(leaves):
    return [*leaves[:-1], "another last leaf"]


def _truncation(leaves):
    return leaves[:-1]


def _truncation_and_other_leaves(leaves):
    return [*leaves[:-1], "other", "leaves"]


def _swapped(leaves):
    return [leaves[1], leaves[0], *leaves[2:], "more"]


def _changed(leaves):
    return [leaves[0][:-1] + "x", *leaves[1:], "more"]


def _missing(leaves):
    return [*leaves[:1], *leaves[2:], "more", "more"]


def _inserted(leaves):
    return [leaves[0], "slipped in", *leaves[1:]]


ATTACKS = {
    "a fork": _fork,
    "a truncation": _truncation,
    "a truncation that grew again": _truncation_and_other_leaves,
    "swapped leaves": _swapped,
    "a changed leaf": _changed,
    "a missing leaf": _missing,
    "a leaf slipped in": _inserted,
}


@pytest.fixture
def followed(enrolled, service):
    """A device that has seen a log of several leaves."""
    enrolled.acknowledge()
    enrolled.send()
    enrolled.refresh()
    for number in range(3):
        service.log.add(f"somebody else's {number}")
    enrolled.refresh()
    return enrolled


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_is_refused_and_shown_in_words(followed, service, attack):
    service.log.rewrite(ATTACKS[attack](service.log.leaves))
    for _ in range(2):
        with pytest.raises(LogInconsistentError):
            followed.refresh()
    (notice,) = followed.overview().notices
    assert notice.kind is NoticeKind.LOG_INCONSISTENT
    assert "does not continue" in notice.sentence
    assert "Keep your own copies" in notice.next_step


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_receipt_is_believed_from_such_a_log(followed, service, attack):
    before = service.log.leaves
    service.publish(SECOND_TEXT, version=2)
    followed.refresh()
    followed.acknowledge()
    service.log.rewrite(ATTACKS[attack](before))
    sent = followed.send(everything=True)
    assert sent.received == 0
    assert isinstance(sent.problem, LogInconsistentError | InclusionError)
    assert sent.waiting == 1


def test_the_honest_log_is_followed(followed, service):
    service.log.add("one more")
    followed.refresh()
    assert followed.overview().notices == ()
