"""The main job, end to end, as `make demo` plays it where there is no screen."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from joserfc import jws
from joserfc.jwk import OKPKey

from app.evidence import merkle
from app.evidence.checkpoint import verify as verify_checkpoint
from app.signing.jws import record_sha256
from app.signing.keys import PublicKey
from app.ui.assets import resource

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def played(tmp_path_factory, bus_with_key_store):
    """The story played once; answers what it printed, its folder, and the temporary folder it was given."""
    out, temporary = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("temporary")
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "TMPDIR": str(temporary), "QT_QPA_PLATFORM": "offscreen"}
    if bus_with_key_store:
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus_with_key_store
    environment |= {f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    command = [sys.executable, "-m", "app", "demo", "--play", "--out", str(out)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout, out, temporary, home


@pytest.fixture(scope="module")
def story(played):
    return json.loads((played[1] / "story.json").read_text(encoding="utf-8"))


def test_every_step_came_true_and_was_printed_with_its_picture(played, story):
    printed, out, *_ = played
    assert all(step["ok"] for step in story["steps"])
    for number, step in enumerate(story["steps"], 1):
        assert f"✓ {step['name']}" in printed
        assert list(out.glob(f"{number:02}-*.png")), step["name"]


def test_hr_sees_one_fewer(story):
    assert (story["outstanding_before"], story["outstanding_after"]) == (240, 239)


def test_another_library_verifies_the_acknowledgement(story):
    token = jws.deserialize_compact(story["record"], OKPKey.import_key(story["staff_key"]), ["Ed25519"])
    claims = json.loads(token.payload)
    assert token.headers() == {
        "alg": "Ed25519",
        "typ": "policy-ack+jws",
        "kid": PublicKey.from_jwk(story["staff_key"]).thumbprint,
    }
    assert claims["outcome"] == "acknowledged"
    assert claims["shown"] == {"sections": 8, "of": 8, "since": None}
    assert claims["policy"]["sha256"] == story["policy_sha256"]


def test_the_policy_that_was_signed_is_the_one_that_ships(story):
    shipped = resource("policies", "social-media-policy", "2021-03-22.md").read_bytes()
    assert hashlib.sha256(shipped).hexdigest() == story["policy_sha256"]


def test_the_receipt_names_the_very_record_and_its_place_in_the_log(story):
    key = PublicKey.from_jwk(story["service_key"])
    token = jws.deserialize_compact(story["receipt"], OKPKey.import_key(story["service_key"]), ["Ed25519"])
    receipt = json.loads(token.payload)
    claims = json.loads(
        jws.deserialize_compact(story["record"], OKPKey.import_key(story["staff_key"]), ["Ed25519"]).payload
    )
    assert receipt["record_sha256"] == record_sha256(story["record"])
    assert receipt["jti"] == claims["jti"]
    head = verify_checkpoint(receipt["checkpoint"], claims["aud"], key)
    assert receipt["leaf_index"] < head.size
    assert len(head.root) == merkle.HASH_BYTES


def test_the_completion_says_nothing_of_the_answers(story):
    token = jws.deserialize_compact(story["completion"], OKPKey.import_key(story["staff_key"]), ["Ed25519"])
    assert set(json.loads(token.payload)) == {
        "sub", "aud", "jti", "completed_on", "statement", "checklist", "policy", "prev", "app",
    }  # fmt: skip


def test_nothing_is_left_behind(played):
    _printed, _out, temporary, home = played
    assert list(temporary.iterdir()) == []
    assert list(home.iterdir()) == []
