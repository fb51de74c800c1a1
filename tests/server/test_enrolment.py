"""Enrolling with a code from HR, proving that one holds a key, and the tokens that follow."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app import protocol
from app.errors import UndersignedError
from app.evidence.events import CodeIssue, KeyEvent
from app.evidence.judgement import RetiredKeyError, UnknownKeyError
from app.hr import enrolment as rules
from app.hr.key_events import KeyTakenError
from app.hr.people import UnknownStaffError
from app.hr.proofs import Proof, ProofRefusedError
from app.hr.store.schema import codes, keys, records
from app.hr.throttle import TooManyTriesError
from app.hr.tokens import NotSignedInError
from app.signing import enrolment_code, jws
from app.signing.keys import PrivateKey

AUD = "oak.example/policies"


@pytest.fixture
def staffed(world):
    world.staff(2)
    return world


def _proof(world, key, purpose="enrol", **changed) -> str:
    nonce = world.hr.proofs.challenge()
    return Proof.of({"aud": AUD, "nonce": nonce, "purpose": purpose} | changed).signed_by(key)


def _enrol(world, code: str, key: PrivateKey, source: str = "10.0.0.1"):
    secret = enrolment_code.parse(code).secret
    return world.hr.enrolment.enrol(secret, key.public, _proof(world, key), source)


def _code(world, staff_id: str = "s0") -> str:
    return world.hr.enrolment.invite([staff_id], "hr")[0].code


def _leaves(world, typ: str) -> list[str]:
    query = select(records.c.token).where(records.c.typ == typ).order_by(records.c.leaf_index)
    with world.database.read() as connection:
        return list(connection.execute(query).scalars())


def test_the_proof_is_the_one_that_devices_make():
    assert Proof.typ == protocol.PROOF_TYP


def test_a_code_enrols_one_key_once(staffed):
    code, key = _code(staffed), PrivateKey.generate()
    person = _enrol(staffed, code, key)
    assert (person.name, person.school) == ("Person 0", "School 0")
    with pytest.raises(rules.CodeUsedError):
        _enrol(staffed, code, PrivateKey.generate())


def test_the_code_and_the_key_stand_in_the_log_without_the_code(staffed):
    code, key = _code(staffed), PrivateKey.generate()
    person = _enrol(staffed, code, key)
    [issued] = _leaves(staffed, CodeIssue.typ)
    [event] = _leaves(staffed, KeyEvent.typ)
    claims = CodeIssue.verified(issued, staffed.service_key.public).record
    assert (claims.sub, claims.by, claims.expires) == (person.sub, "hr", "2026-12-07T09:00:00Z")
    enrolled = KeyEvent.verified(event, staffed.service_key.public).record
    assert (enrolled.sub, enrolled.kid, enrolled.identity) == (person.sub, key.public.thumbprint, "code")
    secret = enrolment_code.parse(code).secret
    with staffed.database.read() as connection:
        kept = connection.execute(select(codes)).all()
    assert secret not in str(kept)


def test_the_code_commits_to_the_keys_of_the_trust(staffed):
    code = enrolment_code.parse(_code(staffed))
    service, publishing = staffed.service_key.public, staffed.publishing_key.public
    enrolment_code.check(code, AUD, service.thumbprint, publishing.thumbprint)


def test_a_code_dies_after_fourteen_days(staffed):
    code = _code(staffed)
    staffed.clock.move(days=14)
    with pytest.raises(rules.CodeExpiredError):
        _enrol(staffed, code, PrivateKey.generate())


def test_five_wrong_tries_a_minute_and_then_even_the_right_code_waits(staffed):
    code, key = _code(staffed), PrivateKey.generate()
    for _ in range(5):
        with pytest.raises(rules.WrongCodeError):
            staffed.hr.enrolment.enrol("00000000", key.public, _proof(staffed, key), "10.0.0.1")
    with pytest.raises(TooManyTriesError):
        _enrol(staffed, code, key)
    assert _enrol(staffed, _code(staffed, "s1"), PrivateKey.generate(), "10.0.0.2")
    staffed.clock.move(minutes=1, seconds=1)
    assert _enrol(staffed, code, key)


def test_the_whole_service_takes_no_more_than_sixty_wrong_tries_a_minute(staffed):
    throttle = staffed.hr.enrolment._throttle
    for number in range(60):
        throttle.note(f"10.0.1.{number}")
    with pytest.raises(TooManyTriesError):
        throttle.check("10.0.2.1")
    staffed.clock.move(minutes=2)
    throttle.check("10.0.2.1")


def test_two_devices_with_the_same_code_at_once_enrol_one(staffed):
    code = _code(staffed)

    def attempt(_: int) -> bool:
        try:
            _enrol(staffed, code, PrivateKey.generate())
        except rules.CodeUsedError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(attempt, range(4))) == [False, False, False, True]
    with staffed.database.read() as connection:
        assert len(connection.execute(select(keys)).all()) == 1


def test_a_key_that_somebody_else_holds_is_refused(staffed):
    key = PrivateKey.generate()
    _enrol(staffed, _code(staffed, "s0"), key)
    with pytest.raises(KeyTakenError):
        _enrol(staffed, _code(staffed, "s1"), key)
    # The code was not used up by the refusal.
    assert len(_leaves(staffed, KeyEvent.typ)) == 1


def test_whoever_has_no_proof_gets_no_key(staffed):
    code, key, other = _code(staffed), PrivateKey.generate(), PrivateKey.generate()
    secret = enrolment_code.parse(code).secret
    with pytest.raises(UndersignedError):
        staffed.hr.enrolment.enrol(secret, key.public, _proof(staffed, other), "x")
    for changed in ({"aud": "other.example/log"}, {"purpose": "token"}, {"nonce": "A" * 43}):
        with pytest.raises(ProofRefusedError):
            staffed.hr.enrolment.enrol(secret, key.public, _proof(staffed, key, **changed), "x")
    assert _enrol(staffed, code, key)


def test_a_nonce_is_good_once_and_for_five_minutes(staffed):
    key = staffed.device("s0").key
    proof = _proof(staffed, key, "token")
    staffed.hr.tokens.give(proof)
    with pytest.raises(ProofRefusedError):
        staffed.hr.tokens.give(proof)
    late = _proof(staffed, key, "token")
    staffed.clock.move(minutes=5)
    with pytest.raises(ProofRefusedError):
        staffed.hr.tokens.give(late)


def test_codes_are_for_people_on_the_list_who_are_here(staffed):
    with pytest.raises(UnknownStaffError):
        _code(staffed, "nobody")
    staffed.hr.roster.apply(staffed.roster(("s1", "P", "School 1")), actor="t", confirm_leavers=True)
    with pytest.raises(rules.LeaverError):
        _code(staffed, "s0")


def test_those_without_a_key_are_told_by_school(staffed):
    staffed.device("s0")
    assert staffed.hr.enrolment.without_key() == ["s1"]
    assert staffed.hr.enrolment.without_key("School 0") == []


def test_a_token_ends_after_an_hour_and_with_its_key(staffed):
    device = staffed.device("s0")
    token = staffed.hr.tokens.give(_proof(staffed, device.key, "token"))
    assert staffed.hr.tokens.owner(token) == device.sub
    with staffed.database.write() as connection:
        connection.execute(keys.update().values(ended_at="2026-11-23T09:00:00Z"))
    with pytest.raises(RetiredKeyError):
        staffed.hr.tokens.owner(token)
    with staffed.database.write() as connection:
        connection.execute(keys.update().values(ended_at=None))
    staffed.clock.move(hours=1)
    with pytest.raises(NotSignedInError):
        staffed.hr.tokens.owner(token)


def test_nobody_elses_token_is_taken(staffed):
    device = staffed.device("s0")
    claims = {"aud": AUD, "sub": device.sub, "key": device.key.public.thumbprint, "expires": 2**40}
    for token in (None, "", "abc", jws.sign("session+jws", claims, device.key)):
        with pytest.raises(NotSignedInError):
            staffed.hr.tokens.owner(token)
    with pytest.raises(UnknownKeyError):
        staffed.hr.tokens.give(_proof(staffed, PrivateKey.generate(), "token"))
