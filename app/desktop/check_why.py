"""Why a check is asked: the reason, the policy's own words, and who can see the answer."""

from PySide6.QtWidgets import QWidget

from app.desktop.keeping_words import answers_words
from app.desktop.page import named
from app.domain.checklist import Check, Checklist, Clause
from app.login.machine import Keeping
from app.ui import theme
from app.ui.layouts import Page, Wrap
from app.ui.widgets import Body, Card, LinkButton, Muted, NoteBox, NoteKind, Subheading


class WhyPanel(Page):
    """The column beside a check."""

    def __init__(self, keeping: Keeping, parent: QWidget | None = None) -> None:
        super().__init__(parent, characters=40, name="")
        self._keeping = keeping
        self.setAccessibleName(self.tr("Why"))
        self._why = Body()
        self._quotes = QuoteList()
        self._same_idea = Muted(self.tr("The policy names another site. This is the same idea here."))
        self.read_how = named(LinkButton(self.tr("Read how")), "private-how")
        self.private = NoteBox(NoteKind.INFO, "", title=self.tr("Private"))
        self.private.add(self.read_how)
        self._short()
        for part in (Subheading(self.tr("Why")), self._why, self._quotes, self._same_idea, self.private):
            self.add(part)
        self.read_how.clicked.connect(self._long)

    def show_check(self, check: Check, checklist: Checklist) -> None:
        """Shows why this check is asked."""
        self._why.setText(check.why)
        self._quotes.show_quotes([(quote.words, checklist.clause(quote.clause)) for quote in check.quotes])
        noted = any(checklist.clause(quote.clause).note for quote in check.quotes)
        self._same_idea.setVisible(check.same_idea and not noted)  # the note says it, where there is one
        self._short()
        self.to_top()

    def _short(self) -> None:
        self.read_how.show()
        learns = self.tr("HR learns the day you finish.")
        self.private.set_text(f"{answers_words(self._keeping)} {learns}", title=self.tr("Private"))

    def _long(self) -> None:
        self.private.setFocus()
        self.read_how.hide()
        self.private.set_text(
            " ".join(
                (
                    answers_words(self._keeping),
                    self.tr(
                        "HR learns the day you finish. Your answers are locked with a key of yours and are never sent. "
                        "Whoever runs this computer might still see them. They may watch the screen, or copy your "
                        "files. Only the answer you press is kept, never what you found. You can delete your answers "
                        "at any time."
                    ),
                )
            ),
            title=self.tr("Private"),
        )


class QuoteList(Wrap):
    """The policy's own words, each with where they stand and what the checklist notes on that clause."""

    def show_quotes(self, quotes: list[tuple[str, Clause]]) -> None:
        """Shows these words, each of its clause."""
        self.clear()
        for words, clause in quotes:
            card = Card(accent=True)
            card.body.setContentsMargins(theme.SPACE_16, theme.SPACE_12, theme.SPACE_16, theme.SPACE_12)
            card.add(Body(f"“{words}”"))
            card.add(Muted(clause.label))
            if clause.note:
                card.add(Muted(clause.note))
            self.add(card)
