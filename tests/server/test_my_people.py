"""A line manager's own device is told of that manager's people, and of nobody else; and answers them."""

from types import SimpleNamespace

import pytest

from app.evidence.records import Message
from app.hr import policy_list
from app.hr.questions import NotAQuestionError
from app.hr.reader import Reader
from app.hr.scope import Scope
from app.signing.jws import record_sha256
from app.sync.transport import Limits
from app.workflows import my_people
from tests.fakes.staff_app import StaffApp


@pytest.fixture
def managed(world):
    """s0 manages s1 and s2; s3 is managed by nobody, and s2 manages s3's colleague s4."""
    people = [(f"s{n}", f"Person Number{n}", f"School {n % 2}") for n in range(5)]
    managers = {"s1": "s0", "s2": "s0", "s4": "s2"}
    assert world.hr.roster.apply(world.roster(*people, managers=managers), actor="test").saved
    world.publish()
    return world


def asks(world, staff_id, to, number=1):
    device = world.device(staff_id)
    jti = f"{number}111111{staff_id[1]}-1111-4111-8111-111111111111"
    message = Message(
        sub=device.sub,
        aud="oak.example/policies",
        jti=f"2222222{staff_id[1]}-111{number}-4111-8111-111111111111",
        acknowledgement=jti,
        to=to,
        text=f"Words of {staff_id} to {to}",
        salt="s" * 22,
    ).signed_by(device.key)
    record = device.acknowledgement("question", jti=jti, message_sha256=record_sha256(message))
    world.received(record)
    world.hr.messages.take(message)
    return jti


def names(world, staff_id):
    return [one.name for one in world.hr.my_people.of(world.device(staff_id).sub)]


def test_each_manager_is_told_of_their_own_people_alone(managed):
    assert names(managed, "s0") == ["Person Number1", "Person Number2"]
    assert names(managed, "s2") == ["Person Number4"]
    assert names(managed, "s1") == []


def test_who_has_left_or_got_another_manager_is_told_of_no_more(managed):
    people = [(f"s{n}", f"Person Number{n}", f"School {n % 2}") for n in (0, 2, 3, 4)]
    managed.hr.roster.apply(
        managed.roster(*people, managers={"s4": "s0"}), actor="test", confirm_leavers=True
    )
    assert names(managed, "s0") == ["Person Number4"]


def test_a_manager_who_has_left_is_told_of_nobody_and_answers_nobody(managed):
    question, manager = asks(managed, "s1", "line-manager"), managed.device("s0").sub
    people = [(f"s{n}", f"Person Number{n}", f"School {n % 2}") for n in range(1, 5)]
    managers = {"s1": "s0", "s2": "s0", "s4": "s2"}
    content = managed.roster(*people, managers=managers)
    managed.hr.roster.apply(content, actor="test", confirm_leavers=True)
    assert managed.hr.my_people.of(manager) == []
    assert managed.hr.my_people.questions(manager) == []
    with pytest.raises(NotAQuestionError):
        managed.hr.my_people.answer(manager, question, "I am gone.")


def test_only_what_was_sent_to_the_manager_is_read_and_answered_by_them(managed):
    theirs, hrs = asks(managed, "s1", "line-manager"), asks(managed, "s2", "hr")
    manager, other = managed.device("s0").sub, managed.device("s3").sub
    assert [one.words for _title, one in managed.hr.my_people.questions(manager)] == [
        "Words of s1 to line-manager"
    ]
    for sub, jti in ((manager, hrs), (other, theirs)):
        with pytest.raises(NotAQuestionError):
            managed.hr.my_people.answer(sub, jti, "No.")
    managed.hr.my_people.answer(manager, theirs, "Please ask me at break.")
    [(_title, asked)] = managed.hr.my_people.questions(manager)
    assert (asked.state, asked.answered_by) == ("answered", "Person Number0, line manager")


def test_over_http_it_needs_the_devices_own_token(managed, serving, http):
    base = serving(managed.hr)
    assert http.get(f"{base}/v1/me/people").status_code == 401
    answer = http.get(f"{base}/v1/me/people", headers={"Authorization": "Bearer nonsense"})
    assert answer.status_code == 401


def with_managers(world, **managers):
    people = [(f"s{n}", f"Person Number{n}", f"School {n % 2}") for n in range(5)]
    assert world.hr.roster.apply(world.roster(*people, managers=managers), actor="test").saved


def beside(world, sub):
    with world.database.read() as connection:
        return policy_list.beside(connection, sub)[0].astray


@pytest.mark.parametrize("manager", ["s3", ""])
def test_words_for_one_manager_are_read_by_no_later_one_and_the_person_is_told(managed, manager):
    jti = asks(managed, "s1", "line-manager")
    asker = managed.device("s1").sub
    assert beside(managed, asker) is None
    with_managers(managed, s1=manager, s2="s0", s4="s3")
    later = managed.device("s3").sub
    assert managed.hr.my_people.questions(later) == []
    with pytest.raises(NotAQuestionError):
        managed.hr.my_people.answer(later, jti, "I read that.")
    reader = Reader(Scope(manager=later), "line-manager", facts=False)
    if manager:
        assert "Words of" not in str(managed.hr.person_history.of("s1", reader))
    assert [(one.astray, one.words) for one in managed.hr.questions.all()] == [(True, None)]
    assert beside(managed, asker) == jti
    managed.hr.questions.answer(jti, "We talked.", actor="hr")
    assert beside(managed, asker) is None


def test_words_come_back_into_sight_when_the_same_manager_does(managed):
    asks(managed, "s1", "line-manager")
    with_managers(managed, s1="s3", s2="s0", s4="s2")
    with_managers(managed, s1="s0", s2="s0", s4="s2")
    [(_title, asked)] = managed.hr.my_people.questions(managed.device("s0").sub)
    assert (asked.words, asked.astray) == ("Words of s1 to line-manager", False)


def test_words_sent_again_go_to_the_manager_there_is_now(managed):
    asks(managed, "s1", "line-manager")
    with_managers(managed, s1="s3", s2="s0", s4="s2")
    again = asks(managed, "s1", "line-manager", number=7)
    [(_title, asked)] = managed.hr.my_people.questions(managed.device("s3").sub)
    assert (asked.jti, asked.words) == (again, "Words of s1 to line-manager")
    assert beside(managed, managed.device("s1").sub) is None


@pytest.fixture
def trust(managed, serving):
    return SimpleNamespace(school=managed, url=serving(managed.hr))


def test_the_real_device_of_a_manager_sees_and_answers(trust, tmp_path):
    jti = asks(trust.school, "s1", "line-manager")
    app = StaffApp(tmp_path / "manager", trust, trust.school.clock, at_once=True, limits=Limits())
    (issued,) = trust.school.hr.enrolment.invite(["s0"], "hr")
    app.enrol(issued.code)
    found = my_people.my_people(app.context)
    assert [(one.name, one.standings[0].acknowledgement) for one in found.people] == [
        ("Person Number1", "question"),
        ("Person Number2", "none"),
    ]
    my_people.answer(app.context, jti, "Please ask me at break.")
    assert my_people.my_people(app.context).questions[0].answer == "Please ask me at break."
    app.close()
