"""Without a network everything is saved; when it is back, it arrives once and the window says so."""

import pytest

from app.desktop.places import Place

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def test_an_answer_given_offline_is_saved_and_received_once_when_the_service_is_back(desk, service, clock):
    service.shut()
    desk.open()
    desk.read_all()
    desk.sign()
    desk.click("use-none")
    desk.click("finish-audit")
    desk.click("keep-list")
    assert desk.words().count("● Saved on this computer") == 2
    assert "✓ Received by HR" not in desk.words()
    service.open()
    clock.move(days=1)
    desk.window.background.run_now()
    desk.qtbot.waitUntil(lambda: desk.words().count("✓ Received by HR") == 2, timeout=20_000)
    assert len(service.records) == 2


def test_the_policy_can_be_read_without_any_service(desk, service):
    service.shut()
    desk.open()
    assert desk.place is Place.READ
    desk.read_all()
    assert desk.place is Place.ANSWER


def test_a_record_that_hr_does_not_accept_is_told_and_kept(desk, service):
    desk.open()
    desk.read_all()
    with service.bent(refuse_records="malformed-record"):
        desk.sign()
        desk.window.background.run_now()
        desk.settle()
    desk.click("use-none")
    assert desk.policy.answer is not None
