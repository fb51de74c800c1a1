"""Packs of a real service: how identity was proved, what was erased, and timestamps by a real timestamp service."""

import os
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher
from sqlalchemy import delete, func, select

from app.evidence import stored_zip, timestamp
from app.evidence.basis import HandedOn, SignedIn
from app.evidence.timestamp import AuthorityError, TimestampError, TimestampServiceUnreachableError
from app.evidence.verify import KnownKeys, verify
from app.hr import identity as rules
from app.hr import trail
from app.hr.service import open_service
from app.hr.store.database import open_database
from app.hr.store.schema import key_bases, log_leaves, timestamps
from app.hr.timestamps import TimestampAddressError, TimestampService
from app.sync.provider_http import ProviderHttp
from app.sync.timestamp_http import QUERY, TimestampHttp
from app.sync.transport import Limits, no_proxies
from app.workflows.enrol_with_provider import enrol_with_provider
from app.workflows.keep_evidence import keep_evidence
from app.workflows.keys import rotate
from app.workflows.trust_keys import TrustKeys
from tests.fakes.oidc_provider import CLIENT_ID, Browser, OidcProvider
from tests.fakes.staff_app import StaffApp
from tests.fakes.tsa import Authority, TsaServer

QUICK = Limits(connect=1, read=0.3, whole=2, size=64 * 1024)


@pytest.fixture
def opened(school):
    """Opens the school's service with a way to a provider and to a timestamp service."""

    def open_one(limits=QUICK):
        hr = open_service(
            open_database(school.url),
            school.service_key,
            school.clock,
            os.urandom,
            PasswordHasher(time_cost=1, memory_cost=8, parallelism=1),
            provider_get=ProviderHttp(no_proxies).get,
            timestamp_post=TimestampHttp(no_proxies, limits).post,
        )
        school._opened.append(hr)
        return hr

    return open_one


@pytest.fixture
def hr(opened):
    return opened()


@pytest.fixture
def provider(school):
    running = OidcProvider(school.clock)
    yield running
    running.close()


@pytest.fixture
def signed_in(school, hr, provider, serving, tmp_path):
    """Somebody's app, set up by a sign-in, with an answer that has been received."""
    hr.identity.set_provider(rules.Provider(provider.issuer, CLIENT_ID), "it")
    trust = SimpleNamespace(url=serving(hr))
    app = StaffApp(tmp_path / "device", trust, school.clock, limits=Limits())
    keys = TrustKeys((school.service_key.public.thumbprint,), (school.publishing_key.public.thumbprint,))
    browser = Browser()
    enrol_with_provider(app.context, trust.url, keys, browser)
    browser.join()
    app.refresh()
    app.acknowledge()
    assert app.send().received == 1
    yield app
    app.close()


def exported(hr):
    (pack,) = hr.export.packs(actor="hr")
    return verify(pack.content)


def own_pack(app):
    path = app.folder / "evidence.zip"
    keep_evidence(app.context, path)
    return path.read_bytes()


def basis_of(findings, record):
    return findings.bases[record.signed.kid].basis


def erase(world):
    """What an erasure leaves: the log keeps the digest."""
    with world.database.write() as connection:
        connection.execute(delete(key_bases))


# How identity was proved


def test_a_pack_has_what_the_provider_signed_and_says_who_it_vouched_for(hr, signed_in, provider):
    for findings in (exported(hr), verify(own_pack(signed_in))):
        (record,) = findings.records
        basis = basis_of(findings, record)
        assert isinstance(basis, SignedIn)
        assert (basis.issuer, basis.account, basis.email) == (provider.issuer, "account-0", "s0@oak.example")
    readme = stored_zip.read(own_pack(signed_in))["README.txt"].decode()
    assert f"sign-in provider {provider.issuer} vouched for the account account-0" in readme


def test_a_key_that_was_rotated_is_followed_back_to_the_sign_in(hr, signed_in):
    rotate(signed_in.context)
    signed_in.audit()
    signed_in.complete()
    signed_in.send(everything=True)
    for findings in (exported(hr), verify(own_pack(signed_in))):
        first, second = findings.records
        assert isinstance(basis_of(findings, second), HandedOn)
        assert basis_of(findings, second).old == first.signed.kid
        assert first.life.end == "retired"


def test_what_was_erased_is_said_to_be_and_the_pack_stands(school, hr, signed_in):
    rotate(signed_in.context)
    erase(school)
    for pack in (next(hr.export.packs(actor="hr")).content, own_pack(signed_in)):
        findings = verify(pack)
        assert {one.basis for one in findings.bases.values()} == {None}
        readme = stored_zip.read(pack)["README.txt"].decode()
        assert "it was erased, or left out. Its SHA-256 stands in the log" in readme
        assert "account-0" not in readme
        assert b"s0@oak.example" not in pack


def test_a_key_set_up_with_a_code_reads_vouched_for_by_hr_alone(school, hr, serving, tmp_path):
    app = StaffApp(tmp_path / "d", SimpleNamespace(url=serving(hr)), school.clock, limits=Limits())
    app.enrol(hr.enrolment.invite(["s1"], "hr")[0].code)
    app.refresh()
    app.acknowledge()
    app.send()
    readme = stored_zip.read(own_pack(app))["README.txt"].decode()
    assert "Identity vouched for by HR alone" in readme
    app.close()


# Timestamps


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path / "tsa")


@pytest.fixture
def tsa(authority):
    running = TsaServer(authority)
    yield running
    running.close()


@pytest.fixture
def stamped(hr, tsa, authority):
    """The service with a timestamp service set."""
    hr.timestamps.set_service(TimestampService(tsa.url, authority.certificate), "it")
    return hr


def count(world, table):
    with world.database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def on_trail(world):
    with world.database.read() as connection:
        return [step.detail for step in trail.steps(connection) if step.action == "timestamp"]


def test_the_daily_round_has_the_head_stamped_once(school, stamped, tsa):
    assert stamped.daily.run(None) == ["trail-head", "timestamp", "send-checkpoint"]
    assert stamped.daily.run(None) == []
    ((media_type, request),) = tsa.seen
    assert media_type == QUERY
    assert len(request) < 100
    assert count(school, timestamps) == 1
    school.clock.move(days=1)
    assert "timestamp" in stamped.daily.run(None)
    assert stamped.timestamps.newest() is not None


def test_without_a_timestamp_service_nothing_is_taken_and_nothing_fails(school, hr):
    assert hr.daily.run(None) == ["trail-head", "send-checkpoint"]
    assert count(school, timestamps) == 0


def test_a_persons_own_pack_has_the_timestamp_too(signed_in, stamped, authority):
    assert stamped.timestamps.take("it").stamp is not None
    known = KnownKeys(timestamp=frozenset(timestamp.fingerprints(authority.certificate)))
    for pack in (own_pack(signed_in), next(stamped.export.packs(actor="hr")).content):
        findings = verify(pack, known)
        assert findings.records[0].stamp is not None
        assert [one.stamp.by for one in findings.stamps] == ["CN=Example Time Stamp"]
        assert "shows that it was in the log by" in stored_zip.read(pack)["README.txt"].decode()


def test_a_log_that_has_not_grown_is_not_stamped_again(school, stamped, tsa):
    assert stamped.timestamps.take("it").stamp is not None
    assert stamped.timestamps.take("it").stamp is None
    assert len(tsa.seen) == 1
    stamped.enrolment.invite(["s1"], "hr")
    assert stamped.timestamps.take("it").stamp is not None


def bent(tsa, **how):
    for name, value in how.items():
        setattr(tsa, name, value)


def _other_nonce(request):
    """The same request with another nonce, which is its last number but for the wish for a certificate."""
    place = len(request) - 4
    return request[:place] + bytes([request[place] ^ 1]) + request[place + 1 :]


def _other_digest(request):
    """The same request about other bytes: the digest stands after 24 bytes of DER."""
    return request[:24] + bytes(32) + request[56:]


FAILURES = {
    "another digest": {"bend_request": _other_digest},
    "another nonce": {"bend_request": _other_nonce},
    "garbage": {"bend_answer": lambda _answer: b"<html>Welcome</html>"},
    "nothing": {"bend_answer": lambda _answer: b""},
    "an answer cut short": {"bend_answer": lambda answer: answer[:-9]},
    "an error page": {"status": 503},
    "too much": {"bend_answer": lambda answer: answer + bytes(70_000)},
}


@pytest.mark.parametrize("how", FAILURES.values(), ids=FAILURES)
def test_whatever_goes_wrong_there_is_no_timestamp_and_the_trail_says_so(school, stamped, tsa, how):
    bent(tsa, **how)
    leaves = count(school, log_leaves)
    taken = stamped.timestamps.take("it")
    assert taken.stamp is None
    assert isinstance(taken.problem, TimestampError | TimestampServiceUnreachableError)
    assert "no timestamp" in str(taken.problem)
    assert (count(school, timestamps), count(school, log_leaves)) == (0, leaves)
    assert on_trail(school)[0].startswith("no timestamp: ")


def test_a_service_that_does_not_answer_in_time_is_no_timestamp(school, stamped, tsa):
    tsa.hold.clear()
    taken = stamped.timestamps.take("it")
    tsa.hold.set()
    assert isinstance(taken.problem, TimestampServiceUnreachableError)
    assert count(school, timestamps) == 0


def test_a_service_that_is_not_there_is_no_timestamp(school, hr, authority):
    hr.timestamps.set_service(TimestampService("http://127.0.0.1:9/tsa", authority.certificate), "it")
    assert isinstance(hr.timestamps.take("it").problem, TimestampServiceUnreachableError)
    assert count(school, timestamps) == 0


@pytest.mark.parametrize("valid", [{"valid_from": -20, "valid_for": -1}, {}], ids=["expired", "unknown"])
def test_an_expired_or_unknown_certificate_is_no_timestamp(school, hr, tmp_path, authority, valid):
    other = Authority(tmp_path / "other", **valid)
    running = TsaServer(other)
    named = other if valid else authority
    hr.timestamps.set_service(TimestampService(running.url, named.certificate), "it")
    assert isinstance(hr.timestamps.take("it").problem, TimestampError)
    running.close()
    assert count(school, timestamps) == 0


def test_what_failed_today_is_tried_again_today(school, stamped, tsa):
    tsa.status = 503
    assert stamped.daily.run(None) == ["trail-head", "send-checkpoint"]
    tsa.status = 200
    assert stamped.daily.run(None) == []
    school.clock.move(minutes=11)
    assert stamped.daily.run(None) == ["timestamp"]


def test_records_stand_without_the_timestamps_that_failed(signed_in, stamped, tsa):
    tsa.status = 503
    stamped.timestamps.take("it")
    findings = verify(own_pack(signed_in))
    assert findings.stamps == ()
    readme = stored_zip.read(own_pack(signed_in))["README.txt"].decode()
    assert "No timestamp from outside." in readme


def test_only_an_address_and_certificates_can_be_set(hr, authority):
    with pytest.raises(TimestampAddressError):
        hr.timestamps.set_service(TimestampService("ftp://tsa.example", authority.certificate), "it")
    with pytest.raises(AuthorityError):
        hr.timestamps.set_service(TimestampService("https://tsa.example/", "none"), "it")
    assert hr.timestamps.service() is None
    hr.timestamps.set_service(TimestampService("https://tsa.example/", authority.certificate), "it")
    assert hr.timestamps.service().url == "https://tsa.example/"
    hr.timestamps.set_service(None, "it")
    assert hr.timestamps.service() is None


def test_a_timestamp_of_the_old_certificate_stays_good_after_another_is_set(
    signed_in, stamped, authority, tmp_path
):
    stamped.timestamps.take("it")
    other = Authority(tmp_path / "next", name="Other Time")
    running = TsaServer(other)
    stamped.timestamps.set_service(TimestampService(running.url, other.certificate), "it")
    stamped.enrolment.invite(["s1"], "hr")
    assert stamped.timestamps.take("it").stamp.by == "CN=Other Time Stamp"
    running.close()
    findings = verify(own_pack(signed_in))
    assert findings.records[0].stamp.stamp.by == "CN=Example Time Stamp"
    assert findings.records[0].stamp.stamp.fingerprints == timestamp.fingerprints(authority.certificate)
