"""A real service is copied, used on, and put back from the copy; devices with later receipts come back."""

import shutil

import pytest
from sqlalchemy import func, select

from app.domain.acknowledgement import Outcome
from app.evidence import checkpoint as checkpoints
from app.evidence import merkle
from app.hr.place import CopiedDatabaseError
from app.hr.service import open_service
from app.hr.store.database import open_database
from app.hr.store.schema import records
from app.storage import records as kept
from app.storage.notices import NoticeKind
from app.sync.errors import LogInconsistentError
from tests.server.conftest import AUD


def kinds(app) -> list[NoticeKind]:
    return [notice.kind for notice in app.overview().notices]


def standing_of(app):
    with app.context.database.reading() as connection:
        (record,) = kept.load_all(connection)
        return record


def test_what_was_received_after_the_backup_is_sent_again_and_nothing_is_lost_or_doubled(trust):
    early, late = trust.device("s0", b"a"), trust.device("s1", b"b")
    early.acknowledge()
    assert early.send().received == 1
    backup = trust.copy()
    late.acknowledge()
    assert late.send().received == 1
    early.refresh()
    before = sorted(trust.jtis())
    first_receipt = standing_of(late).receipt_token
    trust.put_back(backup)
    assert len(trust.jtis()) == 1
    for app in (early, late):
        app.refresh()
        assert kinds(app) == [NoticeKind.LOG_RESTORED]
    assert (early.send(everything=True).received, late.send(everything=True).received) == (0, 1)
    assert sorted(trust.jtis()) == before
    with late.context.database.reading() as connection:
        past = connection.execute("SELECT receipt FROM past_receipts").fetchone()["receipt"]
    assert past == first_receipt
    assert standing_of(late).receipt_token != first_receipt
    for app in (early, late):
        app.refresh()
        assert app.send(everything=True).waiting == 0
    assert sorted(trust.jtis()) == before


def test_what_was_in_time_before_the_backup_was_put_back_does_not_become_late(trust):
    backup_of = trust.device("s2", b"c")
    backup = trust.copy()
    backup_of.acknowledge()
    backup_of.send()
    trust.put_back(backup)
    trust.world.clock.move(days=60)
    backup_of.refresh()
    assert backup_of.send(everything=True).received == 1
    found = trust.standing("s2")
    assert found.acknowledgement == "acknowledged"
    assert found.acknowledged_at.startswith("2026-11-23")


def test_the_words_of_a_question_are_sent_again_too(trust):
    app = trust.device("s0", b"d")
    backup = trust.copy()
    app.acknowledge(Outcome.QUESTION, message="What does section 5 mean?")
    app.send(everything=True)
    trust.put_back(backup)
    app.refresh()
    assert app.send(everything=True).received == 2


def test_the_calm_notice_goes_by_itself(trust):
    app = trust.device("s0", b"e")
    trust.put_back(trust.copy())
    app.refresh()
    assert kinds(app) == [NoticeKind.LOG_RESTORED]
    trust.world.clock.move(days=4)
    app.refresh()
    assert kinds(app) == []


def test_without_an_epoch_a_service_put_back_is_an_alarm(trust):
    app = trust.device("s0", b"f")
    backup = trust.copy()
    app.acknowledge()
    app.send()
    trust.put_back(backup, epoch=False)
    with pytest.raises(LogInconsistentError):
        app.refresh()
    assert kinds(app) == [NoticeKind.LOG_INCONSISTENT]


def test_an_epoch_opened_after_the_alarm_explains_it(trust):
    app = trust.device("s0", b"g")
    backup = trust.copy()
    app.acknowledge()
    app.send()
    trust.put_back(backup, epoch=False)
    with pytest.raises(LogInconsistentError):
        app.refresh()
    trust.hr.epochs.open("os user pat")
    app.refresh()
    assert kinds(app) == [NoticeKind.LOG_RESTORED]
    assert app.send(everything=True).received == 1


def test_a_fork_is_not_excused_by_an_epoch(trust):
    app = trust.device("s0", b"h")
    backup = trust.copy()
    app.acknowledge()
    app.send()
    trust.put_back(backup, epoch=False)
    # The service goes on in the old epoch as if nothing had happened, past what the device has seen.
    trust.hr.enrolment.invite(["s2", "s3", "s2", "s3"], "hr")
    trust.hr.epochs.open("os user pat")
    with pytest.raises(LogInconsistentError):
        app.refresh()
    assert kinds(app) == [NoticeKind.LOG_INCONSISTENT]


def test_the_same_backup_put_back_twice_makes_two_epochs_and_loses_nothing(trust):
    app = trust.device("s0", b"j")
    backup = trust.copy()
    trust.put_back(backup)
    app.refresh()
    app.acknowledge()
    assert app.send(everything=True).received == 1
    first = checkpoints.verify(trust.hr.log.head().text, AUD, trust.world.service_key.public)
    trust.put_back(backup)
    second = checkpoints.verify(trust.hr.log.head().text, AUD, trust.world.service_key.public)
    assert first.origin != second.origin
    app.refresh()
    assert app.send(everything=True).received == 1
    assert len(trust.jtis()) == 1


def test_receipts_from_before_the_backup_are_given_again_unchanged(trust):
    app = trust.device("s0", b"k")
    app.acknowledge()
    app.send()
    receipt = standing_of(app).receipt_token
    trust.put_back(trust.copy())
    again = trust.hr.ingest.receive([standing_of(app).token]).result(20)
    assert again[0].receipt == receipt


def test_a_new_device_after_an_epoch_begins_in_it_without_a_word(trust):
    trust.put_back(trust.copy())
    app = trust.device("s0", b"l")
    app.acknowledge()
    assert app.send().received == 1
    assert kinds(app) == []


def test_a_copied_database_is_not_started(trust, tmp_path):
    trust.hr.log.head()
    shutil.copy(trust.copy(), tmp_path / "elsewhere.sqlite")
    database = open_database(f"sqlite:///{tmp_path / 'elsewhere.sqlite'}")
    with pytest.raises(CopiedDatabaseError):
        open_service(database, trust.world.service_key, trust.world.clock, lambda n: b"0" * n)
    database.close()


def test_a_moved_database_goes_on_when_that_is_said(trust, tmp_path):
    shutil.copy(trust.copy(), tmp_path / "moved.sqlite")
    url = f"sqlite:///{tmp_path / 'moved.sqlite'}"
    key, clock = trust.world.service_key, trust.world.clock
    hr = open_service(open_database(url), key, clock, lambda n: b"0" * n, was_moved=True)
    hr.epochs.accept_move("os user pat")
    hr.close()
    again = open_service(open_database(url), key, clock, lambda n: b"0" * n)
    assert again.log.head().epoch == 1
    again.close()


def test_every_leaf_proves_its_place_across_epochs(trust):
    trust.put_back(trust.copy())
    trust.hr.enrolment.invite(["s0", "s1", "s2"], "hr")
    with trust.hr.core.database.read() as connection:
        count = connection.execute(select(func.count()).select_from(records)).scalar_one()
    head = checkpoints.verify(trust.hr.log.head().text, AUD, trust.world.service_key.public)
    with trust.hr.core.database.read() as connection:
        for row in connection.execute(select(records)):
            proof = trust.hr.log.inclusion(connection, row.leaf_index, head.size)
            leaf = merkle.leaf_hash(row.token.encode())
            merkle.verify_inclusion(row.leaf_index, head.size, leaf, proof, head.root)
    assert count == head.size
    for first in range(1, head.size):
        _, small = trust.hr.log.consistency(0, first)
        earlier = checkpoints.verify(small.text, AUD, trust.world.service_key.public)
        proof, _ = trust.hr.log.consistency(first, head.size)
        merkle.verify_consistency(first, head.size, proof, earlier.root, head.root)
