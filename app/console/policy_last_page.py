"""The last page before a version goes out: what it is, how many people will be asked, and the one button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.console.policy_terms_page import Chosen
from app.console.policy_words import asked_words, audience_words, day_words, due_words
from app.console.words import words
from app.protocol_policies import DraftAnswer
from app.ui.bars import Foot, Header
from app.ui.layouts import Page, fill
from app.ui.widgets import Body, Card, Heading, NoteBox, NoteKind, PrimaryButton, SecondaryButton


class PolicyLastPage(QWidget):
    """Shows the count."""

    backWanted = Signal()
    publishWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = Header()
        self._page = Page(name=self.tr("Before it goes out"))
        self.asked = Heading("")
        self.asked.setObjectName("askedCount")
        self.card = Card()
        self.note = NoteBox(NoteKind.ATTENTION)
        self.note.setObjectName("lastNote")
        self.publish = PrimaryButton(self.tr("Publish this version"))
        self.publish.setObjectName("lastPublish")
        self.back = SecondaryButton(self.tr("‹ Back to the form"))
        self.back.setObjectName("lastBack")
        foot = Foot()
        foot.add_left(self.back)
        foot.add_right(self.publish)
        for part in (self.asked, self.card, self.note):
            self._page.add(part)
        fill(self, self._header, self._page, foot, grows=self._page)
        self.back.clicked.connect(self.backWanted)
        self.publish.clicked.connect(self.publishWanted)

    def show_draft(self, chosen: Chosen, answer: DraftAnswer, different: list[str] | None) -> None:
        """Shows what is about to go out; `different` says what it changes, None for a first version."""
        self._header.set_title(self.tr("Before it goes out"), chosen.title)
        self.asked.setText(asked_words(answer.now, answer.later, chosen.terms.starts))
        self.card.clear()
        kind = self.tr("A change of substance: everyone is asked again.")
        if different is None:
            kind = self.tr("The first version.")
        elif not chosen.material:
            kind = self.tr("A correction: who signed the version before is not asked again.")
        start = day_words(chosen.terms.starts) or self.tr("at once")
        for line in (
            self.tr("{0}, version called “{1}”").format(chosen.title, chosen.label),
            kind,
            self.tr("For {0}").format(audience_words(chosen.terms)),
            self.tr("Starts {0}; to be answered {1}").format(start, due_words(chosen.terms)),
            chosen.summary,
            *(different or ()),
            self.tr("Once published it cannot be changed. A mistake is put right by a new version."),
        ):
            if line:
                self.card.add(Body(line))
        self.note.hide()
        self.publish.setEnabled(True)
        self.back.setFocus()  # a stray Enter publishes nothing

    def wait(self) -> None:
        """While it is being signed and sent."""
        self.publish.setEnabled(False)
        self.note.set_text(self.tr("Signing and publishing…"))
        self.note.show()

    def say_failed(self, error: Exception) -> None:
        """Says why it did not go out."""
        self.publish.setEnabled(True)
        self.note.set_text(words(error), title=self.tr("It was not published"))
        self.note.show()
