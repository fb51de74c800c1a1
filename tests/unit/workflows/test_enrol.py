"""Setting a computer up: whom to believe comes first, the key never leaves, and a repeat mends a crash."""

from dataclasses import replace

import pytest

from app import protocol
from app.signing.enrolment_code import CodeForAnotherTrustError, CodeShapeError
from app.signing.keys import PrivateKey
from app.signing.keystore import (
    KeyStoreBrokenError,
    KeyStoreLockedError,
    KeyStoreMissingError,
    MemoryKeyStore,
    signing_service,
)
from app.sync.errors import (
    CodeNotAcceptedError,
    CodeUsedError,
    NotTheServiceError,
    ServiceSlowError,
    ServiceUnreachableError,
    SignInPageError,
)
from app.workflows import enrol
from app.workflows.person import load_person
from app.workflows.trust_keys import OtherServiceError, TrustKeys
from tests.fakes.hr_service import AUD
from tests.fakes.staff_app import TEXT, StaffApp


class BadKeyStore(MemoryKeyStore):
    """A key store that fails as it is told."""

    def __init__(self, error=None, *, forgets=False):
        super().__init__()
        self.error = error
        self.forgets = forgets

    def get(self, service, account):
        if self.error:
            raise self.error
        return super().get(service, account)

    def set(self, service, account, secret):
        if self.error:
            raise self.error
        if not self.forgets:
            super().set(service, account, secret)


@pytest.fixture
def code(service):
    return service.invite(service.hire())


def paths(service):
    return [seen.path for seen in service.seen]


def test_a_code_makes_the_computer_the_persons_own(app, service, code):
    person = app.enrol(code.lower().replace("-", " "))
    assert (person.name, person.school, person.line_manager) == ("Sam Field", "Hill School", "Pat Lee")
    assert (person.trust, person.aud, person.server) == ("The Example Trust", AUD, service.url)
    assert load_person(app.context) == person
    assert len(service.keys) == 1


def test_the_key_stands_in_the_key_store_and_in_no_file(app, code):
    person = app.enrol(code)
    seed = app.context.keystore.get(signing_service(AUD), person.sub)
    assert PrivateKey.from_seed(seed).public.thumbprint in app.service.keys
    assert app.context.keystore.get(signing_service(AUD), enrol.PENDING) is None
    kept = b"".join(file.read_bytes() for file in app.folder.rglob("*") if file.is_file())
    for form in (seed, seed.hex().encode()):
        assert form not in kept
        assert form not in app.service.outgoing()


def test_only_the_secret_half_of_the_code_is_sent(app, service, code):
    app.enrol(code)
    secret, checksum = code.replace("-", "")[:8], code.replace("-", "")[8:]
    assert secret.encode() in service.outgoing()
    assert checksum.encode() not in service.outgoing()


@pytest.mark.parametrize("typed", ["", "K7QF", "K7QF-2M9T-XW4D-8HR", "K7QF-2M9T-XW4D-8HR!"])
def test_what_is_no_code_is_refused_before_anything_is_asked(app, service, typed):
    with pytest.raises(CodeShapeError):
        app.enrol(typed)
    assert service.seen == []


def _kids(service):
    kids = (key.public.thumbprint for key in (service.service_key, service.publishing_key))
    return TrustKeys(*((kid,) for kid in kids))


def test_a_code_is_taken_where_the_managed_settings_name_the_same_keys(app, service, code):
    assert enrol.enrol(app.context, service.url, code, _kids(service)).name == "Sam Field"


@pytest.mark.parametrize("named", ["service", "publishing"])
def test_a_code_for_keys_that_the_managed_settings_do_not_name_gives_nothing_away(app, service, code, named):
    known = replace(_kids(service), **{named: ("x" * 43,)})
    with pytest.raises(OtherServiceError):
        enrol.enrol(app.context, service.url, code, known)
    assert set(paths(service)) == {protocol.TRUST}


@pytest.mark.parametrize("named", ["service", "publishing"])
def test_either_of_two_named_keys_will_do_while_one_is_replaced(app, service, code, named):
    known = _kids(service)
    known = replace(known, **{named: ("x" * 43, *getattr(known, named))})
    assert enrol.enrol(app.context, service.url, code, known).name == "Sam Field"


def test_a_code_that_vouches_for_other_keys_gives_nothing_away(app, service, code):
    service.service_key = PrivateKey.from_seed(b"evil" * 8)
    with pytest.raises(CodeForAnotherTrustError):
        app.enrol(code)
    assert paths(service) == ["/v1/trust"]


def test_a_publishing_key_that_the_code_does_not_vouch_for_is_refused(app, service):
    code = service.invite(service.hire(), publishing_key=PrivateKey.from_seed(b"other" * 6 + b"xx"))
    with pytest.raises(CodeForAnotherTrustError):
        app.enrol(code)
    assert paths(service) == ["/v1/trust"]


def test_a_wrong_code_is_named(app, service, code):
    service.codes.clear()
    with pytest.raises(CodeNotAcceptedError, match="does not know"):
        app.enrol(code)
    assert load_person(app.context) is None


def test_a_used_code_is_named(tmp_path, app, service, clock, code):
    app.enrol(code)
    other = StaffApp(tmp_path / "other", service, clock, seed=b"other")
    with pytest.raises(CodeUsedError, match="used already"):
        other.enrol(code)
    other.close()


@pytest.mark.parametrize("error", [KeyStoreMissingError, KeyStoreLockedError])
def test_without_an_open_key_store_nothing_is_enrolled(tmp_path, service, clock, code, error):
    staff = StaffApp(tmp_path, service, clock, keystore=BadKeyStore(error()))
    with pytest.raises(error):
        staff.enrol(code)
    assert paths(service) == ["/v1/trust"]
    staff.context.keystore.error = None
    assert staff.enrol(code).name == "Sam Field"
    staff.close()


def test_a_key_store_that_forgets_is_found_out_before_the_code_is_spent(tmp_path, service, clock, code):
    staff = StaffApp(tmp_path, service, clock, keystore=BadKeyStore(forgets=True))
    with pytest.raises(KeyStoreBrokenError):
        staff.enrol(code)
    assert service.used_codes == {}
    staff.close()


@pytest.mark.parametrize(
    ("bend", "error"),
    [
        ({"silent": True}, ServiceSlowError),
        ({"html": True}, SignInPageError),
        ({"nonsense": b"{}"}, NotTheServiceError),
        ({"hangs_up": True}, ServiceUnreachableError),
    ],
)
def test_an_accident_spends_no_code(app, service, code, bend, error):
    with service.bent(**bend), pytest.raises(error):
        app.enrol(code)
    assert app.enrol(code).name == "Sam Field"


def test_an_answer_lost_after_the_code_was_spent_is_mended_by_typing_it_again(app, service, code):
    with service.bent(lose_answers_to="/v1/enrolments"), pytest.raises(ServiceUnreachableError):
        app.enrol(code)
    assert len(service.used_codes) == 1
    assert app.enrol(code).name == "Sam Field"
    assert len(service.keys) == 1


def test_a_crash_before_the_person_was_kept_is_mended_by_typing_it_again(app, service, code, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(enrol, "_keep", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            app.enrol(code)
    assert app.enrol(code).name == "Sam Field"
    assert len(service.keys) == 1
    assert app.context.keystore.get(signing_service(AUD), enrol.PENDING) is None


def test_a_key_left_by_another_code_is_not_used_again(app, service, code):
    with service.bent(lose_answers_to="/v1/enrolments"), pytest.raises(ServiceUnreachableError):
        app.enrol(code)
    kim = service.hire("11111111-1111-4111-8111-111111111111", "Kim Lake")
    assert app.enrol(service.invite(kim)).name == "Kim Lake"
    assert len(service.keys) == 2


def test_another_person_does_not_see_the_first_ones_answers(app, service, code):
    service.publish(TEXT)
    app.enrol(code)
    app.refresh()
    app.acknowledge()
    app.send()
    kim = service.hire("11111111-1111-4111-8111-111111111111", "Kim Lake")
    app.enrol(service.invite(kim))
    app.refresh()
    assert app.policy.answer is None
    assert app.policy.seen == frozenset()


def test_another_person_cannot_take_over_a_file_with_unsent_answers(app, service, code):
    service.publish(TEXT)
    app.enrol(code)
    app.refresh()
    app.acknowledge()
    kim = service.invite(service.hire("11111111-1111-4111-8111-111111111111", "Kim Lake"))
    with pytest.raises(enrol.AnotherPersonsFileError):
        app.enrol(kim)
    assert load_person(app.context).name == "Sam Field"
    app.send()
    assert app.enrol(kim).name == "Kim Lake"


def test_a_new_key_after_the_old_was_lost_keeps_what_was_signed(enrolled, service):
    enrolled.acknowledge()
    enrolled.context.keystore.delete(signing_service(AUD), load_person(enrolled.context).sub)
    enrolled.enrol(service.invite(load_person(enrolled.context).sub))
    assert len(service.keys) == 2
    assert enrolled.send().received == 1
    assert not enrolled.policy.asks_for_answer
