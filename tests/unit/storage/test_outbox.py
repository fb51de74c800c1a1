"""The outbox takes three kinds of signed token and nothing else."""

import ast
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import RefusedError
from app.signing import jws
from app.signing.keys import PrivateKey
from app.storage import outbox
from app.storage.database import Database
from app.storage.outbox import Parcel

NOW = datetime(2026, 11, 23, tzinfo=UTC)
KEY = PrivateKey.from_seed(b"k" * 32)


def token(typ):
    return jws.sign(typ, {"some": "claim"}, KEY)


@pytest.fixture
def connection(tmp_path):
    database = Database.open(tmp_path / "p" / "undersigned.sqlite", lambda: NOW)
    with database.transaction() as opened:
        yield opened
    database.close()


def put(connection, jti, typ="policy-ack+jws", **more):
    outbox.put(connection, Parcel(jti, typ, token(typ), **more))


def test_parcels_wait_in_the_order_they_came(connection):
    for jti, typ in zip("cab", outbox.KINDS, strict=True):
        put(connection, jti, typ)
    assert [row.parcel.jti for row in outbox.waiting(connection)] == ["c", "a", "b"]


@pytest.mark.parametrize("typ", ["due-list+jws", "receipt+jws", "proof+jws", "audit-answers+jws"])
def test_any_other_kind_is_refused(connection, typ):
    with pytest.raises(jws.WrongTypeError):
        put(connection, "a", typ)


def test_a_token_of_another_kind_than_it_says_is_refused(connection):
    with pytest.raises(jws.WrongTypeError):
        outbox.put(connection, Parcel("a", "message+jws", token("policy-ack+jws")))


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
    outbox.postpone(connection, ["a"], NOW + timedelta(seconds=9))
    first, second = outbox.waiting(connection)
    assert (first.attempts, first.next_attempt_at) == (1, NOW + timedelta(seconds=9))
    assert (second.attempts, second.next_attempt_at) == (0, None)
    outbox.remove(connection, ["a"])
    assert outbox.count(connection) == 1


def test_what_follows_a_refused_answer_goes_out_with_it(connection):
    put(connection, "a")
    put(connection, "m", "message+jws", follows="a")
    outbox.remove_following(connection, "a")
    assert [row.parcel.jti for row in outbox.waiting(connection)] == ["a"]


@pytest.mark.parametrize("module", ["app.storage.outbox", "app.storage.database", "app.sync.dispatcher"])
def test_nothing_that_sends_knows_the_answers(module):
    code = f"import sys, {module}; print([m for m in sys.modules if m.endswith(('.audit', '.audits'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_outbox_names_no_answers_in_its_source():
    tree = ast.parse(Path(outbox.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {name for name in imported if "audit" in (name or "")}
