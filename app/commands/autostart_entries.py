"""What every system's way of running something at login has in common."""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.errors import UnavailableError

EVERY_MINUTES = 5

Run = Callable[[Sequence[str]], bytes]
"""Runs a command of the system's and returns what it prints; raises AutostartRefusedError."""


class AutostartRefusedError(UnavailableError):
    """The system did not take the entry, or did not let it go."""

    sentence = "This computer did not accept the change to what runs at login."
    next_step = "For the whole computer (--all-users) run this as an administrator. If it stays, ask your IT helpdesk."


@dataclass(frozen=True)
class Entries:
    """What to put in place: the two commands, for whom, and the second of the minute of this computer's own."""

    at_login: Sequence[str]
    again: Sequence[str]
    all_users: bool
    second: int


class System(Protocol):
    """One operating system's way; `app.commands.autostart_linux` and its neighbours."""

    def install(self, entries: Entries) -> list[str]:
        """Put both entries in place, replacing older ones; return where they are."""

    def remove(self, *, all_users: bool) -> list[str]:
        """Take both away; return where they were."""

    def installed(self, *, all_users: bool) -> list[str]:
        """Where entries are now; empty when there is none."""

    def starts(self, entries: Entries) -> bool:
        """Whether the entries in place are exactly these."""


def run(command: Sequence[str]) -> bytes:
    """Run a command of the system's; raises AutostartRefusedError when it is missing or fails."""
    quiet, pipe = subprocess.DEVNULL, subprocess.PIPE
    try:
        done = subprocess.run(command, check=True, stdin=quiet, stdout=pipe, stderr=quiet, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        raise AutostartRefusedError from error
    return done.stdout
