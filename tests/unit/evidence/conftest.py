"""Packs are changed by the thousand, each in one place: what they have in common is checked once."""

from functools import lru_cache

import pytest

from app.signing.keys import PublicKey

_verify = lru_cache(maxsize=8192)(PublicKey.verify)


@pytest.fixture(autouse=True)
def _signatures_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work out once whether this key made this signature over these bytes; a refusal is worked out each time."""
    monkeypatch.setattr(PublicKey, "verify", _verify)
