"""Leaks planted on purpose: the search and the comparison notice every one, so their silence means something."""

import pytest

from app.errors import RefusedError
from tests.privacy import canaries
from tests.privacy.saboteurs import LEAKS, Hands
from tests.privacy.story import differences, hits, not_deleted, play


def _caught(leak, folder, checklist):
    """How a leak was noticed: refused on its way, by the search, by the comparison, or by what is left after deleting."""
    runs = []
    for name, steps in (("none", canaries.none), ("two", canaries.two)):
        with pytest.MonkeyPatch.context() as monkeypatch:
            hands = Hands(monkeypatch, folder / name)
            leak(hands)
            try:
                runs.append(play(folder / name, steps, checklist, monkeypatch, delete=True))
            except RefusedError:  # the outbox reads what is put into it
                return ["refusal"]
            finally:
                hands.close()
    ways = {
        "comparison": differences(*runs),
        "search": hits(runs[1]),
        "deletion": not_deleted(runs[1]),
    }
    return [way for way, found in ways.items() if found]


def test_n_of_n_planted_leaks_are_caught(tmp_path, qapp, record_property):
    checklist = canaries.canary_checklist()
    assert not _caught(lambda _hands: None, tmp_path / "honest", checklist)
    caught = {leak.__name__: _caught(leak, tmp_path / leak.__name__, checklist) for leak in LEAKS}
    missed = [name for name, ways in caught.items() if not ways]
    said = f"{len(caught) - len(missed)} of {len(LEAKS)}"
    record_property("planted leaks caught", said)
    for name, ways in caught.items():
        print(f"{name.replace('_', ' ')}: {' and '.join(ways) or 'MISSED'}")  # noqa: T201 (published)
    print(f"planted leaks caught: {said}")  # noqa: T201 (same)
    assert not missed
    assert len(caught) == len(LEAKS) >= 20
