"""What runs in the bounded child ends in time and within its memory, and is handed no secret."""

import os
import time

import pytest

from app.bounded import Bounds, DamagedFileError, TooMuchToOpenError, run_bounded
from app.hr import roster_workbook
from tests.fakes.staff_files import xlsx


def test_the_answer_comes_back():
    answer = run_bounded(roster_workbook.read, xlsx({"A": [["x", "y"]]}))
    assert b'[1,["x","y"]]' in answer


def test_a_child_that_takes_too_long_is_ended():
    begun = time.monotonic()
    with pytest.raises(TooMuchToOpenError):
        run_bounded(roster_workbook.read, b"", bounds=Bounds(seconds=0.001))
    assert time.monotonic() - begun < 10


def test_a_child_that_wants_too_much_memory_is_ended():
    rows = [["some words " * 20 + str(number)] * 30 for number in range(4000)]
    with pytest.raises((TooMuchToOpenError, DamagedFileError)):
        run_bounded(roster_workbook.read, xlsx({"A": rows}), bounds=Bounds(megabytes=60))


def test_the_child_is_handed_no_secret(monkeypatch):
    monkeypatch.setenv("UNDERSIGNED_SERVICE_KEY", "secret")
    seen = {}

    def popen(command, **options):
        seen.update(options["env"])
        raise InterruptedError

    monkeypatch.setattr("app.bounded.subprocess.run", popen)
    with pytest.raises(InterruptedError):
        run_bounded(roster_workbook.read, b"")
    assert "UNDERSIGNED_SERVICE_KEY" not in seen
    assert "PATH" in seen
    assert os.environ["UNDERSIGNED_SERVICE_KEY"] == "secret"


def test_only_functions_of_this_program_are_run():
    def elsewhere(content: bytes, word: str) -> bytes:
        return content + word.encode()

    with pytest.raises(DamagedFileError):
        run_bounded(elsewhere, b"")
