"""Signing in with the work account on a shared computer: anew each time, and for each answer."""

from urllib.parse import parse_qs, urlsplit

import pytest

from app.desktop.places import Place
from app.login.machine import Keeping, Machine
from app.sync.transport import Limits
from tests.desktop.test_sign_in import browser, config, trust  # noqa: F401 - fixtures of a real service
from tests.desktop.turns import Turns
from tests.fakes.sittings import FakeSittings
from tests.server.conftest import migrated_file, serving  # noqa: F401 - the same

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


class Noting:
    """The person's browser, with a note of what it was asked to open."""

    def __init__(self, opened):
        self._opened = opened
        self.asked = []

    def __call__(self, address):
        self.asked.append({name: values[0] for name, values in parse_qs(urlsplit(address).query).items()})
        return self._opened(address)


@pytest.fixture
def turns(qtbot, themed, tmp_path, trust, config):  # noqa: F811 - fixtures are asked for by name
    machine = Machine(Keeping.IN_MEMORY, is_shared=True)
    sittings = FakeSittings(tmp_path / "profile", trust, trust.school.clock, machine, config, Limits())
    desk = Turns(qtbot, themed, sittings)
    yield desk
    desk.close()


def begun(turns, noting):
    turns.open().window.page(Place.ENROL).open_browser = noting
    turns.click("sign-in")
    return turns


def test_the_provider_is_asked_to_let_the_person_sign_in_anew(turns, browser):  # noqa: F811
    noting = Noting(browser)
    begun(turns, noting)
    assert turns.place is Place.READ
    assert noting.asked[0]["prompt"] == "login"


def test_the_next_answer_asks_for_a_sign_in_of_its_own_with_a_key_of_its_own(turns, browser):  # noqa: F811
    noting = Noting(browser)
    begun(turns, noting)
    turns.read_all()
    turns.sign("Person 0")
    turns.window.go(Place.ANSWER)
    turns.settle()
    assert turns.place is Place.ENROL
    assert "Sign in for this answer" in turns.words()
    turns.click("sign-in")
    assert turns.place is Place.ANSWER
    assert [each.get("prompt") for each in noting.asked] == ["login", "login"]
    assert len({each["nonce"] for each in noting.asked}) == 2


def test_the_browsers_window_is_not_forgotten(turns):
    turns.open()
    assert "Close the browser’s window afterwards." in turns.words()
