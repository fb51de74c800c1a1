"""Several people at one computer account: each signs in, nothing of them stays, and the next one can begin."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from app.config import Config
from app.desktop.idle import IdleWatch
from app.desktop.places import Place
from app.login.machine import Keeping, Machine
from tests.desktop.turns import Turns
from tests.fakes.sittings import FakeSittings

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

SHARED = Machine(Keeping.IN_MEMORY, is_shared=True)
KIM = "9b7d1c4e-2f3a-4d5b-8c6d-7e8f9a0b1c2d"


@pytest.fixture
def sittings(tmp_path, service, clock):
    return FakeSittings(tmp_path / "profile", service, clock, SHARED)


@pytest.fixture
def turns(qtbot, themed, sittings):
    desk = Turns(qtbot, themed, sittings)
    yield desk
    desk.close()


def signed(turns, service, person=None, name="Sam Field"):
    """Somebody begins, reads and acknowledges."""
    turns.enrol(service.invite(person or service.person))
    turns.read_all()
    turns.sign(name)
    return turns


def typed(turns):
    """Everything that stands in a field of the window, shown or not."""
    fields = [*turns.window.findChildren(QLineEdit), *turns.window.findChildren(QPlainTextEdit)]
    return [text for each in fields if (text := getattr(each, "text", getattr(each, "toPlainText", None))())]


def test_the_first_page_says_plainly_that_nothing_is_kept(turns):
    turns.open()
    assert turns.place is Place.ENROL
    assert "Shared computer · nothing of you is kept here" in turns.words()
    assert "your key and your answers are gone" in turns.words()
    assert turns.shown("i-am-finished") is None


def test_a_whole_turn_leaves_nothing_in_the_profile_and_hr_has_everything(turns, service, sittings):
    signed(turns.open(), service)
    turns.audit()
    assert "Saved" not in turns.words()
    turns.click("decide-later")
    turns.finish()
    assert turns.place is Place.ENROL
    assert len(service.records) == 2
    assert "did not reach HR" not in turns.words()
    assert not sittings.folder.exists()
    assert typed(turns) == []


def test_nothing_there_promises_that_something_is_kept(turns, service):
    turns.open()
    seen = [turns.words()]
    turns.window.placeChanged.connect(lambda _place: seen.append(turns.words()))
    signed(turns, service)
    turns.audit()
    turns.click("decide-later")
    said = "\n".join([*seen, turns.words()])
    for promise in ("Saved on this computer", "stay on this computer", "Kept on this computer", "Later"):
        assert promise not in said
    assert turns.shown("keep-list") is None
    assert turns.shown("remind-me") is None


def test_several_people_one_after_the_other_meet_nothing_of_each_other(turns, service):
    service.hire(KIM, "Kim Ferry")
    signed(turns.open(), service)
    assert "Sam Field is signed in" in turns.words()
    turns.finish()
    assert "Sam Field" not in turns.words()
    turns.enrol(service.invite(KIM))
    assert turns.place is Place.READ
    assert "Kim Ferry is signed in" in turns.words()
    turns.read_all()
    assert turns.find("full-name").text() == ""
    turns.sign("Kim Ferry")
    turns.finish()
    assert len(service.records) == 2


def test_each_further_answer_needs_a_sign_in_and_the_code_of_this_turn_will_do(turns, service):
    service.publish("# Second\n\n## One\n\nBe fair.\n", policy="second", label="1", due="2026-12-05")
    code = service.invite(service.person)
    turns.open().enrol(code)
    turns.click("policy-0")
    turns.read_all()
    turns.sign()
    assert turns.place is Place.SITES
    turns.window.go(Place.POLICIES)
    asked = [each for each in turns.window.work.overview.policies if each.asks_for_answer]
    turns.window.work.choose(asked[0].ref)
    turns.window.go(Place.READ)
    turns.read_all()
    assert turns.place is Place.ENROL
    assert "Sign in for this answer" in turns.words()
    turns.enrol("K7QF-2M9T-XW4D-8HRP")
    assert turns.place is Place.ENROL
    turns.find("code").clear()
    turns.enrol(code)
    assert turns.place is Place.ANSWER
    turns.sign()
    assert len(service.records) == 2


def test_somebody_else_who_signs_in_meanwhile_begins_at_the_first_page(turns, service):
    service.hire(KIM, "Kim Ferry")
    signed(turns.open(), service)
    before = turns.window
    turns.window.go(Place.ANSWER)
    turns.settle()
    turns.enrol(service.invite(KIM))
    turns.qtbot.waitUntil(lambda: turns.window is not before, timeout=20_000)
    turns.settle()
    assert turns.place is Place.ENROL
    assert typed(turns) == []


def test_what_is_not_sent_is_told_once_and_calmly_and_goes_when_the_network_is_back(turns, service):
    turns.open().enrol(service.invite(service.person))
    turns.read_all()
    service.shut()
    turns.sign()
    turns.click("i-am-finished")
    assert turns.place is Place.LEAVING
    turns.qtbot.waitUntil(lambda: turns.shown("leave-try-again") is not None, timeout=20_000)
    assert "Not saved: HR has not received your answer yet" in turns.words()
    turns.click("leave-stay")
    assert turns.place is not Place.LEAVING
    service.open()
    turns.finish()
    assert turns.place is Place.ENROL
    assert len(service.records) == 1


def test_leaving_all_the_same_is_said_on_the_first_page_without_a_name(turns, service):
    turns.open().enrol(service.invite(service.person))
    turns.read_all()
    service.shut()
    turns.sign()
    before = turns.window
    turns.click("i-am-finished")
    turns.qtbot.waitUntil(lambda: turns.shown("leave-try-again") is not None, timeout=20_000)
    turns.click("leave-anyway")
    turns.qtbot.waitUntil(lambda: turns.window is not before, timeout=20_000)
    turns.settle()
    assert "The last answer given here did not reach HR" in turns.words()
    assert "Sam Field" not in turns.words()
    service.open()
    turns.enrol(service.invite(service.person))
    assert "did not reach HR" not in turns.words()


def test_nobody_there_for_long_is_asked_and_any_key_carries_on(turns, service, clock):
    turns.open().enrol(service.invite(service.person))
    turns.read_all()
    turns.type("full-name", "Sam Field")
    idle = turns.window.findChild(IdleWatch)
    clock.move(minutes=8, seconds=59)
    idle.look()
    assert turns.place is Place.ANSWER
    clock.move(seconds=1)
    idle.look()
    assert turns.place is Place.STILL_THERE
    assert "In 60 seconds" in turns.words()
    assert turns.window.focusWidget() is turns.find("still-here")
    clock.move(seconds=50)
    idle.look()
    assert "In 10 seconds" in turns.words()
    QTest.keyClick(turns.find("still-here"), Qt.Key.Key_A)
    turns.settle()
    assert turns.place is Place.ANSWER
    assert turns.find("full-name").text() == "Sam Field"


def test_who_has_left_is_finished_for_and_the_next_person_meets_the_first_page(turns, service, clock):
    signed(turns.open(), service)
    before, idle = turns.window, turns.window.findChild(IdleWatch)
    clock.move(minutes=9)
    idle.look()
    clock.move(minutes=1)
    idle.look()
    turns.qtbot.waitUntil(lambda: turns.window is not before, timeout=20_000)
    turns.settle()
    assert turns.place is Place.ENROL
    assert typed(turns) == []


def test_a_code_that_was_typed_and_left_is_cleared(turns, clock):
    turns.open().type("code", "K7QF-2M9T")
    clock.move(minutes=9)
    turns.window.findChild(IdleWatch).look()
    assert turns.find("code").text() == ""


def test_a_computer_that_slept_asks_at_once_and_gives_the_whole_minute(turns, service, clock):
    signed(turns.open(), service)
    clock.move(hours=9)
    turns.window.findChild(IdleWatch).look()
    assert turns.place is Place.STILL_THERE
    assert "In 60 seconds" in turns.words()


def test_closing_the_window_ends_the_turn_too_and_closing_again_means_yes(turns, service):
    turns.open().enrol(service.invite(service.person))
    turns.read_all()
    service.shut()
    turns.sign()
    assert not turns.window.close()
    turns.settle()
    assert turns.place is Place.LEAVING
    turns.window.close()
    turns.qtbot.waitUntil(lambda: not turns.window.isVisible(), timeout=20_000)


def test_what_was_copied_does_not_stay_on_the_clipboard(turns, service):
    signed(turns.open(), service)
    QApplication.clipboard().setText("Sam's receipt")
    turns.finish()
    assert QApplication.clipboard().text() == ""


def test_a_person_can_say_that_a_computer_is_shared_and_take_it_back(qtbot, themed, tmp_path, service, clock):
    sittings = FakeSittings(tmp_path / "profile", service, clock, Machine())
    turns = Turns(qtbot, themed, sittings).open()
    before = turns.window
    turns.click("shared-computer")
    qtbot.waitUntil(lambda: turns.window is not before, timeout=20_000)
    turns.settle()
    assert sittings.chosen == [True]
    assert "Shared computer" in turns.words()
    turns.close()


def test_where_the_trust_says_so_nobody_can_take_it_back(qtbot, themed, tmp_path, service, clock):
    config = Config(server=service.url, shared_computer="yes", origins={"shared_computer": "trust"})
    turns = Turns(qtbot, themed, FakeSittings(tmp_path / "p", service, clock, SHARED, config)).open()
    assert turns.shown("own-computer") is None
    turns.close()
