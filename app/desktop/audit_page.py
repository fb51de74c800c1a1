"""What the pages of the self-audit share: the walk as it stands, kept after each step.

1. The walk is sealed in the person's own file; nothing of it is sent, titled or announced elsewhere.
2. If it cannot be kept, the page says so and keeps the answer on the screen.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.page import TextPage, named
from app.desktop.places import Place, Step
from app.desktop.work import Sentence, Work
from app.domain.audit import Audit
from app.ui.widgets import SecondaryButton
from app.workflows import complete_audit


class AuditPage(TextPage):
    """A page of the self-audit. It is shown only when `work.audit` is there."""

    step = Step.AUDIT

    def __init__(self, work: Work, title: str, parent: QWidget | None = None) -> None:
        super().__init__(work, title, parent)
        self.column.add(self.trouble)
        self.trouble.triedAgain.connect(self._keep_again)
        self._then: Callable[[], None] | None = None
        self._keeping = False

    @property
    def audit(self) -> Audit:
        """The walk as it stands. Raises LookupError before it was loaded."""
        if self.work.audit is None:
            raise LookupError
        return self.work.audit

    def keep(self, audit: Audit, then: Callable[[], None] | None = None) -> None:
        """Keeps the walk, then calls `then`. A press while it is being kept is the same press twice."""
        if self._keeping:
            return
        self.work.audit = audit
        self._then = then
        self._keep_again()

    def _keep_again(self) -> None:
        self._keeping = True
        save = partial(complete_audit.save_audit, self.work.context, self.work.policy.ref, self.audit)
        self.work.submit(save, self._kept, self._not_kept, owner=self)

    def _kept(self, _nothing: object) -> None:
        self._keeping = False
        self.trouble.hide()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _not_kept(self, words: Sentence) -> None:
        self._keeping = False
        self.trouble.say(words)

    def back_button(self, words: str, place: Place) -> SecondaryButton:
        """A button at the left of the foot that leads to another page."""
        back = named(SecondaryButton(words), f"{self.place.value}-to-{place.value}")
        back.clicked.connect(partial(self.go, place))
        self.foot.add_left(back)
        return back
