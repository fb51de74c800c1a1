"""The tree: the public vectors, every pair of sizes, few reads, and no proof that a change survives."""

import base64
import hashlib
import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence import merkle
from app.evidence.merkle import ConsistencyError, InclusionError

VECTORS = Path(__file__).parents[4] / "shared" / "vectors"
beside = pytest.mark.skipif(
    not VECTORS.exists(), reason="the public Merkle vectors are not beside this checkout"
)

LEAVES = [merkle.leaf_hash(f"record {number}".encode()) for number in range(300)]


class Store:
    """Complete nodes in memory; counts its reads and never lets a node change."""

    def __init__(self, leaves=()):
        self.nodes, self.size, self.reads = {}, 0, 0
        for leaf in leaves:
            self.keep(merkle.append(self.size, leaf, self.get))

    def get(self, level, index):
        self.reads += 1
        return self.nodes[level, index]

    def keep(self, nodes):
        for level, index, value in nodes:
            assert (level, index) not in self.nodes
            self.nodes[level, index] = value
            self.size += level == 0


def root_by_definition(leaves):
    """MTH, as RFC 9162, 2.1.1 defines it."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(
        b"\x01" + root_by_definition(leaves[:split]) + root_by_definition(leaves[split:])
    ).digest()


WHOLE = Store(LEAVES)
ROOTS = [merkle.root(size, WHOLE.get) for size in range(len(LEAVES) + 1)]


def cases(kind):
    path = VECTORS / f"merkle_{kind}.json"
    return json.loads(path.read_text(encoding="utf-8"))["cases"] if path.exists() else []


def decoded(case, *names):
    for name in names:
        value = case[name]
        yield (
            [base64.b64decode(each) for each in value or ()]
            if name == "proof"
            else base64.b64decode(value or "")
        )


@beside
def test_no_public_vector_is_left_out():
    assert [len(cases(kind)) for kind in ("inclusion", "consistency")] == [86, 84]


@pytest.mark.parametrize("case", cases("inclusion"), ids=lambda case: case["name"])
def test_each_public_inclusion_vector_gets_its_verdict(case):
    leaf, proof, root = decoded(case, "leafHash", "proof", "root")
    if case["wantErr"]:
        with pytest.raises(InclusionError):
            merkle.verify_inclusion(case["leafIdx"], case["treeSize"], leaf, proof, root)
    else:
        merkle.verify_inclusion(case["leafIdx"], case["treeSize"], leaf, proof, root)


@pytest.mark.parametrize("case", cases("consistency"), ids=lambda case: case["name"])
def test_each_public_consistency_vector_gets_its_verdict(case):
    proof, root1, root2 = decoded(case, "proof", "root1", "root2")
    if case["wantErr"]:
        with pytest.raises(ConsistencyError):
            merkle.verify_consistency(case["size1"], case["size2"], proof, root1, root2)
    else:
        merkle.verify_consistency(case["size1"], case["size2"], proof, root1, root2)


def test_the_empty_tree_and_the_tree_of_one_empty_leaf_have_their_known_roots():
    assert merkle.empty_root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    leaf = merkle.leaf_hash(b"")
    assert leaf.hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert merkle.root(1, Store([leaf]).get) == leaf


def test_a_leaf_never_passes_for_a_node():
    left, right = LEAVES[:2]
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)


@pytest.mark.parametrize("size", [*range(70), 127, 128, 129, 255, 256, 300])
def test_each_root_is_the_one_the_standard_defines(size):
    assert ROOTS[size] == root_by_definition(LEAVES[:size])


def test_every_leaf_of_every_tree_up_to_256_proves():
    for size in range(1, 257):
        for index in range(0, size, 1 if size <= 64 else 7):
            proof = merkle.inclusion_proof(index, size, WHOLE.get)
            merkle.verify_inclusion(index, size, LEAVES[index], proof, ROOTS[size])


def test_every_pair_of_sizes_up_to_256_proves():
    for size2 in range(1, 257):
        for size1 in range(1, size2 + 1):
            proof = merkle.consistency_proof(size1, size2, WHOLE.get)
            merkle.verify_consistency(size1, size2, proof, ROOTS[size1], ROOTS[size2])


def test_every_fork_of_every_pair_of_sizes_up_to_32_is_refused():
    for size2 in range(2, 33):
        for size1 in range(1, size2):
            other = list(LEAVES[:size2])
            other[size1 - 1] = merkle.leaf_hash(b"another")
            fork = Store(other)
            proof = merkle.consistency_proof(size1, size2, fork.get)
            with pytest.raises(ConsistencyError):
                merkle.verify_consistency(size1, size2, proof, ROOTS[size1], merkle.root(size2, fork.get))


@pytest.mark.parametrize("change", ["swap", "drop", "insert", "change", "truncate"])
def test_a_changed_log_is_refused_by_whoever_saw_it_before(change):
    leaves = list(LEAVES[:40])
    if change == "swap":
        leaves[3], leaves[4] = leaves[4], leaves[3]
    elif change == "drop":
        del leaves[3]
    elif change == "insert":
        leaves.insert(3, merkle.leaf_hash(b"late"))
    elif change == "change":
        leaves[3] = merkle.leaf_hash(b"changed")
    else:
        del leaves[15:]
    shown = Store(leaves)
    proof = merkle.consistency_proof(min(20, shown.size), shown.size, shown.get)
    with pytest.raises(ConsistencyError):
        merkle.verify_consistency(20, shown.size, proof, ROOTS[20], merkle.root(shown.size, shown.get))


sizes = st.integers(2, 300)


@given(sizes, st.data())
def test_any_change_to_an_inclusion_proof_is_refused(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, WHOLE.get)
    for changed in mutations(proof, data):
        with pytest.raises(InclusionError):
            merkle.verify_inclusion(index, size, LEAVES[index], changed, ROOTS[size])
    with pytest.raises(InclusionError):
        merkle.verify_inclusion((index + 1) % size, size, LEAVES[index], proof, ROOTS[size])


@given(sizes, st.data())
def test_any_change_to_a_consistency_proof_is_refused(size2, data):
    size1 = data.draw(st.integers(1, size2 - 1))
    proof = merkle.consistency_proof(size1, size2, WHOLE.get)
    for changed in mutations(proof, data):
        with pytest.raises(ConsistencyError):
            merkle.verify_consistency(size1, size2, changed, ROOTS[size1], ROOTS[size2])
    with pytest.raises(ConsistencyError):
        merkle.verify_consistency(size1, size2, proof, ROOTS[size1 - 1], ROOTS[size2])


def mutations(proof, data):
    place = data.draw(st.integers(0, len(proof) - 1))
    flipped = bytes([proof[place][0] ^ 1]) + proof[place][1:]
    yield [*proof[:place], flipped, *proof[place + 1 :]]
    yield proof[:place] + proof[place + 1 :]
    yield [*proof, LEAVES[0]]
    yield [LEAVES[299], *proof]
    yield [*proof[:place], proof[place][:-1], *proof[place + 1 :]]
    if len(proof) > 1:
        yield proof[::-1]


@given(st.integers(0, 250), st.integers(0, 50))
def test_a_batch_gives_the_same_nodes_as_one_leaf_after_another(size, count):
    before = Store(LEAVES[:size])
    before.reads = 0
    nodes = merkle.append_batch(size, LEAVES[size : size + count], before.get)
    assert before.reads <= size.bit_length()
    assert merkle.root(size + count, merkle.overlay(nodes, before.get)) == ROOTS[size + count]
    before.keep(nodes)
    assert before.nodes == Store(LEAVES[: size + count]).nodes


def test_roots_and_proofs_of_a_large_tree_read_few_nodes():
    size = 1_000_003
    reads = []

    def read(level, index):
        reads.append((level, index))
        assert (index + 1) << level <= size
        return merkle.leaf_hash(f"{level}/{index}".encode())

    bound = 2 * math.ceil(math.log2(size))
    for work in (
        lambda: merkle.root(size, read),
        lambda: merkle.append(size, LEAVES[0], read),
        lambda: merkle.inclusion_proof(777_777, size, read),
        lambda: merkle.inclusion_proof(size - 1, size, read),
        lambda: merkle.consistency_proof(777_777, size, read),
        lambda: merkle.consistency_proof(1, size, read),
    ):
        reads.clear()
        work()
        assert len(reads) <= bound


def test_a_proof_about_the_empty_tree_is_neither_made_nor_taken():
    with pytest.raises(ValueError, match="outside the tree"):
        merkle.consistency_proof(0, 5, WHOLE.get)
    with pytest.raises(ConsistencyError):
        merkle.verify_consistency(0, 5, [], ROOTS[0], ROOTS[5])


@pytest.mark.parametrize(("index", "size"), [(5, 5), (-1, 5), (0, 0), (0, 2**63), (-1, -1)])
def test_places_outside_the_tree_are_refused(index, size):
    with pytest.raises(ValueError, match="outside the tree"):
        merkle.inclusion_proof(index, size, WHOLE.get)
    with pytest.raises(InclusionError):
        merkle.verify_inclusion(index, size, LEAVES[0], [], ROOTS[1])


def test_a_shrunken_log_is_refused():
    with pytest.raises(ConsistencyError):
        merkle.verify_consistency(9, 8, [], ROOTS[9], ROOTS[8])


def test_only_a_hash_is_appended():
    with pytest.raises(ValueError, match="32-byte hash"):
        merkle.append(0, b"the record itself", WHOLE.get)


def test_a_refusal_has_words_and_a_next_step():
    for error in (InclusionError(), ConsistencyError()):
        assert error.sentence
        assert "Do not delete anything." in error.next_step
