"""What is said of the way to a setting is what is known of it: a guide of its month, or the day a page was opened."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.desktop.wording import checked_words
from app.domain.checklist import parse
from app.domain.checklist_files import bundle
from app.domain.checklist_sources import Source, SourceKind, Sure
from tests.fakes.staff_app import checklist

FOLDER = Path(__file__).parents[2] / "resources" / "checklists" / "section-7"
SECTION_7 = parse(bundle({path.name: path.read_bytes() for path in FOLDER.glob("*.toml")}))
MOVED = "This menu may have moved."


def said(check_id):
    check = SECTION_7.checks[check_id]
    return checked_words(check, SECTION_7.source(check.source))


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ("instagram.audience", "From a guide of January 2025."),
        ("instagram.address", "Written from memory."),
        ("flickr.audience", "From the site’s own help, without a date."),
        ("threads.audience", "From a list of 2026."),
        ("tiktok.audience", "From a guide without a date."),
    ],
)
def test_the_age_of_what_was_read_is_said(check, words):
    assert said(check) == f"{words} {MOVED}"


def test_no_live_page_was_opened_so_nothing_is_said_to_be_where_it_was():
    assert SECTION_7.checks
    assert not [source.id for source in SECTION_7.sources if source.kind is SourceKind.PAGE]
    for check in SECTION_7.checks.values():
        assert MOVED in said(check.id), check.id
        assert "Looked at" not in said(check.id), check.id


def test_every_dated_source_is_shown_with_its_date():
    for check in SECTION_7.checks.values():
        source = SECTION_7.source(check.source)
        if check.sure is Sure.SEEN and source.dated and source.kind is not SourceKind.POLICY:
            assert source.dated[:4] in said(check.id), check.id


def test_a_page_that_was_opened_has_the_day_of_that():
    small = checklist()
    check = small.checks["laptop.lock"]
    words = checked_words(check, small.source(check.source))
    assert words == "Looked at on 31 January 2026. Menus move: if it is not there, search for it."


def test_a_month_without_a_day_will_do():
    check = replace(SECTION_7.checks["instagram.audience"], source="x")
    assert checked_words(check, Source("x", "A guide", "2025-09", SourceKind.GUIDE)).startswith(
        "From a guide of September 2025."
    )
