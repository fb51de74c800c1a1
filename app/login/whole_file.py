"""Small files that a crash never leaves half-written: the state, and the check's own note."""

import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_TRIES, _PAUSE_SECONDS = 200, 0.005


def replace(path: Path, lines: Iterable[str]) -> None:
    """Replace the file at `path` with `lines`, in one step, the owner's only; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join([*lines, ""]))
            file.flush()
            os.fsync(file.fileno())
        _put(fresh, path)
        _keep_the_name(path.parent)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _keep_the_name(folder: Path) -> None:
    """Write the folder through, or a power cut could bring the old file back.

    Windows keeps names by itself, and some file systems have no such thing: the file is in its place all the same.
    """
    if sys.platform == "win32":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _put(fresh: Path, path: Path) -> None:
    """Put `fresh` in the place of `path`.

    Windows refuses while somebody reads the old file, be it the check itself or a virus scanner: it is tried for a
    moment.
    """
    for _ in range(_TRIES if sys.platform == "win32" else 0):
        try:
            fresh.replace(path)
        except PermissionError:
            time.sleep(_PAUSE_SECONDS)
        else:
            return
    fresh.replace(path)
