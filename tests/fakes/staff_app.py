"""One staff member's app for tests: a real database and workflows, over a given service and key store."""

import hashlib
from pathlib import Path

from app.domain.acknowledgement import Outcome
from app.domain.audit import Answer, Audit
from app.domain.checklist import parse
from app.domain.checklist_files import bundle
from app.domain.policy import sections
from app.signing.keystore import MemoryKeyStore
from app.storage.database import Database
from app.storage.locations import database_file
from app.sync.hr_client import HrClient
from app.sync.transport import HttpTransport, Limits, no_proxies
from app.workflows import (
    acknowledge_policy,
    complete_audit,
    enrol,
    overview,
    read_policy,
    refresh,
    send_outbox,
)
from app.workflows.context import Context

ASSETS = Path(__file__).parents[1] / "assets"
LIMITS = Limits(connect=2, read=0.3, whole=5, size=100_000)
TEXT = """# Social Media Policy

| | |
|---|---|
| Next Review Date | March 2022 |

## 1. Introduction

Be kind.

## 2. Responsible use

Think before you post.
"""
SECOND_TEXT = TEXT.replace("Think before you post.", "Think twice before you post.")


def checklist():
    """A small public checklist."""
    folder = ASSETS / "checklists" / "second"
    return parse(bundle({path.name: path.read_bytes() for path in folder.glob("*.toml")}))


class Chance:
    """Random bytes that are the same in every run."""

    def __init__(self, seed=b"chance"):
        self._state = seed

    def __call__(self, count):
        found = b""
        while len(found) < count:
            self._state = hashlib.sha256(self._state).digest()
            found += self._state
        return found[:count]


class StaffApp:
    def __init__(
        self, folder, service, clock, *, keystore=None, at_once=False, seed=b"chance", limits=LIMITS
    ):
        self.folder = folder
        self.service = service
        self.path = database_file(folder)
        self._clients = {}
        self._limits = limits
        self.context = Context(
            database=Database.open(self.path, clock),
            keystore=keystore or MemoryKeyStore(),
            clock=clock,
            random=Chance(seed),
            connect=self.connect,
            state_file=folder / "state" / "state.txt",
            app_version="undersigned 0.1.0",
            send_completions_at_once=at_once,
        )

    def connect(self, server):
        if server not in self._clients:
            self._clients[server] = HrClient(HttpTransport(server, no_proxies, self._limits))
        return self._clients[server]

    def move_to(self, url):
        """Ask this address from now on, as if the service had kept its own."""
        with self.context.database.transaction() as connection:
            connection.execute("UPDATE person SET server = ?", (url,))

    def close(self):
        for client in self._clients.values():
            client.close()
        self.context.database.close()

    def enrol(self, code):
        return enrol.enrol(self.context, self.service.url, code)

    def refresh(self):
        return refresh.refresh(self.context)

    def overview(self):
        return overview.overview(self.context)

    @property
    def policy(self):
        (status,) = self.overview().policies
        return status

    def read(self):
        policy = self.policy
        for section in sections(policy.text):
            read_policy.see_section(self.context, policy.ref, section.digest)

    def acknowledge(self, outcome=Outcome.ACKNOWLEDGED, **more):
        self.read()
        return acknowledge_policy.acknowledge(self.context, self.policy.ref, outcome, "Sam Field", **more)

    def send(self, **how):
        return send_outbox.send(self.context, **how)

    def audit(self, answer=Answer.DONE):
        """Answer every check of every site; returns the walk."""
        walk = Audit(complete_audit.load_checklist(self.context, self.policy.ref))
        walk = walk.choose(site.id for site in walk.checklist.choosable)
        for check in (*walk.must_do, *walk.more):
            walk = walk.answer(check.id, answer)
        complete_audit.save_audit(self.context, self.policy.ref, walk)
        return walk

    def complete(self):
        return complete_audit.complete(self.context, self.policy.ref)
