"""What the trust asks of accounts: when an idle session ends, who needs a second factor, whether two people must agree.

Until anything is set: sixty minutes, nobody, no. Once two people must agree they must agree to every change here too.
"""

from dataclasses import asdict, dataclass, field

from sqlalchemy import Connection, or_, select

from app.domain.obligation import PersonState
from app.errors import RefusedError
from app.hr.store.database import AnyRow
from app.hr.store.schema import account_rules, accounts, staff

IDLE_MINUTES = 60
_LEAST, _MOST = 5, 480
_ROLES = ("hr", "headteacher", "line-manager", "auditor")


class IdleMinutesError(RefusedError):
    """No sensible number of minutes."""

    sentence = "A session can end after 5 to 480 minutes without use."
    next_step = "Give another number."


class UnknownRoleError(RefusedError):
    """No such role."""

    sentence = "There is no such role."
    next_step = "Roles are hr, headteacher, line-manager and auditor."


class TooFewPeopleError(RefusedError):
    """Two people shall agree, and there are no two accounts that could."""

    sentence = "There are fewer than two HR accounts, so nobody could approve anything."
    next_step = "Add a second HR account first."


class TooFewLeftError(RefusedError):
    """The account is one that HR cannot do without."""

    sentence = "HR cannot do without this account: nobody could sign in, or approve what another asks for."
    next_step = "Make another HR account first. To shut somebody out now, IT can change the password."


@dataclass(frozen=True)
class AccountRules:
    """The rules; `second_factor` holds the roles that need one."""

    idle_minutes: int = IDLE_MINUTES
    second_factor: frozenset[str] = field(default_factory=frozenset)
    two_people: bool = False

    def check(self, connection: Connection) -> None:
        """Raise IdleMinutesError, UnknownRoleError or TooFewPeopleError."""
        if not _LEAST <= self.idle_minutes <= _MOST:
            raise IdleMinutesError
        if not self.second_factor <= set(_ROLES):
            raise UnknownRoleError
        hr = select(accounts.c.id).where(accounts.c.role == "hr", accounts.c.active)
        if self.two_people and len(connection.execute(hr).all()) < 2:
            raise TooFewPeopleError

    def sentences(self) -> list[str]:
        """The rules in words."""
        roles = ", ".join(role for role in _ROLES if role in self.second_factor)
        return [
            f"A session ends after {self.idle_minutes} minutes without use.",
            f"A second factor is needed by: {roles or 'nobody'}.",
            f"Two people must agree to publishing, withdrawing and purging: {'yes' if self.two_people else 'no'}.",
        ]


def rules_in(connection: Connection) -> AccountRules:
    """The rules that hold; raises StorageError."""
    return _rules(connection.execute(select(account_rules)).first())


def check_hr_left(connection: Connection, without: int) -> None:
    """Raise TooFewLeftError if, without the HR account of this id, too few that somebody can use would be left."""
    joined = accounts.outerjoin(staff, accounts.c.sub == staff.c.sub)
    hr = select(accounts.c.id).select_from(joined).where(accounts.c.role == "hr", accounts.c.active)
    in_use = hr.where(or_(staff.c.sub.is_(None), staff.c.person != PersonState.LEFT.value))
    # Held, so that two who are changed at once are not both judged with the other one in place.
    held = in_use.order_by(accounts.c.id).with_for_update(of=accounts)
    found = set(connection.execute(held).scalars())
    needed = 2 if rules_in(connection).two_people else 1
    if without in found and len(found) <= needed:
        raise TooFewLeftError


def keep_rules(connection: Connection, rules: AccountRules) -> None:
    """Put these in their place, in the transaction of the line on the trail."""
    connection.execute(account_rules.delete())
    values = asdict(rules) | {"id": 1, "second_factor": " ".join(sorted(rules.second_factor))}
    connection.execute(account_rules.insert().values(**values))


def _rules(row: AnyRow | None) -> AccountRules:
    if row is None:
        return AccountRules()
    return AccountRules(row.idle_minutes, frozenset(row.second_factor.split()), row.two_people)
