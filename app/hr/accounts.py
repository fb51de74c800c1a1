"""Accounts of HR, headteachers, line managers and auditors, their sessions, and what each may do.

Rules:

* passwords are kept as Argon2id (RFC 9106); at least twelve characters, no other rule;
* wrong tries are counted for the account and for the address, each before it is judged, so that many at once are not
  all judged by the count before them; a wrong name takes as long as a wrong password;
* where an account has a second factor, its code is asked for after the right password, and wrong ones are counted
  with wrong passwords; where its role needs one and it has none, its session can do nothing but set one up;
* an account that signs in with a work account (OpenID Connect) has no password: the provider asks for what it asks;
* when sessions end stands in `app.hr.sessions`; the account of somebody on the staff list who has left lets nobody in;
* every sign-in, refused or not, and every change is on the trail.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Connection, insert, select, update

from app.domain.obligation import PersonState
from app.errors import RefusedError
from app.hr import second_factor, trail
from app.hr.account_rules import check_hr_left, rules_in
from app.hr.core import Core, Random
from app.hr.people import UnknownStaffError
from app.hr.reader import Reader, Whom
from app.hr.scope import EVERYONE, Scope
from app.hr.second_factor import SecondFactors, SecondFactorWaitsError, WrongSecondFactorError
from app.hr.sessions import SESSION_LIFE, Sessions
from app.hr.store.database import AnyRow
from app.hr.store.schema import account_schools, accounts, schools, staff
from app.hr.throttle import Throttle
from app.hr.tokens import NotSignedInError

SHORTEST_PASSWORD = 12


class Role(StrEnum):
    """What an account is for."""

    HR = "hr"
    HEADTEACHER = "headteacher"
    LINE_MANAGER = "line-manager"
    AUDITOR = "auditor"


class Right(StrEnum):
    """What an account may do."""

    SEE = "see who has not completed it"
    CHANGE_STAFF = "change the staff list"
    INVITE = "hand out codes"
    REMIND = "send reminders and keep calendars"
    READ_FACTS = "read what was recorded of people, and disputes"
    READ_QUESTIONS = "read questions"
    ANSWER = "answer questions"
    RECORD = "record facts by hand"
    EVIDENCE = "save evidence"
    READ_TRAIL = "read the trail"
    READ_POLICIES = "see policies and their versions"
    PUBLISH = "publish policies"
    ACCOUNTS = "keep accounts and approve what others ask for"
    KEEP = "choose how long records are kept, hold and delete them, and save what is held of somebody"


RIGHTS = {
    Role.HR: frozenset(Right),
    Role.HEADTEACHER: frozenset({Right.SEE, Right.INVITE}),
    Role.LINE_MANAGER: frozenset({Right.SEE, Right.READ_QUESTIONS, Right.ANSWER}),
    Role.AUDITOR: frozenset(
        {
            Right.SEE,
            Right.READ_FACTS,
            Right.READ_QUESTIONS,
            Right.EVIDENCE,
            Right.READ_TRAIL,
            Right.READ_POLICIES,
        }
    ),
}


_WORDS_FOR: dict[Role, Whom] = {Role.HR: "hr", Role.LINE_MANAGER: "line-manager"}


class WrongPasswordError(RefusedError):
    """No such account, or another password, or the account is closed."""

    sentence = "That name and password do not fit."
    next_step = (
        "Check both and try again. If you have forgotten the password, ask whoever set up the account."
    )


class WrongOwnPasswordError(RefusedError):
    """Somebody who is signed in typed another password than their own."""

    sentence = "That is not the password of this account."
    next_step = "Type the one that you signed in with."


class NotAllowedError(RefusedError):
    """The role does not have the right."""

    sentence = "Your account is not set up to do that."
    next_step = "Ask someone in HR to do it, or to change your account."


class ShortPasswordError(RefusedError):
    """Fewer characters than a password needs."""

    sentence = "A password needs at least 12 characters."
    next_step = "Three or four words that do not belong together are easy to keep in mind."


class SecondFactorNeededError(RefusedError):
    """The password fits, and the code of the second factor is still to come."""

    sentence = "Now type the code that your phone shows."
    next_step = "Without the phone, use one of your recovery codes."


class SecondFactorMissingError(RefusedError):
    """The account's role needs a second factor, and it has none yet."""

    sentence = "Your Trust asks for a second factor, and this account has none yet."
    next_step = "Set one up under My account. It takes two minutes and a phone."


class AccountNameMissingError(RefusedError):
    """An account without a name."""

    sentence = "The account needs a name."
    next_step = "Give it the person’s own, or their work e-mail address."


class WorkAccountTakenError(RefusedError):
    """The work account belongs to another account here."""

    sentence = "That work account signs in here already, under another name."
    next_step = "Close the other one first, or give another subject."


class AccountNameTakenError(RefusedError):
    """There is an account of that name."""

    sentence = "There is an account of that name already."
    next_step = "Choose another name."


class UnknownAccountError(RefusedError):
    """There is no account of that name."""

    sentence = "There is no account of that name."
    next_step = "Check the name."


class UnknownSchoolError(RefusedError):
    """No school of that name is on the staff list."""

    sentence = "There is no school of that name on the staff list."
    next_step = "Write it as it stands on the staff list."


class AccountNeedsPeopleError(RefusedError):
    """A headteacher without schools, or a line manager without a staff id."""

    sentence = "A headteacher's account needs at least one school, and a line manager's their staff id."
    next_step = "Give --school or --staff-id."


@dataclass(frozen=True)
class Account:
    """Who is signed in, as what, and whom they may see. `reader` says what of a person's page."""

    id: int
    name: str
    role: Role
    scope: Scope

    @property
    def reader(self) -> Reader:
        """What of a person's page this account may see."""
        return Reader(self.scope, _WORDS_FOR.get(self.role), Right.READ_FACTS in RIGHTS[self.role])

    def may(self, right: Right) -> None:
        """Raise NotAllowedError unless the role has this right."""
        if right not in RIGHTS[self.role]:
            raise NotAllowedError


@dataclass(frozen=True)
class Opened:
    """A fresh session: its token, whose it is, its life in seconds, and whether a second factor has to be set up first."""

    token: str
    account: Account
    expires_in: int
    must_enrol: bool = False


@dataclass(frozen=True)
class NewAccount:
    """An account about to be made: with a hashed password, or with what a provider knows a work account by.

    `issuer` and `subject` are the provider's address and its lasting name for the person; then there is no password.
    """

    name: str
    role: Role
    password_hash: str
    school_names: Sequence[str] = ()
    staff_id: str | None = None
    issuer: str | None = None
    subject: str | None = None


class Accounts:
    """Makes accounts and signs them in."""

    def __init__(self, core: Core, hasher: PasswordHasher) -> None:
        self._core = core
        self._hasher = hasher
        self._throttle = Throttle(core, "sign-in")
        self._nobody = hash_of_no_password(hasher, core.random)
        self.sessions = Sessions(core)
        self.second_factors = SecondFactors(core)

    def create(
        self,
        name: str,
        password: str,
        role: Role,
        *,
        actor: str,
        school_names: Sequence[str] = (),
        staff_id: str | None = None,
    ) -> None:
        """Make an account; raises a RefusedError in words, or StorageError."""
        self.add(NewAccount(name, role, self.hashed(password), school_names, staff_id), actor=actor)

    def add(self, new: NewAccount, *, actor: str) -> None:
        """Make an account whose password is hashed already, or which signs in with a work account; raises as `create`."""
        with self._core.database.write() as connection:
            check_new(connection, new)
            account_id = connection.execute(
                insert(accounts)
                .values(
                    name=new.name,
                    password_hash=new.password_hash,
                    role=new.role.value,
                    sub=sub_of(connection, new.staff_id) if new.staff_id else None,
                    active=True,
                    created_at=self._core.now_text(),
                    issuer=new.issuer,
                    subject=new.subject,
                )
                .returning(accounts.c.id)
            ).scalar_one()
            for school_id in school_ids(connection, new.school_names):
                connection.execute(insert(account_schools).values(account_id=account_id, school_id=school_id))
            way = "work account" if new.subject else "password"
            self._note(connection, actor, "account-create", new.name, f"{new.role.value}, by {way}")

    def set_password(self, name: str, password: str, *, actor: str) -> None:
        """Give an account a new password and end its sessions; raises UnknownAccountError and others."""
        hashed = self.hashed(password)
        with self._core.database.write() as connection:
            found = account_id(connection, name)
            connection.execute(update(accounts).where(accounts.c.id == found).values(password_hash=hashed))
            self.sessions.end_all(connection, found)
            self._note(connection, actor, "account-password", name)

    def change_own_password(self, token: str, old: str, new: str) -> None:
        """Give one's own account another password, and end its other sessions.

        Raises NotSignedInError, TooManyTriesError, WrongOwnPasswordError, ShortPasswordError, StorageError.
        """
        account = self.account(token)
        self.check_own_password(account, old)
        hashed = self.hashed(new)
        with self._core.database.write() as connection:
            mine = update(accounts).where(accounts.c.id == account.id)
            connection.execute(mine.values(password_hash=hashed))
            self.sessions.end_all(connection, account.id, but=token)
            self._note(connection, account.name, "account-password", account.name)

    def check_own_password(self, account: Account, password: str) -> None:
        """Raise TooManyTriesError or WrongOwnPasswordError unless it is that of who is signed in."""
        with self._throttle.trying(f"account {account.name}"):
            with self._core.database.read() as connection:
                row = connection.execute(select(accounts).where(accounts.c.id == account.id)).one()
            if not self._fits(row, password):
                raise WrongOwnPasswordError

    def close(self, name: str, *, actor: str) -> None:
        """Close an account and end its sessions; raises UnknownAccountError, TooFewLeftError, StorageError."""
        with self._core.database.write() as connection:
            found = account_id(connection, name)
            if rules_in(connection).two_people:  # then nobody alone could make another one
                check_hr_left(connection, found)
            connection.execute(update(accounts).where(accounts.c.id == found).values(active=False))
            self.sessions.end_all(connection, found)
            self._note(connection, actor, "account-close", name)

    def sign_in(self, name: str, password: str, source: str, code: str | None = None) -> Opened:
        """Open a session; `source` is the address that asks, `code` that of the second factor.

        Raises TooManyTriesError, WrongPasswordError, SecondFactorNeededError, SecondFactorWaitsError,
        WrongSecondFactorError, StorageError.
        """
        with self._throttle.trying(f"account {name}", f"address {source}"):
            with self._core.database.read() as connection:
                row = connection.execute(ACCOUNTS.where(accounts.c.name == name)).first()
                has_second = row is not None and second_factor.is_on(connection, row.id)
            if not self._fits(row, password) or row is None or not may_be_used(row):
                # What was typed as a name may be a password: it is kept only where it is a name.
                self._refused(row.name if row else "unknown", "sign-in-refused")
                raise WrongPasswordError
            if has_second and code:
                self._check_second(row.id, row.name, code)
        if has_second and not code:
            raise SecondFactorNeededError
        return self.open(row)

    def check_own_second(self, account: Account, code: str) -> None:
        """Raise SecondFactorNeededError, SecondFactorWaitsError or WrongSecondFactorError unless `code` fits now."""
        if not code:
            raise SecondFactorNeededError
        with self._throttle.trying(f"account {account.name}"):
            self._check_second(account.id, account.name, code)

    def _check_second(self, account_id: int, name: str, code: str) -> None:
        try:
            with self._core.database.write() as connection:
                fits = self.second_factors.check(connection, account_id, code)
        except SecondFactorWaitsError:
            self._refused(name, "second-factor-waits")
            raise
        if not fits:
            self._refused(name, "second-factor-refused")
            raise WrongSecondFactorError

    def open(self, row: AnyRow) -> Opened:
        """Open a session for the row of an account that has shown who it is; raises StorageError."""
        with self._core.database.write() as connection:
            token = self.sessions.open(connection, row.id)
            self._note(connection, row.name, "sign-in")
            must_enrol = _lacks_second(connection, row)
            return Opened(token, _account(connection, row), int(SESSION_LIFE.total_seconds()), must_enrol)

    def account(self, token: str | None, *, in_use: bool = True, enrolling: bool = False) -> Account:
        """Return whose session `token` is.

        Args:
            token: as it was given out.
            in_use: False where nobody may be sitting there: the window asks by itself.
            enrolling: True where a second factor that is still missing is no bar.

        Raises NotSignedInError, SecondFactorMissingError, StorageError.
        """
        if token is None:
            raise NotSignedInError
        with self._core.database.read() as connection:
            found = self.sessions.account_id(connection, token)
            row = connection.execute(ACCOUNTS.where(accounts.c.id == found)).first()
            if row is None or not may_be_used(row):
                raise NotSignedInError
            if not enrolling and _lacks_second(connection, row):
                raise SecondFactorMissingError
            account = _account(connection, row)
        if in_use:
            self.sessions.use(token)
        return account

    def sign_out(self, token: str) -> None:
        """End a session; raises NotSignedInError, StorageError."""
        account = self.account(token, enrolling=True)
        with self._core.database.write() as connection:
            self.sessions.end_this(connection, token)
            self._note(connection, account.name, "sign-out")

    def hashed(self, password: str) -> str:
        """A password as it is kept; raises ShortPasswordError."""
        if len(password) < SHORTEST_PASSWORD:
            raise ShortPasswordError
        return self._hasher.hash(password)

    def _fits(self, row: AnyRow | None, password: str) -> bool:
        kept = row.password_hash if row else ""
        try:
            return self._hasher.verify(kept or self._nobody, password) and kept != ""
        except VerificationError:
            return False

    def _refused(self, name: str, action: str) -> None:
        with self._core.database.write() as connection:
            self._note(connection, name, action)

    def _note(
        self, connection: Connection, actor: str, action: str, subject: str = "", detail: str = ""
    ) -> None:
        trail.note(connection, self._core.now_text(), actor, action, subject, detail)


def hash_of_no_password(hasher: PasswordHasher, random: Random) -> str:
    """A hash of random bytes, at once; checking a password against it takes as long as against one that `hasher` made."""
    salt, hashed = (b64encode(random(length)).rstrip(b"=").decode() for length in (16, 32))
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${hashed}"


def check_new(connection: Connection, new: NewAccount) -> None:
    """Raise AccountNameMissingError, AccountNeedsPeopleError, AccountNameTakenError or WorkAccountTakenError."""
    if not new.name.strip():
        raise AccountNameMissingError
    if (new.role is Role.HEADTEACHER and not new.school_names) or (
        new.role is Role.LINE_MANAGER and not new.staff_id
    ):
        raise AccountNeedsPeopleError
    if connection.execute(select(accounts.c.id).where(accounts.c.name == new.name)).first():
        raise AccountNameTakenError
    same = (accounts.c.issuer == new.issuer, accounts.c.subject == new.subject)
    if new.subject is not None and connection.execute(select(accounts.c.id).where(*same)).first():
        raise WorkAccountTakenError


ACCOUNTS = select(accounts, staff.c.person).join_from(
    accounts, staff, accounts.c.sub == staff.c.sub, isouter=True
)
"""Accounts, each with the state of the person on the staff list whose it is, where it is somebody's."""


def may_be_used(row: AnyRow) -> bool:
    """Whether somebody may sign in to it (a row of `ACCOUNTS`): it is not closed, and its person has not left."""
    return bool(row.active) and row.person != PersonState.LEFT.value


def _lacks_second(connection: Connection, row: AnyRow) -> bool:
    """Whether its role needs a second factor that it does not have; a provider asks for its own."""
    if row.subject is not None or row.role not in rules_in(connection).second_factor:
        return False
    return not second_factor.is_on(connection, row.id)


def _account(connection: Connection, row: AnyRow) -> Account:
    role = Role(row.role)
    if role is Role.HEADTEACHER:
        own = select(account_schools.c.school_id).where(account_schools.c.account_id == row.id)
        return Account(row.id, row.name, role, Scope(schools=frozenset(connection.execute(own).scalars())))
    scope = Scope(manager=row.sub) if role is Role.LINE_MANAGER else EVERYONE
    return Account(row.id, row.name, role, scope)


def account_id(connection: Connection, name: str) -> int:
    """The id of the account of that name; raises UnknownAccountError."""
    found = connection.execute(select(accounts.c.id).where(accounts.c.name == name)).scalar()
    if found is None:
        raise UnknownAccountError
    return int(found)


def sub_of(connection: Connection, staff_id: str) -> str:
    """The number of the person with this staff id; raises UnknownStaffError."""
    found = connection.execute(select(staff.c.sub).where(staff.c.staff_id == staff_id)).scalar()
    if found is None:
        raise UnknownStaffError
    return str(found)


def school_ids(connection: Connection, names: Sequence[str]) -> list[int]:
    """The ids of the schools with these names; raises UnknownSchoolError."""
    known = {row.name: row.id for row in connection.execute(select(schools))}
    if not set(names) <= known.keys():
        raise UnknownSchoolError
    return [known[name] for name in dict.fromkeys(names)]
