"""An answer with a fresh sign-in: device, browser, provider and service over real HTTP; forged ones show nothing."""

import os

import pytest
from sqlalchemy import select

from app.evidence import stored_zip
from app.evidence.basis import SignedIn
from app.evidence.presence import PresenceCheck, SignInNotFreshError, presence_commitment
from app.evidence.records import FreshSignIn
from app.evidence.verify import verify
from app.hr import identity as rules
from app.hr import oidc
from app.hr.messages import MessageTooEarlyError
from app.hr.presence import OtherAccountError, OtherAnswerError
from app.hr.store.schema import beside_leaves, records
from app.signing.jws import read_claims, record_sha256
from app.signing.keys import b64url
from app.storage import letters, outbox
from app.storage import records as kept
from app.storage.letters import LetterStanding
from app.sync import errors
from app.sync.openid import ProviderNonsenseError, ProviderUnreachableError
from app.sync.sign_in import SignInCancelledError
from app.sync.transport import Limits
from app.workflows._lost_records import _put
from app.workflows.fresh_sign_in import SignInTooLongError, fresh_sign_in
from app.workflows.in_my_name import in_my_name
from app.workflows.keep_evidence import keep_evidence
from app.workflows.unsent import unsent
from app.workflows.what_hr_sees import what_hr_sees
from tests.fakes.oidc_provider import FORGERIES, OidcProvider, rsa_key
from tests.fakes.staff_app import StaffApp

AUD = "oak.example/policies"
NOWHERE = "http://127.0.0.1:1"
NO_TOKENS = {"id-token-algorithm--none", "id-token-forged--no-signature", "id-token-malformed--no-token"}


@pytest.fixture
def person(trust, tmp_path):
    """Person 0, set up with a code, whose account is that of the provider."""
    app = StaffApp(tmp_path / "device", trust, trust.school.clock, limits=Limits())
    (issued,) = trust.hr.enrolment.invite(["s0"], "hr")
    app.enrol(issued.code)
    app.refresh()
    yield app
    app.close()


def answer(person, browser, **more):
    return person.acknowledge(sign_in=fresh_sign_in(person.context, browser), **more)


def letter(person):
    with person.context.database.reading() as connection:
        (found,) = letters.load_all(connection)
    return found


def checks(trust):
    with trust.school.database.read() as connection:
        found = select(records.c.token).where(records.c.typ == PresenceCheck.typ)
        return [read_claims(token) for token in connection.execute(found).scalars()]


def asked(trust, provider, *, answer=None, random=None, device=None, **changes):
    """What a device would hand in for an answer that was received, with an ID token of these claims."""
    device = device or trust.school.device("s0")
    if answer is None:
        answer = device.acknowledgement(presence="provider")
        trust.school.received(answer)
    random = random or b64url(os.urandom(32))
    now = int(trust.school.clock().timestamp())
    nonce = presence_commitment(record_sha256(answer), random)
    claims = {"auth_time": now} | provider.claims(nonce) | changes
    token = (FORGERIES[provider.forge] if provider.forge else OidcProvider.signed)(provider, claims)
    claims = {
        "sub": device.sub,
        "aud": AUD,
        "jti": "00000000-0000-4000-8000-000000000001",
        "acknowledgement": read_claims(answer)["jti"],
        "id_token": token,
        "random": random,
    }
    return FreshSignIn.of(claims).signed_by(device.key)


def test_an_answer_with_a_fresh_sign_in_is_signed_received_and_checked(trust, person, browser, provider):
    made = answer(person, browser)
    assert person.send().received == 2
    (check,) = checks(trust)
    assert check["acknowledgement"] == made.jti
    assert (provider.told[-1]["prompt"], provider.told[-1]["max_age"]) == ("login", "0")
    (item,) = in_my_name(person.context).signed
    assert item.sign_in.standing is LetterStanding.TAKEN
    (pack,) = trust.hr.export.packs(staff_id="s0", actor="pat")
    (found,) = verify(pack.content).records
    assert found.signed.record.presence == "provider"
    assert isinstance(found.check.basis, SignedIn)
    assert (found.check.basis.issuer, found.check.basis.email) == (provider.issuer, "s0@oak.example")


def test_the_pack_that_the_person_keeps_says_the_same(trust, person, browser, tmp_path):
    answer(person, browser)
    person.send()
    keep_evidence(person.context, tmp_path / "evidence.zip")
    content = (tmp_path / "evidence.zip").read_bytes()
    assert isinstance(verify(content).records[0].check.basis, SignedIn)
    words = stored_zip.read(content)["README.txt"].decode()
    assert "(s0@oak.example)" in words
    assert "what ties it to this very record were checked" in words


def test_every_word_of_the_sign_in_that_was_sent_is_shown(person, browser):
    answer(person, browser)
    person.send()
    (shown,) = [one for one in what_hr_sees(person.context).sent if "sign-in" in one.title]
    assert "HR’s service has taken this." in shown.text
    assert "email: s0@oak.example" in shown.text


def test_a_sign_in_that_is_stopped_or_refused_leaves_no_answer_behind(person, browser, provider):
    provider.refuse = "access_denied"
    with pytest.raises(SignInCancelledError):
        answer(person, browser)
    assert unsent(person.context) == 0
    assert in_my_name(person.context).signed == ()
    provider.refuse = None
    answer(person, browser)


@pytest.mark.parametrize(
    ("account", "error"),
    [
        ({"auth_time": None}, SignInNotFreshError),
        ({"auth_time": 1}, SignInNotFreshError),
        ({"nonce": "A" * 43}, ProviderNonsenseError),
        ({"iss": "https://login.invalid"}, ProviderNonsenseError),
        ({"aud": "another-program"}, ProviderNonsenseError),
        ({"aud": None}, ProviderNonsenseError),
        ({"groups": ["g" * 40] * 300}, SignInTooLongError),
    ],
    ids=lambda given: f"{given!s:.40}",
)
def test_a_sign_in_that_the_service_would_not_take_is_not_claimed(person, browser, provider, account, error):
    provider.account |= account
    with pytest.raises(error):
        answer(person, browser)
    assert unsent(person.context) == 0


def test_without_the_provider_or_the_service_nothing_is_signed_and_it_can_be_without(
    person, browser, provider
):
    person.move_to(NOWHERE)
    with pytest.raises(errors.SyncError):
        answer(person, browser)
    person.move_to(person.service.url)
    provider.close()
    with pytest.raises(ProviderUnreachableError):
        answer(person, browser)
    assert unsent(person.context) == 0
    person.acknowledge()
    assert person.send().received == 1
    assert person.policy.answer is not None


def test_a_trust_without_a_provider_says_so(person, browser, trust):
    trust.hr.identity.set_provider(None, "it")
    with pytest.raises(errors.NoSignInError):
        answer(person, browser)


def test_the_sign_in_waits_with_its_answer_and_goes_once(trust, person, browser):
    answer(person, browser)
    person.move_to(NOWHERE)
    person.send()
    assert unsent(person.context) == 2
    trust.school.clock.move(days=13)
    person.move_to(trust.url)
    assert person.send(everything=True).received == 2
    token = letter(person).token
    trust.hr.presence.take(token)
    trust.hr.presence.take(token)
    assert len(checks(trust)) == 1


def test_a_sign_in_whose_answer_a_backup_lost_goes_again_with_it(trust, person, browser):
    made = answer(person, browser)
    person.send()
    with person.context.database.transaction() as connection:
        (lost,) = kept.load_all(connection)
        _put(connection, lost)
        again = [(one.parcel.typ, one.parcel.follows) for one in outbox.waiting(connection)]
    assert again == [("policy-ack+jws", None), ("fresh-sign-in+jws", made.jti)]
    person.send(everything=True)
    assert (unsent(person.context), len(checks(trust))) == (0, 1)


def test_somebody_else_who_signs_in_is_refused_and_the_answer_stands(trust, person, browser, provider):
    provider.account = {"sub": "account-1", "email": "s1@oak.example", "email_verified": True}
    made = answer(person, browser)
    sent = person.send()
    assert (sent.received, sent.refused) == (1, 1)
    assert letter(person).standing is LetterStanding.REFUSED
    assert "another account" in letter(person).problem
    (item,) = in_my_name(person.context).signed
    assert item.record.jti == made.jti
    assert item.record.receipt is not None
    assert checks(trust) == []
    (pack,) = trust.hr.export.packs(staff_id="s0", actor="pat")
    assert b"Nothing in this pack shows that." in stored_zip.read(pack.content)["README.txt"]


@pytest.mark.parametrize("forgery", [name for name in FORGERIES if not name.startswith("id-token-expired")])
def test_a_forged_sign_in_beside_an_answer_is_refused_by_name(trust, provider, forgery):
    provider.forge = forgery
    with pytest.raises(rules.RefusedError) as refused:
        trust.hr.presence.take(asked(trust, provider))
    # What is no token of three signed parts does not even fit the claim.
    assert refused.value.code in {forgery.partition("--")[0], "invalid-claim"}
    assert (refused.value.code == "invalid-claim") is (forgery in NO_TOKENS)
    assert checks(trust) == []


@pytest.mark.parametrize(
    ("moved", "error"),
    [
        ({"auth_time": -301}, SignInNotFreshError),
        ({"auth_time": 121}, SignInNotFreshError),
        ({"iat": -15 * 86_400, "auth_time": -15 * 86_400}, oidc.IdTokenExpiredError),
        ({"iat": 86_400, "auth_time": 86_400}, oidc.IdTokenExpiredError),
        ({"exp": -3600}, oidc.IdTokenExpiredError),
        ({"nbf": 86_400}, oidc.IdTokenExpiredError),
    ],
    ids=str,
)
def test_a_sign_in_that_is_old_or_not_fresh_is_refused(trust, provider, moved, error):
    now = int(trust.school.clock().timestamp())
    token = asked(trust, provider, **{name: now + seconds for name, seconds in moved.items()})
    with pytest.raises(error):
        trust.hr.presence.take(token)
    assert checks(trust) == []


def test_a_sign_in_is_taken_for_the_answer_it_was_made_for_and_no_other(trust, provider):
    device = trust.school.device("s0")
    token = asked(trust, provider, device=device)
    other = device.acknowledgement(presence="provider")
    trust.school.received(other)
    replayed = FreshSignIn.of(read_claims(token) | {"acknowledgement": read_claims(other)["jti"]})
    with pytest.raises(oidc.IdTokenNonceError):
        trust.hr.presence.take(replayed.signed_by(device.key))
    trust.hr.presence.take(token)
    assert [one["acknowledgement"] for one in checks(trust)] == [read_claims(token)["acknowledgement"]]


def test_a_sign_in_for_an_answer_of_another_person_or_one_that_claims_none_is_refused(trust, provider):
    mine, theirs = trust.school.device("s0"), trust.school.device("s1")
    foreign = theirs.acknowledgement(presence="provider")
    plain = mine.acknowledgement()
    for received in (foreign, plain):
        trust.school.received(received)
        with pytest.raises(OtherAnswerError):
            trust.hr.presence.take(asked(trust, provider, answer=received, device=mine))
    with pytest.raises(OtherAccountError):
        trust.hr.presence.take(asked(trust, provider, answer=foreign, device=theirs))
    assert checks(trust) == []


def test_a_sign_in_that_comes_before_its_answer_is_sent_again(trust, provider):
    early = trust.school.device("s0").acknowledgement(presence="provider")
    with pytest.raises(MessageTooEarlyError):
        trust.hr.presence.take(asked(trust, provider, answer=early))


def test_a_key_of_the_provider_that_is_gone_vouches_for_nothing(trust, provider):
    token = asked(trust, provider)
    provider.key = rsa_key("k2")
    provider.published = [provider.key]
    with pytest.raises(oidc.IdTokenKeyError):
        trust.hr.presence.take(token)


def test_the_sign_in_of_a_setting_up_is_none_for_an_answer(trust, person, provider):
    """A token whose nonce commits to a key fits no record."""
    device = trust.school.device("s0")
    random = b64url(os.urandom(32))
    nonce = rules.commitment(AUD, device.key.public.thumbprint, random)
    token = asked(trust, provider, device=device, random=random, nonce=nonce)
    with pytest.raises(oidc.IdTokenNonceError):
        trust.hr.presence.take(token)


def test_what_is_kept_of_a_sign_in_can_be_erased_and_then_the_word_of_the_service_is_left(
    trust, person, browser
):
    answer(person, browser)
    person.send()
    trust.hr.retention.choose("id-tokens", 1, "receipt", actor="pat")
    trust.school.clock.move(days=40)
    listing = trust.hr.purging.listing()
    assert listing.totals() == {"id-tokens": 1}
    trust.hr.purging.run(listing.token, "The rule says so.", actor="pat")
    trust.hr.presence.take(letter(person).token)
    with trust.school.database.read() as connection:
        (row,) = connection.execute(select(beside_leaves)).all()
    assert row.content is None
    (pack,) = trust.hr.export.packs(staff_id="s0", actor="pat")
    verify(pack.content)
    words = stored_zip.read(pack.content)["README.txt"].decode()
    assert "A fresh sign-in came with it, says HR’s service, which checked it" in words
