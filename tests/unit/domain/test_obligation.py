"""Who still owes what is decided by rules that anyone can read in a table."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.acknowledgement import Outcome
from app.domain.obligation import (
    SETTLED,
    AcknowledgementState,
    Answer,
    AuditState,
    Due,
    Item,
    PersonState,
    acknowledgement_after,
    acknowledgement_recorded,
    is_late,
    is_outstanding,
    is_overdue,
    what_is_due,
)

LONDON = ZoneInfo("Europe/London")
DUE = date(2026, 7, 3)
IN_TIME = datetime(2026, 7, 3, 22, 59, 59, tzinfo=UTC)
TOO_LATE = datetime(2026, 7, 3, 23, 0, 0, tzinfo=UTC)

NONE = AcknowledgementState.NONE
ACKNOWLEDGED = AcknowledgementState.ACKNOWLEDGED
LATE = AcknowledgementState.LATE
QUESTION = AcknowledgementState.QUESTION
DECLINED = AcknowledgementState.DECLINED
PAPER = AcknowledgementState.PAPER
EXEMPT = AcknowledgementState.EXEMPT


@pytest.mark.parametrize(
    ("acknowledgement", "audit", "outstanding"),
    [
        (NONE, AuditState.NONE, True),
        (NONE, AuditState.COMPLETED, True),
        (QUESTION, AuditState.COMPLETED, True),
        (DECLINED, AuditState.NOT_DUE, True),
        (ACKNOWLEDGED, AuditState.NONE, True),
        (ACKNOWLEDGED, AuditState.COMPLETED, False),
        (LATE, AuditState.EXEMPT, False),
        (PAPER, AuditState.NOT_DUE, False),
        (EXEMPT, AuditState.COMPLETED, False),
        (EXEMPT, AuditState.NONE, True),
    ],
)
def test_someone_at_work_is_outstanding_while_either_part_is_due(acknowledgement, audit, outstanding):
    assert is_outstanding(PersonState.ACTIVE, acknowledgement, audit) is outstanding


@pytest.mark.parametrize("person", [PersonState.ON_LEAVE, PersonState.LEFT])
def test_nobody_on_leave_or_gone_is_ever_outstanding_or_overdue(person):
    for acknowledgement, audit in product(AcknowledgementState, AuditState):
        assert not is_outstanding(person, acknowledgement, audit)
        assert not is_overdue(person, acknowledgement, audit, DUE, date(2099, 1, 1))


@pytest.mark.parametrize(
    ("acknowledgement", "due", "today", "overdue"),
    [
        (NONE, DUE, DUE, False),
        (NONE, DUE, DUE + timedelta(days=1), True),
        (QUESTION, DUE, DUE + timedelta(days=1), True),
        (ACKNOWLEDGED, DUE, DUE + timedelta(days=1), False),
        (NONE, None, DUE, False),
    ],
)
def test_overdue_is_outstanding_after_the_due_date_has_ended(acknowledgement, due, today, overdue):
    assert is_overdue(PersonState.ACTIVE, acknowledgement, AuditState.NOT_DUE, due, today) is overdue


@pytest.mark.parametrize(
    ("received_at", "due", "late"), [(IN_TIME, DUE, False), (TOO_LATE, DUE, True), (TOO_LATE, None, False)]
)
def test_late_is_measured_at_midnight_in_the_trusts_time_zone(received_at, due, late):
    assert is_late(received_at, due, LONDON) is late


@pytest.mark.parametrize(
    ("current", "outcome", "received_at", "after"),
    [
        (NONE, Outcome.ACKNOWLEDGED, IN_TIME, ACKNOWLEDGED),
        (NONE, Outcome.ACKNOWLEDGED, TOO_LATE, LATE),
        (NONE, Outcome.QUESTION, IN_TIME, QUESTION),
        (NONE, Outcome.DECLINED, TOO_LATE, DECLINED),
        (QUESTION, Outcome.ACKNOWLEDGED, IN_TIME, ACKNOWLEDGED),
        (QUESTION, Outcome.DECLINED, IN_TIME, DECLINED),
        (DECLINED, Outcome.QUESTION, IN_TIME, QUESTION),
        (DECLINED, Outcome.ACKNOWLEDGED, TOO_LATE, LATE),
        (ACKNOWLEDGED, Outcome.QUESTION, IN_TIME, ACKNOWLEDGED),
        (ACKNOWLEDGED, Outcome.DECLINED, IN_TIME, ACKNOWLEDGED),
        (ACKNOWLEDGED, Outcome.ACKNOWLEDGED, TOO_LATE, ACKNOWLEDGED),
        (LATE, Outcome.DECLINED, TOO_LATE, LATE),
        (LATE, Outcome.ACKNOWLEDGED, IN_TIME, ACKNOWLEDGED),
        (PAPER, Outcome.QUESTION, IN_TIME, PAPER),
        (PAPER, Outcome.ACKNOWLEDGED, IN_TIME, ACKNOWLEDGED),
        (PAPER, Outcome.ACKNOWLEDGED, TOO_LATE, PAPER),
        (EXEMPT, Outcome.DECLINED, IN_TIME, EXEMPT),
        (EXEMPT, Outcome.ACKNOWLEDGED, IN_TIME, ACKNOWLEDGED),
    ],
)
def test_the_newest_record_counts_and_no_acknowledgement_is_undone(current, outcome, received_at, after):
    assert acknowledgement_after(current, outcome, received_at, DUE, LONDON) is after


ARRIVALS = st.lists(st.tuples(st.sampled_from(Outcome), st.sampled_from([IN_TIME, TOO_LATE])))


@given(start=st.sampled_from(AcknowledgementState), arrivals=ARRIVALS)
def test_what_is_settled_stays_settled_whatever_arrives(start, arrivals):
    state, was_settled = start, start in SETTLED
    for outcome, received_at in arrivals:
        state = acknowledgement_after(state, outcome, received_at, DUE, LONDON)
        assert state in SETTLED or not was_settled
        was_settled = state in SETTLED


@pytest.mark.parametrize(
    ("current", "by_hand", "after"),
    [
        (NONE, PAPER, PAPER),
        (QUESTION, EXEMPT, EXEMPT),
        (PAPER, EXEMPT, EXEMPT),
        (ACKNOWLEDGED, EXEMPT, ACKNOWLEDGED),
        (LATE, PAPER, LATE),
    ],
)
def test_what_hr_records_by_hand_never_hides_a_signature(current, by_hand, after):
    assert acknowledgement_recorded(current, by_hand) is after


def test_only_paper_and_exemptions_are_recorded_by_hand():
    with pytest.raises(ValueError, match="paper"):
        acknowledgement_recorded(NONE, ACKNOWLEDGED)


def item(version: int = 3, **changes: object) -> Item:
    return Item(**{"policy": "social-media", "version": version, "manifest_sha256": "00" * 32, **changes})


def answered(version: int, outcome: Outcome = Outcome.ACKNOWLEDGED, policy: str = "social-media") -> Answer:
    return Answer(policy, version, outcome)


@pytest.mark.parametrize(
    ("answers", "minor", "since"),
    [
        ([], [], None),
        ([], [1, 2, 3], None),
        ([answered(3, policy="another")], [], None),
        ([answered(1)], [], 1),
        ([answered(1)], [2], 1),
        ([answered(1)], [3], 1),
        ([answered(2), answered(1)], [2], 2),
        ([answered(1, Outcome.QUESTION)], [2], None),
        ([answered(1), answered(2, Outcome.DECLINED)], [], 1),
    ],
)
def test_a_policy_is_asked_for_until_its_newest_material_version_is_answered(answers, minor, since):
    assert what_is_due([item()], answers, {"social-media": minor}) == (Due(item(), since),)


@pytest.mark.parametrize(
    ("answers", "minor"),
    [
        ([answered(3)], []),
        ([answered(2)], [3]),
        ([answered(1)], [2, 3]),
        ([answered(4)], []),
        ([answered(3, Outcome.QUESTION)], []),
        ([answered(3, Outcome.DECLINED)], []),
        ([answered(3), answered(3, Outcome.QUESTION)], []),
        ([answered(1), answered(2, Outcome.DECLINED)], [3]),
    ],
)
def test_an_answered_policy_is_left_in_peace_while_only_minor_versions_follow(answers, minor):
    assert what_is_due([item()], answers, {"social-media": minor}) == ()


@pytest.mark.parametrize("changes", [{"paused": True}, {"withdrawn": True}])
def test_nothing_is_asked_while_paused_or_withdrawn(changes):
    assert what_is_due([item(**changes)], [], {}) == ()


def test_the_nearest_date_is_asked_first_and_no_date_last():
    never = item(policy="a")
    late = item(policy="b", due=date(2026, 9, 1))
    soon = item(policy="d", due=date(2026, 8, 1))
    also_soon = item(policy="c", due=date(2026, 8, 1))
    due = what_is_due([never, late, soon, also_soon], [], {})
    assert [one.item.policy for one in due] == ["c", "d", "b", "a"]


def test_an_implausibly_high_version_costs_nothing_to_judge():
    due = what_is_due([item(version=10**18)], [answered(1)], {})
    assert due[0].since == 1
