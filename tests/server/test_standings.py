"""Who stands where: publishing, the staff list and records together, always equal to a fresh count."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from app.domain.obligation import AcknowledgementState, AuditState, PersonState
from app.evidence.judgement import UnknownPublisherError
from app.hr.publishing import (
    ContentMismatchError,
    Draft,
    EmptyPolicyError,
    NotTextError,
    SummaryMissingError,
    VersionTakenError,
)
from app.hr.roster_import import ManyLeaversError
from app.hr.scope import Scope
from app.hr.standings import UnknownPolicyIdError, recount
from app.hr.store.schema import staff, standings, tallies
from app.signing.keys import PrivateKey

POLICY = "social-media-policy"
OTHER_TEXT = b"# Social Media Policy\n\n## One\n\nOther words.\n"


def _tallies(world) -> dict[tuple, int]:
    with world.database.read() as connection:
        rows = connection.execute(select(tallies)).all()
    return {tuple(row[:-1]): row[-1] for row in rows if row[-1]}


def _recounted(world) -> dict[tuple, int]:
    with world.database.write() as connection:
        recount(connection, POLICY)
    return _tallies(world)


def _counted_by_hand(world) -> Counter:
    query = select(standings, staff.c.school_id, staff.c.person).join(staff, staff.c.sub == standings.c.sub)
    with world.database.read() as connection:
        return Counter(
            (row.policy_id, row.school_id, row.person, row.acknowledgement, row.audit, row.due or "")
            for row in connection.execute(query)
        )


STEPS = st.one_of(
    st.tuples(
        st.just("answer"), st.integers(0, 5), st.sampled_from(["acknowledged", "question", "declined"])
    ),
    st.tuples(st.just("complete"), st.integers(0, 5)),
    st.tuples(st.just("roster"), st.sets(st.integers(0, 5), min_size=1), st.integers(1, 3)),
    st.tuples(st.just("publish"), st.booleans(), st.booleans()),
    st.tuples(st.just("wait"), st.integers(1, 30)),
    st.tuples(st.just("leave"), st.integers(0, 5), st.integers(-20, 10), st.integers(0, 20)),
)


def _play(world, devices, step) -> None:
    match step:
        case "answer", who, outcome:
            world.receive(devices[who].acknowledgement(outcome))
        case "complete", who:
            if world.manifest.record.checklist:
                world.receive(devices[who].completion())
        case "roster", who, school_count:
            people = [(f"s{n}", f"Person {n}", f"School {n % school_count}") for n in sorted(who)]
            world.hr.roster.apply(world.roster(*people), actor="test", confirm_leavers=True)
        case "publish", material, checklist:
            content = f"# Social Media Policy\n\n## One\n\n{world.manifest.record.version}\n".encode()
            due = world.clock().date() + timedelta(days=20)
            world.publish(content=content, material=material, checklist=checklist, due=due)
        case "wait", days:
            world.clock.move(days=days)
        case "leave", who, begins, days:
            first = world.clock().date() + timedelta(days=begins)
            world.hr.leave.record(f"s{who}", first, first + timedelta(days=days), "Away.", actor="pat")


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, max_size=10))
def test_tallies_equal_a_recount_after_any_history(world, steps):
    if world.manifest is None:
        world.staff(6)
        world.publish()
        world.people = [world.device(f"s{n}") for n in range(6)]
    for step in steps:
        _play(world, world.people, step)
        counted = _tallies(world)
        assert counted == dict(_counted_by_hand(world))
    assert counted == _recounted(world) if steps else True


def test_everyone_here_is_asked_and_counted_by_school(school):
    _, counts = school.hr.progress.by_school(POLICY)
    assert [(one.name, one.staff, one.outstanding) for one in counts] == [
        ("School 0", 2, 2),
        ("School 1", 2, 2),
    ]
    device = school.device("s1")
    school.received(device.acknowledgement(), device.completion())
    school.received(school.device("s3").acknowledgement("question"))
    _, counts = school.hr.progress.by_school(POLICY)
    one = counts[1]
    assert (one.outstanding, one.acknowledged, one.audits, one.questions, one.overdue) == (1, 1, 1, 1, 0)
    school.clock.move(days=60)
    _, counts = school.hr.progress.by_school(POLICY)
    assert [one.overdue for one in counts] == [2, 1]


def test_a_window_that_asks_again_is_told_only_what_changed(school):
    revision, rows = school.hr.outstanding.rows(POLICY)
    assert len(rows) == 4
    assert school.hr.outstanding.rows(POLICY, after=revision) == (revision, [])
    school.received(school.device("s2").acknowledgement())
    newer, rows = school.hr.outstanding.rows(POLICY, after=revision)
    assert newer > revision
    assert [row.staff_id for row in rows] == ["s2"]


def test_nobody_sees_beyond_their_scope(school):
    nobody = Scope()
    assert school.hr.progress.by_school(POLICY, nobody)[1] == []
    assert school.hr.outstanding.rows(POLICY, nobody)[1] == []
    manager = Scope(manager=school.device("s0").sub)
    assert school.hr.outstanding.rows(POLICY, manager)[1] == []


def test_a_line_managers_counts_are_of_their_own_people(world):
    people = [(f"s{n}", f"Person {n}", f"School {n % 2}") for n in range(4)]
    managers = {"s1": "s0@oak.example", "s2": "S0"}
    assert world.hr.roster.apply(world.roster(*people, managers=managers), actor="test").saved
    world.publish()
    scope = Scope(manager=world.device("s0").sub)
    _, counts = world.hr.progress.by_school(POLICY, scope)
    assert [(one.name, one.staff) for one in counts] == [("School 0", 1), ("School 1", 1)]
    _, rows = world.hr.outstanding.rows(POLICY, scope)
    assert [(row.staff_id, row.line_manager) for row in rows] == [("s1", "Person 0"), ("s2", "Person 0")]


def test_an_unknown_policy_is_told(school):
    with pytest.raises(UnknownPolicyIdError):
        school.hr.progress.by_school("nothing")


def test_a_minor_version_keeps_signatures_and_a_material_one_asks_again(school):
    device = school.device("s0")
    school.received(device.acknowledgement(), device.completion())
    school.publish(content=OTHER_TEXT, material=False, due=date(2027, 1, 31))
    row = school.standing("s0")
    assert (row.acknowledgement, row.audit, row.due) == (
        AcknowledgementState.ACKNOWLEDGED,
        AuditState.COMPLETED,
        "2027-01-31",
    )
    assert school.hr.publishing.would_ask(POLICY, material=True).now == 4
    assert school.hr.publishing.would_ask(POLICY, material=False).now == 0
    school.publish()
    row = school.standing("s0")
    assert (row.acknowledgement, row.acknowledged_at, row.audit) == (
        AcknowledgementState.NONE,
        None,
        AuditState.NONE,
    )


def test_without_a_checklist_no_self_audit_is_due(world):
    world.staff()
    world.publish(checklist=False)
    world.received(world.device("s0").acknowledgement())
    assert world.standing("s0").audit == AuditState.NOT_DUE
    assert not world.standing("s0").outstanding


def test_leavers_keep_their_record_and_returners_get_it_back(school):
    device = school.device("s0")
    school.received(device.acknowledgement())
    others = [(f"s{n}", f"Person {n}", f"School {n % 2}") for n in range(1, 4)]
    content = school.roster(*others)
    with pytest.raises(ManyLeaversError):
        school.hr.roster.apply(content, actor="test")
    assert school.hr.roster.preview(content).leavers == ["s0"]
    school.hr.roster.apply(content, actor="test", confirm_leavers=True)
    row = school.standing("s0")
    assert (row.person, row.acknowledgement) == (PersonState.LEFT, AcknowledgementState.ACKNOWLEDGED)
    _, counts = school.hr.progress.by_school(POLICY)
    assert sum(one.staff for one in counts) == 3
    plan = school.hr.roster.apply(school.roster(("s0", "Person 0", "School 0"), *others), actor="test")
    assert plan.joiners == ["s0"]
    row = school.standing("s0")
    assert (row.person, row.acknowledgement) == (PersonState.ACTIVE, AcknowledgementState.ACKNOWLEDGED)
    with school.database.read() as connection:
        assert connection.execute(select(staff.c.sub).where(staff.c.staff_id == "s0")).scalars().all() == [
            device.sub
        ]


def test_somebody_who_returns_after_a_material_version_is_asked_again(school):
    school.received(school.device("s0").acknowledgement())
    others = [(f"s{n}", f"Person {n}", f"School {n % 2}") for n in range(1, 4)]
    school.hr.roster.apply(school.roster(*others), actor="test", confirm_leavers=True)
    school.publish(content=OTHER_TEXT)
    assert school.standing("s0").acknowledgement == AcknowledgementState.ACKNOWLEDGED
    school.hr.roster.apply(school.roster(("s0", "Person 0", "School 0"), *others), actor="test")
    assert school.standing("s0").acknowledgement == AcknowledgementState.NONE


def test_importing_the_same_file_again_changes_nothing(school):
    people = [(f"s{n}", f"Person {n}", f"School {n % 2}") for n in range(4)]
    before = school.hr.outstanding.rows(POLICY)[1]
    plan = school.hr.roster.apply(school.roster(*people), actor="test")
    assert (plan.joiners, plan.changes, plan.leavers, plan.unchanged, plan.saved) == ([], [], [], 4, True)
    assert school.hr.outstanding.rows(POLICY)[1] == before


def test_a_joiner_is_asked_and_a_moved_person_counts_at_the_new_school(school):
    people = [(f"s{n}", f"Person {n}", "School 0" if n == 1 else f"School {n % 2}") for n in range(5)]
    plan = school.hr.roster.apply(school.roster(*people), actor="test")
    assert (plan.joiners, plan.changes) == (["s4"], ["s1"])
    _, counts = school.hr.progress.by_school(POLICY)
    assert [(one.name, one.staff) for one in counts] == [("School 0", 4), ("School 1", 1)]


def test_a_list_with_a_problem_saves_nothing(school):
    content = school.roster(("s9", "New Person", "School 0"), ("s9", "Twice", "School 0"))
    plan = school.hr.roster.apply(content, actor="test", confirm_leavers=True)
    assert plan.problems
    assert not plan.saved
    assert len(school.hr.outstanding.rows(POLICY)[1]) == 4


def test_a_line_manager_who_is_nowhere_is_a_problem(world):
    plan = world.hr.roster.preview(world.roster(("s0", "A", "Oak"), managers={"s0": "nobody@oak.example"}))
    assert plan.problems == ["Row 2: the line manager is not on the staff list."]
    plan = world.hr.roster.preview(world.roster(("s0", "A", "Oak"), managers={"s0": "s0"}))
    assert plan.problems == ["Row 2: this person is given as their own line manager."]


def _signed(world, draft: Draft, key: PrivateKey | None = None) -> str:
    return world.hr.publishing.manifest(draft).signed_by(key or world.publishing_key)


def test_only_the_trusts_publishing_key_publishes(school):
    draft = Draft(POLICY, "x", OTHER_TEXT, summary_of_changes="Changed.")
    token = _signed(school, draft, PrivateKey.generate())
    with pytest.raises(UnknownPublisherError):
        school.hr.publishing.publish(token, OTHER_TEXT, None, due=None, actor="test")


def test_what_is_published_is_what_was_signed(school):
    draft = Draft(POLICY, "x", OTHER_TEXT, summary_of_changes="Changed.")
    token = _signed(school, draft)
    with pytest.raises(ContentMismatchError):
        school.hr.publishing.publish(token, OTHER_TEXT + b" ", None, due=None, actor="test")
    school.hr.publishing.publish(token, OTHER_TEXT, None, due=None, actor="test")
    with pytest.raises(VersionTakenError):
        school.hr.publishing.publish(token, OTHER_TEXT, None, due=None, actor="test")


@pytest.mark.parametrize(
    ("content", "summary", "error"),
    [
        (b"\xff\xfe\x00", "Changed.", NotTextError),
        (b" \n", "Changed.", EmptyPolicyError),
        (OTHER_TEXT, " ", SummaryMissingError),
    ],
)
def test_what_cannot_be_published_is_told_why(school, content, summary, error):
    with pytest.raises(error):
        school.hr.publishing.manifest(Draft(POLICY, "x", content, summary_of_changes=summary))


def test_the_policy_list_says_that_the_review_is_past(school):
    [policy] = school.hr.delivery.in_force()
    assert (policy.title, policy.review, policy.due) == ("Social Media Policy", "2022-03-31", "2026-12-31")
    assert policy.has_checklist


def test_a_failed_import_leaves_the_tallies_alone(school):
    with school.database.write() as connection:
        connection.execute(delete(tallies).where(tallies.c.count == 0))
    before = _tallies(school)
    with pytest.raises(ManyLeaversError):
        school.hr.roster.apply(school.roster(("s1", "Person 1", "School 1")), actor="test")
    assert _tallies(school) == before
