"""However changes, filters and sorting follow one another, the list is the one that a fresh start would show."""

from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from app.console.filters import Facet, Filters, Order
from app.console.rows import Column, RowReader, Show
from app.console.staff_table import StaffTable
from tests.fakes.console_service import standing

READER = RowReader(date(2026, 11, 22), ZoneInfo("Europe/London"))

people = st.builds(
    lambda number, name, school, acknowledgement, person: standing(
        number,
        name=name,
        school=school,
        acknowledgement=acknowledgement,
        person=person,
        outstanding=person == "active",
    ),
    st.integers(1, 12),
    st.sampled_from(["Ann", "Änne", "Bo", "Cy O’Neill"]),
    st.sampled_from(["North", "South"]),
    st.sampled_from(["none", "question", "acknowledged", "paper"]),
    st.sampled_from(["active", "on-leave", "left"]),
)
steps = st.one_of(
    st.lists(people, max_size=4),
    st.builds(
        Filters,
        st.sampled_from(Show),
        st.sampled_from([None, "North"]),
        st.sampled_from(["", "an", "an s0"]),
        st.sampled_from([None, "Manager 1", "Nobody"]),
        st.sampled_from([None, "Teacher"]),
    ),
    st.builds(Order, st.sampled_from(Column), st.booleans()),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(people, max_size=8), st.lists(steps, max_size=8))
def test_any_course_of_events_ends_where_a_fresh_start_would(first, course):
    table = StaffTable()
    known = {row.staff_id: READER.read(row) for row in first}
    table.replace_all(known.values())
    for step in course:
        if isinstance(step, Filters):
            table.choose(step)
        elif isinstance(step, Order):
            table.sort(step)
        else:
            rows = [READER.read(row) for row in {row.staff_id: row for row in step}.values()]
            known |= {row.staff_id: row for row in rows}
            table.update(rows)
    fresh = StaffTable()
    fresh.filters, fresh.order = table.filters, table.order
    fresh.replace_all(known.values())
    assert [table.rows[place] for place in table.shown] == [fresh.rows[place] for place in fresh.shown]
    for show in Show:
        assert table.count(show, "North") == fresh.count(show, "North")
    for facet in Facet:
        assert table.outstanding_by(facet) == fresh.outstanding_by(facet)
