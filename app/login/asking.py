"""The closer look of the check at login: only when something is due, unknown, or not synced for long.

Whose account, then whether the moment is right; then it starts the window, or a sync in the background, and leaves.
What it notes for itself (`login.txt`, beside the state) is times alone, and is never sent.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.config import Config, in_lesson, load_trusts
from app.login.moment import SHARES, held_back, not_told, rests, sync_plan
from app.login.sensing import Sensing, system_sensing
from app.login.staff import NOT_LOOKED_UP, SHARED, left_out


@dataclass(frozen=True)
class Visit:
    """One run of the check, and what it found so far; times in seconds since 1970.

    `wanted` tells whether the state wants the window, and `why` so in a sentence; `ask` is the time of the last
    *Later*, 0 for none; `old_since` when the last sync became old, None when it is not; `note` what earlier runs kept;
    `again` tells that this is not the login itself.
    """

    now: float
    wanted: bool
    why: str
    ask: int
    old_since: int | None
    note: Mapping[str, int]
    again: bool = False


@dataclass(frozen=True)
class Outcome:
    """What to do, why in one sentence, and the note to keep."""

    opens: bool
    syncs: bool
    why: str
    note: Mapping[str, int]


def look(visit: Visit, profile: list[str], keep: Callable[[Mapping[str, int]], None] | None) -> int:
    """Decide and act, or, where there is no `keep` for the note, explain. Returns 0.

    `profile` are the arguments that name another profile than the person's own.
    """
    outcome = consider(visit, load_trusts(), system_sensing())
    if keep is None:
        print(outcome.why)
        return 0
    if outcome.note != visit.note:
        with suppress(OSError):  # without the note it asks, or syncs, once too often
            keep(outcome.note)
    if outcome.opens:
        _start(["--at-login", *profile])
    elif outcome.syncs:
        _start(["sync", *profile])
    return 0


def consider(visit: Visit, config: Config, sensing: Sensing) -> Outcome:
    """Weigh everything; nothing is started or written."""
    note = {name: value for name, value in visit.note.items() if name != "left_out"}
    reason = left_out(config, sensing.account())
    if reason is None and visit.note.get("shared"):  # said by the people who use it
        reason = SHARED
    if reason is not None:
        seen = {} if reason == NOT_LOOKED_UP else {"left_out": int(visit.now)}
        return Outcome(opens=False, syncs=False, why=f"Stays closed: {reason}.", note={**note, **seen})
    opens, why = _opening(visit, config, sensing)
    if opens:
        return Outcome(opens=True, syncs=False, why=why, note={**note, "opened": int(visit.now)})
    if visit.old_since is None:
        return Outcome(opens=False, syncs=False, why=why, note=note)
    share = note.get("share", int.from_bytes(os.urandom(2), "big") % SHARES)
    syncs, planned = sync_plan(visit.old_since, note.get("sync", 0), share, visit.now)
    if syncs:
        why = f"{why.removesuffix('.')}; the last sync is old, so one starts in the background."
    return Outcome(opens=False, syncs=syncs, why=why, note={**note, "share": share, "sync": planned})


def _opening(visit: Visit, config: Config, sensing: Sensing) -> tuple[bool, str]:
    if not visit.wanted:
        return False, visit.why
    opened = visit.note.get("opened", 0)
    if rests(opened, visit.ask, visit.now, again=visit.again):
        return False, f"Stays closed: it opened by itself at {_clock(opened)}, and rests for some hours."
    senses = sensing.senses()
    lesson = in_lesson(config, datetime.fromtimestamp(visit.now).astimezone())
    reason = held_back(senses, lesson.ends if lesson else None, at_login=not visit.again)
    if reason is not None:
        return False, f"Stays closed for now: {reason}."
    untold = ", ".join(not_told(senses))
    return (
        True,
        f"{visit.why.removesuffix('.')} (this system does not tell of: {untold})." if untold else visit.why,
    )


def _clock(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds).astimezone():%H:%M}"


def beside(program: str, which: str) -> Path:
    """The frozen program "login" or "window" in the folder of another one; neither opens a console."""
    here = Path(program)
    return here.with_name(f"undersigned-{which}{here.suffix}")


def _start(arguments: list[str]) -> None:
    """Start the app with these arguments, on its own: it outlives the check."""
    if getattr(sys, "frozen", False):
        command = [str(beside(sys.executable, "window"))]
    else:
        command = [sys.executable, str(Path(__file__).resolve().parent.parent / "__main__.py")]
    nowhere = subprocess.DEVNULL
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
        subprocess.Popen(
            [*command, *arguments], stdin=nowhere, stdout=nowhere, stderr=nowhere, creationflags=flags
        )
    else:
        subprocess.Popen(
            [*command, *arguments], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
