"""Every broken record is refused for the reason in its file's name, and every good one stands."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import RefusedError
from app.evidence.approval import Approval
from app.evidence.due_list import DueList
from app.evidence.epoch import LogEpoch
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.identity import IdentityProvider, KeyRotation
from app.evidence.judgement import READERS, Ground, Published, check_replay, judge, key_history
from app.evidence.manifest import Manifest
from app.evidence.policy_event import PolicyEvent
from app.evidence.presence import PresenceCheck
from app.evidence.publisher_keys import Consent, KeyChange
from app.evidence.purge import Purge
from app.evidence.receipt import Receipt
from app.evidence.records import Acknowledgement, AuditCompletion, Dispute, FreshSignIn, Message
from app.evidence.timestamp import Timestamp
from app.evidence.trail_head import TrailHead
from app.evidence.trust_keys import (
    ServiceConsent,
    ServiceKeyChange,
    publishing_terms,
    service_keys,
)
from app.signing.keys import PublicKey

FOLDER = Path(__file__).parents[2] / "assets" / "broken_records"
CONTEXT = json.loads((FOLDER / "context.json").read_text(encoding="ascii"))
FILES = sorted(FOLDER.glob("*--*.jws"))
BROKEN = [path for path in FILES if not path.name.startswith("good--")]
GOOD = [path for path in FILES if path.name.startswith("good--")]
LEAST_ATTACKS = 320


@pytest.fixture(scope="module")
def ground():
    service = PublicKey.from_jwk(CONTEXT["service_key"])
    publishing = tuple(PublicKey.from_jwk(jwk) for jwk in CONTEXT["publishing_keys"])
    events = [
        (one["index"], KeyEvent.verified(one["token"], service).record) for one in CONTEXT["key_events"]
    ]
    manifests = {}
    for one in CONTEXT["manifests"]:
        signed = Manifest.verified(one["token"], publishing[0])
        manifests[signed.record.policy_id, signed.record.version] = Published(signed, one["index"])
    return Ground(CONTEXT["aud"], service, publishing, key_history(events), manifests, CONTEXT["received"])


@pytest.fixture(scope="module")
def changed_ground(ground):
    """The same once the trust's own keys were changed."""
    changed, aud = CONTEXT["changed"], CONTEXT["aud"]
    service = PublicKey.from_jwk(changed["service_key"])
    publishing = tuple(PublicKey.from_jwk(jwk) for jwk in changed["publishing_keys"])
    of_service, of_publisher = (
        [(one["index"], one["token"]) for one in changed[name]]
        for name in ("service_changes", "publishing_changes")
    )
    return replace(
        ground,
        service_key=service,
        publishing_keys=publishing,
        service=service_keys(service, of_service, aud),
        terms=publishing_terms(publishing, of_publisher, aud),
    )


@pytest.fixture(scope="module")
def judged(ground, changed_ground):
    """Judges a file on the ground that the context names for it."""

    def judged(path):
        here = changed_ground if path.name in CONTEXT["after_changes"] else ground
        return judge(path.read_bytes().decode("utf-8"), here, CONTEXT["places"].get(path.name))

    return judged


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_each_broken_record_is_refused_by_the_name_it_bears(path, judged):
    with pytest.raises(RefusedError) as refusal:
        judged(path)
    assert refusal.value.code == path.name.partition("--")[0]
    assert refusal.value.sentence
    assert refusal.value.next_step


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_each_good_record_stands(path, judged):
    signed = judged(path)
    assert signed.token == path.read_bytes().decode("ascii")


def test_there_is_a_good_record_of_every_type(judged):
    kinds = {type(judged(path).record) for path in GOOD}
    assert kinds == {
        *(Acknowledgement, AuditCompletion, Message, Manifest, DueList, Receipt, CodeIssue, KeyEvent, HrFact),
        *(LogEpoch, TrailHead, Timestamp, IdentityProvider, KeyRotation, PolicyEvent, Purge),
        *(KeyChange, Consent, ServiceKeyChange, ServiceConsent),
        *(FreshSignIn, Dispute, PresenceCheck, Approval),
    }
    assert {kind.typ for kind in kinds} == set(READERS)


def test_no_attack_was_lost():
    assert len(BROKEN) >= LEAST_ATTACKS
    verdicts = Counter(path.name.partition("--")[0] for path in BROKEN)
    assert sum(path.name.startswith("weak-key--low-order") for path in BROKEN) == 14
    assert len(verdicts) >= 40
    assert {*CONTEXT["places"], *CONTEXT["after_changes"]} <= {path.name for path in FILES}


def test_the_same_record_twice_is_one_and_another_with_its_number_is_a_replay(judged):
    again = judged(FOLDER / "good--the-same-record-again.jws")
    check_replay({}, again.record.jti, again.sha256)
    check_replay({again.record.jti: again.sha256}, again.record.jti, again.sha256)
    with pytest.raises(RefusedError):
        check_replay({again.record.jti: "0" * 64}, again.record.jti, again.sha256)


def test_nothing_of_a_broken_record_stands_in_its_error(judged):
    for path in BROKEN:
        with pytest.raises(RefusedError) as refusal:
            judged(path)
        text = f"{refusal.value} {refusal.value.details}"
        assert "Siân" not in text
        assert "V1007" not in text
        assert "seconds_read" not in text
