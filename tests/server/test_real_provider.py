"""A sign-in at a real OpenID Connect provider (npm oidc-provider): its pages, its PKCE, its signatures."""

import html
import os
import re
import shutil
import subprocess
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest
import requests

from app.evidence.basis import SignedIn
from app.evidence.verify import verify
from app.hr.identity import Provider
from app.hr.oidc import IdTokenForgedError, IdTokenNonceError, IdTokens
from app.hr.service import open_service
from app.hr.store.database import open_database
from app.sync.errors import NotOnStaffListError
from app.sync.provider_http import ProviderHttp
from app.sync.sign_in import SignInCancelledError
from app.sync.transport import Limits, no_proxies
from app.workflows.enrol_with_provider import TrustKeys, enrol_with_provider
from app.workflows.fresh_sign_in import fresh_sign_in
from app.workflows.keys import list_keys
from tests.fakes.oidc_provider import CLIENT_ID
from tests.fakes.staff_app import StaffApp

NODE_MODULES = Path(__file__).parents[2] / ".venv" / "node" / "node_modules"
SCRIPT = Path(__file__).parents[1] / "fakes" / "oidc_provider.mjs"


@pytest.fixture(scope="module")
def issuer():
    if not shutil.which("node"):
        pytest.skip("node is not installed here")
    if not (NODE_MODULES / "oidc-provider").is_dir():
        pytest.skip("npm oidc-provider is not installed in .venv/node")
    with subprocess.Popen(
        ["node", str(SCRIPT), str(NODE_MODULES)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={"PATH": os.environ["PATH"]},
    ) as process:
        yield process.stdout.readline().strip()
        process.stdin.close()


@pytest.fixture
def trust(school, issuer, serving):
    """A service that signs in at that provider, by the real time."""
    school.clock.now = datetime.now(UTC)
    hr = open_service(
        open_database(school.url),
        school.service_key,
        school.clock,
        os.urandom,
        provider_get=ProviderHttp(no_proxies).get,
    )
    school._opened.append(hr)
    hr.identity.set_provider(Provider(issuer, CLIENT_ID), "it")
    return SimpleNamespace(school=school, url=serving(hr), hr=hr)


class Person:
    """Somebody at a browser, who signs in with this address, agrees, or turns back."""

    def __init__(self, email, *, turns_back=False):
        self.email = email
        self.turns_back = turns_back
        self.last = None

    def __call__(self, address):
        self._thread = threading.Thread(target=self._visit, args=(address,))
        self._thread.start()
        return True

    def join(self):
        self._thread.join(20)

    def _visit(self, address):
        with requests.Session() as session:
            session.trust_env = False
            page = session.get(address, timeout=10)
            while "You can close this page" not in page.text:
                page = self._step(session, page)
            self.last = page

    def _step(self, session, page):
        if self.turns_back:
            away = re.search(r'href="([^"]*/abort)"', page.text)[1]
            return session.get(urljoin(page.url, html.unescape(away)), timeout=10)
        action = html.unescape(re.search(r'<form[^>]*action="([^"]+)"', page.text)[1])
        prompt = re.search(r'name="prompt" value="(\w+)"', page.text)[1]
        fields = {"prompt": prompt, "login": self.email, "password": "any"}
        return session.post(urljoin(page.url, action), data=fields, timeout=10)


@pytest.fixture
def device(trust, tmp_path):
    app = StaffApp(tmp_path / "device", trust, trust.school.clock, limits=Limits())
    yield app
    app.close()


def signed_in(device, trust, person):
    world = trust.school
    known = TrustKeys((world.service_key.public.thumbprint,), (world.publishing_key.public.thumbprint,))
    try:
        return enrol_with_provider(device.context, trust.url, known, person)
    finally:
        person.join()


def test_a_person_signs_in_at_a_real_provider_and_signs_a_policy(trust, device):
    person = signed_in(device, trust, Person("s0@oak.example"))
    assert person.name == "Person 0"
    [key] = list_keys(device.context)
    assert key.identity == "provider"
    device.refresh()
    device.acknowledge()
    assert device.send().received == 1


def test_an_answer_comes_with_a_fresh_sign_in_at_a_real_provider(trust, device, issuer):
    signed_in(device, trust, Person("s0@oak.example"))
    device.refresh()
    person = Person("s0@oak.example")
    device.acknowledge(sign_in=fresh_sign_in(device.context, person))
    person.join()
    assert device.send().received == 2
    (pack,) = trust.hr.export.packs(staff_id="s0", actor="pat")
    (record,) = verify(pack.content).records
    basis = record.check.basis
    assert isinstance(basis, SignedIn)
    assert (basis.issuer, basis.account) == (issuer, "s0@oak.example")
    assert abs(basis.at - datetime.now(UTC).timestamp()) < 120


def test_a_colleague_who_signs_in_at_a_real_provider_is_not_taken_for_the_person(trust, device):
    signed_in(device, trust, Person("s0@oak.example"))
    device.refresh()
    colleague = Person("s1@oak.example")
    device.acknowledge(sign_in=fresh_sign_in(device.context, colleague))
    colleague.join()
    sent = device.send()
    assert (sent.received, sent.refused) == (1, 1)


def test_somebody_who_is_not_on_the_list_is_told(trust, device):
    with pytest.raises(NotOnStaffListError):
        signed_in(device, trust, Person("stranger@oak.example"))


def test_somebody_who_turns_back_at_the_provider_changes_nothing(trust, device):
    with pytest.raises(SignInCancelledError):
        signed_in(device, trust, Person("s0@oak.example", turns_back=True))
    assert trust.hr.person_keys.of("s0") == []


def test_a_real_token_changed_by_one_letter_or_meant_for_another_key_is_refused(trust, device, issuer):
    tokens = []
    client = device.connect(trust.url)
    enrol = client.enrol_with_provider

    def listening(id_token, *rest):
        tokens.append(id_token)
        return enrol(id_token, *rest)

    client.enrol_with_provider = listening
    signed_in(device, trust, Person("s1@oak.example"))
    [token] = tokens
    judge = IdTokens(ProviderHttp(no_proxies).get, lambda: datetime.now(UTC))
    with pytest.raises(IdTokenNonceError):
        judge.check(token, issuer, CLIENT_ID, "A" * 43)
    header, claims, signature = token.split(".")
    for changed in (f"{header}.{claims}.{_other(signature)}", f"{header}.{_other(claims)}.{signature}"):
        with pytest.raises(IdTokenForgedError):
            judge.check(changed, issuer, CLIENT_ID, "A" * 43)


def _other(text):
    middle = len(text) // 2
    return text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]
