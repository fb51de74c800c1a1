"""What is left behind when the program falls over: no memory image, and no value of what was in it.

1. No image of the memory is written, to a file or to a crash handler: it would hold the answers. On Linux a limit of
   one byte does both: a file so small is not begun, and the kernel hands a program with this very limit to no handler
   (fs/coredump.c), where nought would stop the file alone. Where the limit is nought for good, that is all there is.
2. An error that nobody foresaw is told by its kind and the lines it came through. Its words are left out: those of a
   `KeyError` are the key, which may be the name of a check that was answered. So are the errors it came from.
"""

import sys
import threading
from types import TracebackType


def leave_nothing_behind() -> None:
    """Set both for this process."""
    _write_no_image()
    sys.excepthook = tell_without_words
    threading.excepthook = _tell_of_thread


def tell_without_words(kind: type[BaseException], _error: BaseException, lines: TracebackType | None) -> None:
    """Tell an error on standard error, without its words."""
    import traceback  # noqa: PLC0415 - for an error alone

    if sys.stderr is not None:  # there is none in a windowless program
        told = "".join(traceback.format_tb(lines))
        sys.stderr.write(f"Traceback (most recent call last):\n{told}{kind.__qualname__}\n")


def _tell_of_thread(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None:
        tell_without_words(given.exc_type, given.exc_value, given.exc_traceback)


def _write_no_image() -> None:
    if sys.platform == "win32":
        return  # Windows Error Reporting keeps small dumps by the trust's own rule
    import resource  # noqa: PLC0415 - not on Windows

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    limit = 1 if sys.platform == "linux" and most != 0 else 0
    resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
