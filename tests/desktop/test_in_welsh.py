"""The whole story in Welsh, through the window: nothing that has a translation is shown in English."""

import pytest
from PySide6.QtWidgets import QWidget

from app import config as settings
from app.config import Config
from app.desktop.places import Place
from app.ui import translation
from tests.desktop.welsh import entries, script

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def welsh(themed, tmp_path):
    script().release("cy", tmp_path)
    translation.apply(themed, "cy", tmp_path)
    yield themed
    translation.apply(themed, "en-GB")


@pytest.fixture
def english():
    """Every English text that has a Welsh one, as it would be found on the screen."""
    return {source for _, source, forms, _ in entries() if source not in forms and "{" not in source}


def shown_in_english(desk, english):
    lines = {line.strip() for line in desk.words().splitlines()}
    names = {each.accessibleName() for each in desk.window.findChildren(QWidget) if each.isVisible()}
    return (lines | names) & english


def test_the_whole_story_is_played_in_welsh(welsh, new_desk, service, english):
    desk = new_desk.open()
    seen = {}

    def look():
        seen[desk.place] = shown_in_english(desk, english)

    look()
    desk.enrol(service.invite(service.person))
    look()
    assert "erbyn dydd Gwener 4 Rhagfyr" in desk.words()
    desk.read_all()
    look()
    assert desk.find("published-words").text()
    desk.type("full-name", "Sam Field")
    desk.click("what-is-sent")
    desk.settle()
    assert "Eich ateb: Rwy’n cydnabod" in desk.find("words-to-be-sent").text()
    desk.click("later-answer")
    look()
    desk.click("later-back")
    desk.click("answer-acknowledged")
    look()
    desk.click("site-laptop")
    desk.click("sites-chosen")
    look()
    desk.click("carry-on")
    look()
    desk.do_checks()
    desk.click("carry-on")
    look()
    desk.click("finish-audit")
    look()
    desk.click("keep-list")
    desk.qtbot.waitUntil(lambda: "✓ Derbyniwyd gan AD" in desk.words())
    look()
    assert set(seen) >= {
        Place.ENROL,
        Place.READ,
        Place.ANSWER,
        Place.LATER,
        Place.SITES,
        Place.LIST,
        Place.CHECK,
    }
    assert set(seen) >= {Place.PROMISES, Place.END, Place.STATUS}
    assert {place: words for place, words in seen.items() if words} == {}


def test_what_is_signed_stays_in_the_words_that_were_published(welsh, desk):
    desk.open()
    desk.read_all()
    published = desk.policy.statements
    desk.sign()
    assert desk.policy.answer is not None
    assert all("polisi" not in words for words in published.values())


def test_an_error_is_said_in_welsh(welsh, new_desk):
    desk = new_desk.open()
    desk.enrol("K7QF")
    assert "Nid cod cyfan yw hwnnw." in desk.words()


def test_a_person_chooses_the_language_and_meets_it_at_the_next_start(desk, tmp_path):
    file = tmp_path / "person" / "settings.toml"
    desk.open(user_file=file)
    desk.window.go(Place.SETTINGS)
    desk.settle()
    desk.click("language-cy")
    assert desk.find("language-note").text() == "Kept. You will see it when you next open the app."
    assert settings.load(tmp_path / "none.toml", file).language == "cy"


def test_a_language_that_the_trust_has_set_is_not_offered(qtbot, desk, tmp_path):
    desk.config = Config(server=desk.config.server, language="cy", origins={"language": "trust"})
    desk.open(user_file=tmp_path / "settings.toml")
    desk.window.go(Place.SETTINGS)
    desk.settle()
    assert desk.shown("language-cy") is None
