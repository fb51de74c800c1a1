"""All of it on one machine, with an invented trust: `undersigned demo`.

With a screen: the staff window as one member of staff, with HR's window beside it. Without one, or with `--play`,
the story plays itself through the same windows and says each step. Everything it starts ends with it.
"""

import argparse
import os
import secrets
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.config.arguments import Parser
from app.errors import UndersignedError

if TYPE_CHECKING:
    from app.demo.trust import DemoTrust
    from app.signing.keystore import KeyStore


def main(arguments: Sequence[str]) -> int:
    """Run the demo; returns 0, or 1 if a step of the played story did not come true."""
    options = _options(arguments)
    play = options.play or not _has_screen()
    if play:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _quieten_qt()
    from app.demo.stage import demo_keystore  # noqa: PLC0415 (Qt picks its platform when it is imported)
    from app.demo.trust import DemoTrust  # noqa: PLC0415 (same)

    keystore = demo_keystore()
    _say("Undersigned, with an invented trust on this computer")
    _say(
        f"  Keys are kept in {keystore.name}"
        + ("" if keystore.remembers else ": this computer has no key store")
    )
    password = secrets.token_urlsafe(12)
    try:
        with DemoTrust(keystore, password, lambda line: _say(f"  {line}")) as trust:
            if play:
                return _play(trust, keystore, password, options.out)
            return _open(trust, keystore, password)
    except UndersignedError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _play(trust: "DemoTrust", keystore: "KeyStore", password: str, out: Path | None) -> int:
    from app.demo.stage import stage  # noqa: PLC0415 (see above)
    from app.demo.story import Story  # noqa: PLC0415 (see above)

    folder = out or Path(tempfile.mkdtemp(prefix="undersigned-pictures-"))
    _say("The story, through the real windows:")
    with stage(trust, keystore) as set_up:
        story = Story(set_up, password, folder, _say)
        came_true = story.play()
    if came_true:
        _say(f"Outstanding before: {story.outstanding_before}; after: {story.outstanding_after}")
        _say(f"HR’s window showed it {story.seen_after:.1f} s after the receipt")
    _say(f"Pictures{' and story.json' if came_true else ''}: {folder}")
    return 0 if came_true else 1


def _open(trust: "DemoTrust", keystore: "KeyStore", password: str) -> int:
    from app.demo.stage import side_by_side, stage  # noqa: PLC0415 (see above)

    with stage(trust, keystore) as set_up:
        person = set_up.enrol()
        hr, staff = set_up.hr_window(password), set_up.staff_window()
        _say(f"Left: the staff window of {person.name}, {person.role} at {person.school}")
        _say("Right: HR’s window. What is signed in the one shows in the other")
        _say("Close both windows to end everything; nothing is left behind")
        side_by_side(set_up.app, staff, hr)
        hr.show()
        staff.show()
        set_up.app.exec()
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = Parser(prog="undersigned demo", description=__doc__)
    parser.add_argument("--play", action="store_true", help="play the story, also where there is a screen")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the pictures and story.json go")
    return parser.parse_args(arguments)


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _quieten_qt() -> None:
    """Leave out what the platform without a screen says of every window."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler  # noqa: PLC0415 (see above)

    def tell(_kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
        if "propagateSizeHints" not in message:
            sys.stderr.write(f"{message}\n")

    qInstallMessageHandler(tell)


def _say(line: str) -> None:
    print(line, flush=True)
