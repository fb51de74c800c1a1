"""My follow-up list: what was left for later, what to talk about, and what has new words since it was answered.

It is made from the sealed answers when it is asked for, and kept nowhere else.
"""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.audit_page import AuditPage
from app.desktop.contacts import whom_to_talk_to
from app.desktop.keeping_words import list_words
from app.desktop.page import list_row, named
from app.desktop.paper import PaperRow, as_html
from app.desktop.places import Place
from app.desktop.reminder_card import ReminderCard
from app.desktop.work import Work
from app.domain.audit import Answer
from app.domain.checklist import Check
from app.ui.layouts import empty
from app.ui.widgets import Body, LinkButton, Muted, RowCard, Strong


class FollowUpPage(AuditPage):
    """Three short lists, to open, to print or to keep as a file."""

    place = Place.FOLLOW_UP

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("My follow-up list"), parent)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(self.column.column.spacing())
        self.paper = PaperRow("follow-up", "my-list.html", self._as_html)
        self.reminder = ReminderCard(work)
        told = self.tr("Nobody is told unless you tell them.")
        self.column.add(Muted(f"{list_words(work.context.keeping)} {told}"))
        self.column.add_layout(self._lists)
        self.column.add(self.paper)
        self.careful = Muted(
            self.tr("On paper or in a file, whoever finds it can read it. A printer at work may keep a copy.")
        )
        self.column.add(self.careful)
        self.column.add(self.reminder)
        self.back_button(self.tr("‹ My list"), Place.LIST)

    def enter(self) -> None:
        """Lists what there is now."""
        empty(self._lists)
        parts = self._parts()
        for title, checks in parts:
            self._lists.addWidget(Strong(title))
            rows = RowCard()
            for check in checks:
                rows.add_row(self._row(check))
            self._lists.addWidget(rows)
        if not parts:
            self._lists.addWidget(Body(self.tr("There is nothing to follow up.")))
        self.paper.setVisible(bool(parts))
        self.careful.setVisible(bool(parts))
        self.paper.said.setText("")
        self.reminder.refresh()
        self.column.to_top()

    def _parts(self) -> list[tuple[str, tuple[Check, ...]]]:
        audit = self.audit
        later = tuple(c for c in audit.follow_up if audit.answers[c.id].answer is Answer.NOT_NOW)
        fresh = tuple(c for c in (*audit.must_do, *audit.more) if c.id in audit.changed)
        parts = [
            (self.tr("To talk about"), audit.to_talk),
            (self.tr("Left for later"), later),
            (self.tr("New words since you answered"), fresh),
        ]
        return [(title, checks) for title, checks in parts if checks]

    def _row(self, check: Check) -> QWidget:
        link = named(LinkButton(check.title), f"check-{check.id}")
        link.setAccessibleDescription(check.question)
        link.clicked.connect(partial(self._open, check.id))
        return list_row(link, self._about(check))

    def _about(self, check: Check) -> str:
        site = self.audit.checklist.site_of(check.id).name
        given = self.audit.answers.get(check.id)
        if given is not None and given.answer is Answer.TALK:
            return f"{site} · {whom_to_talk_to(self, check.contacts, self.work.config)}"
        return f"{site} · {check.question}"

    def _open(self, check_id: str) -> None:
        self.keep(self.audit.visit(check_id), partial(self.go, Place.CHECK))

    def _as_html(self) -> str:
        lines: list[tuple[str, str]] = []
        for title, checks in self._parts():
            lines.append(("h3", title))
            lines += [("p", f"☐ {check.title}. {self._about(check)}") for check in checks]
        return as_html(self.heading.text(), lines)
