"""What stands between a school's computers and the world: a proxy with its own authority, with passwords, or without."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

DAY = dt.timedelta(days=1)


class Authority:
    """A school's own certificate authority, whose root stands in `root` (PEM)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("School filter")
        self.root = folder / "root.pem"
        now = dt.datetime.now(dt.UTC)
        root = _builder(self._name, self._name, self._key, now - DAY, now + 300 * DAY).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        self.root.write_bytes(_pem(root.sign(self._key, hashes.SHA256())))

    def server_context(self, *, valid_from_days: int = -1, valid_to_days: int = 30) -> ssl.SSLContext:
        """Vouch for "localhost", 127.0.0.1 and ::1, valid between those days from today."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = dt.datetime.now(dt.UTC)
        names = [x509.DNSName("localhost")]
        names += [x509.IPAddress(ipaddress.ip_address(address)) for address in ("127.0.0.1", "::1")]
        certificate = (
            _builder(
                _named("localhost"), self._name, key, now + valid_from_days * DAY, now + valid_to_days * DAY
            )
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        path = self._folder / "server.pem"
        unlocked = serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        path.write_bytes(_pem(certificate) + key.private_bytes(serialization.Encoding.PEM, form, unlocked))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


class Proxy:
    """An HTTP proxy on the loopback that answers CONNECT, opens the TLS itself, and passes plain HTTP on.

    Args:
        authority: whose certificates it shows; None to refuse as `refuses` says.
        refuses: the status line's rest it answers every request with, such as "407 Proxy Authentication Required".
        target: the port of the plain service behind it.
    """

    def __init__(self, context: ssl.SSLContext | None, target: int, refuses: str = "") -> None:
        self._context, self._target, self._refuses = context, target, refuses
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.heard: list[bytes] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                threading.Thread(target=self._attend, args=(connection,), daemon=True).start()

    def _attend(self, connection: socket.socket) -> None:
        with suppress(OSError, ssl.SSLError), connection:
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(4096)
            self.heard.append(head)
            if self._refuses or self._context is None:
                answer = f"HTTP/1.1 {self._refuses}\r\nProxy-Authenticate: Negotiate\r\n"
                connection.sendall(f"{answer}Proxy-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n".encode())
                return
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            with (
                self._context.wrap_socket(connection, server_side=True) as near,
                socket.create_connection(("127.0.0.1", self._target)) as far,
            ):
                threading.Thread(target=_pass_on, args=(far, near), daemon=True).start()
                _pass_on(near, far)


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError, ssl.SSLError):
        while piece := source.recv(65_536):
            sink.sendall(piece)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def _builder(
    name: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    begins: dt.datetime,
    ends: dt.datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
