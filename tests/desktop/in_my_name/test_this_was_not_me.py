"""*This was not me*: every record in my name says how it stands, and I can say calmly that one was not me."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.desktop.places import Place
from app.storage import letters, outbox
from app.workflows.dispute import LONGEST_REASON
from tests.desktop.in_my_name.conftest import NOWHERE

SAID = "You said this was not you, on 23 November 2026."
WAITS = "Saved on this computer. HR will get it when the network is back."


def test_a_record_says_who_says_so_who_vouches_when_it_came_and_that_it_is_not_late(signed):
    said = signed.card("signed-0")
    assert "Acknowledgement: Social Media Policy, version 22 March 2021" in said
    assert "Who says so: your key on this computer" in said
    assert "Who vouches that the key is yours: HR alone, by a code" in said
    assert "Signed 23 November 2026" in said
    assert "by the clock of HR’s service\nNot late" in said
    assert "✓ Received by HR" in said


def test_a_record_that_came_after_its_date_says_so(desk, app, trust):
    trust.school.clock.move(days=60)
    app.refresh()
    app.acknowledge()
    app.send()
    desk.open()
    desk.click("in-my-name")
    assert "Late: after the due date" in desk.card("signed-0")


def test_saying_so_takes_no_mouse_and_no_words_and_deletes_nothing(signed, trust):
    signed.tab_to("not-me-signed-0")
    signed.press(Qt.Key.Key_Space)
    assert signed.place is Place.DISPUTE
    assert "Somebody outside the case, whom your Trust has named, is told by e-mail." in signed.words()
    assert "Nothing is deleted" in signed.words()
    signed.tab_to("say-not-me")
    signed.press(Qt.Key.Key_Space)
    assert signed.place is Place.IN_MY_NAME
    assert SAID in signed.find("said-signed-0").accessibleName()
    assert signed.shown("not-me-signed-0") is None
    (found,) = trust.hr.disputes.all()
    assert (found.staff_id, found.what, found.reason) == ("s1", "an answer", "No reason was written.")
    assert trust.school.standing("s1").acknowledgement == "acknowledged"
    signed.click("in-my-name-back")
    assert SAID in signed.words()


def test_who_wants_to_says_what_happened(signed, trust):
    signed.click("not-me-signed-0")
    signed.type("dispute-words", "I was away that day.")
    signed.click("say-not-me")
    assert trust.hr.disputes.all()[0].reason == "I was away that day."


def test_without_a_network_it_is_saved_and_goes_once_when_the_network_is_back(signed, app, trust):
    signed.click("not-me-signed-0")
    signed.type("dispute-words", "I was away.")
    app.move_to(NOWHERE)
    signed.click("say-not-me")
    assert signed.place is Place.IN_MY_NAME
    assert SAID in signed.card("signed-0")
    assert WAITS in signed.card("signed-0")
    assert signed.shown("not-me-signed-0") is None
    assert trust.hr.disputes.all() == []
    app.move_to(trust.url)
    app.send(everything=True)
    signed.window.background.run_now()
    signed.settle()
    assert WAITS not in signed.card("signed-0")
    assert "somebody outside the case is told" in signed.card("signed-0")
    (found,) = trust.hr.disputes.all()
    assert found.reason == "I was away."


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("upheld", "lee, for HR, wrote down how it ended: it was not you."),
        ("not-upheld", "wrote down how it ended: nothing was found to show that it was not you."),
    ],
)
def test_how_it_ended_is_shown_with_the_reason_and_who_says_so(signed, app, trust, outcome, words):
    signed.click("not-me-signed-0")
    signed.click("say-not-me")
    (found,) = trust.hr.disputes.all()
    trust.hr.disputes.settle(found.jti, outcome, "We asked the office.", actor="lee")
    app.refresh()
    signed.window.background.run_now()
    signed.settle()
    assert SAID in signed.card("signed-0")
    assert words in signed.card("signed-0")
    assert "Reason: “We asked the office.”" in signed.card("signed-0")


def test_what_the_service_does_not_accept_is_said_and_can_be_said_again(signed, app, trust):
    app.move_to(NOWHERE)
    signed.click("not-me-signed-0")
    signed.click("say-not-me")
    with app.context.database.transaction() as connection:
        letters.set_refused(connection, letters.load_all(connection)[0].jti, "HR’s service said no.")
        outbox.remove(connection, [letters.load_all(connection)[0].jti])
    signed.window.background.run_now()
    signed.settle()
    assert "HR’s service said no." in signed.card("signed-0")
    app.move_to(trust.url)
    signed.click("not-me-signed-0")
    signed.click("say-not-me")
    assert len(trust.hr.disputes.all()) == 1


def test_words_that_are_too_long_are_told_and_nothing_is_said(signed, trust):
    signed.click("not-me-signed-0")
    signed.find("dispute-words").setPlainText("x" * (LONGEST_REASON + 1))
    signed.click("say-not-me")
    assert "Your words are longer than 4000 characters." in signed.words()
    assert trust.hr.disputes.all() == []


def test_going_back_says_nothing(signed, trust):
    signed.click("not-me-signed-0")
    signed.click("dispute-back")
    assert signed.place is Place.IN_MY_NAME
    assert trust.hr.disputes.all() == []


def test_what_was_signed_elsewhere_in_my_name_is_found_and_can_be_disputed(desk, second, trust):
    made = second.acknowledge()
    second.send()
    desk.open()
    desk.window.go(Place.STATUS)
    desk.click("in-my-name")
    assert "Who says so: another key in your name" in desk.card("signed-0")
    assert "by the clock of that computer" in desk.card("signed-0")
    desk.click("not-me-signed-0")
    desk.click("say-not-me")
    assert trust.hr.disputes.all()[0].about == made.jti


def test_without_a_network_the_page_shows_what_this_computer_knows(desk, app, trust):
    app.acknowledge()
    app.send()
    app.move_to(NOWHERE)
    desk.open()
    desk.click("in-my-name")
    assert "Below is what this computer knows." in desk.find("trouble-in-my-name").accessibleName()
    assert "shown when HR’s service can be asked" in desk.card("signed-0")
    assert "The keys are shown when HR’s service can be asked." in desk.words()
    app.move_to(trust.url)
    desk.click("try-again-in-my-name")
    assert desk.shown("trouble-in-my-name") is None
    assert "HR alone, by a code" in desk.card("signed-0")


def test_a_record_that_does_not_check_is_told_and_the_rest_is_shown(desk, app, trust, monkeypatch):
    app.acknowledge()
    app.send()
    desk.open()
    client = app.connect(trust.url)
    me = client.me()
    (held,) = me.records
    forged = held.model_copy(update={"record": f"{held.record[:-8]}AAAAAAAA"})
    monkeypatch.setattr(client, "me", lambda: me.model_copy(update={"records": [forged]}))
    desk.click("in-my-name")
    assert desk.shown("trouble-in-my-name") is not None
    assert "your key on this computer" in desk.card("signed-0")
    assert desk.shown("card-key-0") is not None


def test_a_self_audit_is_shown_with_its_day(desk, app, trust):
    trust.school.publish(due=None)
    app.refresh()
    app.acknowledge()
    app.audit()
    app.complete()
    app.send(everything=True)
    desk.open()
    desk.click("in-my-name")
    assert "Self-audit: Social Media Policy" in desk.card("signed-0")
    assert "Finished 23 November 2026" in desk.card("signed-0")


def test_nothing_moves_under_the_hand_while_nothing_has_changed(signed):
    link = signed.find("not-me-signed-0")
    link.setFocus()
    signed.window.background.run_now()
    signed.settle()
    assert signed.window.focusWidget() is link


def test_the_page_is_reached_from_the_settings_and_without_any_policy(desk, app):
    desk.open()
    desk.window.work.choose(None)
    desk.window.go(Place.STATUS)
    assert desk.shown("in-my-name") is not None
    desk.click("settings-here") if desk.shown("settings-here") else desk.window.go(Place.SETTINGS)
    desk.click("settings-in-my-name")
    assert desk.place is Place.IN_MY_NAME
    assert "Nothing was signed yet." in desk.words()
    assert "HR wrote down nothing for you." in desk.words()


def test_no_two_controls_on_the_page_have_the_same_name(signed):
    names = [each.objectName() for each in signed.window.page(Place.IN_MY_NAME).findChildren(QWidget)]
    mine = [name for name in names if name.partition("-")[0] in {"card", "not", "end", "receipt", "said"}]
    assert len(mine) == len(set(mine)) > 3
