"""The documents about evidence name what is there: every claim, every refusal, every test."""

import re
from pathlib import Path

import pytest

from app.errors import RefusedError
from app.evidence import ground, judgement, trust_keys
from app.evidence.approval import Approval
from app.evidence.due_list import DueList
from app.evidence.epoch import LogEpoch
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.identity import IdentityProvider, KeyRotation
from app.evidence.manifest import Manifest
from app.evidence.pack import About, build
from app.evidence.policy_event import PolicyEvent
from app.evidence.presence import PresenceCheck
from app.evidence.publisher_keys import Consent, KeyChange
from app.evidence.purge import Purge
from app.evidence.receipt import Receipt
from app.evidence.records import Acknowledgement, AuditCompletion, Dispute, FreshSignIn, Message
from app.evidence.stored_zip import read
from app.evidence.timestamp import Timestamp
from app.evidence.trail_head import TrailHead
from app.evidence.trust_keys import ServiceConsent, ServiceKeyChange
from tests.fakes.small_trust import whole_trust

ROOT = Path(__file__).parents[3]
EVIDENCE = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
THREATS = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
KINDS = (
    *(Acknowledgement, AuditCompletion, Message, Manifest, DueList, Receipt, CodeIssue, KeyEvent, HrFact),
    *(LogEpoch, TrailHead, IdentityProvider, KeyRotation, KeyChange, Consent),
    *(ServiceKeyChange, ServiceConsent, Timestamp, PolicyEvent, Purge),
    *(FreshSignIn, Dispute, PresenceCheck, Approval),
)
ATTACKS = ROOT / "tests" / "assets" / "broken_records"


def test_every_type_that_is_judged_is_among_those():
    assert {kind.typ for kind in KINDS} == set(judgement.READERS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.typ)
def test_every_type_and_claim_is_described(kind):
    assert f"`{kind.typ}`" in EVIDENCE
    for claim in kind.model_fields:
        assert f"`{claim}`" in EVIDENCE


def test_every_member_of_a_pack_is_described():
    for name in read(build(whole_trust().contents())):
        top, _, rest = name.partition("/")
        thing = rest.rpartition("/")[2].partition(".")[0] if rest else top
        assert (f"{thing}." if rest and top != "keys" else top) in EVIDENCE
    for claim in About.model_fields:
        assert f"{claim}: " in EVIDENCE


def test_every_refusal_of_the_judgement_and_of_the_broken_records_is_named():
    codes = {
        each().code
        for module in (ground, judgement, trust_keys)
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, RefusedError) and each.__module__ == module.__name__
    }
    codes |= {path.name.partition("--")[0] for path in ATTACKS.glob("*--*.jws")} - {"good"}
    for code in codes:
        named = f"`{code}`" in EVIDENCE or f"(`{code}`" in EVIDENCE
        assert named, code


def test_the_numbers_of_broken_records_are_those_of_the_folder():
    good = len(list(ATTACKS.glob("good--*.jws")))
    assert f"holds {len(list(ATTACKS.glob('*--*.jws'))) - good} broken records" in EVIDENCE
    assert f"{good} good ones" in EVIDENCE


def test_every_test_that_the_threat_model_names_is_there():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    defined = set(re.findall(r"^def test_(\w+)", sources, flags=re.MULTILINE))
    named = {name for name in re.findall(r"`(\w+_\w+)`", THREATS) if name != "test_"}
    assert len(named) > 50
    assert named <= defined, sorted(named - defined)


def test_every_kind_of_broken_record_that_the_threat_model_names_is_there():
    for pattern in re.findall(r"`([a-z-]+--[a-z*-]+)`", THREATS):
        assert list(ATTACKS.glob(f"{pattern}.jws")), pattern
