"""Every broken record is refused for the reason in its file's name, and every good one stands."""

import json
from collections import Counter
from pathlib import Path

import pytest

from app.errors import RefusedError
from app.evidence.due_list import DueList
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.judgement import Ground, Published, check_replay, judge, key_history
from app.evidence.manifest import Manifest
from app.evidence.receipt import Receipt
from app.evidence.records import Acknowledgement, AuditCompletion, Message
from app.signing.keys import PublicKey

FOLDER = Path(__file__).parents[2] / "assets" / "broken_records"
CONTEXT = json.loads((FOLDER / "context.json").read_text(encoding="ascii"))
FILES = sorted(FOLDER.glob("*--*.jws"))
BROKEN = [path for path in FILES if not path.name.startswith("good--")]
GOOD = [path for path in FILES if path.name.startswith("good--")]
LEAST_ATTACKS = 150


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


def judged(path, ground):
    return judge(path.read_bytes().decode("utf-8"), ground, CONTEXT["places"].get(path.name))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_each_broken_record_is_refused_by_the_name_it_bears(path, ground):
    with pytest.raises(RefusedError) as refusal:
        judged(path, ground)
    assert refusal.value.code == path.name.partition("--")[0]
    assert refusal.value.sentence
    assert refusal.value.next_step


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_each_good_record_stands(path, ground):
    signed = judged(path, ground)
    assert signed.token == path.read_bytes().decode("ascii")


def test_there_is_a_good_record_of_every_type(ground):
    kinds = {type(judged(path, ground).record) for path in GOOD}
    assert kinds == {
        *(Acknowledgement, AuditCompletion, Message, Manifest, DueList, Receipt, CodeIssue, KeyEvent, HrFact)
    }


def test_no_attack_was_lost():
    assert len(BROKEN) >= LEAST_ATTACKS
    verdicts = Counter(path.name.partition("--")[0] for path in BROKEN)
    assert verdicts["weak-key"] == 14
    assert set(CONTEXT["places"]) <= {path.name for path in FILES}


def test_the_same_record_twice_is_one_and_another_with_its_number_is_a_replay(ground):
    again = judged(FOLDER / "good--the-same-record-again.jws", ground)
    check_replay({}, again.record.jti, again.sha256)
    check_replay({again.record.jti: again.sha256}, again.record.jti, again.sha256)
    with pytest.raises(RefusedError):
        check_replay({again.record.jti: "0" * 64}, again.record.jti, again.sha256)


def test_nothing_of_a_broken_record_stands_in_its_error(ground):
    for path in BROKEN:
        with pytest.raises(RefusedError) as refusal:
            judged(path, ground)
        text = f"{refusal.value} {refusal.value.details}"
        assert "Siân" not in text
        assert "V1007" not in text
        assert "seconds_read" not in text
