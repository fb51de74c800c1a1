"""*What HR sees* shows the person's own row in HR's words, where they stand, and what was sent to set up."""

from dataclasses import replace

import pytest

from app import protocol
from app.desktop.places import Place

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

STANDING = protocol.OwnStanding(
    policy_id="social-media",
    title="Social Media Policy",
    acknowledgement="late",
    acknowledged_at="2026-11-21T09:00:00Z",
    audit="completed",
    audit_on="2026-11-22",
    due="2026-11-20",
    outstanding=False,
    disputed=True,
)


@pytest.fixture
def seen(desk, service):
    person = service.staff[service.person]
    service.staff[service.person] = replace(person, standings=[STANDING])
    desk.open()
    desk.window.go(Place.HR_VIEW)
    desk.settle()
    return desk


def test_the_row_has_every_field_that_hr_sees(seen):
    words = seen.words()
    for line in (
        "Staff id: E1042",
        "Name: Sam Field",
        "Legal name: the same",
        "Work e-mail address: s.field@trust.example",
        "School: Hill School",
        "Role: Teacher",
        "Line manager: Pat Lee",
        "Kind of person: Employee",
        "At work: Yes",
    ):
        assert line in words, line


def test_where_they_stand_is_said_in_the_words_of_hrs_window(seen):
    words = seen.words()
    assert "Acknowledged late on 21 November 2026" in words
    assert "Self-audit finished on 22 November 2026" in words
    assert "Due by 20 November 2026" in words
    assert "Nothing is waited for" in words
    assert "Disputed by them" in words


def test_setting_up_stands_among_what_was_sent(seen, service):
    words = seen.words()
    ((kid, (_sub, key)),) = service.keys.items()
    assert "Sent: the one-time code that HR gave you." in words
    assert key.jwk()["x"][:40] in words
    assert seen.shown(f"own-key-{kid[:8]}") is not None


def test_nothing_of_the_row_is_kept_on_this_computer(seen, app):
    seen.close()
    files = b"".join(path.read_bytes() for path in app.folder.rglob("*") if path.is_file())
    assert b"Sam Field" in files
    assert b"s.field@trust.example" not in files
    assert b"E1042" not in files


def test_without_a_network_it_says_that_the_row_is_not_shown(desk, service):
    desk.open()
    service.shut()
    desk.window.go(Place.HR_VIEW)
    desk.settle()
    assert "So your row on the staff list is not shown." in desk.words()
    assert desk.shown("own-row") is None
    assert "Every word that was sent" in desk.words()
    service.open()
    desk.click("try-again-own-row")
    assert desk.shown("own-row") is not None
