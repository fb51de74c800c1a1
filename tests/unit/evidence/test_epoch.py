"""Epochs of the log: opened by a signed leaf where the last known checkpoint ends, each with a name of its own."""

import uuid

import pytest

from app.evidence import checkpoint as checkpoints
from app.evidence import merkle
from app.evidence.checkpoint import CheckpointError
from app.evidence.epoch import EpochError, LogEpoch, number_of, shared_leaves, verified_chain
from app.evidence.trust_keys import ServiceKeys, UnknownServiceError
from app.signing.keys import PrivateKey

AUD = "oak.example/policies"
KEY = PrivateKey.from_seed(b"s" * 32)
KEYS = ServiceKeys.of(AUD, KEY.public)
ROOT = merkle.leaf_hash(b"x")


def epoch(number, size, parent=AUD, **changed):
    claims = {
        "aud": AUD,
        "jti": str(uuid.uuid4()),
        "epoch": number,
        "previous": checkpoints.sign(parent, size, ROOT, KEY),
        "at": "2026-11-23T09:00:00Z",
        "by": "os user pat",
    }
    return LogEpoch.of(claims | changed)


def test_a_chain_of_epochs_is_read():
    second = epoch(2, 10)
    third = epoch(3, 25, second.origin)
    chain = verified_chain([second.signed_by(KEY), third.signed_by(KEY)], AUD, KEYS)
    assert [(each.parent, each.starts) for each in chain] == [(AUD, 10), (second.origin, 25)]
    assert [number_of(each.origin) for each in chain] == [2, 3]
    assert number_of(AUD) == 1


@pytest.mark.parametrize(
    "leaf",
    [
        epoch(3, 10),
        epoch(2, 10, f"{AUD}~2-00000000"),
        epoch(2, 10, aud="elm.example/policies"),
    ],
    ids=["a number left out", "following an epoch nobody opened", "of another log"],
)
def test_an_epoch_that_does_not_follow_is_refused(leaf):
    with pytest.raises(EpochError):
        verified_chain([leaf.signed_by(KEY)], AUD, KEYS)


def test_an_epoch_that_begins_before_the_one_it_follows_is_refused():
    second = epoch(2, 10)
    third = epoch(3, 10, second.origin)
    with pytest.raises(EpochError):
        verified_chain([second.signed_by(KEY), third.signed_by(KEY)], AUD, KEYS)


def test_an_epoch_signed_by_somebody_else_is_refused():
    with pytest.raises(UnknownServiceError):
        verified_chain([epoch(2, 10).signed_by(PrivateKey.from_seed(b"x" * 32))], AUD, KEYS)


def test_an_epoch_on_a_checkpoint_of_somebody_elses_is_refused():
    forged = checkpoints.sign(AUD, 10, ROOT, PrivateKey.from_seed(b"x" * 32))
    with pytest.raises(CheckpointError):
        verified_chain([epoch(2, 10, previous=forged).signed_by(KEY)], AUD, KEYS)


KNOWN = {"b": ("a", 10), "c": ("b", 30), "b2": ("a", 7), "c2": ("b2", 50)}


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("a", "a", None),
        ("a", "b", 10),
        ("c", "a", 10),
        ("c", "b", 30),
        ("b", "b2", 7),
        ("c", "c2", 7),
        ("b2", "a", 7),
    ],
)
def test_how_many_leaves_two_epochs_share(one, other, shared):
    assert shared_leaves(one, other, KNOWN, "a") == shared
    assert shared_leaves(other, one, KNOWN, "a") == shared


def test_an_epoch_that_nobody_opened_shares_nothing():
    with pytest.raises(EpochError):
        shared_leaves("a", "z", KNOWN, "a")
    with pytest.raises(EpochError):
        shared_leaves("a", "x", {"x": ("y", 1), "y": ("x", 1)}, "a")


@pytest.mark.parametrize(
    "suffix", ["~1", "~2-ABCDEF01", "~2-0123456", "~0-01234567", "~2-01234567x", "/x", "~"]
)
def test_a_checkpoint_of_a_name_that_is_no_epochs_is_refused(suffix):
    text = checkpoints.sign(f"{AUD}{suffix}", 1, ROOT, KEY)
    with pytest.raises(CheckpointError):
        checkpoints.verify(text, AUD, KEY.public)


def test_a_checkpoint_of_a_later_epoch_says_which():
    text = checkpoints.sign(f"{AUD}~2-0123abcd", 1, ROOT, KEY)
    assert checkpoints.verify(text, AUD, KEY.public).origin == f"{AUD}~2-0123abcd"
