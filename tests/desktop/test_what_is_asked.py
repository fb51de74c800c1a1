"""What HR paused or took back is said in words; odd policies and small windows stop nobody; settings are shown."""

from dataclasses import replace

import pytest

from app.config import KINDS
from app.desktop.places import Place
from app.desktop.setting_words import setting_words
from app.ui import theme
from tests.desktop.conftest import POLICY
from tests.reading_age import sentences, too_hard

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.mark.parametrize(
    ("what", "words", "chip"),
    [
        ("paused", "HR has paused this for you. Nothing is asked of you for now.", "○ Paused"),
        ("withdrawn", "HR has taken this policy back. There is nothing to do.", "○ Taken back"),
    ],
)
def test_what_hr_paused_or_took_back_is_said_in_words(desk, service, app, what, words, chip):
    service.items["social-media"][what] = True
    app.refresh()
    desk.open()
    assert desk.place is Place.STATUS
    assert "Nothing is asked of you" in desk.words()
    assert words in desk.words()
    desk.window.go(Place.POLICIES)
    assert words in desk.words()
    assert chip in desk.words()


@pytest.mark.parametrize("text", ["Be kind.\n", "# Kindness\n\nBe kind.\n", "## \n\nBe kind.\n"])
def test_a_policy_without_a_section_can_be_read_and_signed(desk, service, app, text):
    service.publish(text, version=2, checklist=None)
    app.refresh()
    desk.open()
    desk.read_all()
    desk.sign()
    assert desk.place is Place.STATUS


def test_next_section_reaches_the_end_of_the_real_policy_in_the_smallest_window_at_200_per_cent(
    desk, service, app, themed
):
    theme.apply(themed, theme.Scheme.LIGHT, 2.0)
    service.publish(POLICY.read_text("utf-8"), version=2)
    app.refresh()
    desk.open()
    desk.window.resize(640, 480)
    desk.settle()
    presses = 0
    while desk.shown("continue-to-answer") is None:
        desk.click("next-section")
        presses += 1
        assert presses < 400
    desk.settle()
    desk.click("continue-to-answer")
    assert desk.place is Place.ANSWER


def test_settings_show_what_is_set_by_whom_and_what_was_left_out(desk):
    desk.config = replace(
        desk.config,
        text_scale=115,
        origins={"server": "trust", "text_scale": "you"},
        problems=("The Trust’s file sets “scheme” to a colour that is not there.",),
    )
    desk.open()
    desk.window.go(Place.STATUS)
    desk.click("settings-here")
    said = desk.words()
    assert "✓ Set by the Trust" in said
    assert "✎ Set by you" in said
    assert "115" in said
    assert "a colour that is not there" in said
    desk.click("settings-back")
    assert desk.place is Place.STATUS


def test_every_setting_is_shown_in_plain_words_and_not_in_those_for_it(desk):
    plain = setting_words()
    assert set(KINDS) <= set(plain)
    desk.config = replace(desk.config, origins=dict.fromkeys(KINDS, "trust"))
    desk.open()
    desk.window.go(Place.STATUS)
    desk.click("settings-here")
    said = desk.words()
    for key, setting in KINDS.items():
        assert plain[key] in said, key
        assert setting.about not in said, key
    for jargon in ("SID", "thumbprint", "staff_groups", "DOMAIN", "auth_time", "per cent"):
        assert jargon not in said, jargon
    assert too_hard([one for words in plain.values() for one in sentences(words)]) == []
