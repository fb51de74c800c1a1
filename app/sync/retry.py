"""When to try again: exponential backoff with full jitter, so that ten thousand devices do not come back at once."""

from collections.abc import Callable
from datetime import timedelta

FIRST = timedelta(seconds=4)
LONGEST = timedelta(minutes=30)

_RANDOM_BYTES = 8


def delay(attempts: int, random: Callable[[int], bytes]) -> timedelta:
    """How long to wait after this many tries that failed (at least 1).

    Anything from a second to `FIRST` doubled with each try, at most `LONGEST`: full jitter keeps no two devices
    in step. `random(n)` returns n random bytes.
    """
    longest = min(FIRST.total_seconds() * (1 << min(attempts - 1, 16)), LONGEST.total_seconds())
    share = int.from_bytes(random(_RANDOM_BYTES), "big") / 2 ** (8 * _RANDOM_BYTES)
    return timedelta(seconds=max(1.0, longest * share))
