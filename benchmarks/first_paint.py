"""The staff window's first paint with the policy, and its memory, against a bare Qt window with the same text.

Each side is a process of its own. It is started with the clock's reading and says, at the first paint of the
policy's text, how long ago that was and how much memory it has; then it leaves at once. The staff window, which is
whole in that first frame, has a Page Down pressed first, and says when the next page was on the screen.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from measure import interleaved, ratio, row

from app.demo.stage import stage
from app.demo.trust import DemoTrust
from app.signing.keystore import MemoryKeyStore
from app.ui.assets import resource

HERE = Path(__file__).parent
POLICY = resource("policies", "social-media-policy", "2021-03-22.md")


class Side:
    """One of the two programs, and what else it said, round by round: MiB, seconds of processor, when it answered."""

    def __init__(self, *arguments: str) -> None:
        self._command = [sys.executable, *arguments]
        self.memory: list[float] = []
        self.processor: list[float] = []
        self.answered: list[float] = []

    def __call__(self) -> float:
        environment = {**os.environ, "STARTED": repr(time.monotonic()), "PYTHONPATH": str(HERE.parent)}
        # As installed: compiled once, by the round that does not count.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        answer = subprocess.run(
            self._command, env=environment, check=True, capture_output=True, text=True
        ).stdout
        first, *later = ([float(number) for number in line.split()] for line in answer.splitlines())
        seconds, mebibytes, processor = first
        self.memory.append(mebibytes)
        self.processor.append(processor)
        self.answered += [line[0] for line in later]
        return seconds


def main(rounds: int = 15) -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        _enrolled_profile(profile)
        bare = Side(str(HERE / "paint_bare.py"), str(POLICY))
        staff = Side(str(HERE / "paint_staff.py"), str(profile))
        values = interleaved({"bare": bare, "staff": staff}, rounds)
    processor = {"bare": bare.processor, "staff": staff.processor}
    paint = (
        f"bare {1000 * median(values['bare']):.0f} ms; processor time {ratio(processor, 'staff', 'bare'):.2f}"
    )
    row(
        "staff window's first paint / a bare Qt window",
        f"{ratio(values, 'staff', 'bare'):.2f}",
        paint,
        "1.5",
        "1.3",
    )
    answered = {"bare": values["bare"], "staff": staff.answered}
    row("  whole, and a key answered / the same", f"{ratio(answered, 'staff', 'bare'):.2f}", "", "-", "-")
    memory = {"bare": bare.memory, "staff": staff.memory}
    beside = f"bare Qt window {median(bare.memory):.0f} MiB"
    row("its memory / the same", f"{ratio(memory, 'staff', 'bare'):.2f}", beside, "1.6", "1.3")


def _enrolled_profile(profile: Path) -> None:
    """Make a profile that a real service has filled, with the policy due and unread."""
    keystore = MemoryKeyStore()
    with (
        DemoTrust(keystore, "a throw-away password", lambda _line: None) as trust,
        stage(trust, keystore) as set_up,
    ):
        set_up.enrol()
        set_up.profile.rename(profile)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
