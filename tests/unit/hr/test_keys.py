"""Where the service key comes from, and what is refused."""

import os

import pytest

from app.hr import keys
from app.signing.keys import PrivateKey, b64url


def test_a_made_key_is_read_back_and_is_its_owners_alone(tmp_path):
    path = tmp_path / keys.KEY_FILE
    made = keys.make_key_file(path, os.urandom)
    assert keys.key_from_file(path).public == made.public
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_key_is_never_replaced(tmp_path):
    path = tmp_path / keys.KEY_FILE
    keys.make_key_file(path, os.urandom)
    with pytest.raises(keys.ServiceKeyExistsError):
        keys.make_key_file(path, os.urandom)


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_key_that_others_could_use_is_refused(tmp_path, mode):
    path = tmp_path / keys.KEY_FILE
    keys.make_key_file(path, os.urandom)
    path.chmod(mode)
    with pytest.raises(keys.ServiceKeyOpenError):
        keys.key_from_file(path)


def test_a_missing_or_broken_key_is_told_apart(tmp_path):
    path = tmp_path / keys.KEY_FILE
    with pytest.raises(keys.ServiceKeyMissingError):
        keys.key_from_file(path)
    for content in (b"", b"not a key", b"\xff", b"A" * 42):
        path.write_bytes(content)
        path.chmod(0o600)
        with pytest.raises(keys.ServiceKeyShapeError):
            keys.key_from_file(path)


def test_a_key_comes_from_a_named_variable(tmp_path):
    key = PrivateKey.generate()
    assert keys.key_from_environment("KEY", {"KEY": b64url(key.seed)}).public == key.public
    with pytest.raises(keys.ServiceKeyMissingError):
        keys.key_from_environment("KEY", {})
    with pytest.raises(keys.ServiceKeyShapeError) as caught:
        keys.key_from_environment("KEY", {"KEY": "secret-ish"})
    assert "secret-ish" not in str(caught.value)
