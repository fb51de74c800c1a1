"""Keys: RFC vectors, the 14 weak keys, strict base64url, and a seed that is never shown."""

import base64
import json
import logging
import pickle
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from hypothesis import given
from hypothesis import strategies as st

from app.signing.keys import (
    BadSignatureError,
    InvalidKeyError,
    NotCanonicalError,
    PrivateKey,
    PublicKey,
    WeakKeyError,
    b64url,
    b64url_decode,
)

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
VECTORS = Path(__file__).parents[4] / "shared" / "vectors" / "wycheproof_ed25519.json"

# RFC 8037, appendix A.1
RFC_8037_SEED = b64url_decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")
RFC_8037_X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
RFC_8037_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"

seeds = st.binary(min_size=32, max_size=32)


def recovered_x(y):
    """The non-negative x of the curve point with this y, or None (RFC 8032, 5.1.3)."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    return None if (x * x - square) % P else x


def doubled(point):
    x, y = point
    product = D * x * x * y * y % P
    return (
        2 * x * y * pow(1 + product, -1, P) % P,
        (y * y + x * x) * pow(1 - product, -1, P) % P,
    )


def encoded(y, sign):
    return (y | sign << 255).to_bytes(32, "little")


def low_order_encodings():
    """All of them from the curve's equation: points that three doublings bring to (0, 1), in every encoding."""
    found = set()
    for y in {0, 1, P - 1, *_order_8_ys()}:
        point = (recovered_x(y), y)
        for _ in range(3):
            point = doubled(point)
        assert point == (0, 1)
        for representative in (y, y + P):
            if representative < 2**255:
                found |= {encoded(representative, 0), encoded(representative, 1)}
    return sorted(found)


def _order_8_ys():
    # An order-8 point doubles to one with y = 0, so x^2 = -y^2; in the curve's equation: d*y^4 + 2*y^2 - 1 = 0.
    root = _sqrt(1 + D)
    for square in ((-1 + root) * pow(D, -1, P) % P, (-1 - root) * pow(D, -1, P) % P):
        y = _sqrt(square)
        if y is not None:
            yield from (y, P - y)


def _sqrt(square):
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    return None if (x * x - square) % P else x


def test_there_are_exactly_fourteen_low_order_encodings():
    assert len(low_order_encodings()) == 14


@pytest.mark.parametrize("raw", low_order_encodings(), ids=lambda raw: raw.hex()[:12] + raw.hex()[-4:])
def test_a_low_order_key_is_refused_in_every_encoding(raw):
    with pytest.raises(WeakKeyError):
        PublicKey.from_raw(raw)
    with pytest.raises(WeakKeyError):
        PublicKey.from_jwk({"kty": "OKP", "crv": "Ed25519", "x": b64url(raw)})


@pytest.mark.parametrize("y", range(P, 2**255))
def test_a_key_with_y_not_below_p_is_refused(y):
    for sign in (0, 1):
        with pytest.raises((InvalidKeyError, WeakKeyError)):
            PublicKey.from_raw(encoded(y, sign))


def test_a_point_that_is_not_on_the_curve_is_refused():
    off_the_curve = [y for y in range(2, 60) if recovered_x(y) is None]
    assert len(off_the_curve) > 10
    for y in off_the_curve:
        with pytest.raises(InvalidKeyError):
            PublicKey.from_raw(encoded(y, 0))


def test_a_point_outside_the_prime_order_subgroup_is_refused():
    honest = int.from_bytes(PrivateKey.from_seed(RFC_8037_SEED).public.raw, "little")
    sign, y = honest >> 255, honest & ~(1 << 255)
    # Adding the order-2 point (0, -1) turns (x, y) into (-x, -y): on the curve, of mixed order.
    with pytest.raises(InvalidKeyError):
        PublicKey.from_raw(encoded(P - y, 1 - sign))


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_is_refused(length):
    with pytest.raises(InvalidKeyError):
        PublicKey.from_raw(b"\x05" * length)
    with pytest.raises(InvalidKeyError):
        PrivateKey.from_seed(b"\x05" * length)


def test_the_key_of_rfc_8037_has_the_thumbprint_of_appendix_a3():
    key = PrivateKey.from_seed(RFC_8037_SEED).public
    assert key.jwk() == {"crv": "Ed25519", "kty": "OKP", "x": RFC_8037_X}
    assert list(key.jwk()) == ["crv", "kty", "x"]
    assert key.thumbprint == RFC_8037_THUMBPRINT


@pytest.mark.parametrize(
    "change",
    [
        {"kid": "x"},
        {"use": "sig"},
        {"d": "AAAA"},
        {"kty": "EC"},
        {"crv": "X25519"},
        {"crv": "ed25519"},
        {"x": 7},
        {"x": None},
        {"x": ""},
        {"x": b64url(b"\x05" * 31)},
    ],
    ids=repr,
)
def test_a_jwk_is_exactly_kty_crv_and_x(change):
    with pytest.raises(InvalidKeyError):
        PublicKey.from_jwk({"kty": "OKP", "crv": "Ed25519", "x": RFC_8037_X} | change)


@pytest.mark.parametrize("missing", ["kty", "crv", "x"])
def test_a_jwk_without_a_member_is_refused(missing):
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": RFC_8037_X}
    del jwk[missing]
    with pytest.raises(InvalidKeyError):
        PublicKey.from_jwk(jwk)


def test_a_jwk_with_padded_or_loose_base64url_is_refused():
    for x in (RFC_8037_X + "=", RFC_8037_X[:-1] + "p", " " + RFC_8037_X, RFC_8037_X.replace("_", "/")):
        with pytest.raises(NotCanonicalError):
            PublicKey.from_jwk({"kty": "OKP", "crv": "Ed25519", "x": x})


def test_the_pem_is_read_by_another_library_as_the_same_key():
    key = PrivateKey.from_seed(RFC_8037_SEED).public
    assert load_pem_public_key(key.pem().encode()).public_bytes_raw() == key.raw


def test_keys_are_equal_and_hashable_by_their_bytes():
    one, same = (PrivateKey.from_seed(RFC_8037_SEED).public for _ in range(2))
    assert one == same
    assert len({one, same, PrivateKey.generate().public}) == 2


def test_generation_takes_its_randomness_from_the_argument():
    assert PrivateKey.generate(lambda n: RFC_8037_SEED[:n]).public.thumbprint == RFC_8037_THUMBPRINT


@given(seeds)
def test_a_seed_appears_in_no_repr_string_or_log(seed):
    key = PrivateKey.from_seed(seed)
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s %r", (key, key), None)
    for shown in (repr(key), str(key), f"{key}", record.getMessage(), repr(vars(key.public))):
        assert (
            key.public.thumbprint in shown or key.public.raw.hex() in shown or repr(key.public.raw) in shown
        )
        assert not any(form in shown for form in (seed.hex(), b64url(seed), repr(seed)))


def test_a_private_key_cannot_be_pickled():
    with pytest.raises(TypeError):
        pickle.dumps(PrivateKey.generate())


@given(seeds, st.binary(max_size=200))
def test_what_a_key_signs_verifies_and_one_flipped_bit_does_not(seed, message):
    key = PrivateKey.from_seed(seed)
    signature = key.sign(message)
    key.public.verify(signature, message)
    for place in (0, 31, 32, 63):
        changed = bytearray(signature)
        changed[place] ^= 1
        with pytest.raises(BadSignatureError):
            key.public.verify(bytes(changed), message)
    with pytest.raises(BadSignatureError):
        key.public.verify(signature, message + b"\x00")


@pytest.mark.parametrize("length", [0, 63, 65, 128])
def test_a_signature_of_another_length_is_refused(length):
    key = PrivateKey.generate()
    with pytest.raises(BadSignatureError):
        key.public.verify((key.sign(b"m") * 2)[:length], b"m")


@given(st.binary(max_size=100))
def test_base64url_comes_back(data):
    assert b64url_decode(b64url(data)) == data
    assert b64url(data) == base64.urlsafe_b64encode(data).decode().rstrip("=")


@given(st.text(max_size=12))
def test_base64url_has_one_spelling(text):
    try:
        data = b64url_decode(text)
    except NotCanonicalError:
        return
    assert b64url(data) == text


@pytest.mark.parametrize(
    "text", ["A", "AB", "AAA=", "AA==", "A A", "AAAA\n", "AA+/", "ÄÄÄÄ", "\ud800", "AAAA=", "="]
)
def test_base64url_that_is_not_canonical_is_refused(text):
    with pytest.raises(NotCanonicalError):
        b64url_decode(text)


@pytest.mark.skipif(not VECTORS.exists(), reason="the Wycheproof vectors are not beside this checkout")
def test_every_wycheproof_vector_gets_its_verdict():
    seen = 0
    for group in json.loads(VECTORS.read_text(encoding="utf-8"))["testGroups"]:
        key = PublicKey.from_raw(bytes.fromhex(group["publicKey"]["pk"]))
        assert key.pem() == group["publicKeyPem"]
        for case in group["tests"]:
            seen += 1
            message, signature = bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"])
            if case["result"] == "valid":
                key.verify(signature, message)
            else:
                with pytest.raises(BadSignatureError):
                    key.verify(signature, message)
    assert seen == 151
