"""Packs across a backup put back and across changed keys of the trust: what holds, and what nobody can slip in."""

import dataclasses
import json

import pytest

from app.errors import RefusedError
from app.evidence import publisher_keys
from app.evidence.basis import BasisError, read_basis
from app.evidence.checkpoint import CheckpointError
from app.evidence.epoch import EpochError, LogEpoch
from app.evidence.events import KeyEvent
from app.evidence.examination import examine
from app.evidence.findings import RemarkKind
from app.evidence.id_token import IdTokenAlgorithmError, IdTokenForgedError, IdTokenMalformedError
from app.evidence.identity import provider_basis, rotation_basis
from app.evidence.judgement import KeyHistoryError, UnknownPublisherError
from app.evidence.pack import build
from app.evidence.pack_words import in_text, sections
from app.evidence.publisher_keys import KeyChange, RotationError
from app.evidence.receipt import ReceiptMismatchError
from app.evidence.trust_keys import ReplacedKeyError, ServiceKeyChange, ServiceKeys, Term, service_keys
from app.evidence.verify import KnownKeys, OtherTrustKeyError, verify
from app.signing.jws import BadSignatureError, WrongKeyError
from app.signing.keys import b64url
from tests.fakes.forger import FORGER
from tests.fakes.small_trust import AUD, SmallTrust, id_token, small_trust, whole_trust


def begun():
    trust = SmallTrust()
    trust.publish()
    return trust, trust.join()


def refused_by(error, contents):
    with pytest.raises(error) as caught:
        examine(contents)
    assert type(caught.value) is error
    assert caught.value.next_step


def without(trust, kind):
    """What a trust would pack, but for the events of one kind."""
    left = {index for index, record in trust.events if type(record) is not kind}
    contents = trust.contents()
    return dataclasses.replace(contents, events=tuple(leaf for leaf in contents.events if leaf.index in left))


# Epochs


def restored():
    """A trust whose service was put back; one answer before, one lost and sent again, one after."""
    trust, sian = begun()
    trust.acknowledge(sian)
    record = trust.answer(sian)
    trust.receipted_and_lost(record, sian)
    trust.open_epoch()
    trust.receive(record.signed_by(sian.key), record.jti, sian)
    trust.acknowledge(sian)
    return trust, sian


def test_receipts_of_the_old_epoch_and_records_of_the_new_stand_in_one_pack():
    findings = verify(build(restored()[0].contents()))
    origins = [one.checkpoint.origin for one in findings.records]
    assert origins[0] == AUD
    assert origins[1] == origins[2] == findings.head.origin != AUD
    assert [len(one.earlier) for one in findings.records] == [0, 1, 0]
    text = in_text(sections(findings))
    assert "It had received it before, on Monday 2 November 2026 at 08:00 (UTC), not late" in text
    assert "part 2 of the log begins here" in text


def test_a_head_of_an_epoch_that_nobody_opened_is_refused():
    trust, _ = restored()
    refused_by(EpochError, without(trust, LogEpoch))


def test_a_receipt_from_what_was_lost_cannot_stand_for_a_place_in_the_log():
    trust, _ = restored()
    contents = trust.contents()
    place = next(number for number, one in enumerate(contents.records) if one.earlier)
    one = contents.records[place]
    bent = dataclasses.replace(one, receipt=one.earlier[0], earlier=())
    with pytest.raises(RefusedError):
        examine(dataclasses.replace(contents, records=(bent,)))


def test_a_receipt_for_a_place_that_the_log_still_has_is_no_earlier_one():
    trust, _ = restored()
    contents = trust.contents()
    for earlier in (contents.records[1].receipt, contents.records[0].receipt):
        bent = dataclasses.replace(contents.records[1], earlier=(earlier,))
        refused_by(ReceiptMismatchError, dataclasses.replace(contents, records=(bent,)))


def test_an_earlier_receipt_for_another_record_is_refused():
    trust, _ = restored()
    contents = trust.contents()
    bent = dataclasses.replace(contents.records[2], earlier=contents.records[1].earlier)
    refused_by(ReceiptMismatchError, dataclasses.replace(contents, records=(bent,)))


def test_an_epoch_that_does_not_stand_where_its_head_ends_is_refused():
    trust, sian = begun()
    previous = trust.checkpoint()
    trust.acknowledge(sian)
    size = len(trust.leaves) - 1
    trust.epoch = 2
    leaf = LogEpoch(
        aud=AUD, jti=trust.new_id(), epoch=2, previous=previous, at="2026-11-05T08:00:00Z", by="hr"
    )
    trust.origin = leaf.origin
    trust.event(leaf, head=size)
    refused_by(EpochError, trust.contents())


def test_two_backups_in_a_row_are_followed():
    trust, sian = restored()
    trust.open_epoch()
    trust.acknowledge(sian)
    findings = examine(trust.contents())
    assert findings.head.origin.startswith(f"{AUD}~3-")
    assert len(findings.epochs) == 2


def test_what_a_device_saw_of_the_lost_part_is_told_and_is_no_alarm():
    trust, sian = begun()
    record = trust.answer(sian, log={"size": 9, "root": "AAAA"})
    trust.open_epoch()
    trust.receive(record.signed_by(sian.key), record.jti, sian)
    assert [one.kind for one in examine(trust.contents()).remarks] == [RemarkKind.LOG_LOST]


def test_what_a_device_saw_of_another_log_before_the_backup_is_still_told():
    trust, sian = begun()
    trust.acknowledge(sian, log={"size": 3, "root": "AAAA"})
    trust.acknowledge(sian, log={"size": 3, "root": "BBBB"})
    trust.open_epoch()
    assert {one.kind for one in examine(trust.contents()).remarks} == {RemarkKind.OTHER_LOG}


# The publishing key


def published_with_two_keys():
    trust, sian = begun()
    trust.acknowledge(sian)
    trust.change_publisher(3)
    trust.publish(b"Second.", 2)
    trust.acknowledge(sian)
    return trust, sian


def test_records_under_policies_of_both_publishing_keys_stand_in_one_pack():
    findings = verify(build(published_with_two_keys()[0].contents()))
    assert [one.policy.manifest.record.version for one in findings.records] == [1, 2]
    assert len(findings.publishing_groups) == 1


def test_the_old_publishing_key_publishes_nothing_after_the_change():
    trust, _ = begun()
    old = trust.publisher
    trust.change_publisher(3)
    trust.publisher = old
    trust.publish(b"Second.", 2)
    refused_by(ReplacedKeyError, trust.contents())


def test_the_new_publishing_key_published_nothing_before_the_change():
    trust, _ = begun()
    old, trust.publisher = trust.publisher, trust.new_key(3)
    trust.publish(b"Second.", 2)
    trust.publisher = old
    trust.change_publisher(3)
    refused_by(ReplacedKeyError, trust.contents())


def test_a_second_publishing_key_without_its_change_is_a_key_of_its_own():
    trust, _ = published_with_two_keys()
    findings = examine(without(trust, KeyChange))
    assert len(findings.publishing_groups) == 2
    known = frozenset({trust.publishers[0].thumbprint})
    verify(build(trust.contents()), KnownKeys(publishing=known))
    with pytest.raises(OtherTrustKeyError):
        verify(build(without(trust, KeyChange)), KnownKeys(publishing=known))


def test_a_publishing_key_that_the_pack_does_not_name_is_refused():
    trust, _ = published_with_two_keys()
    contents = dataclasses.replace(trust.contents(), publishing_keys=tuple(trust.publishers[:1]))
    with pytest.raises((RotationError, UnknownPublisherError)):
        examine(contents)


def test_a_key_that_was_replaced_is_not_replaced_again():
    trust, _ = begun()
    first = trust.publisher
    trust.change_publisher(3)
    trust.publisher = first
    trust.change_publisher(5)
    refused_by(RotationError, trust.contents())


def test_a_change_that_only_one_of_the_two_keys_stands_behind_is_refused():
    trust, _ = begun()
    new, other = trust.new_key(3), trust.new_key(5)
    jti = trust.new_id()
    honest, stolen = (
        publisher_keys.change(AUD, jti, "2026-11-05T08:00:00Z", trust.publisher, key) for key in (new, other)
    )
    consent = publisher_keys.verified(stolen, trust.publisher.public, AUD).record.consent
    bent = publisher_keys.verified(honest, trust.publisher.public, AUD).record.model_copy(
        update={"consent": consent}
    )
    trust.publishers.append(new.public)
    trust._event(bent.signed_by(trust.publisher), bent)
    with pytest.raises((RotationError, WrongKeyError, BadSignatureError)):
        examine(trust.contents())


# The service key


def served_with_two_keys():
    trust, sian = begun()
    trust.acknowledge(sian)
    trust.change_service(4)
    trust.acknowledge(sian)
    return trust, sian


def test_receipts_of_both_service_keys_stand_in_one_pack():
    trust, _ = served_with_two_keys()
    findings = verify(build(trust.contents()))
    assert [one.receipt.kid for one in findings.records] == list(findings.service_kids)
    for kid in findings.service_kids:
        verify(build(trust.contents()), KnownKeys(service=frozenset({kid})))
    with pytest.raises(OtherTrustKeyError):
        verify(build(trust.contents()), KnownKeys(service=frozenset({"x" * 43})))


def test_without_the_change_neither_key_vouches_for_the_other():
    trust, _ = served_with_two_keys()
    with pytest.raises(RefusedError):
        examine(without(trust, ServiceKeyChange))


def test_the_old_service_key_signs_no_head_with_the_change_in_it():
    trust, sian = begun()
    trust.acknowledge(sian)
    old = trust.service
    trust.change_service(4)
    trust.service = old
    refused_by(CheckpointError, dataclasses.replace(trust.contents(), service_key=trust.new_key(4).public))


def test_the_old_service_key_records_nothing_after_the_change():
    trust, sian = served_with_two_keys()
    new, trust.service = trust.service, trust.new_key(1)
    trust.fact(sian)
    trust.service = new
    refused_by(ReplacedKeyError, trust.contents())


def test_the_old_service_key_receipts_nothing_after_the_change():
    trust, sian = served_with_two_keys()
    new, trust.service = trust.service, trust.new_key(1)
    trust.acknowledge(sian)
    trust.service = new
    refused_by(CheckpointError, trust.contents())


def test_a_head_by_the_key_that_was_replaced_is_not_the_newest():
    trust, _ = served_with_two_keys()
    contents = dataclasses.replace(trust.contents(), service_key=trust.new_key(1).public)
    refused_by(RotationError, contents)


def test_service_keys_that_do_not_follow_one_another_are_refused():
    trust = SmallTrust()
    one, two, three = (trust.new_key(number) for number in (1, 4, 6))
    first, second = (
        publisher_keys.change(AUD, trust.new_id(), "2026-11-05T08:00:00Z", old, new, ServiceKeyChange)
        for old, new in ((one, two), (one, three))
    )
    assert service_keys(two.public, [(3, first)], AUD).newest == two.public
    with pytest.raises(RotationError):
        service_keys(three.public, [(3, first), (5, second)], AUD)
    assert service_keys(one.public, [], AUD) == ServiceKeys.of(AUD, one.public)


@pytest.mark.parametrize(
    ("term", "index", "holds"),
    [
        ((None, None), None, True),
        ((None, None), 7, True),
        ((None, 5), 5, True),
        ((None, 5), 6, False),
        ((None, 5), None, False),
        ((5, None), 5, False),
        ((5, None), 6, True),
        ((5, None), None, True),
        ((5, 9), 9, True),
        ((5, 9), 10, False),
    ],
)
def test_a_key_signs_from_the_leaf_after_its_own_to_the_one_that_replaced_it(term, index, holds):
    made = Term(FORGER.public, *term)
    if holds:
        made.check(index)
    else:
        with pytest.raises(ReplacedKeyError):
            made.check(index)


# How identity was proved


def enrolment(trust, person):
    return next(
        (index, event)
        for index, event in trust.events
        if isinstance(event, KeyEvent) and event.sub == person.sub and event.event == "enrolled"
    )


def signed_in(**changes):
    """A trust with one person who signed in, as the token says."""
    trust, _ = begun()
    person = trust.join("Tom Adeyemi", number=20)
    person.key = trust.new_key(21)
    trust.key_event(
        person,
        "enrolled",
        identity="provider",
        kept=trust.sign_in(person.key.public, **changes),
        by="provider",
    )
    return trust


def test_a_sign_in_says_who_vouched_for_which_account():
    trust = signed_in()
    text = in_text(sections(examine(trust.contents())))
    assert "https://sign-in.example vouched for the account account-7 (tom@voyage.example)" in text


def test_an_address_that_the_provider_does_not_answer_for_is_not_told():
    trust = signed_in(email_verified=False)
    text = in_text(sections(examine(trust.contents())))
    assert "account-7" in text
    assert "tom@voyage.example" not in text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"nonce": "another"}, BasisError),
        ({"iss": None}, BasisError),
        ({"sub": 7}, BasisError),
    ],
)
def test_a_sign_in_that_does_not_vouch_for_the_key_is_refused(changes, error):
    refused_by(error, signed_in(**changes).contents())


def _enrolled_on(basis):
    trust, _ = begun()
    person = trust.join("Tom Adeyemi", number=20)
    person.key = trust.new_key(21)
    trust.key_event(person, "enrolled", identity="provider", kept=basis, by="provider")
    return trust


def test_a_forged_sign_in_is_refused():
    token, _ = id_token({"nonce": "x"}, 5)
    _, other = id_token({}, 6)
    refused_by(IdTokenForgedError, _enrolled_on(provider_basis(token, "r" * 43, other)).contents())
    none = ".".join([b64url(b'{"alg":"none"}'), b64url(b"{}"), ""])
    refused_by(IdTokenAlgorithmError, _enrolled_on(provider_basis(none, "r" * 43, other)).contents())
    refused_by(IdTokenMalformedError, _enrolled_on(provider_basis("x", "r" * 43, other)).contents())


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"by_old":1,"by_new":2}', b"[" * 100_000])
def test_what_is_no_basis_at_all_is_refused(content):
    refused_by(BasisError, _enrolled_on(content).contents())


def test_a_basis_that_the_log_does_not_know_is_refused():
    trust, sian = begun()
    _, event = enrolment(trust, sian)
    with pytest.raises(BasisError):
        read_basis(trust.sign_in(sian.key.public), event)


def test_a_key_that_follows_another_is_followed_back_to_how_that_one_was_proved():
    trust, _ = begun()
    tom = trust.join("Tom Adeyemi", number=11, identity="provider")
    trust.rotate(tom, 12)
    trust.rotate(tom, 13)
    trust.acknowledge(tom)
    text = in_text(sections(examine(trust.contents())))
    record = text[text.index("It is entry") : text.index("WHAT HR’S SERVICE")]
    assert record.count("This key follows the key") == 2
    assert "https://sign-in.example vouched" in record


def test_a_change_of_key_by_somebody_elses_key_is_refused():
    trust, sian = begun()
    tom = trust.join("Tom Adeyemi", number=11)
    stolen = dataclasses.replace(sian, key=tom.key)
    trust.rotate(stolen, 12)
    with pytest.raises(KeyHistoryError):
        examine(trust.contents())


def test_a_change_of_key_that_the_old_key_did_not_sign_is_refused():
    trust, sian = begun()
    trust.rotate(sian, 12)
    index = trust.events[-2][0]
    halves = json.loads(trust.kept[index])
    forged = trust.events[-2][1]
    claims = halves["by_old"].split(".")
    bent = ".".join([*claims[:2], b64url(FORGER.sign(".".join(claims[:2]).encode()))])
    content = rotation_basis(bent, halves["by_new"])
    other, person = begun()
    other.key_event(person, "enrolled", other.new_key(12).public, kept=content, by="rotation", sub=forged.sub)
    refused_by(BadSignatureError, other.contents())


def test_what_is_told_of_an_erased_sign_in_is_what_the_service_says():
    trust, _ = begun()
    trust.acknowledge(trust.join("Tom Adeyemi", number=11, identity="provider"))
    contents = trust.contents()
    erased = tuple(dataclasses.replace(leaf, kept=None) for leaf in contents.events)
    text = in_text(sections(examine(dataclasses.replace(contents, events=erased))))
    assert "says HR’s service. What the provider said is not in this pack" in text
    assert "That the sign-in provider was asked honestly" in text
    assert "account-7" not in text


def test_the_small_trust_has_none_of_this():
    findings = examine(small_trust().contents())
    assert (findings.epochs, findings.stamps) == ((), ())
    assert examine(whole_trust().contents()).epochs
