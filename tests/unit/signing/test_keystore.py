"""The key store: allowed back ends only, a deadline on every call, words for each failure, no secret in any of them."""

import os
import shutil
import subprocess
import sys
import threading
import time
import uuid

import keyring.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, chainer, fail, null
from keyring.backends.kwallet import DBusKeyring

from app.signing import keystore
from app.signing.keystore import (
    KeyStoreBrokenError,
    KeyStoreLockedError,
    KeyStoreMissingError,
    KeyStoreSlowError,
    MemoryKeyStore,
    OsKeyStore,
    open_os_keystore,
)

SERVICE, ACCOUNT = "Undersigned signing key for example/log", "someone"
SECRET = bytes(range(32))
SHOWN_FORMS = (SECRET.hex(), repr(SECRET), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "v1.AAEC")


class PlainBackend(KeyringBackend):
    """Keeps values in the open, as `keyrings.alt` does in a file."""

    priority = 0  # never chosen by keyring itself

    def __init__(self):
        self.values = {}

    def get_password(self, service, username):
        return self.values.get((service, username))

    def set_password(self, service, username, password):
        self.values[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.values:
            raise keyring.errors.PasswordDeleteError("not there")
        del self.values[service, username]


class HangingBackend(PlainBackend):
    """Blocks, as behind a prompt nobody sees, until `go` is set."""

    def __init__(self):
        super().__init__()
        self.go, self.written = threading.Event(), threading.Event()

    def get_password(self, service, username):
        self.go.wait()
        return super().get_password(service, username)

    def set_password(self, service, username, password):
        self.go.wait()
        super().set_password(service, username, password)
        self.written.set()


class FailingBackend(PlainBackend):
    """Fails with `error` at every call."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def get_password(self, *_):
        raise self.error

    set_password = delete_password = get_password


class ForgetfulBackend(PlainBackend):
    """Takes a value and gives back another."""

    def __init__(self, back):
        super().__init__()
        self.back = back

    def get_password(self, service, username):
        return self.back


class StubbornBackend(PlainBackend):
    """Says it could not delete, and has not."""

    def delete_password(self, service, username):
        raise keyring.errors.PasswordDeleteError("denied")


# A back end enters `keyring`'s own list by being defined; these leave it, so that no other test meets them.
for _invented in (PlainBackend, HangingBackend, FailingBackend, ForgetfulBackend, StubbornBackend):
    KeyringBackend._classes.discard(_invented)


class SecretServiceError(Exception):
    """What the desktop's own libraries raise when the bus is away."""


class SecretServiceNotAvailableException(SecretServiceError):  # noqa: N818 - the library's own name
    pass


class PromptDismissedException(SecretServiceError):  # noqa: N818 - the library's own name
    pass


@pytest.fixture(params=["memory", "os"])
def store(request):
    return MemoryKeyStore() if request.param == "memory" else OsKeyStore([PlainBackend()])


def test_a_secret_comes_back_until_it_is_deleted(store):
    assert store.get(SERVICE, ACCOUNT) is None
    store.set(SERVICE, ACCOUNT, SECRET)
    store.set(SERVICE, "someone else", b"other")
    assert store.get(SERVICE, ACCOUNT) == SECRET
    store.set(SERVICE, ACCOUNT, b"newer")
    assert store.get(SERVICE, ACCOUNT) == b"newer"
    store.delete(SERVICE, ACCOUNT)
    assert store.get(SERVICE, ACCOUNT) is None
    assert store.get(SERVICE, "someone else") == b"other"


def test_deleting_what_is_not_there_is_fine(store):
    store.delete(SERVICE, ACCOUNT)


@given(st.binary(max_size=64))
def test_any_bytes_come_back(secret):
    store = OsKeyStore([PlainBackend()])
    store.set(SERVICE, ACCOUNT, secret)
    assert store.get(SERVICE, ACCOUNT) == secret


def test_only_the_operating_systems_store_says_that_it_remembers():
    assert OsKeyStore([PlainBackend()]).remembers
    assert not MemoryKeyStore().remembers


def test_each_secret_has_a_service_name_of_its_own():
    names = {
        make(aud)
        for make in (keystore.signing_service, keystore.answers_service, keystore.publishing_service)
        for aud in ("one/log", "two/log")
    }
    assert len(names) == 6


def test_the_value_kept_carries_its_version():
    backend = PlainBackend()
    OsKeyStore([backend]).set(SERVICE, ACCOUNT, SECRET)
    assert backend.values == {(SERVICE, ACCOUNT): "v1.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}


def members_only(*members):
    """A real chain whose members are these."""
    chain = type(
        "ChainerBackend",
        (chainer.ChainerBackend,),
        {"backends": members, "__module__": "keyring.backends.chainer", "__qualname__": "ChainerBackend"},
    )
    KeyringBackend._classes.discard(chain)
    return chain()


@pytest.mark.parametrize(
    "backend",
    [
        PlainBackend(),
        null.Keyring(),
        fail.Keyring(),
        members_only(),
        members_only(PlainBackend(), null.Keyring()),
    ],
    ids=["plaintext", "null", "fail", "empty-chain", "chain-of-refused"],
)
def test_a_back_end_that_is_not_allowed_is_refused(backend):
    with pytest.raises(KeyStoreMissingError):
        open_os_keystore(find=lambda: backend)


def test_a_class_derived_from_an_allowed_one_is_not_the_allowed_one():
    class Keyring(SecretService.Keyring):
        pass

    with pytest.raises(KeyStoreMissingError):
        open_os_keystore(find=Keyring)


def test_a_chain_is_looked_through_to_its_allowed_members():
    store = open_os_keystore(
        find=lambda: members_only(PlainBackend(), SecretService.Keyring(), DBusKeyring())
    )
    assert [type(backend) for backend in store._backends] == [SecretService.Keyring, DBusKeyring]
    assert store.name == "the desktop's password store"


def test_a_chain_is_read_in_order_written_first_and_deleted_everywhere():
    first, second = PlainBackend(), PlainBackend()
    second.set_password(SERVICE, ACCOUNT, "v1.AAEC")
    store = OsKeyStore([first, second])
    assert store.get(SERVICE, ACCOUNT) == b"\x00\x01\x02"
    store.set(SERVICE, ACCOUNT, SECRET)
    assert store.get(SERVICE, ACCOUNT) == SECRET
    assert second.values == {(SERVICE, ACCOUNT): "v1.AAEC"}
    store.delete(SERVICE, ACCOUNT)
    assert store.get(SERVICE, ACCOUNT) is None


def in_a_new_process(code, **environment):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "configured",
    [
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "keyrings.alt.file.PlaintextKeyring",
        "x.Y",
    ],
)
def test_a_refused_or_broken_configuration_is_not_worked_around(configured):
    code = (
        "from app.signing import keystore\n"
        "try:\n    keystore.open_os_keystore(30)\n"
        "except keystore.KeyStoreMissingError:\n    print('missing')\n"
    )
    result = in_a_new_process(code, PYTHON_KEYRING_BACKEND=configured)
    assert (result.stdout, result.stderr) == ("missing\n", "")


def test_importing_the_module_does_not_import_keyring():
    code = "import sys, app.signing.keystore; print([m for m in sys.modules if m.startswith('keyring')])"
    assert in_a_new_process(code).stdout == "[]\n"


def test_a_hanging_store_costs_the_deadline_and_no_more():
    backend = HangingBackend()
    store = OsKeyStore([backend], deadline=0.05)
    started = time.monotonic()
    for call in (
        lambda: store.get(SERVICE, ACCOUNT),
        lambda: store.set(SERVICE, ACCOUNT, SECRET),
        lambda: store.delete(SERVICE, ACCOUNT),
    ):
        with pytest.raises(KeyStoreSlowError):
            call()
    assert time.monotonic() - started < 5
    backend.go.set()


def test_finding_a_hanging_store_costs_the_deadline_and_no_more():
    go = threading.Event()
    with pytest.raises(KeyStoreSlowError):
        open_os_keystore(deadline=0.05, find=go.wait)
    go.set()


def test_a_write_that_outlived_its_deadline_cannot_overwrite_a_newer_one():
    backend = HangingBackend()
    store = OsKeyStore([backend], deadline=0.05)
    with pytest.raises(KeyStoreSlowError):
        store.set(SERVICE, ACCOUNT, b"older")
    with pytest.raises(KeyStoreSlowError):
        store.set(SERVICE, ACCOUNT, b"newer, refused while the older one is under way")
    backend.go.set()
    assert backend.written.wait(10)
    patient = OsKeyStore([backend], deadline=10)
    patient._worker._turn = store._worker._turn
    patient.set(SERVICE, ACCOUNT, SECRET)
    assert patient.get(SERVICE, ACCOUNT) == SECRET


def test_a_hanging_store_does_not_keep_the_process_alive():
    code = (
        "import threading\n"
        "from app.signing import keystore\n"
        "class Hanging:\n"
        "    def get_password(self, service, username):\n        threading.Event().wait()\n"
        "try:\n    keystore.OsKeyStore([Hanging()], deadline=0.05).get('s', 'a')\n"
        "except keystore.KeyStoreSlowError:\n    print('slow')\n"
    )
    result = in_a_new_process(code)
    assert (result.returncode, result.stdout, result.stderr) == (0, "slow\n", "")


def init_error_because_of(cause):
    error = keyring.errors.InitError("failed")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (keyring.errors.KeyringLocked("x"), KeyStoreLockedError),
        (PromptDismissedException("x"), KeyStoreLockedError),
        (init_error_because_of(PromptDismissedException("x")), KeyStoreLockedError),
        (keyring.errors.NoKeyringError("x"), KeyStoreMissingError),
        (keyring.errors.InitError("x"), KeyStoreMissingError),
        (SecretServiceNotAvailableException("x"), KeyStoreMissingError),
        (keyring.errors.PasswordSetError("x"), KeyStoreBrokenError),
        (OSError("x"), KeyStoreBrokenError),
        (RuntimeError("x"), KeyStoreBrokenError),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_each_failure_has_its_own_words(raised, expected):
    store = OsKeyStore([FailingBackend(raised)])
    for call in (
        lambda: store.get(SERVICE, ACCOUNT),
        lambda: store.set(SERVICE, ACCOUNT, SECRET),
        lambda: store.delete(SERVICE, ACCOUNT),
    ):
        with pytest.raises(expected) as failure:
            call()
        assert type(failure.value) is expected
        assert failure.value.next_step


@pytest.mark.parametrize("back", [None, "", "v1.AAEC", "AAEC", "v2.AAEC", "v1.AAEC=", "v1. AAEC", "v1.ü"])
def test_a_value_that_reads_back_differently_is_not_taken_as_kept(back):
    with pytest.raises(KeyStoreBrokenError):
        OsKeyStore([ForgetfulBackend(back)]).set(SERVICE, ACCOUNT, SECRET)


def test_a_value_that_cannot_be_read_is_an_error_and_not_an_absence():
    with pytest.raises(KeyStoreBrokenError):
        OsKeyStore([ForgetfulBackend("not ours")]).get(SERVICE, ACCOUNT)


def test_a_secret_that_stays_after_deleting_is_an_error():
    backend = StubbornBackend()
    store = OsKeyStore([backend])
    store.set(SERVICE, ACCOUNT, SECRET)
    with pytest.raises(KeyStoreBrokenError):
        store.delete(SERVICE, ACCOUNT)


def everything_said_by(error):
    while error is not None:
        yield f"{error!s} {error!r} {error.args!r} {vars(error)!r}"
        error = error.__cause__ or error.__context__


def test_no_secret_appears_in_an_error_a_repr_or_the_log(caplog):
    caplog.set_level("DEBUG")
    leaking = [RuntimeError(*SHOWN_FORMS), UnicodeDecodeError("utf-8", SECRET, 0, 1, SHOWN_FORMS[2])]
    for backend in [*map(FailingBackend, leaking), ForgetfulBackend("v1.AAEC")]:
        store = OsKeyStore([backend])
        with pytest.raises(KeyStoreBrokenError) as failure:
            store.set(SERVICE, ACCOUNT, SECRET)
        said = [*everything_said_by(failure.value), repr(store), caplog.text]
        assert not any(form in text for form in SHOWN_FORMS for text in said)
    memory = MemoryKeyStore()
    memory.set(SERVICE, ACCOUNT, SECRET)
    assert not any(form in repr(memory) for form in SHOWN_FORMS)


def test_a_store_without_back_ends_is_missing():
    with pytest.raises(KeyStoreMissingError):
        OsKeyStore([])


@pytest.fixture
def real_store(secret_service):
    """A real Secret Service, and a service name that no other test uses."""
    store = open_os_keystore(deadline=20, find=SecretService.Keyring)
    service = f"Undersigned test {uuid.uuid4()}"
    yield store, service
    store.delete(service, ACCOUNT)


def test_the_desktops_own_store_keeps_replaces_and_forgets_a_secret(real_store):
    store, service = real_store
    assert store.name == "the desktop's password store"
    assert store.get(service, ACCOUNT) is None
    store.set(service, ACCOUNT, SECRET)
    assert store.get(service, ACCOUNT) == SECRET
    store.set(service, ACCOUNT, SECRET[::-1])
    assert store.get(service, ACCOUNT) == SECRET[::-1]
    store.delete(service, ACCOUNT)
    store.delete(service, ACCOUNT)
    assert store.get(service, ACCOUNT) is None


def test_a_secret_is_still_there_for_the_next_process(real_store):
    store, service = real_store
    store.set(service, ACCOUNT, SECRET)
    code = (
        "import sys\nfrom app.signing.keystore import open_os_keystore\n"
        "print(open_os_keystore(20).get(*sys.argv[1:]).hex())\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, service, ACCOUNT],
        env=os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert result.stdout.strip() == SECRET.hex()


def test_an_item_of_another_program_under_our_name_is_an_error_in_words(real_store):
    store, service = real_store
    SecretService.Keyring().set_password(service, ACCOUNT, "not ours")
    with pytest.raises(KeyStoreBrokenError):
        store.get(service, ACCOUNT)


LOCKED_STORY = """
import secretstorage
from keyring.backends import SecretService
from app.signing.keystore import KeyStoreLockedError, open_os_keystore

store = open_os_keystore(20, SecretService.Keyring)
store.set("service", "account", b"secret")
secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
for call in (store.get, store.delete, lambda *name: store.set(*name, b"other")):
    try:
        call("service", "account")
    except KeyStoreLockedError:
        print("locked")
"""


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="dbus-run-session and gnome-keyring-daemon are not installed",
)
def test_a_locked_desktop_store_is_said_to_be_locked(tmp_path):
    # On a bus of its own, which ends with it: locking the session's store would disturb the other tests.
    tmp_path.chmod(0o700)
    nowhere = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    }
    unlock = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
    result = subprocess.run(
        [
            "dbus-run-session",
            "--",
            "sh",
            "-c",
            f'{unlock}; exec "$@"',
            "sh",
            sys.executable,
            "-c",
            LOCKED_STORY,
        ],
        env=kept | nowhere,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert result.stdout.split() == ["locked"] * 3, result.stderr
