"""`make bench`: every figure of docs/architecture.md that can be taken on this machine, or those named."""

import os
import sys
from importlib import import_module
from pathlib import Path

EVERY = (
    "login_check",
    "first_paint",
    "acknowledgements",
    "outstanding_by_school",
    "console_table",
    "walk_minutes",
    "login_storm",
)

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name in sys.argv[1:] or EVERY:
        import_module(name).main()
