"""Accounts of HR, headteachers, line managers and auditors, their sessions, and what each may do.

Rules:

* passwords are kept as Argon2id (RFC 9106); at least twelve characters, no other rule;
* wrong tries are counted for the account and for the address, and a wrong name takes as long as a wrong password;
* a session ends after eight hours, when its account signs out, is closed, or gets a new password;
* every sign-in, refused or not, and every change is on the trail.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Connection, delete, insert, select, update

from app.domain.dates import to_utc_text
from app.errors import RefusedError
from app.hr import trail
from app.hr.core import Core
from app.hr.outstanding import EVERYONE, Scope
from app.hr.people import UnknownStaffError
from app.hr.store.database import AnyRow
from app.hr.store.schema import account_schools, accounts, schools, sessions, staff
from app.hr.throttle import Throttle
from app.hr.tokens import NotSignedInError
from app.signing.keys import b64url

SESSION_LIFE = timedelta(hours=8)
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


RIGHTS = {
    Role.HR: frozenset(Right),
    Role.HEADTEACHER: frozenset({Right.SEE}),
    Role.LINE_MANAGER: frozenset({Right.SEE}),
    Role.AUDITOR: frozenset({Right.SEE}),
}


class WrongPasswordError(RefusedError):
    """No such account, or another password, or the account is closed."""

    sentence = "That name and password do not fit."
    next_step = (
        "Check both and try again. If you have forgotten the password, ask whoever set up the account."
    )


class NotAllowedError(RefusedError):
    """The role does not have the right."""

    sentence = "Your account is not set up to do that."
    next_step = "Ask someone in HR to do it, or to change your account."


class ShortPasswordError(RefusedError):
    """Fewer characters than a password needs."""

    sentence = "A password needs at least 12 characters."
    next_step = "Three or four words that do not belong together are easy to keep in mind."


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
    """Who is signed in, as what, and whom they may see."""

    id: int
    name: str
    role: Role
    scope: Scope

    def may(self, right: Right) -> None:
        """Raise NotAllowedError unless the role has this right."""
        if right not in RIGHTS[self.role]:
            raise NotAllowedError


@dataclass(frozen=True)
class Opened:
    """A fresh session: its token, whose it is, and its life in seconds."""

    token: str
    account: Account
    expires_in: int


class Accounts:
    """Makes accounts and keeps sessions."""

    def __init__(self, core: Core, hasher: PasswordHasher) -> None:
        self._core = core
        self._hasher = hasher
        self._throttle = Throttle(core, "sign-in")
        self._nobody = hasher.hash(b64url(core.random(16)))

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
        hashed = self._hash(password)
        if (role is Role.HEADTEACHER and not school_names) or (role is Role.LINE_MANAGER and not staff_id):
            raise AccountNeedsPeopleError
        with self._core.database.write() as connection:
            if connection.execute(select(accounts.c.id).where(accounts.c.name == name)).first():
                raise AccountNameTakenError
            account_id = connection.execute(
                insert(accounts)
                .values(
                    name=name,
                    password_hash=hashed,
                    role=role.value,
                    sub=_sub(connection, staff_id) if staff_id else None,
                    active=True,
                    created_at=self._core.now_text(),
                )
                .returning(accounts.c.id)
            ).scalar_one()
            for school_id in _school_ids(connection, school_names):
                connection.execute(insert(account_schools).values(account_id=account_id, school_id=school_id))
            self._note(connection, actor, "account-create", name, role.value)

    def set_password(self, name: str, password: str, *, actor: str) -> None:
        """Give an account a new password and end its sessions; raises UnknownAccountError and others."""
        hashed = self._hash(password)
        with self._core.database.write() as connection:
            account_id = _account_id(connection, name)
            connection.execute(
                update(accounts).where(accounts.c.id == account_id).values(password_hash=hashed)
            )
            connection.execute(delete(sessions).where(sessions.c.account_id == account_id))
            self._note(connection, actor, "account-password", name)

    def close(self, name: str, *, actor: str) -> None:
        """Close an account and end its sessions; raises UnknownAccountError, StorageError."""
        with self._core.database.write() as connection:
            account_id = _account_id(connection, name)
            connection.execute(update(accounts).where(accounts.c.id == account_id).values(active=False))
            connection.execute(delete(sessions).where(sessions.c.account_id == account_id))
            self._note(connection, actor, "account-close", name)

    def sign_in(self, name: str, password: str, source: str) -> Opened:
        """Open a session; `source` is the address that asks.

        Raises TooManyTriesError, WrongPasswordError, StorageError.
        """
        tried = (f"account {name}", f"address {source}")
        self._throttle.check(*tried)
        with self._core.database.read() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
        if not self._fits(row, password) or row is None or not row.active:
            self._throttle.note(*tried)
            with self._core.database.write() as connection:
                # What was typed as a name may be a password: it is kept only where it is a name.
                self._note(connection, row.name if row else "unknown", "sign-in-refused")
            raise WrongPasswordError
        return self._open(row)

    def account(self, token: str | None) -> Account:
        """Return whose session `token` is; raises NotSignedInError, StorageError."""
        if token is None:
            raise NotSignedInError
        with self._core.database.read() as connection:
            row = connection.execute(
                select(accounts)
                .join(sessions, sessions.c.account_id == accounts.c.id)
                .where(sessions.c.token_hash == _digest(token), sessions.c.expires_at > self._core.now_text())
            ).first()
            if row is None or not row.active:
                raise NotSignedInError
            return _account(connection, row)

    def sign_out(self, token: str) -> None:
        """End a session; raises NotSignedInError, StorageError."""
        account = self.account(token)
        with self._core.database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == _digest(token)))
            self._note(connection, account.name, "sign-out")

    def _open(self, row: AnyRow) -> Opened:
        token = b64url(self._core.random(32))
        now = self._core.clock()
        with self._core.database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires_at <= to_utc_text(now)))
            connection.execute(
                insert(sessions).values(
                    token_hash=_digest(token), account_id=row.id, expires_at=to_utc_text(now + SESSION_LIFE)
                )
            )
            self._note(connection, row.name, "sign-in")
            return Opened(token, _account(connection, row), int(SESSION_LIFE.total_seconds()))

    def _fits(self, row: AnyRow | None, password: str) -> bool:
        try:
            return self._hasher.verify(row.password_hash if row else self._nobody, password)
        except VerificationError:
            return False

    def _hash(self, password: str) -> str:
        if len(password) < SHORTEST_PASSWORD:
            raise ShortPasswordError
        return self._hasher.hash(password)

    def _note(
        self, connection: Connection, actor: str, action: str, subject: str = "", detail: str = ""
    ) -> None:
        trail.note(connection, self._core.now_text(), actor, action, subject, detail)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _account(connection: Connection, row: AnyRow) -> Account:
    role = Role(row.role)
    if role is Role.HEADTEACHER:
        own = select(account_schools.c.school_id).where(account_schools.c.account_id == row.id)
        return Account(row.id, row.name, role, Scope(schools=frozenset(connection.execute(own).scalars())))
    scope = Scope(manager=row.sub) if role is Role.LINE_MANAGER else EVERYONE
    return Account(row.id, row.name, role, scope)


def _account_id(connection: Connection, name: str) -> int:
    found = connection.execute(select(accounts.c.id).where(accounts.c.name == name)).scalar()
    if found is None:
        raise UnknownAccountError
    return int(found)


def _sub(connection: Connection, staff_id: str) -> str:
    found = connection.execute(select(staff.c.sub).where(staff.c.staff_id == staff_id)).scalar()
    if found is None:
        raise UnknownStaffError
    return str(found)


def _school_ids(connection: Connection, names: Sequence[str]) -> list[int]:
    known = {row.name: row.id for row in connection.execute(select(schools))}
    if not set(names) <= known.keys():
        raise UnknownSchoolError
    return [known[name] for name in dict.fromkeys(names)]
