"""Packs of a real service that was put back from a backup, and what it lost being published again."""

import uuid

import pytest

from app.evidence import publisher_keys, stored_zip
from app.evidence.verify import KnownKeys, verify
from app.hr.lost_versions import NothingLostError
from app.hr.publishing import ContentMismatchError, Draft, VersionTakenError
from app.signing.keys import PrivateKey
from app.storage.notices import NoticeKind
from app.sync.errors import LogInconsistentError
from app.workflows._lost_versions import VersionLostError
from app.workflows.keep_evidence import NothingReceivedError, keep_evidence
from tests.fakes.staff_app import SECOND_TEXT, TEXT
from tests.server.conftest import AUD

POLICY = "social-media-policy"
THIRD_TEXT = SECOND_TEXT.replace("Be kind.", "Be kind to each other.")


def known(trust, *publishing):
    keys = publishing or (trust.world.publishing_key,)
    return KnownKeys(
        frozenset({trust.world.service_key.public.thumbprint}),
        frozenset(key.public.thumbprint for key in keys),
    )


def own_pack(app, trust):
    path = app.folder / "evidence.zip"
    keep_evidence(app.context, path)
    return verify(path.read_bytes(), known(trust))


def exported(trust, **whom):
    (pack,) = trust.hr.export.packs(actor="hr", **whom)
    return verify(pack.content, known(trust))


def answered(trust, app):
    app.refresh()
    app.acknowledge()
    assert app.send(everything=True).received == 1


def publish(trust, text=SECOND_TEXT, key=None):
    """Publish the next version with whatever service is in place now."""
    draft = Draft(POLICY, "second", text.encode(), summary_of_changes="More thought.")
    token = trust.hr.publishing.manifest(draft).signed_by(key or trust.world.publishing_key)
    return trust.hr.publishing.publish(token, draft.content, None, actor="hr")


# Records and receipts across epochs


def test_one_pack_has_receipts_of_the_old_epoch_and_records_of_the_new(trust):
    early, late = trust.device("s0", b"a"), trust.device("s1", b"b")
    answered(trust, early)
    backup = trust.copy()
    answered(trust, late)
    trust.put_back(backup)
    for app in (early, late):
        app.refresh()
        app.send(everything=True)
    whole = exported(trust)
    assert len(whole.epochs) == 1
    assert {one.checkpoint.origin for one in whole.records} == {AUD, whole.head.origin}
    assert [len(one.earlier) for one in whole.records] == [0, 1]
    assert whole.remarks == ()
    for app in (early, late):
        own = own_pack(app, trust)
        assert len(own.records) == 1
        assert own.head.origin == whole.head.origin
    assert [len(one.earlier) for one in own_pack(late, trust).records] == [1]


def test_the_earlier_receipt_says_what_hr_had_said_before_the_backup(trust):
    app = trust.device("s2", b"c")
    backup = trust.copy()
    answered(trust, app)
    before = exported(trust).records[0].receipt.record.received_at
    trust.put_back(backup)
    trust.world.clock.move(days=60)
    app.refresh()
    app.send(everything=True)
    (record,) = exported(trust).records
    assert record.receipt.record.received_at > before
    assert not record.receipt.record.late
    assert [one.record.received_at for one in record.earlier] == [before]


def test_before_a_lost_record_has_arrived_again_it_is_in_no_pack(trust):
    app = trust.device("s0", b"d")
    backup = trust.copy()
    answered(trust, app)
    trust.put_back(backup)
    app.refresh()
    with pytest.raises(NothingReceivedError):
        keep_evidence(app.context, app.folder / "evidence.zip")
    app.send(everything=True)
    assert len(own_pack(app, trust).records) == 1


def test_a_record_lost_twice_keeps_both_earlier_receipts(trust):
    app = trust.device("s0", b"e")
    backup = trust.copy()
    answered(trust, app)
    for _ in range(2):
        trust.put_back(backup)
        trust.world.clock.move(days=1)
        app.refresh()
        app.send(everything=True)
    (record,) = own_pack(app, trust).records
    assert len(record.earlier) == 2
    assert exported(trust).records[0].signed.token == record.signed.token


def test_two_backups_one_after_the_other_are_followed_in_a_pack(trust):
    app, other = trust.device("s0", b"f"), trust.device("s1", b"g")
    answered(trust, app)
    trust.put_back(trust.copy())
    answered(trust, other)
    trust.put_back(trust.copy())
    trust.hr.enrolment.invite(["s2"], "hr")
    found = exported(trust)
    assert len(found.epochs) == 2
    assert [one.checkpoint.origin for one in found.records] == [AUD, found.epochs[0].event.origin]
    app.refresh()
    assert len(own_pack(app, trust).epochs) == 2


def test_a_pack_from_before_the_backup_still_stands(trust):
    app = trust.device("s0", b"h")
    answered(trust, app)
    backup = trust.copy()
    other = trust.device("s1", b"i")
    answered(trust, other)
    (before,) = trust.hr.export.packs(actor="hr")
    trust.put_back(backup)
    assert len(verify(before.content, known(trust)).records) == 2


def test_the_programs_inside_check_a_pack_across_a_backup_too(trust):
    app = trust.device("s0", b"j")
    backup = trust.copy()
    answered(trust, app)
    trust.put_back(backup)
    app.refresh()
    app.send(everything=True)
    (pack,) = trust.hr.export.packs(actor="hr")
    members = stored_zip.read(pack.content)
    assert any(name.endswith("earlier-1.jws") for name in members)
    readme = members["README.txt"].decode()
    assert "HR’s service was put back from a backup by “os user pat”" in readme


# Versions published after the backup


def lost_second(trust, seed=b"k"):
    """A device that has answered a version that a backup put back has lost, and the service put back."""
    app = trust.device("s0", seed)
    backup = trust.copy()
    publish(trust)
    answered(trust, app)
    assert app.policy.ref.version == 2
    trust.put_back(backup)
    return app


def test_a_version_that_was_lost_is_handed_in_and_published_again_as_it_was_signed(trust):
    app = lost_second(trust)
    manifest = app.policy.ref.manifest_sha256
    app.refresh()
    (lost,) = trust.hr.lost_versions.all()
    assert (lost.policy_id, lost.version) == (POLICY, 2)
    (again,) = trust.hr.lost_versions.publish_again(POLICY, actor="hr")
    assert again.sha256 == manifest
    assert trust.hr.lost_versions.all() == []
    app.refresh()
    assert app.policy.ref.manifest_sha256 == manifest
    assert app.send(everything=True).received == 1
    assert trust.standing("s0").acknowledgement == "acknowledged"
    assert [one.policy.manifest.record.version for one in own_pack(app, trust).records] == [2]


def test_until_then_the_newer_text_stays_shown_and_nobody_is_alarmed(trust):
    app = lost_second(trust)
    app.refresh()
    assert app.policy.ref.version == 2
    sentences = [notice.sentence for notice in app.overview().notices]
    assert VersionLostError.sentence in sentences
    assert NoticeKind.LOG_INCONSISTENT not in [notice.kind for notice in app.overview().notices]
    trust.hr.lost_versions.publish_again(POLICY, actor="hr")
    app.refresh()
    assert VersionLostError.sentence not in [notice.sentence for notice in app.overview().notices]


def test_a_version_published_instead_takes_a_number_above_the_lost_one_and_is_asked_of_all(trust):
    app, other = lost_second(trust), trust.device("s1", b"l")
    app.refresh()
    signed = publish(trust, THIRD_TEXT)
    assert (signed.record.version, signed.record.prev_sha256) == (3, app.policy.ref.manifest_sha256)
    for each in (app, other):
        each.refresh()
        assert each.policy.ref.version == 3
    answered(trust, other)
    assert trust.hr.lost_versions.all() == []


def test_two_lost_versions_come_back_in_their_order(trust):
    app = trust.device("s0", b"m")
    backup = trust.copy()
    publish(trust)
    app.refresh()
    publish(trust, THIRD_TEXT)
    answered(trust, app)
    trust.put_back(backup)
    app.refresh()
    again = trust.hr.lost_versions.publish_again(POLICY, actor="hr")
    assert [one.record.version for one in again] == [2, 3]
    app.refresh()
    assert app.send(everything=True).received == 1


def test_a_lost_version_that_followed_one_nobody_holds_comes_back_all_the_same(trust):
    backup = trust.copy()
    publish(trust)
    publish(trust, THIRD_TEXT)
    app = trust.device("s0", b"n")
    answered(trust, app)
    trust.put_back(backup)
    code = trust.hr.enrolment.invite(["s0"], "hr")[0].code
    app.enrol(code)
    app.refresh()
    (again,) = trust.hr.lost_versions.publish_again(POLICY, actor="hr")
    assert again.record.version == 3
    app.refresh()
    assert app.policy.ref.version == 3


def test_a_gap_in_the_numbers_is_refused_where_no_backup_was_put_back(trust):
    draft = Draft(POLICY, "x", SECOND_TEXT.encode(), summary_of_changes="More.")
    claims = trust.hr.publishing.manifest(draft).model_copy(update={"version": 3})
    with pytest.raises(VersionTakenError):
        trust.hr.publishing.publish(
            claims.signed_by(trust.world.publishing_key), draft.content, None, actor="hr"
        )


def test_nothing_is_taken_in_before_a_backup_was_put_back_nor_what_is_known(trust):
    app = trust.device("s0", b"o")
    manifest = trust.world.manifest.token
    assert not trust.hr.lost_versions.take(manifest, None, None)
    trust.put_back(trust.copy())
    app.refresh()
    assert not trust.hr.lost_versions.take(manifest, None, None)
    with pytest.raises(NothingLostError):
        trust.hr.lost_versions.publish_again(POLICY, actor="hr")


def test_a_lost_version_proves_itself_or_is_refused(trust):
    app = lost_second(trust)
    with app.context.database.reading() as connection:
        row = connection.execute("SELECT manifest FROM policies WHERE version = 2").fetchone()
    taken = trust.hr.lost_versions
    assert taken.take(row["manifest"], None, None)
    with pytest.raises(ContentMismatchError):
        taken.take(row["manifest"], TEXT.encode(), None)
    claims = trust.world.manifest.record.model_copy(update={"version": 9})
    with pytest.raises(Exception, match="does not publish for this trust"):
        taken.take(claims.signed_by(PrivateKey.generate()), None, None)
    assert taken.all() == []


# Changed publishing keys and a backup


def change_publisher(trust):
    new = PrivateKey.generate()
    old = trust.world.publishing_key
    token = publisher_keys.change(AUD, str(uuid.uuid4()), "2026-11-23T09:00:00Z", old, new)
    trust.hr.key_rotation.accept(token, "hr")
    trust.world.publishing_key = new
    return old, token


def test_a_pack_across_a_changed_publishing_key_stands_for_whoever_knows_either(trust):
    app = trust.device("s0", b"p")
    answered(trust, app)
    old, _ = change_publisher(trust)
    publish(trust)
    answered(trust, app)
    (pack,) = trust.hr.export.packs(actor="hr")
    for key in (old, trust.world.publishing_key):
        found = verify(pack.content, known(trust, key))
        assert [one.policy.manifest.record.version for one in found.records] == [1, 2]
    path = app.folder / "evidence.zip"
    keep_evidence(app.context, path)
    assert len(verify(path.read_bytes(), known(trust, old)).records) == 2


def test_a_change_of_key_that_was_lost_is_handed_in_again_and_devices_follow_it_to_its_new_place(trust):
    app = trust.device("s0", b"q")
    backup = trust.copy()
    trust.hr.enrolment.invite(["s2", "s3"], "hr")
    _, token = change_publisher(trust)
    publish(trust)
    answered(trust, app)
    trust.put_back(backup)
    trust.hr.key_rotation.accept(token, "hr")
    app.refresh()
    trust.hr.lost_versions.publish_again(POLICY, actor="hr")
    publish(trust, THIRD_TEXT)
    app.refresh()
    assert app.policy.ref.version == 3
    assert app.send(everything=True).received == 1
    answered(trust, app)
    assert [one.policy.manifest.record.version for one in own_pack(app, trust).records] == [2, 3]


def test_a_fork_is_still_an_alarm_and_goes_into_no_pack(trust):
    app = trust.device("s0", b"r")
    answered(trust, app)
    backup = trust.copy()
    trust.hr.enrolment.invite(["s2"], "hr")
    app.refresh()
    trust.put_back(backup, epoch=False)
    trust.hr.enrolment.invite(["s3"], "hr")
    with pytest.raises(LogInconsistentError):
        keep_evidence(app.context, app.folder / "evidence.zip")
