"""A trust has several policies: HR looks at one at a time and chooses which."""

import pytest

from tests.fakes.console_service import ConsoleService, standing


@pytest.fixture
def service():
    built = ConsoleService(3)
    built.policies.append(built.policy("it", "Acceptable Use", has_checklist=False, review=None, due=None))
    for number in (1, 2):
        built.put(standing(number, name=f"Other {number}", audit="not-due", due=None), "it")
    with built.running() as running:
        yield running


def choose(console, place):
    chooser = console.part("policyChooser")
    chooser.setCurrentIndex(place)
    chooser.activated.emit(place)


def test_the_first_policy_is_shown_and_the_others_can_be_chosen(console):
    assert console.part("policyChooser").isVisible()
    choose(console, 1)
    console.until(lambda: console.names == ["Other 1", "Other 2"])
    assert console.window.who._header._subtitle.text() == "Acceptable Use · version 22 March 2021"
    assert not console.part("auditCard").isVisible()
    assert not console.part("reviewNote").isVisible()


def test_news_goes_on_for_the_policy_chosen(console):
    choose(console, 1)
    console.until(lambda: len(console.names) == 2)
    console.service.put(standing(3, name="Other 3", audit="not-due", due=None), "it")
    console.until(lambda: len(console.names) == 3)


def test_no_policy_yet_is_said_plainly(open_console, service):
    service.policies = []
    console = open_console()
    assert console.window.who._header._subtitle.text() == "No policy has been published yet"
    assert console.names == []
