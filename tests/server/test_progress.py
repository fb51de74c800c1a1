"""How far it has come: every state counted apart, by school, line manager and role, and by the trust's days."""

from datetime import UTC, date, datetime

import pytest

from app.hr.accounts import Role
from app.hr.narrowing import Narrowing, SeveralManagersError
from app.hr.progress import By
from app.hr.scope import Scope
from app.hr.standings import UnknownPolicyIdError
from app.protocol import CONSOLE_STANDINGS, Standings
from app.protocol_progress import CONSOLE_PROGRESS, CONSOLE_SUMMARY, Course, Summary

POLICY = "social-media-policy"
QUERY = f"?policy={POLICY}"
PASSWORD = "correct horse battery"


@pytest.fixture
def managed(world):
    """Eight people in two schools; s0 manages s1 to s3, two people called Person 7 manage nobody and s4."""
    lines = ["Staff ID,Name,Email,School,Role,Line manager"]
    manager = {1: "s0", 2: "s0", 3: "s0", 4: "s7"}
    for n in range(8):
        role = "Teacher" if n < 5 else "Caretaker"
        lines.append(f"s{n},Person {n},s{n}@oak.example,School {n % 2},{role},{manager.get(n, '')}")
    assert world.hr.roster.apply("\n".join(lines).encode(), actor="test").saved
    world.publish()
    return world


def _answer(world) -> None:
    """One of each state: s1 signs, s2 asks, s3 declines, s4 is on leave, s5 on paper, s6 exempt, s7 left, s0 nothing."""
    world.received(
        world.device("s1").acknowledgement(),
    )
    question, _message = world.device("s2").question()
    world.received(question)
    world.received(world.device("s3").acknowledgement("declined"))
    today = date(2026, 11, 23)
    world.hr.leave.record("s4", today, None, "Away.", actor="test")
    world.hr.facts.paper(["s5"], (POLICY, None), today, "At the training day.", actor="test")
    world.hr.facts.exempt(["s6"], (POLICY, None), "Reads no policies yet.", actor="test")


def test_each_state_is_counted_apart(managed):
    _answer(managed)
    groups = {one.name: one for one in managed.hr.progress.counts(POLICY, By.ROLE)[1]}
    teachers, caretakers = groups["Teacher"], groups["Caretaker"]
    assert (teachers.staff, teachers.asked, teachers.acknowledged, teachers.on_leave) == (5, 4, 1, 1)
    assert (teachers.questions, teachers.declined, teachers.outstanding) == (1, 1, 4)
    assert (caretakers.asked, caretakers.acknowledged, caretakers.paper, caretakers.exempt) == (2, 1, 1, 1)


def test_whatever_people_are_counted_by_the_sums_are_the_same(managed):
    _answer(managed)
    sums = []
    for by in By:
        _, groups = managed.hr.progress.counts(POLICY, by)
        sums.append(
            {name: sum(vars(one)[name] for one in groups) for name in vars(groups[0]) if name != "name"}
        )
    assert sums[0] == sums[1] == sums[2]
    assert sums[0]["staff"] == 8


def test_people_without_a_line_manager_are_a_group_of_their_own(managed):
    _, groups = managed.hr.progress.counts(POLICY, By.MANAGER)
    assert [(one.name, one.staff) for one in groups] == [("", 4), ("Person 0", 3), ("Person 7", 1)]


def test_who_has_left_is_counted_beside_the_staff(managed):
    people = [(f"s{n}", f"Person {n}", f"School {n % 2}") for n in range(7)]
    managed.hr.roster.apply(managed.roster(*people), actor="test", confirm_leavers=True)
    school = managed.hr.progress.by_school(POLICY)[1][1]
    assert (school.staff, school.left, school.outstanding) == (3, 1, 3)


def test_after_its_day_what_is_outstanding_is_overdue(managed):
    managed.clock.move(days=60)
    assert [one.overdue for one in managed.hr.progress.counts(POLICY, By.ROLE)[1]] == [3, 5]


def test_the_days_are_the_trusts_own(world):
    world.clock.now = datetime(2027, 7, 1, 9, tzinfo=UTC)
    world.staff(2, 1)
    world.publish(due=date(2027, 7, 16))
    world.clock.now = datetime(2027, 7, 5, 23, 30, tzinfo=UTC)  # half past midnight in London
    device = world.device("s0")
    world.received(device.acknowledgement())
    world.clock.now = datetime(2027, 7, 9, 9, tzinfo=UTC)
    world.received(device.completion())
    course = world.hr.progress.course(POLICY)
    assert [(one.school, dict(one.days)) for one in course.schools] == [
        ("School 0", {"2027-07-06": [1, 0], "2027-07-09": [0, 1]})
    ]
    assert [one.published_on for one in course.versions] == ["2027-07-01"]


def test_a_material_version_begins_again_and_a_minor_one_is_a_mark(managed):
    managed.received(managed.device("s1").acknowledgement())
    managed.publish(content=b"# P\n\n## One\n\nminor\n", material=False)
    course = managed.hr.progress.course(POLICY)
    assert [one.material for one in course.versions] == [True, False]
    assert sum(days[0] for one in course.schools for days in one.days.values()) == 1
    managed.publish(content=b"# P\n\n## One\n\nmaterial\n")
    course = managed.hr.progress.course(POLICY)
    assert [one.version for one in course.versions] == [managed.manifest.record.version]
    assert course.schools == []


def test_the_way_ends_where_the_totals_stand(managed):
    _answer(managed)
    course = managed.hr.progress.course(POLICY)
    _, groups = managed.hr.progress.by_school(POLICY)
    reached = {one.school: sum(days[0] for days in one.days.values()) for one in course.schools}
    assert reached == {one.name: one.acknowledged for one in groups if one.acknowledged}


def test_nobody_is_told_of_people_out_of_sight(managed):
    managed.received(
        managed.device("s1").acknowledgement(),
    )
    assert managed.hr.progress.counts(POLICY, By.ROLE, Scope())[1] == []
    assert managed.hr.progress.course(POLICY, Scope()).schools == []
    with pytest.raises(UnknownPolicyIdError):
        managed.hr.progress.counts("nothing", By.ROLE)
    with pytest.raises(UnknownPolicyIdError):
        managed.hr.progress.course("nothing")


SEEN = {"hr": 8, "auditor": 8, "head": 4, "manager": 3}


@pytest.fixture
def window(managed, serving, http):
    managed.account("hr", Role.HR)
    managed.account("auditor", Role.AUDITOR)
    managed.account("head", Role.HEADTEACHER, school_names=["School 1"])
    managed.account("manager", Role.LINE_MANAGER, staff_id="s0")
    base = serving(managed.hr)

    def ask(account, path):
        return _asked(managed, http, base, account, path)

    return ask


def _asked(world, http, base, account, path):
    headers = {}
    if account:
        token = world.hr.accounts.sign_in(account, PASSWORD, "10.0.0.1").token
        headers["Authorization"] = f"Bearer {token}"
    return http.get(base + path, headers=headers, timeout=20)


@pytest.fixture
def window_of(serving, http):
    """Makes an account, and answers how it asks the service."""

    def make(world, name, role, **options):
        world.account(name, role, **options)
        base = serving(world.hr)
        return lambda path: _asked(world, http, base, name, path)

    return make


def test_each_role_is_given_the_counts_of_its_own_people(window, managed):
    managed.received(managed.device("s1").acknowledgement(), managed.device("s4").acknowledgement())
    for account, expected in SEEN.items():
        for by in By:
            answer = window(account, f"{CONSOLE_SUMMARY}{QUERY}&by={by}")
            summary = Summary.model_validate_json(answer.content)
            assert sum(one.staff for one in summary.groups) == expected
        course = Course.model_validate_json(window(account, CONSOLE_PROGRESS + QUERY).content)
        seen_signing = 1 if account in {"head", "manager"} else 2
        assert sum(one.acknowledged for one in course.days) == seen_signing


def test_a_heads_numbers_are_those_of_the_heads_list_whatever_people_are_counted_by(world, window_of):
    people = "Staff ID,Name,Email,School,Role\ns1,Ann,,Oak;Ash,Teacher\ns2,Bob,,Ash,Cook\ns3,Cy,,Oak,Cook\n"
    assert world.hr.roster.apply(people.encode(), actor="test").saved
    world.publish()
    world.received(world.device("s1").acknowledgement())
    for school, seen in (("Ash", {"s1", "s2"}), ("Oak", {"s1", "s3"})):
        ask = window_of(world, f"head of {school}", Role.HEADTEACHER, school_names=[school])
        listed = Standings.model_validate_json(ask(f"{CONSOLE_STANDINGS}{QUERY}").content).rows
        assert {row.staff_id for row in listed} == seen
        for by in By:
            summary = Summary.model_validate_json(ask(f"{CONSOLE_SUMMARY}{QUERY}&by={by}").content)
            sums = [sum(getattr(one, name) for one in summary.groups) for name in ("staff", "acknowledged")]
            assert sums == [2, 1], by
        course = Course.model_validate_json(ask(CONSOLE_PROGRESS + QUERY).content)
        assert sum(one.acknowledged for one in course.days) == 1


def test_line_managers_of_one_name_are_told_apart_by_their_staff_ids(world):
    lines = [
        "Staff ID,Name,Email,School,Role,Line manager",
        "m1,Ann Smith,,Oak,Head,",
        "m2,Ann Smith,,Ash,Head,",
    ]
    lines += ["m3,Bo Lee,,Oak,Head,m1", "s1,Cy,,Oak,Cook,m1", "s2,Di,,Ash,Cook,m2", "s3,Ed,,Ash,Cook,m3"]
    assert world.hr.roster.apply("\n".join(lines).encode(), actor="test").saved
    world.publish()
    _, groups = world.hr.progress.counts(POLICY, By.MANAGER)
    assert [(one.name, one.staff) for one in groups] == [
        ("", 2),
        ("Ann Smith (m1)", 2),
        ("Ann Smith (m2)", 1),
        ("Bo Lee", 1),
    ]
    rows = {row.staff_id: row.line_manager for row in world.hr.outstanding.rows(POLICY)[1]}
    assert (rows["s1"], rows["s2"], rows["s3"]) == ("Ann Smith (m1)", "Ann Smith (m2)", "Bo Lee")
    with pytest.raises(SeveralManagersError) as refused:
        world.hr.outstanding.rows(POLICY, narrowing=Narrowing(manager="Ann Smith"))
    assert "m1, m2" in refused.value.sentence
    for called in ("m2", "Ann Smith (m2)"):
        _, rows = world.hr.outstanding.rows(POLICY, narrowing=Narrowing(manager=called))
        assert [row.staff_id for row in rows] == ["s2"]


def test_without_a_session_or_a_known_policy_there_is_nothing(window):
    for path in (CONSOLE_SUMMARY, CONSOLE_PROGRESS):
        assert window(None, path + QUERY).status_code == 401
        assert window("hr", f"{path}?policy=nothing").json()["code"] == "unknown-policy-id"
    assert window("hr", f"{CONSOLE_SUMMARY}{QUERY}&by=name").json()["code"] == "malformed-request"
