"""Deleting what the rules make due: the list first, then the question, then the deed; or a second person's approval.

1. Looking deletes nothing. What is deleted is exactly what was shown; if anything changed, it is listed again.
2. What is due and kept back stands there too, with the reason.
3. The focus stands on the button that deletes nothing.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app import protocol_keeping as wire
from app.console.desk import Desk
from app.console.export import KINDS
from app.console.keeping_words import kind_title, totals, translate
from app.console.numbers import Table
from app.console.numbers_view import NumbersView
from app.console.parts import Part, bring_into_view
from app.console.person_words import Words
from app.sheets import Sheet, write
from app.sync import console_keeping as service
from app.sync.console_client import ConsoleClient
from app.ui.fields import TextField
from app.ui.layouts import Wrap
from app.ui.widgets import (
    Body,
    Card,
    Heading,
    Muted,
    NoteKind,
    PrimaryButton,
    SecondaryButton,
    Strong,
    Subheading,
)

_MOST_ROWS = 12
_WIDTHS = (40, 28, 14, 28, 40, 9)


@dataclass(frozen=True)
class _After:
    """What came of a deletion, and what is due now."""

    done: wire.Deleted
    due: wire.Due


class DeletePart(Part):
    """The list, and the card that asks once more."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, translate("Keeping", "Delete what is due"), parent, characters=150)
        self._due: wire.Due | None = None
        self._count = Heading("")
        self._count.setObjectName("dueCount")
        self._about, self._unset = Body(), Muted()
        self._about.setObjectName("dueAbout")
        self._unset.setObjectName("dueUnset")
        self._list = NumbersView(translate("Keeping", "What would be deleted"), most=_MOST_ROWS)
        self._list.setObjectName("dueList")
        self._kept_title = Subheading(translate("Keeping", "Due, and kept back"))
        self._kept = NumbersView(translate("Keeping", "What is due and kept back"), most=_MOST_ROWS)
        self._kept.setObjectName("keptList")
        self._make_buttons()
        self._make_question()
        parts: tuple[QWidget, ...] = (self._count, self._about, self._question, self._buttons, self._list)
        for part in (*parts, self._kept_title, self._kept, self._unset):
            self.add(part)
        self._show_nothing()

    def _make_buttons(self) -> None:
        self._save = SecondaryButton(translate("Keeping", "Save this list…"))
        self._save.setObjectName("dueSave")
        self._save.clicked.connect(self._choose_file)
        self._delete = SecondaryButton(translate("Keeping", "Delete these for good…"))
        self._delete.setObjectName("dueDelete")
        self._delete.clicked.connect(self._open_question)
        self._buttons = Wrap(self._save, self._delete)

    def _make_question(self) -> None:
        self._question = Card(accent=True)
        self._question.setObjectName("deleteQuestion")
        sure, self._what = Strong(translate("Keeping", "Delete what is listed here?")), Body()
        self._reason = TextField(
            translate("Keeping", "Reason"), translate("Keeping", "It stands on the trail.")
        )
        self._reason.edit.setObjectName("deleteReason")
        self._yes = PrimaryButton("")
        self._yes.setObjectName("deleteYes")
        self._no = SecondaryButton(translate("Keeping", "Delete nothing"))
        self._no.setObjectName("deleteNo")
        self._yes.clicked.connect(self._confirmed)
        self._no.clicked.connect(self._close_question)
        for part in (sure, self._what, self._reason, Wrap(self._no, self._yes)):
            self._question.add(part)
        self._question.hide()

    def begin(self) -> None:
        """Asks what is due today."""
        super().begin()
        self._show_nothing()
        self._about.setText(translate("Keeping", "Looking through the rules and the holds…"))
        self.ask(service.due, self._show)

    def _show_nothing(self) -> None:
        self._due = None
        self._close_question()
        self._count.setText("")
        for part in (self._buttons, self._list, self._kept_title, self._kept, self._unset):
            part.hide()

    def _show(self, found: wire.Due) -> None:
        self._due = found
        self._close_question()
        records, people = totals(found.due)
        day = Words(self.desk).day(found.as_of)
        self._count.setText(_count_words(records, people))
        self._about.setText(self._about_words(records, day))
        for view, lines in ((self._list, found.due), (self._kept, found.kept)):
            view.show_table(_table(lines))
            view.setVisible(bool(lines))
        self._buttons.setVisible(bool(found.due))
        self._kept_title.setVisible(bool(found.kept))
        unset = ", ".join(kind_title(kind) for kind in found.unset)
        self._unset.setText(translate("Keeping", "Kept, because nobody has chosen yet: {0}.").format(unset))
        self._unset.setVisible(bool(found.unset))

    def _about_words(self, records: int, day: str) -> str:
        if not records:
            return translate("Keeping", "Under your rules, as of {0}. Nothing has to be done.").format(day)
        return translate(
            "Keeping",
            "Under your rules, as of {0}. Nothing is deleted yet. Of what is deleted a short hash (32 bytes, nothing"
            " about anybody) stays in the log, so that everybody else’s records can still be checked.",
        ).format(day)

    # The question

    def _open_question(self) -> None:
        if self._due is None:
            return
        self._what.setText(_question_words(needs_two=self._due.needs_two))
        yes = translate("Keeping", "Delete them for good")
        asks = translate("Keeping", "Ask another person to approve")
        self._yes.setText(asks if self._due.needs_two else yes)
        self._reason.set_message("")
        self._buttons.hide()
        self._question.show()
        self.note.hide()
        self._no.setFocus()
        bring_into_view(self._question)

    def _close_question(self) -> None:
        self._question.hide()
        self._reason.setText("")
        self._buttons.setVisible(self._due is not None and bool(self._due.due))

    def _confirmed(self) -> None:
        reason = self._reason.text().strip()
        if not reason:
            self._reason.set_message(translate("Keeping", "Give a reason in a few words."))
            self._reason.edit.setFocus()
        elif self._due is not None:
            self.ask(partial(_deleted, token=self._due.token, reason=reason), self._done)

    def _done(self, after: _After) -> None:
        self._show(after.due)
        self.desk.changed()
        if after.done.waits:
            said = translate(
                "Keeping", "Another person of HR has to approve it first. It waits under To approve."
            )
        else:
            said = translate(
                "Keeping",
                "✓ Deleted: {0}. The log keeps a hash of each. Copies in backups are yours to delete.",
            ).format(f"{sum(one.count for one in after.done.deleted):,}")
        self.say(said)

    # The list as a file

    def _choose_file(self) -> None:
        path = self.desk.files.save(self, f"to be deleted {self.desk.today().isoformat()}.csv", KINDS)
        if path and self._due is not None:
            work = partial(_saved, Path(path), self.desk.session.trust, self._due)
            self.desk.run(self, work, self._list_saved, self.failed)

    def _list_saved(self, count: int) -> None:
        said = translate(
            "Keeping", "✓ Saved, {0} lines. It names people: keep it no longer than you need it."
        )
        self.say(said.format(f"{count:,}"), NoteKind.INFO)


def _count_words(records: int, people: int) -> str:
    if not records:
        return translate("Keeping", "Nothing is due to be deleted")
    if not people:
        return translate("Keeping", "{0} records would be deleted").format(f"{records:,}")
    if records == 1:
        return translate("Keeping", "1 record of 1 person would be deleted")
    if people == 1:
        return translate("Keeping", "{0} records of 1 person would be deleted").format(f"{records:,}")
    words = translate("Keeping", "{0} records of {1} people would be deleted")
    return words.format(f"{records:,}", f"{people:,}")


def _question_words(*, needs_two: bool) -> str:
    if needs_two:
        return translate(
            "Keeping",
            "Your Trust has set that two people must agree. Another person of HR approves it under To approve, and"
            " then it is deleted for good. If the list changes before, nothing is deleted.",
        )
    return translate(
        "Keeping",
        "They are deleted for good, with their receipts, words and scans. Nobody can bring them back. Staff keep the"
        " copies that are on their own computers.",
    )


def _titles() -> tuple[str, ...]:
    return (
        translate("Keeping", "What"),
        translate("Keeping", "Whose"),
        translate("Keeping", "Reference"),
        translate("Keeping", "School"),
        translate("Keeping", "Why"),
        translate("Keeping", "How many"),
    )


def _table(lines: list[wire.DueLine]) -> Table:
    nobody = translate("Keeping", "nobody in particular")
    rows = tuple(
        (kind_title(one.kind), one.name or nobody, one.staff_id, one.school, one.why, one.count)
        for one in lines
    )
    return Table(_titles(), rows, texts=5)


def _deleted(client: ConsoleClient, *, token: str, reason: str) -> _After:
    done = service.delete(client, token, reason)
    return _After(done, service.due(client))


def _saved(path: Path, trust: str, found: wire.Due) -> int:
    rows = [tuple(str(cell) for cell in row) for row in _table(found.due).rows]
    head = (("To be deleted at", trust), ("As of", found.as_of), ("List", found.token))
    return write(Sheet("To be deleted", head, tuple(zip(_titles(), _WIDTHS, strict=True)), rows), path)
