"""`login-check`: decides, at every login and every few minutes after, whether the staff window should open.

Rules:

* it reads one small file that every workflow leaves behind, and nothing else;
* a file that is missing or damaged means "ask", never "done";
* nothing due: it leaves, having cost about what an empty Python costs. So there is no Qt here, no network, and
  none of the standard library's slower parts (`json`, `argparse`, `pathlib`, `datetime`) before something is due;
* due, but *Later* is not up yet: it leaves. A *Later*, or a reminder, that is further off than any that is offered
  was left by a wrong clock, and means "ask";
* otherwise, or when the last sync is old, `app.login.asking` looks closer: whose account it is, and whether the
  moment is right.

The file is run as it stands by `python -I -S`, so it finds its own package only when it needs it.
"""

import os
import sys
import time

FIRST_LINE = "undersigned state 1"
NOTE_FIRST_LINE = "undersigned login 1"
LAST_LINE = "end"
SYNC_EVERY_SECONDS = 20 * 3600
LEFT_OUT_SECONDS = 20 * 3600
LONGEST_LATER_SECONDS = 15 * 86_400
LONGEST_REMINDER_SECONDS = 3 * 366 * 86_400
REMINDER = "again "
"""Begins the line of a policy of which the person wished to be reminded; "due " that of any other."""
_LAST_SECOND = 1 << 34  # in the year 2514; what is beyond it no system turns into a date

TYPE_CHECKING = False
if TYPE_CHECKING:  # said so, because even `typing` would cost
    from collections.abc import Callable, Mapping

State = tuple[int, int, list[str]]


def read_state(path: str) -> State | None:
    """Return (do not ask before, last sync, policy ids due), times in seconds since 1970, 0 for none.

    A policy that is a reminder alone has `REMINDER` before its id. Returns None where the file is missing, damaged or
    of another form.
    """
    lines = _lines(path, FIRST_LINE)
    try:
        ask, synced = _number(lines[0].removeprefix("ask ")), _number(lines[1].removeprefix("synced "))
    except (ValueError, IndexError):
        return None
    return ask, synced, [line.removeprefix("due ") for line in lines[2:]]


def read_note(path: str) -> dict[str, int]:
    """Return what the check noted for itself, by name; nothing where there is no sound note."""
    try:
        return {
            name: _number(value)
            for name, _, value in (line.partition(" ") for line in _lines(path, NOTE_FIRST_LINE))
        }
    except ValueError:
        return {}


def decide(state: State | None, now: float) -> tuple[bool, str]:
    """Return whether the window is wanted at `now` (seconds since 1970), and why in one sentence."""
    if state is None:
        return True, "Opens: this computer does not know yet what you have been asked to read."
    ask, _, due = state
    if not due:
        return False, "Stays closed: nothing is due."
    longest = LONGEST_REMINDER_SECONDS if due[0].startswith(REMINDER) else LONGEST_LATER_SECONDS
    if now < ask <= now + longest:
        when = time.strftime("%d/%m/%Y at %H:%M", time.localtime(ask))
        return False, f"Stays closed: you chose Later, until {when}."
    return True, "Opens: something is due."


def sync_is_old(state: State | None, now: float) -> bool:
    """Whether the last sync is more than 20 hours off. A clock that was put back makes it old as well."""
    return state is not None and abs(now - state[1]) > SYNC_EVERY_SECONDS


def default_state_file(platform: str = sys.platform) -> str:
    """Return where the state file is for the person logged in. On Windows it roams with the profile."""
    home = os.path.expanduser("~")  # noqa: PTH111 (see above)
    if platform == "win32":
        folder = os.environ.get("APPDATA") or home + r"\AppData\Roaming"
        return folder + r"\Undersigned\state.txt"
    if platform == "darwin":
        return home + "/Library/Application Support/Undersigned/state.txt"
    return (os.environ.get("XDG_STATE_HOME") or home + "/.local/state") + "/undersigned/state.txt"


def note_file(state_file: str) -> str:
    """Return where the check's own note is: beside the state."""
    return (
        state_file[: -len("state.txt")] + "login.txt"
        if state_file.endswith("state.txt")
        else state_file + ".login"
    )


def main(arguments: list[str]) -> int:
    """Run the check: `[--explain] [--again] [--profile DIR] [--state FILE]`. Returns 0, whatever it decided.

    `--again` tells that this is not the login itself but a later look; `--state` that another file is to be judged,
    for which nothing but the window is ever started.
    """
    profile, named = _after("--profile", arguments), _after("--state", arguments)
    path = named or (f"{profile}/state.txt" if profile else default_state_file())
    state, now = read_state(path), time.time()
    wanted, why = decide(state, now)
    sync_old = named is None and sync_is_old(state, now)
    explain = "--explain" in arguments
    if not (wanted or sync_old):
        if explain:
            print(why)
        return 0
    note = read_note(note_file(path))
    again = "--again" in arguments
    if state is None and again and not explain and abs(now - note.get("left_out", 0)) < LEFT_OUT_SECONDS:
        return 0  # an account that the trust's rule clearly leaves out: between logins it is read once a day
    _closer()
    from app.login.asking import Visit, look  # noqa: PLC0415 (only when it may matter)

    old_since = state[1] + SYNC_EVERY_SECONDS if state and sync_old else None
    visit = Visit(now, wanted, why, state[0] if state else 0, old_since, note, again=again)
    return look(visit, ["--profile", profile] if profile else [], None if explain else _note_keeper(path))


def _closer() -> None:
    """Make the package importable where this file runs by itself."""
    if not __package__:
        here = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 (see above)
        sys.path.insert(0, os.path.dirname(os.path.dirname(here)))  # noqa: PTH120


def _note_keeper(state_file: str) -> "Callable[[Mapping[str, int]], None]":
    from pathlib import Path  # noqa: PLC0415 (only when it may matter)

    from app.login.whole_file import replace  # noqa: PLC0415

    def keep(note: "Mapping[str, int]") -> None:
        lines = [f"{name} {value}" for name, value in note.items()]
        replace(Path(note_file(state_file)), [NOTE_FIRST_LINE, *lines, LAST_LINE])

    return keep


def _number(text: str) -> int:
    number = int(text)
    if not 0 <= number <= _LAST_SECOND:
        raise ValueError
    return number


def _after(option: str, arguments: list[str]) -> str | None:
    return arguments[arguments.index(option) + 1] if option in arguments[:-1] else None


def _lines(path: str, first: str) -> list[str]:
    """The lines between the first and the last of a file of ours; none where it is not whole."""
    for _ in range(10):
        try:
            with open(path, encoding="utf-8") as file:  # noqa: PTH123 (pathlib doubles the cost of this command)
                lines = file.read(65_536).split("\n")
        except PermissionError:
            if sys.platform != "win32":
                break
            time.sleep(0.01)  # Windows refuses for the moment in which the file is replaced
        except (OSError, ValueError):
            break
        else:
            return lines[1:-2] if lines[0] == first and lines[-2:] == [LAST_LINE, ""] else []
    return []


if __name__ == "__main__":
    main(sys.argv[1:])
    # Nothing here needs Python's own tidying up, which costs a fifth of an empty start.
    if sys.stdout:  # a windowless Python has none
        sys.stdout.flush()
    os._exit(0)
