"""A fresh sign-in with an answer in the staff window: only where the trust asks for it, and never in the way."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.config import Config
from app.desktop.places import Place
from app.signing.jws import read_claims
from app.storage import records
from app.sync.sign_in import SignInCancelledError
from app.sync.transport import Limits
from app.workflows.unsent import unsent
from tests.desktop.conftest import Desk
from tests.desktop.work_account import served_school
from tests.fakes.oidc_provider import Browser
from tests.fakes.staff_app import TEXT, StaffApp
from tests.server.conftest import World, migrated_file, serving  # noqa: F401 - the fixtures of a real service

ASKED = "Your Trust asks you to sign in with your work account as you answer."
WAITING = "Finish signing in in your web browser."


@pytest.fixture
def trust(migrated_file, tmp_path, serving):  # noqa: F811 - fixtures are asked for by name
    """A school's service that knows its provider, served on the loopback."""
    with served_school(migrated_file, tmp_path, serving, content=TEXT.encode(), checklist=False) as served:
        yield served


@pytest.fixture
def app(tmp_path, trust):
    made = StaffApp(tmp_path / "device", trust, trust.school.clock, at_once=True, limits=Limits())
    (issued,) = trust.hr.enrolment.invite(["s0"], "hr")
    made.enrol(issued.code)
    made.refresh()
    made.read()
    yield made
    made.close()


@pytest.fixture
def browser():
    opened = Browser()
    yield opened
    opened.join()


@pytest.fixture
def desk(qtbot, themed, app, trust, browser):
    """The window on the page of the answer, where the trust asks for a fresh sign-in."""
    made = Desk(qtbot, app, Config(server=trust.url, fresh_sign_in="yes"))
    made.open().window.page(Place.ANSWER).sign_in.open_browser = browser
    made.window.go(Place.ANSWER)
    yield made
    made.close()


def claims(app):
    """What was signed last, or None."""
    with app.context.database.reading() as connection:
        found = records.load_all(connection)
    return read_claims(found[-1].token) if found else None


def test_a_trust_that_does_not_ask_for_it_shows_nothing_of_it(desk, app):
    desk.close()
    desk.config = replace(desk.config, fresh_sign_in="no")
    desk.open().window.go(Place.ANSWER)
    assert ASKED not in desk.words()
    for name in ("fresh-sign-in-words", "fresh-sign-in-cancel", "fresh-sign-in-without"):
        assert desk.shown(name) is None
    desk.sign()
    assert claims(app)["presence"] == "none"


def test_the_page_says_it_before_and_the_press_signs_in_and_signs(desk, app, trust):
    assert ASKED in desk.words()
    assert desk.shown("fresh-sign-in-cancel") is desk.shown("fresh-sign-in-without") is None
    desk.sign("Person Nought")
    assert desk.place is not Place.ANSWER
    assert claims(app)["presence"] == "provider"
    assert unsent(app.context) == 0
    page = trust.hr.person_history.of("s0")
    assert [one.sign_in for one in page.history if one.kind == "acknowledged"] == ["checked"]


def test_what_is_sent_says_before_that_a_sign_in_goes_with_it(desk):
    desk.type("full-name", "Person Nought")
    desk.click("what-is-sent")
    assert "A fresh check that it is you: provider" in desk.find("words-to-be-sent").text().replace(
        "\u00a0", " "
    )


def test_a_question_goes_with_a_sign_in_too(desk, app):
    desk.type("full-name", "Person Nought")
    desk.click("answer-question")
    desk.type("message-words", "What of section 2?")
    desk.click("send-message")
    assert (claims(app)["outcome"], claims(app)["presence"]) == ("question", "provider")


def test_a_sign_in_that_is_stopped_by_keyboard_signs_nothing_and_says_no_trouble(desk, app):
    desk.window.page(Place.ANSWER).sign_in.open_browser = lambda _address: True
    desk.type("full-name", "Person Nought")
    desk.tab_to("answer-acknowledged")
    desk.qtbot.keyClick(desk.find("answer-acknowledged"), Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: WAITING in desk.words(), timeout=20_000)
    assert not desk.find("full-name").isEnabled()
    assert desk.find("fresh-sign-in-cancel").accessibleName() == "Stop signing in"
    desk.tab_to("fresh-sign-in-cancel")
    desk.press(Qt.Key.Key_Space)
    assert desk.place is Place.ANSWER
    assert SignInCancelledError.sentence not in desk.words()
    assert claims(app) is None
    assert desk.find("full-name").text() == "Person Nought"
    assert desk.window.focusWidget() is desk.find("fresh-sign-in-without")


def test_without_the_sign_in_service_the_answer_can_be_given_without_it_and_hr_sees_that(desk, app, trust):
    trust.provider.refuse = "server_error"
    desk.sign("Person Nought")
    assert "Your sign-in service did not let you in." in desk.words()
    without = desk.find("fresh-sign-in-without")
    assert without.text() == "Send “I acknowledge” without signing in"
    assert "HR then sees that no fresh sign-in came with your answer" in without.accessibleDescription()
    desk.click("fresh-sign-in-without")
    assert desk.place is not Place.ANSWER
    assert claims(app)["presence"] == "none"


def test_trying_again_signs_in(desk, app, trust):
    trust.provider.refuse = "server_error"
    desk.sign("Person Nought")
    trust.provider.refuse = None
    desk.click("try-again-answer")
    assert claims(app)["presence"] == "provider"


def test_closing_the_window_ends_the_wait(desk, app):
    desk.window.page(Place.ANSWER).sign_in.open_browser = lambda _address: True
    desk.type("full-name", "Person Nought")
    desk.qtbot.mouseClick(desk.find("answer-acknowledged"), Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: WAITING in desk.words(), timeout=20_000)
    desk.close()
    assert claims(app) is None


def test_the_list_of_what_is_in_my_name_tells_of_the_sign_in(desk, trust):
    trust.provider.account = {"sub": "account-1", "email": "s1@oak.example", "email_verified": True}
    desk.sign("Person Nought")
    desk.window.background.run_now()
    desk.settle()
    desk.window.go(Place.IN_MY_NAME)
    desk.settle()
    assert "HR’s service did not accept the sign-in that came with it. Your answer stands" in desk.words()
