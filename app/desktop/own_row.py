"""*Your row on the staff list*: what HR sees of the person, where they stand with each policy, and how they set up.

1. It is asked for each time, and kept nowhere; where HR's service cannot be asked, that is said.
2. The words are those of HR's own window.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.asked_now import asked_now
from app.desktop.page import TroubleNote, Waiting, named
from app.desktop.wording import day_of, in_lines, moment_words
from app.desktop.work import Sentence, Work
from app.domain.dates import from_date_text
from app.ui import theme
from app.ui.layouts import empty
from app.ui.widgets import Body, Card, Strong

if TYPE_CHECKING:
    from app.protocol import HeldKey, Me, OwnStanding


class OwnRow(QWidget):
    """Three kinds of cards: the row, the standings, and one for each key that was enrolled."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._waiting = Waiting("own-row")
        self.trouble = TroubleNote("own-row")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.SPACE_16)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE_16)
        for part in (self._waiting, self.trouble):
            rows.addWidget(part)
        rows.addLayout(self._cards)
        self.trouble.triedAgain.connect(self.refresh)

    def refresh(self) -> None:
        """Asks anew."""
        from app.workflows.own_row import own_row  # noqa: PLC0415 - the window is painted before this loads

        self._waiting.begin(self.tr("Asking HR’s service…"))
        context = self._work.context
        self._work.submit(lambda: own_row(context), self._show, self._cannot, owner=self, lane="network")

    def _show(self, me: "Me") -> None:
        self._waiting.end()
        self.trouble.hide()
        empty(self._cards)
        title = self.tr("Your row on the staff list")
        self._add("own-row", title, self._row(me))
        for number, one in enumerate(me.standings):
            title = self.tr("As HR sees it: {0}").format(one.title)
            self._add(f"own-standing-{number}", title, self._standing(one))
        for key in me.keys:
            self._add(f"own-key-{key.kid[:8]}", self.tr("When you set up a computer"), self._set_up(key))

    def _cannot(self, words: Sentence) -> None:
        self._waiting.end()
        missing = self.tr("So your row on the staff list is not shown. Try again when there is a connection.")
        self.trouble.say(asked_now(words, missing), focus=False)

    def _add(self, name: str, title: str, lines: Iterator[str]) -> None:
        card = named(Card(), name)
        words = "\n".join(lines)
        text = Body(in_lines(words), selectable=True)
        text.setAccessibleName(f"{title}. {words}")
        for part in (Strong(title), text):
            card.add(part)
        self._cards.addWidget(card)

    def _row(self, me: "Me") -> Iterator[str]:
        nothing = self.tr("none")
        for word, value in (
            (self.tr("Staff id"), me.staff_id),
            (self.tr("Name"), me.name),
            (self.tr("Legal name"), me.legal_name or self.tr("the same")),
            (self.tr("Work e-mail address"), me.email),
            (self.tr("School"), me.school),
            (self.tr("Role"), me.role),
            (self.tr("Line manager"), me.line_manager),
            (self.tr("Kind of person"), self._kinds().get(me.kind, me.kind)),
            (self.tr("At work"), self._persons()[me.person]),
        ):
            yield f"{word}: {value or nothing}"

    def _kinds(self) -> dict[str, str]:
        return {
            "employee": self.tr("Employee"),
            "agency": self.tr("Agency worker"),
            "volunteer": self.tr("Volunteer"),
            "governor": self.tr("Governor or trustee"),
        }

    def _persons(self) -> dict[str, str]:
        return {"active": self.tr("Yes"), "on-leave": self.tr("On leave"), "left": self.tr("Left")}

    def _standing(self, one: "OwnStanding") -> Iterator[str]:
        answer = {
            "none": self.tr("Not answered yet"),
            "acknowledged": self.tr("Acknowledged"),
            "late": self.tr("Acknowledged late"),
            "question": self.tr("Has a question"),
            "declined": self.tr("Does not agree"),
            "paper": self.tr("Signed on paper, recorded by HR"),
            "behalf": self.tr("Accepted on their behalf, recorded by HR"),
            "exempt": self.tr("Exempt"),
        }[one.acknowledgement]
        received = moment_words(datetime.fromisoformat(one.acknowledged_at)) if one.acknowledged_at else ""
        yield self.tr("{0} on {1}").format(answer, received) if received else answer
        audit = {
            "none": self.tr("Self-audit not finished"),
            "completed": self.tr("Self-audit finished"),
            "exempt": self.tr("Self-audit not asked"),
            "not-due": self.tr("No self-audit"),
        }[one.audit]
        finished = day_of(from_date_text(one.audit_on)) if one.audit_on else ""
        yield self.tr("{0} on {1}").format(audit, finished) if finished else audit
        yield self.tr("Due by {0}").format(day_of(from_date_text(one.due))) if one.due else self.tr("No date")
        yield self.tr("Still waited for") if one.outstanding else self.tr("Nothing is waited for")
        if one.disputed:
            yield self.tr("Disputed by them")

    def _set_up(self, key: "HeldKey") -> Iterator[str]:
        yield moment_words(datetime.fromisoformat(key.enrolled))
        yield {
            "code": self.tr("Sent: the one-time code that HR gave you."),
            "provider": self.tr(
                "Sent: what your sign-in service says of you (your account, name, e-mail, and when)."
            ),
        }[key.identity]
        yield self.tr(
            "Sent: the open half of a new key, and a signature which shows that you hold the other half."
        )
        yield self.tr("Each time the app asks HR’s service for something, it shows so again.")
        yield f"{key.key.kty} {key.key.crv} {key.key.x}"
