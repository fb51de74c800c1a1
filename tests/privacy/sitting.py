"""One sitting at the real staff window, by clicks: enrol, read, sign, the whole self-audit.

Run as a program (`python -m tests.privacy.sitting`) it ends in the two worst ways in the middle of the self-audit: an
error that nobody foresaw, on both lanes, and then a crash of the process, with every answer in memory.
"""

import faulthandler
import itertools
import json
import sys
import time
import zlib
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.config import Config
from app.demo.hands import wait
from app.desktop.crash import leave_nothing_behind
from app.desktop.places import Place
from app.domain.audit import Answer, to_bytes
from app.storage import audits
from app.ui import theme
from tests.desktop.conftest import Desk
from tests.privacy.recorder import ADDRESS

KINDS = (Answer.NOT_NOW, Answer.DONE, Answer.NOT_FOR_ME, Answer.TALK)


def config():
    """The settings of a computer whose service is behind the recorder."""
    return Config(server=ADDRESS)


def begin(desk, code):
    """From the code to the first page of the self-audit."""
    desk.open()
    desk.enrol(code)
    desk.read_all()
    desk.sign()


def walk_through(desk, sites, promises):
    """Answer in every way there is; ends at the commitments, or at once for somebody who uses no site."""
    if not sites:
        desk.click("use-none")
        return
    for site in sites:
        desk.click(f"site-{site}")
    desk.click("sites-chosen")
    kinds = itertools.cycle(KINDS)
    while desk.place is not Place.PROMISES:
        if desk.place is Place.LIST:
            desk.click("carry-on")
        else:
            _answer(desk, next(kinds))
    for promise in promises:
        desk.click(f"promise-{promise}")


def finish(desk, *, delete):
    """Sign that the end was reached; keep the list or delete it; come back another time."""
    desk.click("finish-audit")
    desk.click("delete-list" if delete else "keep-list")
    desk.close()
    desk.open()


def _answer(desk, kind):
    name = f"check-{kind.value.replace('_', '-')}"
    desk.click(name if desk.shown(name) else "check-done")
    if desk.shown("go-on"):
        desk.click("go-on")


class Titles(QObject):
    """Every title that any window had, and every text that stood in the clipboard."""

    def __init__(self, app):
        super().__init__(app)
        self.seen = set()
        app.installEventFilter(self)
        app.clipboard().dataChanged.connect(self._copied)

    def eventFilter(self, watched, event):  # noqa: N802 (Qt's own name)
        if event.type() in (QEvent.Type.WindowTitleChange, QEvent.Type.Show) and isinstance(watched, QWidget):
            self.seen.add(watched.window().windowTitle())
        return False

    def _copied(self):
        self.seen.add(QGuiApplication.clipboard().text())


class _Patience:
    """What `Desk` needs of pytest-qt."""

    def waitUntil(self, condition, timeout):  # noqa: N802 (its name there)
        ends = time.monotonic() + timeout / 1000
        while not condition():
            assert time.monotonic() < ends
            wait(5)


def _crash(folder, service_port, code, sites, promises, told):
    from tests.privacy.story import RecordedApp  # noqa: PLC0415 (after Qt has its platform)

    leave_nothing_behind()
    faulthandler.enable()
    app = QApplication(["undersigned"])
    theme.apply(app, theme.Scheme.LIGHT, 1.0)
    titles = Titles(app)
    staff = RecordedApp(folder, service_port)
    desk = Desk(_Patience(), staff, config())
    seals = []
    real = audits._seal
    audits._seal = lambda *given: seals.append(real(*given).hex()) or bytes.fromhex(seals[-1])
    begin(desk, code)
    walk_through(desk, sites, promises)
    audit = desk.window.work.audit
    known = {
        "walk": to_bytes(audit).decode(),
        "titles": sorted(titles.seen),
        "seals": seals,
        "keys": [each.hex() for each in staff.answers_chance.given if len(each) == 32],
        "requests": [each.raw.hex() for each in staff.recorder.requests],
    }
    told.write_bytes(zlib.compress(json.dumps(known).encode()))  # told to the test, and not taken for a leak
    audits.save = None  # an error that nobody foresaw, in the middle of keeping the answers
    desk.click("finish-audit")
    # The words of this error are the name of a check that was answered; so are those of the one on the other lane.
    answered = next(name for name in audit.answers if name not in audit.moved)
    QTimer.singleShot(0, lambda: audit.moved[answered])
    desk.bridge.submit(lambda: audit.moved[answered])
    desk.settle()
    faulthandler._sigsegv()


if __name__ == "__main__":
    given = json.loads(sys.stdin.read())
    _crash(
        Path(given["folder"]),
        given["port"],
        given["code"],
        given["sites"],
        given["promises"],
        Path(given["told"]),
    )
