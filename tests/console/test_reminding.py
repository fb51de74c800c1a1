"""HR sets reminders up, tries a text, imports the terms, switches on, and reads what was sent: on a real service."""

import shutil
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from app.console.desk import Desk, FileDialogs
from app.console.reminders_section import RemindersSection
from app.hr.accounts import Role
from app.signing.keystore import MemoryKeyStore
from app.sync.console_client import connector
from app.sync.transport import no_proxies
from app.ui import theme
from app.ui.bridge import Bridge
from tests.fakes.mail_receiver import MailReceiver
from tests.fakes.served import served
from tests.server.conftest import PASSWORD, World
from tests.server.test_reminder_bounces import report

SECRET = "blue-heron-44"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//oak//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Autumn term\r\n"
    "DTSTART;VALUE=DATE:20260902\r\nDTEND;VALUE=DATE:20261219\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


class Window:
    """The section, and what HR does with it."""

    def __init__(self, section, world, bot, receiver, folder):
        self.section, self.world, self.bot = section, world, bot
        self.receiver, self.folder = receiver, folder

    def part(self, name, kind=QWidget):
        found = self.section.findChild(kind, name)
        assert found is not None, name
        return found

    def until(self, holds):
        self.bot.waitUntil(holds, timeout=20_000)

    def click(self, name):
        # Looked for anew each time: what is shown is made anew when something arrives.
        self.until(lambda: self._ready(self.part(name, QPushButton)))
        self.bot.mouseClick(self.part(name, QPushButton), Qt.MouseButton.LeftButton)

    def _ready(self, button):
        return button.isVisible() and button.isEnabled()

    def type(self, name, text):
        edit = self.part(name, QLineEdit)
        self.until(edit.isEnabled)
        edit.clear()
        self.bot.keyClicks(edit, text)

    def words(self, name):
        return "\n".join(label.text() for label in self.part(name).findChildren(QLabel) if label.text())

    def said(self, part):
        return self.part(f"reminders-{part}").note.text()

    def set_server(self):
        self.click("part-rules")
        self.type("serverAddress", f"127.0.0.1:{self.receiver.port}")
        self.type("serverSender", "hr@oak.example")
        self.type("serverAccount", "mailer")
        self.type("serverPassword", SECRET)
        self.click("serverSave")
        self.until(lambda: "saved" in self.said("rules"))


@pytest.fixture
def world(migrated_file, tmp_path):
    shutil.copy(migrated_file, tmp_path / "service.sqlite")
    found = World(f"sqlite:///{tmp_path / 'service.sqlite'}")
    found.staff()
    found.publish()
    found.account("pat", Role.HR)
    found.clock.move(days=7)
    yield found
    found.close()


@pytest.fixture
def address(world):
    with served(world.hr) as found:
        yield found


@pytest.fixture
def window(qtbot, world, address, tmp_path):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Scheme.LIGHT)
    unexpected = []
    bridge = Bridge(on_unexpected=unexpected.append)
    client = connector(no_proxies)(address)
    client.sign_in("pat", PASSWORD)
    desk = Desk(
        bridge=bridge,
        client=client,
        session=client.session,
        clock=world.clock,
        tz=ZoneInfo("Europe/London"),
        files=FileDialogs(lambda _parent, _kinds: str(tmp_path / "terms.ics"), lambda *_: ""),
        ended=unexpected.append,
        changed=lambda: None,
        show_person=lambda _who: None,
        keystore=MemoryKeyStore,
    )
    section = RemindersSection(desk)
    qtbot.addWidget(section)
    section.resize(1280, 800)
    section.show()
    section.begin()
    qtbot.waitUntil(lambda: bridge.pending == 0, timeout=20_000)
    receiver = MailReceiver()
    yield Window(section, world, qtbot, receiver, tmp_path)
    receiver.close()
    section.close()
    assert bridge.close()
    assert unexpected == []


def test_reminders_are_set_up_tried_and_switched_on(window):
    assert "Off" in window.words("remindersAbout")
    assert not window.part("remindersSwitch", QPushButton).isEnabled()
    window.set_server()
    assert window.part("serverPassword", QLineEdit).text() == ""
    assert SECRET not in window.words("reminders-rules")
    window.click("part-now")
    window.click("remindersSwitch")
    window.until(lambda: "On" in window.words("remindersAbout"))
    assert "4 mails" in window.words("reminders-now")
    window.world.hr.reminders.run("the service")
    window.click("part-sent")
    window.until(lambda: window.words("sentRows").count("✓ Sent") == 4)
    assert "Person 0: Social Media Policy" in window.words("sentRows")


def test_mail_that_came_back_is_read_from_a_file_and_shown(window):
    window.set_server()
    window.world.hr.reminders.settings.switch(on=True, actor="pat")
    window.world.hr.reminders.run("the service")
    window.click("part-sent")
    window.until(lambda: window.words("sentRows").count("✓ Sent") == 4)
    window.click("sentBounces")
    window.until(lambda: "That file could not be read." in window.said("sent"))
    (window.folder / "terms.ics").write_bytes(report(window.receiver.mails[0].text))
    window.click("sentBounces")
    window.until(lambda: "Messages read: 1. Mails of ours that came back: 1." in window.said("sent"))
    assert window.words("sentRows").count("✓ Sent") == 3
    assert "user unknown" in window.words("sentRows")


def test_a_text_is_seen_as_a_person_would_get_it_tested_and_saved(window):
    window.set_server()
    window.click("part-texts")
    window.part("textWords", QPlainTextEdit).setPlainText("Dear $name,\n\n$policies\n")
    window.type("textSearch", "Person 1")
    window.click("textFind")
    window.until(lambda: window.part("textPerson", QComboBox).count() == 1)
    window.click("textShow")
    window.until(lambda: "Dear Person 1" in window.words("textShown"))
    window.type("textTo", "s2@oak.example")
    window.click("textTest")
    window.until(lambda: "250 kept" in window.said("texts"))
    assert window.receiver.mails[0].to == ["s2@oak.example"]
    window.click("textSave")
    window.until(lambda: "saved" in window.said("texts"))
    assert "Changed by pat" in window.words("reminders-texts")


def test_a_wrong_name_in_a_text_is_named_and_what_was_typed_stays(window):
    window.click("part-texts")
    window.part("textWords", QPlainTextEdit).setPlainText("$policies for $nmae")
    window.click("textSave")
    window.until(lambda: "$nmae" in window.said("texts"))
    window.set_server()
    window.click("part-texts")
    assert window.part("textWords", QPlainTextEdit).toPlainText() == "$policies for $nmae"


def test_rules_are_changed_and_what_is_no_number_is_said(window):
    window.click("part-rules")
    window.type("rulesMost", "many")
    window.click("rulesSave")
    assert "Write a number." in window.words("reminders-rules")
    window.type("rulesMost", "9")
    window.click("rulesSave")
    window.until(lambda: "One to six mails" in window.said("rules"))
    window.type("rulesMost", "2")
    window.click("rulesSave")
    window.until(lambda: "saved" in window.said("rules"))
    assert window.world.hr.reminders.settings.now().rules.most == 2


def test_a_calendar_is_seen_before_it_is_taken_over_and_can_be_forgotten(window):
    window.click("part-calendars")
    window.click("calendarChoose")
    window.until(lambda: "could not be read" in window.said("calendars"))
    (window.folder / "terms.ics").write_bytes(CALENDAR.encode())
    where = window.part("calendarWhere", QComboBox)
    where.setCurrentIndex(where.findData("School 1"))
    window.click("calendarChoose")
    window.until(lambda: "Wednesday 2 September to Friday 18 December" in window.words("calendarFound"))
    assert window.world.hr.calendars.all() == []
    window.click("calendarSave")
    window.until(lambda: "taken over" in window.said("calendars"))
    assert "Known until Friday 18 December" in window.words("calendarSchools")
    assert "terms.ics · School 1" in window.words("calendarFiles")
    window.bot.mouseClick(window.part("calendarFiles").findChild(QPushButton), Qt.MouseButton.LeftButton)
    window.until(lambda: "forgotten" in window.said("calendars"))
    assert window.world.hr.calendars.all() == []


def test_an_address_that_keeps_coming_back_is_shown_and_let_in_again(window):
    window.set_server()
    window.world.hr.reminders.settings.switch(on=True, actor="pat")
    window.receiver.refused = {"s0@oak.example": "550 5.1.1 no such mailbox"}
    for _ in range(29):
        window.world.clock.move(days=1)
        window.world.hr.reminders.run("the service")
    window.section.desk.client.sign_in("pat", PASSWORD)  # a session does not last that long
    window.section.begin()
    window.until(lambda: "s0@oak.example (Person 0)" in window.words("remindersMarked"))
    window.bot.mouseClick(window.part("remindersMarked").findChild(QPushButton), Qt.MouseButton.LeftButton)
    window.until(lambda: "written to again" in window.said("now"))
    assert window.world.hr.reminder_log.marked() == []
