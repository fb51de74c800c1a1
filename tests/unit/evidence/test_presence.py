"""A fresh sign-in in a pack is about the very answer it came with, or the pack is refused; what is not there is told."""

import dataclasses
from hashlib import sha256

import pytest

from app.errors import RefusedError
from app.evidence import stored_zip
from app.evidence.basis import BasisError, SignedIn, read_basis
from app.evidence.events import KeyEvent
from app.evidence.examination import examine
from app.evidence.id_token import IdTokenForgedError, IdTokenKeyError
from app.evidence.pack import build
from app.evidence.presence import PresenceCheck, SignInNotFreshError, check_fresh, presence_commitment
from app.evidence.records import Dispute
from app.evidence.verify import verify
from app.signing.jws import record_sha256
from tests.fakes.small_trust import SmallTrust, jti_of

AT = 1793520031


@pytest.fixture
def trust():
    made = SmallTrust()
    made.publish()
    return made


@pytest.fixture
def tom(trust):
    return trust.join("Tom Adeyemi", number=11)


def readme(trust):
    return stored_zip.read(build(trust.contents()))["README.txt"].decode()


def answered(trust, person, **changes):
    """An answer that claims a fresh sign-in, received; its token and number."""
    record = trust.answer(person, presence="provider", **changes)
    token = record.signed_by(person.key)
    trust.receive(token, record.jti, person)
    return token, record.jti


def test_a_pack_says_whose_fresh_sign_in_came_with_an_answer(trust, tom):
    trust.answer_with_sign_in(tom)
    (record,) = verify(build(trust.contents())).records
    basis = record.check.basis
    assert isinstance(basis, SignedIn)
    assert (basis.issuer, basis.account, basis.at) == ("https://sign-in.example", "account-7", AT - 1)
    words = readme(trust)
    assert (
        "A fresh sign-in at https://sign-in.example as the account account-7 (tom@voyage.example) at" in words
    )
    assert "what ties it to this very record were checked" in words
    assert "somebody may know a password" in words


def test_a_claim_of_a_fresh_sign_in_that_nothing_shows_is_told_as_a_claim(trust, tom):
    answered(trust, tom)
    words = readme(trust)
    assert "says that a fresh sign-in came with it. Nothing in this pack shows that." in words
    assert "A fresh sign-in at" not in words


def test_a_fresh_sign_in_that_was_erased_is_the_word_of_the_service(trust, tom):
    token, jti = answered(trust, tom)
    trust.check_presence(tom, token, jti, keep=False)
    words = readme(trust)
    assert "A fresh sign-in came with it, says HR’s service, which checked it" in words
    assert "it was erased, or left out" in words


@pytest.mark.parametrize(
    "changes",
    [
        {"auth_time": AT - 301},
        {"auth_time": AT + 121},
        {"auth_time": None},
        {"auth_time": "now"},
        {"auth_time": True},
        {"auth_time": float(AT)},
        {"iat": None},
    ],
    ids=str,
)
def test_a_sign_in_that_was_not_fresh_is_refused(trust, tom, changes):
    trust.answer_with_sign_in(tom, **changes)
    with pytest.raises(SignInNotFreshError):
        build(trust.contents())


@pytest.mark.parametrize("nonce", [None, "A" * 43, ["A" * 43], presence_commitment("0" * 64, "B" * 43)])
def test_a_sign_in_with_another_nonce_is_refused(trust, tom, nonce):
    trust.answer_with_sign_in(tom, nonce=nonce)
    with pytest.raises(BasisError):
        build(trust.contents())


def test_a_sign_in_that_came_with_another_answer_is_refused(trust, tom):
    trust.answer_with_sign_in(tom)
    before = dict(trust.kept)
    _, jti = answered(trust, tom)
    (kept,) = before.values()
    digest = sha256(kept).hexdigest()
    claims = {"aud": trust.aud, "jti": trust.new_id(), "sub": tom.sub, "acknowledgement": jti}
    trust.event(PresenceCheck(**claims, at=trust.now(), basis=digest), kept)
    with pytest.raises(BasisError):
        build(trust.contents())


def test_a_check_that_stands_before_its_answer_is_refused(trust, tom):
    record = trust.answer(tom, presence="provider")
    token = record.signed_by(tom.key)
    trust.check_presence(tom, token, record.jti)
    trust.receive(token, record.jti, tom)
    with pytest.raises(BasisError):
        build(trust.contents())


def test_a_check_for_another_person_or_for_an_answer_that_claims_none_is_refused(trust, tom):
    sian = trust.join()
    token, jti = answered(trust, tom)
    trust.check_presence(sian, token, jti, keep=False)
    with pytest.raises(BasisError):
        build(trust.contents())
    other = SmallTrust(1)
    other.publish()
    person = other.join()
    record = other.answer(person)
    token = record.signed_by(person.key)
    other.receive(token, record.jti, person)
    other.check_presence(person, token, record.jti)
    with pytest.raises(BasisError):
        build(other.contents())


def test_what_is_kept_of_a_sign_in_goes_with_its_answer_or_not_at_all(trust, tom):
    trust.answer_with_sign_in(tom)
    contents = trust.contents()
    with pytest.raises(BasisError):
        examine(dataclasses.replace(contents, records=()))
    events = tuple(dataclasses.replace(one, kept=None) for one in contents.events)
    assert examine(dataclasses.replace(contents, records=(), events=events)).records == ()


@pytest.mark.parametrize("spoil", ["signature", "key", "random"])
def test_each_part_of_what_is_kept_counts(trust, tom, spoil):
    index = trust.answer_with_sign_in(tom)
    kept = trust.kept[index].decode()
    signature = kept.partition('"id_token":"')[2].partition('"')[0].rpartition(".")[2]
    changed, error = {
        "signature": (kept.replace(signature, "A" * len(signature)), IdTokenForgedError),
        "key": (kept.replace('"kty":"EC"', '"kty":"RSA"'), IdTokenKeyError),
        "random": (kept.replace('"random":"B', '"random":"B\\n'), BasisError),
    }[spoil]
    check = PresenceCheck(
        aud=trust.aud, jti=trust.new_id(), sub=tom.sub, acknowledgement=jti_of(trust.records[-1][0]),
        at=trust.now(), basis=sha256(changed.encode()).hexdigest(),
    )  # fmt: skip
    trust.event(check, changed.encode())
    with pytest.raises(error):
        build(trust.contents())


def test_a_fresh_sign_in_vouches_for_no_key(trust, tom):
    index = trust.answer_with_sign_in(tom)
    kept = trust.kept[index]
    event = KeyEvent(
        aud=trust.aud, jti=trust.new_id(), sub=tom.sub, event="enrolled", at=trust.now(),
        kid=tom.key.public.thumbprint, jwk=tom.key.public.jwk(), identity="provider",
        basis=sha256(kept).hexdigest(), by="provider",
    )  # fmt: skip
    with pytest.raises(BasisError):
        read_basis(kept, event)


def test_freshness_has_exact_bounds():
    for signed in (AT - 300, AT, AT + 120):
        check_fresh({"auth_time": signed, "iat": AT})
    for signed in (AT - 301, AT + 121):
        with pytest.raises(SignInNotFreshError):
            check_fresh({"auth_time": signed, "iat": AT})


def test_a_dispute_in_a_pack_is_what_the_person_signed(trust, tom):
    trust.acknowledge(tom)
    trust.dispute(tom, jti_of(trust.records[-1][0]))
    assert f"A key of that person, {tom.key.public.thumbprint}, signed it" in readme(trust)
    events = tuple(dataclasses.replace(one, kept=None) for one in trust.contents().events)
    erased = build(dataclasses.replace(trust.contents(), events=events))
    assert (
        "What the person signed of it is not in this pack" in stored_zip.read(erased)["README.txt"].decode()
    )


@pytest.mark.parametrize("part", ["reason", "about", "sub", "basis", "fact", "key"])
def test_a_dispute_that_the_person_did_not_sign_so_is_refused(trust, tom, part):
    trust.acknowledge(tom)
    sian = trust.join()
    about = jti_of(trust.records[-1][0])
    said = Dispute(sub=tom.sub, aud=trust.aud, jti=trust.new_id(), iat=1, about=about, reason="Away.")
    token = said.signed_by(sian.key if part == "key" else tom.key)
    changes = {
        "reason": {"reason": "It was me after all."},
        "about": {"about": trust.new_id()},
        "sub": {"sub": sian.sub},
        "basis": {"basis": "0" * 64},
        "fact": {"fact": "answer"},
        "key": {},
    }[part]
    fact = {"reason": "Away.", "about": about, "policy": None, "basis": record_sha256(token)} | changes
    trust.fact(tom, fact.pop("fact", "dispute"), kept=token.encode(), **fact)
    with pytest.raises(RefusedError):
        build(trust.contents())


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("upheld", "it was not that person"),
        ("not-upheld", "nothing was found to show that it was not that person"),
    ],
)
def test_a_pack_says_how_a_dispute_ended_and_that_it_is_the_word_of_hr(trust, tom, fact, words):
    trust.acknowledge(tom)
    trust.dispute(tom, jti_of(trust.records[-1][0]))
    trust.fact(tom, fact, "We asked.", about=trust.new_id(), policy=None)
    assert f"ended: {words}. The reason given: “We asked.” This is HR’s word." in readme(trust)
