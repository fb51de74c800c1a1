"""Everybody logs in at once: 10,000 devices in five minutes, and ten times that, over real HTTP.

A shorter run with the same arrival rate: each device comes at its time, whatever became of the ones before it,
opens a connection of its own, and does what the app does at a login: it gets a nonce, shows that it holds its key,
and fetches its due list. A login that is not done within `PATIENCE_SECONDS` is an error; so each run ends at most that
long after its last device came. One worker, SQLite, and the devices on the same machine: what stands beside each
figure is the part of a core that the service took, and where that comes to 100 % it can take no more.
"""

import asyncio
import json
import tempfile
import time
from pathlib import Path

from measure import processor_seconds, row
from served import AUD, Bench, Device, ask, found_bench, get, post, serving

from app import protocol
from app.hr.proofs import Proof

PEOPLE = 1_000
DEVICES_A_SECOND = 10_000 / 300
PATIENCE_SECONDS = 10


def main(seconds: int = 10) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = found_bench(Path(folder), PEOPLE)
        with serving(bench) as service:
            port = service.port
            asyncio.run(_storm(bench, port, DEVICES_A_SECOND, 1))  # does not count
            for times in (1, 10):
                rate = times * DEVICES_A_SECOND
                worked, began = processor_seconds(service.pid), time.perf_counter()
                took, errors = asyncio.run(_storm(bench, port, rate, seconds))
                core = 100 * (processor_seconds(service.pid) - worked) / (time.perf_counter() - began)
                what = f"login storm, {rate:.0f} devices a second for {seconds} s: p99"
                beside = f"{errors} errors; p50 {_percentile(took, 50):.0f} ms; {core:.0f} % of a core"
                row(what, f"{_percentile(took, 99):.0f} ms", beside, "500 ms", "100 ms")


async def _storm(bench: Bench, port: int, rate: float, seconds: int) -> tuple[list[float], int]:
    took: list[float] = []
    began = time.perf_counter()
    logins = []
    for number in range(round(rate * seconds)):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        device = bench.devices[number % PEOPLE]
        logins.append(asyncio.create_task(asyncio.wait_for(_login(device, port, took), PATIENCE_SECONDS)))
    ended = await asyncio.gather(*logins, return_exceptions=True)
    return took, sum(one is not None for one in ended)


async def _login(device: Device, port: int, took: list[float]) -> None:
    """One device; `took` gains the milliseconds of each request, the first one's connection with it."""
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def asked(request: bytes, began: float) -> dict[str, str]:
        status, body = await ask(reader, writer, request)
        took.append(1000 * (time.perf_counter() - began))
        if status != 200:
            raise RuntimeError(f"a login was answered {status}")
        answer: dict[str, str] = json.loads(body)
        return answer

    try:
        nonce = (await asked(post(protocol.CHALLENGES, b"{}"), began))["nonce"]
        proof = Proof(aud=AUD, nonce=nonce, purpose="token").signed_by(device.key)
        request = post(protocol.TOKENS, json.dumps({"proof": proof}).encode())
        token = (await asked(request, time.perf_counter()))["token"]
        await asked(get(protocol.DUE, token), time.perf_counter())
    finally:
        writer.close()


def _percentile(values: list[float], of: int) -> float:
    return sorted(values)[len(values) * of // 100]


if __name__ == "__main__":
    main()
