"""Nothing moves in the window, whatever the system's wish for motion: no animation runs, and every effect is off."""

import pytest
from PySide6.QtCore import QAbstractAnimation, Qt
from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def test_no_animation_is_made_on_the_way_from_the_code_to_the_end(new_desk, service):
    moves = []
    desk = new_desk.open()

    def note(_place):
        # Qt's main window has one for its middle, of no duration.
        moves.extend(each for each in desk.window.findChildren(QAbstractAnimation) if each.duration())

    desk.window.placeChanged.connect(note)
    desk.enrol(service.invite(service.person))
    desk.read_all()
    desk.sign()
    desk.audit()
    desk.click("keep-list")
    assert moves == []
    effects = (Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu,
               Qt.UIEffect.UI_AnimateTooltip, Qt.UIEffect.UI_FadeTooltip)  # fmt: skip
    assert not any(QApplication.isEffectEnabled(effect) for effect in effects)
