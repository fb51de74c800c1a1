"""A real timestamp authority on the loopback: certificates made here, answers made by `openssl ts`."""

import contextlib
import datetime as dt
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_DAY = dt.timedelta(days=1)
_CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """A certificate authority and the timestamp certificate under it, in a folder; `valid_for` counts from today."""

    def __init__(self, folder, name="Example Time", valid_from=-2, valid_for=400, usage=True):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        now = dt.datetime.now(dt.UTC)
        start, end = now + valid_from * _DAY, now + valid_for * _DAY
        root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        root_name, leaf_name = (_name(f"{name} {part}") for part in ("Root", "Stamp"))
        root = _certificate(root_name, root_name, root_key, root_key, start, end, ca=True)
        leaf = _certificate(leaf_name, root_name, key, root_key, start, end, ca=False, usage=usage)
        self.certificate = root.public_bytes(serialization.Encoding.PEM).decode()
        (folder / "tsa.pem").write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
        (folder / "root.pem").write_text(self.certificate)
        (folder / "tsa.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        (folder / "serial").write_text("01")
        (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
        self._lock = threading.Lock()

    def answer(self, request: bytes) -> bytes:
        """What `openssl ts` answers to this request."""
        if not shutil.which("openssl"):
            pytest.skip("openssl is not installed here")
        with self._lock:
            query, reply = self.folder / "query.tsq", self.folder / "reply.tsr"
            query.write_bytes(request)
            command = ["openssl", "ts", "-reply", "-config", self.folder / "tsa.cnf"]
            done = subprocess.run(
                [*command, "-queryfile", query, "-out", reply], capture_output=True, check=False
            )
            assert done.returncode == 0, done.stderr
            return reply.read_bytes()


class TsaServer:
    """Answers over HTTP, as it is told to: `bend` changes the request or the answer, `status` and `wait` the rest."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self.bend_request = self.bend_answer = lambda content: content
        self.status = 200
        self.hold = threading.Event()
        self.hold.set()
        self.seen = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                request = self.rfile.read(int(self.headers["Content-Length"]))
                outer.seen.append((self.headers["Content-Type"], request))
                outer.hold.wait(10)
                content = outer.bend_answer(outer.authority.answer(outer.bend_request(request)))
                self.send_response(outer.status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                with contextlib.suppress(OSError):  # whoever asked may have gone
                    self.wfile.write(content)

            def log_message(self, *_):
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/tsa"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def close(self) -> None:
        self.hold.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(subject, issuer, key, signer, start, end, *, ca, usage=True):
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if ca:
        made = made.add_extension(
            x509.KeyUsage(
                digital_signature=False, content_commitment=False, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=True,
                encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )  # fmt: skip
    elif usage:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(signer, hashes.SHA256())
