"""The command that runs at login, nothing due, against an empty Python and against its floor."""

import sys
import tempfile
from pathlib import Path

from measure import command_seconds, interleaved, ratio, row

from app.commands.autostart import login_command
from app.login.state import State, write


def main(rounds: int = 60) -> None:
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state.txt"
        write(state, State(None, (), None))
        sides = {
            "python -c pass": command_seconds([sys.executable, "-c", "pass"]),
            "login": command_seconds([*login_command(), "--state", str(state)]),
            "floor": command_seconds([sys.executable, "-I", "-S", "-c", "import os; os._exit(0)"]),
        }
        frozen = Path("dist/undersigned/undersigned-login")
        if frozen.exists():
            sides["frozen"] = command_seconds([str(frozen), "--state", str(state)])
        values = interleaved(sides, rounds)
    base = "python -c pass"
    floor = f"floor {ratio(values, 'floor', base):.2f} (python -I -S, os._exit)"
    row(
        "login check, nothing due / python -c pass",
        f"{ratio(values, 'login', base):.2f}",
        floor,
        "1.3",
        "1.0",
    )
    frozen_one = f"{ratio(values, 'frozen', base):.2f}" if "frozen" in values else "not built (make package)"
    row("the frozen one / python -c pass", frozen_one, "", "-", "-")


if __name__ == "__main__":
    main()
