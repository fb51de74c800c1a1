"""The keys that sign for me: which there are, stopping one that is lost, and changing the one here."""

import pytest

from app.desktop.places import Place
from app.workflows import keys
from tests.desktop.in_my_name.conftest import NOWHERE


def test_each_key_says_since_when_who_vouches_and_where_it_is(signed):
    said = signed.card("key-0")
    assert "The key on this computer" in said
    assert "In your name since 23 November 2026" in said
    assert "HR alone, by a code" in said
    assert "✓ In use" in said


@pytest.mark.parametrize(
    ("choice", "ending", "words"),
    [
        ("key-lost", "revoked", "Lost or stolen, said the person."),
        ("key-not-used", "retired", "Not in use any more, said the person."),
    ],
)
def test_a_key_that_is_elsewhere_is_stopped_and_signs_no_more(
    desk, second, app, trust, choice, ending, words
):
    desk.open()
    desk.window.go(Place.IN_MY_NAME)
    desk.settle()
    assert "A key on another computer" in desk.card("key-1")
    desk.click("end-key-1")
    assert "What it signed before stays valid" in desk.words()
    desk.click(choice)
    assert desk.place is Place.IN_MY_NAME
    assert "A key that has ended" in desk.card("key-1")
    assert words in desk.card("key-1")
    assert desk.shown("end-key-1") is None
    (ended,) = [one for one in trust.hr.person_keys.of("s1") if one.ended]
    assert ended.ending == ending
    second.acknowledge()
    assert second.send().received == 0


def test_the_key_here_is_changed_and_goes_on_signing(signed, app):
    (old,) = keys.list_keys(app.context)
    signed.click("end-key-0")
    assert "Change the key on this computer" in signed.words()
    signed.click("change-my-key")
    assert signed.place is Place.IN_MY_NAME
    assert "A key that has ended" in signed.card("key-0")
    assert "The key on this computer" in signed.card("key-1")
    assert "a key in your name that has ended" in signed.card("signed-0")
    before, here = keys.list_keys(app.context)
    assert (before.kid, before.ending, here.is_here) == (old.kid, "retired", True)


def test_a_key_is_said_not_to_be_mine(desk, second, trust):
    desk.open()
    desk.window.go(Place.IN_MY_NAME)
    desk.settle()
    desk.click("not-me-key-1")
    assert "The key still works." in desk.words()
    desk.click("say-not-me")
    assert "You said this was not you" in desk.card("key-1")
    assert trust.hr.disputes.all()[0].what == "a key"


@pytest.mark.parametrize(("key", "button"), [("end-key-0", "change-my-key"), ("end-key-1", "key-lost")])
def test_without_a_network_the_keys_stay_as_they_are(desk, second, app, trust, key, button):
    desk.open()
    desk.window.go(Place.IN_MY_NAME)
    desk.settle()
    desk.click(key)
    app.move_to(NOWHERE)
    desk.click(button)
    assert desk.place is Place.KEY
    assert "Your keys stay as they are for now." in desk.find("trouble-key").accessibleName()
    app.move_to(trust.url)
    desk.click("try-again-key")
    assert desk.place is Place.IN_MY_NAME
    assert sum(one.ended is not None for one in trust.hr.person_keys.of("s1")) == 1
