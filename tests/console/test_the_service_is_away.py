"""The service is away, or something else answers: the window says so, keeps what it knew, and recovers."""

from datetime import UTC, datetime

from tests.fakes.console_service import nonsense, standing


def note(console):
    return console.part("serviceNote")


def test_what_was_known_stays_and_its_time_is_said(console):
    console.service.stop()
    console.until(note(console).isVisible)
    console.until(lambda: "cannot be reached" in note(console).text())
    assert note(console).text() == (
        "HR’s service cannot be reached from here just now. You see what was known at 08:41. "
        "This goes on by itself once the service is back."
    )
    assert len(console.names) == 12


def test_it_goes_on_by_itself_when_the_service_is_back(console):
    console.service.stop()
    console.until(note(console).isVisible)
    console.service.put(standing(77, name="Aaron First"))
    console.service.start()
    console.until(lambda: "Aaron First" in console.names)
    assert not note(console).isVisible()


def test_nonsense_is_not_taken_for_news(console):
    console.service.answer_with = nonsense
    console.until(note(console).isVisible)
    assert "not as HR’s service does" in note(console).text()
    assert len(console.names) == 12
    console.service.answer_with = lambda _path: None
    console.until(lambda: not note(console).isVisible())


def test_a_time_that_is_none_is_nonsense(console):
    console.service.put(standing(3, acknowledgement="acknowledged", acknowledged_at="yesterday"))
    console.until(note(console).isVisible)
    assert len(console.names) == 12


def test_a_service_that_takes_its_time_never_holds_up_the_window(console):
    console.service.hold.clear()
    asked = len(console.service.asked)
    console.until(lambda: len(console.service.asked) > asked)
    console.type("search", "0003")
    assert console.names == ["Staff member 0003"]
    console.service.hold.set()


def test_the_window_can_be_closed_while_the_service_is_away(console):
    console.service.stop()
    console.until(note(console).isVisible)
    assert console.window.close()


def test_midnight_makes_overdue_what_was_due_the_day_before(console):
    assert console.count_of("Overdue") == "0"
    console.window._who.refresher._clock = lambda: datetime(2026, 12, 5, 0, 0, 1, tzinfo=UTC)
    console.until(lambda: console.count_of("Overdue") == "12")
