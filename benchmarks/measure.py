"""How the figures are taken: both sides interleaved in one run, medians, the ratio beside the floor."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def interleaved(sides: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Run every side once a round, in turn, after one round that does not count; return the values of each."""
    values: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, run in sides.items():
            value = run()
            if number:
                values[name].append(value)
    return values


def command_seconds(command: Sequence[str]) -> Callable[[], float]:
    """Return a side that runs a command to its end and answers the seconds it took."""

    def run() -> float:
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began

    return run


def ratio(values: Mapping[str, Sequence[float]], name: str, base: str) -> float:
    """Return the median of `name` over the median of `base`."""
    return statistics.median(values[name]) / statistics.median(values[base])


def processor_seconds(pid: int) -> float:
    """Return the processor time that a process has taken so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def row(what: str, value: str, beside: str, must: str, aim: str) -> None:
    """Print one figure with what stands beside it."""
    print(f"{what:<58} {value:>12}   {beside:<34} must {must:<7} aim {aim}")
