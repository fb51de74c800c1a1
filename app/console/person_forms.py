"""What HR records of a person by hand: a form, then the very words that the person will see, then yes or no.

1. Nothing is recorded before the words were shown; they are the person's to read in *What HR sees*.
2. Nothing recorded is changed or deleted. Who made a mistake records a further fact.
3. A sheet of paper, an acceptance on somebody's behalf and an exemption say whose word they are: never a signature.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QVBoxLayout, QWidget

from app import protocol_people as wire
from app.console.desk import Desk
from app.console.person_words import Words, translate
from app.console.words import words
from app.errors import UnavailableError
from app.sync import console_people as service
from app.sync.console_client import ConsoleClient
from app.ui import theme
from app.ui.fields import TextArea
from app.ui.layouts import Wrap
from app.ui.widgets import (
    Body,
    Card,
    Muted,
    NoteBox,
    NoteKind,
    PrimaryButton,
    SecondaryButton,
    Strong,
    Subheading,
    name_choice,
)

AREA_LINES = 4
_SCANS = "PDF, PNG, JPEG (*.pdf *.png *.jpg *.jpeg)"


class ScanUnreadableError(UnavailableError):
    """The file of a scan could not be read."""

    sentence = "That file could not be read."
    next_step = "Close it if it is open in another program, or choose another file."


class ScanTooLargeError(UnavailableError):
    """A scan has more bytes than the service keeps."""

    sentence = "This scan is too large. A scan may have 2 MB."
    next_step = "Scan the sheet again in black and white, or save it as a smaller file."


@dataclass(frozen=True)
class Kind:
    """What can be recorded: its name, its title, what it means, and which fields it asks for."""

    name: str
    title: str
    explained: str
    sees: str
    policy: bool = False
    first: str = ""
    last: str = ""
    scan: bool = False


def kinds() -> tuple[Kind, ...]:
    """Everything that HR records by hand, in the order of the buttons."""
    return (
        Kind(
            "leave",
            translate("Person", "On leave"),
            translate("Person", "Leave pauses the clock: nothing is asked, and no reminder goes out."),
            translate("Person", "HR recorded: you are on leave"),
            first=translate("Person", "First day away"),
            last=translate("Person", "Last day away"),
        ),
        Kind(
            "return",
            translate("Person", "Back from leave"),
            translate(
                "Person", "The leave ends the day before. A date still to come moves on by the days away."
            ),
            translate("Person", "HR recorded: you are on leave"),
            first=translate("Person", "First day back at work"),
        ),
        Kind(
            "paper",
            translate("Person", "Signed on paper"),
            translate(
                "Person",
                "For a sheet with their own signature on it. It is kept as HR’s word, with the scan.",
            ),
            translate("Person", "HR recorded: you signed on paper"),
            policy=True,
            first=translate("Person", "Day on the sheet"),
            scan=True,
        ),
        Kind(
            "behalf",
            translate("Person", "Accepted on their behalf"),
            translate(
                "Person", "For somebody who said yes and signed nothing, on the telephone for example."
            ),
            translate("Person", "HR recorded: you accepted, on your behalf"),
            policy=True,
            first=translate("Person", "Day on which they said so"),
        ),
        Kind(
            "exemption",
            translate("Person", "Not asked of them"),
            translate("Person", "The policy is then not asked of this person, and its self-audit neither."),
            translate("Person", "HR recorded: this policy is not asked of you"),
            policy=True,
        ),
    )


class Confirm(Card):
    """The words that the person will see, and yes or no."""

    agreed = Signal()
    declined = Signal()

    def __init__(self, name: str, seen: str, then: str) -> None:
        super().__init__(accent=True)
        self.setObjectName("confirmCard")
        text = Body(seen, selectable=True)
        text.setObjectName("wordsTheySee")
        yes, no = (
            PrimaryButton(translate("Person", "Record this")),
            SecondaryButton(translate("Person", "Change it")),
        )
        yes.setObjectName("confirmYes")
        no.setObjectName("confirmNo")
        yes.clicked.connect(self.agreed)
        no.clicked.connect(self.declined)
        for widget in (
            Strong(translate("Person", "{0} will see these words:").format(name)),
            text,
            Muted(then),
            Wrap(yes, no),
        ):
            self.add(widget)
        self.yes = yes


class HandForm(QWidget):
    """Records one thing by hand for one person. `recorded` when it is done, `left` when it was given up."""

    recorded = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, person: wire.Person, kind: Kind) -> None:
        super().__init__()
        self.setObjectName("handForm")
        self._desk, self._person, self._kind = desk, person, kind
        self._scan: tuple[str, bytes] | None = None
        self._confirm: Confirm | None = None
        self._note = NoteBox(NoteKind.ATTENTION)
        self._note.setObjectName("handFormNote")
        self._note.hide()
        self._fields = Card()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_12)
        self._column.addWidget(self._note)
        self._column.addWidget(self._fields)
        self._fill()

    def _fill(self) -> None:
        kind, fields = self._kind, self._fields
        fields.add(Subheading(kind.title))
        fields.add(Body(kind.explained))
        self.policy = _named(QComboBox(), "handPolicy", translate("Person", "Policy"))
        name_choice(self.policy, translate("Person", "Policy"))
        self.first = self._day_field("handFirst", kind.first)
        self.last = self._day_field("handLast", kind.last)
        self.open_end = _named(
            QCheckBox(translate("Person", "Until further notice")),
            "handOpenEnd",
            translate("Person", "Until further notice"),
        )
        self.reason = TextArea(
            translate("Person", "Reason"), translate("Person", "A few words. The person sees them.")
        )
        self.reason.edit.setObjectName("handReason")
        limit_lines(self.reason)
        self._scan_said = Muted(translate("Person", "No scan chosen"))
        if kind.policy:
            for one in self._person.standings:
                title = translate("Person", "{0}, version {1}").format(one.title, one.label)
                self.policy.addItem(title, (one.policy_id, one.version))
            fields.add(_labelled(translate("Person", "Policy"), self.policy))
        if kind.first:
            fields.add(_labelled(kind.first, self.first))
        if kind.last:
            self.open_end.toggled.connect(self.last.setDisabled)
            fields.add(_labelled(kind.last, self.last))
            fields.add(self.open_end)
        fields.add(self.reason)
        if kind.scan:
            self._add_scan()
        self._add_buttons()

    def _add_scan(self) -> None:
        choose = SecondaryButton(translate("Person", "Choose a scan…"))
        choose.setObjectName("handScan")
        choose.clicked.connect(self._choose_scan)
        self._fields.add(Wrap(choose, self._scan_said))

    def _add_buttons(self) -> None:
        go_on, cancel = (
            PrimaryButton(translate("Person", "Show what they will see")),
            SecondaryButton(translate("Person", "Cancel")),
        )
        go_on.setObjectName("handGoOn")
        cancel.setObjectName("handCancel")
        go_on.clicked.connect(self._ask)
        cancel.clicked.connect(self.left)
        self._fields.add(Wrap(go_on, cancel))

    def _day_field(self, name: str, label: str) -> QDateEdit:
        today = self._desk.today()
        field = _named(QDateEdit(QDate(today.year, today.month, today.day)), name, label)
        field.setCalendarPopup(True)
        field.setDisplayFormat("d MMMM yyyy")
        return field

    def _choose_scan(self) -> None:
        path = self._desk.files.open(self, _SCANS)
        if path:
            self._desk.run(self, partial(_read_scan, Path(path)), self._scan_read, self._failed)

    def _scan_read(self, scan: tuple[str, bytes]) -> None:
        self._scan = scan
        self._scan_said.setText(translate("Person", "✓ {0}").format(scan[0]))
        self._note.hide()

    def _ask(self) -> None:
        """Shows the words before anything is recorded."""
        if not self.reason.text().strip():
            self.reason.set_message(translate("Person", "Give a reason in a few words."))
            self.reason.edit.setFocus()
            return
        self.reason.set_message("")
        self._confirm = Confirm(self._person.name, self.words_seen(), self._then())
        self._confirm.agreed.connect(self._record)
        self._confirm.declined.connect(self._change)
        self._fields.hide()
        self._note.hide()
        self._column.addWidget(self._confirm)
        self._confirm.yes.setFocus()

    def words_seen(self) -> str:
        """What the person will read."""
        kind, said = self._kind, Words(self._desk)
        lines = [
            kind.sees,
            translate("Person", "HR wrote this down. It is HR’s word, and not your signature."),
        ]
        if kind.policy:
            lines.append(translate("Person", "Policy: {0}").format(self.policy.currentText()))
        if kind.name == "leave":
            last = None if self.open_end.isChecked() else _day(self.last).isoformat()
            lines.append(said.days(_day(self.first).isoformat(), last))
        elif kind.first:
            lines.append(f"{kind.first}: {said.day(_day(self.first).isoformat())}")
        lines.append(translate("Person", "The words: {0}").format(self.reason.text().strip()))
        lines.append(translate("Person", "Written down by: {0}").format(self._desk.session.account))
        return "\n".join(lines)

    def _then(self) -> str:
        return translate(
            "Person",
            "It cannot be changed or deleted afterwards. If it is wrong, record what is right as well.",
        )

    def _change(self) -> None:
        if self._confirm is not None:
            self._confirm.hide()
            self._confirm.deleteLater()
            self._confirm = None
        self._fields.show()
        self.reason.edit.setFocus()

    def _record(self) -> None:
        self.setEnabled(False)
        self._desk.ask(self, self._work(), self._done, self._failed)

    def _work(self) -> Callable[[ConsoleClient], None]:
        staff_id, reason, first = (
            self._person.staff_id,
            self.reason.text().strip(),
            _day(self.first).isoformat(),
        )
        if self._kind.name == "leave":
            last = None if self.open_end.isChecked() else _day(self.last).isoformat()
            days = wire.LeaveDays(first=first, last=last, reason=reason)
            return lambda client: service.leave(client, staff_id, days)
        if self._kind.name == "return":
            return_ = wire.Return(on=first, reason=reason)
            return lambda client: service.back(client, staff_id, return_)
        policy_id, version = self.policy.currentData()
        scan = service.file_of(*self._scan) if self._scan is not None else None
        body = wire.ByHand.model_validate(
            {
                "fact": self._kind.name,
                "policy_id": policy_id,
                "version": version,
                "on": first,
                "reason": reason,
                "scan": scan,
            }
        )
        return lambda client: service.record(client, staff_id, body)

    def _done(self, _nothing: None) -> None:
        self.recorded.emit(translate("Person", "✓ Recorded. {0} sees it too.").format(self._person.name))

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        if self._confirm is not None:
            self._change()
        self._note.set_text(words(error))
        self._note.show()


def limit_lines(area: TextArea, lines: int = AREA_LINES) -> None:
    """Makes a text area a few lines tall; it scrolls when more is written."""
    metrics = area.edit.fontMetrics()
    area.edit.setFixedHeight(lines * metrics.lineSpacing() + 2 * theme.SPACE_12)


AnyWidget = TypeVar("AnyWidget", bound=QWidget)


def _named(widget: AnyWidget, name: str, spoken: str) -> AnyWidget:
    widget.setObjectName(name)
    widget.setAccessibleName(spoken)
    return widget


def _day(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def _labelled(label: str, field: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_4)
    title = Strong(label)
    title.setBuddy(field)
    column.addWidget(title)
    column.addWidget(field)
    return both


def _read_scan(path: Path) -> tuple[str, bytes]:
    try:
        with path.open("rb") as file:
            content = file.read(wire.MAX_SCAN_BYTES + 1)
    except OSError as error:
        raise ScanUnreadableError from error
    if len(content) > wire.MAX_SCAN_BYTES:
        raise ScanTooLargeError
    return path.name, content
