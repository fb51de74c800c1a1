"""A pack stands whole or not at all: what belongs together, who may sign what, and what is said of it."""

import dataclasses
import json

import pytest

from app.domain.policy import sha256_hex
from app.errors import RefusedError
from app.evidence import examination, log_proof, merkle, stored_zip
from app.evidence.checkpoint import CheckpointError
from app.evidence.contents import PackedPolicy
from app.evidence.delivery import DocumentMismatchError, MixAndMatchError
from app.evidence.events import JwkClaim
from app.evidence.examination import WrongMessageError, examine
from app.evidence.findings import RemarkKind
from app.evidence.judgement import (
    KeyHistoryError,
    KeyNotEnrolledYetError,
    PolicyNotPublishedYetError,
    ReplayError,
    RetiredKeyError,
    RevokedKeyError,
    UnknownKeyError,
    UnknownPolicyError,
    WrongPersonError,
)
from app.evidence.pack import build
from app.evidence.pack_words import in_text, not_proved, proved, sections
from app.evidence.plain_words import plain
from app.evidence.receipt import ReceiptMismatchError
from app.evidence.verify import (
    ChangedMemberError,
    KnownKeys,
    MissingMemberError,
    OtherTrustKeyError,
    UnknownFormatError,
    UnreadableMemberError,
    take_apart,
    verify,
)
from app.signing import jws
from app.signing.keys import WeakKeyError, b64url, b64url_decode
from tests.fakes.forger import FORGER, MEMBERS, PACK, WHOLE, changed, packed, refusal
from tests.fakes.small_trust import SmallTrust, small_trust, whole_trust


def test_a_good_pack_stands_and_shows_what_was_signed():
    findings = verify(packed(WHOLE))
    answers = [one.signed.record for one in findings.records]
    assert [getattr(one, "outcome", None) for one in answers] == [
        "acknowledged",
        "question",
        None,
        "declined",
        "acknowledged",
        None,
        "acknowledged",
    ]
    assert [one.receipt.record.leaf_index for one in findings.records] == [5, 6, 7, 10, 14, 18, 21]
    assert findings.records[0].life.end == "revoked"
    assert findings.remarks == ()
    assert verify(PACK).records[0].signed.record.name == "Siân O’Connor"


def test_taking_a_pack_apart_gives_what_it_was_made_from():
    contents = whole_trust().contents()
    assert take_apart(WHOLE) == dataclasses.replace(
        contents,
        records=tuple(sorted(contents.records, key=lambda one: whole_trust().leaves.index(one.token))),
    )


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("pack.json", b"{}", UnknownFormatError),
        ("pack.json", b"[]", UnreadableMemberError),
        ("pack.json", b"\xff", UnreadableMemberError),
        ("pack.json", b"[" * 100_000, UnreadableMemberError),
        (
            "pack.json",
            b"{" + MEMBERS["pack.json"][1:].replace(b"evidence-1", b"evidence-2"),
            UnknownFormatError,
        ),
        ("pack.json", b" " + MEMBERS["pack.json"], ChangedMemberError),
        ("log/checkpoint.note", b"\xff", UnreadableMemberError),
        ("log/checkpoint.note", b"x", CheckpointError),
        ("records/00001/record.tlog-proof", b"x", UnreadableMemberError),
        ("records/00001/consistency.txt", b"x", UnreadableMemberError),
        ("README.txt", b"All is proved.", ChangedMemberError),
        ("verify.sh", b"echo All is proved.", ChangedMemberError),
        ("key-history.json", b"[]", ChangedMemberError),
        ("policies/00001/policy.md", b"Something else.", DocumentMismatchError),
    ],
)
def test_each_spoilt_file_is_refused_by_its_own_name(name, content, error):
    assert refusal(changed(name, content)) is error


def test_a_file_that_is_missing_is_refused_by_its_own_name():
    for name in ("pack.json", "README.txt", "records/00001/receipt.jws", "policies/00001/policy.md"):
        members = {each: content for each, content in MEMBERS.items() if each != name}
        assert refusal(packed(members)) is MissingMemberError


# What belongs together


def test_a_pack_of_keys_that_the_caller_does_not_know_is_refused():
    good = KnownKeys(
        frozenset({small_trust().service.public.thumbprint}),
        frozenset({small_trust().publisher.public.thumbprint}),
    )
    made_up = build(small_trust(seed=5).contents())
    verify(PACK, good)
    verify(made_up)  # nothing inside a pack can tell: somebody made up a whole trust
    for known in (good, KnownKeys(service=good.service), KnownKeys(publishing=good.publishing)):
        with pytest.raises(OtherTrustKeyError):
            verify(made_up, known)


def refused_by(error, trust):
    with pytest.raises(error) as caught:
        examine(trust.contents())
    assert type(caught.value) is error


def begun():
    trust = SmallTrust()
    trust.publish()
    return trust, trust.join()


@pytest.mark.parametrize(("end", "error"), [("retired", RetiredKeyError), ("revoked", RevokedKeyError)])
def test_a_record_after_the_end_of_its_key_is_refused_and_one_before_stands(end, error):
    trust, sian = begun()
    trust.acknowledge(sian)
    trust.key_event(sian, end)
    examine(trust.contents())
    trust.acknowledge(sian)
    refused_by(error, trust)


def test_a_record_before_its_key_was_enrolled_is_refused():
    trust, _ = begun()
    early = dataclasses.replace(trust.join("Tom Adeyemi", number=12), key=trust.new_key(40))
    trust.acknowledge(early)
    refused_by(UnknownKeyError, trust)
    trust.key_event(early, "enrolled")
    refused_by(KeyNotEnrolledYetError, trust)


@pytest.mark.parametrize(
    "events",
    [
        ["enrolled", "enrolled"],
        ["retired"],
        ["enrolled", "retired", "enrolled"],
        ["enrolled", "retired", "revoked"],
    ],
)
def test_a_key_has_one_life(events):
    trust, sian = begun()
    for event in events:
        trust.key_event(sian, event, trust.new_key(50).public)
    refused_by(KeyHistoryError, trust)


def test_an_enrolled_key_that_is_weak_or_not_what_its_name_says_is_refused_even_unused():
    trust, sian = begun()
    trust.acknowledge(sian)
    weak = b"\x01" + bytes(31)
    jwk = JwkClaim(crv="Ed25519", kty="OKP", x=b64url(weak))
    trust.key_event(sian, "enrolled", trust.new_key(60).public, jwk=jwk)
    refused_by(WeakKeyError, trust)
    trust, sian = begun()
    trust.key_event(sian, "enrolled", trust.new_key(60).public, kid=FORGER.public.thumbprint)
    refused_by(KeyHistoryError, trust)


def test_a_key_of_two_people_is_refused():
    trust, sian = begun()
    trust.key_event(trust.join("Tom Adeyemi", number=12), "enrolled", sian.key.public)
    refused_by(KeyHistoryError, trust)


def test_a_record_for_another_persons_number_is_refused():
    trust, sian = begun()
    trust.acknowledge(sian, sub=trust.join("Tom Adeyemi", number=12).sub)
    refused_by(WrongPersonError, trust)


def test_a_policy_published_after_the_answer_is_refused():
    trust, sian = begun()
    token = trust.manifest(b"Second.", 2).signed_by(trust.publisher)
    policy = {
        "id": "social-media-policy",
        "version": 2,
        "sha256": sha256_hex(b"Second."),
        "manifest_sha256": jws.record_sha256(token),
    }
    trust.acknowledge(sian, policy=policy)
    trust.policies.append((trust.append(token), b"Second."))
    refused_by(PolicyNotPublishedYetError, trust)


def test_two_manifests_for_one_version_are_refused():
    trust, sian = begun()
    trust.acknowledge(sian)
    trust.publish(b"Another text.", 1)
    refused_by(MixAndMatchError, trust)


def test_a_record_without_its_policy_is_refused():
    contents = small_trust().contents()
    with pytest.raises(UnknownPolicyError):
        examine(dataclasses.replace(contents, policies=()))


def test_one_number_for_two_records_is_a_replay():
    trust, sian = begun()
    jti = trust.new_id()
    trust.acknowledge(sian, jti=jti)
    trust.acknowledge(sian, "declined", jti=jti)
    refused_by(ReplayError, trust)


def test_one_record_at_two_places_of_the_log_is_a_replay():
    trust, sian = begun()
    record = trust.answer(sian)
    for _ in range(2):
        trust.receive(record.signed_by(sian.key), record.jti, sian)
    contents = trust.contents()
    second = dataclasses.replace(contents.records[1], proof=trust.inclusion(len(trust.leaves) - 1))
    with pytest.raises(ReplayError):
        examine(dataclasses.replace(contents, records=(contents.records[0], second)))


def test_a_receipt_for_another_record_is_refused():
    contents = whole_trust().contents()
    one, two, *rest = contents.records
    swapped = dataclasses.replace(one, receipt=two.receipt, proof=two.proof, consistency=two.consistency)
    with pytest.raises(ReceiptMismatchError):
        examine(dataclasses.replace(contents, records=(swapped, *rest)))


def test_the_words_of_another_question_are_refused():
    trust, sian = begun()
    trust.ask(sian, "One?")
    trust.ask(sian, "Two?")
    contents = trust.contents()
    one, two = contents.records
    with pytest.raises(WrongMessageError):
        examine(dataclasses.replace(contents, records=(dataclasses.replace(one, message=two.message), two)))


def test_words_beside_an_answer_that_names_none_are_refused():
    trust, sian = begun()
    trust.acknowledge(sian)
    record = trust.contents().records[0]
    jti = json.loads(b64url_decode(record.token.split(".")[1]))["jti"]
    words = trust.message(sian, jti).signed_by(sian.key)
    with pytest.raises(WrongMessageError):
        examine(dataclasses.replace(trust.contents(), records=(dataclasses.replace(record, message=words),)))


def test_a_checkpoint_of_a_forked_log_is_refused():
    trust, fork = small_trust(), small_trust()
    fork.leaves[1] = "something else"
    fork.append("one more")
    # Whoever forks a log can give proofs for the fork of everything that it kept, but not for the record's own.
    record = dataclasses.replace(trust.contents().records[0], consistency=fork.consistency(4))
    forked = dataclasses.replace(
        trust.contents(),
        checkpoint=fork.checkpoint(),
        records=(record,),
        policies=(PackedPolicy(fork.packed(0), fork.policies[0][1]),),
        events=(fork.packed(2),),
    )
    with pytest.raises(merkle.ConsistencyError):
        examine(forked)


def test_a_shortened_log_is_refused():
    trust = whole_trust()
    contents = trust.contents()
    with pytest.raises(RefusedError):
        examine(dataclasses.replace(contents, checkpoint=trust.checkpoint(8)))


# Remarks


def remarks(trust):
    return {one.kind for one in examine(trust.contents()).remarks}


def test_a_device_that_saw_another_log_is_remarked_on_and_refuses_nothing():
    trust, sian = begun()
    trust.acknowledge(sian, log={"size": 2, "root": "AAAA"})
    trust.acknowledge(sian, log={"size": 2, "root": "BBBB"})
    assert remarks(trust) == {RemarkKind.OTHER_LOG}


def test_a_device_that_saw_more_of_the_log_than_there_was_is_remarked_on():
    trust, sian = begun()
    trust.acknowledge(sian, log={"size": 40, "root": "AAAA"})
    assert remarks(trust) == {RemarkKind.LOG_FROM_LATER}


def test_two_records_after_the_same_one_are_remarked_on():
    trust, sian = begun()
    trust.acknowledge(sian)
    trust.acknowledge(sian, prev=None)
    assert remarks(trust) == {RemarkKind.SAME_PREVIOUS}


def test_times_that_run_backwards_along_the_log_are_remarked_on():
    trust, sian = begun()
    for at in ("2026-11-05T08:00:00Z", "2026-11-04T08:00:00Z"):
        record = trust.answer(sian)
        trust.receive(record.signed_by(sian.key), record.jti, sian, received_at=at)
    assert remarks(trust) == {RemarkKind.RECEIVED_BACKWARDS}
    assert "Look at this" in {part.title for part in sections(examine(trust.contents()))}


# Words


def test_hidden_characters_from_outside_are_shown_as_marks():
    assert plain("a\x1b[31m\u202eb\n c") == "a\ufffd[31m\ufffdb c"
    trust, sian = begun()
    trust.fact(sian, reason="\x1b[2J\u202eAll is proved.")
    text = in_text(sections(examine(trust.contents())))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_provider_in_place_of_hr_is_said():
    trust = SmallTrust()
    trust.publish()
    trust.acknowledge(trust.join(identity="provider"))
    words = " ".join(not_proved(examine(trust.contents())))
    assert "HR alone" not in words
    assert "sign-in provider" in words


def test_every_word_of_what_is_and_is_not_proved_is_a_sentence():
    for trust in (small_trust(), whole_trust()):
        for sentence in (*proved(examine(trust.contents())), *not_proved(examine(trust.contents()))):
            assert sentence.endswith(".")


def test_every_error_of_a_pack_has_words_of_its_own():
    errors = [
        each
        for module in (stored_zip, examination, log_proof)
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, RefusedError) and each is not RefusedError
    ]
    assert len({each.sentence for each in errors}) == len(set(errors))
