"""A small mail server for tests (RFC 5321): a real loopback port, STARTTLS if it has a certificate, mail kept as it came.

It behaves as badly as it is told: it refuses recipients (`refused`), does not take a message (`verdict`), drops the
line before or after the message (`drops`), and keeps its answer back until a test lets it go (`pause`).
"""

import socketserver
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field


@dataclass
class Mail:
    """One message as it was handed in, and whether the line was encrypted and who had logged in."""

    to: list[str] = field(default_factory=list)
    text: str = ""
    encrypted: bool = False
    user: bytes = b""


class MailReceiver:
    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.mails: list[Mail] = []
        self.refuses = False
        self.refused: dict[str, str] = {}
        self.verdict = "250 kept"
        self.drops = ""
        self.pause: threading.Event | None = None
        self.pause_at = "data"
        self.arrivals = threading.Semaphore(0)
        self.context = context
        receiver = self

        class Handler(socketserver.StreamRequestHandler):
            timeout = 20

            def handle(self) -> None:
                talk = _Talk(receiver, self)
                # A client that will not go on, for one because it does not trust the certificate, is no news.
                with suppress(OSError):
                    talk.run()
                talk.close()

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Talk:
    def __init__(self, receiver: MailReceiver, handler) -> None:
        self.receiver, self.handler = receiver, handler
        self.read, self.write = handler.rfile, handler.wfile
        self.mail = Mail()
        self._opened = []

    def close(self) -> None:
        for each in self._opened:
            with suppress(OSError):
                each.close()

    def run(self) -> None:
        self._say("220 mail.example")
        while line := self.read.readline():
            word = line.split(b" ")[0].strip().upper().decode("ascii")
            act = getattr(self, f"_on_{word.lower()}", None)
            if act is None:
                self._say("502 what")
            elif act(line) == "end":
                return

    def _on_ehlo(self, _line: bytes) -> None:
        offers = ["AUTH PLAIN"]
        if self.receiver.context is not None and not self.mail.encrypted:
            offers = ["STARTTLS"]
        self._say("250-mail.example", *(f"250 {each}" for each in offers))

    def _on_starttls(self, _line: bytes) -> None:
        self._say("220 go ahead")
        wrapped = self.receiver.context.wrap_socket(self.handler.connection, server_side=True)
        self.read, self.write = wrapped.makefile("rb"), wrapped.makefile("wb")
        self._opened += [self.read, self.write, wrapped]
        self.mail.encrypted = True

    def _on_auth(self, line: bytes) -> None:
        self.mail.user = line.split()[-1]
        self._say("235 welcome")

    def _on_mail(self, _line: bytes) -> None:
        self._say("451 later" if self.receiver.refuses else "250 ok")

    def _on_rcpt(self, line: bytes) -> None:
        to = line.decode("ascii").partition("<")[2].partition(">")[0]
        self._wait_at("rcpt")
        if to in self.receiver.refused:
            self._say(self.receiver.refused[to])
            return
        self.mail.to.append(to)
        self._say("250 ok")

    def _on_data(self, _line: bytes) -> str | None:
        if self.receiver.drops == "before":
            return "end"
        self._say("354 go on")
        lines = iter(self.read.readline, b".\r\n")
        self.mail.text = b"".join(lines).decode("utf-8").replace("\r\n", "\n")
        if self.receiver.verdict.startswith("250"):
            self.receiver.mails.append(self.mail)
        self.mail = Mail(encrypted=self.mail.encrypted, user=self.mail.user)
        self._wait_at("data")
        if self.receiver.drops == "after":
            return "end"
        self._say(self.receiver.verdict)
        return None

    def _wait_at(self, place: str) -> None:
        if place == self.receiver.pause_at and self.receiver.pause is not None:
            self.receiver.arrivals.release()
            self.receiver.pause.wait(60)

    def _on_rset(self, _line: bytes) -> None:
        self.mail.to.clear()
        self._say("250 ok")

    def _on_quit(self, _line: bytes) -> str:
        self._say("221 bye")
        return "end"

    def _say(self, *lines: str) -> None:
        self.write.write("".join(f"{line}\r\n" for line in lines).encode("ascii"))
        self.write.flush()
