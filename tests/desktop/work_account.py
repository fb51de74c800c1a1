"""A school whose staff sign in with their work account: a real service, and a provider that behaves."""

import os
from contextlib import contextmanager
from types import SimpleNamespace

from app.hr.identity import Provider
from app.hr.service import open_service
from app.hr.store.database import open_database
from app.sync.provider_http import ProviderHttp
from app.sync.transport import no_proxies
from tests.fakes.oidc_provider import CLIENT_ID, OidcProvider
from tests.server.conftest import World


@contextmanager
def served_school(migrated_file, folder, serving, **policy):
    """The school with its policy, its service on the loopback, and the provider that the service knows."""
    file = folder / "service.sqlite"
    file.write_bytes(migrated_file.read_bytes())
    school = World(f"sqlite:///{file}")
    school.staff()
    school.publish(**policy)
    provider = OidcProvider(school.clock)
    get = ProviderHttp(no_proxies).get
    hr = open_service(
        open_database(school.url), school.service_key, school.clock, os.urandom, provider_get=get
    )
    hr.identity.set_provider(Provider(provider.issuer, CLIENT_ID), "it")
    yield SimpleNamespace(school=school, provider=provider, hr=hr, url=serving(hr))
    provider.close()
    hr.close()
    school.close()
