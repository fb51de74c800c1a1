"""How long the self-audit takes: the real window is walked with one, two and five sites, and what it asks is counted.

Nobody is timed here. Of every page the words not shown before are counted; reading them at 238 words a minute is
what adults take for plain English in silence (Brysbaert 2019, Journal of Memory and Language 109), 150 a slow
reader's pace. Beside it stand the minutes that the window itself tells: reading, looking at the setting, changing it.
"""

import re
from functools import partial
from secrets import token_urlsafe

from measure import row
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QTextEdit, QWidget

from app.demo.hands import click, find, press, shown, type_into, until, wait
from app.demo.stage import Stage, stage
from app.demo.trust import DemoTrust
from app.desktop.places import Place
from app.desktop.window import StaffWindow
from app.signing.keystore import MemoryKeyStore
from app.workflows.overview import overview

WALKS = (("facebook",), ("facebook", "instagram"), ("facebook", "instagram", "x", "whatsapp", "youtube"))
PACES = (238, 150)


class Walk:
    """One person's way from the list of sites to the end, and what they met on it."""

    def __init__(self, play: Stage, window: StaffWindow) -> None:
        self.window = window
        self._bridge = play.bridge
        self.checks = 0
        self.words = 0
        self._read: set[str] = set()

    def to_the_end(self, sites: tuple[str, ...]) -> None:
        """Choose `sites`, answer every must-do check, read the promises, finish."""
        self._look()
        for site in sites:
            click(self.window, f"site-{site}")
        click(self.window, "sites-chosen")
        until(lambda: self.window.place is Place.LIST, "the list did not show.")
        self.told = self.window.page(Place.LIST).audit.minutes_left
        while self.window.place is not Place.PROMISES:
            self._look()
            click(self.window, "carry-on")
            until(lambda: self.window.place is not Place.LIST, "the next page did not show.")
            while self.window.place is Place.CHECK:
                self._answer()
        self._look()
        click(self.window, "finish-audit")
        until(lambda: self.window.place is Place.END, "the end did not show.")
        self._look()

    def _answer(self) -> None:
        self._look()
        self.checks += 1
        page = self.window.page(Place.CHECK)
        find(self.window, "check-done")
        before = page.heading_text()
        QTest.keyClick(page, Qt.Key.Key_1)
        until(partial(self._moved_on, before), "the next check did not show.")

    def _moved_on(self, before: str) -> bool:
        return self.window.place is not Place.CHECK or self.window.page(Place.CHECK).heading_text() != before

    def _look(self) -> None:
        until(lambda: not self._bridge.pending, "the window did not settle.")
        wait()  # what a page was filled with is shown at the next turn
        for widget in self.window.findChildren(QWidget):
            if widget.isVisibleTo(self.window) and (text := _text(widget)) not in self._read:
                self._read.add(text)
                self.words += len(re.findall(r"\w[\w’'.-]*", re.sub("<[^>]+>", " ", text)))


def _text(widget: QWidget) -> str:
    if isinstance(widget, QTextEdit):
        return widget.toPlainText()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def _at_the_sites(play: Stage) -> StaffWindow:
    """Open the window of somebody who has read and signed."""
    play.enrol()
    window = play.staff_window()
    window.resize(1280, 800)
    window.show()
    while not (onward := shown(window, "continue-to-answer")) or not onward.isEnabledTo(window):
        press(window, "next-section")
    click(window, "continue-to-answer")
    person = overview(play.context).person
    type_into(window, "full-name", person.name if person else "")
    press(window, "answer-acknowledged")
    until(lambda: window.place is Place.SITES, "the sites did not show.")
    return window


def _silent(_line: str) -> None:
    """Keep what the demo's trust tells while it is set up out of the figures."""


def main() -> None:
    """Walk with each choice of sites, each as a new person with an empty profile."""
    for sites in WALKS:
        keystore = MemoryKeyStore()
        with DemoTrust(keystore, token_urlsafe(12), _silent) as trust, stage(trust, keystore) as play:
            window = _at_the_sites(play)
            walk = Walk(play, window)
            walk.to_the_end(sites)
            window.close()
        reading = " to ".join(f"{walk.words / pace:.1f}" for pace in PACES)
        row(
            f"the self-audit with {len(sites)} of the sites: {walk.checks} checks, {walk.words} words",
            f"{walk.told} min",
            f"told; reading alone {reading} min",
            "5-10" if len(sites) == 1 else "-",
            "-",
        )
