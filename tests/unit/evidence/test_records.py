"""The claims of each record are closed, complete and exact."""

import json

import pytest
from joserfc import jws as second_opinion
from joserfc.jwk import OKPKey

from app.domain.completion import STATEMENT
from app.evidence.due_list import DueList
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.manifest import Manifest
from app.evidence.receipt import Receipt
from app.evidence.records import (
    Acknowledgement,
    AuditCompletion,
    InvalidClaimError,
    Message,
    MissingClaimError,
    UnknownClaimError,
)
from app.signing import jws
from app.signing.jws import WrongTypeError
from app.signing.keys import PrivateKey, b64url_decode

UUID = "5c0f29ae-64a1-4e0c-9d8e-2f0b6a1f7d33"
SHA = "ab" * 32
TIME = "2026-11-22T08:41:00Z"
AUD = "voyage.example/undersigned"
CHECKLIST = {"id": "section-7", "version": 1, "sha256": SHA}
POLICY = {"id": "social-media-policy", "version": 1}

CLAIMS = {
    Acknowledgement: {
        "sub": UUID, "aud": AUD, "jti": UUID, "iat": 1795336860, "outcome": "acknowledged",
        "policy": {**POLICY, "sha256": SHA, "manifest_sha256": SHA},
        "statement": {"text": "I have been given this policy.", "lang": "en-GB"},
        "name": "Siân O’Connor", "shown": {"sections": 8, "of": 8, "since": None}, "presence": "none",
        "unconfirmed": False, "message_sha256": None, "prev": None, "log": {"size": 3, "root": "q83v"},
        "app": "undersigned 0.1.0",
    },
    AuditCompletion: {
        "sub": UUID, "aud": AUD, "jti": UUID, "completed_on": "2026-11-22", "statement": STATEMENT,
        "checklist": CHECKLIST, "policy": POLICY, "prev": SHA, "app": "undersigned 0.1.0",
    },
    Message: {
        "sub": UUID, "aud": AUD, "jti": UUID, "acknowledgement": UUID, "to": "line-manager",
        "text": "May I keep the parents’ chat?", "salt": "A" * 22,
    },
    Manifest: {
        "policy_id": "social-media-policy", "version": 1, "label": "2021-03-22", "title": "Social Media Policy",
        "sha256": SHA, "media_type": "text/markdown", "bytes": 10_629, "prev_sha256": None, "material": True,
        "summary_of_changes": "First version.", "published": TIME, "effective": TIME,
        "statements": [{"outcome": "acknowledged", "lang": "en-GB", "text": "I have been given this policy."}],
        "checklist": CHECKLIST, "aud": AUD,
    },
    DueList: {
        "sub": UUID, "issued": TIME, "expires": TIME,
        "items": [{"policy": "social-media-policy", "version": 1, "manifest_sha256": SHA, "due": None,
                   "paused": False, "withdrawn": False}],
    },
    Receipt: {
        "jti": UUID, "record_sha256": SHA, "received_at": TIME, "late": False, "leaf_index": 7,
        "checkpoint": "voyage.example/undersigned\n8\nq83v\n",
    },
    CodeIssue: {"aud": AUD, "jti": UUID, "sub": UUID, "issued": TIME, "expires": TIME, "by": "hr"},
    KeyEvent: {
        "aud": AUD, "jti": UUID, "sub": UUID, "event": "enrolled", "at": TIME, "kid": "k" * 43,
        "jwk": {"crv": "Ed25519", "kty": "OKP", "x": "x" * 43}, "identity": "code", "basis": SHA, "by": "hr",
    },
    HrFact: {
        "aud": AUD, "jti": UUID, "sub": UUID, "fact": "paper", "at": TIME, "on": "2026-11-20", "until": None,
        "policy": POLICY, "about": UUID, "basis": SHA, "reason": "Signed at the INSET day.", "by": "hr",
    },
}  # fmt: skip
EVERY = pytest.mark.parametrize("kind", CLAIMS, ids=lambda kind: kind.typ)


@pytest.fixture(scope="module")
def key():
    return PrivateKey.from_seed(bytes(range(32)))


def places(claims, path=()):
    """Every claim at any depth, as a path of names and places."""
    inner = (
        claims.items() if isinstance(claims, dict) else enumerate(claims) if isinstance(claims, list) else ()
    )
    for name, value in inner:
        yield (*path, name)
        yield from places(value, (*path, name))


def changed(claims, path, change):
    copy = json.loads(json.dumps(claims))
    inner = copy
    for name in path[:-1]:
        inner = inner[name]
    change(inner, path[-1])
    return copy


@EVERY
def test_what_was_signed_is_what_is_read(kind, key):
    signed = kind.verified(kind.of(CLAIMS[kind]).signed_by(key), key.public)
    assert signed.record.model_dump() == CLAIMS[kind]
    assert signed.kid == key.public.thumbprint


@EVERY
def test_the_header_is_exactly_three_fields(kind, key):
    header = b64url_decode(kind.of(CLAIMS[kind]).signed_by(key).split(".")[0])
    assert header == f'{{"alg":"Ed25519","typ":"{kind.typ}","kid":"{key.public.thumbprint}"}}'.encode()


@EVERY
def test_another_library_verifies_it(kind, key):
    token = kind.of(CLAIMS[kind]).signed_by(key)
    verified = second_opinion.deserialize_compact(token, OKPKey.import_key(key.public.jwk()), ["Ed25519"])
    assert json.loads(verified.payload) == CLAIMS[kind]


@EVERY
def test_an_unknown_claim_is_refused_at_any_depth(kind, key):
    objects = [(), *(path for path in places(CLAIMS[kind]) if isinstance(_at(CLAIMS[kind], path), dict))]
    for path in objects:
        claims = changed(CLAIMS[kind], (*path, "extra"), lambda inner, name: inner.__setitem__(name, 1))
        with pytest.raises(UnknownClaimError):
            kind.verified(jws.sign(kind.typ, claims, key), key.public)


@EVERY
def test_every_claim_is_required(kind, key):
    for path in places(CLAIMS[kind]):
        if isinstance(path[-1], int):
            continue
        claims = changed(CLAIMS[kind], path, lambda inner, name: inner.pop(name))
        with pytest.raises(MissingClaimError):
            kind.verified(jws.sign(kind.typ, claims, key), key.public)


@EVERY
def test_no_claim_takes_a_value_of_another_kind(kind, key):
    for path in places(CLAIMS[kind]):
        for wrong in (["x"], {"x": 1}, 10**6 if isinstance(_at(CLAIMS[kind], path), str) else "x"):
            if type(wrong) is type(_at(CLAIMS[kind], path)):
                continue
            claims = changed(
                CLAIMS[kind], path, lambda inner, name, wrong=wrong: inner.__setitem__(name, wrong)
            )
            with pytest.raises((InvalidClaimError, MissingClaimError, UnknownClaimError)):
                kind.verified(jws.sign(kind.typ, claims, key), key.public)


@EVERY
def test_a_record_of_another_type_is_not_taken_for_it(kind, key):
    token = jws.sign("something-else+jws", CLAIMS[kind], key)
    with pytest.raises(WrongTypeError):
        kind.verified(token, key.public)


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("sub", "V1007"),
        ("sub", UUID.upper()),
        ("jti", UUID.replace("-", "")),
        ("jti", "5c0f29ae-64a1-1e0c-9d8e-2f0b6a1f7d33"),
        ("iat", -1),
        ("iat", 2**53),
        ("iat", True),
        ("outcome", "agreed"),
        ("presence", "face"),
        ("prev", "AB" * 32),
        ("aud", "Voyage Example"),
        ("name", ""),
        ("name", "x" * 201),
    ],
)
def test_an_acknowledgement_takes_only_the_exact_forms(key, claim, wrong):
    with pytest.raises(InvalidClaimError):
        Acknowledgement.of({**CLAIMS[Acknowledgement], claim: wrong})


def test_a_completion_can_hold_nothing_of_the_answers():
    assert set(AuditCompletion.model_fields) == {
        "sub", "aud", "jti", "completed_on", "statement", "checklist", "policy", "prev", "app",
    }  # fmt: skip
    for name in ("sites", "count", "duration", "digest", "answers"):
        with pytest.raises(UnknownClaimError):
            AuditCompletion.of({**CLAIMS[AuditCompletion], name: 1})


def test_what_came_in_never_stands_in_the_error(key):
    with pytest.raises(InvalidClaimError) as caught:
        Acknowledgement.of({**CLAIMS[Acknowledgement], "name": ["a secret name"]})
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def _at(claims, path):
    for name in path:
        claims = claims[name]
    return claims
