"""Signing in with the work account in the staff window: a real service, a behaving provider, and a browser."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.config import Config
from app.desktop.places import Place
from app.sync.sign_in import SignInCancelledError
from app.sync.transport import Limits
from app.ui.widgets import PrimaryButton
from app.workflows.person import load_person
from tests.desktop.conftest import Desk
from tests.desktop.work_account import served_school
from tests.fakes.oidc_provider import Browser
from tests.fakes.staff_app import StaffApp
from tests.server.conftest import World, migrated_file, serving  # noqa: F401 - the fixtures of a real service

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
WORDS = "Finish signing in in your web browser"


class IdleBrowser:
    """A browser in which the person does nothing yet."""

    def __init__(self):
        self.addresses = []

    def __call__(self, address):
        self.addresses.append(address)
        return True


@pytest.fixture
def trust(migrated_file, tmp_path, serving):  # noqa: F811 - fixtures are asked for by name
    """A school's service that knows its provider, served on the loopback."""
    with served_school(migrated_file, tmp_path, serving) as served:
        yield served


@pytest.fixture
def app(tmp_path, trust):
    made = StaffApp(tmp_path / "device", trust, trust.school.clock, at_once=True, limits=Limits())
    yield made
    made.close()


@pytest.fixture
def config(trust):
    """What the trust's managed settings say, where signing in is the first way."""
    school = trust.school
    return Config(
        server=trust.url,
        service_key=(school.service_key.public.thumbprint,),
        publishing_key=(school.publishing_key.public.thumbprint,),
        enrolment="sign-in",
    )


@pytest.fixture
def new_desk(qtbot, themed, app, config):
    desk = Desk(qtbot, app, config)
    yield desk
    desk.close()


@pytest.fixture
def browser():
    opened = Browser()
    yield opened
    opened.join()


def opened_with(desk, browser):
    """The window, with this browser in place of the computer's own."""
    desk.open().window.page(Place.ENROL).open_browser = browser
    return desk


def begin(desk):
    """Sign in by keyboard and wait until the browser has been opened."""
    browser = IdleBrowser()
    opened_with(desk, browser).tab_to("sign-in")
    desk.qtbot.keyClick(desk.find("sign-in"), Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: bool(browser.addresses) and WORDS in desk.words(), timeout=20_000)
    return desk


def test_a_person_signs_in_and_goes_on_to_read(new_desk, browser, app):
    desk = opened_with(new_desk, browser)
    assert desk.window.focusWidget() is desk.find("sign-in")
    desk.press(Qt.Key.Key_Space)
    assert desk.place is Place.READ
    assert load_person(app.context).name == "Person 0"


def test_where_a_code_is_the_first_way_one_can_sign_in_too(new_desk, browser):
    new_desk.config = replace(new_desk.config, enrolment="code")
    desk = opened_with(new_desk, browser)
    assert desk.window.focusWidget() is desk.find("code")
    assert isinstance(desk.find("start"), PrimaryButton)
    assert not isinstance(desk.find("sign-in"), PrimaryButton)
    desk.click("sign-in")
    assert desk.place is Place.READ


def test_where_signing_in_is_the_first_way_a_code_is_the_second(new_desk):
    desk = new_desk.open()
    assert isinstance(desk.find("sign-in"), PrimaryButton)
    assert not isinstance(desk.find("start"), PrimaryButton)
    desk.enrol("K7QF")
    assert "That is not a whole code." in desk.words()


@pytest.mark.parametrize("missing", ["service_key", "publishing_key"])
def test_nobody_is_asked_to_sign_in_where_the_trust_set_not_both_keys(new_desk, missing):
    new_desk.config = replace(new_desk.config, **{missing: ()})
    desk = new_desk.open()
    assert desk.shown("sign-in") is None
    assert isinstance(desk.find("start"), PrimaryButton)
    assert desk.window.focusWidget() is desk.find("code")


def test_a_sign_in_that_is_cancelled_by_keyboard_goes_quietly_back(new_desk, app):
    desk = begin(new_desk)
    assert not desk.find("code").isEnabled()
    assert desk.find("sign-in-cancel").accessibleName() == "Cancel"
    desk.tab_to("sign-in-cancel")
    desk.press(Qt.Key.Key_Space)
    assert desk.place is Place.ENROL
    assert WORDS not in desk.words()
    assert SignInCancelledError.sentence not in desk.words()
    assert desk.shown("trouble-enrol") is desk.shown("sign-in-cancel") is None
    assert desk.window.focusWidget() is desk.find("sign-in")
    assert load_person(app.context) is None


def test_a_sign_in_that_was_cancelled_can_be_begun_again(new_desk, browser):
    desk = begin(new_desk)
    desk.click("sign-in-cancel")
    desk.window.page(Place.ENROL).open_browser = browser
    desk.click("sign-in")
    assert desk.place is Place.READ


def test_closing_the_window_ends_the_wait_for_a_sign_in(new_desk, app):
    desk = begin(new_desk)
    desk.close()
    assert load_person(app.context) is None


def test_what_went_wrong_is_said_and_trying_again_signs_in(new_desk, browser, trust):
    trust.provider.refuse = "server_error"
    desk = opened_with(new_desk, browser)
    desk.click("sign-in")
    assert desk.shown("trouble-enrol") is not None
    assert "Your sign-in service did not let you in." in desk.words()
    trust.provider.refuse = None
    desk.click("try-again-enrol")
    assert desk.place is Place.READ
