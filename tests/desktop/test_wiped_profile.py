"""An account that signing out wipes, and one where no key may be kept: "saved" is never said, and it is sent first."""

import pytest

from app.desktop.places import Place
from app.login.machine import Keeping, Machine
from tests.desktop.turns import Turns
from tests.fakes.sittings import FakeSittings

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture(params=[Keeping.UNTIL_SIGN_OUT, Keeping.IN_MEMORY])
def turns(request, qtbot, themed, tmp_path, service, clock):
    desk = Turns(qtbot, themed, FakeSittings(tmp_path / "profile", service, clock, Machine(request.param)))
    yield desk
    desk.close()


def begun(turns, service):
    turns.open().enrol(service.invite(service.person))
    turns.read_all()
    return turns


def closed(turns):
    """Close the window, and wait until it is."""
    turns.window.close()
    turns.qtbot.waitUntil(lambda: not turns.window.isVisible(), timeout=20_000)


def test_saved_on_this_computer_is_never_said(turns, service):
    turns.open()
    seen = [turns.words()]
    turns.window.placeChanged.connect(lambda _place: seen.append(turns.words()))
    turns.enrol(service.invite(service.person))
    turns.read_all()
    service.shut()
    turns.sign()
    turns.audit()
    turns.click("decide-later")
    seen.append(turns.words())
    said = "\n".join(seen)
    assert "Not saved here. It is sent by itself: keep this window open until HR has received it" in said
    for promise in (
        "Saved on this computer",
        "stay on this computer.",
        "Kept on this computer",
        "Your answer is in",
    ):
        assert promise not in said
    service.open()


def test_closing_with_everything_received_asks_nothing(turns, service):
    begun(turns, service).sign()
    assert len(service.records) == 1
    closed(turns)
    assert turns.place is not Place.LEAVING


def test_a_finished_self_audit_does_not_wait_for_a_later_sync(turns, service):
    begun(turns, service).sign()
    turns.audit()
    turns.click("decide-later")
    turns.settle()
    assert len(service.records) == 2


def test_what_waits_is_sent_before_the_window_closes(turns, service):
    begun(turns, service)
    with service.bent(status=503):
        turns.sign()
    assert service.records == {}
    closed(turns)
    assert len(service.records) == 1


def test_what_cannot_be_sent_is_told_once_and_closing_again_closes(turns, service):
    begun(turns, service)
    service.shut()
    turns.sign()
    turns.window.close()
    turns.qtbot.waitUntil(lambda: turns.shown("leave-try-again") is not None, timeout=20_000)
    assert "Not saved: HR has not received your answer yet" in turns.words()
    assert turns.window.focusWidget() is turns.find("leave-try-again")
    closed(turns)
    service.open()


def test_what_is_sent_while_the_person_looks_is_told_as_received(turns, service):
    begun(turns, service)
    service.shut()
    turns.sign()
    turns.window.close()
    turns.qtbot.waitUntil(lambda: turns.shown("leave-try-again") is not None, timeout=20_000)
    service.open()
    turns.context.clock.move(hours=1)
    turns.window.background.run_now()
    turns.qtbot.waitUntil(lambda: "You can leave now." in turns.words(), timeout=20_000)
    assert "Received by HR" in turns.words()
    turns.click("leave-anyway")
    turns.qtbot.waitUntil(lambda: not turns.window.isVisible(), timeout=20_000)


def test_later_says_what_signing_out_does_to_it(turns, service):
    turns.open().enrol(service.invite(service.person))
    turns.click("later-read")
    assert "If you sign out of this computer before then, you are asked at your next login." in turns.words()
