"""HR's window on a real service: a person's page, questions, disputes and the trail."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.console.app import ConsoleWindow
from app.console.desk import FileDialogs
from app.console.person_rows import ToldRow
from app.console.rows import Column
from app.evidence.verify import verify
from app.hr.accounts import Role
from app.hr.facts import Scan
from app.sync.console_client import connector
from app.sync.transport import no_proxies
from app.ui import theme
from app.ui.bridge import Bridge
from tests.server.conftest import PASSWORD, World
from tests.server.test_people_pages import POLICY, TODAY, ask_hr, ask_line_manager, enrolled

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
Part = TypeVar("Part", bound=QWidget)


@pytest.fixture
def database_url(migrated_file: Path, tmp_path: Path) -> str:
    """One engine is enough for a window."""
    path = tmp_path / "service.sqlite"
    path.write_bytes(migrated_file.read_bytes())
    return f"sqlite:///{path}"


class Desk:
    """A window that somebody has signed in to, and what they do with it."""

    def __init__(self, window: ConsoleWindow, bot: QtBot) -> None:
        self.window, self.bot = window, bot

    def part(self, name: str, kind: type[Part]) -> Part:
        found = [one for one in self.window.findChildren(kind, name) if one.isVisible()]
        assert found, name
        return found[-1]

    def until(self, name: str, kind: type[QWidget] = QWidget) -> None:
        self.bot.waitUntil(
            lambda: any(one.isVisible() for one in self.window.findChildren(kind, name)), timeout=10_000
        )

    def click(self, name: str) -> None:
        self.until(name, QPushButton)
        self.part(name, QPushButton).click()

    def write(self, name: str, words: str) -> None:
        self.until(name, QPlainTextEdit)
        self.part(name, QPlainTextEdit).setPlainText(words)

    def section(self, name: str) -> None:
        self.click(f"section-{name}")

    def person(self, staff_id: str) -> None:
        self.window.who.personWanted.emit(staff_id)
        self.until("personHistory")

    @property
    def texts(self) -> str:
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())

    def until_said(self, words: str) -> None:
        self.bot.waitUntil(lambda: words in self.texts, timeout=10_000)


@pytest.fixture
def sign_in(school: World, serving, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Scheme.LIGHT)
    school.account("hr", Role.HR)
    school.account("auditor", Role.AUDITOR)
    school.account("head", Role.HEADTEACHER, school_names=["School 0"])
    address = serving(school.hr)
    opened: list[tuple[ConsoleWindow, Bridge]] = []
    unexpected: list[BaseException] = []

    def as_(account: str) -> Desk:
        bridge = Bridge(on_unexpected=unexpected.append)
        client = connector(no_proxies)(address)
        client.sign_in(account, PASSWORD)
        files = FileDialogs(
            lambda _parent, _kinds: str(tmp_path / "sheet.pdf"),
            lambda _parent, name, _kinds: str(tmp_path / name),
        )
        window = ConsoleWindow(
            bridge, school.clock, connector(no_proxies), client=client, poll_seconds=0.05, dialogs=files
        )
        qtbot.addWidget(window)
        window.show()
        opened.append((window, bridge))
        return Desk(window, qtbot)

    yield as_
    for window, bridge in opened:
        window.close()
        assert bridge.close()
    assert unexpected == []


def rows(desk: Desk) -> list[str]:
    return [row.told.title for row in desk.part("personHistory", QWidget).findChildren(ToldRow)]


def test_a_persons_page_says_what_each_fact_rests_on(school, sign_in):
    device = enrolled(school, "s0")
    ask_hr(device)
    school.received(device.acknowledgement(), device.completion())
    hr = sign_in("hr")
    hr.person("s0")
    assert sorted(rows(hr)) == [
        "A key came into their name",
        "Acknowledged: received",
        "Asked a question",
        "Asked to read and answer",
        "Self-audit finished: received",
    ]
    for words in (
        "Their own key",
        "The service’s clock",
        "vouched for by HR alone",
        "What does section 5 mean?",
    ):
        assert words in hr.texts


def test_leave_is_recorded_only_after_the_words_that_the_person_will_see(school, sign_in):
    hr = sign_in("hr")
    hr.person("s0")
    hr.click("record-leave")
    hr.click("handGoOn")
    hr.until_said("Give a reason in a few words.")
    hr.write("handReason", "Parental leave.")
    hr.click("handGoOn")
    assert school.standing("s0").person == "active"
    hr.until("wordsTheySee", QLabel)
    seen = hr.part("wordsTheySee", QLabel).text()
    assert "HR recorded: you are on leave" in seen
    assert "Parental leave." in seen
    assert "Written down by: hr" in seen
    hr.click("confirmYes")
    hr.until_said("✓ Recorded.")
    assert school.standing("s0").person == "on_leave"
    hr.until_said("Recorded: on leave")


def test_a_sheet_is_recorded_with_its_scan_and_the_scan_saved_again(school, sign_in, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(b"%PDF-1.7 a sheet")
    hr = sign_in("hr")
    hr.person("s0")
    hr.click("record-paper")
    hr.write("handReason", "Signed at the training day.")
    hr.click("handScan")
    hr.until_said("✓ sheet.pdf")
    hr.click("handGoOn")
    hr.click("confirmYes")
    hr.until_said("✓ Recorded.")
    assert school.standing("s0").acknowledgement == "paper"
    hr.until_said("Recorded: signed on paper")
    next(one for one in hr.window.findChildren(QPushButton) if one.text() == "Save the scan…").click()
    hr.until_said("✓ Saved as scan")
    assert (tmp_path / "scan").read_bytes() == b"%PDF-1.7 a sheet"


def test_a_file_that_is_no_scan_is_refused_in_words_and_nothing_is_lost(school, sign_in, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(b"MZ not a scan")
    hr = sign_in("hr")
    hr.person("s0")
    hr.click("record-paper")
    hr.write("handReason", "Signed.")
    hr.click("handScan")
    hr.until_said("✓ sheet.pdf")
    hr.click("handGoOn")
    hr.click("confirmYes")
    hr.until_said("A scan has to be a PDF, PNG or JPEG file")
    assert hr.part("handReason", QPlainTextEdit).toPlainText() == "Signed."
    assert school.standing("s0").acknowledgement == "none"


def test_a_key_is_ended_with_a_reason(school, sign_in):
    device = enrolled(school, "s0")
    hr = sign_in("hr")
    hr.person("s0")
    hr.click(f"endKey-{device.key.public.thumbprint}")
    hr.write("keyReason", "Laptop stolen.")
    hr.click("keyRevoke")
    hr.until_said("✓ The key has ended.")
    [key] = school.hr.person_keys.of("s0")
    assert (key.ending, key.why) == ("revoked", "Laptop stolen.")


def test_an_evidence_pack_is_saved_that_anybody_can_check(school, sign_in, tmp_path):
    school.received(enrolled(school, "s0").acknowledgement())
    hr = sign_in("hr")
    hr.person("s0")
    hr.click("saveEvidence")
    hr.until_said("Check it with: undersigned verify")
    assert verify((tmp_path / "evidence s0.zip").read_bytes())


def test_an_enrolment_code_is_handed_out_from_the_page(school, sign_in):
    hr = sign_in("hr")
    hr.person("s1")
    hr.click("personCode")
    hr.until_said("It works until")
    hr.click("codeBackButton")
    hr.until_said("An enrolment code was handed out")


def test_who_only_reads_has_no_button_that_records(school, sign_in):
    auditor = sign_in("auditor")
    auditor.person("s0")
    auditor.part("saveEvidence", QPushButton)
    names = [one.objectName() for one in auditor.window.findChildren(QPushButton)]
    assert not [name for name in names if name.startswith(("record-", "endKey-")) or name == "personCode"]
    head = sign_in("head")
    head.person("s0")
    names = [one.objectName() for one in head.window.findChildren(QPushButton) if one.isVisible()]
    assert "saveEvidence" not in names
    assert not [name for name in names if name in {"section-trail", "section-disputes", "section-questions"}]
    head.window.who.personWanted.emit("s1")
    head.until("personNote")
    head.until_said("There is nobody with that staff id")


def test_a_question_is_answered_where_it_is_listed_and_kept(school, sign_in):
    device = school.device("s0")
    jti = ask_hr(device)
    ask_line_manager(school.device("s1"), "Only for my manager")
    hr = sign_in("hr")
    hr.section("questions")
    hr.until_said("To be answered (2)")
    assert "Only for my manager" not in hr.texts
    card = hr.part(f"question-{jti}", QWidget)
    card.findChild(QPushButton, "answerButton").click()
    card.findChild(QPlainTextEdit, "answerText").setPlainText("It means: ask first.")
    card.findChild(QPushButton, "answerSend").click()
    hr.until_said("Answered, and asked again (1)")
    hr.until_said("“It means: ask first.”")
    [fact] = school.hr.holdings.of(device.sub).facts
    assert fact


def test_a_note_is_added_to_a_dispute_and_nothing_else_changes(school, sign_in):
    device = school.device("s0")
    school.hr.disputes.take(device.dispute(device.key.public.thumbprint, "I have no such laptop."))
    hr = sign_in("hr")
    hr.section("disputes")
    hr.until_said("“I have no such laptop.”")
    hr.until_said("Nobody outside HR told yet")
    hr.click("noteButton")
    hr.write("noteText", "The helpdesk looks into it.")
    hr.click("noteSend")
    hr.until_said("“The helpdesk looks into it.”")
    assert [one.text for one in school.hr.disputes.all()[0].notes] == ["The helpdesk looks into it."]


def test_how_a_dispute_ended_is_said_with_a_reason_and_the_person_is_no_longer_marked(school, sign_in):
    device = school.device("s0")
    school.hr.disputes.take(device.dispute(device.key.public.thumbprint, "I have no such laptop."))
    hr = sign_in("hr")
    hr.section("disputes")
    hr.until_said("“I have no such laptop.”")
    hr.click("notUpheldButton")
    hr.click("notUpheldSend")
    hr.until_said("Write your reason first.")
    hr.write("notUpheldText", "The laptop is in their cupboard.")
    hr.click("notUpheldSend")
    hr.until_said("said how it ended")
    hr.until_said("“The laptop is in their cupboard.”")
    [found] = school.hr.disputes.all()
    assert (found.end.outcome, found.end.reason) == ("not-upheld", "The laptop is in their cupboard.")
    assert not school.standing("s0").disputed


def test_the_trail_is_found_by_words_checked_and_saved(school, sign_in, tmp_path):
    school.hr.trail_heads.make()
    school.hr.leave.record("s0", TODAY, date(2026, 12, 1), "=A course", actor="Kim")
    auditor = sign_in("auditor")
    auditor.section("trail")
    auditor.until_said("✓ The trail checks out")
    table = auditor.part("trailTable", QTableView)
    auditor.bot.waitUntil(lambda: table.model().rowCount() > 3, timeout=10_000)
    auditor.bot.keyClicks(auditor.part("trailSearch", QWidget), "kim leave")
    auditor.bot.waitUntil(lambda: table.model().rowCount() == 1, timeout=10_000)
    auditor.click("trailSave")
    auditor.until_said("✓ 1 lines saved as")
    [saved] = tmp_path.glob("trail *.csv")
    assert "Kim,leave,s0,2026-11-23 to 2026-12-01: =A course,not yet" in saved.read_text("utf-8-sig")


def test_a_trail_that_was_changed_is_said_to_be_so(school, sign_in):
    school.hr.trail_heads.make()
    with school.database.write() as connection:
        for trigger in (
            connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'trail'"
            )
            .scalars()
            .all()
        ):
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        connection.exec_driver_sql("UPDATE trail SET actor = 'somebody else' WHERE id = 1")
    auditor = sign_in("auditor")
    auditor.section("trail")
    auditor.until_said("The trail does not check out")


def test_every_control_of_these_pages_has_a_name(school, sign_in):
    school.hr.facts.paper(["s0"], (POLICY, None), TODAY, "Signed.", actor="pat", scan=Scan("a.pdf", b"%PDF-"))
    school.hr.leave.record("s0", TODAY, None, "A course.", actor="pat")
    hr = sign_in("hr")
    hr.person("s0")
    for form in ("leave", "return", "paper", "behalf", "exemption"):
        hr.click(f"record-{form}")
        controls = [
            one
            for one in hr.window.findChildren(QWidget)
            if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(one, QLabel)
        ]
        nameless = [one.objectName() or type(one).__name__ for one in controls if not name_of(one)]
        assert [name for name in nameless if not name.startswith("qt_")] == []


def name_of(control: QWidget) -> str:
    """What a screen reader calls it: its own name, or the words on it."""
    return control.accessibleName() or (control.text() if isinstance(control, QPushButton) else "")


def test_whoever_disputes_something_is_marked_in_the_list(school, sign_in):
    device = school.device("s0")
    hr = sign_in("hr")
    hr.bot.waitUntil(lambda: hr.window.who.model.rowCount() == 4, timeout=10_000)
    school.hr.disputes.take(device.dispute(device.key.public.thumbprint, "Not mine."))

    def marked() -> bool:
        found = [hr.window.who.model.row(place) for place in range(hr.window.who.model.rowCount())]
        return [one.staff_id for one in found if "disputed" in one.text(Column.ACKNOWLEDGEMENT)] == ["s0"]

    hr.bot.waitUntil(marked, timeout=10_000)
