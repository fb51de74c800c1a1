"""Enrolling by a sign-in at the trust's provider: device, browser, provider and service, all over real HTTP."""

import base64
import hashlib
import json
import os

import pytest
from sqlalchemy import delete, select

from app.evidence.events import KeyEvent
from app.evidence.identity import IdentityProvider, commitment
from app.hr import identity as rules
from app.hr.key_events import KeyTakenError
from app.hr.oidc import IdTokenAudienceError, IdTokenNonceError
from app.hr.proofs import Proof, ProofRefusedError
from app.hr.store.schema import identities, key_bases, keys, records, staff
from app.signing.keys import PrivateKey, b64url
from app.signing.keystore import signing_service
from app.sync import errors
from app.sync.sign_in import SignInCancelledError
from app.sync.transport import Limits
from app.workflows.enrol_with_provider import (
    PENDING,
    OtherServiceError,
    TrustKeys,
    TrustKeysUnknownError,
    enrol_with_provider,
)
from app.workflows.keys import list_keys
from app.workflows.person import load_person
from tests.fakes.oidc_provider import CLIENT_ID, FORGERIES
from tests.fakes.staff_app import StaffApp

AUD = "oak.example/policies"


@pytest.fixture
def device(trust, tmp_path):
    app = StaffApp(tmp_path / "device", trust, trust.school.clock, limits=Limits())
    yield app
    app.close()


def trust_keys(school):
    return TrustKeys((school.service_key.public.thumbprint,), (school.publishing_key.public.thumbprint,))


def signed_in(device, trust, browser, **options):
    return enrol_with_provider(device.context, trust.url, trust_keys(trust.school), browser, **options)


def asked(hr, provider, key=None, **changed):
    """What a device would send to enrol a key."""
    key, random = key or PrivateKey.generate(), b64url(os.urandom(32))
    token = provider.id_token(commitment(AUD, key.public.thumbprint, random))
    proof = Proof(aud=AUD, nonce=hr.proofs.challenge(), purpose="enrol").signed_by(key)
    return {"id_token": token, "random": random, "key": key.public, "proof": proof} | changed


def events(world):
    query = select(records.c.token).where(records.c.typ == KeyEvent.typ).order_by(records.c.leaf_index)
    with world.database.read() as connection:
        tokens = connection.execute(query).scalars().all()
    return [KeyEvent.verified(token, world.service_key.public).record for token in tokens]


# --- the whole way -----------------------------------------------------------------------------------------------


def test_a_sign_in_makes_the_computer_the_persons_own(device, trust, browser):
    person = signed_in(device, trust, browser)
    assert (person.name, person.school, person.server) == ("Person 0", "School 0", trust.url)
    assert load_person(device.context) == person
    assert device.context.keystore.get(signing_service(AUD), PENDING) is None
    device.refresh()
    device.acknowledge()
    assert device.send().received == 1


def test_the_person_sees_that_the_provider_vouched_for_the_key(device, trust, browser):
    signed_in(device, trust, browser)
    [key] = list_keys(device.context)
    assert (key.identity, key.is_here, key.ended) == ("provider", True, None)


def test_what_the_key_rests_on_is_kept_and_its_digest_is_in_the_log(school, device, trust, browser, provider):
    signed_in(device, trust, browser)
    [event] = events(school)
    with school.database.read() as connection:
        kept = connection.execute(select(key_bases)).one()
    assert (event.identity, event.by, event.kid) == ("provider", "provider", kept.kid)
    assert event.basis == kept.sha256 == hashlib.sha256(kept.content.encode()).hexdigest()
    basis = json.loads(kept.content)
    assert basis["id_token"] == provider.tokens[0]
    assert basis["provider_key"] == provider.key.as_dict(private=False)
    claims = provider.claims(commitment(AUD, event.kid, basis["random"]))
    assert claims["nonce"] in _payload(basis["id_token"])


def test_what_the_key_rests_on_can_be_erased_and_the_key_stays(school, device, trust, browser):
    signed_in(device, trust, browser)
    with school.database.write() as connection:
        connection.execute(delete(key_bases))
    device.refresh()
    device.acknowledge()
    assert device.send().received == 1


def test_nothing_is_asked_of_a_service_that_the_settings_do_not_name(device, trust, browser, provider):
    other = PrivateKey.generate().public.thumbprint
    ours = trust_keys(trust.school)
    for known in (TrustKeys((other,), ours.publishing), TrustKeys(ours.service, (other,))):
        with pytest.raises(OtherServiceError):
            enrol_with_provider(device.context, trust.url, known, browser)
    with pytest.raises(TrustKeysUnknownError):
        enrol_with_provider(device.context, trust.url, TrustKeys((), ()), browser)
    assert provider.asked == []


def test_a_service_without_a_provider_says_so(device, trust, hr, browser):
    hr.identity.set_provider(None, "it")
    with pytest.raises(errors.NoSignInError):
        signed_in(device, trust, browser)


def test_devices_are_told_of_the_provider_under_the_services_signature(school, hr, provider):
    token = hr.identity.signed_provider()
    told = IdentityProvider.verified(token, school.service_key.public).record
    assert (told.issuer, told.client_id, told.redirect_host) == (provider.issuer, CLIENT_ID, "127.0.0.1")


def test_a_sign_in_that_is_stopped_leaves_the_computer_as_it_was(device, trust, provider, browser):
    provider.refuse = "access_denied"
    with pytest.raises(SignInCancelledError):
        signed_in(device, trust, browser)
    assert load_person(device.context) is None
    provider.refuse = None
    assert signed_in(device, trust, browser).name == "Person 0"


def test_an_answer_that_was_lost_is_mended_by_signing_in_again(school, device, trust, browser, monkeypatch):
    client = device.connect(trust.url)
    with monkeypatch.context() as patch:
        send = client.enrol_with_provider

        def lost(*arguments):
            send(*arguments)
            raise errors.ServiceUnreachableError

        patch.setattr(client, "enrol_with_provider", lost)
        with pytest.raises(errors.ServiceUnreachableError):
            signed_in(device, trust, browser)
    assert signed_in(device, trust, browser).name == "Person 0"
    assert len(events(school)) == 1


def test_somebody_else_after_a_lost_answer_gets_a_key_of_their_own(
    school, device, trust, browser, provider, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr("app.workflows.enrol_with_provider.keep", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            signed_in(device, trust, browser)
    provider.account = {"sub": "account-1", "email": "s1@oak.example", "email_verified": True}
    with pytest.raises(errors.KeyHeldByAnotherError):
        signed_in(device, trust, browser)
    assert signed_in(device, trust, browser).name == "Person 1"
    assert len({event.kid for event in events(school)}) == 2


@pytest.mark.parametrize(
    ("account", "error"),
    [
        ({"email": "nobody@oak.example"}, errors.NotOnStaffListError),
        ({"email_verified": False}, errors.NotOnStaffListError),
        ({"email": None}, errors.NotOnStaffListError),
    ],
)
def test_an_account_that_is_nobodys_is_told_in_the_devices_words(
    device, trust, browser, provider, account, error
):
    provider.account |= account
    with pytest.raises(error):
        signed_in(device, trust, browser)
    assert load_person(device.context) is None


@pytest.mark.parametrize(
    ("forgery", "error"),
    [
        ("id-token-expired--an-hour-ago", errors.SignInTooOldError),
        ("id-token-forged--signed-by-another-key", errors.SignInNotAcceptedError),
        ("id-token-algorithm--none", errors.SignInNotAcceptedError),
    ],
)
def test_a_forged_token_enrols_nothing(school, device, trust, browser, provider, forgery, error):
    provider.forge = forgery
    with pytest.raises(error):
        signed_in(device, trust, browser)
    assert events(school) == []


# --- what the service refuses ------------------------------------------------------------------------------------


def test_no_forgery_leaves_a_key_a_pin_or_a_leaf(school, hr, provider):
    for forgery in FORGERIES:
        provider.forge = forgery
        with pytest.raises(rules.RefusedError):
            hr.identity.enrol(**asked(hr, provider))
    with school.database.read() as connection:
        for table in (keys, identities, key_bases):
            assert connection.execute(select(table)).all() == []
    assert events(school) == []


def test_a_token_replayed_for_another_key_is_refused(hr, provider):
    first = asked(hr, provider)
    hr.identity.enrol(**first)
    thief = asked(hr, provider)
    with pytest.raises(IdTokenNonceError):
        hr.identity.enrol(**thief | {"id_token": first["id_token"]})
    with pytest.raises(IdTokenNonceError):
        hr.identity.enrol(**thief | {"id_token": first["id_token"], "random": first["random"]})


def test_the_whole_request_replayed_is_refused(school, hr, provider):
    first = asked(hr, provider)
    hr.identity.enrol(**first)
    with pytest.raises(ProofRefusedError):
        hr.identity.enrol(**first)
    assert len(events(school)) == 1


def test_a_token_without_the_key_it_vouches_for_is_worth_nothing(hr, provider):
    victim = asked(hr, provider)
    thief = Proof(aud=AUD, nonce=hr.proofs.challenge(), purpose="enrol").signed_by(PrivateKey.generate())
    with pytest.raises(rules.RefusedError):
        hr.identity.enrol(**victim | {"proof": thief})


def test_a_token_for_another_trusts_log_is_refused(hr, provider):
    key, random = PrivateKey.generate(), b64url(os.urandom(32))
    token = provider.id_token(commitment("elm.example/policies", key.public.thumbprint, random))
    with pytest.raises(IdTokenNonceError):
        hr.identity.enrol(**asked(hr, provider, key, id_token=token, random=random))


def test_a_token_for_a_client_that_is_no_longer_ours_is_refused(hr, provider):
    hr.identity.set_provider(rules.Provider(provider.issuer, "another-client"), "it")
    with pytest.raises(IdTokenAudienceError):
        hr.identity.enrol(**asked(hr, provider))


def test_the_account_is_pinned_and_an_address_that_moves_takes_nobodys_place(hr, provider):
    assert hr.identity.enrol(**asked(hr, provider)).staff_id == "s0"
    provider.account |= {"email": "s1@oak.example"}
    assert hr.identity.enrol(**asked(hr, provider)).staff_id == "s0"
    provider.account = {"sub": "newcomer", "email": "S0@oak.example", "email_verified": True}
    with pytest.raises(rules.AccountChangedError):
        hr.identity.enrol(**asked(hr, provider))
    hr.identity.unpin("s0", "it")
    assert hr.identity.enrol(**asked(hr, provider)).staff_id == "s0"


def test_two_people_with_one_address_are_not_guessed_between(school, hr, provider):
    with school.database.write() as connection:
        connection.execute(staff.update().values(email="office@oak.example"))
    provider.account |= {"email": "office@oak.example"}
    with pytest.raises(rules.NotOnStaffListError):
        hr.identity.enrol(**asked(hr, provider))


def test_whoever_has_left_is_refused_pinned_or_not(school, hr, provider):
    hr.identity.enrol(**asked(hr, provider))
    rest = [(f"s{n}", f"Person {n}", "School 1") for n in (2, 3)]
    school.hr.roster.apply(school.roster(*rest), actor="t", confirm_leavers=True)
    with pytest.raises(rules.NotOnStaffListError):
        hr.identity.enrol(**asked(hr, provider))
    provider.account = {"sub": "account-1", "email": "s1@oak.example", "email_verified": True}
    with pytest.raises(rules.NotOnStaffListError):
        hr.identity.enrol(**asked(hr, provider))


def test_a_key_that_ended_does_not_come_back_by_a_sign_in(hr, provider):
    key = PrivateKey.generate()
    hr.identity.enrol(**asked(hr, provider, key))
    hr.person_keys.end("s0", key.public.thumbprint, "revoked", "Laptop stolen.", "hr")
    with pytest.raises(KeyTakenError):
        hr.identity.enrol(**asked(hr, provider, key))


def _payload(token):
    part = token.split(".")[1]
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode()
