"""Linux: an XDG autostart entry at login, a systemd user timer for what comes after.

* The entry follows the Desktop Entry Specification 1.5, the units systemd.timer(5) and systemd.service(5).
* The timer is enabled as `systemctl --user enable` does it, by a link, so that it also works where no user manager
  answers just now (an installation into an image, or as root for everyone).
* The service leaves what it started alone when it ends: that is the window.
"""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from app.commands.autostart_entries import EVERY_MINUTES, AutostartRefusedError, Entries, Run

_NAME = "undersigned"
_DESKTOP = f"{_NAME}.desktop"
_SERVICE, _TIMER = f"{_NAME}-again.service", f"{_NAME}-again.timer"
_SYSTEMCTL = ("systemctl", "--user")
_NEEDS_QUOTES = set(" \t\n\"'\\><~|&;$*?#()`")


class LinuxDesktop:
    """The way of Linux desktops.

    Args:
        run: runs a command of the system's.
        environ: where the person's folders are told.
        root: the file system's root, for everyone's entries.
    """

    def __init__(self, run: Run, environ: Mapping[str, str] = os.environ, root: Path = Path("/")) -> None:
        self._run = run
        self._person = Path(
            environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME", "~")).expanduser() / ".config"
        )
        self._root = root

    def install(self, entries: Entries) -> list[str]:
        """Put both entries in place; raises OSError."""
        files = self._files(all_users=entries.all_users)
        for path, text in zip(files, _contents(entries), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.new")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(path)
        link = self._link(all_users=entries.all_users)
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.is_symlink():
            link.symlink_to(Path("..") / _TIMER)
        self._tell("restart", all_users=entries.all_users)
        return [str(path) for path in files]

    def remove(self, *, all_users: bool) -> list[str]:
        """Take both away; raises OSError."""
        found = self.installed(all_users=all_users)
        if found:
            self._tell("stop", all_users=all_users)
        for path in (self._link(all_users=all_users), *self._files(all_users=all_users)):
            path.unlink(missing_ok=True)
        return found

    def installed(self, *, all_users: bool) -> list[str]:
        """Where entries are now."""
        return [str(path) for path in self._files(all_users=all_users) if path.exists()]

    def starts(self, entries: Entries) -> bool:
        """Whether the entries in place are exactly these."""
        files = self._files(all_users=entries.all_users)
        return all(
            path.exists() and path.read_text(encoding="utf-8") == text
            for path, text in zip(files, _contents(entries), strict=True)
        )

    def _files(self, *, all_users: bool) -> tuple[Path, Path, Path]:
        autostart = self._root / "etc/xdg/autostart" if all_users else self._person / "autostart"
        units = self._units(all_users=all_users)
        return autostart / _DESKTOP, units / _SERVICE, units / _TIMER

    def _units(self, *, all_users: bool) -> Path:
        return self._root / "etc/systemd/user" if all_users else self._person / "systemd" / "user"

    def _link(self, *, all_users: bool) -> Path:
        return self._units(all_users=all_users) / "timers.target.wants" / _TIMER

    def _tell(self, verb: str, *, all_users: bool) -> None:
        """Tell the person's own user manager at once; everyone else's finds it at their next login."""
        if all_users:
            return
        with suppress(AutostartRefusedError):  # no user manager: it finds the link when it starts
            self._run((*_SYSTEMCTL, "daemon-reload"))
            self._run((*_SYSTEMCTL, verb, _TIMER))


def _contents(entries: Entries) -> tuple[str, str, str]:
    desktop = [
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.5",
        "Name=Undersigned",
        "Comment=Opens when there is something for you to read",
        f"Exec={desktop_exec(entries.at_login)}",
        "Terminal=false",
        "NoDisplay=true",
        "StartupNotify=false",
        "X-GNOME-Autostart-enabled=true",
    ]
    service = [
        "[Unit]",
        "Description=Undersigned: is there something to read?",
        # Only where the desktop has told its user manager of a screen.
        "ConditionEnvironment=|DISPLAY",
        "ConditionEnvironment=|WAYLAND_DISPLAY",
        "",
        "[Service]",
        "Type=oneshot",
        f"ExecStart={systemd_exec(entries.again)}",
        "KillMode=process",
    ]
    timer = [
        "[Unit]",
        "Description=Undersigned: look again every few minutes",
        "",
        "[Timer]",
        f"OnCalendar=*-*-* *:0/{EVERY_MINUTES}:{entries.second:02}",
        "AccuracySec=1s",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return tuple("\n".join([*lines, ""]) for lines in (desktop, service, timer))  # type: ignore[return-value]


def desktop_exec(command: Sequence[str]) -> str:
    """The value of `Exec`: an argument in quotes where it needs them, then escaped as every string there is."""
    return " ".join(_desktop_argument(each) for each in command).replace("\\", "\\\\")


def systemd_exec(command: Sequence[str]) -> str:
    """The value of `ExecStart`: every argument in quotes, with specifiers and variables made plain."""
    return " ".join(_systemd_argument(each) for each in command)


def _desktop_argument(text: str) -> str:
    text = text.replace("%", "%%")
    if not set(text) & _NEEDS_QUOTES:
        return text
    for each in '\\"`$':
        text = text.replace(each, f"\\{each}")
    return f'"{text}"'


def _systemd_argument(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"'
