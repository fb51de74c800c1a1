"""What answers in place of the service, or does not answer, is named; nothing of the machine goes out."""

import datetime as dt
import itertools
import socket
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.errors import UnavailableError
from app.sync.address import checked_address
from app.sync.errors import (
    AddressRefusedError,
    AnswerTooLargeError,
    CertificateError,
    NotTheServiceError,
    ProxyRefusedError,
    ProxyWantsPasswordError,
    ServiceBusyError,
    ServiceSlowError,
    ServiceUnreachableError,
    SignInPageError,
    SyncError,
)
from app.sync.hr_client import HrClient
from app.sync.transport import HttpTransport, Limits, no_proxies

LIMITS = Limits(connect=2, read=0.2, whole=5, size=100_000)


@pytest.fixture
def transport(service):
    opened = HttpTransport(service.url, no_proxies, LIMITS)
    yield opened
    opened.close()


@pytest.fixture
def client(transport):
    return HrClient(transport)


BENDS = [
    ({"silent": True}, ServiceSlowError),
    ({"hangs_up": True}, ServiceUnreachableError),
    ({"html": True}, SignInPageError),
    ({"redirect": True}, SignInPageError),
    ({"status": 500}, ServiceBusyError),
    ({"status": 503}, ServiceBusyError),
    ({"status": 404}, NotTheServiceError),
    ({"status": 407}, ProxyWantsPasswordError),
    ({"endless": True}, AnswerTooLargeError),
    ({"media_type": "text/plain"}, NotTheServiceError),
    ({"nonsense": b""}, NotTheServiceError),
    ({"nonsense": b"{"}, NotTheServiceError),
    ({"nonsense": b"[]"}, NotTheServiceError),
    ({"nonsense": b"\xff\xfe"}, NotTheServiceError),
    ({"nonsense": b"{}"}, NotTheServiceError),
    ({"nonsense": b'{"aud": 1}'}, NotTheServiceError),
]


@pytest.mark.parametrize(("bend", "error"), BENDS, ids=[str(bend) for bend, _ in BENDS])
def test_every_accident_on_the_way_has_its_name_and_a_next_step(service, client, bend, error):
    with service.bent(**bend), pytest.raises(error) as caught:
        client.trust()
    assert isinstance(caught.value, UnavailableError)
    assert "safe on this computer" in caught.value.next_step
    assert client.trust().aud == service.aud


def test_an_answer_with_an_unknown_field_is_not_the_services(service, client):
    extra = b'{"nonce": "' + b"A" * 43 + b'", "more": 1}'
    with service.bent(nonsense=extra), pytest.raises(NotTheServiceError):
        client._proof("aud", service.service_key, "token")


def test_a_service_that_is_not_there_is_unreachable(service, client):
    service.shut()
    with pytest.raises(ServiceUnreachableError):
        client.trust()
    service.open()
    assert client.trust().aud == service.aud


def test_a_slow_drip_ends_at_the_whole_time(service):
    ticking = itertools.count(step=4.0)
    limits = Limits(connect=2, read=2, whole=3.0, size=100_000)
    transport = HttpTransport(service.url, no_proxies, limits, monotonic=lambda: next(ticking))
    with pytest.raises(ServiceSlowError):
        HrClient(transport).trust()
    transport.close()


def test_nothing_of_the_machine_goes_out_and_no_cookie_comes_back(service, client, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    for _ in range(2):
        client.trust()
    for seen in service.seen:
        assert set(seen.headers) <= {"Host", "User-Agent", "Accept-Encoding", "Accept", "Connection"}
        assert seen.headers["User-Agent"] == "undersigned"


@pytest.mark.parametrize(
    "address",
    [
        "http://hr.example.org",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "ftp://hr.example.org",
        "hr.example.org",
        "https://",
        "https://somebody:secret@hr.example.org",
        "https://hr.example.org/?x=1",
        "https://hr.example.org:port",
        "",
    ],
)
def test_an_address_that_is_not_safe_is_refused(address):
    with pytest.raises(AddressRefusedError) as caught:
        checked_address(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["https://hr.example.org/", "http://127.0.0.1:80", "http://[::1]:80", "http://localhost:80"]
)
def test_https_and_this_very_computer_are_taken(address):
    assert checked_address(address) == address.rstrip("/")


def test_a_proxy_that_is_not_there_is_named_and_asked_for_again(service):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        ways = [{"http": f"http://127.0.0.1:{taken.getsockname()[1]}"}, {}]
        transport = HttpTransport(service.url, lambda _: ways.pop(0), LIMITS)
        client = HrClient(transport)
        with pytest.raises(ProxyRefusedError):
            client.trust()
        assert client.trust().aud == service.aud
        transport.close()


def test_a_certificate_this_computer_does_not_trust_is_refused_and_nothing_is_sent(tmp_path):
    with _tls_server(tmp_path) as (port, arrived):
        client = HrClient(HttpTransport(f"https://127.0.0.1:{port}", no_proxies, LIMITS))
        with pytest.raises(CertificateError):
            client.enrol("SECRETXX", "aud", _Key())
        client.close()
    assert b"".join(arrived) == b""  # Windows judges once the connection stands, and then closes it


def test_the_systems_own_trust_store_decides(tmp_path, monkeypatch):
    with _tls_server(tmp_path) as (port, arrived):
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        client = HrClient(HttpTransport(f"https://127.0.0.1:{port}", no_proxies, LIMITS))
        with pytest.raises(SyncError) as caught:
            client.trust()
        client.close()
    assert not isinstance(caught.value, CertificateError)
    assert arrived == [b"GET /v1/trust HTTP/1.1"]


class _Key:
    """A key that must not be used before the certificate was judged."""

    class public:  # noqa: N801
        @staticmethod
        def jwk():
            return {"crv": "Ed25519", "kty": "OKP", "x": "A" * 43}


class _tls_server:  # noqa: N801
    """One TLS connection on the loopback under a certificate nobody signed; notes what arrives."""

    def __init__(self, folder):
        _write_certificate(folder / "cert.pem")
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(folder / "cert.pem")
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._arrived = []

    def __enter__(self):
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self._socket.getsockname()[1], self._arrived

    def __exit__(self, *_):
        self._thread.join(10)
        self._socket.close()

    def _serve(self):
        raw, _ = self._socket.accept()
        raw.settimeout(5)
        try:
            with self._context.wrap_socket(raw, server_side=True) as connection:
                self._arrived.append(connection.recv(4096).split(b"\r\n")[0])
        except (ssl.SSLError, OSError):
            raw.close()


def _write_certificate(path):
    import ipaddress  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
