"""HR types part of a name, an e-mail address or a reference and finds the person."""

import pytest
from PySide6.QtCore import Qt

from tests.fakes.console_service import ConsoleService, standing


@pytest.fixture
def service():
    built = ConsoleService(0)
    for row in (
        standing(1, name="Siân O’Connor", email="sian@trust.example"),
        standing(2, name="Łukasz Dąbrowski", email="lukasz@trust.example"),
        standing(3, name="王 芳", email="fang@trust.example"),
        standing(4, name="Anne-Marie Smith", email="am.smith@trust.example"),
    ):
        built.put(row)
    with built.running() as running:
        yield running


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sian", "Siân O’Connor"),
        ("SIÂN", "Siân O’Connor"),
        ("o'connor", "Siân O’Connor"),
        ("dabrowski lukasz", "Łukasz Dąbrowski"),
        ("芳", "王 芳"),
        ("am.smith@", "Anne-Marie Smith"),
        ("s0004", "Anne-Marie Smith"),
    ],
)
def test_case_accents_and_order_of_words_do_not_matter(console, typed, found):
    console.window.who.search.setText(typed)
    assert console.names == [found]


def test_typing_narrows_at_once_and_escape_shows_everyone_again(console):
    console.type("search", "smi")
    assert console.names == ["Anne-Marie Smith"]
    console.bot.keyClick(console.window.who.search, Qt.Key.Key_Escape)
    assert len(console.names) == 4


def test_a_search_without_a_hit_says_so_and_what_to_do(console):
    console.type("search", "nobody like this")
    assert console.names == []
    nobody = console.part("nobody")
    assert nobody.isVisible()
    assert nobody.text() == "Nobody here matches your search. Escape in the search shows everyone again."
