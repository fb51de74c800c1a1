"""*What exactly is sent?*: the words of an answer before it is signed, on the page itself."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.page import named
from app.desktop.wording import in_lines
from app.desktop.work import Sentence, Work
from app.domain.acknowledgement import Outcome
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.translation import said_lines
from app.ui.widgets import Body, Card, LinkButton
from app.workflows.acknowledge_policy import preview


class SentWordsNote(QWidget):
    """A link that opens the words under it.

    `asked_for` tells the answer and the name as they stand, `with_sign_in` whether a fresh sign-in goes with it.
    """

    def __init__(
        self,
        work: Work,
        asked_for: Callable[[], tuple[Outcome, str]],
        with_sign_in: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__()
        self._work = work
        self._asked_for = asked_for
        self._with_sign_in = with_sign_in
        self.link = named(LinkButton(self.tr("What exactly is sent?")), "what-is-sent")
        self.words = named(Body(selectable=True), "words-to-be-sent")
        self.words.setAccessibleName(self.tr("The words that are sent"))
        self._card = Card()
        self._card.add(self.words)
        self._card.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE_8)
        rows.addWidget(Wrap(self.link))
        rows.addWidget(self._card)
        self.link.clicked.connect(self._turn)

    def refresh(self) -> None:
        """Follows the answer and the name while it is open."""
        if self._card.isHidden() or not self._work.has_policy:
            return
        outcome, name = self._asked_for()
        words = partial(
            preview,
            self._work.context,
            self._work.policy.ref,
            outcome,
            name,
            with_sign_in=self._with_sign_in(),
        )
        self._work.submit(words, self._show, self._cannot, owner=self)

    def _turn(self) -> None:
        opened = self._card.isHidden()
        self._card.setVisible(opened)
        self.link.setText(self.tr("Hide what is sent") if opened else self.tr("What exactly is sent?"))
        self.refresh()

    def _show(self, words: str) -> None:
        self.words.setText(in_lines(said_lines(words)))

    def _cannot(self, words: Sentence) -> None:
        self.words.setText(str(words))
