"""What a Linux desktop tells, asked of its session bus and, under X11, of its window manager.

No two desktops tell the same: GNOME tells of keys, locks and programs that must not be disturbed, KDE and others of
locks; a full screen and a mirrored display are told under X11 alone. What is not told is None.
"""

import os
from collections.abc import Callable, Mapping, Sequence

from app.login.moment import Senses
from app.login.sensing_posix import account_of, answer, forbids_keys
from app.login.staff import Account

__all__ = ["account", "forbids_keys", "is_wiped", "senses"]

_FIRST_PERSON = 1000
_MEMORY = frozenset({"tmpfs", "ramfs"})
_PASSING = ("/tmp/", "/run/", "/dev/shm/")  # noqa: S108 (looked for, not written to)
_BUS = ("busctl", "--user", "--timeout=1", "call")
_INHIBITED = (
    "org.gnome.SessionManager",
    "/org/gnome/SessionManager",
    "org.gnome.SessionManager",
    "IsInhibited",
    "u",
    "8",
)
_IDLE = (
    *("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core", "org.gnome.Mutter.IdleMonitor"),
    "GetIdletime",
)
_LOCKS = (
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "GetActive"),
    (
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "GetActive",
    ),
)

Ask = Callable[[Sequence[str]], str | None]


def account() -> Account:
    """The account logged in."""
    return account_of(os.getuid(), _FIRST_PERSON)


def is_wiped(home: str | None = None, mounts: str | None = None) -> bool | None:
    """Whether signing out wipes the profile: the home is in memory or among passing files, as a guest's is."""
    home = (os.path.realpath(home or os.path.expanduser("~"))) + "/"  # noqa: PTH111 (as the check has it)
    if home.startswith(_PASSING):
        return True
    found = _kind_of(home, _mounts() if mounts is None else mounts)
    return None if found is None else found in _MEMORY


def _kind_of(folder: str, mounts: str) -> str | None:
    """The kind of file system that `folder` is on, by the longest mount point above it."""
    above = [
        (len(point), number, kind)
        for number, line in enumerate(mounts.splitlines())
        for point, kind in (_mount(line),)
        if point and folder.startswith(point)
    ]
    return max(above)[2] if above else None


def _mount(line: str) -> tuple[str, str]:
    """Mount point, with a slash at its end, and kind of a line of /proc/self/mounts (fstab(5))."""
    parts = line.split(" ")
    if len(parts) < 3:
        return "", ""
    return parts[1].replace("\\040", " ").rstrip("/") + "/", parts[2]


def _mounts() -> str:
    try:
        with open("/proc/self/mounts", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 (as above)
            return file.read()
    except OSError:
        return ""


def senses(ask: Ask = answer, environ: Mapping[str, str] = os.environ) -> Senses:
    """The screen and the keys."""
    x11 = bool(environ.get("DISPLAY")) and environ.get("XDG_SESSION_TYPE", "x11") != "wayland"
    return Senses(
        locked=next((found for each in _LOCKS if (found := _truth(ask((*_BUS, *each)))) is not None), None),
        presenting=None,
        mirrored=_mirrored(ask) if x11 else None,
        full_screen=_full_screen(ask) if x11 else None,
        undisturbed=_truth(ask((*_BUS, *_INHIBITED))),
        idle_seconds=_idle_seconds(ask((*_BUS, *_IDLE))),
    )


def _idle_seconds(said: str | None) -> float | None:
    kind, _, milliseconds = (said or "").strip().partition(" ")
    return int(milliseconds) / 1000 if kind == "t" and milliseconds.isdecimal() else None


def _truth(said: str | None) -> bool | None:
    return {"b true": True, "b false": False}.get((said or "").strip())


def _full_screen(ask: Ask) -> bool | None:
    active = ask(("xprop", "-root", "_NET_ACTIVE_WINDOW"))
    if active is None or "window id #" not in active:
        return None
    window = active.rpartition("#")[2].split(",")[0].strip()
    state = ask(("xprop", "-id", window, "_NET_WM_STATE"))
    return None if state is None else "_NET_WM_STATE_FULLSCREEN" in state


def _mirrored(ask: Ask) -> bool | None:
    listed = ask(("xrandr", "--listmonitors"))
    if listed is None or not listed.startswith("Monitors:"):
        return None
    # " 1: +HDMI-1 1920/527x1080/296+0+0  HDMI-1": two monitors at one place show the same.
    places = [line.split()[2].partition("+")[2] for line in listed.splitlines()[1:] if len(line.split()) > 2]
    return len(set(places)) < len(places)
