"""The small file that `login-check` reads, and the only way to write it.

It holds times and policy ids, nothing else, is the owner's only, and is replaced in one step, so that a crash
leaves either the old file or the new one. On Windows it roams with the profile.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.login.check import FIRST_LINE, LAST_LINE, read_state


@dataclass(frozen=True)
class State:
    """What a login needs to know: not before when, which policies are due, and when the last sync was."""

    next_ask: datetime | None
    due: tuple[str, ...]
    last_sync: datetime | None


def read(path: Path) -> State | None:
    """Return the state, or None where the file is missing or damaged."""
    found = read_state(str(path))
    if found is None:
        return None
    ask, synced, due = found
    return State(_time(ask), tuple(due), _time(synced))


def write(path: Path, state: State) -> None:
    """Replace the file at `path` in one step; raises OSError."""
    lines = [FIRST_LINE, f"ask {_seconds(state.next_ask)}", f"synced {_seconds(state.last_sync)}"]
    lines += [f"due {policy}" for policy in state.due]
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join([*lines, LAST_LINE, ""]))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _time(seconds: int) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def _seconds(time: datetime | None) -> int:
    return int(time.timestamp()) if time else 0
