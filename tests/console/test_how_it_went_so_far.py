"""The small chart beside the totals of the first page: of what is chosen, in words too, and gone where it does not fit."""

import pytest

from app.console.filters import Facet
from app.ui.charts import ChartView
from tests.fakes.console_service import standing


def signed(number, day):
    return standing(
        number, acknowledgement="acknowledged", acknowledged_at=f"2026-11-{day:02}T09:00:00Z", audit="none"
    )


@pytest.fixture
def going(service, open_console):
    """Three of twelve have signed; of East Juniors one of three."""
    for number, day in ((1, 9), (2, 10), (3, 16)):
        service.put(signed(number, day))
    found = open_console()
    found.until(lambda: found.part("courseCard").isVisible())
    return found


def said(console):
    return console.part("courseChart", ChartView).accessibleDescription()


def test_it_says_in_words_what_it_shows(going):
    assert said(going).startswith("3 of 12 have acknowledged it, 0 have finished the self-audit.")
    assert "Since publication: 3 of 12" in going.part("courseCard").accessibleName()


def test_it_is_of_the_school_that_is_chosen(going):
    going.show_only("East Juniors")
    assert said(going).startswith("1 of 3 have acknowledged it")
    assert going.part("courseCard").isVisible()
    going.show_only("All schools")
    assert said(going).startswith("3 of 12 have acknowledged it")


def test_it_is_not_shown_for_a_line_manager_whose_days_nobody_counts(going):
    who = going.window.who
    who.filters.set_filters(who.model.table.filters.choosing(Facet.MANAGER, "Manager 1"))
    who._choose()
    going.until(lambda: not going.part("courseCard").isVisible())


def test_it_gives_way_where_the_totals_need_the_room(going):
    going.window.resize(760, 700)
    going.until(lambda: not going.part("courseCard").isVisible())
    going.window.resize(1280, 800)
    going.until(lambda: going.part("courseCard").isVisible())


def test_it_follows_the_news_with_the_reminders(going, service):
    service.put(signed(4, 20))
    going.until(lambda: said(going).startswith("4 of 12"))
