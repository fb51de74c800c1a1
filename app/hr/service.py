"""The whole HR service in one value, for whatever stands in front of it: HTTP, or the command line."""

from dataclasses import dataclass

from argon2 import PasswordHasher

from app.hr.accounts import Accounts
from app.hr.core import Clock, Core, Random, open_core
from app.hr.daily import Daily
from app.hr.delivery import Delivery
from app.hr.disputes import Disputes
from app.hr.due import DueLists
from app.hr.enrolment import Enrolment
from app.hr.epochs import Epochs
from app.hr.export import Export
from app.hr.facts import Facts
from app.hr.holders import Holders
from app.hr.identity import Identity
from app.hr.ingest import Ingest
from app.hr.key_rotation import KeyRotation
from app.hr.leave import Leave
from app.hr.log import Log
from app.hr.me import Holdings
from app.hr.messages import Messages
from app.hr.oidc import IdTokens
from app.hr.outstanding import Outstanding
from app.hr.person_keys import PersonKeys
from app.hr.place import check_place
from app.hr.proofs import Proofs
from app.hr.publishing import Publishing
from app.hr.questions import Questions
from app.hr.receipts import Receipts
from app.hr.roster_import import RosterImport
from app.hr.store.database import Database
from app.hr.tokens import Tokens
from app.hr.trail_heads import TrailHeads
from app.hr.verification import Verifier
from app.signing.keys import PrivateKey
from app.sync.openid import Get, ProviderUnreachableError


@dataclass(frozen=True)
class HrService:
    """Every use case, wired. Make it with `open_service`; end it with `close`."""

    core: Core
    log: Log
    epochs: Epochs
    holders: Holders
    trail_heads: TrailHeads
    daily: Daily
    key_rotation: KeyRotation
    ingest: Ingest
    messages: Messages
    proofs: Proofs
    tokens: Tokens
    enrolment: Enrolment
    identity: Identity
    person_keys: PersonKeys
    due_lists: DueLists
    delivery: Delivery
    holdings: Holdings
    publishing: Publishing
    roster: RosterImport
    outstanding: Outstanding
    facts: Facts
    leave: Leave
    disputes: Disputes
    questions: Questions
    export: Export
    accounts: Accounts

    def close(self) -> None:
        """Finish what is being received, and close the database."""
        self.ingest.close()
        self.core.database.close()


def no_provider(_address: str) -> bytes:
    """Reach no identity provider: what only administers never has to."""
    raise ProviderUnreachableError


def open_service(
    database: Database,
    key: PrivateKey,
    clock: Clock,
    random: Random,
    hasher: PasswordHasher | None = None,
    provider_get: Get = no_provider,
    *,
    was_moved: bool = False,
) -> HrService:
    """Wire the service on a database that was set up.

    Raises NotFoundedError, OtherServiceKeyError, CopiedDatabaseError (not if it `was_moved`), StorageError. `hasher` is for tests: Argon2id is slow on purpose.
    `provider_get` fetches from the identity provider.
    """
    core = open_core(database, key, clock, random)
    if not was_moved:
        check_place(database)
    log = Log(core)
    verifier = Verifier(core)
    leave = Leave(core, log)
    proofs = Proofs(core)
    holders, trail_heads = Holders(core, log), TrailHeads(core, log)
    return HrService(
        core=core,
        log=log,
        epochs=Epochs(core, log),
        holders=holders,
        trail_heads=trail_heads,
        daily=Daily(core, holders, trail_heads),
        key_rotation=KeyRotation(core, log),
        ingest=Ingest(core, log, verifier),
        messages=Messages(core, verifier),
        proofs=proofs,
        tokens=Tokens(core, verifier, proofs),
        enrolment=Enrolment(core, log, proofs),
        identity=Identity(core, log, proofs, IdTokens(provider_get, clock)),
        person_keys=PersonKeys(core, log, proofs, verifier),
        due_lists=DueLists(core, log, leave),
        delivery=Delivery(core, log),
        holdings=Holdings(core, Receipts(core, log)),
        publishing=Publishing(core, log),
        roster=RosterImport(core, log),
        outstanding=Outstanding(core, leave),
        facts=Facts(core, log),
        leave=leave,
        disputes=Disputes(core, log),
        questions=Questions(core, log, verifier),
        export=Export(core, log),
        accounts=Accounts(core, hasher or PasswordHasher()),
    )
