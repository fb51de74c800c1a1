"""Timestamps from outside: an authority's own answer about this head, or no timestamp; the local clock says nothing."""

import contextlib
import dataclasses
import io
import os
import random
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from app.evidence import stored_zip, timestamp
from app.evidence.examination import examine
from app.evidence.findings import RemarkKind
from app.evidence.pack import build
from app.evidence.pack_words import not_proved
from app.evidence.timestamp import AuthorityError, TimestampError
from app.evidence.verify import KnownKeys, OtherTimestampServiceError, verify
from tests.fakes.forger import changed, flipped, packed, refusal
from tests.fakes.small_trust import SmallTrust, small_trust, stamped_trust
from tests.fakes.tsa import Authority

DATA = b"voyage.example/undersigned\n4\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="module")
def answered(authority):
    asked = timestamp.request(DATA)
    return asked, authority.answer(asked.content)


@pytest.fixture(scope="module")
def members(authority):
    return stored_zip.read(build(stamped_trust(authority).contents()))


def test_a_good_answer_says_when_and_by_whom(authority, answered):
    asked, response = answered
    stamp = timestamp.verified(response, DATA, authority.certificate, asked)
    assert stamp.by == "CN=Example Time Stamp"
    assert stamp.at.tzinfo is not None
    assert abs(stamp.at - datetime.now(UTC)) < timedelta(minutes=10)
    assert timestamp.verified(response, DATA, authority.certificate) == stamp


def test_an_answer_about_other_bytes_is_no_timestamp(authority, answered):
    asked, response = answered
    with pytest.raises(TimestampError):
        timestamp.verified(response, b"other", authority.certificate, asked)


def test_an_answer_with_another_nonce_is_no_timestamp(authority, answered):
    with pytest.raises(TimestampError):
        timestamp.verified(answered[1], DATA, authority.certificate, timestamp.request(DATA))


def test_an_answer_under_a_certificate_that_nobody_named_is_no_timestamp(authority, answered, tmp_path):
    with pytest.raises(TimestampError):
        timestamp.verified(answered[1], DATA, Authority(tmp_path).certificate)


@pytest.mark.parametrize("valid", [{"valid_from": -20, "valid_for": -1}, {"valid_from": 1, "valid_for": 9}])
def test_a_certificate_that_was_not_valid_at_the_stated_time_is_no_timestamp(tmp_path, valid):
    other = Authority(tmp_path, **valid)
    response = other.answer(timestamp.request(DATA).content)
    with pytest.raises(TimestampError):
        timestamp.verified(response, DATA, other.certificate)


def test_a_certificate_that_is_not_for_timestamps_cannot_even_be_used_by_the_authority(tmp_path):
    other = Authority(tmp_path, usage=False)
    with pytest.raises(AssertionError):
        other.answer(timestamp.request(DATA).content)


def test_a_good_timestamp_stays_good_whatever_time_it_is_now(authority, answered, monkeypatch):
    # The certificates have to be valid at the stated time and at no other: nothing here asks for the time.
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert timestamp.verified(answered[1], DATA, authority.certificate).by


@pytest.mark.parametrize(
    "content", [b"", b"0", b"<html>Sign in</html>", b"\x30\x03\x02\x01\x02", b"x" * 70_000]
)
def test_garbage_is_no_timestamp(authority, content):
    with pytest.raises(TimestampError):
        timestamp.verified(content, DATA, authority.certificate)


def test_no_bytes_get_past_the_one_named_error(authority, answered):
    chance = random.Random(7)
    response = answered[1]
    for _ in range(1500):
        bent = bytearray(response)
        for _ in range(chance.randint(1, 12)):
            bent[chance.randrange(len(bent))] = chance.randrange(256)
        cut = bytes(bent[: chance.choice([len(bent), 200, 17])])
        with contextlib.suppress(TimestampError):
            timestamp.verified(cut, DATA, authority.certificate)


@pytest.mark.parametrize(
    "text", ["", "none", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_what_is_no_certificate_is_refused(text):
    with pytest.raises(AuthorityError):
        timestamp.certificates(text)


def test_certificates_are_kept_as_certificates_alone(authority):
    noisy = f"Issuer: somebody\n{authority.certificate}\n\nand more\n"
    assert timestamp.tidy(noisy) == authority.certificate
    assert timestamp.fingerprints(noisy) == timestamp.fingerprints(authority.certificate)


# In a pack


def test_a_pack_says_by_when_a_record_was_in_the_log(members):
    findings = verify(packed(members))
    (record,) = findings.records
    assert record.stamp is findings.stamps[0]
    readme = members["README.txt"].decode()
    assert "The timestamp service “CN=Example Time Stamp” shows that it was in the log by" in readme
    assert "No timestamp from outside" not in readme
    assert "There is no timestamp from outside" not in readme
    assert findings.stamps[0].stamp.fingerprints[0] in readme


def test_a_record_after_the_stamp_has_no_timestamp(authority):
    trust = stamped_trust(authority)
    trust.acknowledge(trust.join("Tom Adeyemi", number=20))
    findings = examine(trust.contents())
    assert [one.stamp is None for one in findings.records] == [False, True]
    assert any(
        line.endswith("There is no timestamp from outside for entry 7.") for line in not_proved(findings)
    )


def test_the_first_of_two_timestamps_is_told(authority):
    trust = stamped_trust(authority)
    trust.stamp(authority)
    findings = examine(trust.contents())
    assert len(findings.stamps) == 2
    assert findings.records[0].stamp.index == findings.stamps[0].index


def test_the_certificate_is_compared_with_what_the_caller_knows(authority, members):
    good = frozenset(timestamp.fingerprints(authority.certificate))
    verify(packed(members), KnownKeys(timestamp=good))
    with pytest.raises(OtherTimestampServiceError):
        verify(packed(members), KnownKeys(timestamp=frozenset({"0" * 64})))


def test_every_flipped_byte_of_a_timestamp_and_its_certificate_is_refused(members):
    found = [name for name in members if name.endswith(("timestamp.tsr", "authority.pem"))]
    assert len(found) == 2
    for name in found:
        for place in range(len(members[name])):
            refusal(changed(name, flipped(members[name], place), members))


def test_a_timestamp_taken_out_of_its_row_is_refused(members):
    for name in members:
        if name.endswith(("timestamp.tsr", "authority.pem")) or "events/00003/" in name:
            refusal(packed({each: content for each, content in members.items() if each != name}))


def test_a_leaf_for_a_timestamp_that_does_not_stand_is_refused(authority, tmp_path):
    class Wrong:
        certificate = Authority(tmp_path).certificate
        answer = authority.answer

    trust = small_trust()
    trust.stamp(Wrong)
    with pytest.raises(TimestampError):
        examine(trust.contents())


def test_a_timestamp_of_another_head_is_refused(authority):
    trust = stamped_trust(authority)
    contents = trust.contents()
    other = stamped_trust(authority, seed=2).contents().events[-1]
    events = (*contents.events[:-1], dataclasses.replace(contents.events[-1], kept=other.kept))
    with pytest.raises(TimestampError):
        examine(dataclasses.replace(contents, events=events))


def test_a_receipt_that_says_a_later_time_than_the_timestamp_is_remarked_on(authority):
    trust = SmallTrust()
    trust.publish()
    sian = trust.join()
    record = trust.answer(sian)
    trust.receive(record.signed_by(sian.key), record.jti, sian, received_at="2099-01-01T00:00:00Z")
    trust.stamp(authority)
    findings = examine(trust.contents())
    assert [one.kind for one in findings.remarks] == [RemarkKind.RECEIVED_AFTER_STAMP]


def test_openssl_alone_checks_the_timestamp(members, tmp_path):
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed here")
    with zipfile.ZipFile(io.BytesIO(packed(members))) as archive:
        archive.extractall(tmp_path)

    def run():
        command = ["bash", "verify.sh"]
        environment = {"PATH": os.environ["PATH"]}
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, env=environment, check=False
        )

    answer = run()
    assert answer.returncode == 0, answer.stderr
    assert "1 timestamps" in answer.stdout
    response = tmp_path / "events/00003/timestamp.tsr"
    response.write_bytes(flipped(response.read_bytes(), 400))
    sums = tmp_path / "SHA256SUMS"
    subprocess.run(
        "sha256sum $(cut -c67- SHA256SUMS) >new; mv new SHA256SUMS", shell=True, cwd=tmp_path, check=True
    )
    assert sums.read_text()
    answer = run()
    assert answer.returncode == 1
    assert "timestamp" in answer.stderr
