"""Answering: the record is exact, and it and its place in the outbox are one."""

import sqlite3

import pytest

from app.domain.acknowledgement import DEFAULT_STATEMENTS, NameMissingError, Outcome
from app.domain.policy import PolicyRef, sections
from app.errors import UnavailableError
from app.evidence.records import Acknowledgement, Message
from app.login import state
from app.signing.jws import record_sha256
from app.signing.keys import PrivateKey
from app.signing.keystore import KeyStoreLockedError, signing_service
from app.storage import outbox, records
from app.storage.records import Standing
from app.workflows import read_policy
from app.workflows._keys import SigningKeyMissingError
from app.workflows.acknowledge_policy import (
    AlreadyAcknowledgedError,
    MessageEmptyError,
    MessageTooLongError,
    NotAllSeenError,
    PolicyChangedError,
    acknowledge,
    preview,
)
from app.workflows.person import NotEnrolledError, load_person
from tests.fakes.hr_service import AUD
from tests.fakes.staff_app import SECOND_TEXT


def key_of(app):
    person = load_person(app.context)
    return PrivateKey.from_seed(app.context.keystore.get(signing_service(AUD), person.sub))


def kept(app):
    with app.context.database.reading() as connection:
        return records.load_all(connection), records.load_messages(connection), outbox.waiting(connection)


def claims(app, place=-1):
    stored = kept(app)[0][place]
    return Acknowledgement.verified(stored.token, key_of(app).public).record


def test_the_record_says_exactly_what_was_answered(enrolled, clock):
    status = enrolled.acknowledge()
    record, policy = claims(enrolled), enrolled.policy
    assert status.standing is Standing.SAVED
    assert record.model_dump() == {
        "sub": load_person(enrolled.context).sub,
        "aud": AUD,
        "jti": status.jti,
        "iat": int(clock().timestamp()),
        "outcome": "acknowledged",
        "policy": {
            "id": policy.ref.id,
            "version": 1,
            "sha256": policy.ref.sha256,
            "manifest_sha256": policy.ref.manifest_sha256,
        },
        "statement": {"text": DEFAULT_STATEMENTS[Outcome.ACKNOWLEDGED], "lang": "en-GB"},
        "name": "Sam Field",
        "shown": {"sections": 2, "of": 2, "since": None},
        "presence": "none",
        "unconfirmed": False,
        "message_sha256": None,
        "prev": None,
        "log": {"size": 1, "root": record.log.root},
        "app": "undersigned 0.1.0",
    }


def test_signing_needs_no_network(enrolled, service):
    service.shut()
    assert enrolled.acknowledge().standing is Standing.SAVED
    assert enrolled.policy.answer.standing is Standing.SAVED
    assert not enrolled.policy.asks_for_answer
    service.open()


def test_each_record_names_the_one_before(enrolled):
    enrolled.acknowledge(Outcome.QUESTION)
    enrolled.acknowledge(Outcome.ACKNOWLEDGED)
    first, second = kept(enrolled)[0]
    assert claims(enrolled, 0).prev is None
    assert claims(enrolled, 1).prev == first.sha256 == record_sha256(first.token)
    assert first.jti != second.jti


def test_what_could_not_be_confirmed_says_so(enrolled, clock):
    clock.move(days=8)
    enrolled.acknowledge()
    assert claims(enrolled).unconfirmed is True


def test_only_the_changed_sections_need_to_be_seen_again(enrolled, service):
    enrolled.acknowledge()
    service.publish(SECOND_TEXT, version=2)
    enrolled.refresh()
    policy = enrolled.policy
    (changed,) = [s.digest for s in sections(policy.text) if s.digest not in policy.unchanged]
    read_policy.see_section(enrolled.context, policy.ref, changed)
    acknowledge(enrolled.context, policy.ref, Outcome.ACKNOWLEDGED, "Sam Field")
    assert claims(enrolled).shown.model_dump() == {"sections": 1, "of": 2, "since": 1}


def test_a_question_goes_with_its_words_sealed_by_a_digest(enrolled):
    enrolled.acknowledge(Outcome.QUESTION, message=" Why? ", to="line-manager")
    (record,), (message,), waiting = kept(enrolled)
    words = Message.verified(message.token, key_of(enrolled).public).record
    assert (words.text, words.to, words.acknowledgement) == ("Why?", "line-manager", record.jti)
    assert claims(enrolled).message_sha256 == record_sha256(message.token)
    assert [(row.parcel.jti, row.parcel.follows) for row in waiting] == [
        (record.jti, None),
        (words.jti, record.jti),
    ]


def test_what_would_be_sent_is_shown_beforehand(enrolled):
    enrolled.read()
    shown = preview(enrolled.context, enrolled.policy.ref, Outcome.DECLINED, "Sam Field")
    enrolled.acknowledge(Outcome.DECLINED)
    made = claims(enrolled)
    for value in (
        made.sub,
        made.aud,
        made.name,
        made.policy.sha256,
        made.statement.text,
        made.app,
        made.log.root,
    ):
        assert value in shown
    assert len(kept(enrolled)[0]) == 1


def nothing_was_kept(app):
    assert kept(app) == ((), (), ())


def test_it_opens_only_when_every_section_has_been_in_view(enrolled):
    ref = enrolled.policy.ref
    with pytest.raises(NotAllSeenError):
        acknowledge(enrolled.context, ref, Outcome.ACKNOWLEDGED, "Sam Field")
    nothing_was_kept(enrolled)
    acknowledge(enrolled.context, ref, Outcome.QUESTION, "Sam Field")
    assert claims(enrolled).shown.sections == 0


def test_it_is_taken_once(enrolled):
    enrolled.acknowledge()
    for outcome in Outcome:
        with pytest.raises(AlreadyAcknowledgedError):
            enrolled.acknowledge(outcome)
    assert len(kept(enrolled)[0]) == 1


@pytest.mark.parametrize("name", ["", "   ", "12"])
def test_a_name_is_needed(enrolled, name):
    enrolled.read()
    with pytest.raises(NameMissingError):
        acknowledge(enrolled.context, enrolled.policy.ref, Outcome.ACKNOWLEDGED, name)
    nothing_was_kept(enrolled)


def test_another_text_than_the_one_here_is_not_answered(enrolled):
    enrolled.read()
    ref = enrolled.policy.ref
    other = PolicyRef(ref.id, ref.version, "0" * 64, ref.manifest_sha256)
    with pytest.raises(PolicyChangedError):
        acknowledge(enrolled.context, other, Outcome.ACKNOWLEDGED, "Sam Field")
    nothing_was_kept(enrolled)


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ("  ", MessageEmptyError),
        ("x" * 4001, MessageTooLongError),
        ("\U0001f600" * 3900, MessageTooLongError),
    ],
)
def test_a_message_has_words_and_an_end(enrolled, message, error):
    with pytest.raises(error):
        enrolled.acknowledge(Outcome.QUESTION, message=message)
    nothing_was_kept(enrolled)


def test_without_an_enrolment_nothing_is_signed(app):
    with pytest.raises(NotEnrolledError):
        acknowledge(app.context, PolicyRef("a", 1, "0" * 64, "0" * 64), Outcome.QUESTION, "Sam Field")


def test_without_its_key_nothing_is_signed(enrolled):
    enrolled.context.keystore.delete(signing_service(AUD), load_person(enrolled.context).sub)
    with pytest.raises(SigningKeyMissingError):
        enrolled.acknowledge()
    nothing_was_kept(enrolled)


def test_with_a_locked_key_store_nothing_is_signed(enrolled, monkeypatch):
    def locked(*_):
        raise KeyStoreLockedError

    monkeypatch.setattr(enrolled.context.keystore, "get", locked)
    with pytest.raises(KeyStoreLockedError):
        enrolled.acknowledge()
    nothing_was_kept(enrolled)


@pytest.mark.parametrize("table", ["records", "outbox", "messages"])
def test_a_failure_between_record_and_outbox_leaves_neither(enrolled, table):
    with enrolled.context.database.transaction() as connection:
        connection.execute(
            f"CREATE TRIGGER fail BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'cut'); END"
        )
    with pytest.raises(UnavailableError) as caught:
        enrolled.acknowledge(Outcome.QUESTION, message="Why?")
    assert isinstance(caught.value.__cause__, sqlite3.Error)
    nothing_was_kept(enrolled)
    with enrolled.context.database.transaction() as connection:
        connection.execute("DROP TRIGGER fail")
    enrolled.acknowledge(Outcome.QUESTION, message="Why?")
    assert [len(each) for each in kept(enrolled)] == [1, 1, 2]


def test_a_note_for_the_login_that_cannot_be_written_undoes_no_signature(enrolled):
    enrolled.context.state_file.unlink()
    enrolled.context.state_file.mkdir()
    assert enrolled.acknowledge().standing is Standing.SAVED


def test_after_everything_is_done_the_login_has_nothing_to_open(enrolled):
    enrolled.acknowledge()
    enrolled.audit()
    enrolled.complete()
    assert state.read(enrolled.context.state_file).due == ()
