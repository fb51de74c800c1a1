"""Sending: once, in order, and "received" only after the receipt was verified."""

from datetime import timedelta

import pytest

from app.domain.acknowledgement import Outcome
from app.errors import RefusedError
from app.evidence import checkpoint, log_proof, merkle
from app.evidence.merkle import InclusionError
from app.evidence.receipt import ReceiptMismatchError
from app.evidence.trust_keys import UnknownServiceError
from app.storage import outbox
from app.storage.notices import NoticeKind
from app.storage.records import Standing
from app.sync import retry
from app.sync.errors import (
    LogInconsistentError,
    NotTheServiceError,
    ServiceBusyError,
    ServiceSlowError,
    ServiceUnreachableError,
    SignInPageError,
)
from app.workflows import receipts
from app.workflows.receipts import NoReceiptError
from app.workflows.send_outbox import Sent
from tests.fakes.staff_app import SECOND_TEXT, StaffApp


def standing(app):
    return app.policy.answer.standing


def sent_records(service):
    return [seen for seen in service.seen if seen.path == "/v1/records"]


def test_an_offline_acknowledgement_is_sent_exactly_once_when_the_network_returns(enrolled, service, clock):
    service.shut()
    enrolled.acknowledge()
    sent = enrolled.send()
    assert isinstance(sent.problem, ServiceUnreachableError)
    assert (sent.received, sent.waiting) == (0, 1)
    assert standing(enrolled) is Standing.SAVED
    service.open()
    clock.move(minutes=31)
    assert enrolled.send() == Sent(received=1, waiting=0, refused=0, problem=None)
    assert standing(enrolled) is Standing.RECEIVED
    assert enrolled.send(everything=True) == Sent(0, 0, 0, None)
    assert len(service.records) == 1
    assert len(sent_records(service)) == 1


def test_a_lost_answer_leads_to_the_same_receipt_and_one_record(enrolled, service):
    made = enrolled.acknowledge()
    with service.bent(lose_answers_to="/v1/records"):
        assert isinstance(enrolled.send().problem, ServiceUnreachableError)
    assert standing(enrolled) is Standing.SAVED
    _, stored, _ = service.records[made.jti]
    leaves = len(service.log.leaves)
    assert enrolled.send(everything=True).received == 1
    with enrolled.context.database.reading() as connection:
        (row,) = connection.execute("SELECT receipt FROM records").fetchall()
    assert row["receipt"] == stored.receipt
    assert len(service.records) == 1
    assert len(service.log.leaves) == leaves


def test_sending_carries_on_after_the_app_was_closed(enrolled, service, clock, tmp_path):
    enrolled.acknowledge()
    keystore = enrolled.context.keystore
    enrolled.context.database.close()
    again = StaffApp(tmp_path, service, clock, keystore=keystore)
    assert again.send().received == 1
    assert standing(again) is Standing.RECEIVED
    again.close()


BENT = [
    ("another key", UnknownServiceError),
    ("another record", ReceiptMismatchError),
    ("another number", ReceiptMismatchError),
    ("another place", InclusionError),
    ("another proof", InclusionError),
]


@pytest.mark.parametrize(("bend", "error"), BENT, ids=[bend for bend, _ in BENT])
def test_a_receipt_that_is_not_in_order_never_counts_as_received(enrolled, service, bend, error):
    enrolled.acknowledge()
    with service.bent(receipt=bend):
        sent = enrolled.send()
    assert type(sent.problem) is error
    assert (sent.received, sent.waiting) == (0, 1)
    assert standing(enrolled) is Standing.SAVED
    assert enrolled.policy.answer.problem == str(sent.problem)
    assert enrolled.send(everything=True).received == 1
    assert standing(enrolled) is Standing.RECEIVED
    assert enrolled.policy.answer.problem is None


def test_an_answer_that_forgets_a_record_is_not_the_services(enrolled, service):
    enrolled.acknowledge()
    with service.bent(receipt="missing"):
        assert isinstance(enrolled.send().problem, NotTheServiceError)
    assert standing(enrolled) is Standing.SAVED


def test_a_receipt_from_a_forked_log_is_an_alarm_and_not_received(enrolled, service):
    enrolled.acknowledge()
    service.log.rewrite(["another leaf", "and another"])
    sent = enrolled.send()
    assert isinstance(sent.problem, LogInconsistentError)
    assert standing(enrolled) is Standing.SAVED
    assert [notice.kind for notice in enrolled.overview().notices] == [NoticeKind.LOG_INCONSISTENT]


@pytest.mark.parametrize(
    ("bend", "error"),
    [
        ({"silent": True}, ServiceSlowError),
        ({"html": True}, SignInPageError),
        ({"redirect": True}, SignInPageError),
        ({"status": 500}, ServiceBusyError),
        ({"nonsense": b"{}"}, NotTheServiceError),
        ({"nonsense": b'{"received": [], "refused": []}'}, NotTheServiceError),
    ],
)
def test_whatever_answers_in_its_place_the_record_stays_saved(enrolled, service, bend, error):
    enrolled.acknowledge()
    with service.bent(**bend):
        assert isinstance(enrolled.send().problem, error)
    assert standing(enrolled) is Standing.SAVED
    assert enrolled.send(everything=True).received == 1


def test_a_refused_record_is_kept_and_shown_and_not_sent_again(enrolled, service):
    enrolled.acknowledge(Outcome.QUESTION, message="Why?")
    with service.bent(refuse_records="unknown-policy"):
        sent = enrolled.send()
    assert (sent.refused, sent.waiting, sent.problem) == (1, 0, None)
    answer = enrolled.policy.answer
    assert answer.standing is Standing.NOT_ACCEPTED
    assert "not the one that was published" in answer.problem
    assert enrolled.policy.asks_for_answer
    before = len(sent_records(service))
    enrolled.send(everything=True)
    assert len(sent_records(service)) == before
    enrolled.acknowledge()
    assert enrolled.send().received == 1
    assert standing(enrolled) is Standing.RECEIVED


def test_a_reason_without_words_of_ours_is_named_by_its_code_alone(enrolled, service):
    enrolled.acknowledge()
    with service.bent(refuse_records="something-new"):
        enrolled.send()
    problem = enrolled.policy.answer.problem
    assert "(something-new)" in problem
    assert "Something else" not in problem


def test_a_message_goes_after_its_answer_and_only_then(enrolled, service):
    made = enrolled.acknowledge(Outcome.QUESTION, message="Why?")
    with service.bent(receipt="another key"):
        enrolled.send()
    assert service.messages == {}
    assert enrolled.send(everything=True).received == 2
    (message,) = service.messages.values()
    assert (message.text, message.acknowledgement) == ("Why?", made.jti)


def test_a_completion_waits_for_the_scheduled_sync(enrolled, service):
    enrolled.acknowledge()
    enrolled.audit()
    enrolled.complete()
    assert enrolled.send() == Sent(1, 1, 0, None)
    assert enrolled.policy.audit.standing is Standing.SAVED
    assert enrolled.send(everything=True) == Sent(1, 0, 0, None)
    assert enrolled.policy.audit.receipt.received_at == "2026-11-23"


def test_the_demo_sends_a_completion_at_once(service, clock, tmp_path, enrolled):
    at_once = StaffApp(tmp_path, service, clock, keystore=enrolled.context.keystore, at_once=True)
    at_once.audit()
    at_once.complete()
    assert at_once.send().received == 1
    at_once.close()


def test_records_go_in_the_order_in_which_they_were_signed(enrolled, service, clock):
    service.shut()
    made = [enrolled.acknowledge(outcome).jti for outcome in (Outcome.QUESTION, Outcome.DECLINED)]
    enrolled.audit()
    made.append(enrolled.complete().jti)
    enrolled.send(everything=True)
    service.open()
    enrolled.send(everything=True)
    assert list(service.records) == made


def test_after_a_failure_everything_waits_longer_each_time_and_then_goes(enrolled, service, clock):
    enrolled.acknowledge()
    waits = []
    with service.bent(status=500):
        for _ in range(4):
            enrolled.send(everything=True)
            with enrolled.context.database.reading() as connection:
                (row,) = outbox.waiting(connection)
            waits.append(row.next_attempt_at - clock())
    assert all(timedelta() < wait <= retry.LONGEST for wait in waits)
    assert row.attempts == 4
    assert enrolled.send() == Sent(0, 1, 0, None)
    clock.move(minutes=31)
    assert enrolled.send().received == 1


def test_a_clock_set_back_by_a_year_does_not_hold_anything_up(enrolled, service, clock):
    enrolled.acknowledge()
    with service.bent(status=500):
        enrolled.send()
    clock.move(days=-365)
    assert enrolled.send().received == 1


def test_what_was_just_signed_does_not_wait_for_older_trouble(enrolled, service):
    enrolled.acknowledge(Outcome.QUESTION)
    with service.bent(status=500):
        enrolled.send()
    enrolled.acknowledge()
    assert enrolled.send().received == 2


def test_a_receipt_can_be_kept_in_words(enrolled):
    made = enrolled.acknowledge()
    with pytest.raises(NoReceiptError):
        receipts.receipt_text(enrolled.context, made.jti)
    enrolled.send()
    text = receipts.receipt_text(enrolled.context, made.jti)
    page = receipts.receipt_html(enrolled.context, made.jti)
    for words in ("Social Media Policy", "I acknowledge", "Monday 23 November 2026", made.jti, "Sam Field"):
        assert words in text
        assert words in page
    assert "<script" not in page


def test_a_receipt_shows_a_name_as_text_and_not_as_markup(enrolled):
    from app.workflows.acknowledge_policy import acknowledge  # noqa: PLC0415

    enrolled.read()
    made = acknowledge(enrolled.context, enrolled.policy.ref, Outcome.ACKNOWLEDGED, "<b>Sam</b>")
    enrolled.send()
    assert "<b>Sam" not in receipts.receipt_html(enrolled.context, made.jti)


def test_a_newer_version_does_not_stop_an_older_answer_from_arriving(enrolled, service):
    enrolled.acknowledge()
    service.publish(SECOND_TEXT, version=2)
    enrolled.refresh()
    assert enrolled.send().received == 1
    assert enrolled.policy.asks_for_answer


def test_nothing_is_sent_before_there_is_anything(app, service):
    assert app.send(everything=True) == Sent(0, 0, 0, None)
    assert service.seen == []


def test_every_refusal_of_a_receipt_is_a_refusal():
    assert all(issubclass(error, RefusedError) for _, error in BENT)


def test_what_is_attached_to_a_receipt_proves_itself(enrolled, service):
    made = enrolled.acknowledge()
    enrolled.send()
    files = receipts.receipt_files(enrolled.context, made.jti)
    proof = log_proof.read(files["record.tlog-proof"].decode())
    head = checkpoint.verify(proof.checkpoint, service.aud, service.service_key.public)
    leaf = merkle.leaf_hash(files["record.jws"])
    merkle.verify_inclusion(proof.index, head.size, leaf, proof.hashes, head.root)
    page = receipts.receipt_page(enrolled.context, made.jti)
    assert "Sam Field" in page
    assert files["record.jws"].decode() not in page
