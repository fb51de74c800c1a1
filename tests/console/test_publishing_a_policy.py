"""Publishing from the HR window: choose, see it as staff will, say for whom, see the count, sign here; then the rest."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.console.desk import Desk, FileDialogs
from app.console.policies_section import PoliciesSection
from app.hr.accounts import Role
from app.signing.keystore import MemoryKeyStore, publishing_service
from app.signing.publisher import PUBLISHER
from app.sync.console_client import ConsoleClient, connector
from app.sync.transport import no_proxies
from app.ui import theme
from app.ui.bridge import Bridge
from tests.fakes import documents
from tests.fakes.served import served
from tests.server.conftest import AUD, PASSWORD, World

TEXT = "# Phones\n\n## Lessons\n\nPut them away.\n\n## Breaks\n\nUse them outside.\n"


@dataclass
class Window:
    """The section, the service behind it, and what a person does with it."""

    section: PoliciesSection
    world: World
    bot: QtBot
    files: Path
    keystore: MemoryKeyStore

    def part(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        found = [one for one in self.section.findChildren(kind, name) if one.isVisible()]
        assert found, name
        return found[0]

    def click(self, name: str) -> None:
        self.until(lambda: any(one.isVisible() for one in self.section.findChildren(QPushButton, name)))
        self.bot.mouseClick(self.part(name, QPushButton), Qt.MouseButton.LeftButton)

    def until(self, holds: Callable[[], bool]) -> None:
        self.bot.waitUntil(holds, timeout=20_000)

    def page(self) -> str:
        return self.section.pages.currentWidget().objectName()

    def until_page(self, name: str) -> None:
        self.until(lambda: self.page() == name)

    def give(self, name: str, content: bytes) -> None:
        (self.files / name).write_bytes(content)
        self.chosen = name

    def words(self) -> str:
        shown = self.section.pages.currentWidget().findChildren(QLabel)
        return "\n".join(label.text() for label in shown if label.isVisible())

    def publish(self, name: str, content: bytes, button: str = "publishPolicyButton") -> None:
        """As far as the form."""
        self.give(name, content)
        self.click(button)
        self.until_page("policyText")
        self.click("textGoOn")
        self.until_page("policyTerms")

    def finish(self) -> None:
        self.click("termsGoOn")
        self.until_page("policyLast")
        self.click("lastPublish")
        self.until_page("policyList")
        self.until(lambda: "Published" in self.words())


@pytest.fixture
def world(migrated_file: Path, tmp_path: Path) -> Iterator[World]:
    shutil.copy(migrated_file, tmp_path / "service.sqlite")
    found = World(f"sqlite:///{tmp_path / 'service.sqlite'}")
    lines = ["Staff ID,Name,Email,School,Role,Line manager"]
    roles = ("Teacher", "Cook")
    lines += [f"s{n},Person {n},s{n}@oak.example,School {n % 2},{roles[n % 2]}," for n in range(6)]
    assert found.hr.roster.apply("\n".join(lines).encode(), actor="test").saved
    yield found
    found.close()


@pytest.fixture
def address(world: World) -> Iterator[str]:
    with served(world.hr) as found:
        yield found


@pytest.fixture
def open_section(qtbot: QtBot, world: World, address: str, tmp_path: Path) -> Iterator[Callable[..., Window]]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Scheme.LIGHT)
    opened: list[tuple[PoliciesSection, Bridge]] = []
    unexpected: list[BaseException] = []

    def open_one(role: Role = Role.HR, *, key: bool = True) -> Window:
        world.account(f"pat-{role}", role)
        client: ConsoleClient = connector(no_proxies)(address)
        client.sign_in(f"pat-{role}", PASSWORD)
        keystore = MemoryKeyStore()
        if key:
            keystore.set(publishing_service(AUD), PUBLISHER, world.publishing_key.seed)
        bridge = Bridge(on_unexpected=unexpected.append)
        window: list[Window] = []
        desk = Desk(
            bridge=bridge,
            client=client,
            session=client.session,
            clock=world.clock,
            tz=ZoneInfo("Europe/London"),
            files=FileDialogs(lambda _parent, _kinds: str(tmp_path / window[0].chosen), lambda *_: ""),
            ended=unexpected.append,
            changed=lambda: None,
            show_person=lambda _who: None,
            keystore=lambda: keystore,
        )
        section = PoliciesSection(desk)
        qtbot.addWidget(section)
        section.resize(1280, 800)
        section.show()
        window.append(Window(section, world, qtbot, tmp_path, keystore))
        opened.append((section, bridge))
        section.begin()
        qtbot.waitUntil(lambda: bridge.pending == 0, timeout=20_000)
        return window[0]

    yield open_one
    for section, bridge in opened:
        section.close()
        assert bridge.close()
    assert unexpected == []


@pytest.fixture
def window(open_section: Callable[..., Window]) -> Window:
    return open_section()


def test_a_policy_goes_out_as_it_was_shown_to_whom_it_was_counted_for(window):
    window.publish("phones.md", TEXT.encode())
    window.part("policyDue").setText("31/12/2026")
    box = window.part("audienceKind", QComboBox)
    box.setCurrentIndex(box.findData("roles"))
    window.part("audience-Cook", QCheckBox).setChecked(True)
    window.part("related-safeguarding").setText("https://oak.example/safeguarding")
    window.click("termsGoOn")
    window.until_page("policyLast")
    assert window.part("askedCount", QLabel).text() == "3 people will be asked, 0 on leave later."
    window.click("lastPublish")
    window.until(lambda: "Published" in window.words())
    _, rows = window.world.hr.outstanding.rows("phones")
    assert {(row.role, row.due) for row in rows} == {("Cook", "2026-12-31")}
    [policy] = window.world.hr.policy_list.all()
    assert window.world.hr.policy_list.document("phones", 1)[1] == TEXT.encode()
    assert policy.versions[0].related[0].link == "https://oak.example/safeguarding"


def test_a_word_file_shows_what_was_left_out_and_is_published_as_its_text(window):
    made = documents.word(
        documents.paragraph("Phones", "Title"),
        documents.paragraph("Lessons", "heading1"),
        documents.paragraph("Put them away."),
        "<w:p><w:r><w:drawing/></w:r></w:p>",
    )
    window.give("phones.docx", made)
    window.click("publishPolicyButton")
    window.until_page("policyText")
    assert "1 picture is left out." in window.words()
    assert "Put them away." in window.section.text.view.toPlainText()
    window.click("textGoOn")
    window.finish()
    media_type, content = window.world.hr.policy_list.document("phones", 1)
    assert (media_type, content.decode()) == (
        "text/markdown",
        "# Phones\n\n## Lessons\n\nPut them away.\n",
    )


def test_a_pdf_is_shown_page_by_page_and_says_which_page_cannot_be_read_out(window):
    window.give("phones.pdf", documents.pdf("Put them away.", ""))
    window.click("publishPolicyButton")
    window.until_page("policyText")
    assert window.section.text.view.sections == ["Page 1: Put them away.", "Page 2"]
    assert "Screen readers cannot read page 2" in window.words()
    window.click("textGoOn")
    window.finish()
    assert window.world.hr.policy_list.document("phones", 1)[0] == "application/pdf"


def test_a_hostile_file_is_refused_in_words_and_nothing_is_shown(window):
    window.give("phones.docx", documents.word(parts={"word/vbaProject.bin": b"x"}))
    window.click("publishPolicyButton")
    window.until(lambda: "macros" in window.words())
    assert window.page() == "policyList"


def test_a_correction_keeps_signatures_and_takes_over_what_was_said_before(window):
    window.publish("phones.md", TEXT.encode())
    window.part("policyOwner").setText("Head of HR")
    window.finish()
    window.publish("phones 2.md", TEXT.replace("outside", "outdoors").encode(), "publish-phones")
    window.until(lambda: "What is different from the version “phones”" in window.words())
    assert "Changed: Breaks" in window.words()
    assert "Sections that stay word for word the same: 1" in window.words()
    assert window.part("policyOwner").text() == "Head of HR"
    kind = window.part("policyKind", QComboBox)
    kind.setCurrentIndex(kind.findData("minor"))
    window.click("termsGoOn")
    window.until(lambda: "needs a summary" in window.words())
    window.part("policySummary").setPlainText("A word was put right.")
    window.click("termsGoOn")
    window.until_page("policyLast")
    assert "0 people will be asked" in window.words()
    assert "Changed: Breaks" in window.words()
    window.click("lastPublish")
    window.until(lambda: "version 2" in window.words())


def test_without_the_key_it_says_so_and_nothing_goes_out(open_section):
    window = open_section(key=False)
    window.publish("phones.md", TEXT.encode())
    window.click("termsGoOn")
    window.until_page("policyLast")
    window.click("lastPublish")
    window.until(lambda: "The key to publish with is not on this computer." in window.words())
    assert window.world.hr.policy_list.all() == []


def test_a_day_that_is_none_is_said_before_anything_is_asked(window):
    window.publish("phones.md", TEXT.encode())
    window.part("policyDue").setText("31/02/2027")
    window.click("termsGoOn")
    window.until(lambda: "is not a day" in window.words())


def test_withdrawing_and_confirming_by_name(window):
    window.publish("phones.md", TEXT.encode())
    window.part("policyReview").setText("1/11/2026")
    window.finish()
    window.until(lambda: "past its review date" in window.words())
    window.click("confirm-phones")
    window.part("sayName").setText("Pat Lee")
    window.part("sayUntil").setText("1/11/2027")
    window.click("sayGo")
    window.until(lambda: "Still in force, said Pat Lee" in window.words())
    window.click("withdraw-phones")
    window.part("sayReason").setText("Merged into another.")
    window.click("sayGo")
    window.until(lambda: "Withdrawn" in window.words())
    assert window.world.hr.outstanding.policy_ids() == []


def test_an_auditor_sees_every_version_and_no_button_to_change_one(open_section, world):
    world.publish(checklist=False, due=date(2026, 12, 31))
    window = open_section(Role.AUDITOR)
    window.click("show-social-media-policy-1")
    window.until_page("policyText")
    assert len(window.section.text.view.sections) > 3
    assert not window.section.findChild(QPushButton, "textGoOn").isVisible()
    window.click("textBack")
    assert not window.section.findChild(QPushButton, "publishPolicyButton").isVisible()
    assert window.section.findChild(QPushButton, "withdraw-social-media-policy") is None
