"""What stands beside a promise or a clause is on the page where it is read, and each checklist keeps to its own."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from app.config import Config
from app.desktop.places import Place
from app.domain.checklist import parse
from app.domain.checklist_files import bundle
from tests.desktop.conftest import Desk
from tests.fakes.staff_app import ASSETS, LIMITS, TEXT, StaffApp

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

SECTION_7 = parse(
    bundle(
        {
            path.name: path.read_bytes()
            for path in (Path(__file__).parents[2] / "resources" / "checklists" / "section-7").glob("*.toml")
        }
    )
)


def changed(old, new, version=4):
    """The small checklist with other words in its head."""
    files = {path.name: path.read_text("utf-8") for path in (ASSETS / "checklists" / "second").glob("*.toml")}
    head = files["checklist.toml"].replace("version = 3", f"version = {version}")
    assert old in head
    files["checklist.toml"] = head.replace(old, new)
    return parse(bundle({name: text.encode() for name, text in files.items()}))


def promises(desk):
    """The names of the promises on the page, and nothing that is being taken away."""
    found = desk.window.findChildren(QAbstractButton)
    return sorted(
        each.objectName() for each in found if each.isVisible() and each.objectName().startswith("promise-")
    )


@pytest.fixture
def section_7_desk(qtbot, themed, tmp_path, service, clock):
    service.publish(TEXT, version=2, checklist=SECTION_7)
    staff = StaffApp(tmp_path, service, clock, at_once=True, limits=replace(LIMITS, size=2_000_000))
    staff.enrol(service.invite(service.person))
    staff.refresh()
    desk = Desk(qtbot, staff, Config(server=service.url))
    desk.open()
    desk.read_all()
    desk.sign()
    yield desk
    desk.close()
    staff.close()


def test_every_note_of_a_promise_stands_under_it(section_7_desk):
    desk = section_7_desk
    desk.click("use-none")
    assert desk.place is Place.PROMISES
    noted = [each for each in SECTION_7.commitments if each.note]
    assert {each.id for each in noted} >= {"c-whistle", "c-parents", "c-anon"}
    for each in noted:
        assert each.note in desk.words()
        assert each.note in desk.find(f"promise-{each.id}").accessibleDescription()
    assert "Employment Rights Act 1996, section 43J" in desk.words()


def test_a_note_on_a_clause_stands_under_its_words(section_7_desk):
    desk = section_7_desk
    desk.click("site-facebook")
    desk.click("sites-chosen")
    desk.click("list-facebook")
    seen = set()
    while desk.window.work.audit.at.startswith("facebook."):
        check = SECTION_7.checks[desk.window.work.audit.at]
        for clause in (SECTION_7.clause(quote.clause) for quote in check.quotes):
            if clause.note:
                seen.add(clause.id)
                assert clause.note in desk.words(), check.id
        desk.click("check-done")
    assert {"7.1", "7.7", "7.8"} <= seen


def test_a_check_that_is_no_must_is_come_back_to_as_well(section_7_desk):
    desk = section_7_desk
    desk.click("site-facebook")
    desk.click("sites-chosen")
    desk.click("more-if-you-like")
    desk.click("check-facebook.profile-info")
    desk.close()
    desk.open()
    assert (desk.place, desk.window.work.audit.at) == (Place.CHECK, "facebook.profile-info")


def test_a_second_checklist_in_the_same_window_shows_its_own_promises_alone(desk, service, app):
    second = changed('id = "c-lock"', 'id = "c-alarm"')
    service.publish("# Fire\n\n## 1. Leave\n\nLeave.\n", policy="fire", checklist=second, due="2026-12-05")
    app.refresh()
    desk.open()
    desk.click("policy-0")
    for promise in ("promise-c-lock", "promise-c-alarm"):
        desk.read_all()
        desk.sign()
        desk.click("use-none")
        assert promises(desk) == [promise]
        desk.click(promise)
        desk.click("finish-audit")
        assert desk.place is Place.END
        assert desk.window.work.audit.affirmed == {promise.removeprefix("promise-")}
        if promise == "promise-c-lock":
            desk.click("decide-later")
            desk.click("status-go-on")


def test_a_new_version_of_the_checklist_shows_each_promise_once(desk, service, app):
    desk.open()
    desk.read_all()
    desk.sign()
    desk.click("use-none")
    assert promises(desk) == ["promise-c-lock"]
    newer = changed("I will lock it when I leave it.", "I will lock it whenever I leave it.")
    service.publish(TEXT, version=2, material=False, checklist=newer)
    app.refresh()
    desk.window.work.reload()
    desk.settle()
    desk.window.work.choose(desk.window.work.overview.policies[0].ref)
    desk.window.go(Place.AUDIT)
    desk.settle()
    desk.window.go(Place.PROMISES)
    desk.settle()
    assert promises(desk) == ["promise-c-lock"]
    assert "whenever" in desk.words()
