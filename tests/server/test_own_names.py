"""What a person does about what is in their own name: ending a key of theirs, and calling HR's hand not right."""

from datetime import date
from types import SimpleNamespace

import pytest

from app import protocol
from app.evidence.judgement import RevokedKeyError
from app.hr import trail
from app.hr.disputes import NotInYourNameError
from app.hr.person_keys import KeyNotTheirsError
from app.hr.proofs import Proof
from app.signing.keystore import signing_service
from app.storage import facts
from app.sync import errors
from app.sync.transport import Limits
from app.workflows.dispute import dispute
from app.workflows.in_my_name import ask_for_everything, in_my_name
from app.workflows.keys import KeyInUseHereError, end_key, list_keys
from tests.fakes.staff_app import StaffApp

AUD = "oak.example/policies"
POLICY = "social-media-policy"


@pytest.fixture
def trust(school, serving):
    return SimpleNamespace(school=school, hr=school.hr, url=serving(school.hr))


@pytest.fixture
def person(trust, tmp_path):
    """Somebody's app, enrolled with a code."""
    app = StaffApp(tmp_path / "person", trust, trust.school.clock, at_once=True, limits=Limits())
    app.enrol(trust.hr.enrolment.invite(["s1"], "hr")[0].code)
    app.refresh()
    yield app
    app.close()


def _kid(device):
    return device.key.public.thumbprint


def test_a_person_ends_a_key_of_theirs_once_however_often_it_is_asked(school):
    device = school.device("s1")
    for ending in ("revoked", "revoked", "retired"):
        school.hr.person_keys.end_own(device.sub, _kid(device), ending)
    (held,) = school.hr.person_keys.of("s1")
    assert (held.ending, held.why) == ("revoked", "Lost or stolen, said the person.")
    with pytest.raises(RevokedKeyError):
        school.received(device.acknowledgement())
    with school.database.read() as connection:
        steps = [step for step in trail.steps(connection) if step.action == "key-revoked"]
    assert [(step.actor, step.subject) for step in steps] == [("the person themselves", "s1")]


def test_nobody_ends_a_key_that_is_not_theirs(school):
    mine, theirs = school.device("s1"), school.device("s2")
    for kid in (_kid(theirs), "A" * 43):
        with pytest.raises(KeyNotTheirsError):
            school.hr.person_keys.end_own(mine.sub, kid, "revoked")
    assert [one.ended for one in school.hr.person_keys.of("s2")] == [None]


@pytest.mark.parametrize(
    ("path", "body", "wrong"),
    [
        (protocol.KEY_ENDINGS, {"kid": "A" * 43, "ending": "revoked"}, {"ending": "lost"}),
    ],
)
def test_the_way_there_needs_a_token_and_a_closed_body(trust, http, path, body, wrong):
    device, hr = trust.school.device("s1"), trust.hr
    proof = Proof(aud=AUD, nonce=hr.proofs.challenge(), purpose="token").signed_by(device.key)
    signed_in = {"Authorization": f"Bearer {hr.tokens.give(proof)}"}
    answer = http.post(trust.url + path, json=body, timeout=20)
    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")
    for malformed in (body | {"colour": "blue"}, body | wrong):
        refused = http.post(trust.url + path, json=malformed, headers=signed_in, timeout=20)
        assert (refused.status_code, refused.json()["code"]) == (422, "malformed-request"), malformed


def test_a_device_ends_another_key_and_not_the_one_that_it_signs_with(trust, person):
    other = trust.school.device("s1")
    end_key(person.context, _kid(other), "retired")
    ended = {one.kid: one.ending for one in list_keys(person.context)}
    assert ended[_kid(other)] == "retired"
    (here,) = [one.kid for one in list_keys(person.context) if one.is_here]
    with pytest.raises(KeyInUseHereError):
        end_key(person.context, here, "retired")
    with pytest.raises(errors.NotInYourNameError):
        end_key(person.context, "A" * 43, "revoked")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("paper", "a signature on paper that HR recorded"),
        ("exemption", "an exemption that HR recorded"),
        ("leave", "a leave that HR recorded"),
    ],
)
def test_what_hr_recorded_of_a_person_can_be_called_not_right_by_them_alone(trust, person, kind, words):
    on = date(2026, 11, 20)
    match kind:
        case "paper":
            trust.hr.facts.paper(["s1"], (POLICY, None), on, "At the training day.", actor="pat")
        case "exemption":
            trust.hr.facts.exempt(["s1"], (POLICY, None), "Not needed.", actor="pat")
        case _:
            trust.hr.leave.record("s1", on, None, "Away.", actor="pat")
    person.refresh()
    with person.context.database.reading() as connection:
        (fact,) = facts.load_all(connection)
    stranger = trust.school.device("s2")
    with pytest.raises(NotInYourNameError):
        trust.hr.disputes.take(stranger.dispute(fact.jti, "Not right."))
    dispute(person.context, jti=fact.jti, reason="I was not there.")
    person.send()
    assert trust.hr.disputes.all()[0].what == words
    person.refresh()
    known = in_my_name(person.context)
    assert [(one.fact, one.disputed is not None) for one in known.written] == [(kind, True)]


def test_an_answer_of_hrs_says_nothing_of_the_person_and_cannot_be_disputed(trust, person):
    device = trust.school.device("s1")
    token, message = device.question()
    trust.school.received(token)
    trust.hr.messages.take(message)
    (asked,) = trust.hr.questions.open()
    trust.hr.questions.answer(asked.jti, "Yes.", actor="pat")
    person.refresh()
    with person.context.database.reading() as connection:
        (fact,) = facts.load_all(connection)
    with pytest.raises(NotInYourNameError):
        trust.hr.disputes.take(device.dispute(fact.jti, "No."))


def test_everything_is_told_by_a_service_that_has_more_than_this_computer(trust, person):
    trust.school.received(trust.school.device("s1").acknowledgement())
    assert in_my_name(person.context).signed == ()
    asked = ask_for_everything(person.context)
    assert (len(asked.keys), asked.problem) == (2, None)
    (found,) = in_my_name(person.context).signed
    assert found.kid != in_my_name(person.context).key_here
    assert found.policy == ("Social Media Policy", "2021-03-22")


def test_a_computer_whose_key_is_gone_still_shows_what_it_knows(trust, person):
    person.acknowledge()
    person.send()
    here = in_my_name(person.context).key_here
    owner = person.overview().person
    person.context.keystore.delete(signing_service(owner.aud), owner.sub)
    known = in_my_name(person.context)
    assert (known.key_here, [one.kid for one in known.signed]) == (None, [here])
