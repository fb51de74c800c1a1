"""Checkpoints: the note's exact form, and a refusal for every departure from it."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence import checkpoint
from app.evidence.checkpoint import CheckpointError
from app.evidence.merkle import empty_root, leaf_hash
from app.signing.keys import PrivateKey

ORIGIN = "example-trust/acknowledgements"
KEY = PrivateKey.from_seed(bytes(range(32)))
WITNESS = PrivateKey.from_seed(bytes(32))
ROOT = leaf_hash(b"x")
NOTE = checkpoint.sign(ORIGIN, 7, ROOT, KEY)
HEAD = NOTE.partition("\n\n")[0] + "\n"


def base64_of(data):
    return base64.b64encode(data).decode()


def signature_line(name, signer, body, claimed=None):
    key_id = hashlib.sha256(f"{claimed or name}\n\x01".encode() + signer.public.raw).digest()[:4]
    return f"— {name} {base64_of(key_id + signer.sign(body.encode()))}\n"


def note(body, *lines):
    """A note over any body, signed by the log's key, with further signature lines."""
    return f"{body}\n{signature_line(ORIGIN, KEY, body)}{''.join(lines)}"


def verify(text):
    return checkpoint.verify(text, ORIGIN, KEY.public)


def test_a_checkpoint_is_byte_for_byte_as_the_note_is_specified():
    body = f"{ORIGIN}\n7\n{base64_of(ROOT)}\n"
    assert f"{body}\n{signature_line(ORIGIN, KEY, body)}" == NOTE
    assert NOTE.splitlines()[4].startswith("\u2014 ")


def test_a_checkpoint_comes_back_as_it_was():
    assert verify(NOTE) == checkpoint.Checkpoint(ORIGIN, 7, ROOT, NOTE)


@given(st.integers(1, 2**63 - 1), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_any_head_comes_back(size, root, seed):
    key = PrivateKey.from_seed(seed)
    found = checkpoint.verify(checkpoint.sign(ORIGIN, size, root, key), ORIGIN, key.public)
    assert (found.size, found.root) == (size, root)


def test_the_empty_log_has_the_empty_root_and_no_other():
    assert verify(checkpoint.sign(ORIGIN, 0, empty_root(), KEY)).size == 0
    with pytest.raises(CheckpointError):
        checkpoint.sign(ORIGIN, 0, ROOT, KEY)
    with pytest.raises(CheckpointError):
        verify(note(f"{ORIGIN}\n0\n{base64_of(ROOT)}\n"))


def test_witnesses_lines_are_carried_and_not_judged():
    witnessed = (
        NOTE + signature_line("witness.example/w1", WITNESS, HEAD) + f"— later {base64_of(b'x' * 2500)}\n"
    )
    assert verify(witnessed).text == witnessed
    first = NOTE.replace("\n\n", "\n\n" + signature_line("witness.example/w1", WITNESS, HEAD))
    assert verify(first).size == 7


def test_a_line_in_the_logs_name_by_another_key_is_not_ours_and_does_no_harm():
    assert verify(NOTE + signature_line(ORIGIN, WITNESS, HEAD)).size == 7


ROOT_64 = base64_of(ROOT)
REFUSED = {
    "empty": "",
    "no-signature": f"{HEAD}\n",
    "no-blank-line": HEAD + signature_line(ORIGIN, KEY, HEAD),
    "no-final-line-feed": NOTE[:-1],
    "trailing-text": NOTE + "more\n",
    "trailing-blank-line": NOTE + "\n",
    "carriage-returns": NOTE.replace("\n", "\r\n"),
    "hyphen-for-dash": NOTE.replace("—", "-"),
    "en-dash": NOTE.replace("—", "–"),
    "two-spaces": NOTE.replace("— ", "—  "),
    "other-size": NOTE.replace("\n7\n", "\n8\n"),
    "other-root": NOTE.replace(ROOT_64, base64_of(leaf_hash(b"y"))),
    "other-origin": NOTE.replace(ORIGIN, "other/log"),
    "other-key": checkpoint.sign(ORIGIN, 7, ROOT, WITNESS),
    "our-key-under-another-name": f"{HEAD}\n{signature_line('other', KEY, HEAD)}",
    "key-id-of-another-name": f"{HEAD}\n{signature_line(ORIGIN, KEY, HEAD, claimed='other')}",
    "signed-twice": NOTE + signature_line(ORIGIN, KEY, HEAD),
    "sixteen-witnesses": NOTE + signature_line("witness", WITNESS, HEAD) * 16,
    "witness-line-malformed": NOTE + "— witness !!!!\n",
    "witness-name-with-plus": NOTE + signature_line("a+b", WITNESS, HEAD),
    "witness-without-signature": NOTE + f"— witness {base64_of(b'1234')}\n",
    "oversize": NOTE + f"— witness {base64_of(b'x' * 20_000)}\n",
    "signature-over-the-blank-line-too": f"{HEAD}\n{signature_line(ORIGIN, KEY, HEAD + chr(10))}",
    "leading-zero": note(f"{ORIGIN}\n07\n{ROOT_64}\n"),
    "plus-sign": note(f"{ORIGIN}\n+7\n{ROOT_64}\n"),
    "minus-sign": note(f"{ORIGIN}\n-7\n{ROOT_64}\n"),
    "arabic-digit": note(f"{ORIGIN}\n٧\n{ROOT_64}\n"),
    "size-beyond-63-bits": note(f"{ORIGIN}\n{2**63}\n{ROOT_64}\n"),
    "size-of-a-thousand-digits": note(f"{ORIGIN}\n{'9' * 1000}\n{ROOT_64}\n"),
    "root-not-canonical": note(f"{ORIGIN}\n7\n{ROOT_64[:-2]}{chr(ord(ROOT_64[-2]) + 1)}=\n"),
    "root-unpadded": note(f"{ORIGIN}\n7\n{ROOT_64[:-1]}\n"),
    "root-of-31-bytes": note(f"{ORIGIN}\n7\n{base64_of(ROOT[:31])}\n"),
    "extension-line": note(f"{ORIGIN}\n7\n{ROOT_64}\nextension\n"),
    "two-lines": note(f"{ORIGIN}\n7\n"),
    "signature-unpadded": NOTE.rstrip("=\n") + "\n",
    "signature-cut": f"{HEAD}\n— {ORIGIN} {base64_of(checkpoint.key_id(ORIGIN, KEY.public) + b'x' * 63)}\n",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_each_departure_from_the_form_is_refused(text):
    with pytest.raises(CheckpointError) as refusal:
        verify(text)
    assert "Do not delete anything." in refusal.value.next_step


def test_every_single_changed_character_is_refused():
    for place in range(len(NOTE)):
        letter = "A" if NOTE[place] != "A" else "B"
        with pytest.raises(CheckpointError):
            verify(NOTE[:place] + letter + NOTE[place + 1 :])


@given(st.text(max_size=200))
def test_no_text_gets_past_the_named_error(text):
    with pytest.raises(CheckpointError):
        verify(f"{ORIGIN}\n{text}")


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "a\nb", "é", "x" * 256])
def test_a_name_that_a_note_cannot_carry_is_refused(origin):
    with pytest.raises(CheckpointError):
        checkpoint.sign(origin, 7, ROOT, KEY)


@pytest.mark.parametrize(("size", "root"), [(-1, ROOT), (2**63, ROOT), (7, ROOT[:31]), (7, ROOT + b"x")])
def test_a_head_that_cannot_be_is_not_signed(size, root):
    with pytest.raises(CheckpointError):
        checkpoint.sign(ORIGIN, size, root, KEY)


def test_the_verifier_key_names_the_log_the_key_id_and_the_key():
    name, key_id, encoded = checkpoint.verifier_key(ORIGIN, KEY.public).split("+", 2)
    assert name == ORIGIN
    assert key_id == checkpoint.key_id(ORIGIN, KEY.public).hex()
    assert base64.b64decode(encoded) == b"\x01" + KEY.public.raw


def test_a_known_verifier_key_has_its_known_key_id():
    # The Go checksum database's key, as its tools ship it: sum.golang.org+033de0ae+...
    encoded = "Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    raw = base64.b64decode(encoded)[1:]
    key = checkpoint.PublicKey.from_raw(raw)
    assert checkpoint.verifier_key("sum.golang.org", key) == f"sum.golang.org+033de0ae+{encoded}"
