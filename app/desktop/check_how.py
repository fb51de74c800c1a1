"""How to do one check: the steps, and the exact setting on the phone or here."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.desktop.page import named
from app.desktop.wording import quoted
from app.domain.checklist import Check
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.qr import QrCode
from app.ui.widgets import Body, Card, LinkButton, Muted, Strong, ToggleButton


class HowCard(Card):
    """The steps of a check, filled anew for each. `codeShown` hands over the code, to be scrolled to."""

    codeShown = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = ""
        self._code: QrCode | None = None
        self._scan: Muted | None = None

    def show_check(self, check: Check) -> None:
        """Shows how to do this check."""
        self.clear()
        self._link = check.link
        self._code = self._scan = None
        both = bool(check.web and check.phone)
        for steps, title in (
            (check.web, self.tr("How, on a computer") if both else self.tr("How")),
            (check.phone, self.tr("How, on a phone") if both else self.tr("How")),
        ):
            if steps:
                self._add_steps(title, steps)
        if check.setting:
            self.body.addSpacing(theme.SPACE_8)
            self.add(Muted(self.tr("The setting is called: {0}").format(quoted(check.setting))))
        if check.note:
            self.add(Muted(quoted(check.note)))
        if check.link:
            self._add_link(check)

    def _add_steps(self, title: str, steps: tuple[str, ...]) -> None:
        if self.body.count():
            self.body.addSpacing(theme.SPACE_8)
        self.add(Strong(title))
        for number, step in enumerate(steps, 1):
            self.add(Body(f"{number}. {quoted(step)}"))

    def _add_link(self, check: Check) -> None:
        if check.private_window:
            self.add(
                Muted(
                    self.tr(
                        "Use a private window, where you are not signed in, to see it as a stranger does."
                    )
                )
            )
        phone = named(ToggleButton(self.tr("On my phone")), "on-my-phone")
        phone.setAccessibleDescription(self.tr("Shows a square code to scan with your phone’s camera"))
        phone.toggled.connect(self._show_code)
        here = named(LinkButton(self.tr("Open here")), "open-here")
        seen = self.tr("If you open it here, the Trust’s network may see the site.")
        here.setAccessibleDescription(seen)
        here.clicked.connect(self._open_here)
        self.body.addSpacing(theme.SPACE_8)
        self.add(Wrap(phone, here))
        self.add(Muted(seen))

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
        QDesktopServices.openUrl(QUrl(self._link))
