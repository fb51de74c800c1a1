"""The staff window as `undersigned --profile DIR` opens it, told when the policy's text is first painted.

The program imports what it wants, when it wants it; it is watched from the moment it begins a sitting, which is when
all that it needs is loaded and no window is there yet.
"""

import gc
import sys

from app import __main__ as door

gc.disable()  # as the program's own first step


def _watched() -> None:
    from paint_told import watch  # noqa: PLC0415 (the program brings Qt in its own time)

    from app.ui.policy_view import PolicyView  # noqa: PLC0415

    watch(PolicyView, answers=True)


def _begin_watched() -> None:
    from app.commands.profile import Sittings  # noqa: PLC0415 (the program's own first import)

    begin = Sittings.begin

    def begun(self: Sittings, **given: bool) -> object:
        _watched()
        return begin(self, **given)

    Sittings.begin = begun  # type: ignore[method-assign, assignment]


_begin_watched()
door.main(["--profile", sys.argv[1]])
