"""What a device accepts of what is delivered; every refusal bears the name of the attack."""

import pytest

from app.domain.policy import sha256_hex
from app.evidence import checkpoint, delivery, merkle
from app.evidence.due_list import DueItem, DueList
from app.evidence.manifest import Manifest
from app.evidence.records import UnknownClaimError
from app.signing.keys import BadSignatureError, PrivateKey

SUB = "5f0c3a52-7f6b-4c1e-9a64-0d1f6a2b7c11"
AUD = "trust.example/log"
KEY = PrivateKey.from_seed(b"p" * 32)
TEXT = b"# Policy\n"
CHECKLIST = b"{}"
A, B = "a" * 64, "b" * 64


def due_list(*items, sub=SUB, issued="2026-11-23T09:00:00Z"):
    return DueList(sub=sub, issued=issued, expires="2026-11-30T09:00:00Z", items=list(items))


def item(version=2, digest=A, policy="social-media"):
    return DueItem(
        policy=policy, version=version, manifest_sha256=digest, due=None, paused=False, withdrawn=False
    )


def manifest_token(key=KEY, **changes):
    claims = {
        "policy_id": "social-media",
        "version": 2,
        "label": "2026",
        "title": "Policy",
        "sha256": sha256_hex(TEXT),
        "media_type": "text/markdown",
        "bytes": len(TEXT),
        "prev_sha256": None,
        "material": True,
        "summary_of_changes": "None.",
        "published": "2026-11-01T00:00:00Z",
        "effective": "2026-11-01T00:00:00Z",
        "statements": [
            {"outcome": o, "lang": "en-GB", "text": "Words."}
            for o in ("acknowledged", "question", "declined")
        ],
        "checklist": {"id": "list", "version": 1, "sha256": sha256_hex(CHECKLIST)},
        "aud": AUD,
    }
    return Manifest.of(claims | changes).signed_by(key)


def verified(token, **changes):
    asked = item(digest=changes.pop("digest", sha256_hex(token.encode())), **changes)
    return delivery.verified_manifest(token, asked, AUD, KEY.public)


def test_a_due_list_for_this_person_is_taken():
    delivery.check_due_list(due_list(item()), SUB, None)
    delivery.check_due_list(due_list(item()), SUB, "2026-11-23T09:00:00Z")


def test_a_due_list_for_somebody_else_is_refused():
    with pytest.raises(delivery.DueListForSomebodyElseError):
        delivery.check_due_list(due_list(sub="11111111-1111-4111-8111-111111111111"), SUB, None)


def test_a_due_list_older_than_the_one_in_hand_is_refused():
    with pytest.raises(delivery.DueListRollbackError):
        delivery.check_due_list(due_list(), SUB, "2026-11-23T09:00:01Z")


def test_a_due_list_that_names_a_policy_twice_is_refused():
    with pytest.raises(delivery.DueListDoubledError):
        delivery.check_due_list(due_list(item(1), item(2)), SUB, None)


@pytest.mark.parametrize("held", [{}, {1: B}, {2: A}, {1: B, 2: A}])
def test_the_next_version_and_the_same_again_are_taken(held):
    delivery.check_item(item(), held)


def test_rollback_is_refused():
    with pytest.raises(delivery.RollbackError):
        delivery.check_item(item(version=1), {1: A, 2: B})


def test_fast_forward_is_refused():
    delivery.check_item(item(version=1002), {2: A})
    with pytest.raises(delivery.FastForwardError):
        delivery.check_item(item(version=1003), {2: A})


def test_another_manifest_for_a_version_already_seen_is_mix_and_match():
    with pytest.raises(delivery.MixAndMatchError):
        delivery.check_item(item(digest=B), {2: A})


def test_the_manifest_asked_for_is_taken():
    assert verified(manifest_token()).record.version == 2


def test_another_manifest_than_the_one_named_is_mix_and_match():
    with pytest.raises(delivery.MixAndMatchError):
        verified(manifest_token(), digest=A)


@pytest.mark.parametrize("changes", [{"version": 3}, {"policy_id": "other"}])
def test_a_manifest_of_another_policy_or_version_is_mix_and_match(changes):
    token = manifest_token(**changes)
    with pytest.raises(delivery.MixAndMatchError):
        verified(token)


def test_a_manifest_of_another_trust_is_refused():
    with pytest.raises(delivery.AnotherTrustError):
        verified(manifest_token(aud="other.example/log"))


def test_a_manifest_not_signed_by_the_publisher_is_refused():
    stranger = PrivateKey.from_seed(b"x" * 32)
    token = manifest_token(stranger)
    header, _, rest = manifest_token().partition(".")
    payload = rest.partition(".")[0]
    forged = f"{header}.{payload}.{token.rpartition('.')[2]}"
    with pytest.raises(BadSignatureError):
        verified(forged)


def test_a_manifest_with_a_further_claim_is_refused():
    from app.signing import jws  # noqa: PLC0415

    claims = Manifest.verified(manifest_token(), KEY.public).record.model_dump() | {"more": 1}
    with pytest.raises(UnknownClaimError):
        verified(jws.sign(Manifest.typ, claims, KEY))


@pytest.mark.parametrize(
    "changes",
    [
        {"media_type": "application/zip"},
        {"statements": [{"outcome": "acknowledged", "lang": "en-GB", "text": "Words."}]},
    ],
)
def test_a_manifest_that_cannot_be_shown_whole_is_refused(changes):
    with pytest.raises(delivery.UnusableManifestError):
        verified(manifest_token(**changes))


def test_a_manifest_without_its_place_in_the_log_is_refused():
    token = manifest_token()
    leaf = merkle.leaf_hash(token.encode())
    head = checkpoint.Checkpoint(AUD, 2, merkle.node_hash(leaf, merkle.leaf_hash(b"x")), "")
    delivery.verify_place(token, 0, [merkle.leaf_hash(b"x")], head)
    for index, proof in ((0, []), (1, [merkle.leaf_hash(b"x")]), (0, [merkle.leaf_hash(b"y")])):
        with pytest.raises(merkle.InclusionError):
            delivery.verify_place(token, index, proof, head)


@pytest.mark.parametrize("content", [b"", TEXT + b" ", TEXT[:-1], TEXT.upper()])
def test_another_text_than_the_published_one_is_mix_and_match(content):
    manifest = Manifest.verified(manifest_token(), KEY.public).record
    delivery.check_document(manifest, TEXT)
    with pytest.raises(delivery.DocumentMismatchError) as caught:
        delivery.check_document(manifest, content)
    assert isinstance(caught.value, delivery.MixAndMatchError)


def test_another_checklist_than_the_published_one_is_mix_and_match():
    manifest = Manifest.verified(manifest_token(), KEY.public).record
    assert delivery.checked_checklist(manifest, CHECKLIST) == CHECKLIST
    with pytest.raises(delivery.ChecklistMismatchError):
        delivery.checked_checklist(manifest, b"{} ")
    without = Manifest.verified(manifest_token(checklist=None), KEY.public).record
    with pytest.raises(delivery.ChecklistMismatchError):
        delivery.checked_checklist(without, CHECKLIST)
