"""One turn at a computer account as a process of its own, to be killed: the real profile, the real window, offscreen.

Arguments: "shared" or "own", and "wait" (until killed) or "finish". The code stands on the first line of standard
input; what it tells on standard output is "seed HEX" for each key, "word WORD" for each canary that was chosen or
answered, and "ready".
"""

import os
import sys

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.commands import profile
from app.desktop.places import Place
from app.signing.keystore import MemoryKeyStore
from tests.desktop.turns import Turns

TYPED_NAME, WORDS = "Canary Typedname Quxley", "canary words for hr alone xyzzy"


class Bot:
    """What `Desk` asks of pytest-qt."""

    @staticmethod
    def waitUntil(done, timeout):  # noqa: N802 (pytest-qt's name)
        loop = QEventLoop()
        ticks = QTimer()
        ticks.timeout.connect(lambda: done() and loop.quit())
        ticks.start(5)
        QTimer.singleShot(timeout, lambda: (sys.stderr.write("too long\n"), os._exit(3)))
        if not done():
            loop.exec()
        ticks.stop()


def tell(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(kind, then):
    code = sys.stdin.readline().strip()
    app = QApplication([])
    keys = MemoryKeyStore()
    profile.LateKeyStore = lambda: keys  # an own account keeps its key elsewhere than in the profile
    sittings = profile.Sittings(None, lambda _address: {}, shared=kind == "shared")
    turns = Turns(Bot(), app, sittings).open()
    turns.enrol(code)
    tell(f"seed {next(iter(turns.context.keystore._secrets.values())).hex()}")
    turns.read_all()
    turns.type("full-name", TYPED_NAME)
    turns.click("answer-question")
    turns.type("message-words", WORDS)
    turns.click("send-message")
    turns.window.go(Place.ANSWER)
    turns.settle()
    if turns.place is Place.ENROL:
        turns.enrol(code)
    turns.sign(TYPED_NAME)
    site = turns.window.work.audit.checklist.choosable[1].id
    turns.click(f"site-{site}")
    turns.click("sites-chosen")
    turns.click("carry-on")
    answered = turns.window.work.audit.at
    turns.click("check-done")
    for secret in turns.context.keystore._secrets.values():
        tell(f"seed {secret.hex()}")
    for word in (site, *answered.split("."), turns.window.work.audit.answers[answered].fingerprint):
        tell(f"word {word}")
    if then == "wait":
        tell("ready")
        sys.stdin.readline()
    turns.finish()
    tell("ready")
    turns.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
