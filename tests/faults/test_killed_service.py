"""Workers of the service killed thirty times at random: no receipt without its record, no gap, no fork."""

import random
from contextlib import suppress
from datetime import datetime
from itertools import pairwise

from argon2 import PasswordHasher
from sqlalchemy import select

from app.evidence import checkpoint as checkpoints
from app.evidence import merkle
from app.evidence.receipt import Receipt
from app.hr.receipts import Receipted
from app.hr.service import open_service
from app.hr.store.database import open_database
from app.hr.store.schema import log_leaves, records
from app.signing.keys import PrivateKey
from tests.faults.processes import FORKSERVER
from tests.server.conftest import AUD

KILLS = 30
WORKERS = 2


def work(url: str, seed: bytes, now: datetime, tokens: list[str], pipe) -> None:
    """Receive records one batch after another, and hand out each receipt as soon as there is one."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    hr = open_service(open_database(url), PrivateKey.from_seed(seed), lambda: now, random.randbytes, hasher)
    for start in range(0, len(tokens), 3):
        for one in hr.ingest.receive(tokens[start : start + 3]).result():
            pipe.send(one.receipt if isinstance(one, Receipted) else repr(one))
    hr.close()
    pipe.send(None)


def _some_receipts(pipe, count: int) -> list[str]:
    found = (pipe.recv() for _ in range(count) if pipe.poll(10))
    return [one for one in found if one is not None]


def _receipts(pipe) -> list[str]:
    found = []
    # What was in the pipe when the worker was killed may end in the middle of a message.
    with suppress(EOFError, OSError, ValueError):
        while pipe.poll() and (one := pipe.recv()) is not None:
            found.append(one)
    return found


def test_thirty_kills_cost_no_receipted_record_and_fork_nothing(school):
    chance = random.Random(20261123)
    devices = [school.device(f"s{number}") for number in range(4)]
    tokens = [devices[number % 4].acknowledgement("question") for number in range(240)]
    seed, now = school.service_key.seed, school.clock()
    early: list[str] = []
    for _ in range(KILLS // WORKERS):
        running = []
        for _ in range(WORKERS):
            ours, theirs = FORKSERVER.Pipe(duplex=False)
            some = chance.sample(tokens, 60)
            process = FORKSERVER.Process(target=work, args=(school.url, seed, now, some, theirs))
            process.start()
            theirs.close()
            running.append((process, ours))
        for process, pipe in running:
            early += _some_receipts(pipe, chance.randrange(1, 25))
            process.kill()
        for process, pipe in running:
            process.join()
            early += _receipts(pipe)
            pipe.close()
    assert len(early) > KILLS
    again = [
        one.receipt for start in range(0, 240, 60) for one in school.received(*tokens[start : start + 60])
    ]
    assert set(early) <= set(again)
    _check_log(school, again)


def _check_log(school, receipts: list[str]) -> None:
    key = school.service_key.public
    with school.database.read() as connection:
        indexes = connection.execute(select(log_leaves.c.index).order_by(log_leaves.c.index)).scalars().all()
        places = {row.jti: row.leaf_index for row in connection.execute(select(records))}
    assert indexes == list(range(len(indexes)))
    found = [Receipt.verified(one, key).record for one in receipts]
    assert all(places[one.jti] == one.leaf_index for one in found)
    assert len({one.jti for one in found}) == 240
    heads = {checkpoints.verify(one.checkpoint, AUD, key) for one in found}
    roots = {(head.size, head.root) for head in heads}
    assert len({size for size, _ in roots}) == len(roots)
    for (size1, root1), (size2, root2) in pairwise(sorted(roots)):
        proof, _ = school.hr.log.consistency(size1, size2)
        merkle.verify_consistency(size1, size2, proof, root1, root2)
