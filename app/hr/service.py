"""The whole HR service in one value, for whatever stands in front of it: HTTP, or the command line."""

from dataclasses import dataclass

from argon2 import PasswordHasher

from app.hr.accounts import Accounts
from app.hr.core import Clock, Core, Random, open_core
from app.hr.delivery import Delivery
from app.hr.due import DueLists
from app.hr.enrolment import Enrolment
from app.hr.ingest import Ingest
from app.hr.log import Log
from app.hr.me import Holdings
from app.hr.messages import Messages
from app.hr.outstanding import Outstanding
from app.hr.proofs import Proofs
from app.hr.publishing import Publishing
from app.hr.receipts import Receipts
from app.hr.roster_import import RosterImport
from app.hr.store.database import Database
from app.hr.tokens import Tokens
from app.hr.verification import Verifier
from app.signing.keys import PrivateKey


@dataclass(frozen=True)
class HrService:
    """Every use case, wired. Make it with `open_service`; end it with `close`."""

    core: Core
    log: Log
    ingest: Ingest
    messages: Messages
    proofs: Proofs
    tokens: Tokens
    enrolment: Enrolment
    due_lists: DueLists
    delivery: Delivery
    holdings: Holdings
    publishing: Publishing
    roster: RosterImport
    outstanding: Outstanding
    accounts: Accounts

    def close(self) -> None:
        """Finish what is being received, and close the database."""
        self.ingest.close()
        self.core.database.close()


def open_service(
    database: Database, key: PrivateKey, clock: Clock, random: Random, hasher: PasswordHasher | None = None
) -> HrService:
    """Wire the service on a database that was set up.

    Raises NotFoundedError, OtherServiceKeyError, StorageError. `hasher` is for tests: Argon2id is slow on purpose.
    """
    core = open_core(database, key, clock, random)
    log = Log(core)
    verifier = Verifier(core)
    proofs = Proofs(core)
    return HrService(
        core=core,
        log=log,
        ingest=Ingest(core, log, verifier),
        messages=Messages(core, verifier),
        proofs=proofs,
        tokens=Tokens(core, verifier, proofs),
        enrolment=Enrolment(core, log, proofs),
        due_lists=DueLists(core, log),
        delivery=Delivery(core, log),
        holdings=Holdings(core, Receipts(core, log)),
        publishing=Publishing(core, log),
        roster=RosterImport(core, log),
        outstanding=Outstanding(core),
        accounts=Accounts(core, hasher or PasswordHasher()),
    )
