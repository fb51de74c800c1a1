"""macOS: two LaunchAgents, as launchd.plist(5) describes them.

One runs as the session is loaded, at login; the other at every fifth minute. launchd has no trigger for unlocking:
the fifth minute stands in for it. What they start is left alone when they end: that is the window.
"""

import os
import plistlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from app.commands.autostart_entries import EVERY_MINUTES, AutostartRefusedError, Entries, Run

_AT_LOGIN, _AGAIN = "app.undersigned.at-login", "app.undersigned.again"


class LaunchAgents:
    """The way of macOS.

    Args:
        run: runs a command of the system's.
        environ: where the person's home is told.
        root: the file system's root, for everyone's agents.
    """

    def __init__(self, run: Run, environ: Mapping[str, str] = os.environ, root: Path = Path("/")) -> None:
        self._run = run
        self._home = Path(environ.get("HOME", "~")).expanduser()
        self._root = root

    def install(self, entries: Entries) -> list[str]:
        """Put both agents in place; raises OSError. The one for the login waits for the next login."""
        self._unload(all_users=entries.all_users)
        files = self._files(all_users=entries.all_users)
        for path, content in zip(files, _contents(entries), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.new")
            fresh.write_bytes(content)
            fresh.replace(path)
        with suppress(AutostartRefusedError):  # nobody is logged in: it is loaded at the next login
            self._run(("launchctl", "bootstrap", _domain(), str(files[1])))
        return [str(path) for path in files]

    def remove(self, *, all_users: bool) -> list[str]:
        """Take both away; raises OSError."""
        found = self.installed(all_users=all_users)
        self._unload(all_users=all_users)
        for path in self._files(all_users=all_users):
            path.unlink(missing_ok=True)
        return found

    def installed(self, *, all_users: bool) -> list[str]:
        """Where agents are now."""
        return [str(path) for path in self._files(all_users=all_users) if path.exists()]

    def starts(self, entries: Entries) -> bool:
        """Whether the agents in place are exactly these."""
        files = self._files(all_users=entries.all_users)
        return all(
            path.exists() and path.read_bytes() == content
            for path, content in zip(files, _contents(entries), strict=True)
        )

    def _files(self, *, all_users: bool) -> tuple[Path, Path]:
        folder = (self._root if all_users else self._home) / "Library" / "LaunchAgents"
        return folder / f"{_AT_LOGIN}.plist", folder / f"{_AGAIN}.plist"

    def _unload(self, *, all_users: bool) -> None:
        for path in self.installed(all_users=all_users):
            with suppress(AutostartRefusedError):  # it was not loaded
                self._run(("launchctl", "bootout", f"{_domain()}/{Path(path).stem}"))


def _contents(entries: Entries) -> tuple[bytes, bytes]:
    common = {"LimitLoadToSessionType": "Aqua", "ProcessType": "Background", "AbandonProcessGroup": True}
    at_login = {"Label": _AT_LOGIN, "ProgramArguments": list(entries.at_login), "RunAtLoad": True}
    minutes = [{"Minute": minute} for minute in range(0, 60, EVERY_MINUTES)]
    again = {"Label": _AGAIN, "ProgramArguments": list(entries.again), "StartCalendarInterval": minutes}
    return plistlib.dumps({**at_login, **common}), plistlib.dumps({**again, **common})


def _domain() -> str:
    return f"gui/{os.getuid()}"
