"""`login-check`: decides, at every login, whether the staff window should open.

Rules:

* it reads one small file that every workflow leaves behind, and nothing else;
* a file that is missing or damaged means "ask", never "done";
* nothing due: it leaves, having cost about what an empty Python costs. So there is no Qt here, no network, and
  none of the standard library's slower parts (`json`, `argparse`, `pathlib`, `datetime`) before something is due;
* due, but *Later* is not up yet: it leaves;
* otherwise it starts the staff window and leaves.

The file is run as it stands by `python -I -S`, so it finds its own package only when it needs it.
"""

import os
import sys
import time

FIRST_LINE = "undersigned state 1"
LAST_LINE = "end"


def read_state(path: str) -> tuple[int, int, list[str]] | None:
    """Return (do not ask before, last sync, policy ids due), times in seconds since 1970, 0 for none.

    Returns None where the file is missing, damaged or of another form.
    """
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 (pathlib doubles the cost of this command)
            lines = file.read(65_536).split("\n")
        if lines[0] != FIRST_LINE or lines[-2:] != [LAST_LINE, ""]:
            return None
        ask, synced = int(lines[1].removeprefix("ask ")), int(lines[2].removeprefix("synced "))
        return ask, synced, [line.removeprefix("due ") for line in lines[3:-2]]
    except (OSError, ValueError, IndexError):
        return None


def decide(state: tuple[int, int, list[str]] | None, now: float) -> tuple[bool, str]:
    """Return whether to open the window at `now` (seconds since 1970), and why in one sentence."""
    if state is None:
        return True, "Opens: this computer does not know yet what you have been asked to read."
    ask, _, due = state
    if not due:
        return False, "Stays closed: nothing is due."
    if now < ask:
        when = time.strftime("%d/%m/%Y at %H:%M", time.localtime(ask))
        return False, f"Stays closed: you chose Later, until {when}."
    return True, "Opens: something is due."


def default_state_file(platform: str = sys.platform) -> str:
    """Return where the state file is for the person logged in. On Windows it roams with the profile."""
    home = os.path.expanduser("~")  # noqa: PTH111 (see above)
    if platform == "win32":
        folder = os.environ.get("APPDATA") or home + r"\AppData\Roaming"
        return folder + r"\Undersigned\state.txt"
    if platform == "darwin":
        return home + "/Library/Application Support/Undersigned/state.txt"
    return (os.environ.get("XDG_STATE_HOME") or home + "/.local/state") + "/undersigned/state.txt"


def main(arguments: list[str]) -> int:
    """Run the check: `[--explain] [--state FILE]`. Returns 0, whatever it decided."""
    path = default_state_file()
    if "--state" in arguments[:-1]:
        path = arguments[arguments.index("--state") + 1]
    opens, why = decide(read_state(path), time.time())
    if "--explain" in arguments:
        print(why)
    elif opens:
        _start_window()
    return 0


def _start_window() -> None:
    import subprocess  # noqa: PLC0415 (only when something is due)

    if getattr(sys, "frozen", False):
        command = [sys.executable, "--at-login"]
    else:
        here = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 (see above)
        command = [sys.executable, os.path.join(os.path.dirname(here), "__main__.py"), "--at-login"]  # noqa: PTH118, PTH120
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.Popen(command, start_new_session=True, **streams)  # type: ignore[call-overload]


if __name__ == "__main__":
    main(sys.argv[1:])
    # Nothing here needs Python's own tidying up, which costs a fifth of an empty start.
    sys.stdout.flush()
    os._exit(0)
