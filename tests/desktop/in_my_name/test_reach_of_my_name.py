"""Everything in my name within everybody's reach: names on every control, a focus, and nothing cut at 200 %."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.acknowledgement import Outcome
from app.ui import theme
from tests.desktop.in_my_name.conftest import NOWHERE, POLICY
from tests.desktop.test_reach import nothing_is_cut, visible


@pytest.fixture
def full(desk, app, second, trust):
    """A window with one of everything: records, a dispute, HR's hand, HR's answer, two keys."""
    second.acknowledge(Outcome.QUESTION, message="May I stay in the choir group?")
    second.send()
    made = app.acknowledge(Outcome.QUESTION, message="Is the choir’s page mine or the school’s?")
    app.send()
    trust.hr.questions.answer(made.jti, "It is the school’s.", actor="pat")
    trust.hr.facts.paper(["s1"], (POLICY, None), date(2026, 11, 20), "At the training day.", actor="pat")
    app.refresh()
    return desk


def walk(desk, app, trust):
    """Yield at each new page and state, once each."""
    desk.open()
    yield "status"
    desk.click("in-my-name")
    yield "everything"
    desk.click("not-me-signed-0")
    yield "dispute"
    app.move_to(NOWHERE)
    desk.click("say-not-me")
    yield "disputed without a network"
    app.move_to(trust.url)
    app.send(everything=True)
    desk.window.background.run_now()
    desk.settle()
    yield "disputed"
    desk.click("not-me-written-0")
    yield "not right"
    desk.click("dispute-back")
    desk.click("end-key-1")
    yield "stop a key"
    desk.click("key-back")
    desk.click("end-key-0")
    yield "change the key"
    desk.click("key-back")
    desk.click("receipt-signed-0")
    yield "receipt"


def test_every_control_has_a_name_and_the_focus_is_never_lost(full, app, trust):
    for state in walk(full, app, trust):
        focus = full.window.focusWidget()
        assert focus is not None, state
        assert focus.isVisible(), (state, focus)
        for widget in visible(full):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
                assert widget.accessibleName().strip(), (state, widget, widget.objectName())


@pytest.mark.parametrize("percent", [100, 200])
def test_no_text_is_cut_at_any_size(full, app, trust, themed, percent):
    theme.apply(themed, theme.Scheme.LIGHT, percent / 100)
    for state in walk(full, app, trust):
        full.window.resize(1280, 800)
        full.settle()
        full.qtbot.waitUntil(lambda at=state: nothing_is_cut(full, at), timeout=3000)
