"""What macOS tells.

Locks and the last key through `ioreg`, programs that keep the display awake through `pmset`, mirrored displays
through CoreGraphics. A full screen and Focus are not told without asking the person for permissions.
"""

import ctypes
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from app.config.files import UnreadableSettingsError
from app.config.macos import parsed
from app.login.moment import Senses
from app.login.sensing_posix import account_of, answer, forbids_keys
from app.login.staff import Account

__all__ = ["account", "forbids_keys", "is_wiped", "senses"]

_FIRST_PERSON = 501
_GUEST = 201
_CORE_GRAPHICS = "/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics"
_CONSOLE = ("ioreg", "-n", "Root", "-d1", "-a")
_KEYS = ("ioreg", "-c", "IOHIDSystem", "-r", "-d1", "-a")
_AWAKE = ("pmset", "-g", "assertions")
_MAX_DISPLAYS = 16

Ask = Callable[[Sequence[str]], str | None]


def account() -> Account:
    """The account logged in."""
    return account_of(os.getuid(), _FIRST_PERSON)


def is_wiped(uid: int | None = None) -> bool | None:
    """Whether signing out wipes the profile, as it does for the guest."""
    return True if (os.getuid() if uid is None else uid) == _GUEST else None


def senses(ask: Ask = answer) -> Senses:
    """The screen and the keys."""
    users = _first(ask(_CONSOLE)).get("IOConsoleUsers")
    idle = _first(ask(_KEYS)).get("HIDIdleTime")
    return Senses(
        locked=any(user.get("CGSSessionScreenIsLocked") for user in users)
        if isinstance(users, list)
        else None,
        presenting=None,
        mirrored=_mirrored(),
        full_screen=None,
        undisturbed=_kept_awake(ask(_AWAKE)),
        idle_seconds=idle / 1e9 if isinstance(idle, int) else None,
    )


def _first(text: str | None) -> dict[str, Any]:
    """The first entry of a property list, which `ioreg` gives alone or in a list."""
    try:
        found = parsed((text or "").encode())
    except UnreadableSettingsError:
        return {}
    entry = found[0] if isinstance(found, list) and found else found
    return entry if isinstance(entry, dict) else {}


def _kept_awake(said: str | None) -> bool | None:
    """Whether a program keeps the display awake, as a presentation, a film or a video call does."""
    counts = dict(_counts(said or ""))
    return counts.get("PreventUserIdleDisplaySleep")


def _counts(said: str) -> Iterator[tuple[str, bool]]:
    for line in said.splitlines():
        name, *rest = line.split() or [""]
        if len(rest) == 1 and rest[0].isdigit():
            yield name, rest[0] != "0"


def _mirrored() -> bool | None:
    try:
        graphics = ctypes.CDLL(_CORE_GRAPHICS)
    except OSError:
        return None
    displays, count = (ctypes.c_uint32 * _MAX_DISPLAYS)(), ctypes.c_uint32(0)
    if graphics.CGGetOnlineDisplayList(_MAX_DISPLAYS, displays, ctypes.byref(count)):
        return None
    return any(graphics.CGDisplayIsInMirrorSet(display) for display in displays[: count.value])
