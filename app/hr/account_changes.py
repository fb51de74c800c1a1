"""Changing what an account is for: its role, and whom it may see.

Rules:

* an account is as its new role needs it: a headteacher has schools, a line manager is somebody on the staff list;
* enough accounts of HR stay (`app.hr.account_rules`);
* its sessions end, so that no window goes on showing what it may no longer see;
* what was and what is stand on the trail.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from app.errors import RefusedError
from app.hr.account_rules import check_hr_left
from app.hr.accounts import AccountNeedsPeopleError, Role, UnknownAccountError, school_ids, sub_of
from app.hr.store.database import AnyRow
from app.hr.store.schema import account_schools, accounts, schools, staff


class OwnRoleError(RefusedError):
    """Somebody would change what their own account may do."""

    sentence = "You cannot change what your own account may do."
    next_step = "Ask another person of HR to do it."


class NothingToChangeError(RefusedError):
    """The account is as it is asked to be."""

    sentence = "The account is like that already."
    next_step = "Nothing was changed."


@dataclass(frozen=True)
class AccountChange:
    """What an account is to be: `school_names` are a headteacher's, `staff_id` a line manager's (None keeps it)."""

    name: str
    role: Role
    school_names: Sequence[str] = ()
    staff_id: str | None = None

    @property
    def words(self) -> str:
        """What it will be, in words."""
        return _words(self.role.value, self.school_names, self.staff_id)


def check_change(connection: Connection, change: AccountChange) -> AnyRow:
    """Return the account's row, with the words for what it is now.

    Raises UnknownAccountError, AccountNeedsPeopleError, UnknownSchoolError, UnknownStaffError, TooFewLeftError,
    NothingToChangeError.
    """
    row = connection.execute(_ACCOUNT.where(accounts.c.name == change.name, accounts.c.active)).first()
    if row is None:
        raise UnknownAccountError
    if change.role is Role.HEADTEACHER and not change.school_names:
        raise AccountNeedsPeopleError
    if change.role is Role.LINE_MANAGER and not (change.staff_id or row.sub):
        raise AccountNeedsPeopleError
    wanted = set(school_ids(connection, _schools_of(change)))
    sub = sub_of(connection, change.staff_id) if change.staff_id else row.sub
    if (row.role, _now(connection, row.id), row.sub) == (change.role.value, wanted, sub):
        raise NothingToChangeError
    if row.role == Role.HR.value and change.role is not Role.HR:
        check_hr_left(connection, row.id)
    return row


def carry_out(connection: Connection, change: AccountChange) -> tuple[int, str]:
    """Change it; returns the account's id and what was and is, in words. Raises what `check_change` raises."""
    row = check_change(connection, change)
    named = select(schools.c.name).join(account_schools).where(account_schools.c.account_id == row.id)
    before = _words(row.role, sorted(connection.execute(named).scalars()), row.staff_id)
    sub = sub_of(connection, change.staff_id) if change.staff_id else row.sub
    this = update(accounts).where(accounts.c.id == row.id)
    connection.execute(this.values(role=change.role.value, sub=sub))
    connection.execute(delete(account_schools).where(account_schools.c.account_id == row.id))
    for school_id in school_ids(connection, _schools_of(change)):
        connection.execute(insert(account_schools).values(account_id=row.id, school_id=school_id))
    return int(row.id), f"{before}; now {change.words}"


def _schools_of(change: AccountChange) -> Sequence[str]:
    return change.school_names if change.role is Role.HEADTEACHER else ()


def _now(connection: Connection, account_id: int) -> set[int]:
    mine = select(account_schools.c.school_id).where(account_schools.c.account_id == account_id)
    return set(connection.execute(mine).scalars())


def _words(role: str, school_names: Sequence[str], staff_id: str | None) -> str:
    of = school_names if role == Role.HEADTEACHER.value else [staff_id] if staff_id else []
    return f"{role} ({', '.join(of)})" if of else role


_ACCOUNT = select(accounts, staff.c.staff_id).join_from(
    accounts, staff, accounts.c.sub == staff.c.sub, isouter=True
)
