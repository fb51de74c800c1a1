"""A service on the loopback as `serve` would have it, but which begins and ends at once."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from app.hr.service import HrService
from app.server.app import create_app
from app.server.serve import listening


class _Server(uvicorn.Server):
    """Ends when it is told to; uvicorn's own looks ten times a second, once to end and once for each thing left."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.over = threading.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        while not await asyncio.to_thread(self.over.wait, 1.0):
            await self.on_tick(0)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for each in (*self.servers, *(sockets or ())):
            each.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110 - uvicorn has no event
            await asyncio.sleep(0.002)
        for server in self.servers:
            await server.wait_closed()


class _Lent:
    """Stands, in an application, for the service that it answers for at the moment."""

    hr: HrService

    def __getattr__(self, name: str) -> object:
        return getattr(self.__dict__["hr"], name)


# Building an application takes longer than most tests of it. It keeps no state of its own, so the next test has it.
_SPARE: list[tuple[FastAPI, _Lent]] = []


def _application() -> tuple[FastAPI, _Lent]:
    lent = _Lent()
    return create_app(lent), lent


@contextmanager
def served(hr: HrService) -> Iterator[str]:
    """Serve `hr` on a free port; gives its address. What is being answered at the end is answered first."""
    app, lent = _SPARE.pop() if _SPARE else _application()
    lent.hr = hr
    listener = listening("127.0.0.1", 0)
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
    server = _Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.over.set()
        thread.join()
        del lent.hr
        _SPARE.append((app, lent))
