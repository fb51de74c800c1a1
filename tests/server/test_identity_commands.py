"""`undersigned enrol --sign-in` and `undersigned keys`, against the real service and a provider."""

import json
import os
from datetime import UTC, datetime

import pytest

from app.commands import enrol, keys, profile
from app.config import Config
from app.hr.identity import Provider
from app.hr.service import open_service
from app.hr.store.database import open_database
from app.signing.keystore import MemoryKeyStore
from app.sync.provider_http import ProviderHttp
from app.sync.transport import no_proxies
from tests.fakes.oidc_provider import CLIENT_ID, Browser, OidcProvider


@pytest.fixture
def provider(school):
    school.clock.now = datetime.now(UTC)
    running = OidcProvider(school.clock)
    yield running
    running.close()


@pytest.fixture
def computer(school, provider, serving, tmp_path, monkeypatch):
    """A computer that IT has set up for the service; answers the arguments that name its profile."""
    hr = open_service(
        open_database(school.url),
        school.service_key,
        school.clock,
        os.urandom,
        provider_get=ProviderHttp(no_proxies).get,
    )
    school._opened.append(hr)
    hr.identity.set_provider(Provider(provider.issuer, CLIENT_ID), "it")
    managed = Config(
        server=serving(hr),
        service_key=(school.service_key.public.thumbprint,),
        publishing_key=(school.publishing_key.public.thumbprint,),
    )
    keystore, browser = MemoryKeyStore(), Browser()
    monkeypatch.setattr(profile, "LateKeyStore", lambda: keystore)
    monkeypatch.setattr(profile.settings, "load_here", lambda _file: managed)
    monkeypatch.setattr(enrol.webbrowser, "open", browser)
    yield ["--profile", str(tmp_path / "profile")]
    browser.join()


def test_a_person_signs_in_and_renews_their_key_without_a_window(computer, capsys):
    assert enrol.main([*computer, "--sign-in"]) == 0
    assert "set up for Person 0, School 0" in capsys.readouterr().out
    assert keys.main([*computer, "--rotate", "--json"]) == 0
    old, new = json.loads(capsys.readouterr().out)
    assert (old["ending"], new["is_here"], new["identity"]) == ("retired", True, "provider")
    assert keys.main(computer) == 0
    one, two = capsys.readouterr().out.splitlines()
    assert "Replaced by a newer key." in one
    assert "on this computer" in two
