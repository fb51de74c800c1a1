"""The service key is changed by old and new together; devices and packs are led from either to the other."""

import os

import pytest

from app.evidence.trust_keys import UnknownServiceError
from app.evidence.verify import KnownKeys, verify
from app.hr.core import OtherServiceKeyError
from app.hr.key_rotation import PublisherTakenError
from app.hr.log import ServiceKeyReplacedError
from app.hr.service import open_service
from app.hr.store.database import open_database
from app.signing.keys import PrivateKey, b64url
from app.storage import records as kept
from app.workflows import dispute, rebuild
from app.workflows.keep_evidence import keep_evidence
from app.workflows.receipts import receipt_files
from tests.fakes.staff_app import SECOND_TEXT


def reopen(trust, key):
    """Start the service again on the same database, with this key."""
    database = open_database(f"sqlite:///{trust.file}")
    trust.hr = open_service(database, key, trust.world.clock, os.urandom)
    trust.world._opened.append(trust.hr)
    trust.url = trust.serve(trust.hr)
    for app in trust.apps:
        app.move_to(trust.url)


def change(trust):
    """Change the key and start again; returns the old key."""
    old, new = trust.world.service_key, PrivateKey.generate()
    trust.hr.service_key.change(new, "os user pat")
    trust.world.service_key = new
    reopen(trust, new)
    return old


def publish_second(trust):
    trust.world.hr = trust.hr
    trust.world.publish(content=SECOND_TEXT.encode(), checklist=False)


def answered(app):
    app.refresh()
    app.acknowledge()
    assert app.send(everything=True).received == 1


def own_pack(app, *kids):
    path = app.folder / "evidence.zip"
    keep_evidence(app.context, path)
    return verify(path.read_bytes(), KnownKeys(service=frozenset(kids)))


def test_a_device_follows_the_service_to_its_new_key(trust):
    app = trust.device("s0", b"a")
    old = change(trust)
    answered(app)
    assert app.overview().person.service_key == b64url(trust.world.service_key.public.raw)
    assert app.overview().notices == ()
    for key in (old, trust.world.service_key):
        assert len(own_pack(app, key.public.thumbprint).records) == 1


def test_what_waits_is_sent_and_receipted_under_the_new_key_before_anything_else(trust):
    app = trust.device("s0", b"b")
    app.refresh()
    app.acknowledge()
    change(trust)
    assert app.send(everything=True).received == 1


def test_two_changes_in_a_row_are_followed(trust):
    app = trust.device("s0", b"c")
    answered(app)
    old = change(trust)
    change(trust)
    app.refresh()
    publish_second(trust)
    answered(app)
    findings = own_pack(app, old.public.thumbprint)
    assert len(findings.service_kids) == 3
    assert [one.receipt.kid for one in findings.records] == [
        findings.service_kids[0],
        findings.service_kids[2],
    ]
    (pack,) = trust.hr.export.packs(actor="hr")
    assert len(verify(pack.content).records) == 2


def test_receipts_of_the_old_key_are_still_read_kept_and_given_again(trust):
    app = trust.device("s0", b"d")
    answered(app)
    with app.context.database.reading() as connection:
        (before,) = kept.load_all(connection)
    change(trust)
    app.refresh()
    assert receipt_files(app.context, before.jti)["receipt.jws"].decode() == before.receipt_token
    again = trust.hr.ingest.receive([before.token]).result(20)
    assert again[0].receipt == before.receipt_token
    with app.context.database.transaction() as connection:
        connection.execute("DELETE FROM records")
    assert rebuild.rebuild(app.context) == 1


def test_facts_of_the_old_key_are_still_shown(trust):
    app = trust.device("s0", b"e")
    answered(app)
    with app.context.database.reading() as connection:
        (record,) = kept.load_all(connection)
    dispute.dispute(app.context, jti=record.jti, reason="I was away.")
    app.send()
    change(trust)
    app.refresh()
    (found,) = trust.hr.disputes.all()
    assert found.reason == "I was away."


def test_a_service_that_still_has_the_old_key_signs_nothing_more(trust):
    running = trust.hr
    trust.hr.service_key.change(PrivateKey.generate(), "hr")
    with pytest.raises(ServiceKeyReplacedError):
        running.log.head()
    with pytest.raises(ServiceKeyReplacedError):
        running.enrolment.invite(["s0"], "hr")


def test_the_database_is_opened_with_the_key_in_force_alone(trust):
    old = change(trust)
    database = open_database(f"sqlite:///{trust.file}")
    with pytest.raises(OtherServiceKeyError):
        open_service(database, old, trust.world.clock, os.urandom)
    database.close()


def test_a_key_that_served_before_does_not_come_back(trust):
    old = change(trust)
    with pytest.raises(PublisherTakenError):
        trust.hr.service_key.change(old, "hr")


def test_a_service_that_cannot_show_the_change_is_not_believed(trust, monkeypatch):
    app = trust.device("s0", b"f")
    change(trust)
    client = app.connect(trust.url)
    shown = client.service_keys()
    monkeypatch.setattr(client, "service_keys", lambda: shown.model_copy(update={"changes": []}))
    with pytest.raises(UnknownServiceError):
        app.refresh()


def test_another_service_with_a_key_of_its_own_is_not_believed(trust):
    app = trust.device("s0", b"g")
    other = PrivateKey.generate()
    database = open_database(f"sqlite:///{trust.copy()}")
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE trust SET service_x = ?", (b64url(other.public.raw),))
    forged = open_service(database, other, trust.world.clock, os.urandom, was_moved=True)
    trust.world._opened.append(forged)
    app.move_to(trust.serve(forged))
    with pytest.raises(UnknownServiceError):
        app.refresh()


def test_a_backup_from_before_the_change_goes_on_with_the_old_key_and_changes_again(trust):
    app = trust.device("s0", b"h")
    answered(app)
    backup, old = trust.copy(), trust.world.service_key
    change(trust)
    app.refresh()
    new, trust.world.service_key = trust.world.service_key, old
    trust.put_back(backup)
    trust.hr.service_key.change(new, "os user pat")
    trust.world.service_key = new
    reopen(trust, new)
    app.refresh()
    publish_second(trust)
    answered(app)
    assert len(own_pack(app, old.public.thumbprint).records) == 2


def test_the_trail_is_checked_across_the_change(trust):
    trust.hr.trail_heads.make()
    change(trust)
    trust.hr.trail_heads.make()
    assert trust.hr.trail_heads.verify().heads == 2
