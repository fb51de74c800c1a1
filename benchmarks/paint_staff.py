"""The staff window as `undersigned --profile DIR` opens it, told when the policy's text is first painted."""

import sys

from app.__main__ import main
from app.desktop import read

_build = read.ReadPage.__init__


def _built_and_watched(self: read.ReadPage, *given: object) -> None:
    from paint_told import tell_first_paint  # noqa: PLC0415 (the app imports Qt when it wants to)

    _build(self, *given)
    tell_first_paint(self.view.viewport())


read.ReadPage.__init__ = _built_and_watched  # type: ignore[method-assign]
main(["--profile", sys.argv[1]])
