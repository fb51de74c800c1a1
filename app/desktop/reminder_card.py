"""*Look again?*: the checklist's own idea, to take up or to decline. It is not the policy's, and says so."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.page import announce, named
from app.desktop.wording import day_words
from app.desktop.work import Sentence, Work
from app.login.machine import Keeping
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Card, LinkButton, SecondaryButton, Strong
from app.workflows import remind_me
from app.workflows.remind_me import NextLook


class ReminderCard(Card):
    """Shows what is offered, or what was chosen; hidden where the checklist offers nothing."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._look: NextLook | None = None
        self.words = Body()
        self.yes = named(SecondaryButton(self.tr("Remind me")), "remind-me")
        self.no = named(LinkButton(self.tr("No, thank you")), "no-reminder")
        for part in (Strong(self.tr("Look again?")), self.words, Wrap(self.yes, self.no)):
            self.add(part)
        self.yes.clicked.connect(self._take)
        self.no.clicked.connect(self._decline)
        self.hide()

    def refresh(self) -> None:
        """Asks what is offered and what was chosen."""
        remembers = self._work.context.keeping is Keeping.HERE
        if not (remembers and self._work.has_policy) or self._work.policy.checklist is None:
            self.hide()
            return
        ask = partial(remind_me.next_look, self._work.context, self._work.policy.ref)
        self._work.submit(ask, self._show, self._cannot, owner=self)

    def _show(self, look: NextLook | None) -> None:
        self._look = look
        self.setVisible(look is not None)
        if look is None:
            return
        if look.has_come:
            over = partial(remind_me.reminded, self._work.context, self._work.policy.ref)
            self._work.submit(over, None, self._cannot, owner=self)
        waits = look.chosen is not None and not look.has_come
        self.words.setText(self._words(look))
        self.yes.setText(self.tr("Remind me on {0}").format(day_words(look.offered)))
        self.yes.setVisible(not waits)
        self.no.setText(self.tr("Do not remind me") if waits else self.tr("No, thank you"))
        self.no.setVisible(not look.declined)

    def _words(self, look: NextLook) -> str:
        if look.has_come:
            return self.tr(
                "You asked to be reminded to look again. Choose ‘Look at my list’ when it suits you."
            )
        if look.chosen is not None:
            return self.tr("You will be reminded on {0}. Only this computer knows.").format(
                day_words(look.chosen)
            )
        if look.declined:
            return self.tr("You will not be reminded. You can ask for it here.")
        return look.words

    def _take(self) -> None:
        if self._look is not None:
            self._keep(
                partial(remind_me.remind_me, self._work.context, self._work.policy.ref, self._look.offered)
            )

    def _decline(self) -> None:
        self._keep(partial(remind_me.no_reminder, self._work.context, self._work.policy.ref))

    def _keep(self, choice: Callable[[], None]) -> None:
        self._work.submit(choice, self._kept, self._cannot, owner=self)

    def _kept(self, _nothing: object) -> None:
        self.refresh()
        announce(self, self.tr("Kept."))

    def _cannot(self, words: Sentence) -> None:
        self.words.setText(str(words))
        self.show()
