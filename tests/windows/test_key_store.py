"""The Windows Credential Manager, through the very function the app opens it with."""

import subprocess
import sys
import uuid

import pytest
from keyring.backends.Windows import WinVaultKeyring

from app.signing.keystore import answers_service, open_os_keystore, publishing_service, signing_service

KINDS = (signing_service, answers_service, publishing_service)


@pytest.fixture
def store():
    return open_os_keystore(deadline=20)


@pytest.fixture
def place(store):
    """The name of a log, and an account, that nothing else uses; all of it is forgotten afterwards."""
    aud, account = f"log.{uuid.uuid4().hex}.example", str(uuid.uuid4())
    yield aud, account
    for service in KINDS:
        store.delete(service(aud), account)


def test_the_store_is_the_credential_manager_and_keeps_things(store):
    assert isinstance(store._backends[0], WinVaultKeyring)
    assert (store.name, store.remembers) == ("Windows Credential Manager", True)


def test_what_is_kept_is_read_back_replaced_and_forgotten(store, place):
    service, account = signing_service(place[0]), place[1]
    assert store.get(service, account) is None
    store.set(service, account, bytes(range(32)))
    assert store.get(service, account) == bytes(range(32))
    store.set(service, account, b"\xff" * 32)
    assert store.get(service, account) == b"\xff" * 32
    store.delete(service, account)
    assert store.get(service, account) is None
    store.delete(service, account)


def test_another_process_reads_what_was_kept(store, place):
    service, account = signing_service(place[0]), place[1]
    store.set(service, account, b"k" * 32)
    code = (
        "import sys; from app.signing.keystore import open_os_keystore; "
        "print(open_os_keystore(deadline=20).get(*sys.argv[1:]) == b'k' * 32)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, service, account], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "True"


def test_each_kind_of_secret_stands_by_itself(store, place):
    aud, account = place
    for number, service in enumerate(KINDS):
        store.set(service(aud), account, bytes([number]) * 32)
    store.delete(answers_service(aud), account)
    kept = [store.get(service(aud), account) for service in KINDS]
    assert kept == [bytes(32), None, bytes([2]) * 32]


def test_two_people_of_one_windows_account_keep_their_own_key(store, place):
    """`keyring` moves the first under another name when a second account of the same service comes."""
    service, second = signing_service(place[0]), str(uuid.uuid4())
    store.set(service, place[1], b"a" * 32)
    store.set(service, second, b"b" * 32)
    assert (store.get(service, place[1]), store.get(service, second)) == (b"a" * 32, b"b" * 32)
    store.delete(service, second)
    assert (store.get(service, place[1]), store.get(service, second)) == (b"a" * 32, None)


def test_the_key_roams_with_the_profile(store):
    """A person's key belongs to the person; on Windows it goes with them to the next classroom."""
    assert int(store._backends[0].persist) == 3  # CRED_PERSIST_ENTERPRISE, wincred.h
