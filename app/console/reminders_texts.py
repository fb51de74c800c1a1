"""The texts of reminders: changed here, seen as a real person would get them, and sent to oneself as a test."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from app import protocol_reminders as wire
from app.console.desk import Desk
from app.console.reminders_part import Part
from app.console.reminders_words import moment, text_name
from app.protocol_staff import Found
from app.sync import console_reminders as service
from app.sync import console_staff
from app.sync.console_client import ConsoleClient
from app.ui import theme
from app.ui.fields import TextArea, TextField
from app.ui.layouts import Wrap
from app.ui.widgets import Body, Card, Heading, Muted, PrimaryButton, SecondaryButton, Strong, name_choice


class TextsPart(Part):
    """One text at a time, and how it will look."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, QCoreApplication.translate("Reminders", "Texts"), parent)
        self._texts: dict[wire.TextName, wire.ReminderText] = {}
        self._drafts: dict[wire.TextName, tuple[str, str]] = {}
        self._name: wire.TextName | None = None
        self._which = QComboBox()
        name_choice(self._which, self.tr("Which text"))
        self._names = Muted()
        self._changed_by = Muted()
        self._subject = TextField(self.tr("Subject"))
        self._text = TextArea(self.tr("Text"))
        self._text.edit.setMinimumHeight(260)
        self._save = PrimaryButton(self.tr("Save this text"))
        self._search = TextField(self.tr("Whose name"), self.tr("Part of the name, or the staff id"))
        self._find = SecondaryButton(self.tr("Find"))
        self._person = QComboBox()
        name_choice(self._person, self.tr("For whom"))
        self._show = SecondaryButton(self.tr("Show it as they would get it"))
        self._shown = Card()
        self._to = TextField(
            self.tr("Send a test to"), self.tr("Your own work address, as on the staff list")
        )
        self._test = SecondaryButton(self.tr("Send a test"))
        self._name_parts()
        self._lay_out()
        self._connect()

    def _name_parts(self) -> None:
        self._subject.edit.setObjectName("textSubject")
        self._text.edit.setObjectName("textWords")
        self._search.edit.setObjectName("textSearch")
        self._to.edit.setObjectName("textTo")
        for part, name in (
            (self._which, "textWhich"),
            (self._names, "textNames"),
            (self._save, "textSave"),
            (self._find, "textFind"),
            (self._person, "textPerson"),
            (self._show, "textShow"),
            (self._shown, "textShown"),
            (self._test, "textTest"),
        ):
            part.setObjectName(name)

    def _lay_out(self) -> None:
        text, trial = Card(), Card()
        for card in (text, trial):
            card.body.setSpacing(theme.SPACE_16)
        text.add(Heading(self.tr("The text")))
        for part in (self._which, self._changed_by, self._names, self._subject, self._text, Wrap(self._save)):
            text.add(part)
        trial.add(Heading(self.tr("Try it first")))
        trial.add(
            Body(self.tr("See the text as it stands above, filled in for a real person. Nothing is saved."))
        )
        person = (self._search, Wrap(self._find), self._person, Wrap(self._show), self._shown)
        for control in (*person, self._to, Wrap(self._test)):
            trial.add(control)
        self.add(text)
        self.add(trial)
        self._shown.hide()
        self._found(Found(people=[], schools=[]))

    def _connect(self) -> None:
        self._which.activated.connect(self._chosen)
        self._save.clicked.connect(self._save_wanted)
        self._find.clicked.connect(self._find_wanted)
        self._search.edit.returnPressed.connect(self._find_wanted)
        self._show.clicked.connect(self._preview_wanted)
        self._test.clicked.connect(self._test_wanted)

    def show_state(self, state: wire.Reminders) -> None:
        """Shows the text that is chosen; what was typed and not saved stays, here and in the other texts."""
        self._keep_draft()
        known = {one.name: one for one in state.texts}
        for name in [name for name, one in known.items() if one != self._texts.get(name)]:
            self._drafts.pop(name, None)
        self._texts = known
        self._name = None
        if self._which.count() == 0:
            for one in state.texts:
                self._which.addItem(text_name(one.name), one.name)
        self._chosen()

    def _keep_draft(self) -> None:
        if self._name is not None:
            self._drafts[self._name] = (self._subject.text(), self._text.text())

    def _chosen(self) -> None:
        self._keep_draft()
        name: wire.TextName = self._which.currentData()
        self._name, one = name, self._texts[name]
        subject, text = self._drafts.get(name, (one.subject, one.text))
        self._subject.setText(subject)
        self._text.setText(text)
        self._names.setText(self.tr("It may hold: {0}").format(", ".join(one.names)))
        by = self.tr("Changed by {0}, {1}").format(one.changed_by, moment(self.desk, one.changed_at or "")) \
            if one.changed_at else self.tr("As it came with Undersigned")  # fmt: skip
        self._changed_by.setText(by)
        self._shown.hide()

    def _draft(self) -> wire.Draft:
        return wire.Draft(
            name=self._which.currentData(),
            subject=self._subject.text()[:400],
            text=self._text.text()[:20_000],
        )

    def _save_wanted(self) -> None:
        self.change(
            partial(_saved, draft=self._draft()), self.tr("The text is saved. It goes out from now on.")
        )

    def _find_wanted(self) -> None:
        self.ask(partial(_found, words=self._search.text().strip()[:200]), self._found)

    def _found(self, found: Found) -> None:
        self._person.clear()
        for one in found.people:
            self._person.addItem(f"{one.name} ({one.staff_id})", one.staff_id)
        for part in (self._person, self._show, self._to, self._test):
            part.setEnabled(bool(found.people))
        self._person.setVisible(bool(found.people))

    def _preview_wanted(self) -> None:
        self.ask(
            partial(_previewed, draft=self._draft(), staff_id=str(self._person.currentData())),
            self._previewed,
        )

    def _previewed(self, shown: wire.Preview) -> None:
        self._shown.clear()
        if shown.example:
            self._shown.add(Muted(self.tr("Nothing is due from them, so this is an example.")))
        self._shown.add(Muted(self.tr("To: {0}").format(shown.to or self.tr("no e-mail address"))))
        self._shown.add(Strong(shown.subject, selectable=True))
        self._shown.add(Body(shown.text, selectable=True))
        self._shown.show()

    def _test_wanted(self) -> None:
        work = partial(
            _tested,
            draft=self._draft(),
            staff_id=str(self._person.currentData()),
            to=self._to.text().strip()[:400],
        )
        self.ask(work, self._tested)

    def _tested(self, answer: wire.TrialAnswer) -> None:
        self.say(self.tr("✓ The mail server took the test. It said: {0}").format(answer.said))


def _saved(client: ConsoleClient, *, draft: wire.Draft) -> wire.Reminders:
    return service.save_text(client, draft)


def _found(client: ConsoleClient, *, words: str) -> Found:
    return console_staff.find(client, words)


def _previewed(client: ConsoleClient, *, draft: wire.Draft, staff_id: str) -> wire.Preview:
    return service.preview(client, draft, staff_id)


def _tested(client: ConsoleClient, *, draft: wire.Draft, staff_id: str, to: str) -> wire.TrialAnswer:
    return service.send_test(client, draft, staff_id, to)
