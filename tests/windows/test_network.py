"""TLS as a school's network wants it: judged by Windows' own certificate store, through the app's transport."""

import ctypes
import datetime as dt
import http.server
import ssl
import subprocess
import sys
import threading
import uuid
from ctypes import wintypes

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.ui.system_proxy import proxies_for

DAY = dt.timedelta(days=1)


def _named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(name, issuer, key, signing_key, *extensions):
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + 30 * DAY)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(signing_key, hashes.SHA256())


class School:
    """A school's own authority, as its web filter has one, and a service that it vouches for."""

    def __init__(self, folder):
        name = f"School filter {uuid.uuid4().hex}"
        ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        self.authority = _certificate(
            name,
            name,
            ca_key,
            ca_key,
            (x509.BasicConstraints(ca=True, path_length=0), True),
            (x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key()), False),
        )
        service = _certificate(
            "localhost",
            name,
            key,
            ca_key,
            (x509.SubjectAlternativeName([x509.DNSName("localhost")]), False),
            (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
        )
        pem = folder / "service.pem"
        pem.write_bytes(
            service.public_bytes(serialization.Encoding.PEM)
            + self.authority.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.address = f"https://localhost:{self.server.server_port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(10)


class _Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_arguments):
        """Say nothing."""


class RootStore:
    """The person's own list of trusted authorities, as group policy fills it (wincrypt.h)."""

    def __init__(self):
        crypt = ctypes.WinDLL("crypt32", use_last_error=True)
        crypt.CertOpenSystemStoreW.restype = wintypes.HANDLE
        crypt.CertOpenSystemStoreW.argtypes = [ctypes.c_void_p, wintypes.LPCWSTR]
        crypt.CertAddEncodedCertificateToStore.argtypes = [
            wintypes.HANDLE,
            wintypes.DWORD,
            ctypes.c_char_p,
            wintypes.DWORD,
            wintypes.DWORD,
            ctypes.POINTER(ctypes.c_void_p),
        ]
        crypt.CertDeleteCertificateFromStore.argtypes = [ctypes.c_void_p]
        crypt.CertControlStore.argtypes = [wintypes.HANDLE, wintypes.DWORD, wintypes.DWORD, ctypes.c_void_p]
        crypt.CertCloseStore.argtypes = [wintypes.HANDLE, wintypes.DWORD]
        self._crypt = crypt
        self._store = crypt.CertOpenSystemStoreW(None, "ROOT")
        assert self._store
        self._added = []

    def add(self, certificate):
        der = certificate.public_bytes(serialization.Encoding.DER)
        added = ctypes.c_void_p()
        done = self._crypt.CertAddEncodedCertificateToStore(
            self._store, 1, der, len(der), 3, ctypes.byref(added)
        )
        assert done, ctypes.get_last_error()
        self._added.append(added)
        self._save()

    def _save(self):
        assert self._crypt.CertControlStore(self._store, 1, 3, None)  # commit, by force

    def close(self):
        for certificate in self._added:
            self._crypt.CertDeleteCertificateFromStore(certificate)
        self._save()
        self._crypt.CertCloseStore(self._store, 0)


@pytest.fixture
def school(tmp_path):
    made = School(tmp_path)
    yield made
    made.close()


@pytest.fixture
def root_store():
    store = RootStore()
    yield store
    store.close()


FETCHES = (
    "import sys; from app.sync.transport import HttpTransport, no_proxies; from app.errors import UndersignedError\n"
    "try: print(HttpTransport(sys.argv[1], no_proxies).exchange('GET', '/healthz').status)\n"
    "except UndersignedError as error: print(type(error).__name__)\n"
)


def fetched(school):
    """What a program started now is answered: nothing that this one remembers of the authorities counts."""
    answer = subprocess.run(
        [sys.executable, "-c", FETCHES, school.address], capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()


def test_windows_own_list_of_authorities_is_there():
    assert len(ssl.create_default_context().get_ca_certs()) > 50


def test_an_authority_nobody_installed_is_refused_in_words(school):
    assert fetched(school) == "CertificateError"


def test_the_schools_own_authority_is_trusted_once_windows_knows_it(school, root_store):
    root_store.add(school.authority)
    assert fetched(school) == "200"


def test_qt_answers_for_the_systems_proxy():
    assert proxies_for("https://127.0.0.1:8443/") == {}
    assert isinstance(proxies_for("https://hr.trust.example/"), dict)
