"""School networks: proxies with their own authority or a password, IPv6, clocks far off, a month without a network."""

import socket
import ssl
import threading

import pytest
import requests

from app.sync.errors import (
    CertificateDateError,
    CertificateError,
    ProxyRefusedError,
    ProxyWantsPasswordError,
    ServiceUnreachableError,
)
from app.sync.hr_client import HrClient
from app.sync.transport import HttpTransport
from app.workflows.overview import Standing
from app.workflows.send_outbox import Sent
from tests.fakes.hr_http import Server, handler_for
from tests.fakes.hr_service import FixedClock, HrService
from tests.fakes.school_network import Authority, Proxy
from tests.fakes.staff_app import LIMITS, StaffApp

SERVICE = "https://localhost:1"  # only the proxy knows where that is


def through(proxy):
    """A client whose way out is this proxy, as the system's settings or a PAC file say."""
    return HrClient(HttpTransport(SERVICE, lambda _: {"https": proxy.url}, LIMITS))


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


def test_a_proxy_that_opens_the_connection_is_fine_where_the_system_trusts_it(
    service, authority, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.root))
    with Proxy(authority.server_context(), service.port) as proxy:
        client = through(proxy)
        assert client.trust().aud == service.aud
        client.close()
    assert proxy.heard[0].startswith(b"CONNECT localhost:1 HTTP/1.")


def test_a_proxy_whose_authority_the_system_does_not_know_learns_nothing(service, authority):
    with Proxy(authority.server_context(), service.port) as proxy:
        client = through(proxy)
        with pytest.raises(CertificateError):
            client.trust()
        client.close()
    assert service.seen == []


@pytest.mark.parametrize("days", [(-400, -1), (1, 400)], ids=["clock far ahead", "clock far behind"])
def test_a_certificate_out_of_its_dates_asks_to_look_at_the_clock(service, authority, monkeypatch, days):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.root))
    begins, ends = days
    context = authority.server_context(valid_from_days=begins, valid_to_days=ends)
    with Proxy(context, service.port) as proxy:
        client = through(proxy)
        with pytest.raises(CertificateDateError, match="date and time of this computer"):
            client.trust()
        client.close()
    assert service.seen == []


def test_windows_own_word_for_an_expired_certificate_is_understood(monkeypatch):
    problem = ssl.SSLCertVerificationError("expired")
    problem.verify_code = 0x800B0101
    transport = HttpTransport("https://localhost:1", lambda _: {}, LIMITS)

    def fails(*_, **__):
        raise requests.exceptions.SSLError(problem)

    monkeypatch.setattr(transport._session, "request", fails)
    with pytest.raises(CertificateDateError):
        transport.exchange("GET", "/v1/trust")


def test_a_proxy_that_wants_a_password_is_named_and_gets_none():
    with Proxy(None, 0, refuses="407 Proxy Authentication Required") as proxy:
        client = through(proxy)
        with pytest.raises(ProxyWantsPasswordError, match="will not ask you for yours"):
            client.trust()
        client.close()
    assert len(proxy.heard) == 1
    assert b"authorization" not in proxy.heard[0].lower()


def test_a_proxy_that_forbids_the_address_is_named():
    with Proxy(None, 0, refuses="403 Forbidden by the school's filter") as proxy:
        client = through(proxy)
        with pytest.raises(ProxyRefusedError) as caught:
            client.trust()
        client.close()
    assert type(caught.value) is ProxyRefusedError


class _Ipv6Server(Server):
    address_family = socket.AF_INET6


def test_a_service_that_only_speaks_ipv6_is_reached(service):
    with _Ipv6Server(("::1", 0), handler_for(service)) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        client = HrClient(HttpTransport(f"http://[::1]:{server.server_port}", lambda _: {}, LIMITS))
        assert client.trust().aud == service.aud
        client.close()
        server.shutdown()


@pytest.mark.parametrize("days", [-365, 365], ids=["a year behind", "a year ahead"])
def test_a_device_whose_clock_is_a_year_off_signs_and_is_received_by_the_services_clock(
    tmp_path, service, days
):
    wrong = FixedClock()
    wrong.move(days=days)
    staff = StaffApp(tmp_path, service, wrong)
    service.publish("# Policy\n\n## 1. One\n\nBe kind.\n", due="2026-12-04")
    staff.enrol(service.invite(service.hire()))
    staff.refresh()
    staff.acknowledge()
    assert staff.send().received == 1
    answer = staff.policy.answer
    assert answer.standing is Standing.RECEIVED
    assert answer.receipt.received_at.startswith("2026-")
    assert not answer.receipt.late
    staff.close()


def test_after_a_month_without_a_network_everything_arrives_once(tmp_path, clock):
    service = HrService(clock)
    staff = StaffApp(tmp_path, service, clock)
    service.publish("# Policy\n\n## 1. One\n\nBe kind.\n", due="2026-12-04")
    staff.enrol(service.invite(service.hire()))
    staff.refresh()
    service.shut()
    staff.acknowledge()
    for _ in range(30):  # a computer that is switched on each day, and tries
        clock.move(days=1)
        assert isinstance(staff.send(everything=True).problem, ServiceUnreachableError)
        assert staff.policy.answer.standing is Standing.SAVED
    service.open()
    assert staff.send(everything=True) == Sent(received=1, waiting=0, refused=0, problem=None)
    assert staff.send(everything=True) == Sent(received=0, waiting=0, refused=0, problem=None)
    assert len(service.records) == 1
    assert staff.policy.answer.standing is Standing.RECEIVED
    staff.close()
    service.shut()
