"""A trust with enrolled devices, and its service on the loopback as a process of its own: one worker, SQLite."""

import asyncio
import multiprocessing
import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import uvicorn
from fastapi import APIRouter, FastAPI, Response
from sqlalchemy import insert, select

from app import protocol
from app.domain.acknowledgement import DEFAULT_STATEMENTS, Outcome
from app.evidence.manifest import Manifest
from app.evidence.records import Acknowledgement, Signed
from app.hr.core import Trust, found_trust
from app.hr.publishing import Draft
from app.hr.service import HrService, open_service
from app.hr.store.database import open_database
from app.hr.store.migrate import upgrade
from app.hr.store.schema import keys, staff
from app.hr.verification import Verifier
from app.server import problems
from app.server.app import create_app
from app.server.limits import Limits
from app.server.serve import listening
from app.signing.keys import PrivateKey, b64url
from app.ui.assets import resource

AUD = "bench.example/log"
POLICY = "social-media-policy"


@dataclass(frozen=True)
class Device:
    """An enrolled key and whose it is."""

    sub: str
    key: PrivateKey


@dataclass(frozen=True)
class Bench:
    """The trust in `database`, the seed of its service key, its devices and the policy they answer."""

    database: Path
    seed: bytes
    devices: list[Device]
    manifest: Signed[Manifest]

    def acknowledgement(self, device: Device) -> str:
        """A fresh acknowledgement, signed by the device."""
        manifest = self.manifest.record
        claims = {
            "sub": device.sub,
            "aud": AUD,
            "jti": str(uuid.uuid4()),
            "iat": int(datetime.now(UTC).timestamp()),
            "outcome": "acknowledged",
            "policy": {
                "id": manifest.policy_id,
                "version": manifest.version,
                "sha256": manifest.sha256,
                "manifest_sha256": self.manifest.sha256,
            },
            "statement": {"text": DEFAULT_STATEMENTS[Outcome.ACKNOWLEDGED], "lang": "en-GB"},
            "name": "A Person",
            "shown": {"sections": 8, "of": 8, "since": None},
            "presence": "none",
            "unconfirmed": False,
            "message_sha256": None,
            "prev": None,
            "log": None,
            "app": "undersigned bench",
        }
        return Acknowledgement.of(claims).signed_by(device.key)


def found_bench(folder: Path, count: int) -> Bench:
    """Set up a trust of `count` people, each with a device, who have been asked for the policy."""
    database = folder / "service.sqlite"
    key, publishing = PrivateKey.generate(), PrivateKey.generate()
    store = open_database(f"sqlite:///{database}")
    upgrade(store)
    facts = Trust(AUD, "Bench", "Europe/London", key.public, (publishing.public,))
    found_trust(store, facts, _now())
    store.close()
    hr = _opened(database, key.seed)
    try:
        lines = (f"S{n},Person {n},s{n}@bench.example,School {n % 96},Teacher," for n in range(count))
        roster = "\n".join(["Staff ID,Name,Email,School,Role,Line manager", *lines])
        hr.roster.apply(roster.encode(), actor="bench", confirm_leavers=True)
        content = resource("policies", POLICY, "2021-03-22.md").read_bytes()
        draft = Draft(POLICY, "2021-03-22", content, summary_of_changes="The first one.")
        token = hr.publishing.manifest(draft).signed_by(publishing)
        manifest = hr.publishing.publish(token, content, None, due=None, actor="bench")
        return Bench(database, key.seed, _enrolled(hr), manifest)
    finally:
        hr.close()


class Service(NamedTuple):
    """A service that runs: the port it answers at, and its process."""

    port: int
    pid: int


@contextmanager
def serving(bench: Bench, *, verify_only: bool = False) -> Iterator[Service]:
    """Serve the trust, or the strict verification of its records alone."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(bench.database, bench.seed, theirs, verify_only))
    process.start()
    theirs.close()
    try:
        yield Service(ours.recv(), process.pid or 0)
    finally:
        ours.close()  # it ends at once, whatever it still has to answer: a graceful end may wait for ever
        process.join()


async def ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> tuple[int, bytes]:
    """Send a request on a connection that stays; answers the status and the body."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))
    return int(head.split(b" ", 2)[1]), await reader.readexactly(length)


def post(path: str, body: bytes) -> bytes:
    """A POST request of JSON."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def get(path: str, token: str) -> bytes:
    """A GET request with a bearer token."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


def _serve(database: Path, seed: bytes, told: Connection, verify_only: bool) -> None:
    hr = _opened(database, seed)
    app = _verifying(hr) if verify_only else create_app(hr)
    listener = listening("127.0.0.1", 0)
    threading.Thread(target=_end_with_parent, args=(told,), daemon=True).start()
    told.send(listener.getsockname()[1])  # who connects before it answers waits in the backlog
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listener])


def _end_with_parent(told: Connection) -> None:
    with suppress(EOFError):
        told.recv()  # nothing more is said: it ends when the parent does
    os._exit(0)


def _verifying(hr: HrService) -> FastAPI:
    """The same stack, bounds and bodies, and nothing behind them but the judgement of each record."""
    verifier = Verifier(hr.core)
    router = APIRouter()

    @router.post(protocol.RECORDS)
    async def records(body: protocol.RecordBatch) -> Response:
        for token in body.records:
            verifier.check(token)
        return Response(b"{}", media_type="application/json")

    app = FastAPI(docs_url=None, redoc_url=None)
    app.include_router(router)
    app.add_middleware(Limits)
    problems.install(app)
    return app


def _opened(database: Path, seed: bytes) -> HrService:
    key = PrivateKey.from_seed(seed)
    return open_service(open_database(f"sqlite:///{database}"), key, _now, os.urandom)


def _enrolled(hr: HrService) -> list[Device]:
    """A device for everybody, enrolled without the ceremony, which is not what is measured."""
    with hr.core.database.write() as connection:
        devices = [
            Device(sub, PrivateKey.generate()) for sub in connection.execute(select(staff.c.sub)).scalars()
        ]
        connection.execute(insert(keys), [_key_row(device) for device in devices])
    return devices


def _key_row(device: Device) -> dict[str, object]:
    public = device.key.public
    return {
        "kid": public.thumbprint,
        "sub": device.sub,
        "x": b64url(public.raw),
        "identity": "code",
        "enrolled_at": "2026-11-22T08:41:00Z",
    }


def _now() -> datetime:
    return datetime.now(UTC)
