"""Acknowledgements made durable, logged and receipted, against the same strict verification alone.

Both over real HTTP on the same stack, one worker each, one acknowledgement a request, 32 connections that stay.
A value is the seconds that one round of fresh acknowledgements took.
"""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from measure import interleaved, processor_seconds, ratio, row
from served import Bench, Service, ask, found_bench, post, serving

from app import protocol

CONNECTIONS = 32
PEOPLE = 1_000


def main(rounds: int = 7, each: int = PEOPLE) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = found_bench(Path(folder), PEOPLE)
        with serving(bench) as whole, serving(bench, verify_only=True) as bare:
            worked: dict[str, list[float]] = {"whole": [], "verify": []}
            sides = {
                "whole": _side(bench, whole, each, worked["whole"]),
                "verify": _side(bench, bare, each, worked["verify"]),
            }
            values = interleaved(sides, rounds)
    bare_rate = each / statistics.median(values["verify"])
    rate = each / statistics.median(values["whole"])
    what = "acknowledgements, durable and receipted / verified alone"
    processor = ratio(worked, "verify", "whole")
    beside = f"{rate:,.0f}/s; alone {bare_rate:,.0f}/s; processor time {processor:.2f}"
    row(what, f"{ratio(values, 'verify', 'whole'):.2f}", beside, "0.5", "0.8")


def _side(bench: Bench, service: Service, each: int, worked: list[float]) -> Callable[[], float]:
    """A round; `worked` gains the processor time that the service took for it."""

    def run() -> float:
        # Signed before the clock runs: that is the devices' work.
        tokens = [bench.acknowledgement(bench.devices[n % PEOPLE]) for n in range(each)]
        requests = [post(protocol.RECORDS, json.dumps({"records": [token]}).encode()) for token in tokens]
        before = processor_seconds(service.pid)
        took = asyncio.run(_all(service.port, requests))
        worked.append(processor_seconds(service.pid) - before)
        return took

    return run


async def _all(port: int, requests: list[bytes]) -> float:
    connections = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CONNECTIONS)]
    waiting = iter(requests)
    began = time.perf_counter()
    await asyncio.gather(*(_some(*connection, waiting) for connection in connections))
    took = time.perf_counter() - began
    for _, writer in connections:
        writer.close()
    return took


async def _some(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, waiting: Iterator[bytes]) -> None:
    for request in waiting:
        status, body = await ask(reader, writer, request)
        if status != 200 or (b"refused" in body and json.loads(body)["refused"]):
            raise RuntimeError(f"an acknowledgement was answered {status}")


if __name__ == "__main__":
    main()
