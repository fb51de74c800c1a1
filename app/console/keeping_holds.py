"""Legal holds: what must not be deleted, whatever the rules say; those that ended stay on the list."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app import protocol_keeping as wire
from app.console.desk import Desk
from app.console.keeping_forms import EndHoldForm, HoldForm, ReasonForm
from app.console.keeping_words import hold_lines, hold_on, translate
from app.console.parts import FormPlace, Part
from app.console.person_rows import add_row
from app.console.person_words import Told, Words
from app.sync import console_keeping as service
from app.ui.layouts import Wrap
from app.ui.widgets import Body, ChipKind, LinkButton, Muted, RowCard, SecondaryButton, Subheading


class HoldsPart(Part):
    """The holds, and a form for one more or to end one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, translate("Keeping", "Legal holds"), parent)
        self._schools: list[str] = []
        self._then = ""
        self._place = FormPlace()
        self._hold = SecondaryButton(translate("Keeping", "Hold records…"))
        self._hold.setObjectName("holdRecords")
        self._hold.clicked.connect(self._open_new)
        self._none = Muted(translate("Keeping", "Nothing is held."))
        self._now, self._before = RowCard(), RowCard()
        self._now.setObjectName("holdsNow")
        self._before.setObjectName("holdsBefore")
        self._ended = Subheading(translate("Keeping", "Ended"))
        self.add(
            Body(
                translate(
                    "Keeping",
                    "If there is a case, a complaint or an investigation, hold the records that it may need. What is"
                    " held is not deleted until somebody ends the hold.",
                )
            )
        )
        self.add(Wrap(self._hold))
        self.add_layout(self._place)
        for part in (self._none, self._now, self._ended, self._before):
            self.add(part)
            part.hide()

    def begin(self) -> None:
        """Asks for the holds."""
        super().begin()
        self._place.close()
        self.ask(service.holds, self._show)

    def _show(self, found: wire.Holds) -> None:
        self._schools = found.schools
        told = Words(self.desk)
        in_force = [one for one in found.holds if one.lifted_at is None]
        ended = [one for one in found.holds if one.lifted_at is not None]
        for card, holds in ((self._now, in_force), (self._before, ended)):
            card.clear()
            for one in holds:
                add_row(card, _told(one, told), *self._actions(one))
            card.setVisible(bool(holds))
        self._none.setVisible(not in_force)
        self._ended.setVisible(bool(ended))
        if self._then:
            self.say(self._then)
            self._then = ""

    def _actions(self, hold: wire.PlacedHold) -> list[LinkButton]:
        if hold.lifted_at is not None:
            return []
        end = LinkButton(translate("Keeping", "End this hold…"), description=hold_on(hold))
        end.setObjectName(f"endHold-{hold.number}")
        end.clicked.connect(partial(self._open_end, hold))
        if hold.scope != "person":
            return [end]
        show = LinkButton(translate("Keeping", "Open their page"), description=hold.name)
        show.clicked.connect(partial(self._show_person, hold.subject))
        return [end, show]

    def _show_person(self, staff_id: str, _checked: bool = False) -> None:
        self.desk.show_person(staff_id)

    def _open_new(self) -> None:
        form = HoldForm(self.desk, self._schools)
        self._open(form)
        form.scope.setFocus()

    def _open_end(self, hold: wire.PlacedHold, _checked: bool = False) -> None:
        form = EndHoldForm(self.desk, hold)
        self._open(form)
        form.reason.edit.setFocus()

    def _open(self, form: ReasonForm) -> None:
        self.note.hide()
        form.recorded.connect(self._recorded)
        form.left.connect(self._place.close)
        self._place.open(form)

    def _recorded(self, said: str) -> None:
        self._then = said
        self.begin()


def _told(hold: wire.PlacedHold, told: Words) -> Told:
    chip = (ChipKind.ATTENTION, translate("Keeping", "In force"))
    if hold.lifted_at is not None:
        chip = (ChipKind.OPEN, translate("Keeping", "Ended"))
    return Told(hold_on(hold), tuple(hold_lines(hold, told)), chip)
