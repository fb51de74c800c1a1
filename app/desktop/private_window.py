"""A private window of a browser on this computer, where it has one that is known to offer it.

Tried in this order: Firefox, Chrome, Edge, Chromium. Each takes the address after its own switch. What a browser
does with the switch is its business; where none is found the page says how to open one by hand.
"""

import shutil
import sys
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from os import environ
from pathlib import Path

from PySide6.QtCore import QProcess


@dataclass(frozen=True, slots=True)
class Opener:
    """The command that opens a private window, and the browser's name."""

    browser: str
    command: tuple[str, ...]


_LINUX = (
    ("Firefox", ("firefox", "firefox-esr"), "--private-window"),
    ("Chrome", ("google-chrome", "google-chrome-stable"), "--incognito"),
    ("Edge", ("microsoft-edge", "microsoft-edge-stable"), "--inprivate"),
    ("Chromium", ("chromium", "chromium-browser"), "--incognito"),
)
_WINDOWS = (
    ("Firefox", r"Mozilla Firefox\firefox.exe", "-private-window"),
    ("Chrome", r"Google\Chrome\Application\chrome.exe", "--incognito"),
    ("Edge", r"Microsoft\Edge\Application\msedge.exe", "--inprivate"),
)
_MACOS = (
    ("Firefox", "Firefox.app", "-private-window"),
    ("Chrome", "Google Chrome.app", "--incognito"),
    ("Edge", "Microsoft Edge.app", "--inprivate"),
)


def opener(
    link: str,
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
    settings: Mapping[str, str] = environ,
    applications: Path = Path("/Applications"),
) -> Opener | None:
    """How to open `link` (an https address) in a private window here; None where no browser is known to."""
    if platform == "win32":
        return _on_windows(link, settings)
    if platform == "darwin":
        return _on_macos(link, applications)
    for browser, programs, switch in _LINUX:
        found = next(filter(None, map(which, programs)), None)
        if found:
            return Opener(browser, (found, switch, link))
    return None


def _on_windows(link: str, settings: Mapping[str, str]) -> Opener | None:
    folders = [settings.get(name) for name in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")]
    for browser, inside, switch in _WINDOWS:
        for folder in filter(None, folders):
            program = Path(folder, *inside.split("\\"))
            if program.is_file():
                return Opener(browser, (str(program), switch, link))
    return None


def _on_macos(link: str, applications: Path) -> Opener | None:
    for browser, name, switch in _MACOS:
        program = applications / name
        if program.is_dir():
            return Opener(browser, ("/usr/bin/open", "-na", str(program), "--args", switch, link))
    return None


def open_privately(address: str) -> bool:
    """Opens a browser that forgets the sign-in, where there is one that is known to; else the usual one."""
    found = opener(address)
    if found is not None:
        program, *arguments = found.command
        if QProcess.startDetached(program, arguments)[0]:
            return True
    return webbrowser.open(address)
