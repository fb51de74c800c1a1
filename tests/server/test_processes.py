"""Two service processes on one database, one of them killed: no receipt without its record, and no fork."""

import contextlib
import os
import subprocess
import sys
import threading
from itertools import pairwise

import pytest
import requests
from sqlalchemy import select

from app.evidence import checkpoint, merkle
from app.evidence.receipt import Receipt
from app.hr.store.schema import log_leaves, records
from app.signing.keys import b64url

COMMAND = "import sys; from app.server.serve import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def workers(school, tmp_path):
    """Two processes on the same database; answers each with its address."""
    key = tmp_path / "service.key"
    key.touch(mode=0o600)
    key.write_text(b64url(school.service_key.seed))
    arguments = ["--database", school.url, "--service-key", str(key), "--port", "0", "--stop-with-parent"]
    with contextlib.ExitStack() as stack:
        started = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", COMMAND, *arguments],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    env=os.environ | {"PGAPPNAME": "worker"},
                    text=True,
                )
            )
            for _ in range(2)
        ]
        for process in started:
            stack.callback(process.kill)
        yield [(process, process.stdout.readline().split()[-1]) for process in started]


def _send(base: str, tokens: list[str], receipts: list[str], enough: threading.Event) -> None:
    with requests.Session() as session, contextlib.suppress(requests.RequestException):
        for token in tokens:
            answer = session.post(f"{base}/v1/records", json={"records": [token]}, timeout=30).json()
            receipts.append(answer["received"][0]["receipt"])
            if len(receipts) >= 5:
                enough.set()


def test_a_killed_worker_costs_no_receipted_record_and_forks_nothing(school, workers):
    devices = [school.device(f"s{n}") for n in range(4)]
    tokens = [[device.acknowledgement("question") for _ in range(12)] for device in devices]
    receipts: list[list[str]] = [[] for _ in devices]
    enough = threading.Event()
    bases = [workers[place % 2][1] for place in range(4)]
    threads = [
        threading.Thread(target=_send, args=(base, mine, got, enough))
        for base, mine, got in zip(bases, tokens, receipts, strict=True)
    ]
    for thread in threads:
        thread.start()
    assert enough.wait(60)
    workers[0][0].kill()
    for thread in threads:
        thread.join()
    # Everyone sends everything again to the worker that is left, as devices do.
    again: list[str] = []
    for mine in tokens:
        _send(workers[1][1], mine, again, enough)
    assert len(again) == 48
    _check_nothing_lost_or_forked(school, {one for got in receipts for one in got}, again)


def _check_nothing_lost_or_forked(school, early: set[str], again: list[str]) -> None:
    key = school.service_key.public
    assert early <= set(again)
    with school.database.read() as connection:
        indexes = connection.execute(select(log_leaves.c.index).order_by(log_leaves.c.index)).scalars().all()
        stored = connection.execute(select(records.c.jti, records.c.leaf_index)).all()
    assert indexes == list(range(len(indexes)))
    places = {row.jti: row.leaf_index for row in stored}
    found = [Receipt.verified(one, key).record for one in again]
    assert len({one.jti for one in found}) == 48
    assert all(places[one.jti] == one.leaf_index for one in found)
    heads = {checkpoint.verify(one.checkpoint, school.hr.core.trust.aud, key) for one in found}
    ordered = sorted({(head.size, head.root) for head in heads})
    assert len({size for size, _ in ordered}) == len(ordered)
    for (size1, root1), (size2, root2) in pairwise(ordered):
        proof, _ = school.hr.log.consistency(size1, size2)
        merkle.verify_consistency(size1, size2, proof, root1, root2)
