"""The outbox takes five kinds of signed token and nothing else."""

import ast
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.completion import STATEMENT
from app.errors import RefusedError
from app.evidence.records import InvalidClaimError, MissingClaimError, UnknownClaimError, WrongStatementError
from app.signing import jws
from app.signing.keys import PrivateKey
from app.storage import outbox
from app.storage.database import Database
from app.storage.outbox import Parcel, ParcelMismatchError

NOW = datetime(2026, 11, 23, tzinfo=UTC)
KEY = PrivateKey.from_seed(b"k" * 32)


CLAIMS = {
    "policy-ack+jws": {
        "sub": "5f0c3a52-7f6b-4c1e-9a64-0d1f6a2b7c11",
        "aud": "trust.example/log",
        "iat": 1,
        "outcome": "question",
        "policy": {"id": "social-media", "version": 1, "sha256": "0" * 64, "manifest_sha256": "1" * 64},
        "statement": {"text": "I have a question.", "lang": "en-GB"},
        "name": "Sam Field",
        "shown": {"sections": 0, "of": 2, "since": None},
        "presence": "none",
        "unconfirmed": False,
        "message_sha256": None,
        "prev": None,
        "log": None,
        "app": "undersigned 0.1.0",
    },
    "audit-completion+jws": {
        "sub": "5f0c3a52-7f6b-4c1e-9a64-0d1f6a2b7c11",
        "aud": "trust.example/log",
        "completed_on": "2026-11-23",
        "statement": STATEMENT,
        "checklist": {"id": "section-7", "version": 1, "sha256": "0" * 64},
        "policy": {"id": "social-media", "version": 1},
        "prev": None,
        "app": "undersigned 0.1.0",
    },
    "message+jws": {
        "sub": "5f0c3a52-7f6b-4c1e-9a64-0d1f6a2b7c11",
        "aud": "trust.example/log",
        "to": "hr",
        "text": "May I?",
        "salt": "s" * 22,
    },
    "fresh-sign-in+jws": {
        "sub": "5f0c3a52-7f6b-4c1e-9a64-0d1f6a2b7c11",
        "aud": "trust.example/log",
        "id_token": "e30.e30.AA",
        "random": "r" * 43,
    },
    "dispute+jws": {
        "sub": "5f0c3a52-7f6b-4c1e-9a64-0d1f6a2b7c11",
        "aud": "trust.example/log",
        "iat": 1,
        "reason": "I was away.",
    },
}
FOLLOWS = {"message+jws": "acknowledgement", "fresh-sign-in+jws": "acknowledgement", "dispute+jws": "about"}
"""The claim of each kind that says what it goes after."""


def number(letter):
    return f"{letter * 8}-0000-4000-8000-000000000000"


def token(typ, number, follows=None, **changed):
    claims = CLAIMS.get(typ, {"some": "claim"}) | {"jti": number}
    if typ in FOLLOWS:
        claims[FOLLOWS[typ]] = follows
    return jws.sign(typ, claims | changed, KEY)


@pytest.fixture
def connection(tmp_path):
    database = Database.open(tmp_path / "p" / "undersigned.sqlite", lambda: NOW)
    with database.transaction() as opened:
        yield opened
    database.close()


def put(connection, letter, typ="policy-ack+jws", follows=None):
    jti, after = number(letter), number(follows) if follows else None
    outbox.put(connection, Parcel(jti, typ, token(typ, jti, after), after))


def test_parcels_wait_in_the_order_they_came(connection):
    for letter, typ, follows in zip("cabed", outbox.KINDS, (None, None, "c", "c", "c"), strict=True):
        put(connection, letter, typ, follows)
    assert [row.parcel.jti for row in outbox.waiting(connection)] == list(map(number, "cabed"))


@pytest.mark.parametrize("typ", ["due-list+jws", "receipt+jws", "proof+jws", "audit-answers+jws"])
def test_any_other_kind_is_refused(connection, typ):
    with pytest.raises(jws.WrongTypeError):
        put(connection, "a", typ)


def test_a_token_of_another_kind_than_it_says_is_refused(connection):
    with pytest.raises(jws.WrongTypeError):
        outbox.put(connection, Parcel(number("a"), "message+jws", token("policy-ack+jws", number("a"))))


@pytest.mark.parametrize("text", ["my answers", "", "{}", "a.b.c"])
def test_anything_that_is_no_signed_token_is_refused(connection, text):
    with pytest.raises(RefusedError):
        outbox.put(connection, Parcel("a", "message+jws", text))


def test_the_table_itself_refuses_another_kind(connection):
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO outbox (jti, typ, token) VALUES ('a', 'answers', 'b')")


def test_a_parcel_goes_in_once(connection):
    put(connection, "a")
    with pytest.raises(sqlite3.IntegrityError):
        put(connection, "a")


def test_postponing_counts_tries_and_removing_takes_out(connection):
    put(connection, "a")
    put(connection, "b")
    outbox.postpone(connection, [number("a")], NOW + timedelta(seconds=9))
    first, second = outbox.waiting(connection)
    assert (first.attempts, first.next_attempt_at) == (1, NOW + timedelta(seconds=9))
    assert (second.attempts, second.next_attempt_at) == (0, None)
    outbox.remove(connection, [number("a")])
    assert outbox.count(connection) == 1


def test_what_follows_a_refused_answer_goes_out_with_it(connection):
    put(connection, "a")
    put(connection, "d", "message+jws", follows="a")
    outbox.remove_following(connection, number("a"))
    assert [row.parcel.jti for row in outbox.waiting(connection)] == [number("a")]


@pytest.mark.parametrize("typ", outbox.KINDS)
@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"answers": "all of them"}, UnknownClaimError),
        ({"sub": "V1007"}, InvalidClaimError),
        ({"jti": number("b")}, ParcelMismatchError),
    ],
)
def test_a_token_with_other_claims_than_its_kind_has_is_refused(connection, typ, changed, error):
    follows = number("c") if typ in FOLLOWS else None
    with pytest.raises(error):
        outbox.put(connection, Parcel(number("a"), typ, token(typ, number("a"), follows, **changed), follows))


@pytest.mark.parametrize("typ", outbox.KINDS)
def test_a_token_that_lacks_a_claim_is_refused(connection, typ):
    with pytest.raises(MissingClaimError):
        outbox.put(connection, Parcel(number("a"), typ, jws.sign(typ, {}, KEY)))


def test_a_completion_carries_no_words_of_its_own(connection):
    said = token("audit-completion+jws", number("a"), statement=f"{STATEMENT} I use three sites.")
    with pytest.raises(WrongStatementError):
        outbox.put(connection, Parcel(number("a"), "audit-completion+jws", said))


def test_a_message_follows_the_answer_that_it_names(connection):
    words = token("message+jws", number("d"), number("a"))
    for follows in (None, number("b")):
        with pytest.raises(ParcelMismatchError):
            outbox.put(connection, Parcel(number("d"), "message+jws", words, follows))


@pytest.mark.parametrize("module", ["app.storage.outbox", "app.storage.database", "app.sync.dispatcher"])
def test_nothing_that_sends_knows_the_answers(module):
    code = f"import sys, {module}; print([m for m in sys.modules if m.endswith(('.audit', '.audits'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_outbox_names_no_answers_in_its_source():
    tree = ast.parse(Path(outbox.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {name for name in imported if "audit" in (name or "")}
