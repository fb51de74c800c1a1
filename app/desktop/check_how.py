"""How to do one check: the steps for a phone or for a computer, and the exact setting on the phone or here.

Where the two differ one of them is shown, so that nobody has to read both; which one is chosen here and remembered.

*Open here* and the private window are not offered in lesson hours, nor followed if a lesson has begun since.
"""

from functools import partial

from PySide6.QtCore import QProcess, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.desktop import private_window
from app.desktop.page import named
from app.desktop.wording import quoted
from app.desktop.work import Work
from app.domain.checklist import Check
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.qr import QrCode
from app.ui.widgets import Body, Card, LinkButton, Muted, Strong, ToggleButton


class HowCard(Card):
    """The steps of a check, filled anew for each. `codeShown` hands over the code, to be scrolled to.

    `stepsChosen` says that the steps for a phone (True) or for a computer are wanted from now on.
    """

    codeShown = Signal(QWidget)
    stepsChosen = Signal(bool)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._link = ""
        self._opener: private_window.Opener | None = None
        self._code: QrCode | None = None
        self._scan: Muted | None = None
        self._warning: Muted | None = None
        self._ways: dict[bool, tuple[ToggleButton, QWidget]] = {}

    def show_check(self, check: Check, *, on_phone: bool) -> None:
        """Shows how to do this check."""
        self.clear()
        self._link = check.link
        self._code = self._scan = None
        self._ways = {}
        self.add(Strong(self.tr("How")))
        if check.web and check.phone and check.web != check.phone:
            self._add_both(check, on_phone=on_phone)
        else:
            self.add(_steps(check.web or check.phone))
        if check.setting:
            self.body.addSpacing(theme.SPACE_8)
            self.add(Muted(self.tr("The setting is called: {0}").format(quoted(check.setting))))
        if check.note:
            self.add(Muted(quoted(check.note)))
        if check.link:
            self._add_link(check)

    def show_steps(self, *, on_phone: bool) -> None:
        """Shows the steps for a phone, or for a computer, where there are both."""
        for for_phone, (button, steps) in self._ways.items():
            button.setChecked(for_phone is on_phone)
            steps.setVisible(for_phone is on_phone)

    def _add_both(self, check: Check, *, on_phone: bool) -> None:
        phone = named(ToggleButton(self.tr("Steps on a phone")), "steps-phone")
        computer = named(ToggleButton(self.tr("Steps on a computer")), "steps-computer")
        one_of = QButtonGroup(phone)
        for button in (phone, computer):
            one_of.addButton(button)
        self._ways = {True: (phone, _steps(check.phone)), False: (computer, _steps(check.web))}
        self.add(Wrap(phone, computer))
        for _button, steps in self._ways.values():
            self.add(steps)
        self.show_steps(on_phone=on_phone)
        phone.clicked.connect(partial(self.stepsChosen.emit, True))
        computer.clicked.connect(partial(self.stepsChosen.emit, False))

    def _add_link(self, check: Check) -> None:
        phone = named(ToggleButton(self.tr("On my phone")), "on-my-phone")
        phone.setAccessibleDescription(self.tr("Shows a square code to scan with your phone’s camera"))
        phone.toggled.connect(self._show_code)
        ways = Wrap(phone)
        self._opener = private_window.opener(check.link) if check.private_window else None
        self._warning = Muted(self._what_to_know(check))
        if self._may_open_here():
            ways.add(self._way_here())
        self.body.addSpacing(theme.SPACE_8)
        self.add(ways)
        self.add(self._warning)

    def _way_here(self) -> LinkButton:
        if self._opener is None:
            here = named(LinkButton(self.tr("Open here")), "open-here")
            here.clicked.connect(self._open_here)
        else:
            words = self.tr("Open here in a private window ({0})").format(self._opener.browser)
            here = named(LinkButton(words), "open-private")
            here.clicked.connect(self._open_private)
        here.setAccessibleDescription(self._warning.text() if self._warning else "")
        return here

    def _may_open_here(self) -> bool:
        """Not in lesson hours, and not where the next person would find it in the browser."""
        return not self._work.is_lesson and (not self._work.is_shared or self._opener is not None)

    def _what_to_know(self, check: Check) -> str:
        """What to know before it is opened here."""
        if self._work.is_lesson:
            return self.tr("It is lesson time, so it cannot be opened here. Come back after the lesson.")
        if not self._may_open_here():
            return self.tr("On a shared computer the browser would remember the site, so use your phone.")
        seen = self.tr("If you open it here, the Trust’s network may see the site.")
        if not check.private_window:
            return seen
        stranger = self.tr("In a private window you are not signed in, so you see what a stranger sees.")
        keys = self.tr("To open one yourself, press Ctrl, Shift and N; in Firefox Ctrl, Shift and P.")
        return " ".join((stranger, seen) if self._opener else (stranger, keys, seen))

    def _show_code(self, shown: bool) -> None:
        if self._code is None or self._scan is None:
            self._scan = Muted(
                self.tr("Point your phone’s camera at this square. It opens {0}").format(self._link)
            )
            self._code = named(QrCode(self._link), "phone-code")
            self.add(self._scan)
            self.add(self._code)
        for part in (self._scan, self._code):
            part.setVisible(shown)
        if shown:
            self.codeShown.emit(self._code)

    def _open_here(self) -> None:
        if not self._lesson_has_begun():
            QDesktopServices.openUrl(QUrl(self._link))

    def _open_private(self) -> None:
        if self._opener is None or self._lesson_has_begun():
            return
        program, *arguments = self._opener.command
        if not QProcess.startDetached(program, arguments)[0]:
            self._say(self.tr("The private window did not open. Open one yourself, or use your phone."))

    def _lesson_has_begun(self) -> bool:
        if self._work.is_lesson:
            self._say(self.tr("A lesson has begun, so it is not opened here. Come back after the lesson."))
        return self._work.is_lesson

    def _say(self, words: str) -> None:
        if self._warning is not None:
            self._warning.setText(words)


def _steps(steps: tuple[str, ...]) -> QWidget:
    """Numbered steps, one below the other."""
    listed = QWidget()
    lines = QVBoxLayout(listed)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(theme.SPACE_8)
    for number, step in enumerate(steps, 1):
        lines.addWidget(Body(f"{number}. {quoted(step)}"))
    return listed
