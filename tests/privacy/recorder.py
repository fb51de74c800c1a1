"""Between the app and the service: a proxy that keeps every byte the app sends, exactly as it came.

The app is given one address for good (`ADDRESS`) and told to go there by this proxy, so that what it sends does not
hang on which port was free.
"""

import re
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass

ADDRESS = "http://localhost:47080"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Request:
    """One request: over which connection (counted from 1), and its bytes."""

    connection: int
    raw: bytes


class Recorder:
    """Listens on a free port of the loopback and passes everything on to the service at `port`."""

    def __init__(self, port):
        self.requests = []
        self._target = ("127.0.0.1", port)
        self._connections = 0
        self._open = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def proxies(self, _address):
        """What the app is told of the way to the service."""
        return {"http": f"http://127.0.0.1:{self.port}"}

    def close(self):
        for each in (self._listening, *self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self._connections += 1
            threading.Thread(target=self._serve, args=(client, self._connections), daemon=True).start()

    def _serve(self, client, number):
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with client, socket.create_connection(self._target) as service, client.makefile("rb") as incoming:
            service.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open += [client, service]
            threading.Thread(target=_pump, args=(service, client), daemon=True).start()
            with suppress(OSError):
                while (head := _head(incoming)) is not None:
                    _acknowledge(client)
                    length = _LENGTH.search(head)
                    body = incoming.read(int(length.group(1))) if length else b""
                    self.requests.append(Request(number, head + body))
                    service.sendall(head.replace(ADDRESS.encode(), b"", 1) + body)


def _acknowledge(client):
    """Says at once that the head has come: else the app's library waits 40 ms before it sends the body to a proxy."""
    if hasattr(socket, "TCP_QUICKACK"):
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


def _head(incoming):
    """Everything up to the empty line, or None at the end of the connection."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = incoming.readline()
        if not line:
            return None
        head += line
    return head


def _pump(source, sink):
    with suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)
