# ruff: noqa: INP001 (a program, not a package)
"""requirements.py NAME…: the lines of requirements.lock that a Windows computer needs for the app and NAME….

pip judges environment markers by the computer it runs on, so it cannot be asked on Linux what Windows needs.
This follows what the installed packages declare, judges their markers as Windows would, and prints each pinned
line with its digests and without its marker. Nothing is pinned here; what the lock does not name is an error.
"""

import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "python_version": "3.13",
    "python_full_version": "3.13.2",
}


def needed(roots: list[str]) -> set[str]:
    """Return the names of everything that `roots` (requirements) need on Windows, themselves included."""
    found: set[tuple[str, str]] = set()
    waiting = [(Requirement(line), "") for line in roots]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({**WINDOWS, "extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        for wanted in ("", *requirement.extras):
            if (name, wanted) not in found:
                found.add((name, wanted))
                waiting += [(Requirement(line), wanted) for line in _declared(name)]
    return {name for name, _ in found}


def locked() -> dict[str, str]:
    """Return what requirements.lock pins: by name, the lines without their marker."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", "")
    pins = {}
    for line in text.splitlines():
        pin, *digests = line.split(" --hash=")
        requirement = Requirement(pin)
        unmarked = f"{requirement.name}{requirement.specifier}"
        pins[canonicalize_name(requirement.name)] = " --hash=".join([unmarked, *map(str.strip, digests)])
    return pins


def _declared(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []  # for Windows alone, so not installed here: colorama, pefile, pywin32-ctypes, tzdata need nothing


def main(names: list[str]) -> int:
    """Print the pinned lines, or what is missing from the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = locked()
    # The frozen folder carries every command, so the service's needs belong to it.
    wanted = needed([*project["dependencies"], *project["optional-dependencies"]["service"], *names])
    if missing := sorted(wanted - pins.keys()):
        sys.stderr.write(f"requirements.lock does not pin: {', '.join(missing)}\n")
        return 2
    sys.stdout.writelines(f"{pins[name]}\n" for name in sorted(wanted))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
