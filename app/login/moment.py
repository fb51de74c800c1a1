"""The right moment: pure rules for when nothing may open by itself.

* Never in lesson hours, on a locked screen, while something is presented, on a mirrored display, under a program that
  fills the screen, or while a program asks not to be disturbed.
* Not in the first seconds after a key or the mouse, except at the login itself, where the password was just typed.
* It opens by itself at each login. Between logins it does so when a *Later* is up, or when the login's own moment was
  wrong; one that was closed without a choice rests for four hours.
* A check that finds the last sync old does not sync at once: each profile has its own place in the half hour after, so
  that a fleet switched on in the morning does not arrive together. One that failed is tried again after an hour.

What a system does not tell is None, holds nothing back, and is named by `not_told`.
"""

from datetime import time
from typing import NamedTuple

REST_SECONDS = 4 * 3600
TYPING_SECONDS = 3.0
SPREAD_SECONDS = 30 * 60
TRY_AGAIN_SECONDS = 3600
SHARES = 1 << 16
"""A profile's own place is a number from 0 up to, not including, this one."""


class Senses(NamedTuple):
    """What the system tells about the screen and the keys; None where it does not tell."""

    locked: bool | None = None
    presenting: bool | None = None
    mirrored: bool | None = None
    full_screen: bool | None = None
    undisturbed: bool | None = None
    idle_seconds: float | None = None


_HELD_BACK = {
    "locked": "the screen is locked",
    "presenting": "something is being presented",
    "mirrored": "the screen is shown on another display too",
    "full_screen": "a program fills the screen",
    "undisturbed": "a program has asked not to be disturbed",
}
_NOT_TOLD = {
    "locked": "a locked screen",
    "presenting": "a presentation",
    "mirrored": "a mirrored display",
    "full_screen": "a full screen",
    "undisturbed": "a wish not to be disturbed",
    "idle_seconds": "keys being typed",
}


def held_back(senses: Senses, lesson_ends: time | None, *, at_login: bool) -> str | None:
    """Why now is not the moment, as the end of a sentence; None when it is."""
    if lesson_ends is not None:
        return f"a lesson is on until {lesson_ends:%H:%M}"
    for name, words in _HELD_BACK.items():
        if getattr(senses, name):
            return words
    idle = senses.idle_seconds
    if not at_login and idle is not None and idle < TYPING_SECONDS:
        return "somebody is typing"
    return None


def not_told(senses: Senses) -> tuple[str, ...]:
    """What this system does not tell, in words."""
    return tuple(words for name, words in _NOT_TOLD.items() if getattr(senses, name) is None)


def rests(opened: float, ask: float, now: float, *, again: bool) -> bool:
    """Whether a window that opened by itself at `opened` (0: never) is left to rest at `now`.

    `ask` is the time of the last *Later*, 0 for none; `again` tells that this is not the login itself.
    """
    if not again or not 0 < opened <= now:
        return False
    later_is_up = opened < ask <= now
    return not later_is_up and now - opened < REST_SECONDS


def sync_plan(old_since: float, planned: float, share: int, now: float) -> tuple[bool, int]:
    """Whether to start an old sync now, and the time (seconds since 1970) to keep as planned.

    `old_since` is when the last sync became old; `planned` the time kept before, 0 for none: one that was made for an
    earlier sync, or for a far future by a clock that was wrong, is made anew.
    """
    delay = 60 + SPREAD_SECONDS * (share % SHARES) // SHARES  # the login itself has enough to do
    was_clock_put_back = old_since > now
    if (
        not planned
        or planned > now + TRY_AGAIN_SECONDS + SPREAD_SECONDS
        or (planned < old_since and not was_clock_put_back)
    ):
        planned = now + delay
    if now < planned:
        return False, int(planned)
    return True, int(now + TRY_AGAIN_SECONDS + delay)
