"""`undersigned autostart show`: the very command that the operating system runs at login."""

import argparse
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def login_command(
    executable: str = sys.executable, *, frozen: bool = getattr(sys, "frozen", False)
) -> list[str]:
    """Return the login command as a list of arguments.

    From sources it is the check's own file under `-I -S`: isolated, without site packages, which is what makes
    it cost less than an empty Python.
    """
    if frozen:
        return [executable, "login-check"]
    check = Path(__file__).resolve().parent.parent / "login" / "check.py"
    return [executable, "-I", "-S", str(check)]


def main(arguments: Sequence[str]) -> int:
    """Answer `show` in words, or with `--command` the bare command line."""
    parser = argparse.ArgumentParser(prog="undersigned autostart", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    show = actions.add_parser("show", help="what runs at login")
    show.add_argument("--command", action="store_true", help="only the command line")
    options = parser.parse_args(arguments)
    join = subprocess.list2cmdline if sys.platform == "win32" else shlex.join
    line = join(login_command())
    print(line if options.command else f"At login the system should run:\n  {line}")
    return 0
