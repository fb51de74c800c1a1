"""Keeping accounts: the list, second factors, sessions and the rules; each person's own account, too.

Rules:

* every change is on the trail, under the name of whoever made it, with a reason where something is taken away;
* nobody takes away their own second factor here: a stolen session could;
* what two people must agree to stands in `app.hr.two_people`.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.domain.dates import to_utc_text
from app.errors import RefusedError
from app.hr import account_changes, second_factor, trail
from app.hr.account_changes import AccountChange, OwnRoleError
from app.hr.account_rules import AccountRules, keep_rules, rules_in
from app.hr.accounts import Account, Accounts, account_id
from app.hr.core import Core
from app.hr.facts import check_reason
from app.hr.second_factor import Enrolling, SecondFactorOffError
from app.hr.sessions import OpenSession
from app.hr.store.database import AnyRow
from app.hr.store.schema import account_schools, accounts, schools, staff
from app.hr.throttle import Throttle


class OwnAccountError(RefusedError):
    """Somebody would close the account they are signed in with."""

    sentence = "You cannot close the account that you are signed in with."
    next_step = "Ask another person of HR to close it."


class OwnWaitError(RefusedError):
    """Somebody would end the wait of their own account: whoever found an open window could."""

    sentence = "You cannot end the wait of your own account."
    next_step = "Ask another person of HR, or use a recovery code."


@dataclass(frozen=True)
class AccountOf:
    """One account: its name and role, whom it may see, whether it is open, how it signs in, its sessions.

    `second_factor` says whether it has one, `needs_second_factor` whether its role needs one and it has none,
    `waits_until` when its next code is taken after too many wrong ones (RFC 3339).
    """

    name: str
    role: str
    schools: tuple[str, ...]
    staff_id: str | None
    active: bool
    created_at: str
    work_account: bool
    second_factor: bool
    needs_second_factor: bool
    waits_until: str | None
    sessions: tuple[OpenSession, ...]


@dataclass(frozen=True)
class OwnAccount:
    """What a person sees of their own account."""

    account: AccountOf
    recovery_codes_left: int


class AccountBook:
    """Lists and changes accounts."""

    def __init__(self, core: Core, accounts_: Accounts) -> None:
        self._core = core
        self._accounts = accounts_
        self._throttle = Throttle(core, "sign-in")

    def all(self) -> list[AccountOf]:
        """Every account, by name, closed ones last; raises StorageError."""
        with self._core.database.read() as connection:
            rows = connection.execute(_ACCOUNTS).all()
            return [self._of(connection, row) for row in rows]

    def rules(self) -> AccountRules:
        """What the trust asks of accounts; raises StorageError."""
        with self._core.database.read() as connection:
            return rules_in(connection)

    def set_rules(self, rules: AccountRules, *, actor: str) -> None:
        """Ask this of accounts; raises IdleMinutesError, UnknownRoleError, TooFewPeopleError, StorageError."""
        with self._core.database.write() as connection:
            rules.check(connection)
            keep_rules(connection, rules)
            self._note(connection, actor, "account-rules", "", " ".join(rules.sentences()))

    def take_second_factor(self, name: str, reason: str, *, actor: str) -> None:
        """Take a lost second factor away and end the sessions.

        Raises FactReasonMissingError, UnknownAccountError, SecondFactorOffError, StorageError.
        """
        check_reason(reason)
        with self._core.database.write() as connection:
            found = account_id(connection, name)
            self._accounts.second_factors.take_away(connection, found)
            self._accounts.sessions.end_all(connection, found)
            self._note(connection, actor, "second-factor-away", name, reason)

    def change(self, change: AccountChange, *, actor: str) -> None:
        """Change somebody else's role and schools, and end the account's sessions.

        Raises OwnRoleError, the errors of `account_changes.check_change`, StorageError.
        """
        if change.name == actor:
            raise OwnRoleError
        with self._core.database.write() as connection:
            found, words = account_changes.carry_out(connection, change)
            self._accounts.sessions.end_all(connection, found)
            self._note(connection, actor, "account-change", change.name, words)

    def end_wait(self, name: str, *, actor: str) -> None:
        """Let somebody else's account try a code again now; raises OwnWaitError, UnknownAccountError, StorageError."""
        if name == actor:
            raise OwnWaitError
        with self._core.database.write() as connection:
            self._accounts.second_factors.wrong_codes.end_wait(connection, account_id(connection, name))
            self._note(connection, actor, "second-factor-wait-end", name)

    def close(self, name: str, *, actor: str) -> None:
        """Close somebody else's account and end its sessions.

        Raises OwnAccountError, UnknownAccountError, TooFewLeftError, StorageError.
        """
        if name == actor:
            raise OwnAccountError
        self._accounts.close(name, actor=actor)

    def end_sessions(self, name: str, *, actor: str) -> int:
        """End an account's sessions; returns how many. Raises UnknownAccountError, StorageError."""
        with self._core.database.write() as connection:
            ended = self._accounts.sessions.end_all(connection, account_id(connection, name))
            self._note(connection, actor, "sessions-end", name, str(ended))
        return ended

    # One's own

    def own(self, account: Account, token: str) -> OwnAccount:
        """What a person sees of their own account; raises StorageError."""
        with self._core.database.read() as connection:
            row = connection.execute(_ACCOUNTS.where(accounts.c.id == account.id)).one()
            left = second_factor.recovery_left(connection, account.id)
            return OwnAccount(self._of(connection, row, token), left)

    def begin_second_factor(self, account: Account) -> Enrolling:
        """Make the secret for the phone; raises SecondFactorOnError, StorageError."""
        with self._core.database.write() as connection:
            return self._accounts.second_factors.begin(connection, account.id, account.name)

    def confirm_second_factor(self, account: Account, code: str) -> list[str]:
        """Take the phone's first code; returns the recovery codes, once.

        Raises TooManyTriesError, WrongSecondFactorError, SecondFactorOnError, SecondFactorOffError, StorageError.
        """
        tried = f"account {account.name}"
        with self._throttle.trying(tried), self._core.database.write() as connection:
            codes = self._accounts.second_factors.confirm(connection, account.id, code)
            self._note(connection, account.name, "second-factor-on", account.name)
            return codes

    def new_recovery_codes(self, account: Account, password: str, code: str) -> list[str]:
        """Make ten fresh recovery codes for one's own account; the old ones end. Asks for password and code again.

        Raises TooManyTriesError, WrongOwnPasswordError, SecondFactorOffError, the errors of `Accounts.check_own_second`,
        StorageError.
        """
        with self._core.database.read() as connection:
            if not second_factor.is_on(connection, account.id):
                raise SecondFactorOffError
        self._accounts.check_own_password(account, password)
        self._accounts.check_own_second(account, code)
        with self._core.database.write() as connection:
            codes = self._accounts.second_factors.new_recovery_codes(connection, account.id)
            self._note(connection, account.name, "recovery-codes", account.name)
        return codes

    def end_own_session(self, account: Account, number: str) -> None:
        """End one of one's own sessions; raises NoSuchSessionError, StorageError."""
        with self._core.database.write() as connection:
            self._accounts.sessions.end(connection, account.id, number)
            self._note(connection, account.name, "sessions-end", account.name, "1")

    def end_other_sessions(self, account: Account, token: str) -> int:
        """End all of one's own sessions but this one; returns how many. Raises StorageError."""
        with self._core.database.write() as connection:
            ended = self._accounts.sessions.end_all(connection, account.id, but=token)
            self._note(connection, account.name, "sessions-end", account.name, str(ended))
        return ended

    def _of(self, connection: Connection, row: AnyRow, token: str | None = None) -> AccountOf:
        own = account_schools.c.account_id == row.id
        named = select(schools.c.name).join(account_schools).where(own).order_by(schools.c.name)
        has_second = second_factor.is_on(connection, row.id)
        needs = row.role in rules_in(connection).second_factor and row.subject is None
        until = self._accounts.second_factors.wrong_codes.wait_until(connection, row.id)
        return AccountOf(
            name=row.name,
            role=row.role,
            schools=tuple(connection.execute(named).scalars()),
            staff_id=row.staff_id,
            active=row.active,
            created_at=row.created_at,
            work_account=row.subject is not None,
            second_factor=has_second,
            needs_second_factor=needs and not has_second,
            waits_until=to_utc_text(until) if until else None,
            sessions=tuple(self._accounts.sessions.of(connection, row.id, token)),
        )

    def _note(self, connection: Connection, actor: str, action: str, subject: str, detail: str = "") -> None:
        trail.note(connection, self._core.now_text(), actor, action, subject, detail)


_ACCOUNTS = (
    select(accounts, staff.c.staff_id)
    .join_from(accounts, staff, accounts.c.sub == staff.c.sub, isouter=True)
    .order_by(accounts.c.active.desc(), accounts.c.name)
)
