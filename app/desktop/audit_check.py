"""One check at a time: the question, what to set, how, why, and four answers with one key each.

1. An answer is kept, then the next check is shown. A key held down, or a double click, answers once.
2. *I need to talk to someone* shows whom to talk to, and tells nobody.
3. A check that should not wait has no *Not now*; it says whom to tell today.
4. *This has moved* is noted with the answers; a page of help for the same clause is one press away.
"""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.desktop.audit_checks import answer_chip
from app.desktop.audit_help import help_link
from app.desktop.audit_page import AuditPage
from app.desktop.check_how import HowCard
from app.desktop.check_why import WhyPanel
from app.desktop.contacts import contact_sentences
from app.desktop.moved_note import MovedNote
from app.desktop.page import OneClick, announce, named
from app.desktop.places import Place
from app.desktop.wording import quoted
from app.desktop.work import Work
from app.domain.audit import Answer
from app.domain.checklist import Check
from app.ui.layouts import SidePage, Wrap
from app.ui.widgets import Button, Muted, NoteBox, NoteKind, PrimaryButton, Reading, SecondaryButton

KEYS = {Answer.DONE: "1", Answer.NOT_FOR_ME: "2", Answer.TALK: "3", Answer.NOT_NOW: "4"}


class CheckPage(AuditPage):
    """Shows the check the walk is at."""

    place = Place.CHECK

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        self.why = WhyPanel(work.context.keeping)
        super().__init__(work, "", parent)
        self.where = Muted()
        self.to_set = Reading()
        self.today = named(NoteBox(NoteKind.ATTENTION), "tell-today")
        self.talk = named(NoteBox(NoteKind.INFO), "whom-to-talk-to")
        self.how = HowCard(work)
        self.moved = MovedNote(work)
        self.done_means = Muted()
        self.help = Wrap()
        self.given = Wrap()
        self.buttons: dict[Answer, Button] = {}
        self.go_on = named(PrimaryButton(self.tr("Go on")), "go-on")
        self._check: Check | None = None
        self._build()

    def _build(self) -> None:
        self.column.column.insertWidget(0, self.where)
        for part in (
            self.to_set,
            self.given,
            self.today,
            self.talk,
            self.how,
            self.done_means,
            self.help,
            self.moved,
        ):
            self.column.add(part)
        self.back = named(SecondaryButton(self.tr("‹ Back")), "previous-check")
        self.back.clicked.connect(self._go_back)
        self.foot.add_left(self.back)
        self.back_button(self.tr("My list"), Place.LIST)
        self._add_answers()
        self.go_on.clicked.connect(self._show_next)
        self.how.codeShown.connect(self._scroll_to)
        self.how.stepsChosen.connect(self._choose_steps)
        self.moved.said.connect(self._say_moved)
        self.foot.add_right(self.go_on)

    def _add_answers(self) -> None:
        once = OneClick(self)
        words = {
            Answer.NOT_NOW: self.tr("Not now"),
            Answer.TALK: self.tr("I need to talk to someone"),
            Answer.NOT_FOR_ME: self.tr("Does not apply to me"),
            Answer.DONE: self.tr("Done"),
        }
        for answer, word in words.items():
            make = PrimaryButton if answer is Answer.DONE else SecondaryButton
            button = named(make(f"{word}  {KEYS[answer]}"), f"check-{answer.value.replace('_', '-')}")
            button.setAccessibleName(word)
            button.setAccessibleDescription(self.tr("Key {0}").format(KEYS[answer]))
            button.installEventFilter(once)
            button.clicked.connect(partial(self._answer, answer))
            self.buttons[answer] = button
            self.foot.add_right(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key for each answer; a key held down answers once."""
        pressed = [answer for answer, key in KEYS.items() if key == event.text()]
        plain_key = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if pressed and plain_key and not event.isAutoRepeat():
            self._answer(pressed[0])
            return
        super().keyPressEvent(event)

    def set_middle(self, middle: QWidget) -> None:
        """The check, with its reason beside it."""
        super().set_middle(SidePage(self.why, middle, at_right=True))

    def heading_text(self) -> str:
        """The question, and what to set."""
        return f"{self.heading.text()} {self.to_set.text()}"

    def enter(self) -> None:
        """Shows the check."""
        check = self.audit.current or self.audit.checklist.everywhere[0]
        self._check = check
        self.where.setText(self._whereabouts(check))
        self.heading.setText(check.question)
        self.to_set.setText(quoted(check.recommended))
        self.how.show_check(check, on_phone=self.audit.on_phone)
        self.why.show_check(check, self.audit.checklist)
        self.today.setVisible(check.urgent)
        if check.urgent:
            self.today.set_text(check.tell_today, title=self.tr("Do not wait with this one"))
        self.done_means.setText(self.tr("‘Done’ means: {0}").format(quoted(check.done_means)))
        self.done_means.setVisible(bool(check.done_means))
        self.moved.show_check(check, self.audit)
        self.moved.setVisible(bool(check.link or check.setting))
        self._show_help(check)
        self._show_given(check)
        self.back.setEnabled(self.audit.previous(check.id) is not None)
        self._show_answers(talking=False)
        self.column.to_top()

    def _whereabouts(self, check: Check) -> str:
        site = self.audit.checklist.site_of(check.id)
        if not check.must_do:
            return self.tr("{0} · more if you like").format(site.name)
        must_do = [each.id for each in site.checks if each.must_do]
        left = self.audit.minutes_left
        minutes = self.tr("about 1 minute left") if left == 1 else self.tr("about %n minutes left", "", left)
        return self.tr("{0} · must-do {1} of {2} · {3}").format(
            site.name, must_do.index(check.id) + 1, len(must_do), minutes if left else self.tr("all answered")
        )

    def _show_given(self, check: Check) -> None:
        self.given.clear()
        given = self.audit.answers.get(check.id)
        self.given.setVisible(given is not None or check.id in self.audit.changed)
        if given is not None:
            self.given.add(answer_chip(self, given.answer))
        elif check.id in self.audit.changed:
            self.given.add(Muted(self.tr("The words of this check have changed. Please look again.")))

    def _show_help(self, check: Check) -> None:
        self.help.clear()
        pages = [page for page in self.audit.checklist.pages if check.clause in page.clauses]
        for page in pages:
            self.help.add(help_link(self, page))
        self.help.setVisible(bool(pages))

    def _choose_steps(self, on_phone: bool) -> None:
        self.keep(self.audit.show_steps(on_phone=on_phone))
        self.how.show_steps(on_phone=self.audit.on_phone)

    def _say_moved(self, moved: bool) -> None:
        if self._check is not None:
            self.keep(self.audit.say_moved(self._check.id, moved=moved), self._show_moved)

    def _show_moved(self) -> None:
        if self._check is None:
            return
        self.moved.show_check(self._check, self.audit)
        if self._check.id in self.audit.moved:
            self._scroll_to(self.moved.note)
            announce(self.moved, self.moved.note.text())
            self.moved.back.setFocus()
        else:
            self.moved.moved.setFocus()

    def _show_answers(self, *, talking: bool) -> None:
        urgent = self._check is not None and self._check.urgent
        for answer, button in self.buttons.items():
            button.setVisible(not talking and not (urgent and answer is Answer.NOT_NOW))
        self.go_on.setVisible(talking)
        self.talk.setVisible(talking)

    def _answer(self, answer: Answer) -> None:
        if self._check is None or self.buttons[answer].isHidden():
            return
        then = self._show_whom if answer is Answer.TALK else self._show_next
        self.keep(self.audit.answer(self._check.id, answer), then)

    def _show_whom(self) -> None:
        if self._check is None:
            return
        words = contact_sentences(self, self._check.contacts, self.work.config)
        self.talk.set_text(words, title=self.tr("Whom you can talk to"))
        self._show_answers(talking=True)
        self.column.ensureWidgetVisible(self.talk)
        self.go_on.setFocus()
        announce(self, words)

    def _scroll_to(self, part: QWidget) -> None:
        QTimer.singleShot(0, part, partial(self.column.ensureWidgetVisible, part))

    def _show_next(self) -> None:
        if self.audit.at is None or self.audit.is_finished:
            self.go(Place.LIST)
        else:
            self.go(Place.CHECK)

    def _go_back(self) -> None:
        before = self.audit.previous(self._check.id) if self._check else None
        if before is not None:
            self.keep(self.audit.visit(before.id), partial(self.go, Place.CHECK))
