"""What HR says beside a policy: who stands behind it, that it is still in force, and the policies that go with it."""

from functools import partial

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.page import named
from app.desktop.wording import day_of
from app.domain.related import Related, safe_link
from app.storage.pages import Beside
from app.ui import theme, translation
from app.ui.layouts import empty
from app.ui.plain import on_button
from app.ui.widgets import LinkButton, Muted, Strong


class BesidePolicy(QWidget):
    """A few quiet lines under the list of sections. `policyWanted` carries the id of a policy on the person's list."""

    policyWanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("beside-policy")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.SPACE_4)
        self.hide()

    def show_beside(self, told: Beside | None) -> None:
        """Shows it; nothing where HR says nothing."""
        empty(self._lines)
        if told is None:
            self.hide()
            return
        for words in self._words(told):
            self._lines.addWidget(Muted(words))
        if told.related:
            self._lines.addWidget(Strong(self.tr("Goes with")))
        for number, one in enumerate(told.related):
            self._lines.addWidget(self._related(number, one))
        self.setVisible(self._lines.count() > 0)

    def _words(self, told: Beside) -> list[str]:
        found = []
        if told.confirmed is not None:
            name, on, until = told.confirmed
            said = self.tr("{0} said on {1} that it is still in force. It will be looked at again by {2}.")
            found.append(said.format(name, day_of(on), day_of(until)))
        if told.owner:
            found.append(self.tr("Owner: {0}").format(told.owner))
        if told.approved_by:
            found.append(self.tr("Approved by {0}").format(told.approved_by))
        if told.ratified:
            found.append(self.tr("Ratified on {0}").format(day_of(told.ratified)))
        if told.review and told.confirmed is None:
            found.append(self.tr("Next review: {0}").format(translation.month(told.review)))
        return found

    def _related(self, number: int, one: Related) -> QWidget:
        if one.policy is None and one.link is None:
            return Muted(one.title)
        button = named(LinkButton(on_button(one.title)), f"related-{number}")
        if one.policy is not None:
            button.clicked.connect(partial(self.policyWanted.emit, one.policy))
        else:
            button.setAccessibleDescription(self.tr("Opens in your browser or mail program"))
            button.clicked.connect(partial(_open, one.link or ""))
        return button


def _open(link: str) -> None:
    if safe_link(link):
        QDesktopServices.openUrl(QUrl(link))
