"""Every byte, file, row, order, claim and proof of a pack that is changed is refused, check sums made to fit or not."""

import dataclasses
import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import RefusedError
from app.evidence import merkle, stored_zip
from app.evidence.delivery import DocumentMismatchError
from app.evidence.examination import examine
from app.evidence.pack import SUMS, build
from app.evidence.verify import (
    UnexpectedMemberError,
    verify,
)
from app.signing import jws
from app.signing.keys import b64url, b64url_decode
from tests.fakes.forger import FORGER, MEMBERS, PACK, REFUSED, WHOLE, changed, flipped, packed, refusal
from tests.fakes.small_trust import whole_trust

# What says something of its own; everything else in a pack is written from it.
OWN_WORD = tuple(
    name
    for name in MEMBERS
    if name.endswith((".jws", ".jwk", ".tlog-proof", ".note", "consistency.txt", "pack.json", "policy.md"))
)
REST = tuple(name for name in MEMBERS if name not in OWN_WORD)


@pytest.fixture(scope="module", autouse=True)
def counted(request):
    """Say how many changed packs were refused; each worker counts its own."""
    yield
    told = ", ".join(f"{code} {count}" for code, count in sorted(REFUSED.items()))
    request.config.get_terminal_writer().line(f"\n{REFUSED.total()} changed packs refused: {told}")


# Bytes


@pytest.mark.parametrize("part", range(8))
def test_every_flipped_byte_of_the_file_is_refused(part):
    for place in range(part, len(PACK), 8):
        refusal(flipped(PACK, place))


@pytest.mark.parametrize("name", OWN_WORD)
def test_every_flipped_byte_is_refused_even_with_new_check_sums(name):
    for place in range(len(MEMBERS[name])):
        refusal(changed(name, flipped(MEMBERS[name], place)))


@pytest.mark.parametrize("name", REST)
def test_flipped_bytes_of_what_follows_from_the_rest_are_refused_even_with_new_check_sums(name):
    for place in range(0, len(MEMBERS[name]), 1 if len(MEMBERS[name]) < 250 else 23):
        with pytest.raises(RefusedError):
            verify(stored_zip.write({**MEMBERS, name: flipped(MEMBERS[name], place)}))


@pytest.mark.parametrize("name", MEMBERS)
def test_a_file_cut_short_lengthened_or_emptied_is_refused(name):
    content = MEMBERS[name]
    others = {content[:-1], content + b"\n", content + b"\0", b"", content[1:], b"\n" + content, content * 2}
    for other in others - {content}:
        refusal(stored_zip.write({**MEMBERS, name: other}))
        if name != SUMS:
            refusal(changed(name, other))


@pytest.mark.parametrize("length", range(0, len(PACK), 97))
def test_a_file_that_ends_early_is_refused(length):
    refusal(PACK[:length])


@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda tail: PACK[:300] + tail))
def test_no_bytes_get_past_the_named_errors(data):
    with pytest.raises(RefusedError):
        verify(data)


LATER = tuple(
    name
    for name in WHOLE
    if name.endswith(("consent.jws", "earlier-1.jws", "basis.json", "said.jws"))
    or (
        name.startswith(("events/00007/", "events/00008/", "events/00009/"))
        and name.endswith((".jws", ".note", ".txt"))
    )
)


@pytest.mark.parametrize("name", LATER)
def test_flipped_bytes_of_what_tells_of_epochs_and_changed_keys_are_refused(name):
    for place in range(0, len(WHOLE[name]), 5):
        refusal(changed(name, flipped(WHOLE[name], place), WHOLE))


# Files, rows and their order


@pytest.mark.parametrize("name", sorted(set(WHOLE) - {SUMS}))
def test_each_file_taken_away_is_refused(name):
    refusal(packed({each: content for each, content in WHOLE.items() if each != name}))


@pytest.mark.parametrize("name", WHOLE)
def test_each_file_given_another_name_is_refused(name):
    for other in (f"{name}.bak", f"x{name}", name.replace("0000", "1000", 1), name.upper()):
        if other != name and other not in WHOLE:
            moved = {each: content for each, content in WHOLE.items() if each != name}
            refusal(packed({**moved, other: WHOLE[name]}))


@pytest.mark.parametrize(
    "folder", ["", "keys/", "log/", "records/00001/", "policies/00001/", "events/00001/"]
)
def test_a_further_file_is_refused(folder):
    for name in ("more.txt", "policy.exe", "node_modules"):
        assert refusal(changed(f"{folder}{name}", b"All is proved.")) in {
            UnexpectedMemberError,
            DocumentMismatchError,
        }


def folders(members, top):
    return sorted({name.split("/")[1] for name in members if name.startswith(f"{top}/")})


@pytest.mark.parametrize("top", ["records", "events"])
def test_each_row_taken_out_leaves_a_pack_that_is_refused(top):
    for number in folders(WHOLE, top):
        kept = {name: content for name, content in WHOLE.items() if not name.startswith(f"{top}/{number}/")}
        refusal(packed(kept))


@pytest.mark.parametrize("top", ["records", "events"])
def test_rows_in_another_order_are_refused(top):
    for one, two in itertools.combinations(folders(WHOLE, top), 2):
        names = {f"{top}/{one}": f"{top}/{two}", f"{top}/{two}": f"{top}/{one}"}
        moved = {}
        for name, content in WHOLE.items():
            folder, _, rest = name.rpartition("/")
            moved[f"{names.get(folder, folder)}/{rest}" if folder else name] = content
        refusal(packed(moved))


def test_a_row_put_in_twice_is_refused():
    for top in ("records", "events", "policies"):
        copied = {
            name.replace(f"{top}/00001", f"{top}/00099"): content
            for name, content in WHOLE.items()
            if name.startswith(f"{top}/00001/")
        }
        refusal(packed({**WHOLE, **copied}))


@pytest.mark.parametrize("part", range(16))
def test_every_two_files_that_change_places_are_refused(part):
    for one, two in itertools.islice(itertools.combinations(WHOLE, 2), part, None, 16):
        alike = one.rpartition(".")[2] == two.rpartition(".")[2]
        if alike and WHOLE[one] != WHOLE[two]:
            refusal(packed({**WHOLE, one: WHOLE[two], two: WHOLE[one]}))


def test_each_file_of_another_trusts_pack_is_refused_in_this_one():
    other = stored_zip.read(build(whole_trust(seed=1).contents()))
    for name in WHOLE.keys() & other.keys():
        if WHOLE[name] != other[name]:
            refusal(stored_zip.write({**WHOLE, name: other[name]}))
        if WHOLE[name] != other[name] and name != SUMS:
            refusal(changed(name, other[name], WHOLE))


def test_each_row_of_another_trusts_pack_is_refused_in_this_one():
    other = stored_zip.read(build(whole_trust(seed=1).contents()))
    for top in ("records", "events", "policies"):
        for number in folders(WHOLE, top):
            theirs = {name: c for name, c in other.items() if name.startswith(f"{top}/{number}/")}
            refusal(packed({**WHOLE, **theirs}))


# Claims


def places(value, path=()):
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        yield (*path, name)
        yield from places(each, (*path, name))


def other_value(value):
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return value[:-1] + ("0" if value[-1] != "0" else "1")
        case None:
            return "ab" * 32
        case list():
            return value[:-1]
        case _:
            return {}


def with_claim(claims, path):
    copy = json.loads(json.dumps(claims))
    inner = copy
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = other_value(inner[path[-1]])
    return copy


def token_of(typ, kid, claims, key):
    header = f'{{"alg":"Ed25519","typ":"{typ}","kid":"{kid}"}}'.encode()
    body = json.dumps(claims, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    signing_input = f"{b64url(header)}.{b64url(body)}"
    return f"{signing_input}.{b64url(key.sign(signing_input.encode()))}"


def signed_parts(thing, token):
    signing_input, _, signature = token.rpartition(".")
    return {
        f"{thing}.jws": token.encode(),
        f"{thing}.input": signing_input.encode(),
        f"{thing}.signature": b64url_decode(signature),
        f"{thing}.json": b64url_decode(signing_input.split(".")[1]),
    }


THINGS = sorted(name.removesuffix(".jws") for name in WHOLE if name.endswith(".jws"))


def every_changed_claim(thing):
    claims = json.loads(WHOLE[f"{thing}.json"])
    for path in places(claims):
        yield path, with_claim(claims, path)


@pytest.mark.parametrize("thing", THINGS)
def test_each_changed_claim_is_refused_whoever_else_signs_it(thing):
    old = WHOLE[f"{thing}.jws"].decode()
    header = jws.read_header(old)
    forgers = {f"keys/{FORGER.public.thumbprint}.jwk": json.dumps(FORGER.public.jwk()).encode()}
    for _, claims in every_changed_claim(thing):
        in_their_name = token_of(header.typ, header.kid, claims, FORGER)
        in_its_own = token_of(header.typ, FORGER.public.thumbprint, claims, FORGER)
        unsigned = f"{in_their_name.rpartition('.')[0]}.{old.rpartition('.')[2]}"
        for token in (unsigned, in_their_name, in_its_own):
            refusal(packed({**WHOLE, **signed_parts(thing, token)}))
        refusal(packed({**WHOLE, **forgers, **signed_parts(thing, in_its_own)}))


@pytest.mark.parametrize("thing", [thing for thing in THINGS if not thing.endswith(("receipt", "earlier-1"))])
def test_each_changed_claim_is_refused_even_when_its_own_key_signs_it_again(thing):
    # Whoever holds the key can sign anything, but what stands in the log, or is named by it, is what was signed then.
    header = jws.read_header(WHOLE[f"{thing}.jws"].decode())
    trust = whole_trust()
    keys = map(trust.new_key, range(1, 13))
    key = next(key for key in keys if key.public.thumbprint == header.kid)
    for _, claims in every_changed_claim(thing):
        refusal(packed({**WHOLE, **signed_parts(thing, token_of(header.typ, header.kid, claims, key))}))


def test_all_that_the_service_key_can_still_change_is_when_it_says_it_received_a_record():
    trust = whole_trust()
    contents = trust.contents()
    accepted = set()
    for number, packed_record in enumerate(contents.records):
        claims = json.loads(b64url_decode(packed_record.receipt.split(".")[1]))
        for path in places(claims):
            for key in (trust.new_key(1), trust.service):
                token = token_of("receipt+jws", key.public.thumbprint, with_claim(claims, path), key)
                records = list(contents.records)
                records[number] = dataclasses.replace(packed_record, receipt=token)
                try:
                    examine(dataclasses.replace(contents, records=tuple(records)))
                except RefusedError:
                    continue
                accepted.add(path)
    assert accepted <= {("late",), ("received_at",)}


def test_an_earlier_receipt_can_be_changed_by_the_service_key_alone_and_never_be_for_another_record():
    trust = whole_trust()
    contents = trust.contents()
    accepted = set()
    for number, packed_record in enumerate(contents.records):
        for receipt in packed_record.earlier:
            claims = json.loads(b64url_decode(receipt.split(".")[1]))
            for path in places(claims):
                key = trust.new_key(1)
                token = token_of("receipt+jws", key.public.thumbprint, with_claim(claims, path), key)
                records = list(contents.records)
                records[number] = dataclasses.replace(packed_record, earlier=(token,))
                try:
                    examine(dataclasses.replace(contents, records=tuple(records)))
                except RefusedError:
                    continue
                accepted.add(path)
    assert accepted <= {("late",), ("received_at",)}


# What lies beside the log


KEPT = sorted(name for name in WHOLE if name.endswith("basis.json"))


def test_what_another_key_rests_on_is_refused():
    assert len(KEPT) == 3
    for one, two in itertools.combinations(KEPT, 2):
        refusal(changed(one, WHOLE[two], WHOLE))
        refusal(changed(two, WHOLE[one], WHOLE))
        refusal(packed({**WHOLE, one: WHOLE[two], two: WHOLE[one]}))


def test_what_a_key_rests_on_may_be_erased_and_then_only_the_words_change():
    for name in KEPT:
        refusal(packed({each: content for each, content in WHOLE.items() if each != name}))
    contents = whole_trust().contents()
    erased = dataclasses.replace(
        contents, events=tuple(dataclasses.replace(leaf, kept=None) for leaf in contents.events)
    )
    words = stored_zip.read(build(erased))["README.txt"].decode()
    assert "it was erased, or left out. Its SHA-256 stands in the log" in words


# Proofs


def proof_changes(proof):
    for place in range(len(proof)):
        yield proof[:place] + proof[place + 1 :]
        yield (*proof[:place], flipped(proof[place], 7), *proof[place + 1 :])
        yield (*proof[:place], proof[place], *proof[place:])
    for one, two in itertools.combinations(range(len(proof)), 2):
        swapped = list(proof)
        swapped[one], swapped[two] = swapped[two], swapped[one]
        yield tuple(swapped)
    yield (*proof, bytes(32))
    yield (bytes(32), *proof)


def test_every_change_to_a_proof_is_refused():
    contents = whole_trust().contents()
    for name, proofs in (("records", ("proof", "consistency")), ("events", ("proof", "continued"))):
        for place, row in enumerate(getattr(contents, name)):
            for which in proofs:
                for proof in proof_changes(getattr(row, which) or ()):
                    rows = list(getattr(contents, name))
                    rows[place] = dataclasses.replace(row, **{which: proof})
                    with pytest.raises((merkle.InclusionError, merkle.ConsistencyError)):
                        examine(dataclasses.replace(contents, **{name: tuple(rows)}))


def test_every_other_index_is_refused():
    contents = whole_trust().contents()
    for place, leaf in enumerate(contents.events):
        for index in {*range(-1, 21), 2**63} - {leaf.index}:
            rows = list(contents.events)
            rows[place] = dataclasses.replace(leaf, index=index)
            with pytest.raises(RefusedError):
                examine(dataclasses.replace(contents, events=tuple(rows)))
