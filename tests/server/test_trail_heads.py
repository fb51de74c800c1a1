"""HR's own trail is fixed in the log once a day: a changed, dropped or swapped line is found."""

import pytest
from sqlalchemy import text

from app.evidence.trail_head import TrailHead
from app.hr import trail
from app.hr.trail_heads import TrailChangedError


@pytest.fixture
def fixed(school):
    """A trail with two heads, and a line after the second."""
    _note(school, "a", "b", "c")
    school.hr.trail_heads.make()
    _note(school, "d", "e")
    school.hr.trail_heads.make()
    _note(school, "f")
    return school


def _note(world, *actions):
    with world.database.write() as connection:
        for action in actions:
            trail.note(connection, "2026-11-23T09:00:00Z", "hr", action)


def _tamper(world, *statements):
    """Somebody with the whole database in their hands: the triggers are no obstacle to them."""
    with world.database.write() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER trail_refuses_update"))
            connection.execute(text("DROP TRIGGER trail_refuses_delete"))
        else:
            connection.execute(text("DROP TRIGGER trail_is_kept ON trail"))
        for statement in statements:
            connection.execute(text(statement))


def test_a_trail_as_it_was_written_is_found_to_be_so(fixed):
    state = fixed.hr.trail_heads.verify()
    assert (state.heads, state.later) == (2, 1)
    assert state.covered >= 5


def test_the_head_is_a_leaf_of_the_log_signed_by_the_service(fixed):
    with fixed.database.read() as connection:
        query = text("SELECT token FROM records WHERE typ = 'trail-head+jws' ORDER BY leaf_index")
        heads = [
            TrailHead.verified(token, fixed.service_key.public).record
            for token in connection.execute(query).scalars()
        ]
    assert heads[0].lines + 2 == heads[1].lines
    assert heads[0].day == "2026-11-23"


@pytest.mark.parametrize(
    "statements",
    [
        ("UPDATE trail SET actor = 'x' WHERE action = 'a'",),
        ("UPDATE trail SET at = '2026-11-23T09:00:01Z' WHERE action = 'e'",),
        ("UPDATE trail SET detail = 'more' WHERE action = 'c'",),
        (
            "DELETE FROM trail_places WHERE trail_id = (SELECT id FROM trail WHERE action = 'b')",
            "DELETE FROM trail WHERE action = 'b'",
        ),
        (
            "UPDATE trail SET action = 'z' WHERE action = 'a'",
            "UPDATE trail SET action = 'a' WHERE action = 'b'",
            "UPDATE trail SET action = 'b' WHERE action = 'z'",
        ),
        (
            "DELETE FROM trail_places WHERE trail_id = (SELECT id FROM trail WHERE action = 'e')",
            "DELETE FROM trail WHERE action = 'e'",
        ),
    ],
    ids=[
        "another actor",
        "another time",
        "more words",
        "a dropped line",
        "swapped lines",
        "the last line dropped",
    ],
)
def test_a_tampered_line_is_found(fixed, statements):
    _tamper(fixed, *statements)
    with pytest.raises(TrailChangedError) as caught:
        fixed.hr.trail_heads.verify()
    assert "2026-11-23" in str(caught.value)


def test_a_line_that_became_visible_late_takes_its_place_under_the_next_head(fixed):
    # On PostgreSQL a line may have a lower number than one that was seen before it.
    with fixed.database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO trail (id, at, actor, action, subject, detail)"
                " VALUES (-5, '2026-11-23T09:00:00Z', 'hr', 'late', '', '')"
            )
        )
    fixed.hr.trail_heads.make()
    state = fixed.hr.trail_heads.verify()
    assert (state.heads, state.later) == (3, 0)


def test_a_day_without_a_line_has_a_head_too(world):
    assert world.hr.trail_heads.make().lines == 0
    assert world.hr.trail_heads.verify().heads == 1
