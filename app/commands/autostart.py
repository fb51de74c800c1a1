"""`undersigned autostart`: what the operating system runs at login, and how it is put there.

Rules:

* two entries: one at the login itself, one every five minutes and at unlock, with `--again`. Every *Later* ends at a
  multiple of five minutes, so it is kept to the minute, and a moment that was wrong is tried again soon;
* both run the login check, which in the common case costs what an empty Python costs; nothing stays resident;
* for one person, or with `--all-users` for the whole computer, which needs an administrator;
* safe to repeat: an entry is replaced, never doubled, and `remove` takes away all that `install` put there;
* where everyone's entries run this very installation, one person's are not put beside them: the check would run twice.

Each system's own way is one file beside this one.
"""

import argparse
import hashlib
import json
import os
import platform
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.commands.autostart_entries import AutostartRefusedError, Entries, System, run
from app.config.arguments import Parser
from app.login.asking import beside

AGAIN = "--again"


def login_command(
    executable: str = sys.executable, *, frozen: bool = getattr(sys, "frozen", False)
) -> list[str]:
    """Return the login command as a list of arguments.

    From sources it is the check's own file under `-I -S`: isolated, without site packages, which is what makes
    it cost less than an empty Python; on Windows by the interpreter without a console. Frozen it is the check's own
    program, which has no console either and leaves Qt alone.
    """
    if frozen:
        return [str(beside(executable, "login"))]
    check = Path(__file__).resolve().parent.parent / "login" / "check.py"
    return [windowless(executable), "-I", "-S", str(check)]


def windowless(executable: str, exists: Callable[[str], bool] = os.path.exists) -> str:
    """The twin of Windows' Python that opens no console, where there is one; else the program itself."""
    stem = executable.removesuffix("python.exe")
    twin = f"{stem}pythonw.exe"
    return twin if stem != executable and exists(twin) else executable


def entries(*, all_users: bool) -> Entries:
    """The entries of this installation.

    The second is this computer's own, from its name, so that those of a whole trust do not all start at once.
    """
    command = login_command()
    second = hashlib.sha256(platform.node().encode()).digest()[0] % 60
    return Entries(command, [*command, AGAIN], all_users, second)


def this_system() -> System:
    """The way of the system that runs this."""
    if sys.platform == "win32":
        from app.commands.autostart_windows import WindowsTasks  # noqa: PLC0415 (one of three)

        return WindowsTasks(run)
    if sys.platform == "darwin":
        from app.commands.autostart_macos import LaunchAgents  # noqa: PLC0415

        return LaunchAgents(run)
    from app.commands.autostart_linux import LinuxDesktop  # noqa: PLC0415

    return LinuxDesktop(run)


def main(arguments: Sequence[str]) -> int:
    """Install, remove or show; `show` returns 1 when nothing is installed, unless only the command is asked for."""
    options = _parser().parse_args(arguments)
    wanted = entries(all_users=options.all_users)
    if options.action == "show" and options.command:
        print(_line(wanted.at_login))
        return 0
    system = this_system()
    try:
        words, found = _act(system, options.action, wanted)
    except OSError as error:
        raise AutostartRefusedError from error
    if options.json:
        answer = {"entries": found, "at_login": list(wanted.at_login), "again": list(wanted.again)}
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print("\n".join([words if found else _NOTHING, *(f"  {each}" for each in found)]))
        if options.action == "show":
            print(f"At login the system should run:\n  {_line(wanted.at_login)}")
    return 1 if options.action == "show" and not found else 0


def _act(system: System, action: str, wanted: Entries) -> tuple[str, list[str]]:
    """Do it; what there is to say, and the entries that it is about."""
    if action == "remove":
        return _REMOVED, system.remove(all_users=wanted.all_users)
    everyones = [] if wanted.all_users else system.installed(all_users=True)
    if action == "install":
        if not (everyones and system.starts(replace(wanted, all_users=True))):
            return _INSTALLED, system.install(wanted)
        system.remove(all_users=False)
    own = system.installed(all_users=wanted.all_users)
    return _TWICE if own and everyones else _FOR_EVERYONE if everyones else _INSTALLED, own + everyones


_NOTHING = "Nothing is installed to run at login."
_INSTALLED = "The login check is installed:"
_REMOVED = "The login check is removed:"
_FOR_EVERYONE = (
    "The login check is installed for everyone on this computer, so this account needs none of its own:"
)
_TWICE = (
    "The login check is installed for this account and for everyone on this computer. "
    "“undersigned autostart remove” takes this account’s away:"
)


def _line(command: Sequence[str]) -> str:
    return (subprocess.list2cmdline if sys.platform == "win32" else shlex.join)(command)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="undersigned autostart", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    helps = {
        "install": "put it in place",
        "remove": "take it away",
        "show": "what is in place, and what should run",
    }
    for name, words in helps.items():
        action = actions.add_parser(name, help=words)
        action.add_argument("--all-users", action="store_true", help="for everyone on this computer")
        action.add_argument("--json", action="store_true", help="answer as JSON")
        if name == "show":
            action.add_argument(
                "--command", action="store_true", help="only the command line that runs at login"
            )
    return parser
