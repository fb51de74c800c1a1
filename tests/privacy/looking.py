"""The search for a canary: every form in which a word may hide, and the layers that are taken off before looking.

* literal: as it is, upper case, reversed, the bytes its hex stands for, UTF-16 of both orders, hex, base64 and
  base64url at three offsets, escaped for URLs, HTML and JSON, and the digests by SHA-256, SHA-1 and MD5 as bytes,
  hex and base64;
* layered, two deep: what stands compressed (gzip, zlib, raw deflate at any offset), in base64 or in hex is opened
  and searched again.
"""

import base64
import hashlib
import re
import zlib
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache

_DEPTH = 2
_PAGE = 4096
_BEGINNING = 8
_LARGEST_LAYER = 256 * 1024
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){16,}")
_ZEROS = re.compile(rb"\0{17,}")
_PACKED_HEADS = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")


@dataclass(frozen=True)
class Hit:
    """A canary that was found: which place, which word, in which form, and where."""

    place: str
    word: bytes
    form: str
    at: int

    def __str__(self) -> str:
        return f"{self.form} of {self.word[:40]!r} in {self.place} at {self.at}"


@cache
def forms(word: bytes) -> dict[str, bytes]:
    """Every literal form of a word, by name."""
    found = {"raw": word, "upper case": word.upper(), "reversed": word[::-1]}
    found |= {"hex": word.hex().encode(), "hex, upper case": word.hex().upper().encode()}
    if text := _text(word):
        found |= {"UTF-16LE": text.encode("utf-16-le"), "UTF-16BE": text.encode("utf-16-be")}
        found |= {
            "URL-escaped": "".join(f"%{ord(each):02x}" for each in text).encode(),
            "HTML-escaped": "".join(f"&#{ord(each)};" for each in text).encode(),
            "HTML-escaped in hex": "".join(f"&#x{ord(each):x};" for each in text).encode(),
            "JSON-escaped": "".join(f"\\u{ord(each):04x}" for each in text).encode(),
        }
        with suppress(ValueError):
            found["the bytes it names"] = bytes.fromhex(text)
    for shift in range(3):
        for name, encode in (("base64", base64.b64encode), ("base64url", base64.urlsafe_b64encode)):
            found[f"{name} at offset {shift}"] = _middle(encode, word, shift)
    for name in ("sha256", "sha1", "md5"):
        digest = hashlib.new(name, word, usedforsecurity=False).digest()
        found |= {
            name: digest,
            f"{name} in hex": digest.hex().encode(),
            f"{name} in hex, upper case": digest.hex().upper().encode(),
            f"{name} in base64": base64.b64encode(digest).rstrip(b"="),
            f"{name} in base64url": base64.urlsafe_b64encode(digest).rstrip(b"="),
        }
    return {name: form for name, form in found.items() if len(form) >= _BEGINNING}


def search(places, words):
    """Every hit of the words in the places, which are bytes by name."""
    words = tuple(words)
    return [
        replace(hit, place=f"{place}{hit.place}")
        for place, data in places.items()
        for hit in _found(data, words)
    ]


def literal_search(places, words):
    """The same without opening layers, for places by the ten thousand."""
    words = tuple(words)
    return [hit for place, data in places.items() for hit in _literal(place, data, words)]


@lru_cache(maxsize=512)
def _found(data, words):
    """Bytes that were looked at before, in this run or another, are not looked at again."""
    return tuple(_in_layers("", data, words, _DEPTH))


def without_seals(data, seals):
    """The bytes of a file without the pages of known ciphertext: what is left is what stands in the clear.

    SQLite lays a long value out over pages of 4096 bytes, each with 4 bytes before it; in the write-ahead log they
    stand 24 bytes apart after a head of 32. A page that stands there many times is kept once, and long runs of
    zeros are cut short: nothing hides in either.
    """
    if not (starts := _pages(data)):
        return data
    joined, pages = b"".join(seals), {}
    for start in starts:
        page = data[start : start + _PAGE]
        at = joined.find(page[4:36])
        length = _alike(page[4:], joined[at : at + _PAGE]) if at >= 0 and any(page[4:36]) else 0
        pages[page[:4] + page[4 + length :]] = None
    return _ZEROS.sub(bytes(16), b"".join(pages))


def is_published(hit, places, document):
    """Whether a hit is a word of the public checklist, standing there between its own neighbours."""
    data = places.get(hit.place, b"")
    end = hit.at + len(hit.word)
    around = (data[max(hit.at - 16, 0) : end], data[hit.at : end + 16])
    return hit.form == "raw" and any(len(each) == len(hit.word) + 16 and each in document for each in around)


def _pages(data):
    if data.startswith(b"SQLite format 3"):
        return range(0, len(data), _PAGE)
    is_log = data[:4] in (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
    return range(32 + 24, len(data), _PAGE + 24) if is_log else ()


def _alike(one, other):
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _in_layers(place, data, words, depth):
    yield from _literal(place, data, words)
    if depth:
        for name, layer in _layers(data):
            yield from _in_layers(f"{place}, {name}", layer, words, depth - 1)


def _literal(place, data, words):
    """Looks at every offset once, whatever the number of forms: by their first bytes."""
    wanted = _by_beginning(words)
    for at in range(len(data) - _BEGINNING + 1):
        for form, word, name in wanted.get(data[at : at + _BEGINNING], ()):
            if data.startswith(form, at):
                yield Hit(place, word, name, at)


@lru_cache(maxsize=8)
def _by_beginning(words):
    found = {}
    for word in words:
        for name, form in forms(word).items():
            found.setdefault(form[:_BEGINNING], []).append((form, word, name))
    return found


def _layers(data):
    for found in _PACKED_HEADS.finditer(data):
        # 32 + the largest window: the header says whether it is gzip or zlib.
        yield from _unpacked("unpacked", data[found.start() :], zlib.MAX_WBITS | 32)
    for found in _BASE64.finditer(data):
        run = found.group()
        with suppress(ValueError):
            whole = run[: len(run) - len(run) % 4] if len(run) % 4 == 1 else run + b"=" * (-len(run) % 4)
            yield "from base64", base64.b64decode(whole.translate(bytes.maketrans(b"-_", b"+/")))
    for found in _HEX.finditer(data):
        yield "from hex", bytes.fromhex(found.group().decode())
    yield from _deflated(data)


def _deflated(data):
    """Raw deflate has no head: every offset is tried, and what comes out long enough is looked at."""
    for start in range(len(data)):
        if data[start] & 6 in (2, 4):  # the fixed and the dynamic kind; a stored block hides nothing
            yield from _unpacked("inflated", data[start : start + 4096], -zlib.MAX_WBITS)


def _unpacked(name, data, bits):
    opener = zlib.decompressobj(bits)
    with suppress(zlib.error):
        layer = opener.decompress(data, _LARGEST_LAYER)
        if len(layer) >= 16:
            yield name, layer


def _middle(encode, word, shift):
    """The characters that stand for the word alone, whatever stands before and after it."""
    encoded = encode(b"\0" * shift + word).rstrip(b"=")
    first = -(-shift * 8 // 6)
    last = (shift + len(word)) * 8 // 6
    return encoded[first:last]


def _text(word):
    try:
        return word.decode("ascii")
    except UnicodeDecodeError:
        return ""
