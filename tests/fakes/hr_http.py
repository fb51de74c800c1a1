"""The HTTP half of the simulated HR service: a real loopback server that can hang up, hang, or be something else."""

import socket
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Seen:
    """One request as it came over the wire."""

    method: str
    path: str
    headers: dict
    body: bytes


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address, handler):
        super().__init__(address, handler)
        self._open = set()

    def process_request(self, request, client_address):
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self):
        """End every connection that is still open."""
        for request in list(self._open):
            with suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request, client_address):
        """A client that went away is no news."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20
    wbufsize = 65_536  # header and body in one piece, or each answer waits for an acknowledgement
    disable_nagle_algorithm = True

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        bends = self.service.bends
        if bends.silent:
            self.service.straight.wait(20)
        if bends.silent or bends.hangs_up:
            self.close_connection = True
            return
        reply = _in_its_place(bends)
        if reply is None:
            reply = self.service.answer(Seen(self.command, self.path, dict(self.headers), body))
            if bends.lose_answers_to and self.path.startswith(bends.lose_answers_to):
                self.close_connection = True
                return
        self._reply(*reply)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *arguments):
        pass

    def _reply(self, status, media_type, body):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Set-Cookie", "tracker=1; Path=/")
        if status == 302:
            self.send_header("Location", "http://portal.invalid/")
        self.end_headers()
        self.wfile.write(body)


def _in_its_place(bends):
    """What something else than the service would answer, or None."""
    if bends.html:
        return 200, "text/html; charset=utf-8", b"<html><body>Sign in to the guest network</body></html>"
    if bends.redirect:
        return 302, "text/html", b""
    if bends.status:
        return bends.status, "text/plain", b"something"
    if bends.nonsense is not None:
        return 200, bends.media_type, bends.nonsense
    return (200, "application/json", b" " * 200_000) if bends.endless else None


def handler_for(service):
    return type("ServiceHandler", (Handler,), {"service": service})
