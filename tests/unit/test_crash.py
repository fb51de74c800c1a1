"""A program that falls over leaves no image of its memory, and tells of an error without its words."""

import subprocess
import sys

import pytest

# The words are put together in the running program: a traceback of Python 3.13 shows the lines of `-c` too.
PROGRAM = """
WORD = "can" + "ary"
import threading
from app.desktop.crash import leave_nothing_behind
leave_nothing_behind()
def work():
    raise KeyError(WORD + "-in-a-thread")
thread = threading.Thread(target=work)
thread.start()
thread.join()
try:
    {}[WORD + "-before"]
except KeyError as error:
    raise ValueError(WORD + "-itself") from error
"""


def run(program, **options):
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60, **options
    )


def test_an_error_is_told_by_its_kind_and_its_lines_alone():
    ended = run(PROGRAM)
    assert ended.returncode == 1
    assert "canary" not in ended.stdout + ended.stderr
    assert ended.stderr.count("Traceback (most recent call last):\n") == 2
    assert ended.stderr.splitlines()[-1] == "ValueError"
    assert "\nKeyError\n" in ended.stderr
    assert 'File "<string>", line 7, in work' in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the limit that stops a crash handler too is Linux's")
@pytest.mark.parametrize(("before", "limit"), [("(1 << 20, 1 << 20)", 1), ("(0, 0)", 0)])
def test_no_image_is_written_nor_handed_to_a_crash_handler(before, limit):
    program = (
        f"import resource; resource.setrlimit(resource.RLIMIT_CORE, {before})\n"
        "from app.desktop.crash import leave_nothing_behind\n"
        "leave_nothing_behind()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    assert run(program).stdout == f"({limit}, {limit})\n"


def test_the_window_sets_it_before_anything_else():
    program = (
        "import app.desktop.app as window\n"
        "def stop(): raise SystemExit(7)\n"
        "window.leave_nothing_behind = stop\n"
        "window.run(None)\n"
    )
    assert run(program).returncode == 7
