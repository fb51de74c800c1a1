"""Nothing that holds an answer can become something to be sent: the outbox takes five closed kinds and no other."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.audit import Answer, Audit, Given, to_bytes
from app.domain.completion import STATEMENT
from app.errors import RefusedError
from app.evidence.records import Acknowledgement, AuditCompletion, Dispute, FreshSignIn, Message
from app.signing import jws
from app.signing.keys import PrivateKey
from app.storage import outbox
from app.storage.database import Database, StorageError
from app.storage.outbox import Parcel
from app.workflows._sign import keep_signed
from tests.privacy import canaries

NOW = datetime(2026, 11, 23, tzinfo=UTC)
KEY = PrivateKey.from_seed(b"k" * 32)
APP = Path(__file__).parents[2] / "app"
JTI = "96230174-559b-40be-abba-878671640b31"
COMPLETION = {
    "sub": "5f0c3a52-7f6b-4c1e-9a64-0d1f6a2b7c11",
    "aud": "trust.example/log",
    "jti": JTI,
    "completed_on": "2026-11-23",
    "statement": STATEMENT,
    "checklist": {"id": "section-7", "version": 1, "sha256": "0" * 64},
    "policy": {"id": "social-media", "version": 1},
    "prev": None,
    "app": "undersigned 0.1.0",
}
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    opened = Database.open(tmp_path_factory.mktemp("outbox") / "p" / "undersigned.sqlite", lambda: NOW)
    yield opened
    opened.close()


def rows(database):
    with database.reading() as connection:
        return outbox.count(connection)


@st.composite
def walks(draw, checklist):
    """Any walk through the checklist."""
    walk = Audit(checklist).choose(draw(st.sets(st.sampled_from([site.id for site in checklist.choosable]))))
    for name in draw(st.lists(st.sampled_from(sorted(checklist.checks)), max_size=8)):
        answer = draw(st.sampled_from(Answer))
        if not (checklist.checks[name].urgent and answer is Answer.NOT_NOW):
            walk = walk.answer(name, answer)
    return walk


def told_by(walk):
    """A walk in each shape in which a programmer might hand it on."""
    written = to_bytes(walk)
    parts = [*walk.answers, *(walk.chosen or ()), *walk.answers.values(), walk.at]
    claims = {"answers": {name: given.answer.value for name, given in walk.answers.items()}}
    tokens = [jws.sign(typ, claims, KEY) for typ in ("audit-answers+jws", "due-list+jws", "proof+jws")]
    return [walk, written, written.decode(), written.hex(), claims, *parts, *tokens]


@FEW
@given(data=st.data())
def test_no_shape_of_a_walk_can_be_put_into_the_outbox(data, database, checklist):
    walk = data.draw(walks(checklist))
    for thing in told_by(walk):
        for kind in outbox.KINDS:
            with (
                pytest.raises((RefusedError, TypeError, AttributeError)),
                database.transaction() as connection,
            ):
                outbox.put(connection, Parcel(JTI, kind, thing))
            with (
                pytest.raises((RefusedError, TypeError, AttributeError)),
                database.transaction() as connection,
            ):
                keep_signed(connection, thing, KEY, NOW)
    assert rows(database) == 0


@FEW
@given(
    name=st.text(min_size=1, max_size=12).filter(lambda name: name not in COMPLETION),
    value=st.one_of(st.integers(), st.booleans(), st.text(max_size=20), st.lists(st.text(max_size=5))),
)
def test_a_completion_has_no_claim_more(name, value):
    with pytest.raises(RefusedError):
        AuditCompletion.of(COMPLETION | {name: value})
    for inner in ("checklist", "policy"):
        with pytest.raises(RefusedError):
            AuditCompletion.of(COMPLETION | {inner: COMPLETION[inner] | {f"x{name}": value}})


def test_every_kind_of_record_is_closed_and_cannot_be_changed_once_made():
    kinds = (Acknowledgement, AuditCompletion, Message, FreshSignIn, Dispute)
    assert {kind.typ for kind in kinds} == set(outbox.KINDS)
    for kind in kinds:
        assert kind.model_config["extra"] == "forbid"
        assert kind.model_config["frozen"]
    made = AuditCompletion.of(COMPLETION)
    with pytest.raises(ValueError, match="frozen"):
        made.app = "answers"
    assert set(AuditCompletion.model_fields) == set(COMPLETION)


def test_the_table_itself_takes_no_other_kind(database):
    insert = "INSERT INTO outbox (jti, typ, token) VALUES ('a', 'audit-answers+jws', 'b')"
    with pytest.raises(StorageError), database.transaction() as connection:
        connection.execute(insert)
    assert rows(database) == 0


def test_only_closed_records_reach_the_one_door_of_the_outbox():
    """Each place that puts something in, by file; a new one has to be thought about here."""
    doors = {
        str(path.relative_to(APP))
        for path in APP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("outbox.put", "outbox.put_again", "Parcel")
    }
    writes = {
        str(path.relative_to(APP))
        for path in APP.rglob("*.py")
        if "INSERT INTO outbox" in path.read_text("utf-8")
    }
    assert writes == {"storage/outbox.py"}
    assert doors <= DOORS, doors - DOORS


DOORS = {
    "storage/outbox.py",  # reads rows back
    "workflows/_sign.py",  # Acknowledgement or AuditCompletion, as signed
    "workflows/acknowledge_policy.py",  # Message and FreshSignIn, as signed
    "workflows/dispute.py",  # Dispute, as signed
    "workflows/_lost_records.py",  # a token that was received before, word for word
    "workflows/_settle.py",
}


@pytest.mark.parametrize("kind", [Audit, Given])
def test_what_holds_answers_shows_nothing_when_it_is_printed(kind, checklist):
    walk = list(canaries.five(checklist))[-1]
    shown = repr(walk) + "".join(map(repr, walk.answers.values())) + str(walk)
    assert not any(name in shown for name in walk.answers)
    assert kind.__name__ in shown
