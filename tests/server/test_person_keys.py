"""Several keys a person: rotation by old and new, ending one, and records judged by their place in the log."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app import protocol
from app.evidence.events import JwkClaim, KeyEvent
from app.evidence.identity import KeyRotation
from app.evidence.judgement import (
    Ground,
    KeyNotEnrolledYetError,
    Published,
    RetiredKeyError,
    RevokedKeyError,
    UnknownKeyError,
    judge,
    key_history,
)
from app.evidence.records import Acknowledgement
from app.hr import person_keys as rules
from app.hr.key_events import KeyTakenError
from app.hr.people import UnknownStaffError
from app.hr.proofs import Proof, ProofRefusedError
from app.hr.store.schema import records
from app.signing import enrolment_code
from app.signing.jws import BadSignatureError, WrongKeyError, WrongTypeError
from app.signing.keys import PrivateKey
from app.signing.keystore import signing_service
from app.storage import person as people
from app.sync.errors import KeyNotKnownError, ServiceUnreachableError
from app.sync.transport import Limits
from app.workflows import keys as workflow
from app.workflows.person import load_person
from tests.fakes.staff_app import StaffApp

AUD = "oak.example/policies"


@pytest.fixture
def trust(school, serving):
    return SimpleNamespace(school=school, url=serving(school.hr))


@pytest.fixture
def person(trust, tmp_path):
    """Somebody's app, enrolled with a code."""
    app = StaffApp(tmp_path / "person", trust, trust.school.clock, at_once=True, limits=Limits())
    app.enrol(_code(trust.school))
    app.refresh()
    yield app
    app.close()


def _code(world, staff_id="s0"):
    return world.hr.enrolment.invite([staff_id], "hr")[0].code


def _enrolled(world, staff_id="s0"):
    """A device whose key came by a code, with its leaf in the log."""
    device = world.device(staff_id)
    device.key = PrivateKey.generate()
    secret = enrolment_code.parse(_code(world, staff_id)).secret
    proof = Proof(aud=AUD, nonce=world.hr.proofs.challenge(), purpose="enrol").signed_by(device.key)
    world.hr.enrolment.enrol(secret, device.key.public, proof, "10.0.0.1")
    return device


def _halves(device, new, *, by_old=None, by_new=None, **changed):
    claims = KeyRotation.of(
        {
            "aud": AUD,
            "sub": device.sub,
            "nonce": device.world.hr.proofs.challenge(),
            "old": device.key.public.thumbprint,
            "new": JwkClaim.model_validate(new.public.jwk()).model_dump(),
        }
        | changed
    )
    return claims.signed_by(by_old or device.key), claims.signed_by(by_new or new)


def _events(world):
    query = select(records.c.leaf_index, records.c.token).where(records.c.typ == KeyEvent.typ)
    with world.database.read() as connection:
        rows = connection.execute(query.order_by(records.c.leaf_index)).all()
    return [(row.leaf_index, KeyEvent.verified(row.token, world.service_key.public).record) for row in rows]


def _held(world, staff_id="s0"):
    return {one.kid: one for one in world.hr.person_keys.of(staff_id) if one.enrolled_leaf is not None}


# --- rotation ----------------------------------------------------------------------------------------------------


def test_a_rotation_retires_the_old_key_and_brings_in_the_new(school):
    device, new = _enrolled(school), PrivateKey.generate()
    school.hr.person_keys.rotate(*_halves(device, new))
    old = device.key.public.thumbprint
    *_, begun, ended = (event for _, event in _events(school))
    assert (begun.event, begun.kid, begun.by) == ("enrolled", new.public.thumbprint, "rotation")
    assert (begun.identity, len(begun.basis)) == ("code", 64)
    assert (ended.event, ended.kid) == ("retired", old)
    held = _held(school)
    assert (held[old].ending, held[new.public.thumbprint].ending) == ("retired", None)
    with pytest.raises(RetiredKeyError):
        school.received(device.acknowledgement())
    device.key = new
    assert school.received(device.acknowledgement())


@pytest.mark.parametrize("staff_id", ["s0", "s1"])
def test_a_rotation_needs_both_keys_over_the_same_words(school, staff_id):
    device, new, other = _enrolled(school), PrivateKey.generate(), _enrolled(school, staff_id)
    thief = PrivateKey.generate()
    for halves, error in (
        (_halves(device, new, by_old=thief), UnknownKeyError),
        (_halves(device, new, by_new=thief), WrongKeyError),
        (_halves(device, new, by_old=new), UnknownKeyError),
        (_halves(device, new, by_old=other.key), rules.RotationMismatchError),
        (_halves(device, device.key), rules.RotationMismatchError),
        ((_halves(device, new)[0], _halves(device, new)[1]), rules.RotationMismatchError),
    ):
        with pytest.raises(error):
            school.hr.person_keys.rotate(*halves)
    assert {event.event for _, event in _events(school)} == {"enrolled"}


def test_a_rotation_speaks_of_its_own_person_log_and_moment(school):
    device, other, new = _enrolled(school), _enrolled(school, "s1"), PrivateKey.generate()
    for changed, code in (
        ({"aud": "elm.example/policies"}, "wrong-audience"),
        ({"sub": other.sub}, "wrong-person"),
        ({"nonce": "A" * 43}, "proof-refused"),
    ):
        with pytest.raises(rules.RefusedError) as refused:
            school.hr.person_keys.rotate(*_halves(device, new, **changed))
        assert refused.value.code == code
    halves = _halves(device, new)
    school.hr.person_keys.rotate(*halves)
    with pytest.raises(ProofRefusedError):
        school.hr.person_keys.rotate(*halves)


def test_nobody_rotates_into_a_key_that_was_there_or_out_of_one_that_ended(school):
    device, other = _enrolled(school), _enrolled(school, "s1")
    with pytest.raises(KeyTakenError):
        school.hr.person_keys.rotate(*_halves(device, other.key))
    school.hr.person_keys.end("s0", device.key.public.thumbprint, "revoked", "Lost.", "hr")
    with pytest.raises(RevokedKeyError):
        school.hr.person_keys.rotate(*_halves(device, PrivateKey.generate()))


def test_another_record_is_no_rotation(school):
    device = _enrolled(school)
    with pytest.raises(WrongTypeError):
        school.hr.person_keys.rotate(device.acknowledgement(), device.acknowledgement())
    by_old, by_new = _halves(device, PrivateKey.generate())
    with pytest.raises(BadSignatureError):
        school.hr.person_keys.rotate(f"{by_old[:-4]}AAAA", by_new)


# --- ending ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "error"), [("retired", RetiredKeyError), ("revoked", RevokedKeyError)])
def test_a_record_counts_by_its_place_in_the_log_and_not_by_todays_list(school, ending, error):
    device = _enrolled(school)
    before = device.acknowledgement("question")
    [receipt] = school.received(before)
    school.hr.person_keys.end("s0", device.key.public.thumbprint, ending, "Laptop stolen.", "hr")
    after = device.acknowledgement()
    with pytest.raises(error):
        school.received(after)
    # The same record again still has its receipt.
    assert school.received(before) == [receipt]
    history = key_history(_events(school))
    life = history[device.key.public.thumbprint]
    manifest = school.manifest
    ground = Ground(
        AUD,
        school.service_key.public,
        (school.publishing_key.public,),
        history,
        {(manifest.record.policy_id, manifest.record.version): Published(manifest)},
    )
    for index in range(life.enrolled + 1, life.ended):
        assert isinstance(judge(before, ground, index).record, Acknowledgement)
    for index in (life.ended, life.ended + 1, None):
        with pytest.raises(error):
            judge(before, ground, index)
    with pytest.raises(KeyNotEnrolledYetError):
        judge(before, ground, life.enrolled)


def test_the_places_of_both_events_are_kept_with_the_key(school):
    device = _enrolled(school)
    kid = device.key.public.thumbprint
    school.hr.person_keys.end("s0", kid, "revoked", " Laptop stolen. ", "os user pat")
    held, life = _held(school)[kid], key_history(_events(school))[kid]
    assert (held.enrolled_leaf, held.ended_leaf) == (life.enrolled, life.ended)
    assert (held.ending, held.why) == ("revoked", "Laptop stolen.")
    _, event = _events(school)[-1]
    assert (event.by, event.event, event.at) == ("os user pat", "revoked", held.ended)


def test_a_key_is_ended_once_with_a_reason_and_only_its_owners(school):
    device = _enrolled(school)
    kid = device.key.public.thumbprint
    for staff_id, named, why, error in (
        ("s0", kid, " ", rules.ReasonMissingError),
        ("s1", kid, "Lost.", rules.KeyNotTheirsError),
        ("s0", "A" * 43, "Lost.", rules.KeyNotTheirsError),
        ("nobody", kid, "Lost.", UnknownStaffError),
    ):
        with pytest.raises(error):
            school.hr.person_keys.end(staff_id, named, "revoked", why, "hr")
    school.hr.person_keys.end("s0", kid, "retired", "New laptop.", "hr")
    with pytest.raises(rules.KeyEndedError):
        school.hr.person_keys.end("s0", kid, "revoked", "Lost.", "hr")


# --- on the device -----------------------------------------------------------------------------------------------


def test_a_person_goes_on_with_a_fresh_key(school, person):
    person.acknowledge()
    workflow.rotate(person.context)
    old, new = workflow.list_keys(person.context)
    assert (old.ending, old.is_here, old.why) == ("retired", False, "Replaced by a newer key.")
    assert (new.ended, new.is_here, new.identity) == (None, True, "code")
    # What was waiting went out before the old key ended.
    assert school.standing("s0").acknowledgement == "acknowledged"
    person.audit()
    person.complete()
    assert person.send().received == 1
    assert person.context.keystore.get(signing_service(AUD), workflow.PENDING) is None


def test_nothing_rotates_while_something_cannot_be_sent(person, monkeypatch):
    person.acknowledge()
    client = person.connect(load_person(person.context).server)

    def away(*_):
        raise ServiceUnreachableError

    monkeypatch.setattr(client, "send_records", away)
    with pytest.raises(ServiceUnreachableError):
        workflow.rotate(person.context)
    [key] = workflow.list_keys(person.context)
    assert key.ended is None


def test_a_rotation_whose_answer_was_lost_is_mended_by_asking_again(person, monkeypatch):
    client = person.connect(load_person(person.context).server)
    with monkeypatch.context() as patch:
        rotate = client.rotate

        def lost(*arguments):
            rotate(*arguments)
            raise ServiceUnreachableError

        patch.setattr(client, "rotate", lost)
        with pytest.raises(ServiceUnreachableError):
            workflow.rotate(person.context)
    workflow.rotate(person.context)
    old, new = workflow.list_keys(person.context)
    assert (old.is_here, new.is_here, new.ended) == (False, True, None)
    person.acknowledge()
    assert person.send().received == 1


def test_a_rotation_that_never_arrived_goes_on_with_the_same_new_key(person, monkeypatch):
    client = person.connect(load_person(person.context).server)
    with monkeypatch.context() as patch:
        patch.setattr(client, "rotate", lambda *_: (_ for _ in ()).throw(ServiceUnreachableError))
        with pytest.raises(ServiceUnreachableError):
            workflow.rotate(person.context)
    seed = person.context.keystore.get(signing_service(AUD), workflow.PENDING)
    workflow.rotate(person.context)
    *_, new = workflow.list_keys(person.context)
    assert new.kid == PrivateKey.from_seed(seed).public.thumbprint


def test_a_lost_key_costs_a_new_enrolment_and_nothing_else(school, person):
    person.acknowledge()
    person.send()
    sub = load_person(person.context).sub
    person.context.keystore.delete(signing_service(AUD), sub)
    person.enrol(_code(school))
    assert person.policy.answer.standing == "received"
    assert not person.policy.asks_for_answer
    one, two = workflow.list_keys(person.context)
    assert (one.is_here, two.is_here) == (False, True)
    assert one.ended is two.ended is None


def test_an_ended_key_signs_in_no_more_and_a_new_enrolment_does(school, person):
    [key] = workflow.list_keys(person.context)
    school.hr.person_keys.end("s0", key.kid, "revoked", "Laptop stolen.", "hr")
    with pytest.raises(KeyNotKnownError):
        workflow.list_keys(person.context)
    person.enrol(_code(school))
    old, new = workflow.list_keys(person.context)
    assert (old.ending, old.why, new.is_here) == ("revoked", "Laptop stolen.", True)
    with person.context.database.reading() as connection:
        assert people.key(connection, old.kid)


def test_what_the_service_tells_of_keys_is_closed(school, person):
    held = person.connect(load_person(person.context).server).me().keys
    assert set(protocol.HeldKey.model_fields) == set(held[0].model_dump())
