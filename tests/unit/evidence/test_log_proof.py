"""A place in the log as a text: one form, every departure from it refused."""

import pytest

from app.evidence import log_proof
from app.evidence.log_proof import LogProofError


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v2\nindex 1\n\nx",
        "c2sp.org/tlog-proof@v1\nextra AA==\nindex 1\n\nx",
        "c2sp.org/tlog-proof@v1\nindex 01\n\nx",
        "c2sp.org/tlog-proof@v1\nindex -1\n\nx",
        "c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\nx",
        "c2sp.org/tlog-proof@v1\nindex 1\n" + "é" * 44 + "\n\nx",
        "c2sp.org/tlog-proof@v1\nindex 1\n" + ("A" * 43 + "=\n") * 65 + "\nx",
        "c2sp.org/tlog-proof@v1\nindex 1\n" + "A" * 42 + "B=\n\nx",
        "c2sp.org/tlog-proof@v1\nindex 1",
    ],
)
def test_each_departure_from_the_form_of_a_log_proof_is_refused(text):
    with pytest.raises(LogProofError):
        log_proof.read(text)


def test_a_log_proof_is_byte_for_byte_as_specified():
    proof = log_proof.LogProof(7, (bytes(32), b"\xff" * 32), "origin\n8\nroot\n\n— sig\n")
    text = log_proof.write(proof)
    zeros, ones = "A" * 43 + "=", "/" * 42 + "8="
    assert text == f"c2sp.org/tlog-proof@v1\nindex 7\n{zeros}\n{ones}\n\norigin\n8\nroot\n\n— sig\n"
    assert log_proof.read(text) == proof
    assert log_proof.read_hashes(log_proof.write_hashes(proof.hashes)) == proof.hashes
    with pytest.raises(LogProofError):
        log_proof.read_hashes(zeros)
