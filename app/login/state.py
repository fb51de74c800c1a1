"""The small file that `login-check` reads, and the only way to write it.

It holds times and policy ids, nothing else, is the owner's only, and is replaced in one step, so that a crash
leaves either the old file or the new one. On Windows it roams with the profile.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.login.check import FIRST_LINE, LAST_LINE, NOTE_FIRST_LINE, REMINDER, note_file, read_note, read_state
from app.login.whole_file import replace


@dataclass(frozen=True)
class State:
    """What a login needs to know: not before when, which policies are due, and when the last sync was.

    `is_reminder` tells that none is due, but the person wished to be reminded of them.
    """

    next_ask: datetime | None
    due: tuple[str, ...]
    last_sync: datetime | None
    is_reminder: bool = False


def read(path: Path) -> State | None:
    """Return the state, or None where the file is missing or damaged."""
    found = read_state(str(path))
    if found is None:
        return None
    ask, synced, due = found
    is_reminder = any(policy.startswith(REMINDER) for policy in due)
    return State(_time(ask), tuple(each.removeprefix(REMINDER) for each in due), _time(synced), is_reminder)


def write(path: Path, state: State) -> None:
    """Replace the file at `path` in one step; raises OSError."""
    kind = REMINDER if state.is_reminder else "due "
    due = [f"{kind}{policy}" for policy in state.due]
    times = [f"ask {_seconds(state.next_ask)}", f"synced {_seconds(state.last_sync)}"]
    replace(path, [FIRST_LINE, *times, *due, LAST_LINE])


def say_shared(path: Path, *, shared: bool) -> None:
    """Note beside the state at `path` that several people use this account, or do not; raises OSError."""
    noted = Path(note_file(str(path)))
    note = {**read_note(str(noted)), "shared": int(shared)}
    replace(noted, [NOTE_FIRST_LINE, *(f"{name} {value}" for name, value in note.items()), LAST_LINE])


def _time(seconds: int) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def _seconds(time: datetime | None) -> int:
    return int(time.timestamp()) if time else 0
