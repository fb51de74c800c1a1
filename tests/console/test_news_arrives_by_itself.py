"""Someone signs while HR is looking: the window shows it by itself and HR loses neither place nor filters."""

from app.console.rows import Column
from tests.fakes.console_service import POLICY, standing

SIGNED = {"acknowledgement": "acknowledged", "acknowledged_at": "2026-11-22T08:00:00Z"}


def row_of(console, number):
    return console.service.rows[POLICY][f"S{number:04}"][1]


def test_a_signature_shows_without_a_key_pressed(console):
    console.service.put(row_of(console, 3).model_copy(update=SIGNED))
    console.until(lambda: console.cell("Staff member 0003", Column.ACKNOWLEDGEMENT) == "✓ 22 Nov")
    assert console.count_of("Not acknowledged") == "11"


def test_who_has_completed_both_leaves_the_list(console):
    done = SIGNED | {"audit": "completed", "audit_on": "2026-11-22", "outstanding": False}
    console.service.put(row_of(console, 3).model_copy(update=done))
    console.until(lambda: "Staff member 0003" not in console.names)
    assert console.count_of("Outstanding") == "11"
    assert console.window.who._acknowledged.text() == "1 of 12 · 8 %"


def test_a_joiner_appears(console):
    console.service.put(standing(77, name="Aaron First"))
    console.until(lambda: console.names[0] == "Aaron First")


def test_the_selected_person_stays_selected_when_others_come_and_go(console):
    view = console.window.who.view
    view.select_person("S0009")
    console.service.put(standing(77, name="Aaron First"))
    console.until(lambda: len(console.names) == 13)
    assert view.person().staff_id == "S0009"
    assert view.currentIndex().row() == console.names.index("Staff member 0009")


def test_the_scrolled_place_stays_when_somebody_above_leaves_the_list(open_console, service):
    for number in range(13, 300):
        service.put(standing(number))
    console = open_console()
    view = console.window.who.view
    view.verticalScrollBar().setValue(4000)
    top = console.names[view.rowAt(0)]
    at = view.rowViewportPosition(view.rowAt(0))
    service.put(row_of(console, 2).model_copy(update={"person": "left", "outstanding": False}))
    console.until(lambda: len(console.names) == 298)
    assert console.names[view.rowAt(0)] == top
    assert view.rowViewportPosition(view.rowAt(0)) == at


def test_search_and_filters_stay_as_they_were(console):
    console.type("search", "0003")
    console.show_only("Not acknowledged")
    console.service.put(row_of(console, 4).model_copy(update=SIGNED))
    console.until(lambda: console.count_of("Not acknowledged") == "11")
    assert console.names == ["Staff member 0003"]


def test_only_what_changed_is_sent_again(console):
    sent = []
    original = console.service._standings
    console.service._standings = lambda policy, after: sent.append(after) or original(policy, after)
    console.until(lambda: len(sent) >= 3)
    assert 0 not in sent


def test_a_restored_service_is_asked_for_everything_again(console):
    console.service.revision = 1
    console.service.rows[POLICY].clear()
    console.service.rows[POLICY]["S0001"] = (1, standing(1, name="Only One"))
    console.until(lambda: console.names == ["Only One"])
