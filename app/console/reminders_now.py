"""How reminders stand: on or off, the last round, what would go out today, and who cannot be reached."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app import protocol_reminders as wire
from app.console.desk import Desk
from app.console.reminders_part import Part
from app.console.reminders_words import day, held, moment, problem, text_name
from app.sync import console_reminders as service
from app.sync.console_client import ConsoleClient
from app.ui.layouts import Wrap
from app.ui.plain import on_button
from app.ui.widgets import (
    Body,
    Card,
    ChipKind,
    Heading,
    Line,
    Muted,
    NoteBox,
    NoteKind,
    PrimaryButton,
    RowCard,
    SecondaryButton,
    StatusChip,
)

_SHOWN = 20


class NowPart(Part):
    """The first thing that HR sees of reminders."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, QCoreApplication.translate("Reminders", "How it stands"), parent)
        self._state: wire.Reminders | None = None
        self._about = Card()
        self._plan = RowCard()
        self._held = Muted()
        self._marked = RowCard()
        self._unreachable = RowCard()
        self._counted = Body()
        self._of_today = Heading(self.tr("What would go out now"))
        self._of_marked = Heading(self.tr("Mail keeps coming back from"))
        self._of_unreachable = Heading(self.tr("Cannot be reached"))
        self._lay_out()

    def _lay_out(self) -> None:
        parts = (
            (self._about, "remindersAbout"),
            (self._of_today, "remindersToday"),
            (self._counted, "remindersCounted"),
            (self._plan, "remindersPlan"),
            (self._held, "remindersHeld"),
            (self._of_unreachable, "remindersOfUnreachable"),
            (self._unreachable, "remindersUnreachable"),
            (self._of_marked, "remindersOfMarked"),
            (self._marked, "remindersMarked"),
        )
        for part, name in parts:
            part.setObjectName(name)
            self.add(part)

    def begin(self) -> None:
        """Asks what would go out now."""
        super().begin()
        self.ask(service.plan, self._show_plan)

    def show_state(self, state: wire.Reminders) -> None:
        """Shows whether they are on, and how the last round went."""
        self._state = state
        self._about.clear()
        on = (
            StatusChip(ChipKind.DONE, self.tr("On"))
            if state.on
            else StatusChip(ChipKind.OPEN, self.tr("Off"))
        )
        on.setObjectName("remindersOn")
        self._about.add(Wrap(on))
        self._about.add(Body(self._sentence(state)))
        self._about.add(Muted(self._last_round(state)))
        for school in state.schools:
            self._warn(school)
        button = (
            SecondaryButton(self.tr("Switch reminders off"))
            if state.on
            else PrimaryButton(self.tr("Switch reminders on"))
        )
        button.setObjectName("remindersSwitch")
        button.setEnabled(state.on or bool(state.server.address))
        button.clicked.connect(partial(self._switch, not state.on))
        self._about.add(Wrap(button))
        self._show_marked(state)

    def _sentence(self, state: wire.Reminders) -> str:
        if state.on:
            return self.tr(
                "Mails go out by themselves on school days after {0}: at most {1} about one version of a policy,"
                " one to a person however many policies."
            ).format(state.rules.at, state.rules.most)
        if not state.server.address:
            return self.tr("Nothing is sent. First set the mail server, and send yourself a test.")
        return self.tr("Nothing is sent until you switch reminders on.")

    def _last_round(self, state: wire.Reminders) -> str:
        if state.last_run_at is None:
            return self.tr("No round has gone out yet.")
        when = moment(self.desk, state.last_run_at)
        if state.last_problem is None:
            return self.tr("Last round: {0}.").format(when)
        return self.tr("Last round: {0}. It stopped: {1}. It is tried again by itself.").format(
            when, problem(state.last_problem)
        )

    def _warn(self, school: wire.School) -> None:
        if school.known_until is not None and school.known_until < self.desk.today().isoformat():
            sentence = self.tr(
                "{0}: terms were known until {1}. Nothing is sent to its staff until you import the next."
            )
            text = sentence.format(school.name, day(self.desk, school.known_until))
            self._about.add(NoteBox(NoteKind.ATTENTION, text))

    def _switch(self, on: bool) -> None:
        sentence = self.tr("Reminders are on.") if on else self.tr("Reminders are off.")
        self.change(partial(_switched, on=on), sentence)

    def _show_plan(self, plan: wire.Plan) -> None:
        self._plan.clear()
        for mail in plan.mails[:_SHOWN]:
            address = Muted(f"{text_name(mail.template)} · {mail.address}")
            self._plan.add_row(Body(", ".join(mail.people)), address)
        self._plan.setVisible(bool(plan.mails))
        more = self.tr("These are the first {0}.").format(_SHOWN) if plan.count > _SHOWN else ""
        counted = {0: self.tr("No mail would go out now."), 1: self.tr("One mail would go out now.")}.get(
            plan.count, self.tr("{0} mails would go out now.").format(f"{plan.count:,}")
        )
        self._counted.setText(f"{counted} {more}".strip())
        lines = [f"{held(one.why)}: {one.people:,}" for one in plan.held]
        self._held.setText("\n".join([self.tr("Not written to now:"), *lines]) if lines else "")
        self._held.setVisible(bool(lines))
        self._show_unreachable(plan.unreachable)

    def _show_unreachable(self, people: list[wire.Unreachable]) -> None:
        self._unreachable.clear()
        for one in people[:_SHOWN]:
            name = SecondaryButton(on_button(one.name), description=self.tr("Opens the person’s page"))
            name.clicked.connect(partial(self.desk.show_person, one.staff_id))
            self._unreachable.add_row(Body(f"{held(one.why)} · {one.school}"), name)
        for part in (self._unreachable, self._of_unreachable):
            part.setVisible(bool(people))

    def _show_marked(self, state: wire.Reminders) -> None:
        self._marked.clear()
        for one in state.marked:
            again = SecondaryButton(
                self.tr("Write to it again"),
                description=self.tr("Once the address is right: {0}").format(one.address),
            )
            again.clicked.connect(partial(self._clear, one.address))
            whose = ", ".join(one.names) or self.tr("nobody on the list now")
            self._marked.add_row(Body(self.tr("{0} ({1})").format(one.address, whose)), Line(""), again)
        for part in (self._marked, self._of_marked):
            part.setVisible(bool(state.marked))

    def _clear(self, address: str) -> None:
        self.change(partial(_cleared, address=address), self.tr("{0} is written to again.").format(address))


def _switched(client: ConsoleClient, *, on: bool) -> wire.Reminders:
    return service.switch(client, on=on)


def _cleared(client: ConsoleClient, *, address: str) -> wire.Reminders:
    service.clear_address(client, address)
    return service.reminders(client)
