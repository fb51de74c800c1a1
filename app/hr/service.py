"""The whole HR service in one value, for whatever stands in front of it: HTTP, or the command line."""

from dataclasses import dataclass

from argon2 import PasswordHasher

from app.hr.account_book import AccountBook
from app.hr.accounts import Accounts
from app.hr.approvals import Approvals
from app.hr.calendars import Calendars
from app.hr.core import Clock, Core, Random, open_core
from app.hr.daily import Daily
from app.hr.delivery import Delivery
from app.hr.directory import Directory
from app.hr.disputes import Disputes
from app.hr.due import DueLists
from app.hr.enrolment import Enrolment
from app.hr.epochs import Epochs
from app.hr.export import Export
from app.hr.facts import Facts
from app.hr.holders import Holders
from app.hr.holds import Holds
from app.hr.identity import Identity
from app.hr.ingest import Ingest
from app.hr.key_rotation import KeyRotation
from app.hr.leave import Leave
from app.hr.log import Log
from app.hr.lost_versions import LostVersions
from app.hr.me import Holdings
from app.hr.messages import Messages
from app.hr.my_people import MyPeople
from app.hr.oidc import IdTokens
from app.hr.outstanding import Outstanding
from app.hr.person_data import PersonDataExport
from app.hr.person_history import PersonHistory
from app.hr.person_keys import PersonKeys
from app.hr.place import check_place
from app.hr.policy_events import PolicyEvents
from app.hr.policy_list import PolicyList
from app.hr.presence import Presence
from app.hr.progress import Progress
from app.hr.proofs import Proofs
from app.hr.publishing import Publishing
from app.hr.purge import Purging
from app.hr.questions import Questions
from app.hr.receipts import Receipts
from app.hr.reminders import Reminders
from app.hr.reminders_bounces import Bounces
from app.hr.reminders_log import ReminderLog
from app.hr.retention import Retention
from app.hr.roster_hand import ByHand
from app.hr.roster_import import RosterImport
from app.hr.service_key_rotation import ServiceKeyRotation
from app.hr.sign_sheet import SignSheets
from app.hr.store.database import Database
from app.hr.timestamps import Post, Timestamps, no_timestamps
from app.hr.tokens import Tokens
from app.hr.trail_heads import TrailHeads
from app.hr.two_people import TwoPeople
from app.hr.verification import Verifier
from app.hr.work_accounts import WorkAccounts
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
    timestamps: Timestamps
    daily: Daily
    key_rotation: KeyRotation
    service_key: ServiceKeyRotation
    ingest: Ingest
    messages: Messages
    presence: Presence
    proofs: Proofs
    tokens: Tokens
    enrolment: Enrolment
    identity: Identity
    person_keys: PersonKeys
    person_history: PersonHistory
    due_lists: DueLists
    delivery: Delivery
    holdings: Holdings
    publishing: Publishing
    lost_versions: LostVersions
    policy_events: PolicyEvents
    policy_list: PolicyList
    roster: RosterImport
    by_hand: ByHand
    directory: Directory
    sign_sheets: SignSheets
    outstanding: Outstanding
    progress: Progress
    facts: Facts
    leave: Leave
    calendars: Calendars
    reminders: Reminders
    reminder_log: ReminderLog
    bounces: Bounces
    disputes: Disputes
    questions: Questions
    my_people: MyPeople
    export: Export
    accounts: Accounts
    account_book: AccountBook
    work_accounts: WorkAccounts
    two_people: TwoPeople
    approvals: Approvals
    retention: Retention
    holds: Holds
    purging: Purging
    person_data: PersonDataExport

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
    timestamp_post: Post = no_timestamps,
) -> HrService:
    """Wire the service on a database that was set up.

    Raises NotFoundedError, OtherServiceKeyError, CopiedDatabaseError (not if it `was_moved`), StorageError. `hasher` is for tests: Argon2id is slow on purpose.
    `provider_get` fetches from the identity provider, `timestamp_post` asks the timestamp service.
    """
    core = open_core(database, key, clock, random)
    if not was_moved:
        check_place(database)
    log = Log(core)
    verifier = Verifier(core)
    leave = Leave(core, log)
    proofs = Proofs(core)
    holders, trail_heads = Holders(core, log), TrailHeads(core, log)
    timestamps = Timestamps(core, log, timestamp_post)
    questions = Questions(core, log, verifier)
    outstanding, delivery = Outstanding(core, leave), Delivery(core, log)
    reminders = Reminders(core, questions, leave)
    publishing, policy_events = Publishing(core, log), PolicyEvents(core, log)
    accounts = Accounts(core, hasher or PasswordHasher())
    account_book = AccountBook(core, accounts)
    id_tokens = IdTokens(provider_get, clock)
    identity = Identity(core, log, proofs, id_tokens)
    purging = Purging(core, log)
    two_people = TwoPeople(core, log, (publishing, policy_events), (accounts, account_book), purging)
    return HrService(
        core=core,
        log=log,
        epochs=Epochs(core, log),
        holders=holders,
        trail_heads=trail_heads,
        timestamps=timestamps,
        daily=Daily(core, holders, trail_heads, reminders, timestamps),
        key_rotation=KeyRotation(core, log),
        service_key=ServiceKeyRotation(core, log),
        ingest=Ingest(core, log, verifier),
        messages=Messages(core, verifier),
        presence=Presence(core, log, verifier, identity),
        proofs=proofs,
        tokens=Tokens(core, verifier, proofs),
        enrolment=Enrolment(core, log, proofs),
        identity=identity,
        person_keys=PersonKeys(core, log, proofs, verifier),
        person_history=PersonHistory(core, verifier, leave),
        due_lists=DueLists(core, log, leave),
        delivery=delivery,
        holdings=Holdings(core, Receipts(core, log)),
        publishing=publishing,
        lost_versions=LostVersions(core, publishing),
        policy_events=policy_events,
        policy_list=PolicyList(core, leave),
        roster=RosterImport(core, log),
        by_hand=ByHand(core, log),
        directory=Directory(core),
        sign_sheets=SignSheets(core),
        outstanding=outstanding,
        progress=Progress(core, leave),
        facts=Facts(core, log),
        leave=leave,
        calendars=Calendars(core),
        reminders=reminders,
        reminder_log=ReminderLog(core),
        bounces=Bounces(core),
        disputes=Disputes(core, log, verifier),
        questions=questions,
        my_people=MyPeople(core, outstanding, questions, delivery),
        export=Export(core, log),
        accounts=accounts,
        account_book=account_book,
        work_accounts=WorkAccounts(core, identity, id_tokens, proofs, accounts),
        two_people=two_people,
        approvals=two_people.approvals,
        retention=Retention(core),
        holds=Holds(core),
        purging=purging,
        person_data=PersonDataExport(core),
    )
