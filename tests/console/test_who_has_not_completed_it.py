"""HR opens the window and sees at once who has not completed it."""

import pytest
from PySide6.QtCore import Qt

from app.console.rows import Column
from tests.fakes.console_service import ConsoleService, standing


@pytest.fixture
def service():
    built = ConsoleService(0)
    done = {"audit": "completed", "audit_on": "2026-11-18"}
    signed = {"acknowledgement": "acknowledged", "acknowledged_at": "2026-11-17T09:00:00Z"}
    for row in (
        standing(1, name="Amara None"),
        standing(2, name="Bea Signed", **signed),
        standing(3, name="Chloe Done", outstanding=False, **signed, **done),
        standing(4, name="Dylan Asks", acknowledgement="question", acknowledged_at="2026-11-16T09:00:00Z"),
        standing(5, name="Elin Declines", acknowledgement="declined", **done),
        standing(6, name="Farah Paper", acknowledgement="paper", acknowledged_at="2026-11-15T09:00:00Z"),
        standing(7, name="Gwen Leave", person="on-leave", outstanding=False),
        standing(8, name="Hugo Left", person="left", outstanding=False),
        standing(9, name="Imran Overdue", due="2026-11-20"),
        standing(
            10, name="Jude Late", acknowledgement="late", acknowledged_at="2026-11-21T09:00:00Z", **done,
            outstanding=False, due="2026-11-20",
        ),
    ):  # fmt: skip
        built.put(row)
    with built.running() as running:
        yield running


def test_the_first_page_is_the_list_of_those_who_have_not(console):
    assert console.page() == "whoPage"
    assert console.names == [
        "Amara None", "Bea Signed", "Dylan Asks", "Elin Declines", "Farah Paper", "Imran Overdue",
    ]  # fmt: skip
    assert console.foot == "6 shown · updated 08:41"


def test_the_header_names_the_policy_its_version_and_its_date(console):
    header = console.window.who._header
    assert header._title.text() == "Who has not completed it"
    assert header._subtitle.text() == "Social Media Policy · version 22 March 2021 · due Friday 4 December"


def test_each_group_has_its_count_and_shows_its_people(console):
    expected = {
        "Outstanding": "6",
        "Not acknowledged": "4",
        "Self-audit open": "5",
        "Overdue": "1",
        "Questions": "1",
        "Do not agree": "1",
        "On leave": "1",
        "Completed": "2",
        "Left": "1",
        "Everyone": "10",
    }
    assert {word: console.count_of(word) for word in expected} == expected
    for word, count in expected.items():
        console.show_only(word)
        assert len(console.names) == int(count), word


def test_acknowledgement_and_self_audit_are_told_apart_by_sign_and_word(console):
    console.show_only("Everyone")
    states = {
        name: (console.cell(name, Column.ACKNOWLEDGEMENT), console.cell(name, Column.AUDIT))
        for name in console.names
    }
    assert states == {
        "Amara None": ("○ Not yet", "○ Not yet"),
        "Bea Signed": ("✓ 17 Nov", "○ Not yet"),
        "Chloe Done": ("✓ 17 Nov", "✓ 18 Nov"),
        "Dylan Asks": ("? Question", "○ Not yet"),
        "Elin Declines": ("! Do not agree", "✓ 18 Nov"),
        "Farah Paper": ("✎ On paper", "○ Not yet"),
        "Gwen Leave": ("○ Not yet", "○ Not yet"),
        "Hugo Left": ("○ Not yet", "○ Not yet"),
        "Imran Overdue": ("○ Not yet", "○ Not yet"),
        "Jude Late": ("✓ Late · 21 Nov", "✓ 18 Nov"),
    }
    dues = {
        console.cell(name, Column.DUE) for name in ("Amara None", "Gwen Leave", "Hugo Left", "Imran Overdue")
    }
    assert dues == {"4 Dec", "– On leave", "– Left", "! Overdue · 20 Nov"}


def test_the_totals_count_people_at_work(console):
    who = console.window.who
    assert who._acknowledged.accessibleName() == "Acknowledged: 4 of 8 · 50 %"
    assert who._audited.accessibleName() == "Self-audit finished: 3 of 8 · 37 %"


def test_a_school_narrows_everything_to_its_people(console):
    console.show_only("South Academy")
    assert set(console.names) == {"Elin Declines", "Imran Overdue", "Amara None"}
    assert console.count_of("Outstanding") == "3"
    assert console.count_of("East Juniors") == "2"


def test_hr_is_told_that_the_policy_is_past_its_review_date(console):
    assert console.window.who.filters.review.text() == "This policy was due for review in March 2022."


def test_a_screen_reader_hears_the_whole_state(console):
    model = console.window.who.model
    row = console.names.index("Amara None")
    spoken = [
        model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole.value)
        for column in (Column.ACKNOWLEDGEMENT, Column.AUDIT, Column.DUE)
    ]
    assert spoken == ["Acknowledgement: not yet", "Self-audit: not yet", "Due: Friday 4 December"]
