"""The publishing key is changed by old and new together, and devices follow it from either."""

import uuid

import pytest

from app.errors import RefusedError
from app.evidence import publisher_keys
from app.hr.key_rotation import PublisherTakenError
from app.hr.publishing import Draft
from app.signing.jws import WrongKeyError
from app.signing.keys import PrivateKey
from app.sync.transport import Limits
from tests.fakes.staff_app import SECOND_TEXT, TEXT, StaffApp
from tests.server.conftest import AUD


class Address:
    def __init__(self, url):
        self.url = url


@pytest.fixture
def trust(world):
    world.staff()
    world.publish(content=TEXT.encode(), checklist=False)
    return world


@pytest.fixture
def device(trust, serving, tmp_path):
    """Makes devices of the people on the staff list."""
    apps = []
    url = serving(trust.hr)

    def make(staff_id, code=None):
        app = StaffApp(
            tmp_path / f"{staff_id}{len(apps)}",
            Address(url),
            trust.clock,
            seed=staff_id.encode(),
            limits=Limits(),
        )
        apps.append(app)
        app.enrol(code or trust.hr.enrolment.invite([staff_id], "hr")[0].code)
        return app

    yield make
    for app in apps:
        app.close()


def _change(world, old=None, new=None):
    new = new or PrivateKey.generate()
    at = "2026-11-23T09:00:00Z"
    return new, publisher_keys.change(AUD, str(uuid.uuid4()), at, old or world.publishing_key, new)


def _rotate(world):
    new, token = _change(world)
    world.hr.key_rotation.accept(token, "os user pat")
    world.publishing_key = new


def test_a_device_that_trusts_the_old_key_accepts_the_new_one_through_the_change(trust, device):
    app = device("s0")
    app.refresh()
    _rotate(trust)
    trust.publish(content=SECOND_TEXT.encode(), checklist=False)
    app.refresh()
    assert app.policy.ref.version == 2
    app.acknowledge()
    assert app.send().received == 1


def test_a_device_set_up_after_the_change_accepts_what_the_old_key_published(trust, device):
    _rotate(trust)
    app = device("s0")
    app.refresh()
    assert app.policy.ref.version == 1
    app.acknowledge()
    assert app.send().received == 1


def test_a_code_from_before_the_change_still_works(trust, device):
    code = trust.hr.enrolment.invite(["s1"], "hr")[0].code
    _rotate(trust)
    trust.publish(content=SECOND_TEXT.encode(), checklist=False)
    app = device("s1", code)
    app.refresh()
    assert app.policy.ref.version == 2


def test_a_code_from_after_the_change_stands_for_the_new_key(trust, device):
    _rotate(trust)
    _rotate(trust)
    app = device("s2")
    assert app.overview().person.publishing_key == trust.publishing_key.public.jwk()["x"]
    app.refresh()
    assert app.policy.ref.version == 1


def test_two_changes_in_a_row_are_followed(trust, device):
    app = device("s0")
    app.refresh()
    _rotate(trust)
    _rotate(trust)
    trust.publish(content=SECOND_TEXT.encode(), checklist=False)
    app.refresh()
    assert app.policy.ref.version == 2


def test_a_running_service_knows_of_a_change_made_by_another_process(trust, device):
    other = trust.open()
    new, token = _change(trust)
    other.key_rotation.accept(token, "os user pat")
    trust.publishing_key = new
    trust.publish(content=SECOND_TEXT.encode(), checklist=False)
    assert trust.received(trust.device("s0").acknowledgement())


def test_the_old_key_publishes_no_more(trust):
    old = trust.publishing_key
    _rotate(trust)
    draft = Draft("social-media-policy", "x", SECOND_TEXT.encode(), summary_of_changes="More.")
    token = trust.hr.publishing.manifest(draft).signed_by(old)
    with pytest.raises(RefusedError):
        trust.hr.publishing.publish(token, draft.content, None, due=None, actor="x")


def test_a_change_that_the_old_key_did_not_sign_is_refused(trust):
    stranger = PrivateKey.generate()
    _, token = _change(trust, old=stranger)
    with pytest.raises(WrongKeyError):
        trust.hr.key_rotation.accept(token, "x")
    assert trust.hr.core.publishing_keys() == (trust.publishing_key.public,)


def test_a_change_without_the_new_keys_consent_is_refused(trust):
    new, other = PrivateKey.generate(), PrivateKey.generate()
    jti = str(uuid.uuid4())
    signed = publisher_keys.change(AUD, jti, "2026-11-23T09:00:00Z", trust.publishing_key, new)
    found = publisher_keys.verified(signed, trust.publishing_key.public, AUD).record
    stolen = publisher_keys.change(AUD, jti, "2026-11-23T09:00:00Z", trust.publishing_key, other)
    consent = publisher_keys.verified(stolen, trust.publishing_key.public, AUD).record.consent
    forged = found.model_copy(update={"consent": consent}).signed_by(trust.publishing_key)
    with pytest.raises(RefusedError):
        trust.hr.key_rotation.accept(forged, "x")


def test_a_consent_for_another_change_is_refused(trust):
    _, token = _change(trust)
    found = publisher_keys.verified(token, trust.publishing_key.public, AUD).record
    forged = found.model_copy(update={"jti": str(uuid.uuid4())}).signed_by(trust.publishing_key)
    with pytest.raises(publisher_keys.RotationError):
        trust.hr.key_rotation.accept(forged, "x")


def test_a_key_comes_back_to_no_second_reign(trust):
    old = trust.publishing_key
    _rotate(trust)
    _, token = _change(trust, new=old)
    with pytest.raises(PublisherTakenError):
        trust.hr.key_rotation.accept(token, "x")


def test_the_old_key_holds_only_before_its_end(trust):
    first, second = trust.publishing_key.public, PrivateKey.generate()
    _, token = _change(trust, new=second)
    found = publisher_keys.publishers(first, first, [(7, token)], AUD)
    assert [(each.key, each.until) for each in found] == [(first, 7), (second.public, None)]
    with pytest.raises(publisher_keys.RotationError):
        publisher_keys.publishers(PrivateKey.generate().public, first, [(7, token)], AUD)
