"""What windows are given one after the other, over the simulated service: in memory, or in one folder."""

from dataclasses import dataclass
from pathlib import Path

from app.config import Config
from app.login.machine import Keeping, Machine
from app.signing.keystore import MemoryKeyStore
from app.storage.database import Database
from app.storage.locations import database_file
from app.sync.hr_client import HrClient
from app.sync.transport import HttpTransport, no_proxies
from app.workflows.context import Context
from tests.fakes.staff_app import LIMITS, Chance


@dataclass(frozen=True)
class Sitting:
    context: Context
    config: Config
    user_file: Path | None
    machine: Machine


class FakeSittings:
    """Behaves as `app.commands.profile.Sittings` does, with a clock and a service of the test's own."""

    def __init__(self, folder, service, clock, machine, config=None, limits=LIMITS):
        self.folder, self.service, self.clock = folder, service, clock
        self.machine = machine
        self.config = config or Config(server=service.url)
        self.limits = limits
        self.keystore = MemoryKeyStore()
        self.chosen = []
        self.open = []
        self._turns = 0

    def begin(self, *, shared=False):
        whose = Machine(Keeping.IN_MEMORY, is_shared=True) if shared else self.machine
        in_memory = whose.keeping is Keeping.IN_MEMORY
        clients = {}

        def connect(server):
            if server not in clients:
                clients[server] = HrClient(HttpTransport(server, no_proxies, self.limits))
            return clients[server]

        self._turns += 1
        database = (
            Database.in_memory() if in_memory else Database.open(database_file(self.folder), self.clock)
        )
        self.open.append(database)
        context = Context(
            database=database,
            keystore=MemoryKeyStore() if in_memory else self.keystore,
            clock=self.clock,
            random=Chance(f"turn {self._turns}".encode()),
            connect=connect,
            state_file=None if whose.is_shared else self.folder / "state" / "state.txt",
            app_version="undersigned 0.1.0",
            send_completions_at_once=whose.keeping is not Keeping.HERE,
            keeping=whose.keeping,
        )
        return Sitting(context, self.config, None, whose)

    def end(self, context):
        self.open.remove(context.database)
        context.database.close()

    def choose(self, *, shared):
        self.chosen.append(shared)
        self.machine = Machine(Keeping.IN_MEMORY, is_shared=True) if shared else Machine()

    def close(self):
        for database in self.open:
            database.close()
