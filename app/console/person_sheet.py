"""What a person's page shows, on the screen and on paper: who they are, where they stand, what happened, their keys."""

from collections.abc import Sequence
from functools import partial
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import protocol_people as wire
from app.console.desk import Desk
from app.console.keeping_words import hold_lines, hold_on
from app.console.parts import FormPlace, bring_into_view
from app.console.person_rows import add_row
from app.console.person_words import Told, Words, translate
from app.protocol_keeping import PlacedHold
from app.ui.layouts import Page, Wrap
from app.ui.widgets import (
    Body,
    ChipKind,
    LinkButton,
    Muted,
    NoteBox,
    NoteKind,
    RowCard,
    StatusChip,
    Strong,
    Subheading,
    Title,
)

READS_ALL = frozenset({"hr", "auditor"})
"""The roles that see what was recorded, and save evidence."""


class PersonSheet(Page):
    """Shows one person. `keyWanted` carries a key's name, `scanWanted` a sheet's digest, `holdEndWanted` a hold."""

    keyWanted = Signal(str)
    scanWanted = Signal(str)
    holdEndWanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(characters=110, name=translate("Person", "Person"))
        self.setObjectName("personPage")
        self._desk = desk
        self._said = NoteBox(NoteKind.INFO)
        self._place = FormPlace()

    def show_person(
        self,
        person: wire.Person,
        said: str,
        buttons: Sequence[QWidget],
        recording: Sequence[QWidget],
        keeping: tuple[Sequence[PlacedHold], Sequence[QWidget]] = ((), ()),
    ) -> None:
        """Shows a person, what was just done, what can be done and recorded by hand.

        `keeping` are the holds on their records, and what can be done with all that is held of them.
        """
        told = Words(self._desk)
        self.clear()
        self._said = NoteBox(NoteKind.INFO)
        self._said.setObjectName("personSaid")
        title = Title(person.name, selectable=True)
        title.setObjectName("personName")
        self.add(Wrap(title, *_chips(person, told)))
        self.add(Muted(who(person), selectable=True))
        self.add(self._said)
        self.say(said)
        self.add(Wrap(*buttons))
        if recording:
            self.add(Wrap(Strong(translate("Person", "Record by hand:")), *recording))
        self._place = FormPlace()
        self.add_layout(self._place)
        self._add_holds(keeping[0], told)
        self._add_standings(person, told)
        self._add_history(person, told)
        self._add_keys(person, told)
        if self._desk.session.role in READS_ALL:
            self.add(Subheading(translate("Person", "Evidence that anybody can check")))
            self.add(Body(_how_to_check()))
        if keeping[1]:
            self.add(Subheading(translate("Person", "All that is held of them")))
            self.add(
                Body(
                    translate(
                        "Person",
                        "They may ask for it at any time. You have a month to give it to them, free of charge.",
                    )
                )
            )
            self.add(Wrap(*keeping[1]))
        self.to_top()

    def show_note(self, text: str, *buttons: QWidget) -> None:
        """Shows a sentence in place of a person."""
        self.clear()
        self._place = FormPlace()
        note = NoteBox(NoteKind.ATTENTION, text)
        note.setObjectName("personNote")
        self.add(note)
        self.add_row(*buttons)

    def say(self, sentence: str, kind: NoteKind = NoteKind.INFO) -> None:
        """Says what came of something; nothing hides it."""
        self._said.set_kind(kind)
        self._said.set_text(sentence)
        self._said.setVisible(bool(sentence))
        if sentence:
            bring_into_view(self._said)

    def open_form(self, form: QWidget) -> None:
        """Puts a form under the buttons, in place of another."""
        self.say("")
        self._place.open(form)
        form.setFocus()

    def close_form(self) -> None:
        """Takes the form away."""
        self._place.close()

    def _add_holds(self, holds: Sequence[PlacedHold], told: Words) -> None:
        if not holds:
            return
        self.add(Subheading(translate("Person", "Their records are held")))
        card = RowCard()
        card.setObjectName("personHolds")
        for one in holds:
            actions = []
            if one.scope == "person":
                end = LinkButton(translate("Person", "End this hold…"), description=one.reason)
                end.setObjectName(f"personEndHold-{one.number}")
                end.clicked.connect(partial(self._want_hold, one))
                actions.append(end)
            chip = (ChipKind.ATTENTION, translate("Person", "Held"))
            add_row(card, Told(hold_on(one), tuple(hold_lines(one, told)), chip), *actions)
        self.add(card)

    def _add_standings(self, person: wire.Person, told: Words) -> None:
        self.add(Subheading(translate("Person", "Where they stand")))
        card = RowCard()
        for one in person.standings:
            add_row(card, told.standing(one))
        self.add(card if person.standings else Muted(translate("Person", "Nothing was asked of them.")))

    def _add_history(self, person: wire.Person, told: Words) -> None:
        self.add(Subheading(translate("Person", "What happened, and what it rests on")))
        card = RowCard()
        card.setObjectName("personHistory")
        for one in person.history:
            actions = []
            if one.scan is not None:
                scan = LinkButton(translate("Person", "Save the scan…"))
                scan.clicked.connect(partial(self._want_scan, one.scan))
                actions.append(scan)
            add_row(card, told.told(one), *actions)
        self.add(card if person.history else Muted(translate("Person", "Nothing yet.")))

    def _add_keys(self, person: wire.Person, told: Words) -> None:
        if person.keys is None:
            return
        self.add(Subheading(translate("Person", "Keys in their name")))
        card = RowCard()
        for one in person.keys:
            actions = []
            if one.ended is None and self._desk.session.role == "hr":
                about = translate("Person", "Key {0}…").format(one.kid[:12])
                end = LinkButton(translate("Person", "End this key…"), description=about)
                end.setObjectName(f"endKey-{one.kid}")
                end.clicked.connect(partial(self._want_key, one.kid))
                actions.append(end)
            add_row(card, told.key(one), *actions)
        self.add(card if person.keys else Muted(translate("Person", "None. They need an enrolment code.")))

    def _want_scan(self, sha256: str, _checked: bool = False) -> None:
        self.scanWanted.emit(sha256)

    def _want_hold(self, hold: PlacedHold, _checked: bool = False) -> None:
        self.holdEndWanted.emit(hold)

    def _want_key(self, kid: str, _checked: bool = False) -> None:
        self.keyWanted.emit(kid)


def who(person: wire.Person) -> str:
    """Role, school, line manager, e-mail and reference on one line."""
    manager = (
        translate("Person", "line manager {0}").format(person.line_manager)
        if person.line_manager
        else translate("Person", "no line manager")
    )
    reference = translate("Person", "reference {0}").format(person.staff_id)
    return f"{person.role} · {person.school} · {manager} · {person.email} · {reference}"


def _chips(person: wire.Person, told: Words) -> list[QWidget]:
    chips: list[QWidget] = []
    if person.person == "left":
        chips.append(StatusChip(ChipKind.OPEN, translate("Person", "Has left")))
    elif person.person == "on-leave" and person.away_from is not None:
        days = told.days(person.away_from, person.away_until)
        chips.append(StatusChip(ChipKind.PARTLY, translate("Person", "On leave {0}").format(days)))
    if any(one.kind == "dispute" for one in person.history):
        chips.append(StatusChip(ChipKind.ATTENTION, translate("Person", "Disputed")))
    return chips


def _how_to_check() -> str:
    return translate(
        "Person",
        "The pack holds their records, receipts and keys, and says in plain words what is proved and what is not."
        " Anybody can check it without this service: with “undersigned verify”, or by the README in it with"
        " openssl alone.",
    )


def html(desk: Desk, person: wire.Person) -> str:
    """The page as it is printed: plain text on white, whatever the scheme."""
    told = Words(desk)
    parts = [
        f"<h1>{escape(person.name)}</h1><p>{escape(who(person))}</p>",
        _list(translate("Person", "Where they stand"), [told.standing(one) for one in person.standings]),
        _list(
            translate("Person", "What happened, and what it rests on"),
            [told.told(one) for one in person.history],
        ),
    ]
    if person.keys is not None:
        parts.append(_list(translate("Person", "Keys in their name"), [told.key(one) for one in person.keys]))
    return "".join(parts)


def _list(title: str, rows: list[Told]) -> str:
    items = (
        f"<p><b>{escape(one.title)}</b> ({escape(one.chip[1])})<br>{escape(' · '.join(one.lines))}</p>"
        for one in rows
    )
    return f"<h2>{escape(title)}</h2>{''.join(items)}"
