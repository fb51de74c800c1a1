"""Receiving records: once, in order, durable before receipted, and counted right."""

import threading
from datetime import date
from itertools import pairwise

import pytest
from sqlalchemy import func, select, text

from app.domain.acknowledgement import DEFAULT_STATEMENTS, Outcome
from app.domain.obligation import AcknowledgementState, AuditState
from app.errors import RefusedError
from app.evidence import checkpoint, judgement, merkle
from app.evidence.receipt import Receipt, verify_receipt
from app.evidence.trust_keys import ServiceKeys
from app.hr.messages import MessageTooEarlyError, OtherMessageError
from app.hr.receipts import Receipted
from app.hr.store.database import StorageError
from app.hr.store.schema import keys, log_leaves, log_state, messages, receipts, records, standings
from app.signing.jws import BadSignatureError, WrongTypeError
from app.signing.keys import PrivateKey

AUD = "oak.example/policies"


def _count(world, table) -> int:
    with world.database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _verify(world, token: str, one: Receipted):
    return verify_receipt(
        one.receipt,
        record=token,
        jti=one.jti,
        proof=one.proof,
        keys=ServiceKeys.of(AUD, world.service_key.public),
    )


def test_a_receipt_proves_the_record_in_the_log(school):
    token = school.device("s0").acknowledgement()
    [one] = school.received(token)
    receipt, head = _verify(school, token, one)
    assert receipt.record.received_at == "2026-11-23T09:00:00Z"
    assert not receipt.record.late
    assert head.size == receipt.record.leaf_index + 1
    assert school.standing("s0").acknowledgement == AcknowledgementState.ACKNOWLEDGED


def test_a_hundred_replays_are_one_record_with_one_receipt(school):
    token = school.device("s0").acknowledgement()
    [first] = school.received(token)
    before = _count(school, log_leaves)
    again = school.received(*[token] * 50) + [school.received(token)[0] for _ in range(50)]
    assert {one.receipt for one in again} == {first.receipt}
    assert _count(school, log_leaves) == before
    for one in again:
        _verify(school, token, one)


def test_two_workers_at_once_make_one_record_of_the_same_token(school):
    other = school.open()
    tokens = [school.device("s0").acknowledgement() for _ in range(10)]
    futures = [hr.ingest.receive([token]) for token in tokens for hr in (school.hr, other)]
    answers = [future.result(30)[0] for future in futures]
    assert [one.receipt for one in answers[::2]] == [one.receipt for one in answers[1::2]]
    with school.database.read() as connection:
        jtis = (
            connection.execute(select(records.c.jti).where(records.c.typ == "policy-ack+jws")).scalars().all()
        )
    assert len(jtis) == len(set(jtis)) == 10


def test_another_record_with_a_known_number_is_refused(school):
    device = school.device("s0")
    [one] = school.received(device.acknowledgement())
    with pytest.raises(judgement.ReplayError):
        school.received(device.acknowledgement("declined", jti=one.jti))
    jti = "11111111-1111-4111-8111-111111111111"
    with pytest.raises(judgement.ReplayError):
        school.received(device.acknowledgement(jti=jti), device.acknowledgement("declined", jti=jti))


def _wrong_records(device):
    policy = {"id": "social-media-policy", "version": 1, "sha256": "0" * 64, "manifest_sha256": "0" * 64}
    manifest = device.world.manifest
    right = policy | {"sha256": manifest.record.sha256, "manifest_sha256": manifest.sha256}
    checklist = {"id": "section-7", "version": 1, "sha256": "0" * 64}
    other = "11111111-1111-4111-8111-111111111111"
    statement = {"text": "I agree to everything.", "lang": "en-GB"}
    good = device.acknowledgement()
    return {
        "another log": (device.acknowledgement(aud="other.example/log"), judgement.WrongAudienceError),
        "another person": (device.acknowledgement(sub=other), judgement.WrongPersonError),
        "another text": (device.acknowledgement(policy=policy), judgement.WrongPolicyDigestError),
        "another manifest": (
            device.acknowledgement(policy=right | {"manifest_sha256": "1" * 64}),
            judgement.WrongManifestError,
        ),
        "another version": (
            device.acknowledgement(policy=right | {"version": 2}),
            judgement.WrongPolicyVersionError,
        ),
        "other words": (device.acknowledgement(statement=statement), judgement.WrongStatementError),
        "the words of another answer": (
            device.acknowledgement(statement={"text": DEFAULT_STATEMENTS[Outcome.DECLINED], "lang": "en-GB"}),
            judgement.WrongStatementError,
        ),
        "another checklist": (device.completion(checklist=checklist), judgement.WrongChecklistError),
        "another completion": (device.completion(statement="Done."), judgement.WrongStatementError),
        "a changed signature": (good[:-3] + ("AAA" if good[-3:] != "AAA" else "BBB"), RefusedError),
        "an unknown key": (
            type(device)(device.world, device.sub, PrivateKey.generate()).acknowledgement(),
            judgement.UnknownKeyError,
        ),
        "no record": ("abc", RefusedError),
        "a message": (device.message(other), WrongTypeError),
    }


def test_a_record_that_does_not_stand_is_refused_and_leaves_nothing(school):
    before = _count(school, log_leaves)
    for name, (token, error) in _wrong_records(school.device("s0")).items():
        [outcome] = school.receive(token)
        assert isinstance(outcome, error), name
    assert _count(school, log_leaves) == before


def test_a_forged_signature_is_named(school):
    header, payload, _ = school.device("s0").acknowledgement().split(".")
    [outcome] = school.receive(f"{header}.{payload}.{'A' * 86}")
    assert isinstance(outcome, BadSignatureError)


def test_a_refused_record_does_not_hold_up_the_others(school):
    device = school.device("s0")
    good, bad = device.acknowledgement(), device.acknowledgement(aud="other.example/log")
    first, second, third = school.receive(bad, good, "abc")
    assert isinstance(second, Receipted)
    assert not isinstance(first, Receipted)
    assert not isinstance(third, Receipted)


def test_a_key_that_ended_signs_nothing_more_but_its_receipts_are_given_again(school):
    device = school.device("s0")
    early = device.acknowledgement()
    [receipt] = school.received(early)
    with school.database.write() as connection:
        connection.execute(keys.update().values(ended_at="2026-11-23T10:00:00Z"))
    with pytest.raises(judgement.RetiredKeyError):
        school.received(device.acknowledgement())
    assert school.received(early)[0].receipt == receipt.receipt


def test_late_is_judged_by_the_service_in_the_trusts_time_zone(school):
    school.publish(due=date(2027, 6, 30))
    devices = [school.device(f"s{n}") for n in range(2)]
    # 30 June ends at 23:00 UTC: London is an hour ahead.
    school.clock.now = school.clock.now.replace(year=2027, month=6, day=30, hour=22, minute=59)
    [in_time] = school.received(devices[0].acknowledgement(iat=0))
    school.clock.move(minutes=1)
    [late] = school.received(devices[1].acknowledgement(iat=0))
    key = school.service_key.public
    assert not Receipt.verified(in_time.receipt, key).record.late
    assert Receipt.verified(late.receipt, key).record.late
    assert school.standing("s0").acknowledgement == AcknowledgementState.ACKNOWLEDGED
    assert school.standing("s1").acknowledgement == AcknowledgementState.LATE


def test_the_clock_running_backwards_never_runs_the_log_backwards(school):
    device = school.device("s0")
    school.received(device.acknowledgement("question"))
    school.clock.move(days=-30)
    school.received(device.acknowledgement())
    with school.database.read() as connection:
        times = (
            connection.execute(select(records.c.received_at).order_by(records.c.leaf_index)).scalars().all()
        )
    assert times == sorted(times)


def test_a_completion_tells_the_day_and_no_time(school):
    token = school.device("s0").completion(completed_on="2026-11-20")
    [one] = school.received(token)
    receipt, _ = _verify(school, token, one)
    assert receipt.record.received_at == "2026-11-23"
    row = school.standing("s0")
    assert (row.audit, row.audit_on) == (AuditState.COMPLETED, "2026-11-20")
    with school.database.read() as connection:
        kept = connection.execute(select(records.c.received_at).where(records.c.jti == one.jti)).scalar_one()
    assert kept == "2026-11-23"


def test_a_day_that_has_not_come_is_not_shown_to_hr(school):
    school.received(school.device("s0").completion(completed_on="2030-01-01"))
    assert school.standing("s0").audit_on == "2026-11-23"


def test_a_question_is_outstanding_and_an_acknowledgement_is_never_undone(school):
    device = school.device("s0")
    school.received(device.acknowledgement("question"))
    assert school.standing("s0").acknowledgement == AcknowledgementState.QUESTION
    assert school.standing("s0").outstanding
    school.received(device.acknowledgement(), device.completion())
    assert not school.standing("s0").outstanding
    school.received(device.acknowledgement("declined"))
    assert school.standing("s0").acknowledgement == AcknowledgementState.ACKNOWLEDGED


def test_an_answer_to_a_replaced_version_is_kept_and_answers_nothing_more(school):
    device = school.device("s0")
    old = device.acknowledgement()
    school.publish(content=b"# Policy\n\n## One\n\nOther words.\n")
    [one] = school.received(old)
    _verify(school, old, one)
    assert school.standing("s0").acknowledgement == AcknowledgementState.NONE


def test_checkpoints_of_two_busy_workers_never_fork(school):
    other = school.open()
    devices = [school.device(f"s{n}") for n in range(4)]
    seen: list[checkpoint.Checkpoint] = []

    def send(hr) -> None:
        for device in devices:
            for _ in range(3):
                [one] = hr.ingest.receive([device.acknowledgement("question")]).result(30)
                text_of = Receipt.verified(one.receipt, school.service_key.public).record.checkpoint
                seen.append(checkpoint.verify(text_of, AUD, school.service_key.public))

    threads = [threading.Thread(target=send, args=(hr,)) for hr in (school.hr, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    heads = sorted({(one.size, one.root) for one in seen})
    assert len({size for size, _ in heads}) == len(heads)
    for (size1, root1), (size2, root2) in pairwise(heads):
        proof, _ = other.log.consistency(size1, size2)
        merkle.verify_consistency(size1, size2, proof, root1, root2)


TABLES = ["log_leaves", "log_nodes", "records", "standings", "tallies", "log_state", "receipts"]


@pytest.mark.parametrize("table", TABLES)
def test_a_storage_failure_on_any_one_write_leaves_neither_receipt_nor_gap(school, table):
    device = school.device("s0")
    token = device.acknowledgement()
    before = school.standing("s0"), _state(school), _count(school, receipts)
    _plant(school, table)
    with pytest.raises(StorageError):
        school.receive(token)
    assert _count(school, receipts) == before[2]
    if table != "receipts":
        # What failed before the commit left no trace; a receipt that could not be stored comes later.
        assert (school.standing("s0"), _state(school)) == before[:2]
    _pull_out(school, table)
    [one] = school.received(token)
    _verify(school, token, one)
    with school.database.read() as connection:
        indexes = connection.execute(select(log_leaves.c.index).order_by(log_leaves.c.index)).scalars().all()
    assert indexes == list(range(len(indexes)))


def _state(world) -> tuple[int, bytes]:
    with world.database.read() as connection:
        return tuple(connection.execute(select(log_state.c.size, log_state.c.root)).one())


def _plant(world, table: str) -> None:
    moments = ("INSERT", "UPDATE")
    with world.database.write() as connection:
        if connection.dialect.name == "sqlite":
            for moment in moments:
                connection.execute(
                    text(
                        f"CREATE TRIGGER planted_{moment} BEFORE {moment} ON {table} "
                        "BEGIN SELECT RAISE(ABORT, 'planted'); END"
                    )
                )
            return
        connection.execute(
            text(
                "CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'planted'; END $$"
            )
        )
        connection.execute(
            text(
                f"CREATE TRIGGER planted BEFORE INSERT OR UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION planted()"
            )
        )


def _pull_out(world, table: str) -> None:
    with world.database.write() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER planted_INSERT"))
            connection.execute(text("DROP TRIGGER planted_UPDATE"))
        else:
            connection.execute(text(f"DROP TRIGGER planted ON {table}"))


def test_somebody_elses_failure_in_the_same_group_costs_nobody_a_receipt(school):
    """Records of one person fail to be stored; those that waited with them are tried again alone."""
    devices = [school.device(f"s{n}") for n in range(3)]
    _fail_for(school, devices[1].sub)
    futures = [school.hr.ingest.receive([device.acknowledgement()]) for device in devices]
    assert isinstance(futures[0].result(30)[0], Receipted)
    assert isinstance(futures[1].exception(30), StorageError)
    assert isinstance(futures[2].result(30)[0], Receipted)


def _fail_for(world, sub: str) -> None:
    with world.database.write() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(
                text(
                    f"CREATE TRIGGER planted BEFORE UPDATE ON standings WHEN NEW.sub = '{sub}' "
                    "BEGIN SELECT RAISE(ABORT, 'planted'); END"
                )
            )
            return
        connection.execute(
            text(
                "CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'planted'; END $$"
            )
        )
        connection.execute(
            text(
                f"CREATE TRIGGER planted BEFORE UPDATE ON standings FOR EACH ROW "
                f"WHEN (NEW.sub = '{sub}') EXECUTE FUNCTION planted()"
            )
        )


def test_what_was_queued_at_the_end_is_still_received(school):
    device = school.device("s0")
    other = school.open()
    futures = [other.ingest.receive([device.acknowledgement("question")]) for _ in range(20)]
    other.ingest.close()
    assert all(isinstance(future.result(0)[0], Receipted) for future in futures)


def test_words_reach_hr_only_with_the_answer_that_carries_their_digest(school):
    device = school.device("s0")
    answer, message = device.question()
    with pytest.raises(MessageTooEarlyError):
        school.hr.messages.take(message)
    [one] = school.received(answer)
    with pytest.raises(OtherMessageError):
        school.hr.messages.take(device.message(one.jti, "Other words."))
    for _ in range(2):
        school.hr.messages.take(message)
    assert _count(school, messages) == 1
    with school.database.read() as connection:
        tokens = connection.execute(select(records.c.token)).scalars().all()
    assert message not in tokens


def test_standings_of_those_never_asked_are_not_made_up(school):
    before = _count(school, standings)
    school.received(school.device("s0").acknowledgement())
    assert _count(school, standings) == before
