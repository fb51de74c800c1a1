"""Somebody who changes packs and knows how they are made: check sums fit again, and they have a key of their own."""

from collections import Counter

import pytest

from app.errors import RefusedError
from app.evidence import stored_zip
from app.evidence.pack import SUMS, build, sums
from app.evidence.verify import verify
from app.signing.keys import PrivateKey
from tests.fakes.small_trust import small_trust, whole_trust

FORGER = PrivateKey.from_seed(b"f" * 32)
PACK = build(small_trust().contents())
MEMBERS = stored_zip.read(PACK)
WHOLE = stored_zip.read(build(whole_trust().contents()))


def packed(members):
    """Pack members as a forger would: check sums made to fit."""
    return stored_zip.write({**members, SUMS: sums(members)})


def changed(name, content, members=MEMBERS):
    """The small pack with one member changed, or another."""
    return packed({**members, name: content})


def flipped(content, place):
    """The same bytes but for one bit at `place`."""
    return content[:place] + bytes([content[place] ^ 1 << place % 8]) + content[place + 1 :]


REFUSED = Counter()
"""How many changed packs were refused in this process, by the code of the refusal."""


def refusal(data):
    """The error that refuses this pack, which has words for whoever meets it."""
    with pytest.raises(RefusedError) as caught:
        verify(data)
    REFUSED[caught.value.code] += 1
    assert caught.value.sentence
    assert caught.value.next_step
    return type(caught.value)
