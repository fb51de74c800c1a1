"""Answers at rest: sealed, bound to person and policy, of one length, and gone when deleted."""

import itertools
from datetime import UTC, datetime

import pytest

from app.domain.audit import DamagedAuditError
from app.signing.keystore import MemoryKeyStore, answers_service, signing_service
from app.storage import audits
from app.storage.audits import Owner
from app.storage.database import Database
from tests.fakes.staff_app import Chance

SAM = Owner("sam", "trust.example/log", "social-media")
SECRET = b"the answer nobody sees"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "profile" / "undersigned.sqlite"


@pytest.fixture
def database(path):
    opened = Database.open(path, lambda: datetime(2026, 11, 23, tzinfo=UTC))
    yield opened
    opened.close()


@pytest.fixture
def keystore():
    return MemoryKeyStore()


@pytest.fixture
def key(keystore):
    return audits.make_key(keystore, SAM, Chance())


def save(database, key, content=SECRET, owner=SAM, seed=b"n"):
    with database.transaction() as connection:
        audits.save(connection, key, owner, content, Chance(seed))


def load(database, key, owner=SAM):
    with database.reading() as connection:
        return audits.load(connection, key, owner)


def sealed(database):
    with database.reading() as connection:
        return bytes(connection.execute("SELECT content FROM sealed").fetchone()[0])


def test_what_was_kept_comes_back(database, key):
    assert load(database, key) is None
    save(database, key)
    assert load(database, key) == SECRET


def test_nothing_of_it_stands_on_the_disk(database, key, path):
    save(database, key)
    assert not any(SECRET in file.read_bytes() for file in path.parent.iterdir())


def test_the_length_tells_nothing_of_how_far_somebody_is(database, key):
    lengths = set()
    for size in (0, 1, 500, 20_000, audits.BLOCK_BYTES - 4):
        save(database, key, b"x" * size)
        lengths.add(len(sealed(database)))
    assert len(lengths) == 1


def test_something_longer_than_a_block_comes_back_whole(database, key):
    save(database, key, SECRET * 5000)
    assert load(database, key) == SECRET * 5000


def test_the_same_answers_never_look_the_same(database, key):
    seen = set()
    for seed in (b"1", b"2"):
        save(database, key, seed=seed)
        seen.add(sealed(database))
    assert len(seen) == 2


@pytest.mark.parametrize("owner", [Owner("kim", SAM.aud, SAM.policy), Owner(SAM.sub, SAM.aud, "other")])
def test_a_blob_put_in_another_place_does_not_open(database, key, owner):
    save(database, key)
    with database.transaction() as connection:
        connection.execute("UPDATE sealed SET policy = ?", (owner.policy,))
    with pytest.raises(DamagedAuditError):
        load(database, key, owner)


def test_a_blob_of_another_form_does_not_open(database, key):
    save(database, key)
    with database.transaction() as connection:
        connection.execute("UPDATE sealed SET schema_version = 2")
    with pytest.raises(DamagedAuditError):
        load(database, key)


@pytest.mark.parametrize("place", [0, 24, 30_000, -1])
def test_one_changed_byte_does_not_open(database, key, place):
    save(database, key)
    content = bytearray(sealed(database))
    content[place] ^= 1
    with database.transaction() as connection:
        connection.execute("UPDATE sealed SET content = ?", (bytes(content),))
    with pytest.raises(DamagedAuditError):
        load(database, key)


def test_a_blob_cut_short_does_not_open(database, key):
    save(database, key)
    for end in (0, 10, 24, 39, 40):
        with database.transaction() as connection:
            connection.execute("UPDATE sealed SET content = substr(content, 1, ?)", (end,))
        with pytest.raises(DamagedAuditError):
            load(database, key)
        save(database, key)


def test_without_its_key_it_does_not_open(database, key, keystore):
    save(database, key)
    audits.destroy_key(keystore, SAM)
    assert audits.find_key(keystore, SAM) is None
    with pytest.raises(DamagedAuditError):
        load(database, None)


def test_deleting_leaves_not_even_the_sealed_bytes(database, key, path):
    save(database, key)
    database.overwrite_deleted()
    content = sealed(database)
    with database.transaction() as connection:
        audits.delete(connection, SAM)
    database.overwrite_deleted()
    pieces = [content[start : start + 64] for start in range(0, len(content), 4096)]
    kept = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert not any(piece in kept for piece in pieces)


def test_the_key_of_the_answers_is_not_the_signing_key(keystore, key):
    assert keystore.get(answers_service(SAM.aud), SAM.account) == key
    assert keystore.get(signing_service(SAM.aud), SAM.sub) is None
    assert len({answers_service(SAM.aud), signing_service(SAM.aud)}) == 2


def test_every_policy_has_a_key_of_its_own(keystore):
    owners = [Owner("sam", SAM.aud, policy) for policy in ("one", "two")]
    keys = [audits.make_key(keystore, owner, Chance(bytes([n]))) for n, owner in enumerate(owners)]
    audits.destroy_key(keystore, owners[0])
    assert [audits.find_key(keystore, owner) for owner in owners] == [None, keys[1]]
    assert all(a != b for a, b in itertools.combinations(keys, 2))


def test_what_the_person_chose_at_the_end_is_kept(database):
    with database.transaction() as connection:
        assert audits.kept(connection, "p") is None
        audits.set_kept(connection, "p", keep=True)
        assert audits.kept(connection, "p") is True
        audits.set_kept(connection, "p", keep=False)
        assert audits.kept(connection, "p") is False
