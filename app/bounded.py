"""Running one function on a file that nobody vouches for, in a child process with limits of time and memory.

Rules:

* the child gets the bytes and one word, and answers with bytes; it shares no memory, no database and no secret with
  the parent: of the environment it is handed only what a program needs to start;
* time is limited by the parent, memory by the child itself before it looks at the first byte: on Linux and macOS by
  the limit of the address space, on Windows by a job object (both from the systems' documentation);
* whatever ends the child before it has answered is one of two errors, each with a sentence.

It is the one place where such a child is made. Library functions that parse archives, XML, PDF or the formats of
office programs belong in it.
"""

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import RefusedError

Work = Callable[[bytes, str], bytes]
"""What runs in the child: a function of a module, of the file's bytes and one word."""

_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "HOME", "USERPROFILE", "LANG")
_FAILED, _NO_ROOM = 1, 3
_MEGABYTE = 2**20


class TooMuchToOpenError(RefusedError):
    """The file would take more time or memory than it is given."""

    sentence = "This file takes more time or memory to open than it should."
    next_step = "It may be damaged, or made to do harm. Save it again in its own program, and try that file."


class DamagedFileError(RefusedError):
    """The file could not be opened."""

    sentence = "This file could not be opened. It is damaged, or not what its name says."
    next_step = "Open it in its own program, save it again, and try that file."


@dataclass(frozen=True)
class Bounds:
    """How long the child may take, in seconds, and how much memory, in MiB."""

    seconds: float = 30.0
    megabytes: int = 1024


USUAL = Bounds()


def run_bounded(work: Work, content: bytes, word: str = "", bounds: Bounds = USUAL) -> bytes:
    """Return `work(content, word)`, worked out in a child process.

    Raises TooMuchToOpenError, DamagedFileError.
    """
    command = [*_this_program(), "bounded", f"{work.__module__}:{work.__name__}", str(bounds.megabytes), word]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=bounds.seconds,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise TooMuchToOpenError from error
    if done.returncode == 0:
        return done.stdout
    raise DamagedFileError if done.returncode == _FAILED else TooMuchToOpenError


def main(arguments: Sequence[str]) -> int:
    """Be the child: `MODULE:FUNCTION MEGABYTES WORD`, bytes in, bytes out."""
    named, megabytes, word = arguments
    module, _, function = named.partition(":")
    if not module.startswith("app."):
        return _FAILED
    work: Work = getattr(importlib.import_module(module), function)
    content = sys.stdin.buffer.read()
    _limit_memory(int(megabytes) * _MEGABYTE)
    try:
        answer = work(content, word)
    except MemoryError:
        return _NO_ROOM
    except Exception:  # noqa: BLE001 - whatever a parser raises: the parent has the words
        return _FAILED
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


def _this_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, str(Path(__file__).resolve().with_name("__main__.py"))]


def _limit_memory(most: int) -> None:
    if sys.platform == "win32":
        _limit_in_a_job(most)
    else:
        import resource  # noqa: PLC0415 - not there on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_in_a_job(most: int) -> None:
    """Put this process into a job whose processes may commit `most` bytes each (winnt.h, JOBOBJECT_…)."""
    import ctypes  # noqa: PLC0415 - Windows only

    limits_of_processes, extended_information = 0x100, 9

    class Basic(ctypes.Structure):
        _fields_ = (
            ("times", ctypes.c_int64 * 2),
            ("flags", ctypes.c_uint32),
            ("working_set", ctypes.c_size_t * 2),
            ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("classes", ctypes.c_uint32 * 2),
        )

    class Extended(ctypes.Structure):
        _fields_ = (
            ("basic", Basic),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("other_memory", ctypes.c_size_t * 3),
        )

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    wanted = Extended()
    wanted.basic.flags, wanted.process_memory = limits_of_processes, most
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    kernel.SetInformationJobObject(job, extended_information, ctypes.byref(wanted), ctypes.sizeof(wanted))
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
