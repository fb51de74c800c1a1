"""HR narrows the list by state, school, line manager and role at once, and takes each away again by its words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget

from app.console.facet_list import MOST
from app.console.filter_words import in_words
from app.console.filters import Facet, Filters
from app.console.rows import Show
from tests.fakes.console_service import ConsoleService, standing


@pytest.fixture
def service():
    built = ConsoleService(0)
    for number in range(1, 25):
        built.put(standing(number))
    built.put(standing(30, name="Ann Alone", line_manager="", acknowledgement="late", outstanding=False))
    built.put(standing(31, name="Bo Paper", line_manager="", acknowledgement="paper"))
    built.put(standing(32, name="Cy Exempt", acknowledgement="exempt", audit="exempt", outstanding=False))
    built.put(standing(33, name="Di Behalf", acknowledgement="behalf"))
    with built.running() as running:
        yield running


def by(console, facet):
    chooser = console.part("byChooser", QComboBox)
    chooser.setCurrentIndex(list(Facet).index(facet))


def choose(console, list_name, word):
    rows = console.part(list_name, QListWidget)
    words = [rows.item(place).text() for place in range(rows.count())]
    rows.setCurrentRow(words.index(word))


def test_school_line_manager_and_role_narrow_together(console):
    choose(console, "schoolFilters", "South Academy")
    by(console, Facet.MANAGER)
    choose(console, "managerFilters", "Manager 1")
    by(console, Facet.ROLE)
    rows = console.window.who.shown_rows()
    assert {(row.school, row.line_manager) for row in rows} == {("South Academy", "Manager 1")}
    role = rows[0].role
    choose(console, "roleFilters", role)
    assert {row.role for row in console.window.who.shown_rows()} == {role}
    assert console.count_of("Outstanding") == str(len(console.names))


def test_the_totals_follow_every_filter(console):
    by(console, Facet.MANAGER)
    choose(console, "managerFilters", "No line manager")
    console.show_only("Everyone")
    assert console.names == ["Ann Alone", "Bo Paper"]
    assert console.window.who._acknowledged.text() == "2 of 2 · 100 %"
    assert console.window.who._audited.text() == "0 of 2 · 0 %"


def test_each_filter_is_a_word_one_can_take_away(console):
    assert not console.part("filterChips").isVisible()
    choose(console, "schoolFilters", "North Primary")
    console.show_only("Not acknowledged")
    shown = len(console.names)
    assert console.part("take-school").accessibleName() == "Take away the filter: North Primary"
    console.click("take-school")
    assert len(console.names) > shown
    assert not console.part("take-school").isVisible()
    assert console.window.who.search.hasFocus()
    console.click("takeGroup")
    assert len(console.names) == 28
    console.show_only("Overdue")
    console.click("takeAll")
    assert not console.part("filterChips").isVisible()
    assert console.count_of("Outstanding") == str(len(console.names))


def test_states_that_are_settled_in_other_ways_are_kept_apart(console):
    console.click("moreGroups")
    for word, name in (
        ("Acknowledged late", "Ann Alone"),
        ("On paper", "Bo Paper"),
        ("Exempt", "Cy Exempt"),
        ("On their behalf", "Di Behalf"),
    ):
        console.show_only(word)
        assert console.names == [name]


def test_counts_of_a_facet_follow_the_others_but_not_itself(console):
    table = console.window.who.model.table
    choose(console, "schoolFilters", "South Academy")
    assert sum(table.outstanding_by(Facet.MANAGER).values()) == len(console.names)
    assert set(table.outstanding_by(Facet.SCHOOL)) == {
        "East Juniors",
        "North Primary",
        "South Academy",
        "West College",
    }


def test_line_managers_with_the_most_outstanding_come_first_and_the_rest_are_found_by_typing(
    open_console, service
):
    for number in range(100, 100 + MOST + 5):
        service.put(standing(number, line_manager=f"Leader {number}"))
    service.put(standing(500, line_manager="Zoë Last"))
    service.put(standing(501, line_manager="Zoë Last"))
    console = open_console()
    by(console, Facet.MANAGER)
    rows = console.part("managerFilters", QListWidget)
    spoken = [rows.item(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(1, rows.count())]
    counts = [int(words.rpartition(", ")[2]) for words in spoken]
    assert counts == sorted(counts, reverse=True)
    assert rows.count() == MOST + 1
    console.type("managerFind", "zoe")
    assert [rows.item(place).text() for place in range(rows.count())] == ["All line managers", "Zoë Last"]
    rows.setCurrentRow(1)
    assert len(console.names) == 2


def test_filters_are_said_in_words():
    filters = Filters(Show.OVERDUE, "Oak", " smi ", "Jo Lee", None)
    assert in_words(filters) == "Overdue · Oak · Line manager Jo Lee · All roles · search “smi”"
